//! What a search returns.

use super::feasible::Infeasible;
use super::partition::Group;
use super::stop::StopReason;
use serde::{Deserialize, Serialize};

/// A plan for an instance that keeps every rule, with what is known of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Solution {
    /// The groups, by their first unit; each connected, inside its bands and served by a site.
    pub groups: Vec<Group>,
    /// What they cost together.
    pub cost: i64,
    /// What no plan can cost less than, where it is known.
    pub bound: Option<i64>,
    /// What is proven.
    pub status: Status,
    /// What ran.
    pub record: Record,
}

/// What is proven of a solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Status {
    /// No plan costs less.
    Optimal,
    /// It keeps every rule.
    Feasible,
}

/// What ran: enough to run it again. The same instance, seed and rounds give the same plan at any number of threads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Record {
    /// The seed.
    pub seed: u64,
    /// How many rounds were completed.
    pub rounds: u64,
    /// How many of them found a better plan.
    pub improvements: u64,
    /// Whether a limit ended one more round early. What that round found depends on the speed of the machine; a
    /// search of `rounds` rounds alone is the same everywhere.
    pub cut_short: bool,
    /// Why the search ended.
    pub stop: StopReason,
    /// Wall-clock seconds in all.
    pub seconds: f64,
    /// Wall-clock seconds to the first plan that keeps every rule.
    pub first_plan_seconds: Option<f64>,
}

impl Record {
    /// The record of a run that has not begun.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            rounds: 0,
            improvements: 0,
            cut_short: false,
            stop: StopReason::Rounds,
            seconds: 0.0,
            first_plan_seconds: None,
        }
    }
}

impl Solution {
    /// (cost - bound) / cost, where a bound is known; 0 for a proven optimum.
    #[must_use]
    pub fn gap(&self) -> Option<f64> {
        let bound = self.bound?;
        Some(if self.cost == bound {
            0.0
        } else {
            (self.cost - bound) as f64 / (self.cost as f64).abs()
        })
    }
}

/// Why there is no solution.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SolveError {
    /// It is proven that there is none.
    #[error("there is no plan: {0}")]
    Infeasible(#[from] Infeasible),
    /// None was found within the limits; the nearest is here.
    #[error(
        "no plan was found in {} rounds ({:.1} s): the nearest lies outside its bands by {violation} in all; allow more time, \
         another number of networks or a wider band",
        record.rounds,
        record.seconds
    )]
    NotFound {
        /// By how much the nearest lies outside its bands.
        violation: i64,
        /// The groups that come nearest.
        nearest: Vec<Group>,
        /// What ran.
        record: Record,
    },
    /// The strategy cannot state this instance.
    #[error("the strategy {strategy} needs an instance with {needs}")]
    Unsupported {
        /// The strategy's name.
        strategy: &'static str,
        /// What it needs.
        needs: &'static str,
    },
    /// The solver behind the strategy failed.
    #[error("the solver failed: {reason}")]
    Solver {
        /// What it said.
        reason: String,
    },
    /// The operating system refused threads.
    #[error("{threads} threads could not be started: {reason}")]
    Threads {
        /// How many were asked for.
        threads: usize,
        /// What the system said.
        reason: String,
    },
}
