//! The engine room: knows an [`Instance`](instance::Instance) and nothing above it.
//!
//! There is no practice here, no patient and no metre: units with measures, edges between units, sites
//! that serve them at a cost, and groups to be formed. The upper floor compiles to it (`objective`) and
//! reads its answer. The front door is [`Solver`].

pub mod anneal;
pub(crate) mod boltzmann;
pub mod bound;
mod checkpoint;
pub mod columns;
pub mod feasible;
#[cfg(test)]
mod fixture;
pub mod heat_bath;
pub mod instance;
pub mod partition;
mod polish;
pub(crate) mod primal;
pub mod progress;
pub(crate) mod random;
pub(crate) mod refute;
pub mod region;
mod regions;
pub mod repartition;
pub mod run;
pub(crate) mod search;
pub mod solution;
mod solver;
pub(crate) mod start;
pub(crate) mod start_plan;
pub mod stop;
pub mod subset;

pub use run::Run;
pub use solver::Solver;
pub use start_plan::{StartFault, StartFaults};
