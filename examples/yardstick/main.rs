//! The yardstick "hub travel": one exact task per area, on which programs can be compared to the last person-metre.
//!
//! ```text
//! cargo run --release --example yardstick -- PRACTICES.csv --area QT6 --seconds 10 --out plans
//! cargo run --release --example yardstick -- PRACTICES.csv --all-areas --threads 1 --out plans
//! cargo run --release --example yardstick -- PRACTICES.csv --whole --nearest 100 --seconds 300 --out plans
//! cargo run --release --example yardstick -- PRACTICES.csv --area QT6 --instances instances --out plans
//! ```
//!
//! For each area: practices above 50,000 patients stand alone; the others go into exactly round(patients / 40,000)
//! networks of 30,000-50,000 patients, connected in the yardstick graph, with the least travel to the hubs. Options make
//! other tasks of it. Writes `CODE.plan.csv` and `CODE.json` per area and `summary.csv`; with `--instances` also
//! `CODE.instance.json`, the task as other programs can read it (`benches/peers`).
//! `record.json` says what ran, for the example `replay`. With `--checkpoint` the search of one area can be gone on with by `--resume`. An interrupt or
//! a request to terminate ends the round under way, what there is is written, and no further area is begun; a second one ends the program at once.
//! Exit status: 0 every area has a checked plan, 1 some area has none, 2 the input or the arguments are wrong, 130 interrupted (SIGINT), 143
//! terminated (SIGTERM).

#[macro_use]
#[path = "../common/console.rs"]
mod console;
#[path = "../common/mod.rs"]
mod common;
mod judge;
#[path = "../common/long.rs"]
mod long;
#[path = "../common/record.rs"]
mod record;
mod row;

use clap::Parser;
use common::Search;
use judge::{checked, verified};
use locality::engine::Solver;
use locality::engine::solution::{Outcome, SolveError};
use locality::nhs::{Reading, Source};
use locality::objective::{HubTravel, NetworkCost, Objective, Term, explain};
use locality::practice::{AreaLevel, Practices};
use locality::problem::{Networks, Problem};
use locality::report::sheet::Sheet;
use locality::report::{Folder, plan_sheet, safe_name};
use long::{Long, Signals};
use record::Begun;
use row::{Row, columns};
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

/// Solves the yardstick "hub travel" for areas of a practices.csv.
#[derive(Parser)]
struct Arguments {
    /// The table of practices, with the columns practice_code, easting, northing, list_size and icb_code.
    practices: PathBuf,
    /// An ICB or sub-ICB, such as QT6 or 11N; may be given several times.
    #[arg(long, value_name = "CODE", required_unless_present_any = ["all_areas", "whole"],
        value_parser = clap::builder::NonEmptyStringValueParser::new())]
    area: Vec<String>,
    /// Every ICB of the table, one after the other.
    #[arg(long, conflicts_with = "area")]
    all_areas: bool,
    /// All practices of the table as one task, without borders.
    #[arg(long, conflicts_with_all = ["area", "all_areas"])]
    whole: bool,
    /// Any number of networks that the lists allow, in place of round(patients / 40,000).
    #[arg(long)]
    free_networks: bool,
    /// What each network costs beside travel, in person-metres.
    #[arg(long, value_name = "N", default_value = "0", value_parser = common::whole)]
    network_cost: u64,
    /// A hub serves only the K practices nearest to it: less memory, and a further rule.
    #[arg(long, value_name = "K", value_parser = common::positive)]
    nearest: Option<u64>,
    /// Count the proof of every bound again, by other code.
    #[arg(long)]
    verify: bool,
    /// Write each area's instance as JSON into this folder too; made where it is not there.
    #[arg(long, value_name = "DIR")]
    instances: Option<PathBuf>,
    #[command(flatten)]
    search: Search,
    #[command(flatten)]
    long: Long,
    /// The folder to write to; made where it is not there.
    #[arg(long, value_name = "DIR", default_value = "yardstick-plans")]
    out: PathBuf,
}

fn main() -> ExitCode {
    let arguments = common::arguments();
    match Signals::listen() {
        Ok(signals) => signals.exit(run(&arguments, &signals)),
        Err(error) => common::exit(Err(error.into())),
    }
}

