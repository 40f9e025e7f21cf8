//! Is this better than what we have, than a simple rule, than the tools that others use, than chance? All strategies on one page.
//!
//! ```text
//! cargo run --release --example strategies
//! cargo run --release --example strategies -- --data FOLDER --area QT6 --area QHL --seeds 5 --seconds 30 --out results
//! cargo run --release --example strategies -- --data FOLDER --area QNC --strategies columns,leiden,max-p
//! cargo run --release --example strategies -- --data FOLDER --area QT6 --seeds 5 --shard 2/4 --out shard-2
//! cargo run --release --example strategies -- --data FOLDER --area QT6 --seeds 5 --merge shard-1 shard-2 shard-3 shard-4 --out whole
//! ```
//!
//! The task is the yardstick's: practices above 50,000 patients stand alone; the others go into round(patients / 40,000) connected networks of
//! 30,000-50,000 patients with the least travel to the hubs. Every strategy gets the same instance, the same limits and the same threads, each
//! run in a process of its own, in a shuffled order; every plan is judged by `assess`, so that broken rules are counted and not
//! hidden. Today's networks are always the first row.
//!
//! Prints a table an area with medians and ranges over the seeds; writes `strategies.csv` (a line a run), `CODE.svg` (cost against broken
//! rules) and `CODE.STRATEGY.plan.csv` (of the first seed). Strategies that go by shared patients need the file of patients by small
//! area, and say so where it is not there.
//! Exit status: 0 all is written, 2 the input or the arguments are wrong.

#[macro_use]
#[path = "../common/console.rs"]
mod console;
#[path = "../common/mod.rs"]
mod common;
#[path = "../common/record.rs"]
mod record;

mod chart;
mod names;
mod one;
mod row;
mod scene;
mod shards;
mod summary;

use clap::Parser;
use locality::ensemble::Shard;
use locality::nhs::{Reading, Source};
use locality::practice::{AreaLevel, Flows, Practices};
use locality::report::sheet::Sheet;
use locality::report::{Folder, safe_name};
use one::Limits;
use row::Row;
use scene::Scene;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use summary::{Measure, Summary};

/// Compares ways to form networks on the same task.
#[derive(Parser)]
struct Arguments {
    /// A folder or file of what NHS England publishes; may be given several times. Without it: a made-up county.
    #[arg(long, value_name = "PATH")]
    data: Vec<PathBuf>,
    /// The ICB or sub-ICB, such as QT6 or 11N; may be given several times.
    #[arg(long, value_name = "CODE")]
    area: Vec<String>,
    /// Which strategies, apart by commas; or all.
    #[arg(long, value_name = "NAMES", default_value = "all")]
    strategies: names::Names,
    /// What each strategy does and does not guarantee; nothing is run.
    #[arg(long)]
    list: bool,
    /// So many runs of each, with seeds 1, 2, 3 ...
    #[arg(long, default_value = "3", value_parser = common::positive)]
    seeds: u64,
    /// Seconds for each run.
    #[arg(long, default_value = "10", value_parser = common::positive)]
    seconds: u64,
    /// Threads of each run; 0 is as many as the machine has. Most strategies use one only.
    #[arg(long, default_value = "1", value_parser = common::threads)]
    threads: usize,
    /// The measures of the Pareto set, apart by commas: a strategy is in it where none is as good in all and better in one.
    #[arg(long, value_name = "MEASURES", value_delimiter = ',', default_values = ["broken", "cost", "moved", "balance"])]
    pareto: Vec<Measure>,
    /// Make one part of the runs only, such as 2/8; --merge puts parts together.
    #[arg(long, value_name = "K/N", default_value = "1/1")]
    shard: Shard,
    /// Run nothing: put the shards of these folders together. The other arguments must be those they were run with.
    #[arg(long, value_name = "DIR", num_args = 1.., conflicts_with = "shard")]
    merge: Vec<PathBuf>,
    /// The folder to write to; made where it is not there.
    #[arg(long, value_name = "DIR", default_value = "strategies")]
    out: PathBuf,
    /// Runs one strategy on a task that another process has written, and prints what came out: how each run is kept apart.
    #[arg(long, value_name = "TASK", hide = true)]
    one: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments: Arguments = common::arguments();
    match &arguments.one {
        Some(task) => common::exit(one::answer(task).map(|()| true)),
        None => common::exit(run(&arguments).map(|()| true)),
    }
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    if arguments.list {
        names::list();
        return Ok(());
    }
    common::folder(&arguments.out)?;
    let mut record = record::begin("strategies", Some(&arguments.out))?;
    record.searched_further("runs were limited by seconds");
    let mut out = Folder::open(&arguments.out)?;
    let (practices, source) = read(&arguments.data)?;
    let limits = Limits {
        seeds: arguments.seeds,
        seconds: arguments.seconds,
        threads: arguments.threads,
        shard: arguments.shard,
    };
    // Every area is known before the first is run.
    let mut scenes = Vec::new();
    for (code, practices) in areas(arguments, &practices)? {
        let flows = source.as_ref().and_then(|source| flows_of(&practices, source));
        scenes.push(Scene::new(code, practices, flows)?);
    }
    let mut merged = match arguments.merge.is_empty() {
        true => Vec::new(),
        false => merged(arguments, &scenes)?,
    };
    let mut rows: Vec<Row> = Vec::new();
    for scene in &scenes {
        let mut fresh = match arguments.merge.is_empty() {
            true => one::all(scene, &arguments.strategies, &limits, &mut out)?,
            false => merged.extract_if(.., |row| row.area == scene.area).collect(),
        };
        if arguments.shard != Shard::WHOLE {
            // What needs all rows of an area is left to the merging.
            rows.extend(fresh);
            out.sheet("strategies.csv", &Sheet::of_rows(row::columns(), &rows)?)?;
            continue;
        }
        row::compare(&mut fresh);
        let summaries = Summary::of(&mut fresh, &arguments.pareto);
        println!("{}", summary::table(scene, &summaries, &arguments.pareto));
        let chart = chart::svg(&scene.area, &summaries);
        out.write(&safe_name(&format!("{}.svg", scene.area)), chart)?;
        rows.extend(fresh);
        // After every area: a run that is broken off keeps what is done.
        out.sheet("strategies.csv", &Sheet::of_rows(row::columns(), &rows)?)?;
    }
    record.write(
        &arguments.out,
        &out.finish()?,
        (&["strategies.csv"], &["seconds"]),
    )?;
    let shard = arguments.shard;
    match shard == Shard::WHOLE {
        true => println!(
            "Written to {}: strategies.csv, a chart an area, the plans of the first seed",
            arguments.out.display()
        ),
        false => println!("shard {shard}: {} runs made", rows.len()),
    }
    Ok(())
}

