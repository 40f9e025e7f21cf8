//! Forms GP practices into networks.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![warn(missing_debug_implementations)]
#![deny(clippy::float_cmp)]

pub mod assess;
pub mod engine;
pub mod fault;
pub mod graph;
pub mod nhs;
pub mod objective;
pub mod plan;
pub mod practice;
pub mod problem;
pub mod report;
pub mod strategy;
pub mod synthetic;
pub mod travel;
pub mod units;
