//! The engine against the plainest means.

mod bound;
pub mod brute;
mod checkpoint;
pub mod columns;
mod faults;
mod infeasible;
mod json_schema;
pub mod made_up;
mod partition;
mod pmedcap;
mod region;
mod repartition;
mod schema;
mod solution_file;
mod solver;
mod stop;
mod values;

use locality::engine::instance::{Instance, InstanceFile};

/// The checked instance of a file that is meant to be sound.
pub fn checked(file: InstanceFile) -> Instance {
    Instance::try_from(file).expect("a sound instance")
}
