//! Forms GP practices into networks.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![warn(missing_debug_implementations)]
#![deny(clippy::float_cmp)]

pub mod fault;
pub mod practice;
pub mod report;
pub mod synthetic;
pub mod units;
