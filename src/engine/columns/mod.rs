//! Column generation with cuts: bounds, and the plans that come with them.

mod cutting;
pub mod generation;
mod local_cuts;
mod market;
mod master;
mod normal;
mod pool;
mod pricing;
mod programme;
mod steps;