fn run(arguments: &Arguments, signals: &Signals) -> Result<bool, Box<dyn Error>> {
    common::folder(&arguments.out)?;
    let mut out = Folder::open(&arguments.out)?;
    if let Some(folder) = &arguments.instances {
        common::folder(folder).map_err(|error| error.replacen("--out", "--instances", 1))?;
    }
    arguments.long.check()?;
    let mut record = record::begin("yardstick", Some(&arguments.out))?;
    let loaded = Source::open(&[&arguments.practices])?.practices(Reading::Strict)?;
    let areas = areas(arguments, loaded.practices)?;
    if arguments.long.is_on() && areas.len() > 1 {
        return Err("--checkpoint and --resume are of one search: give one --area, or --whole".into());
    }
    let mut rows: Vec<Row> = Vec::new();
    println!(
        "{:<6} {:>9} {:>8} {:>16} {:>16} {:>9} {:>17} {:>7}",
        "area", "practices", "networks", "cost (p-m)", "bound (p-m)", "gap", "status", "seconds"
    );
    for (area, practices) in areas {
        let row = solve(arguments, &area, practices, &mut out, (signals, &mut record))?;
        let number = |number: Option<i64>| number.map_or("-".to_owned(), |number| number.to_string());
        println!(
            "{:<6} {:>9} {:>8} {:>16} {:>16} {:>9} {:>17} {:>7.1}",
            row.area,
            row.practices,
            number(row.networks.map(|networks| networks as i64)),
            number(row.cost),
            number(row.bound),
            row.gap
                .map_or("-".to_owned(), |gap| format!("{:.4} %", gap * 100.0)),
            row.status,
            row.seconds
        );
        rows.push(row);
        // After every area: a run that is broken off keeps what is done.
        out.sheet("summary.csv", &Sheet::of_rows(columns(), &rows)?)?;
        if signals.came() {
            break;
        }
    }
    let varying = ["seconds", "first_plan_seconds", "threads"];
    record.write(
        &arguments.out,
        &out.finish()?,
        (&["summary.csv", ".json"], &varying),
    )?;
    let all: Option<i64> = rows.iter().map(|row| row.cost).sum();
    match all {
        Some(sum) => println!("all areas have a checked plan; together {sum} person-metres"),
        None => println!(
            "{} areas have no plan",
            rows.iter().filter(|row| row.cost.is_none()).count()
        ),
    }
    Ok(all.is_some())
}

/// The practices of each area asked for.
fn areas(arguments: &Arguments, all: Practices) -> Result<Vec<(String, Practices)>, Box<dyn Error>> {
    if arguments.whole {
        return Ok(vec![("whole".to_owned(), all)]);
    }
    let codes: Vec<String> = match arguments.all_areas {
        true => all
            .areas(AreaLevel::Icb)
            .into_iter()
            .map(|(area, _)| area.code.to_string())
            .collect(),
        false => arguments.area.clone(),
    };
    if codes.is_empty() {
        return Err("the table names no ICB; give areas with --area".into());
    }
    let mut areas = Vec::new();
    for text in codes {
        areas.push((text.trim().to_uppercase(), all.area(&text)?));
    }
    Ok(areas)
}

fn solve(
    arguments: &Arguments,
    area: &str,
    practices: Practices,
    out: &mut Folder,
    (signals, ran): (&Signals, &mut Begun),
) -> Result<Row, Box<dyn Error>> {
    let count = practices.len();
    let networks = match arguments.free_networks {
        true => Networks::Any,
        false => Networks::Auto,
    };
    let problem = Problem::builder(practices).networks(networks).build()?;
    let travel = match arguments.nearest {
        Some(nearest) => HubTravel::nearest(usize::try_from(nearest)?),
        None => HubTravel::default(),
    };
    let mut terms: Vec<Box<dyn Term>> = vec![Box::new(travel)];
    if arguments.network_cost > 0 {
        terms.push(Box::new(NetworkCost::new(arguments.network_cost)));
    }
    let task = Objective::of(terms).compile(&problem)?;
    if let Some(folder) = &arguments.instances {
        let text = serde_json::to_string(task.instance())?;
        Folder::open(folder)?.write(&safe_name(&format!("{area}.instance.json")), text + "\n")?;
    }
    let mut row = Row {
        area: area.to_owned(),
        practices: count,
        networks: None,
        cost: None,
        bound: None,
        verified: None,
        gap: None,
        status: "",
        seconds: 0.0,
        first_plan_seconds: None,
        rounds: 0,
        columns: 0,
        cuts: 0,
        nodes: 0,
        seed: arguments.search.seed,
        threads: arguments.search.threads,
    };
    let run = arguments
        .long
        .add(signals.add(arguments.search.run()))
        .observer(&long::warn);
    match Solver::with(task.instance(), run).solve() {
        Ok(solution) => {
            ran.searched(&solution.record);
            let (plan, assessment) = checked(arguments, area, &problem, &task, &solution);
            out.sheet(
                &safe_name(&format!("{area}.plan.csv")),
                &plan_sheet(&problem, &plan, &assessment),
            )?;
            row.networks = Some(solution.groups.len());
            if arguments.verify {
                row.verified = verified(area, &task, &solution);
            }
            row.cost = Some(solution.cost);
            row.bound = solution.bound;
            row.gap = solution.gap();
            row.status = Outcome::from(solution.status).word();
            row.ran(&solution.record);
        }
        Err(error) => {
            eprintln!("{area}: {}", explain(&error));
            row.status = match &error {
                SolveError::Infeasible(_) => Outcome::ProvenInfeasible.word(),
                SolveError::NotFound { record, .. } => {
                    ran.searched(record);
                    row.ran(record);
                    Outcome::NoPlanFound.word()
                }
                _ => return Err(error.into()),
            };
        }
    }
    out.write(
        &safe_name(&format!("{area}.json")),
        serde_json::to_string_pretty(&row)? + "\n",
    )?;
    Ok(row)
}
