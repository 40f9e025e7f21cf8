//! How the time to a good plan grows with the number of practices: made-up regions of rising size, each searched until it is proven to be
//! within 1 % of the best possible.
//!
//! ```text
//! cargo run --release --example growth -- --seconds 600 --threads 2
//! cargo run --release --example growth -- --size 100 --size 200 --size 400 --seconds 60
//! cargo run --release --example growth -- --size 65000 --nearest 100 --seconds 600
//! ```
//!
//! Prints a line a size, and the slope of log seconds over log practices by least squares over the sizes that came so near: 1 is
//! growth in proportion, 2 with the square. Exit status: 0 all came so near, 1 some did not, 2 the arguments are wrong.

#[macro_use]
#[path = "common/console.rs"]
mod console;
mod common;

use clap::Parser;
use common::Search;
use locality::engine::Solver;
use locality::objective::{HubTravel, Objective};
use locality::problem::Problem;
use locality::synthetic::Region;
use std::error::Error;
use std::process::ExitCode;

/// Times made-up regions of rising size until each plan is proven to be near the best possible.
#[derive(Parser)]
struct Arguments {
    /// How many practices; may be given several times.
    #[arg(long, value_name = "N", value_parser = size, default_values_t = [100, 200, 400, 800, 1600, 3200, 6500])]
    size: Vec<u64>,
    /// A hub serves only the K practices nearest to it: less memory, and a further rule. For sizes of 10,000 and more.
    #[arg(long, value_name = "K", value_parser = common::positive)]
    nearest: Option<u64>,
    /// The gap unless `--gap` is given is 0.01; `--seconds` is the limit for each size.
    #[command(flatten)]
    search: Search,
}

fn size(text: &str) -> Result<u64, String> {
    let most = locality::synthetic::MOST_PRACTICES;
    let number = common::positive(text)
        .ok()
        .filter(|&number| number <= most as u64);
    number.ok_or_else(|| format!("give a whole number from 1 to {most}"))
}

/// The gap at which a size counts as solved, unless another is given: 1 %.
const GAP: f64 = 0.01;

fn main() -> ExitCode {
    common::exit(run(common::arguments()))
}

fn run(mut arguments: Arguments) -> Result<bool, Box<dyn Error>> {
    let gap = *arguments.search.gap.get_or_insert(GAP);
    let mut near: Vec<(f64, f64)> = Vec::new();
    println!("practices networks  seconds    rounds       gap       cost (p-m)      bound (p-m)");
    for &size in &arguments.size {
        let practices = Region::new(usize::try_from(size)?)
            .seed(arguments.search.seed)
            .build()?;
        let problem = Problem::builder(practices).build()?;
        let travel = match arguments.nearest {
            Some(nearest) => HubTravel::nearest(usize::try_from(nearest)?),
            None => HubTravel::default(),
        };
        let task = Objective::of(vec![Box::new(travel)]).compile(&problem)?;
        let solution = Solver::with(task.instance(), arguments.search.run()).solve()?;
        let reached = solution.gap();
        println!(
            "{size:>9} {:>8} {:>8.2} {:>9} {:>9} {:>16} {:>16}",
            solution.groups.len(),
            solution.record.seconds,
            solution.record.rounds,
            reached.map_or("-".to_owned(), |reached| format!("{:.3} %", reached * 100.0)),
            solution.cost,
            solution.bound.map_or("-".to_owned(), |bound| bound.to_string()),
        );
        if reached.is_some_and(|reached| reached <= gap) {
            near.push((size as f64, solution.record.seconds.max(1e-3)));
        }
    }
    if let Some(slope) = slope(&near) {
        println!(
            "seconds grow with practices to the power {slope:.2}, over {} sizes",
            near.len()
        );
    }
    Ok(near.len() == arguments.size.len())
}

/// The slope of the logarithms by least squares; none of fewer than two different sizes.
fn slope(points: &[(f64, f64)]) -> Option<f64> {
    let logs: Vec<(f64, f64)> = points.iter().map(|&(x, y)| (x.ln(), y.ln())).collect();
    let count = logs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| logs.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|&(x, _)| x), mean(|&(_, y)| y));
    let square: f64 = logs.iter().map(|point| (point.0 - x).powi(2)).sum();
    let product: f64 = logs.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    (square > 0.0).then(|| product / square)
}
