//! What the examples share: how long and with what they search, and how they end.

use clap::Args;
use locality::engine::Run;
use locality::engine::stop::Stop;
use std::error::Error;
use std::process::ExitCode;

/// The exit status of an example: 0 all went well, 1 there is no plan, 2 the input or the arguments are wrong, with the error told.
pub fn exit(result: Result<bool, Box<dyn Error>>) -> ExitCode {
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// The settings of a search.
#[derive(Args)]
pub struct Search {
    /// Seed of the random numbers.
    #[arg(long, default_value = "1", value_parser = whole)]
    pub seed: u64,
    /// Threads; 0 is as many as the machine has. The plan of so many rounds does not depend on it.
    #[arg(long, default_value = "0", value_parser = threads)]
    pub threads: usize,
    /// Seconds to search, for each task.
    #[arg(long, default_value = "10", value_parser = whole)]
    pub seconds: u64,
    /// Rounds to search, in place of seconds; the plan is then the same on every machine.
    #[arg(long, conflicts_with = "seconds", value_parser = whole)]
    pub rounds: Option<u64>,
    /// End earlier, as soon as the plan is proven to be so near to the best possible: 0.001 is 0.1 %, 0 the best possible.
    #[arg(long, value_parser = gap)]
    pub gap: Option<f64>,
    /// Memory in MiB for what grows while it runs; no limit unless given.
    #[arg(long, value_name = "MIB", value_parser = whole)]
    pub memory: Option<u64>,
}

impl Search {
    /// The settings as the engine takes them.
    #[allow(dead_code, reason = "not every example searches with them")]
    pub fn run(&self) -> Run<'static> {
        let mut stop = match self.rounds {
            Some(rounds) => Stop::rounds(rounds),
            None => Stop::seconds(self.seconds),
        };
        if let Some(gap) = self.gap {
            stop = stop.or_gap(gap);
        }
        let run = Run::new().seed(self.seed).threads(self.threads).stop(stop);
        match self.memory {
            Some(mib) => run.memory(mib.saturating_mul(1 << 20)),
            None => run,
        }
    }
}

/// A whole number, or in plain words why it is none.
pub fn whole(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| "give a whole number, such as 10".to_owned())
}

/// More threads than this are a typing error, and would exhaust the machine.
const THREADS: usize = 1024;

/// So many threads, or in plain words why not.
pub fn threads(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|&number| number <= THREADS);
    number.ok_or_else(|| format!("give a whole number from 0 to {THREADS}"))
}

fn gap(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.0..1.0).contains(number));
    number.ok_or_else(|| "give a part of 1, such as 0.001 for 0.1 %, or 0 for the best possible".to_owned())
}