/// The rows of all shards, with their plans.
fn merged(arguments: &Arguments, scenes: &[Scene]) -> Result<Vec<Row>, Box<dyn Error>> {
    let runs = one::runs(&arguments.strategies, arguments.seeds);
    let all: Vec<(&str, &str, u64)> = scenes
        .iter()
        .flat_map(|scene| runs.iter().map(|&(name, seed)| (scene.area.as_str(), name, seed)))
        .collect();
    let rows = shards::merged(&arguments.merge, &all)?;
    shards::copy_plans(&arguments.merge, &arguments.out)?;
    Ok(rows)
}

/// All practices, and the files that they come from where they are real.
fn read(data: &[PathBuf]) -> Result<(Practices, Option<Source>), Box<dyn Error>> {
    if data.is_empty() {
        eprintln!("The made-up county of Kelland; give --data and --area for real practices.");
        return Ok((locality::synthetic::county(), None));
    }
    let source = Source::open(data)?;
    let loaded = source
        .practices(Reading::Strict)
        .inspect_err(|_| eprintln!("{}", source.inventory()))?;
    eprintln!("{loaded}");
    Ok((loaded.practices, Some(source)))
}

/// The practices of each area asked for; all of a made-up county.
fn areas(arguments: &Arguments, all: &Practices) -> Result<Vec<(String, Practices)>, Box<dyn Error>> {
    if arguments.area.is_empty() && arguments.data.is_empty() {
        return Ok(vec![("county".to_owned(), all.clone())]);
    }
    if arguments.area.is_empty() {
        let icbs = all.areas(AreaLevel::Icb);
        let codes: Vec<&str> = icbs.iter().map(|(area, _)| area.code.as_str()).collect();
        return Err(format!("choose an area with --area CODE: {}", codes.join(", ")).into());
    }
    let mut areas = Vec::new();
    for text in &arguments.area {
        areas.push((text.trim().to_uppercase(), all.area(text)?));
    }
    Ok(areas)
}

/// Where patients of these practices live, if it is known of most of the practices.
fn flows_of(practices: &Practices, source: &Source) -> Option<Flows> {
    let registrations = source.registrations(Reading::Lenient).ok()?;
    let rows: Vec<_> = (registrations.value.as_slice().iter())
        .map(|row| (row.practice, row.lsoa.to_string(), row.patients))
        .collect();
    let rows = rows
        .iter()
        .map(|(practice, lsoa, patients)| (*practice, lsoa.as_str(), *patients));
    let (flows, _) = Flows::among(practices, rows);
    let known = (0..practices.len()).filter(|&i| !flows.of(i).is_empty()).count();
    (2 * known > practices.len()).then_some(flows)
}
