//! Curves that were handed in, judged by the same measures as the options.

use super::charts::Step;
use super::words::percent;
use crate::assess::assess;
use crate::change::{Moves, Point};
use crate::engine::solution::SolveError;
use crate::plan::Plan;
use crate::problem::Problem;
use crate::units::Patients;

/// Plans by how many patients may change network, fewest first; what was looked for in vain says why.
pub(super) fn by_moves(problem: &Problem, points: &[Point]) -> Vec<Step> {
    let step = |point: &Point| Step {
        name: match point.allowed {
            None => "the fewest found".to_owned(),
            Some(share) if share >= 1.0 => "any number may change".to_owned(),
            Some(share) => {
                // As the tables write shares, without a nought that says nothing.
                let thousandths = (share.max(0.0) * 1_000.0).round() as u64;
                let shown = percent(Patients(thousandths), Patients(1_000));
                format!("at most {} may change", shown.replace(".0 ", " "))
            }
        },
        found: match &point.plan {
            Some((plan, moves)) => Ok((assess(problem, plan), Some(moves.clone()))),
            None if point.impossible => Err("proven that there is none".to_owned()),
            None => Err("none was found".to_owned()),
        },
    };
    let mut points: Vec<&Point> = points.iter().collect();
    points.sort_by(|a, b| a.allowed.unwrap_or(-1.0).total_cmp(&b.allowed.unwrap_or(-1.0)));
    points.into_iter().map(step).collect()
}

/// Plans by their number of networks, fewest first.
pub(super) fn by_number(
    problem: &Problem,
    plans: &[(u32, Result<Plan, SolveError>)],
    moves: &dyn Fn(&Plan) -> Option<Moves>,
) -> Vec<Step> {
    let step = |(number, plan): &(u32, Result<Plan, SolveError>)| Step {
        name: match number {
            1 => "1 network".to_owned(),
            n => format!("{} networks", Patients(u64::from(*n))),
        },
        found: match plan {
            Ok(plan) => Ok((assess(problem, plan), moves(plan))),
            Err(SolveError::Infeasible(_)) => Err("proven that there is none".to_owned()),
            Err(_) => Err("none was found".to_owned()),
        },
    };
    let mut steps: Vec<(u32, Step)> = plans.iter().map(|one| (one.0, step(one))).collect();
    steps.sort_by_key(|(number, _)| *number);
    steps.into_iter().map(|(_, step)| step).collect()
}
