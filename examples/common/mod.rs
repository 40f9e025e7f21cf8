//! What the examples share: their arguments, how long and with what they search, and how they end.

use clap::{Arg, Args, Parser};
use locality::engine::Run;
use locality::engine::stop::Stop;
use locality::fault::{Fault, Faults};
use std::error::Error;
use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

/// The arguments of the command line. A number below nought comes to the parser of its argument, which says what it should be.
pub fn arguments<A: Parser>() -> A {
    let with_numbers = |arg: Arg| match arg.get_action().takes_values() {
        true => arg.allow_negative_numbers(true),
        false => arg,
    };
    let matches = A::command().mut_args(with_numbers).get_matches();
    A::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// The exit status of an example: 0 all went well, 1 there is no plan, 2 the input or the arguments are wrong, with the error told.
pub fn exit(result: Result<bool, Box<dyn Error>>) -> ExitCode {
    match result {
        Ok(_) if !super::console::arrived() => {
            eprintln!("standard output could not be written; files are");
            ExitCode::from(2)
        }
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// The licences of what plans are made from, as their publishers ask for them.
#[allow(dead_code, reason = "not every example writes a workbook")]
pub const LICENCE: &str = "Contains information from NHS England, licensed under the current version of the Open Government Licence, and from the \
    Office for National Statistics licensed under the Open Government Licence v.3.0, where the practices are real.";

/// Copies the file of this name from one folder to the other, at once.
#[allow(dead_code, reason = "not every example copies")]
pub fn copy(from: &Path, name: &str, to: &Path) -> Result<(), Box<dyn Error>> {
    let path = from.join(name);
    let mut file = File::open(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    locality::report::files::write_with(to.join(name), |copy| std::io::copy(&mut file, copy).map(drop))?;
    Ok(())
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
    #[arg(long, default_value = "10", value_parser = positive)]
    pub seconds: u64,
    /// Rounds to search, in place of seconds; the plan is then the same on every machine.
    #[arg(long, conflicts_with = "seconds", value_parser = positive)]
    pub rounds: Option<u64>,
    /// End earlier, as soon as the plan is proven to be so near to the best possible: 0.001 is 0.1 %, 0 the best possible.
    #[arg(long, value_parser = gap)]
    pub gap: Option<f64>,
    /// Memory in MiB for what grows while it runs; no limit unless given.
    #[arg(long, value_name = "MIB", value_parser = positive)]
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

impl Search {
    /// With a fifth of the time or of the rounds, for searches beside the one that counts.
    #[allow(dead_code, reason = "not every example makes several plans")]
    pub fn a_fifth(&self) -> Self {
        Self {
            seconds: self.seconds.div_ceil(5),
            rounds: self.rounds.map(|rounds| rounds.div_ceil(5)),
            ..*self
        }
    }
}

/// A whole number, or in plain words why it is none.
pub fn whole(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| "give a whole number of 0 or more, such as 10".to_owned())
}

/// A whole number above nought, or in plain words why it is none.
pub fn positive(text: &str) -> Result<u64, String> {
    let number = text.parse().ok().filter(|&number| number > 0);
    number.ok_or_else(|| "give a whole number of 1 or more, such as 10".to_owned())
}

/// The text of the file that an argument names.
#[allow(dead_code, reason = "not every example reads a file")]
pub fn read(argument: &str, path: &Path) -> Result<String, String> {
    let refuse = |why: &dyn std::fmt::Display| format!("{argument} {}: {why}", path.display());
    match std::fs::read(path) {
        _ if path.is_dir() => Err(refuse(&"this is a folder; name a file")),
        Err(error) => Err(refuse(&format!(
            "{error}; check the path and your right to read it"
        ))),
        Ok(bytes) => {
            String::from_utf8(bytes).map_err(|_| refuse(&"this is no text in UTF-8; save it as such"))
        }
    }
}

/// What was read from a file, its faults with the file's name.
#[allow(dead_code, reason = "not every example reads a file")]
pub fn in_file<T>(path: &Path, read: Result<T, Faults>) -> Result<T, Box<dyn Error>> {
    let of_file = |fault: Fault| match fault.file {
        Some(_) => fault,
        None => fault.file(path.display().to_string()),
    };
    let faults = match read {
        Ok(value) => return Ok(value),
        Err(faults) => faults.into_vec().into_iter().map(of_file),
    };
    match Faults::none_or(faults.collect()) {
        Ok(()) => Err(format!("{} cannot be read", path.display()).into()),
        Err(faults) => Err(faults.into()),
    }
}

/// Makes the folder to write to where it is not there: a run that cannot write its results should fail before it searches.
#[allow(dead_code, reason = "not every example writes to a folder")]
pub fn folder(out: &Path) -> Result<(), String> {
    let made = match out.exists() && !out.is_dir() {
        true => Err("this is a file".to_owned()),
        false => std::fs::create_dir_all(out)
            .and_then(|()| tempfile::tempfile_in(out))
            .map_err(|error| error.to_string()),
    };
    match made {
        Ok(_) => Ok(()),
        Err(why) => Err(format!(
            "--out {}: {why}; name a folder that can be made and written to",
            out.display()
        )),
    }
}

/// Whether the file can be written: a run that cannot write its result should fail before it searches.
#[allow(dead_code, reason = "not every example writes to a file")]
pub fn file_to_write(argument: &str, path: &Path) -> Result<(), String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let why = match tempfile::tempfile_in(folder) {
        _ if path.is_dir() => "this is a folder".to_owned(),
        Ok(_) => return Ok(()),
        Err(error) => error.to_string(),
    };
    Err(format!(
        "{argument} {}: {why}; name a file in a folder that can be written to",
        path.display()
    ))
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
