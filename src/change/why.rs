//! Why a practice is where it is.

use crate::assess::{Finding, assess};
use crate::objective::Task;
use crate::plan::{Assignment, Plan};
use crate::practice::OdsCode;
use crate::problem::Problem;
use crate::units::Cost;
use serde::Serialize;
use std::collections::BTreeSet;

/// What it would mean if one practice were in another network, all others staying where they are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alternative {
    /// The network.
    pub network: String,
    /// What the plan would cost more, by the objective; less than nought where it would cost less. It says nothing where the way to the hub would
    /// be longer than allowed: the task has no cost for such ways.
    pub costs: Cost,
    /// The rules that the plan would break and does not break now; none where the move is allowed.
    pub breaks: Vec<Finding>,
}

/// Where a practice is, and where else it could be.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Why {
    /// The practice.
    pub practice: OdsCode,
    /// Its network.
    pub network: String,
    /// Every network that holds a neighbour of it: those that break no rule first, then by cost, then by name.
    pub alternatives: Vec<Alternative>,
}

/// Why a practice is in its network: what every other network next to it would cost, and which rules would forbid it. `None` where
/// the practice is unknown, set aside or in no network of the plan. O(networks next to it × an assessment).
///
/// A move can also fail for want of a second one: [`Fixed`](crate::problem::Fixed) in a problem solved anew asks what it would take.
///
/// ```
/// use locality::change::why;
/// use locality::engine::{Solver, stop::Stop};
/// use locality::objective::Objective;
/// use locality::problem::Problem;
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// let task = Objective::hub_travel().compile(&problem)?;
/// let solution = Solver::new(task.instance()).stop(Stop::rounds(1)).solve()?;
/// let plan = task.plan(&problem, &solution.groups);
/// let why = why(&problem, &task, &plan, problem.practices()[0].code).expect("a practice of the plan");
/// for other in &why.alternatives {
///     println!("{}: {} more, breaks {} rules", other.network, other.costs, other.breaks.len());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn why(problem: &Problem, task: &Task, plan: &Plan, practice: OdsCode) -> Option<Why> {
    let index = problem.practices().index_of(practice)?;
    task.unit_of(index)?;
    let networks = plan.network_of(problem.practices());
    let own = *networks.get(&index)?;
    let neighbours = problem.graph().neighbours(index);
    let near: BTreeSet<&str> = neighbours.filter_map(|i| networks.get(&i).copied()).collect();
    let now: Vec<Finding> = assess(problem, plan).findings;
    let cost = |plan: &Plan| -> i64 {
        let groups = task.groups(problem, plan);
        groups.iter().map(|group| task.instance().value(group).cost).sum()
    };
    let before = cost(plan);
    let mut alternatives: Vec<Alternative> = near
        .into_iter()
        .filter(|&network| network != own)
        .map(|network| {
            let moved = moved(plan, practice, own, network);
            let found = assess(problem, &moved).findings;
            Alternative {
                costs: Cost(cost(&moved) - before),
                breaks: found
                    .into_iter()
                    .filter(|finding| !now.contains(finding))
                    .collect(),
                network: network.to_owned(),
            }
        })
        .collect();
    alternatives.sort_by_key(|other| (!other.breaks.is_empty(), other.costs, other.network.clone()));
    Some(Why {
        practice,
        network: own.to_owned(),
        alternatives,
    })
}

/// The plan with the practice in the other network; both networks have no hub named, so that the best one counts.
fn moved(plan: &Plan, practice: OdsCode, from: &str, to: &str) -> Plan {
    let row = |row: &Assignment| Assignment {
        network: match row.practice == practice {
            true => to.to_owned(),
            false => row.network.clone(),
        },
        hub: row.hub && row.practice != practice && row.network != from && row.network != to,
        ..row.clone()
    };
    Plan::new(plan.rows().iter().map(row).collect())
}
