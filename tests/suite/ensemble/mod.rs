//! Ensembles: the truth of small graphs, and what many chains add up to.

mod chain;
mod distribution;
mod draw;
mod every;
mod real;
mod together;

use crate::engine::made_up::path;
use locality::engine::Solver;
use locality::engine::instance::Instance;
use locality::engine::stop::Stop;
use locality::objective::Objective;
use locality::problem::Problem;
use locality::synthetic::Region;

/// Hub travel in a made-up region of so many practices.
pub fn region(practices: usize) -> Instance {
    let table = Region::new(practices).seed(4).build().expect("a region");
    let problem = Problem::builder(table).build().expect("a problem");
    let task = Objective::hub_travel().compile(&problem).expect("a task");
    task.instance().clone()
}

/// A plan to begin with, by the engine; none where it finds none.
pub fn start(instance: &Instance) -> Option<Vec<Vec<u32>>> {
    let solution = Solver::new(instance)
        .threads(1)
        .stop(Stop::rounds(2))
        .solve()
        .ok()?;
    Some(solution.groups.into_iter().map(|group| group.units).collect())
}

/// A grid of units, each next to those beside, above and below it, with these weights, a band and a number of groups. No sites, no cost.
pub fn grid(rows: u32, columns: u32, weights: &[i64], band: (i64, i64), groups: u32) -> Instance {
    let across = (0..rows * columns)
        .filter(|u| u % columns + 1 < columns)
        .map(|u| (u, u + 1));
    let down = (0..(rows - 1) * columns).map(|u| (u, u + columns));
    graph(across.chain(down).collect(), weights, band, groups)
}

/// Any graph.
pub fn graph(edges: Vec<(u32, u32)>, weights: &[i64], band: (i64, i64), groups: u32) -> Instance {
    let mut file = path(weights.len() as u32, 0, band, (groups, groups));
    file.edges = edges;
    file.measures[0].values = weights.to_vec();
    Instance::try_from(file).expect("a sound instance")
}

/// A plan as sets of units, by the lowest unit: the same for the same plan.
pub fn sets(groups: &[Vec<u32>]) -> Vec<u64> {
    let set = |group: &Vec<u32>| group.iter().fold(0, |set, &unit| set | 1_u64 << unit);
    let mut sets: Vec<u64> = groups.iter().map(set).collect();
    sets.sort_unstable_by_key(|set| set.trailing_zeros());
    sets
}

/// Groups of a plan given as sets.
pub fn groups(sets: &[u64]) -> Vec<Vec<u32>> {
    let units = |set: u64| (0..64).filter(|unit| set >> unit & 1 == 1).collect();
    sets.iter().map(|&set| units(set)).collect()
}

/// What chi-square with so many degrees of freedom exceeds once in a thousand times (Wilson and Hilferty 1931).
pub fn chi_square_limit(degrees: usize) -> f64 {
    let spread = 2.0 / (9.0 * degrees as f64);
    degrees as f64 * (1.0 - spread + 3.09 * spread.sqrt()).powi(3)
}
