//! record.json: what ran, on which files and with what result, so that the example `replay` can run it again and compare.
//!
//! It says nothing of the time, the machine, the number of threads or where results were put: the same task has the same record.

use locality::disk;
use locality::engine::solution::Record;
use locality::engine::stop::StopReason;
use locality::nhs::Source;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::error::Error;
use std::path::{Path, PathBuf};

/// The name of the file.
pub const FILE: &str = "record.json";
const FORMAT: &str = "locality-record/1";

/// Arguments with a value that change nothing in what is made.
const OF_NO_EFFECT: [&str; 6] = [
    "--out",
    "--threads",
    "--instances",
    "--checkpoint",
    "--every",
    "--resume",
];

/// What ran.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RunRecord {
    pub format: String,
    /// The version of the library.
    pub library: String,
    /// The example.
    pub program: String,
    /// Its arguments, without those that change nothing in what is made.
    pub arguments: Vec<String>,
    /// Every file that the arguments name, and those of a named folder that are known to hold NHS data, as they were at the beginning.
    pub inputs: Vec<Listed>,
    pub searches: Vec<Searched>,
    pub repeat: Repeat,
    pub outputs: Vec<Listed>,
}

/// A file.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    pub path: String,
    pub sha256: String,
    pub bytes: u64,
    /// Columns or fields that hold times or threads, which are others every time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub varying: Vec<String>,
}

/// A search that made a plan.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Searched {
    pub seed: u64,
    pub rounds: u64,
    /// Whether a limit cut one more round short.
    pub cut_short: bool,
    pub stop: StopReason,
}

/// How to come to the same outputs again.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Repeat {
    /// With the same arguments.
    AsItIs,
    /// With so many rounds in place of seconds.
    InRounds(u64),
    /// Not at all, and why.
    No(String),
}

/// A record that has been begun: inputs are hashed before they are read.
pub struct Begun {
    record: RunRecord,
    by_rounds: bool,
}

/// Begins the record of this program. Where nothing is to be written there will be no record, and files are not hashed.
#[allow(dead_code, reason = "replay only reads records")]
pub fn begin(program: &str, out: Option<&Path>) -> Result<Begun, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments = without(&arguments, &OF_NO_EFFECT);
    let has = |name: &str| arguments.iter().any(|a| a.split('=').next() == Some(name));
    let by_rounds = has("--rounds") || matches!(program, "services" | "ensemble");
    let mut inputs = BTreeSet::new();
    for argument in arguments.iter().filter(|_| out.is_some()) {
        let value = argument
            .split_once('=')
            .map_or(argument.as_str(), |(_, value)| value);
        inputs.extend(files(Path::new(value)));
    }
    let inputs: Result<Vec<Listed>, String> = inputs.into_iter().map(|path| listed(&path, &path)).collect();
    Ok(Begun {
        record: RunRecord {
            format: FORMAT.to_owned(),
            library: env!("CARGO_PKG_VERSION").to_owned(),
            program: program.to_owned(),
            arguments,
            inputs: inputs?,
            searches: Vec::new(),
            repeat: Repeat::AsItIs,
            outputs: Vec::new(),
        },
        by_rounds,
    })
}

impl Begun {
    /// A search that made a plan.
    #[allow(dead_code, reason = "not every example makes plans")]
    pub fn searched(&mut self, record: &Record) {
        self.record.searches.push(Searched {
            seed: record.seed,
            rounds: record.rounds,
            cut_short: record.cut_short,
            stop: record.stop,
        });
    }

    /// Further searches ran until a limit, of which the record does not say how far they came.
    #[allow(dead_code, reason = "not every example has such searches")]
    pub fn searched_further(&mut self, why: &str) {
        if !self.by_rounds {
            self.record.repeat = Repeat::No(why.to_owned());
        }
    }

    /// Writes it beside these outputs; files whose name ends so have columns or fields that are others every time.
    #[allow(dead_code, reason = "replay only reads records")]
    pub fn write(
        mut self,
        out: &Path,
        written: &[String],
        varying: (&[&str], &[&str]),
    ) -> Result<(), Box<dyn Error>> {
        if let Repeat::AsItIs = self.record.repeat {
            self.record.repeat = repeat(&self.record.searches, self.by_rounds);
        }
        for name in names(out, written)? {
            let mut output = listed(&out.join(&name), Path::new(&name))?;
            if varying.0.iter().any(|end| name.ends_with(end)) {
                output.varying = varying.1.iter().map(ToString::to_string).collect();
            }
            self.record.outputs.push(output);
        }
        let text = serde_json::to_string_pretty(&self.record)? + "\n";
        disk::write(out.join(FILE), text)?;
        Ok(())
    }
}

/// The arguments without these and their values.
pub fn without(arguments: &[String], names: &[&str]) -> Vec<String> {
    let mut kept = Vec::new();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match names.iter().find(|name| argument.split('=').next() == Some(name)) {
            Some(_) if argument.contains('=') => {}
            Some(_) => drop(arguments.next()),
            None => kept.push(argument.clone()),
        }
    }
    kept
}

/// The file, with its hash, under this name.
pub fn listed(path: &Path, name: &Path) -> Result<Listed, String> {
    let (sha256, bytes) = disk::sha256(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Listed {
        path: name.display().to_string(),
        sha256,
        bytes,
        varying: Vec::new(),
    })
}

fn repeat(searches: &[Searched], by_rounds: bool) -> Repeat {
    let most = searches.iter().map(|search| search.rounds).max();
    let by_time = |search: &&Searched| matches!(search.stop, StopReason::Time | StopReason::Cancelled);
    let uneven = searches
        .iter()
        .filter(by_time)
        .any(|search| Some(search.rounds) != most);
    match most {
        _ if searches.iter().any(|search| search.cut_short) => Repeat::No(
            "a limit cut a round short, and what that found depends on the machine: give --rounds".to_owned(),
        ),
        Some(_) if uneven => {
            Repeat::No("the clock ended searches after different rounds: give --rounds".to_owned())
        }
        Some(most) if !by_rounds => Repeat::InRounds(most),
        _ => Repeat::AsItIs,
    }
}

/// The file that a value names, or those that are known in the folder that it names.
fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    if !path.is_dir() {
        return Vec::new();
    }
    // What is wrong with a folder is said when it is read.
    let known = Source::open(&[path]).map(|source| source.inventory().files);
    let known = known.unwrap_or_default();
    known.into_iter().map(|file| file.path).collect()
}

/// The names of files, those inside folders too.
fn names(out: &Path, written: &[String]) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for name in written {
        match name.strip_suffix('/') {
            None => names.push(name.clone()),
            Some(folder) => {
                let mut inside = Vec::new();
                for entry in std::fs::read_dir(out.join(folder))? {
                    let file = entry?.file_name().to_string_lossy().into_owned();
                    // What a killed process left behind is no output.
                    if !file.starts_with(disk::TEMPORARY) {
                        inside.push(format!("{folder}/{file}"));
                    }
                }
                inside.sort();
                names.extend(inside);
            }
        }
    }
    Ok(names)
}
