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
//! Every recorded plan is measured by all that the independent assessment counts, deprivation too where the files say where patients live and
//! how deprived it is there. Writes `ensemble.json` (all of it, for merging) and, unless it is a shard, `ensemble.csv` (a line a measure),
//! `standing.csv` (where today's networks and the plan stand), `stability.csv` (a line a practice), `together.csv` and `together.svg` (who is
//! with whom) and `histogram-MEASURE.svg` for each measure that is not the same in all draws; with `--plans` also `plans-CHAIN.jsonl`.
//! Ready files for clusters: `examples/shards`.
//! Exit status: 0 drawn, 1 there is no plan to begin with, 2 the input or the arguments are wrong.

#[macro_use]
#[path = "../common/console.rs"]
mod console;
#[path = "../common/mod.rs"]
mod common;
#[path = "../common/data.rs"]
mod data;
#[path = "../common/record.rs"]
mod record;

mod draw;
mod scene;
mod tell;
mod write;

use clap::{Parser, ValueEnum};
use data::Data;
use locality::ensemble::{Settings, Shard, Variant};
use locality::nhs::Reading;
use locality::plan::Plan;
use locality::report::Folder;
use scene::Scene;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

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

impl Arguments {
    fn settings(&self) -> Settings {
        Settings {
            variant: match self.variant {
                Way::Recom => Variant::Recom,
                Way::Reversible => Variant::Reversible,
            },
            chains: u32::try_from(self.chains).unwrap_or(u32::MAX),
            steps: self.steps,
            burn_in: self.burn_in,
            thin: self.thin,
            seed: self.seed,
        }
    }
}

fn main() -> ExitCode {
    common::exit(run(&common::arguments()))
}

fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    let (practices, source) = arguments.data.practices(Reading::Strict)?;
    let scene = Scene::new(practices, source.as_ref(), arguments.cost_only)?;
    let mut plans = vec![("today".to_owned(), scene.today.clone())];
    if let Some(path) = &arguments.plan {
        plans.push((path.display().to_string(), Plan::open(path)?));
    }
    common::folder(&arguments.out)?;
    let record = record::begin("ensemble", Some(&arguments.out))?;
    let mut out = Folder::open(&arguments.out)?;
    let ensemble = match arguments.merge.is_empty() {
        true => draw::drawn(arguments, &scene)?,
        false => Some(draw::merged(arguments, scene.task.instance())?),
    };
    let Some(ensemble) = ensemble else {
        return Ok(false);
    };
    out.write("ensemble.json", ensemble.to_json())?;
    if !ensemble.is_whole() {
        let (there, all) = (ensemble.chains().len(), ensemble.settings().chains);
        record.write(&arguments.out, &out.finish()?, (&[], &[]))?;
        println!("shard {}: {there} of {all} chains drawn", arguments.shard);
        return Ok(true);
    }
    let place = |(name, plan): &(String, Plan)| scene.place(name, plan, &ensemble);
    let placed: Vec<_> = plans.iter().map(place).collect();
    let written = write::reports(out, &scene, &ensemble, &placed)?;
    record.write(&arguments.out, &written, (&[], &[]))?;
    tell::measures(&ensemble);
    tell::plans(&scene, &ensemble, &plans, &placed);
    Ok(true)
}
