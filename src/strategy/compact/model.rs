//! The model, stated whole.

use super::cuts::Cut;
use super::failed;
use crate::engine::instance::Instance;
use crate::engine::solution::SolveError;
use good_lp::solvers::SolutionStatus;
use good_lp::{Expression, ResolutionError, Solution as _, SolverModel, Variable, WithMipGap, WithTimeLimit};
use good_lp::{constraint, variable, variables};
use std::collections::BTreeMap;

#[cfg(feature = "highs")]
use good_lp::solvers::highs::highs as solver;
#[cfg(not(feature = "highs"))]
use good_lp::solvers::microlp::microlp as solver;

/// A unit, a site, and the variable that says whether the one is served by the other.
type Served = BTreeMap<(u32, u32), Variable>;

/// Solves the model with these cuts: the units of each open site, and a lower bound where the solver finished; `None`
/// where it proved that there is no solution.
#[allow(clippy::type_complexity)]
pub(super) fn model(
    instance: &Instance,
    cuts: &[Cut],
    seconds: Option<f64>,
) -> Result<Option<(BTreeMap<u32, Vec<u32>>, Option<i64>)>, SolveError> {
    let file = instance.file();
    let mut vars = variables!();
    let open: Vec<Variable> = file.sites.iter().map(|_| vars.add(variable().binary())).collect();
    let mut served = Served::new();
    let mut cost: Expression = open.iter().map(|&y| file.fixed as f64 * y).sum();
    for (h, site) in file.sites.iter().enumerate() {
        for &(unit, price) in &site.star {
            let x = vars.add(variable().binary());
            served.insert((unit, h as u32), x);
            cost += price as f64 * x;
        }
    }
    let mut problem = vars.minimise(cost.clone()).using(solver);
    for unit in 0..instance.len() as u32 {
        let ways = served.iter().filter(|((u, _), _)| *u == unit);
        problem = problem.with(constraint!(ways.map(|(_, &x)| x).sum::<Expression>() == 1));
    }
    for (h, site) in file.sites.iter().enumerate() {
        for (&(unit, _), &x) in served.iter().filter(|((_, s), _)| *s == h as u32) {
            // A hub serves the unit that it is.
            problem = match Some(unit) == site.unit {
                true => problem.with(constraint!(x == open[h])),
                false => problem.with(constraint!(x <= open[h])),
            };
        }
        for measure in instance.measures() {
            let Some(band) = measure.band else { continue };
            let mine = served.iter().filter(|((_, s), _)| *s == h as u32);
            let total: Expression = mine
                .map(|((u, _), &x)| measure.values[*u as usize] as f64 * x)
                .sum();
            problem = problem.with(constraint!(total.clone() >= band.least as f64 * open[h]));
            problem = problem.with(constraint!(total <= band.most as f64 * open[h]));
        }
    }
    let (least, most) = instance.groups();
    let count: Expression = open.iter().sum();
    problem = problem
        .with(constraint!(count.clone() >= least as f64))
        .with(constraint!(count <= most as f64));
    for cut in cuts {
        let x = served[&(cut.unit, cut.site)];
        let around: Expression = cut
            .around
            .iter()
            .filter_map(|&u| served.get(&(u, cut.site)))
            .sum();
        problem = problem.with(constraint!(x <= around));
    }
    problem = problem
        .with_mip_gap(0.0)
        .map_err(|error| failed(&error.to_string()))?;
    if let Some(seconds) = seconds {
        problem = problem.with_time_limit(seconds);
    }
    match problem.solve() {
        Ok(solution) => {
            let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
            let chosen = served.iter().filter(|&(_, &x)| solution.value(x) > 0.5);
            for (&(unit, site), _) in chosen {
                groups.entry(site).or_default().push(unit);
            }
            let finished = !matches!(solution.status(), SolutionStatus::TimeLimit);
            let lowest = solution.eval(cost);
            let bound = (lowest - lowest.abs() * 1e-6).floor() as i64;
            Ok(Some((groups, finished.then_some(bound))))
        }
        Err(ResolutionError::Infeasible) => Ok(None),
        Err(error) => Err(failed(&error.to_string())),
    }
}
