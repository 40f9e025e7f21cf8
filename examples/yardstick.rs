//! The yardstick "hub travel": one exact task per area, on which programs can be compared to the last person-metre.
//!
//! ```text
//! cargo run --release --example yardstick -- PRACTICES.csv --area QT6 --seconds 10 --out plans
//! cargo run --release --example yardstick -- PRACTICES.csv --all-areas --threads 1 --out plans
//! ```
//!
//! For each area: practices above 50,000 patients stand alone; the others go into exactly round(patients / 40,000)
//! networks of 30,000-50,000 patients, connected in the yardstick graph, with the least travel to the hubs. Writes
//! `CODE.plan.csv` and `CODE.json` per area and `summary.csv`.
//! Exit status: 0 every area has a checked plan, 1 some area has none, 2 the input or the arguments are wrong.

use clap::Parser;
use locality::assess::assess;
use locality::engine::Run;
use locality::engine::solution::SolveError;
use locality::engine::stop::Stop;
use locality::nhs::{Reading, Source};
use locality::objective::Objective;
use locality::practice::{AreaLevel, OdsCode, Practices};
use locality::problem::Problem;
use locality::report::{files, plan_csv};
use locality::strategy::{HeatBath, Strategy};
use serde::Serialize;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Solves the yardstick "hub travel" for areas of a practices.csv.
#[derive(Parser)]
struct Arguments {
    /// The table of practices, with the columns practice_code, easting, northing, list_size and icb_code.
    practices: PathBuf,
    /// An ICB or sub-ICB, such as QT6 or 11N; may be given several times.
    #[arg(long, value_name = "CODE", required_unless_present = "all_areas")]
    area: Vec<String>,
    /// Every ICB of the table, one after the other.
    #[arg(long, conflicts_with = "area")]
    all_areas: bool,
    /// Seconds for each area.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Rounds for each area; with it the plan is the same on every machine.
    #[arg(long)]
    rounds: Option<u64>,
    /// Threads; 0 is as many as the machine has. The plan of so many rounds does not depend on it.
    #[arg(long, default_value_t = 0)]
    threads: usize,
    /// Seed of the random numbers.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The folder to write to; made where it is not there.
    #[arg(long, value_name = "DIR", default_value = "yardstick-plans")]
    out: PathBuf,
}

/// What `CODE.json` and a line of `summary.csv` hold.
#[derive(Serialize)]
struct Outcome {
    area: String,
    practices: usize,
    networks: usize,
    cost: Option<i64>,
    bound: Option<i64>,
    gap: Option<f64>,
    status: String,
    seconds: f64,
    first_plan_seconds: Option<f64>,
    rounds: u64,
    seed: u64,
    threads: usize,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    let loaded = Source::open(&[&arguments.practices])?.practices(Reading::Strict)?;
    let areas = areas(arguments, &loaded.practices)?;
    std::fs::create_dir_all(&arguments.out)
        .map_err(|error| format!("{} cannot be made: {error}", arguments.out.display()))?;
    let mut results = Vec::new();
    println!(
        "{:<6} {:>9} {:>8} {:>16} {:>10} {:>7}",
        "area", "practices", "networks", "cost (p-m)", "status", "seconds"
    );
    for (area, practices) in areas {
        let result = solve(arguments, &area, practices)?;
        println!(
            "{:<6} {:>9} {:>8} {:>16} {:>10} {:>7.1}",
            result.area,
            result.practices,
            result.networks,
            result.cost.map_or("-".to_owned(), |cost| cost.to_string()),
            result.status,
            result.seconds
        );
        results.push(result);
        // After every area: a run that is broken off keeps what is done.
        files::write(&arguments.out.join("summary.csv"), summary(&results)?.as_bytes())?;
    }
    let all: Option<i64> = results.iter().map(|result| result.cost).sum();
    match all {
        Some(sum) => println!("all areas have a checked plan; together {sum} person-metres"),
        None => println!(
            "{} areas have no plan",
            results.iter().filter(|result| result.cost.is_none()).count()
        ),
    }
    Ok(all.is_some())
}

