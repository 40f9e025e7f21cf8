//! Solves an instance in JSON and writes the solution in JSON: the engine for programs in other languages.
//!
//! ```text
//! cargo run --release --example solve_json -- instance.json --seconds 60 --gap 0.001 --out solution.json
//! some-program | cargo run --release --example solve_json -- - --rounds 5 | another-program
//! ```
//!
//! The shapes are published as JSON Schema: `src/engine/instance/instance.schema.json` and
//! `src/engine/solution/solution.schema.json`. Where there is no plan, that is written too, with the reason. Whatever is written
//! is read back and counted again from the instance alone.
//! With `--checkpoint` a long search can be gone on with by `--resume`. An interrupt or a request to terminate ends the round under way,
//! and the best plan so far is written; a second one ends the program at once.
//! Exit status: 0 a plan, 1 proven that there is none, or none found, 2 the input or the arguments are wrong, 130 interrupted (SIGINT), 143
//! terminated (SIGTERM).

#[macro_use]
#[path = "common/console.rs"]
mod console;
mod common;
#[path = "common/long.rs"]
mod long;

use clap::Parser;
use common::Search;
use locality::engine::Solver;
use locality::engine::bound::verify_bound;
use locality::engine::instance::{Instance, InstanceFile};
use locality::engine::solution::{GroupFile, Outcome, SolutionFile};
use locality::report::files;
use long::{Long, Signals};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

/// Solves an instance in JSON and writes the solution in JSON.
#[derive(Parser)]
struct Arguments {
    /// The instance; `-` is the standard input.
    instance: PathBuf,
    /// The file to write to; the standard output unless given.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Count the proof of the bound again, by other code, and say what it proves.
    #[arg(long)]
    verify: bool,
    #[command(flatten)]
    search: Search,
    #[command(flatten)]
    long: Long,
}

fn main() -> ExitCode {
    let arguments = common::arguments();
    match Signals::listen() {
        Ok(signals) => signals.exit(run(&arguments, &signals)),
        Err(error) => common::exit(Err(error.into())),
    }
}

fn run(arguments: &Arguments, signals: &Signals) -> Result<bool, Box<dyn Error>> {
    if let Some(path) = &arguments.out {
        common::file_to_write("--out", path)?;
    }
    arguments.long.check()?;
    let instance = read(arguments)?;
    let run = arguments
        .long
        .add(signals.add(arguments.search.run()))
        .observer(&long::warn);
    let solved = Solver::with(&instance, run).solve();
    let file = match &solved {
        Ok(solution) => SolutionFile::of(&instance, solution),
        Err(error) => match SolutionFile::without_plan(&instance, error) {
            Some(file) => file,
            None => return Err(error.to_string().into()),
        },
    };
    match &solved {
        Ok(solution) => eprintln!(
            "cost {} in {} groups, {}",
            solution.cost,
            solution.groups.len(),
            solution.closeness()
        ),
        Err(error) => eprintln!("{error}"),
    }
    let text = serde_json::to_string_pretty(&file)? + "\n";
    let written = serde_json::from_str(&text)?;
    check(&instance, &written);
    if arguments.verify {
        verify(&instance, &written);
    }
    match &arguments.out {
        Some(path) => files::write(path, text.as_bytes())?,
        None => print!("{text}"),
    }
    Ok(solved.is_ok())
}

/// The instance, or what is wrong with it and where.
fn read(arguments: &Arguments) -> Result<Instance, Box<dyn Error>> {
    let mut bytes = Vec::new();
    let (name, read) = if arguments.instance.as_os_str() == "-" {
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        ("standard input".to_owned(), read)
    } else {
        let opened = std::fs::File::open(&arguments.instance);
        let read = opened.and_then(|mut file| file.read_to_end(&mut bytes));
        (arguments.instance.display().to_string(), read)
    };
    read.map_err(|error| {
        format!("{name}: {error}; name a file that can be read, or - for the standard input")
    })?;
    // The message of the parser ends with line and column.
    let file: InstanceFile = serde_json::from_slice(&bytes).map_err(|error| {
        format!("{name}: {error}; write the instance as src/engine/instance/instance.schema.json says")
    })?;
    Ok(Instance::try_from(file).map_err(|faults| {
        let lines: Vec<String> = faults.0.iter().map(|fault| format!("{name}: {fault}")).collect();
        lines.join("\n")
    })?)
}

/// Counts a written solution again, from the instance alone. A difference is a fault of the program.
fn check(instance: &Instance, file: &SolutionFile) {
    if file.status == Outcome::ProvenInfeasible {
        return;
    }
    let names = instance.file().units.iter().zip(0_u32..);
    let number_of: BTreeMap<&String, u32> = names.collect();
    let (mut cost, mut violation) = (0, 0);
    let mut seen: Vec<u32> = Vec::new();
    for group in &file.groups {
        let units: Vec<u32> = group.units.iter().map(|name| number_of[name]).collect();
        let value = instance.value(&units);
        assert!(instance.is_connected(&units), "a group is in pieces: {group:?}");
        assert_eq!(value.cost, group.cost, "a group costs something else: {group:?}");
        check_totals(instance, &units, group);
        cost += value.cost;
        violation += value.violation;
        seen.extend(units);
    }
    seen.sort_unstable();
    assert!(
        seen.into_iter().eq(0..instance.len() as u32),
        "some unit is not in exactly one group"
    );
    let (least, most) = instance.groups();
    assert!(
        (least..=most).contains(&file.groups.len()),
        "there are {} groups",
        file.groups.len()
    );
    assert_eq!(violation, file.violation, "the groups lie outside their bands");
    if let Some(told) = file.cost {
        assert_eq!((cost, violation), (told, 0), "the plan is another");
    }
    assert!(
        file.cost
            .zip(file.bound)
            .is_none_or(|(cost, bound)| bound <= cost),
        "the bound is above the plan"
    );
}

/// Counts the proof again as it was written down.
fn verify(instance: &Instance, file: &SolutionFile) {
    match file
        .certificate
        .as_ref()
        .map(|certificate| verify_bound(instance, certificate))
    {
        Some(Ok(proven)) => {
            eprintln!("counted again: no plan costs less than {proven}");
            assert!(
                file.bound.is_none_or(|bound| bound <= proven),
                "the certificate proves less than the bound"
            );
        }
        Some(Err(fault)) => eprintln!("the proof could not be counted again: {fault}"),
        None => eprintln!("there is no proof to be counted again"),
    }
}

/// The totals by measure are sums of the units, inside the band where the group is allowed.
fn check_totals(instance: &Instance, units: &[u32], group: &GroupFile) {
    assert_eq!(group.totals.len(), instance.measures().len(), "{group:?}");
    for (total, measure) in group.totals.iter().zip(instance.measures()) {
        let sum: i64 = units.iter().map(|&unit| measure.values[unit as usize]).sum();
        assert_eq!(
            (&total.measure, total.total),
            (&measure.name, sum),
            "another total: {group:?}"
        );
    }
}
