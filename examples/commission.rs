//! What a commissioner rules, wishes and asks: rules from a file, one of the ready-made objectives, and what changes.
//!
//! ```text
//! cargo run --release --example commission
//! cargo run --release --example commission -- --data FOLDER --area QHL --wish least-change
//! cargo run --release --example commission -- --data FOLDER --area QNC --wish communities
//! cargo run --release --example commission -- --data FOLDER --area QT6 --rules examples/cornwall.toml
//! cargo run --release --example commission -- --data FOLDER --area QHL --curve
//! ```
//!
//! Without a plan it says why, and what would help. With `--matrix` travel is by a supplied file, and pairs that water may part are named.
//! Prints the rules in words, the plan beside today's networks, what each term of the objective adds, how far networks are communities
//! (where it is known where patients live), and who moves; with `--out` also writes `plan.csv`, `moves.csv`, `why.csv` (the
//! next best two networks of each practice), `rules.json`, `problem.json`, `data_dictionary.csv` and `record.json`.
//! Exit status: 0 a plan that keeps every rule, 1 no plan, 2 the input or the arguments are wrong.

#[macro_use]
#[path = "common/console.rs"]
mod console;
mod common;
#[path = "common/data.rs"]
mod data;
#[path = "common/record.rs"]
mod record;
#[path = "common/ways.rs"]
mod ways;
#[path = "common/why.rs"]
mod why;

use clap::{Parser, ValueEnum};
use common::Search;
use data::Data;
use locality::assess::{Localisation, assess};
use locality::change::{Agreement, Moves, Point, curve, fewest_possible};
use locality::engine::solution::SolveError;
use locality::engine::stop::Stop;
use locality::nhs::Reading;
use locality::objective::Objective;
use locality::plan::Plan;
use locality::practice::{Flows, Practices};
use locality::problem::{Problem, Rules};
use locality::report::{self, Folder};
use locality::strategy::Columns;
use locality::units::Patients;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use ways::Ways;

/// Forms networks by a commissioner's rules and wishes.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    ways: Ways,
    /// The rules, as TOML or JSON of the format locality-rules/1.
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// What the plan is to be good at.
    #[arg(long, default_value = "travel")]
    wish: Wish,
    /// What a unit of the wish weighs, in patient-minutes.
    #[arg(long, default_value = "10", value_parser = minutes)]
    minutes: f64,
    /// Also show what travel costs where 0, 1, 2, 5 and 10 % of patients may move, each by its own searches.
    #[arg(long)]
    curve: bool,
    /// The folder to write plan.csv, moves.csv, why.csv, rules.json and problem.json to.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    search: Search,
}

fn minutes(text: &str) -> Result<f64, String> {
    let number = text
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite() && *number >= 0.0);
    number.ok_or_else(|| "give a number of 0 or more, such as 10 or 2.5".to_owned())
}

const NO_FLOWS: &str = "--wish communities: the files do not say where patients live; add gp-reg-pat-prac-lsoa-all to --data, or choose another wish";

/// The shares of patients on the curve.
const SHARES: [f64; 5] = [0.0, 0.01, 0.02, 0.05, 0.10];

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Wish {
    /// Short ways to the hub.
    Travel,
    /// Natural communities, and short ways.
    Communities,
    /// Few patients moved, and short ways.
    LeastChange,
    /// As few patients moved as the rules allow, whatever the ways.
    FewestMoves,
}

fn main() -> ExitCode {
    common::exit(run(&common::arguments()))
}

fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    if let Some(out) = &arguments.out {
        common::folder(out)?;
    }
    let mut record = record::begin("commission", arguments.out.as_deref())?;
    let (practices, flows) = read(arguments)?;
    if arguments.wish == Wish::Communities && flows.is_none() {
        return Err(NO_FLOWS.into());
    }
    let rules = match &arguments.rules {
        None => Rules::default(),
        Some(path) => {
            let text = common::read("--rules", path)?;
            let rules = match path.extension().is_some_and(|e| e == "json") {
                true => Rules::from_json(&text),
                false => Rules::from_toml(&text),
            };
            common::in_file(path, rules)?
        }
    };
    println!("Rules:");
    for rule in rules.all() {
        println!("  {}", rule.wording());
    }
    let builder = Problem::builder(practices.clone()).rules(rules);
    let problem = arguments.ways.add(builder, &practices)?.build()?;
    Ways::warn(&problem);
    let today = Plan::today(problem.practices());
    let objective = match (arguments.wish, &flows) {
        (Wish::Travel, _) => Objective::hub_travel(),
        (Wish::LeastChange, _) => Objective::least_change(today.clone(), arguments.minutes),
        (Wish::FewestMoves, _) => Objective::fewest_moves(today.clone()),
        (Wish::Communities, Some(flows)) => Objective::natural_communities(flows.clone(), arguments.minutes),
        (Wish::Communities, None) => return Err(NO_FLOWS.into()),
    };
    let task = objective.compile(&problem)?;
    let solution = match task.solve(&problem, &Columns, &arguments.search.run()) {
        Ok(solution) => solution,
        Err(error @ (SolveError::Infeasible(_) | SolveError::NotFound { .. })) => {
            let why = problem.why_not(&objective, &Stop::seconds(arguments.search.seconds));
            if why.clash.is_none() {
                eprintln!("{}", task.explain(&error));
            }
            eprint!("{why}");
            return Ok(false);
        }
        Err(error) => return Err(error.into()),
    };
    record.searched(&solution.record);
    let plan = task.plan(&problem, &solution.groups);
    let assessment = assess(&problem, &plan);
    println!("\n{}", report::console(&problem, &assessment));
    println!("{}", solution.closeness());
    if arguments.wish == Wish::FewestMoves {
        // The bound of the search is of moves as its term counts them, which may be more than there are.
        let least = fewest_possible(&problem, &today);
        println!("Whatever the plan, {least} patients or more change network.");
    }
    println!("\nWhat each term adds:");
    for part in task.contributions(&solution.groups) {
        println!(
            "  {:<16} {:>18} {} = {}",
            part.term, part.amount, part.unit, part.cost
        );
    }
    if let Some(flows) = &flows {
        for (name, plan) in [("today", &today), ("the plan", &plan)] {
            let found = Localisation::of(problem.practices(), plan, flows);
            println!(
                "At home in their network's areas, {name}: {:.1} % of patients, median network {:.1} %",
                100.0 * found.share(),
                100.0 * found.median()
            );
        }
    }
    let moves = Moves::between(problem.practices(), &today, &plan);
    let agreement = Agreement::between(problem.practices(), &today, &plan);
    println!(
        "{} practices change, {} patients ({:.1} %) change network; adjusted Rand index {:.3}",
        moves.moves.len(),
        moves.moved,
        100.0 * moves.share(),
        agreement.adjusted_rand
    );
    if arguments.curve {
        println!("\nCost by the share of patients who may move:");
        let objective = || Objective::hub_travel();
        let run = arguments.search.run();
        let points = curve(&problem, &today, objective, &SHARES, &Columns, &run)?;
        print_curve(&points, fewest_possible(&problem, &today));
    }
    if let Some(folder) = &arguments.out {
        let mut out = Folder::open(folder)?;
        out.sheet("plan.csv", &report::plan_sheet(&problem, &plan, &assessment))?;
        out.sheet("moves.csv", &report::moves_sheet(problem.practices(), &moves, ""))?;
        out.write("rules.json", problem.rules().to_json())?;
        out.write("problem.json", problem.to_json())?;
        if let Some(why) = why::sheet(&problem, &task, &plan) {
            out.sheet("why.csv", &why)?;
        }
        record.write(folder, &out.finish()?, (&[], &[]))?;
    }
    Ok(assessment.keeps_every_rule())
}

/// A line a share; where there is no plan, whether that is proven, and what share is known to be enough.
fn print_curve(points: &[Point], must: Patients) {
    let (mut enough, mut least) = (String::new(), String::new());
    if let Some((_, moves)) = points.first().and_then(|fewest| fewest.plan.as_ref()) {
        enough = format!("{:.2} % is enough", 100.0 * moves.share());
        let share = must.0 as f64 / moves.patients.0.max(1) as f64;
        least = format!("{:.2} % ({must} patients) or more must move", 100.0 * share);
    }
    for point in points {
        let allowed = point
            .allowed
            .map_or("fewest".to_owned(), |share| format!("{:.0} %", 100.0 * share));
        match (point.plan.as_ref().zip(point.cost), point.impossible) {
            (Some(((_, moves), cost)), _) => println!(
                "  {allowed:>7}: {cost}, {} practices with {} patients ({:.2} %)",
                moves.moves.len(),
                moves.moved,
                100.0 * moves.share()
            ),
            (None, true) => println!("  {allowed:>7}: proven that there is no plan: {least}"),
            (None, false) => {
                println!("  {allowed:>7}: no plan found; {enough}, and whatever the plan, {least}")
            }
        }
    }
}

/// The practices, and where their patients live as far as the files say.
fn read(arguments: &Arguments) -> Result<(Practices, Option<Flows>), Box<dyn Error>> {
    let (practices, source) = arguments.data.practices(Reading::Strict)?;
    let flows = Data::flows(&practices, source.as_ref());
    Ok((practices, flows))
}
