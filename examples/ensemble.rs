//! Neutral draws of plans: what networks look like when nothing but the rules decides, and where a plan stands among them.
//!
//! ```text
//! cargo run --release --example ensemble
//! cargo run --release --example ensemble -- --data FOLDER --area QNC --chains 4 --steps 100000 --thin 100
//! cargo run --release --example ensemble -- --data FOLDER --area QNC --plan plan.csv --variant reversible --steps 1000000 --thin 1000
//! cargo run --release --example ensemble -- --data FOLDER --area QNC --shard 2/8 --out shard-2
//! cargo run --release --example ensemble -- --data FOLDER --area QNC --merge shard-1 --merge shard-2 ... --out whole
//! ```
//!
//! Writes `ensemble.json` (all of it, for merging) and, unless it is a shard, `ensemble.csv` (a line a measure), `standing.csv` (where today's
//! networks and the plan stand), `stability.csv` (a line a practice), `together.csv` and `together.svg` (who is with whom) and
//! `histogram-MEASURE.svg`; with `--plans` also `plans-CHAIN.jsonl`. Ready files for clusters: `examples/shards`.
//! Exit status: 0 drawn, 1 there is no plan to begin with, 2 the input or the arguments are wrong.

#[macro_use]
#[path = "common/console.rs"]
mod console;
mod common;
#[path = "common/data.rs"]
mod data;

use clap::{Parser, ValueEnum};
use data::Data;
use locality::assess::{Localisation, assess};
use locality::change::Moves;
use locality::engine::instance::Instance;
use locality::engine::partition::Group;
use locality::engine::solution::SolveError;
use locality::ensemble::{Draw, DrawError, Ensemble, Settings, Shard, Variant};
use locality::nhs::Reading;
use locality::objective::{Objective, Task};
use locality::plan::Plan;
use locality::practice::Flows;
use locality::problem::Problem;
use locality::report::table::{Side, Table};
use locality::report::{self, Folder, Placed, files, safe_name};
use std::error::Error;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// Draws plans that keep every rule, without any wish, and says where a plan stands among them.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    data: Data,
    /// A plan to be placed among the draws, beside today's networks: CSV with practice_code and network_id.
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    /// The Markov chain.
    #[arg(long, default_value = "recom")]
    variant: Way,
    /// How many chains, each from a plan of its own.
    #[arg(long, default_value = "4", value_parser = common::whole)]
    chains: u64,
    /// Steps of each chain after burning in.
    #[arg(long, default_value = "10000", value_parser = common::whole)]
    steps: u64,
    /// Steps of each chain before anything is recorded.
    #[arg(long, default_value = "1000", value_parser = common::whole)]
    burn_in: u64,
    /// Every so many steps the plan is recorded.
    #[arg(long, default_value = "10", value_parser = common::whole)]
    thin: u64,
    /// Seed of the random numbers.
    #[arg(long, default_value = "1", value_parser = common::whole)]
    seed: u64,
    /// Threads; 0 is as many as the machine has. What is drawn does not depend on it.
    #[arg(long, default_value = "0", value_parser = common::threads)]
    threads: usize,
    /// Draw one part only, such as 2/8; --merge puts parts together.
    #[arg(long, value_name = "K/N", default_value = "1/1")]
    shard: Shard,
    /// Draw nothing: put the shards of these folders together. The other arguments must be those they were drawn with.
    #[arg(long, value_name = "DIR", num_args = 1.., conflicts_with = "shard")]
    merge: Vec<PathBuf>,
    /// Measure nothing but the cost: much faster where most steps are recorded.
    #[arg(long)]
    cost_only: bool,
    /// Also write the plans themselves.
    #[arg(long)]
    plans: bool,
    /// The folder to write to; made where it is not there.
    #[arg(long, value_name = "DIR", default_value = "ensemble-draws")]
    out: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Way {
    /// Recombination: mixes fast, favours compact networks.
    Recom,
    /// Reversible recombination: its distribution is known, most steps stay where they are.
    Reversible,
}

