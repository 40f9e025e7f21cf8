//! Long runs: what puts them down, what takes them up again, and the signals that end them early.

use clap::Args;
use locality::engine::Run;
use locality::engine::progress::Progress;
use locality::engine::stop::CancelToken;
use signal_hook::consts::{SIGINT, SIGTERM};
use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Checkpoints of a search.
#[derive(Args)]
pub struct Long {
    /// Put the search down in this file from time to time, so that --resume can go on from it.
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    /// Seconds between two checkpoints; 0 is after every round.
    #[arg(long, value_name = "SECONDS", default_value = "60", requires = "checkpoint", value_parser = crate::common::whole)]
    every: u64,
    /// Go on from this checkpoint of the same task, seed and version; --seconds count anew, --rounds are those of both together.
    #[arg(long, value_name = "FILE")]
    resume: Option<PathBuf>,
}

impl Long {
    /// The run with its checkpoints.
    pub fn add<'o>(&self, mut run: Run<'o>) -> Run<'o> {
        if let Some(path) = &self.checkpoint {
            run = run.checkpoint(path, self.every);
        }
        match &self.resume {
            Some(path) => run.resume(path),
            None => run,
        }
    }

    /// Whether the checkpoint can be written.
    pub fn check(&self) -> Result<(), String> {
        match &self.checkpoint {
            Some(path) => crate::common::file_to_write("--checkpoint", path),
            None => Ok(()),
        }
    }

    /// Whether the search is put down or taken up anywhere.
    #[allow(dead_code, reason = "not every example has several tasks")]
    pub fn is_on(&self) -> bool {
        self.checkpoint.is_some() || self.resume.is_some()
    }
}

/// Says why a checkpoint could not be written; the search goes on.
pub fn warn(progress: &Progress<'_>) {
    if let Some(error) = progress.not_written {
        eprintln!("--checkpoint: {error}; the search goes on");
    }
}

/// The signals that ask a program to end. The first ends the round under way, so that the best plan so far is written; the
/// second ends the program at once.
pub struct Signals {
    token: CancelToken,
    which: Arc<AtomicUsize>,
}

impl Signals {
    /// Listens from now on.
    pub fn listen() -> io::Result<Self> {
        let asked = Arc::new(AtomicBool::new(false));
        let which = Arc::new(AtomicUsize::new(0));
        for signal in [SIGINT, SIGTERM] {
            // In this order: the first signal finds the flag down and raises it, the second finds it up.
            let second = Arc::clone(&asked);
            signal_hook::flag::register_conditional_shutdown(signal, 128 + signal, second)?;
            signal_hook::flag::register_usize(signal, Arc::clone(&which), signal as usize)?;
            signal_hook::flag::register(signal, Arc::clone(&asked))?;
        }
        Ok(Self {
            token: CancelToken::from(asked),
            which,
        })
    }

    /// The run, which ends early when a signal comes.
    pub fn add<'o>(&self, run: Run<'o>) -> Run<'o> {
        let stop = run.get_stop().clone().or_cancelled(&self.token);
        run.stop(stop)
    }

    /// Whether one has come.
    #[allow(dead_code, reason = "not every example has more to do after its search")]
    pub fn came(&self) -> bool {
        self.token.is_cancelled()
    }

    /// The exit status of a program that listens: 128 and the number of the signal where one has come (130 for an interrupt, 143 for
    /// termination), as shells have it; otherwise that of [`common::exit`](crate::common::exit).
    pub fn exit(&self, result: Result<bool, Box<dyn Error>>) -> ExitCode {
        let signal = u8::try_from(self.which.load(Ordering::SeqCst)).unwrap_or(0);
        match (signal, result) {
            (1.., Ok(_)) => {
                eprintln!("ended early by a signal");
                ExitCode::from(128 + signal)
            }
            (_, result) => crate::common::exit(result),
        }
    }
}
