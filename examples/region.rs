//! Forms the practices of a region into networks.
//!
//! ```text
//! cargo run --release --example region
//! cargo run --release --example region -- --data FOLDER --area QT6 --out results
//! ```
//!
//! Without `--data`, the made-up county of Kelland, so that it runs anywhere. With it, real practices from the files that
//! NHS England publishes. Each network is connected, holds 30,000-50,000 registered patients, and has its hub where the
//! travel of its patients is least; a practice above 50,000 stands alone. The plan is checked by code that shares nothing
//! with the solver.
//!
//! Prints a table; with `--out` also writes `report.html`, the page to take into a meeting, `networks.csv`, `plan.csv`, `moves.csv`,
//! `plan.geojson`, `map.svg`, `assessment.json`, `workbook.xlsx` and `data_dictionary.csv`; with the feature `gpkg` `plan.gpkg`; with
//! `--letters` a letter to each practice. With `--outline` maps end at the
//! coast or the border of the area, with `--small-areas` they are made of small areas. With `--options` the page also shows the plan of least change, what fewer moves would cost, and a
//! few other numbers of networks. With `--plan` nothing is searched: the plan of that file, such as one changed by hand on the page, is
//! checked and written in the same ways.
//! With `--checkpoint` a long search can be gone on with by `--resume`. An interrupt or a request to terminate ends the round under way,
//! and the best plan so far is written; a second one ends the program at once.
//! Beside the files stands `record.json`, from which the example `replay` runs it all again and compares.
//! Exit status: 0 a plan that keeps every rule, 1 no plan or one that breaks rules, 2 the input or the arguments are wrong, 130 interrupted (SIGINT),
//! 143 terminated (SIGTERM).

#[macro_use]
#[path = "common/console.rs"]
mod console;
mod common;
#[path = "common/data.rs"]
mod data;
#[path = "common/land.rs"]
mod land;
#[path = "common/long.rs"]
mod long;
#[path = "common/options.rs"]
mod options;
#[path = "common/outputs.rs"]
mod outputs;
#[path = "common/record.rs"]
mod record;
#[path = "common/ways.rs"]
mod ways;

use clap::Parser;
use common::Search;
use data::Data;
use indicatif::{ProgressBar, ProgressStyle};
use land::Given;
use locality::assess::assess;
use locality::engine::Solver;
use locality::engine::progress::Progress;
use locality::engine::solution::{Solution, SolveError, Status};
use locality::engine::stop::{Stop, StopReason};
use locality::nhs::Reading;
use locality::objective::{Objective, plan_of_those_alone};
use locality::plan::Plan;
use locality::problem::{Networks, Problem};
use locality::report::{self, Page};
use locality::units::Cost;
use long::{Long, Signals};
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use ways::Ways;

/// Forms the practices of a region into networks of 30,000-50,000 patients.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    ways: Ways,
    #[command(flatten)]
    given: Given,
    /// The folder to write report.html, plan.csv, networks.csv, workbook.xlsx, map.svg, plan.geojson and others to.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Also write a letter to each practice, into the folder letters.
    #[arg(long, requires = "out")]
    letters: bool,
    /// Also show other plans on the page: least change, what fewer moves cost, and some numbers of networks; searches about four times as long.
    #[arg(long, requires = "out", conflicts_with = "plan")]
    options: bool,
    /// Check this plan, CSV with the columns practice_code, network_id and hub, in place of searching for one.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["seconds", "rounds", "gap", "memory", "checkpoint", "resume"])]
    plan: Option<PathBuf>,
    /// How many networks: auto (patients / 40,000), a number, a range such as 12-15, or any.
    #[arg(long, default_value_t = Networks::Auto)]
    networks: Networks,
    #[command(flatten)]
    search: Search,
    #[command(flatten)]
    long: Long,
    /// Leave out practices whose lines are at fault, and say which, in place of refusing the files.
    #[arg(long)]
    lenient: bool,
}

fn main() -> ExitCode {
    let arguments = common::arguments();
    match Signals::listen() {
        Ok(signals) => signals.exit(run(&arguments, &signals)),
        Err(error) => common::exit(Err(error.into())),
    }
}