fn main() -> ExitCode {
    common::exit(run(&common::arguments()))
}

/// What is measured of every recorded plan beside the cost, with other code than the engine's; the last only where it is known where
/// patients live.
const MEASURES: [&str; 9] = [
    "mean_travel",
    "p95_travel",
    "longest_travel",
    "largest_distance",
    "smallest_network",
    "largest_network",
    "size_variation_thousandths",
    "patients_moved",
    "patients_at_home",
];

/// What plans are measured by.
struct Scene {
    problem: Problem,
    task: Task,
    today: Plan,
    homes: Option<Flows>,
    names: &'static [&'static str],
}

fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    let (practices, source) = arguments.data.practices(Reading::Strict)?;
    let homes = Data::flows(&practices, source.as_ref());
    let problem = Problem::builder(practices).build()?;
    let scene = Scene {
        task: Objective::hub_travel().compile(&problem)?,
        today: Plan::today(problem.practices()),
        names: match (arguments.cost_only, &homes) {
            (true, _) => &[],
            (false, Some(_)) => &MEASURES,
            (false, None) => &MEASURES[..MEASURES.len() - 1],
        },
        homes,
        problem,
    };
    let mut plans = vec![("today".to_owned(), scene.today.clone())];
    if let Some(path) = &arguments.plan {
        plans.push((path.display().to_string(), Plan::open(path)?));
    }
    common::folder(&arguments.out)?;
    let mut out = Folder::open(&arguments.out)?;
    let ensemble = match arguments.merge.is_empty() {
        true => drawn(arguments, &scene)?,
        false => Some(merged(arguments, scene.task.instance())?),
    };
    let Some(ensemble) = ensemble else {
        return Ok(false);
    };
    out.write("ensemble.json", ensemble.to_json())?;
    if !ensemble.is_whole() {
        let (there, all) = (ensemble.chains().len(), ensemble.settings().chains);
        println!("shard {}: {there} of {all} chains drawn", arguments.shard);
        return Ok(true);
    }
    let placed: Vec<Placed> = plans
        .iter()
        .map(|(name, plan)| scene.place(name, plan, &ensemble))
        .collect();
    report(out, &scene, &ensemble, &placed)?;
    tell(&scene, &ensemble, &plans, &placed);
    Ok(true)
}

impl Scene {
    /// The measures of a plan by the independent assessment, in the order of their names.
    fn measured(&self, plan: &Plan) -> Vec<i64> {
        if self.names.is_empty() {
            return Vec::new();
        }
        let told = assess(&self.problem, plan).plan;
        let practices = self.problem.practices();
        let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let mut values = vec![
            whole(told.travel.mean),
            whole(told.travel.p95),
            whole(told.travel.longest),
            whole(told.largest_distance.0),
            whole(told.smallest.0),
            whole(told.largest.0),
            (told.coefficient_of_variation * 1_000.0).round() as i64,
            whole(Moves::between(practices, &self.today, plan).moved.0),
        ];
        let homes = self
            .homes
            .as_ref()
            .map(|homes| Localisation::of(practices, plan, homes));
        values.extend(homes.map(|found| whole(found.at_home.0)));
        values
    }

    /// The same of groups of units.
    fn measured_groups(&self, groups: &[Vec<u32>]) -> Vec<i64> {
        let group = |units: &Vec<u32>| Group {
            units: units.clone(),
            value: self.task.instance().value(units),
        };
        let groups: Vec<Group> = groups.iter().map(group).collect();
        self.measured(&self.task.plan(&self.problem, &groups))
    }

    /// A plan with its value of each measure that the ensemble has. That today's networks move nobody goes without saying.
    fn place(&self, name: &str, plan: &Plan, ensemble: &Ensemble) -> Placed {
        let groups = self.task.groups(&self.problem, plan);
        let cost: i64 = groups
            .iter()
            .map(|group| self.task.instance().value(group).cost)
            .sum();
        let others = self.names.iter().zip(self.measured(plan));
        let value = |measure: &String| match measure.as_str() {
            "cost" => Some(cost),
            "patients_moved" if *plan == self.today => None,
            _ => others
                .clone()
                .find(|(name, _)| *name == measure)
                .map(|(_, value)| value),
        };
        Placed {
            name: name.to_owned(),
            values: ensemble.measures().iter().map(value).collect(),
        }
    }
}

