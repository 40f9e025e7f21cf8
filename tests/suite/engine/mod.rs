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

pub use solver::recount;

use locality::engine::instance::{Instance, InstanceFile};
use locality::engine::solution::{Parts, Record};

/// The checked instance of a file that is meant to be sound.
pub fn checked(file: InstanceFile) -> Instance {
    Instance::try_from(file).expect("a sound instance")
}

/// Takes out of a record what a clock says.
pub fn without_times(record: &mut Record) {
    (record.seconds, record.first_plan_seconds, record.parts) = (0.0, None, Parts::default());
}
