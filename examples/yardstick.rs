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
#[path = "common/console.rs"]
mod console;
mod common;
#[path = "common/long.rs"]
mod long;
#[path = "common/record.rs"]
mod record;

use clap::Parser;
use common::Search;
use locality::assess::{Assessment, assess};
use locality::engine::Solver;
use locality::engine::bound::verify_bound;
use locality::engine::solution::{Outcome, Record, Solution, SolveError};
use locality::nhs::{Reading, Source};
use locality::objective::{HubTravel, NetworkCost, Objective, Task, Term, explain};
use locality::plan::Plan;
use locality::practice::{AreaLevel, Practices};
use locality::problem::{Networks, Problem};
use locality::report::column::Column;
use locality::report::sheet::Sheet;
use locality::report::{Folder, plan_sheet, safe_name};
use long::{Long, Signals};
use record::Begun;
use serde::Serialize;
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

/// What `CODE.json` and a line of `summary.csv` hold. Cost and bound are of the task as it was set: with its network
/// costs, and with hubs that serve only the nearest.
#[derive(Serialize)]
struct Row {
    area: String,
    practices: usize,
    networks: Option<usize>,
    cost: Option<i64>,
    bound: Option<i64>,
    /// The bound as counted again by other code.
    verified: Option<i64>,
    gap: Option<f64>,
    status: &'static str,
    seconds: f64,
    first_plan_seconds: Option<f64>,
    rounds: u64,
    columns: u64,
    cuts: u64,
    nodes: u64,
    seed: u64,
    threads: usize,
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

impl Row {
    fn ran(&mut self, record: &Record) {
        self.seconds = record.seconds;
        self.first_plan_seconds = record.first_plan_seconds;
        self.rounds = record.rounds;
        self.columns = record.columns;
        self.cuts = record.cuts;
        self.nodes = record.nodes;
    }
}

/// The plan, counted again by code that shares nothing with the solver. A difference is a fault of the program.
fn checked(
    arguments: &Arguments,
    area: &str,
    problem: &Problem,
    task: &Task,
    solution: &Solution,
) -> (Plan, Assessment) {
    let mut plan = task.plan(problem, &solution.groups);
    if arguments.nearest.is_some() {
        // The best hub of a network may be one that may not serve all of it here; the plan is judged by the best.
        plan = with_best_hubs(problem, &plan);
    }
    let assessment = assess(problem, &plan);
    assert!(
        assessment.keeps_every_rule(),
        "{area}: the plan breaks rules: {:?}",
        assessment.findings
    );
    let networks = arguments.network_cost * assessment.plan.networks as u64;
    let again = assessment.plan.travel.cost.get() + networks as i64;
    match arguments.nearest {
        None => assert_eq!(
            again, solution.cost,
            "{area}: the plan costs something else when counted again"
        ),
        Some(_) => assert!(
            again <= solution.cost,
            "{area}: the plan costs {again} when counted again, more than {}",
            solution.cost
        ),
    }
    (plan, assessment)
}

/// The bound as the judge counts it; none, said aloud, where it cannot.
fn verified(area: &str, task: &Task, solution: &Solution) -> Option<i64> {
    let judged = verify_bound(task.instance(), solution.certificate.as_ref()?);
    match judged {
        Ok(proven) => {
            assert!(
                solution.bound.is_none_or(|bound| bound <= proven),
                "{area}: the certificate proves {proven} only"
            );
            Some(proven)
        }
        Err(fault) => {
            eprintln!("{area}: the proof could not be counted again: {fault}");
            None
        }
    }
}

/// The same networks, each with its best member as hub.
fn with_best_hubs(problem: &Problem, plan: &Plan) -> Plan {
    let mut rows = plan.rows().to_vec();
    rows.iter_mut().for_each(|row| row.hub = false);
    let assessment = assess(problem, &Plan::new(rows.clone()));
    for row in &mut rows {
        let network = assessment.network(&row.network);
        row.hub = network.is_some_and(|network| network.hub == row.practice);
    }
    Plan::new(rows)
}

/// What the columns of `summary.csv` mean.
fn columns() -> [Column; 16] {
    let metres = |name: &'static str, meaning: &'static str| Column::whole(name, "person-metres", meaning);
    let whole = |name: &'static str, meaning: &'static str| Column::whole(name, name, meaning);
    [
        Column::code("area", "The area, or the whole table."),
        whole("practices", "Practices that are grouped."),
        whole("networks", "Networks of the plan; empty where there is none."),
        metres("cost", "What the plan costs in the task as it was set."),
        metres("bound", "No plan costs less."),
        metres(
            "verified",
            "The bound as counted again by other code, where that was asked for.",
        ),
        Column::decimal("gap", "0 to 1", "(cost - bound) / cost."),
        Column::code("status", "How the search ended."),
        Column::decimal("seconds", "seconds", "How long it took."),
        Column::decimal("first_plan_seconds", "seconds", "When the first plan was found."),
        whole("rounds", "Rounds of the search."),
        whole("columns", "Columns of the proof."),
        whole("cuts", "Cuts of the proof."),
        whole("nodes", "Parts of the proof's tree."),
        Column::whole("seed", "number", "The seed of the random numbers."),
        Column::whole(
            "threads",
            "threads",
            "Threads that were asked for; 0 is as many as the machine has.",
        ),
    ]
}