/// Draws the shard; `None`, said why, where there is no plan to begin with.
fn drawn(arguments: &Arguments, scene: &Scene) -> Result<Option<Ensemble>, Box<dyn Error>> {
    let values = |groups: &[Vec<u32>]| match scene.names.is_empty() {
        true => Vec::new(),
        false => scene.measured_groups(groups),
    };
    // Plans are written down as they are drawn, and take their names when all are.
    let drafts = tempfile::tempdir_in(&arguments.out)?;
    let open = |chain: u32| -> io::Result<Box<dyn Write + Send>> {
        let file = File::create(drafts.path().join(plans_of(chain)))?;
        Ok(Box::new(file))
    };
    let settings = Settings {
        variant: match arguments.variant {
            Way::Recom => Variant::Recom,
            Way::Reversible => Variant::Reversible,
        },
        chains: u32::try_from(arguments.chains).unwrap_or(u32::MAX),
        steps: arguments.steps,
        burn_in: arguments.burn_in,
        thin: arguments.thin,
        seed: arguments.seed,
    };
    let mut draw = Draw::new(scene.task.instance(), settings)
        .shard(arguments.shard)
        .threads(arguments.threads)
        .measures(scene.names, &values);
    if arguments.plans {
        draw = draw.plans(&open);
    }
    let begun = Instant::now();
    match draw.run() {
        Ok(ensemble) => {
            for walked in ensemble.chains().iter().filter(|_| arguments.plans) {
                copy(drafts.path(), &plans_of(walked.chain), &arguments.out)?;
            }
            let (counts, seconds) = (ensemble.counts(), begun.elapsed().as_secs_f64());
            eprintln!(
                "{} steps, {} proposals, {} plans accepted in {seconds:.2} s: {:.0} accepted a second, first plans and measures included",
                counts.steps,
                counts.proposals,
                counts.accepted,
                counts.accepted as f64 / seconds.max(1e-9)
            );
            Ok(Some(ensemble))
        }
        Err(DrawError::Start { source, chain })
            if matches!(*source, SolveError::Infeasible(_) | SolveError::NotFound { .. }) =>
        {
            eprintln!(
                "chain {chain} has no plan to begin with: {}",
                locality::objective::explain(&source)
            );
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// The file of a chain's plans.
fn plans_of(chain: u32) -> String {
    format!("plans-{chain:05}.jsonl")
}

/// Copies the file from one folder to the other, at once.
fn copy(from: &Path, name: &str, to: &Path) -> Result<(), Box<dyn Error>> {
    let mut file =
        File::open(from.join(name)).map_err(|error| format!("{name} of {}: {error}", from.display()))?;
    files::write_with(to.join(name), |copy| io::copy(&mut file, copy).map(drop))?;
    Ok(())
}

/// The shards of these folders as one; their plans are copied.
fn merged(arguments: &Arguments, instance: &Instance) -> Result<Ensemble, Box<dyn Error>> {
    let mut shards = Vec::new();
    for folder in &arguments.merge {
        let path = folder.join("ensemble.json");
        let name = path.display().to_string();
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{name}: {error}"))?;
        let shard = Ensemble::from_json(&text, &name)?;
        if !shard.is_of(instance) {
            return Err(format!("{name} is of other practices or rules than --data and --area give").into());
        }
        for walked in shard.chains() {
            let plans = plans_of(walked.chain);
            if folder.join(&plans).is_file() {
                copy(folder, &plans, &arguments.out)?;
            }
        }
        shards.push(shard);
    }
    Ok(Ensemble::merge(shards)?)
}

fn report(
    mut out: Folder,
    scene: &Scene,
    ensemble: &Ensemble,
    placed: &[Placed],
) -> Result<(), Box<dyn Error>> {
    out.sheet("ensemble.csv", &report::ensemble_sheet(ensemble))?;
    out.sheet("standing.csv", &report::standing_sheet(ensemble, placed))?;
    out.sheet("stability.csv", &report::stability_sheet(ensemble))?;
    out.sheet("together.csv", &report::together_sheet(ensemble))?;
    let units = 0..ensemble.units().len() as u32;
    let place = |unit| scene.problem.practices()[scene.task.practice_of(unit)].location;
    let places: Vec<_> = units.map(place).collect();
    if let Some(svg) = report::together_svg(ensemble, &places) {
        out.write("together.svg", svg)?;
    }
    for (number, name) in ensemble.measures().iter().enumerate() {
        let mark = |plan: &'_ Placed| Some((plan.name.clone(), plan.values.get(number).copied()??));
        let marks: Vec<(String, i64)> = placed.iter().filter_map(mark).collect();
        let marks: Vec<(&str, i64)> = marks
            .iter()
            .map(|(name, value)| (name.as_str(), *value))
            .collect();
        if let Some(svg) = report::histogram_svg(ensemble, number, &marks) {
            out.write(&safe_name(&format!("histogram-{name}.svg")), svg)?;
        }
    }
    out.finish()?;
    Ok(())
}

/// So far into a tail, a plan is none that the draws would make: 1 in 100, both tails together.
const TAIL: f64 = 0.005;

fn tell(scene: &Scene, ensemble: &Ensemble, plans: &[(String, Plan)], placed: &[Placed]) {
    let mut table = Table::new([
        ("measure", Side::Left),
        ("5 %", Side::Right),
        ("median", Side::Right),
        ("95 %", Side::Right),
        ("R-hat", Side::Right),
        ("effective", Side::Right),
    ]);
    for (number, name) in ensemble.measures().iter().enumerate() {
        let (Some(histogram), Some(told)) = (ensemble.histogram(number), ensemble.convergence(number)) else {
            continue;
        };
        let at = |share| {
            histogram
                .quantile(share)
                .map_or("-".to_owned(), |value| value.to_string())
        };
        table.row([
            name.clone(),
            at(0.05),
            at(0.5),
            at(0.95),
            told.split_r_hat.map_or("-".to_owned(), |r| format!("{r:.3}")),
            told.effective
                .map_or("-".to_owned(), |draws| format!("{draws:.0}")),
        ]);
    }
    println!("{} draws\n\n{table}", ensemble.together().records());
    let together = ensemble.together();
    let typical = together.typical().unwrap_or(0.0);
    for ((name, plan), placed) in plans.iter().zip(placed) {
        let groups = scene.task.groups(&scene.problem, plan);
        println!(
            "{name}: {} networks of {} practices",
            groups.len(),
            groups.iter().map(Vec::len).sum::<usize>()
        );
        for (number, (measure, value)) in ensemble.measures().iter().zip(&placed.values).enumerate() {
            let Some((value, standing)) = value.and_then(|v| Some((v, ensemble.standing(number, v)?))) else {
                continue;
            };
            let all = standing.below + standing.same + standing.above;
            let place = match (standing.below + standing.same, standing.above + standing.same) {
                (0, _) => "below every draw".to_owned(),
                (_, 0) => "above every draw".to_owned(),
                _ => format!("quantile {:.3}", standing.quantile()),
            };
            let quantile = standing.quantile();
            let odd = if !(TAIL..=1.0 - TAIL).contains(&quantile) {
                ", no neutral draw looks like this"
            } else {
                ""
            };
            println!("  {measure} {value}: {place} of {all}{odd}");
        }
        if let Some(likeness) = together.likeness(&groups) {
            println!(
                "  of its pairs of practices in one network, {:.1} % are so in a draw; two draws share {:.1} %",
                100.0 * likeness,
                100.0 * typical
            );
        }
    }
    let always = together.always();
    println!(
        "{} practices are always with the same others, in {} blocks",
        always.iter().map(Vec::len).sum::<usize>(),
        always.len()
    );
}
