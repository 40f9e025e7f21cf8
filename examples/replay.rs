//! Runs again what a record.json says, and compares the results byte by byte.
//!
//! ```text
//! cargo run --release --example replay -- results/record.json
//! ```
//!
//! The programs `region`, `commission`, `services`, `strategies`, `ensemble` and `yardstick` leave a record beside their results.
//! First the input files are held against their hashes; then the program beside this one runs with the same arguments, in the same folder
//! as then, on as many threads as there are; where seconds ended whole rounds, as many rounds take their place. Columns of times are
//! left out of the comparison, and named.
//! Exit status: 0 the same results, 1 others, 2 it cannot be run again.

#[macro_use]
#[path = "common/console.rs"]
mod console;
mod common;
#[path = "common/record.rs"]
mod record;

use clap::Parser;
use record::{FILE, Listed, Repeat, RunRecord};
use std::collections::BTreeSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// Runs again what a record.json says, and compares the results.
#[derive(Parser)]
struct Arguments {
    /// The record.json that a program left beside its results.
    record: PathBuf,
}

/// The programs that leave records; no other is started.
const PROGRAMS: [&str; 6] = [
    "region",
    "commission",
    "services",
    "strategies",
    "ensemble",
    "yardstick",
];

fn main() -> ExitCode {
    common::exit(run(&common::arguments()))
}

fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    let name = arguments.record.display();
    let text = common::read("RECORD", &arguments.record)?;
    let record: RunRecord = serde_json::from_str(&text).map_err(|error| {
        format!("{name}: {error}; give the record.json that a program left beside its results")
    })?;
    if !PROGRAMS.contains(&record.program.as_str()) {
        return Err(format!(
            "{name}: there is no program {:?}; use one of {}",
            record.program,
            PROGRAMS.join(", ")
        )
        .into());
    }
    if record.library != env!("CARGO_PKG_VERSION") {
        eprintln!(
            "The record is of version {}, and this is {}.",
            record.library,
            env!("CARGO_PKG_VERSION")
        );
    }
    check_inputs(&record.inputs)?;
    let rounds = match record.repeat {
        Repeat::AsItIs => None,
        Repeat::InRounds(rounds) => Some(rounds),
        Repeat::No(why) => return Err(format!("{name}: it cannot be repeated: {why}").into()),
    };
    let again = tempfile::tempdir()?;
    run_again(&record.program, &record.arguments, rounds, again.path())?;
    let before = arguments.record.parent().unwrap_or(Path::new("."));
    compare(before, again.path(), &record.outputs)
}

/// Every input that is another now, or not there.
fn check_inputs(inputs: &[Listed]) -> Result<(), String> {
    let wrong = |input: &Listed| match record::listed(Path::new(&input.path), Path::new(&input.path)) {
        Ok(now) if now.sha256 == input.sha256 => None,
        Ok(now) => Some(format!(
            "{}: {} bytes then, {} now, and another hash",
            input.path, input.bytes, now.bytes
        )),
        Err(error) => Some(error),
    };
    let wrong: Vec<String> = inputs.iter().filter_map(wrong).collect();
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "inputs are not what they were; restore them, and run in the same folder:\n{}",
            wrong.join("\n")
        )),
    }
}

fn run_again(
    program: &str,
    arguments: &[String],
    rounds: Option<u64>,
    out: &Path,
) -> Result<(), Box<dyn Error>> {
    let here = std::env::current_exe()?;
    let path = here.with_file_name(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(&path);
    match rounds {
        None => command.args(arguments),
        Some(rounds) => command
            .args(record::without(arguments, &["--seconds"]))
            .args(["--rounds", &rounds.to_string()]),
    };
    command.arg("--out").arg(out).stdout(Stdio::null());
    let refuse = |why: &dyn std::fmt::Display| {
        format!(
            "{}: {why}; build it with cargo build --example {program}",
            path.display()
        )
    };
    let status = command.status().map_err(|error| refuse(&error))?;
    match out.join(FILE).is_file() {
        true => Ok(()),
        false => Err(format!("{program} left no results: {status}").into()),
    }
}

/// Says what differs.
fn compare(before: &Path, again: &Path, outputs: &[Listed]) -> Result<bool, Box<dyn Error>> {
    let (mut same, mut but_for, mut others) = (0, BTreeSet::new(), 0);
    for output in outputs {
        let now = again.join(&output.path);
        match record::listed(&now, Path::new(&output.path)) {
            Ok(now) if now.sha256 == output.sha256 => same += 1,
            Ok(_)
                if !output.varying.is_empty() && same_but_for(&before.join(&output.path), &now, output)? =>
            {
                but_for.extend(output.varying.iter().cloned());
                same += 1;
            }
            Ok(now) => {
                println!(
                    "{}: another: {} bytes then, {} now",
                    output.path, output.bytes, now.bytes
                );
                others += 1;
            }
            Err(error) => {
                println!("{error}");
                others += 1;
            }
        }
    }
    let left_out = match but_for.is_empty() {
        true => String::new(),
        false => format!(", some of them but for {}", Vec::from_iter(but_for).join(", ")),
    };
    println!("{same} files the same to the last byte{left_out}; {others} others");
    Ok(others == 0)
}

/// Whether the files are the same without what varies. The one of then must still be what it was.
fn same_but_for(then: &Path, now: &Path, output: &Listed) -> Result<bool, Box<dyn Error>> {
    let there = record::listed(then, then)?;
    if there.sha256 != output.sha256 {
        println!("{}: it has been changed since it was written", output.path);
        return Ok(false);
    }
    let stripped = |path: &Path| match path.extension().is_some_and(|e| e == "csv") {
        true => without_columns(path, &output.varying),
        false => without_fields(path, &output.varying),
    };
    Ok(stripped(then)? == stripped(now)?)
}

fn without_columns(path: &Path, left_out: &[String]) -> Result<String, Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(path)?;
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>()?;
    let stays = |at: usize| {
        rows.first()
            .and_then(|header| header.get(at))
            .is_none_or(|name| !left_out.iter().any(|l| l == name))
    };
    let kept = rows.iter().map(|row| {
        let cells = row.iter().enumerate().filter(|&(at, _)| stays(at));
        format!("{:?}", cells.map(|(_, cell)| cell).collect::<Vec<_>>())
    });
    Ok(kept.collect::<Vec<_>>().join("\n"))
}

fn without_fields(path: &Path, left_out: &[String]) -> Result<String, Box<dyn Error>> {
    let mut value: serde_json::Value = serde_json::from_slice(&std::fs::read(path)?)?;
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|name, _| !left_out.contains(name));
    }
    Ok(value.to_string())
}
