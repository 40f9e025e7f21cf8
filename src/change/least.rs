//! How little must change, and what change buys.

use super::{Moves, fewest_possible};
use crate::engine::Run;
use crate::engine::solution::SolveError;
use crate::objective::{CompileError, Objective, TodaysNetwork, Weight};
use crate::plan::Plan;
use crate::problem::Problem;
use crate::strategy::Strategy;
use crate::units::Cost;
use serde::Serialize;

/// Why there is no plan to compare.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ChangeError {
    /// The objective does not compile.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// There is no plan, or none was found.
    #[error(transparent)]
    Solve(#[from] SolveError),
}

/// A plan on the curve of cost against moves.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point {
    /// The share of patients that was allowed to move; `None` for the plan with the fewest moves found.
    pub allowed: Option<f64>,
    /// The plan and who moves; `None` where no plan was found with so few moves.
    pub plan: Option<(Plan, Moves)>,
    /// What the plan costs by the objective, the moves themselves not counted.
    pub cost: Option<Cost>,
    /// Whether it is proven that no plan moves so few: [`fewest_possible`](super::fewest_possible) is more.
    pub impossible: bool,
}

/// The plan that keeps every rule with the fewest patients moved from `today` that the strategy finds within the run, and who moves.
/// How few there can be at least is the solution's bound, in patients as [`TodaysNetwork`] counts them.
///
/// # Errors
/// [`ChangeError`]: there is no plan inside the rules, or none was found.
pub fn fewest_moves(
    problem: &Problem,
    today: &Plan,
    strategy: &dyn Strategy,
    run: &Run<'_>,
) -> Result<(Plan, Moves, Option<i64>), ChangeError> {
    let task = Objective::fewest_moves(today.clone()).compile(problem)?;
    let solution = task.solve(problem, strategy, run)?;
    let plan = task.plan(problem, &solution.groups);
    let moves = Moves::between(problem.practices(), today, &plan);
    Ok((plan, moves, solution.bound))
}

/// The weights that the curve is found with, in patient-minutes for each patient who moves.
const MINUTES: [f64; 9] = [0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 200.0];

/// For each share of patients that may move, such as 0.05, the cheapest plan found: the objective is solved with the fewest moves, and
/// with moves at nine weights from nothing to 200 patient-minutes, each within the run. Budgets that lie between two of these plans
/// could be met more cheaply by a plan that no weight finds (it is not on the convex hull): the curve is an upper limit. The first point
/// is the plan with the fewest moves of all that were found: so many are known to be enough.
///
/// # Errors
/// [`ChangeError`]: the objective does not compile, there is no plan inside the rules, or none of the searches found one.
pub fn curve(
    problem: &Problem,
    today: &Plan,
    objective: impl Fn() -> Objective,
    allowed: &[f64],
    strategy: &dyn Strategy,
    run: &Run<'_>,
) -> Result<Vec<Point>, ChangeError> {
    let plain = objective().compile(problem)?;
    let mut found: Vec<(Plan, Moves, Cost)> = Vec::new();
    let mut take = |plan: Plan, cost: i64| {
        let moves = Moves::between(problem.practices(), today, &plan);
        found.push((plan, moves, Cost(cost)));
    };
    let mut failed = None;
    for minutes in MINUTES {
        let weighted = objective().with(TodaysNetwork::new(today.clone()), Weight::PatientMinutes(minutes));
        let task = weighted.compile(problem)?;
        let solution = match task.solve(problem, strategy, run) {
            Ok(solution) => solution,
            // Another weight may lead to a plan all the same.
            Err(error @ SolveError::NotFound { .. }) => {
                failed = Some(error);
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        let contributions = task.contributions(&solution.groups);
        let of_moves = contributions.last().map_or(0, |moves| moves.cost.0);
        take(task.plan(problem, &solution.groups), solution.cost - of_moves);
    }
    match fewest_moves(problem, today, strategy, run) {
        Ok((plan, ..)) => {
            let groups = plain.groups(problem, &plan);
            let cost = groups.iter().map(|group| plain.instance().value(group).cost);
            take(plan, cost.sum());
        }
        Err(ChangeError::Solve(error @ SolveError::NotFound { .. })) => failed = Some(error),
        Err(error) => return Err(error),
    }
    if let (true, Some(error)) = (found.is_empty(), failed) {
        return Err(error.into());
    }
    let fewest = found.iter().min_by_key(|(_, moves, cost)| (moves.moved, *cost));
    let must = fewest_possible(problem, today);
    // Every plan has the same practices, and so the same patients.
    let patients = fewest.map_or(0, |(_, moves, _)| moves.patients.0);
    let point = |allowed: Option<f64>, best: Option<&(Plan, Moves, Cost)>| Point {
        allowed,
        plan: best.map(|(plan, moves, _)| (plan.clone(), moves.clone())),
        cost: best.map(|(.., cost)| *cost),
        impossible: allowed.is_some_and(|share| share * (patients as f64) < must.0 as f64),
    };
    let mut points = vec![point(None, fewest)];
    for &share in allowed {
        let inside = found.iter().filter(|(_, moves, _)| moves.share() <= share);
        points.push(point(
            Some(share),
            inside.min_by_key(|(_, moves, cost)| (*cost, moves.moved)),
        ));
    }
    Ok(points)
}