/// The practices of each area asked for.
fn areas(arguments: &Arguments, all: &Practices) -> Result<Vec<(String, Practices)>, Box<dyn Error>> {
    let codes: Vec<String> = match arguments.all_areas {
        true => all
            .areas(AreaLevel::Icb)
            .into_iter()
            .map(|(area, _)| area.code.to_string())
            .collect(),
        false => arguments.area.clone(),
    };
    let mut areas = Vec::new();
    for text in codes {
        let inside = text.parse::<OdsCode>().ok().and_then(|code| all.in_area(code));
        let Some(practices) = inside else {
            let near = all.nearest_areas(&text, 3);
            let near: Vec<String> = near
                .iter()
                .map(|area| format!("{} ({})", area.code, area.name))
                .collect();
            return Err(format!("there is no area {text}; the nearest are {}", near.join(", ")).into());
        };
        areas.push((text.to_uppercase(), practices));
    }
    if areas.is_empty() {
        return Err("the table names no ICB; give areas with --area".into());
    }
    Ok(areas)
}

fn solve(arguments: &Arguments, area: &str, practices: Practices) -> Result<Outcome, Box<dyn Error>> {
    let count = practices.len();
    let problem = Problem::builder(practices).build()?;
    let task = Objective::hub_travel().compile(&problem)?;
    let stop = match arguments.rounds {
        Some(rounds) => Stop::rounds(rounds),
        None => Stop::seconds(arguments.seconds),
    };
    let run = Run::new()
        .seed(arguments.seed)
        .threads(arguments.threads)
        .stop(stop);
    let mut result = Outcome {
        area: area.to_owned(),
        practices: count,
        networks: *problem.networks().start() as usize,
        cost: None,
        bound: None,
        gap: None,
        status: String::new(),
        seconds: 0.0,
        first_plan_seconds: None,
        rounds: 0,
        seed: arguments.seed,
        threads: arguments.threads,
    };
    match HeatBath.solve(task.instance(), &run) {
        Ok(solution) => {
            let plan = task.plan(&problem, &solution.groups);
            let assessment = assess(&problem, &plan);
            assert!(
                assessment.keeps_every_rule(),
                "{area}: the plan breaks rules: {:?}",
                assessment.findings
            );
            assert_eq!(
                assessment.plan.travel.cost.get(),
                solution.cost,
                "{area}: the plan costs something else when counted again"
            );
            write(
                &arguments.out,
                &format!("{area}.plan.csv"),
                &plan_csv(&problem, &plan, &assessment),
            )?;
            result.cost = Some(solution.cost);
            result.bound = solution.bound;
            result.gap = solution.gap();
            result.status = serde_json::to_value(solution.status)?
                .as_str()
                .unwrap_or_default()
                .to_owned();
            result.seconds = solution.record.seconds;
            result.first_plan_seconds = solution.record.first_plan_seconds;
            result.rounds = solution.record.rounds;
        }
        Err(error) => {
            eprintln!("{area}: {error}");
            result.status = match error {
                SolveError::Infeasible(_) => "infeasible".to_owned(),
                SolveError::NotFound { record, .. } => {
                    result.seconds = record.seconds;
                    result.rounds = record.rounds;
                    "not-found".to_owned()
                }
                other => return Err(other.into()),
            };
        }
    }
    write(
        &arguments.out,
        &format!("{area}.json"),
        &(serde_json::to_string_pretty(&result)? + "\n"),
    )?;
    Ok(result)
}

fn write(folder: &Path, name: &str, text: &str) -> Result<(), Box<dyn Error>> {
    Ok(files::write(&folder.join(name), text.as_bytes())?)
}

fn summary(results: &[Outcome]) -> Result<String, Box<dyn Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for result in results {
        writer.serialize(result)?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}