fn run(arguments: &Arguments, signals: &Signals) -> Result<bool, Box<dyn Error>> {
    if let Some(out) = &arguments.out {
        common::folder(out)?;
    }
    arguments.long.check()?;
    let mut record = record::begin("region", arguments.out.as_deref())?;
    let reading = match arguments.lenient {
        true => Reading::Lenient,
        false => Reading::Strict,
    };
    let given = arguments.plan.as_deref().map(Plan::open).transpose()?;
    let (practices, mut files, source) = arguments.data.practices_and_files(reading)?;
    let builder = Problem::builder(practices.clone()).networks(arguments.networks);
    let problem = arguments.ways.add(builder, &practices)?.build()?;
    Ways::warn(&problem);
    let (land, more) = arguments.given.land(&problem, source.as_ref())?;
    files.extend(more);
    let (plan, solution) = match given {
        Some(plan) => (plan, None),
        None if problem.grouped().is_empty() => {
            println!("Every practice is above the band and stands alone: there is nothing to group.");
            (plan_of_those_alone(&problem), None)
        }
        None => match solve(arguments, signals, &problem)? {
            Ok((plan, solution)) => (plan, Some(solution)),
            Err(reason) => {
                eprintln!("{reason}");
                return Ok(false);
            }
        },
    };
    let assessment = assess(&problem, &plan);
    println!("{}", report::console(&problem, &assessment));
    let mut page = Page::new(&problem, &plan, &assessment).land(&land).files(&files);
    if let Some(solution) = &solution {
        record.searched(&solution.record);
        println!("{}", ended(solution));
        assert!(
            assessment.keeps_every_rule(),
            "the plan breaks rules, which is a fault of the program"
        );
        assert_eq!(
            assessment.plan.travel.cost.get(),
            solution.cost,
            "the plan costs something else when counted again"
        );
        page = page.solution(solution);
        if arguments.options && !signals.came() {
            record.searched_further("the searches of --options were limited by seconds");
            page = options::beside(page, &problem, &plan, &arguments.search)?;
        }
    }

    if let Some(out) = &arguments.out {
        let written = outputs::write(out, &page, &problem, &land, &plan, &assessment, arguments.letters)?;
        record.write(out, &written, (&[], &[]))?;
        println!(
            "Written to {}: {}, record.json",
            out.display(),
            written.join(", ")
        );
    }
    Ok(assessment.keeps_every_rule())
}

/// The plan with what is known of it; or why there is none.
fn solve(
    arguments: &Arguments,
    signals: &Signals,
    problem: &Problem,
) -> Result<Result<(Plan, Solution), String>, Box<dyn Error>> {
    let task = Objective::hub_travel().compile(problem)?;
    let bar = bar(&arguments.search);
    let show = |progress: &Progress<'_>| {
        long::warn(progress);
        bar.set_position(match arguments.search.rounds {
            Some(_) => progress.rounds,
            None => progress.elapsed.as_millis() as u64,
        });
        bar.set_message(match progress.violation {
            0 => format!("round {}, cost {}", progress.rounds, Cost(progress.cost)),
            patients => format!(
                "round {}, still {patients} patients outside the band",
                progress.rounds
            ),
        });
    };
    let run = arguments
        .long
        .add(signals.add(arguments.search.run()))
        .observer(&show);
    let solved = Solver::with(task.instance(), run).solve();
    bar.finish_and_clear();
    match solved {
        Ok(solution) => {
            let plan = task.plan(problem, &solution.groups);
            Ok(Ok((plan, solution)))
        }
        Err(error @ SolveError::NotFound { .. }) if signals.came() => Ok(Err(task.explain(&error))),
        Err(error @ (SolveError::Infeasible(_) | SolveError::NotFound { .. })) => {
            let stop = Stop::seconds(arguments.search.seconds);
            let why = problem.why_not(&Objective::hub_travel(), &stop);
            Ok(Err(match why.clash {
                Some(_) => why.to_string(),
                None => format!("{}\n{why}", task.explain(&error)),
            }))
        }
        Err(error) => Err(error.into()),
    }
}

/// How the search ended, and how good its plan is.
fn ended(solution: &Solution) -> String {
    let record = &solution.record;
    let found = match (solution.status, record.stop) {
        (Status::Optimal, _) => "",
        (_, StopReason::Time) => "the best found in the time given, ",
        _ => "the best found, ",
    };
    format!(
        "{} rounds in {:.1} s, seed {}: {found}{}.",
        record.rounds,
        record.seconds,
        record.seed,
        solution.closeness()
    )
}

fn bar(search: &Search) -> ProgressBar {
    let length = search.rounds.unwrap_or(search.seconds.saturating_mul(1000));
    let style = ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}");
    let bar = ProgressBar::new(length).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
