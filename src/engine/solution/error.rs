//! Why there is no solution.

use super::{Grouping, Record};
use crate::engine::feasible::Infeasible;
use crate::engine::partition::Group;
use crate::engine::start_plan::StartFaults;
use crate::fault::Fault;

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
        record: Box<Record>,
    },
    /// What a strategy that promises less made breaks rules.
    #[error("the plan breaks rules: {}", .0.broken)]
    Broken(Box<Grouping>),
    /// The plan to start from is none.
    #[error("the plan to start from is no plan: {0}")]
    Start(#[from] StartFaults),
    /// The checkpoint to go on from cannot be used.
    #[error("{0}")]
    Resume(Box<Fault>),
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
    /// The memory allowed is not enough for a search at all.
    #[error(
        "a search for {units} units needs some {needs} bytes of memory beside the instance, more than the {allowed} allowed; allow more"
    )]
    Memory {
        /// How many units.
        units: usize,
        /// About how many bytes a search needs.
        needs: u64,
        /// How many were allowed.
        allowed: u64,
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
