//! A wave as a linear programme.

use crate::fault::{Fault, FaultCode, Faults};
use good_lp::solvers::microlp::microlp;
use good_lp::{
    Expression, ResolutionError, Solution as _, SolverModel, Variable, constraint, variable, variables,
};

/// What a wave may choose from, and what it must reach, earlier waves taken off.
#[derive(Debug)]
pub(super) struct Task<'a> {
    /// The networks that are left, by position.
    pub open: Vec<usize>,
    /// Covered patients of every network, by position.
    pub patients: &'a [u64],
    /// What each is worth, by position.
    pub worth: &'a [u64],
    /// The region of each, by position.
    pub region: &'a [usize],
    /// At most so many more networks.
    pub most: Option<u64>,
    /// At least so many more patients.
    pub needed: u64,
    /// Not more patients than this.
    pub enough: u64,
    /// At least so many more of each region.
    pub least: Vec<u64>,
}

/// Weights of about this size keep the solver's arithmetic in its comfort.
const SCALE: f64 = 1e-3;

/// How much of each open network the relaxation takes, in millionths, and what no choice can be worth more than. `None` where not
/// even parts of networks reach what is needed.
pub(super) fn relax(task: &Task<'_>) -> Result<Option<(Vec<u64>, u64)>, Faults> {
    let mut vars = variables!();
    let part: Vec<Variable> = task
        .open
        .iter()
        .map(|_| vars.add(variable().min(0.0).max(1.0)))
        .collect();
    // Worth is divided by the greatest, so that no coefficient is far from 1.
    let greatest = task.open.iter().map(|&k| task.worth[k]).max().unwrap_or(0).max(1);
    let rows = || task.open.iter().zip(&part);
    let worth: Expression = rows()
        .map(|(&k, &x)| task.worth[k] as f64 / greatest as f64 * x)
        .sum();
    let mut programme = vars.maximise(worth.clone()).using(microlp);
    if let Some(most) = task.most {
        let count: Expression = part.iter().sum();
        programme = programme.with(constraint!(count <= most as f64));
    }
    let reached: Expression = rows().map(|(&k, &x)| task.patients[k] as f64 * SCALE * x).sum();
    if task.needed > 0 {
        programme = programme.with(constraint!(reached.clone() >= task.needed as f64 * SCALE));
    }
    if task.enough < u64::MAX {
        programme = programme.with(constraint!(reached <= task.enough as f64 * SCALE));
    }
    for (region, &least) in task.least.iter().enumerate().filter(|(_, least)| **least > 0) {
        let own = rows().filter(|(k, _)| task.region[**k] == region);
        let count: Expression = own.map(|(_, &x)| x).sum();
        programme = programme.with(constraint!(count >= least as f64));
    }
    match programme.solve() {
        Ok(solution) => {
            let parts = part
                .iter()
                .map(|&x| (solution.value(x).clamp(0.0, 1.0) * 1e6).round() as u64);
            // One part in a million for floating-point arithmetic; the next whole number below is bound enough.
            let best = solution.eval(worth) * greatest as f64 * (1.0 + 1e-6);
            let all: u64 = task.open.iter().map(|&k| task.worth[k]).sum();
            Ok(Some((parts.collect(), (best.max(0.0).floor() as u64).min(all))))
        }
        Err(ResolutionError::Infeasible) => Ok(None),
        Err(error) => Err(Fault::new(FaultCode::WaveUnsolved, error.to_string()).into()),
    }
}
