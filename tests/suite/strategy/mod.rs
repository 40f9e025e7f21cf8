//! Strategies: optimal where they say so, the same in every run, and quick to end.

mod determinism;
mod optimum;
mod others;
mod real;
mod stopping;
mod sweep;

use locality::engine::Run;
use locality::engine::instance::Instance;
use locality::engine::solution::Solution;
use locality::engine::stop::Stop;
use locality::objective::Objective;
use locality::problem::Problem;
use locality::strategy::{HeatBath, Strategy};
use locality::synthetic::Region;

/// Hub travel in a made-up region of so many practices.
fn region(practices: usize) -> Instance {
    let table = Region::new(practices).seed(4).build().expect("a region");
    let problem = Problem::builder(table).build().expect("a problem");
    let task = Objective::hub_travel().compile(&problem).expect("a task");
    task.instance().clone()
}

fn solve(instance: &Instance, seed: u64, threads: usize, rounds: u64) -> Solution {
    let run = Run::new().seed(seed).threads(threads).stop(Stop::rounds(rounds));
    HeatBath.solve(instance, &run).expect("a plan")
}
