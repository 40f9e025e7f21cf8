//! Forms GP practices into networks: neighbours that together care for 30,000-50,000 registered patients.
//!
//! ```
//! use locality::engine::{Run, stop::Stop};
//! use locality::objective::Objective;
//! use locality::problem::Problem;
//! use locality::strategy::{HeatBath, Strategy};
//!
//! let problem = Problem::builder(locality::synthetic::county()).build()?;
//! let task = Objective::hub_travel().compile(&problem)?;
//! let solution = HeatBath.solve(task.instance(), &Run::new().seed(7).stop(Stop::rounds(1)))?;
//! let plan = task.plan(&problem, &solution.groups);
//! assert_eq!(plan.networks().len(), 14);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The way of the data
//! Published files become [`Practices`](practice::Practices) by [`nhs`]; these, a
//! [`PracticeGraph`](graph::PracticeGraph), [`Travel`](travel::Travel) and the rules become a
//! [`Problem`](problem::Problem); an [`Objective`](objective::Objective) compiles it into an
//! [`Instance`](engine::instance::Instance), pure whole numbers; a [`Strategy`](strategy::Strategy) solves that; the answer is a
//! [`Plan`](plan::Plan), judged by [`assess`](assess::assess) with other code, compared with today's by [`change`] and written out by
//! [`report`]. What follows from a plan: the work, the sites and the reach of its hubs, by [`hub`]. Where it
//! stands among plans that nobody wished for: [`ensemble`].
//!
//! # What is not supported
//! See the README: no bound above 200,000 practices in one task, no traffic or public transport of its own (travel is a straight line, an
//! estimate, a supplied matrix or, with the feature `osm`, free flow along roads), no practice in two networks.
//!
//! # Features
//! - `highs`: integer programmes go to HiGHS (needs cmake, a C++ compiler and libclang) in place of microlp.
//! - `osm`: drive times along the roads of an OpenStreetMap extract (`travel::osm`); pure Rust.
//! - `schema`: derives the JSON Schema of the instance; only needed to regenerate the published file.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![warn(missing_debug_implementations)]
#![deny(clippy::float_cmp)]
// Nothing that a caller gives ends the program by one of these. Tests may use them.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::todo,
        clippy::unimplemented
    )
)]

// The oracle of tests/suite is also that of the tests beside the code.
#[cfg(test)]
extern crate self as locality;

pub mod apportion;
pub mod assess;
pub mod assumption;
pub mod change;
pub mod disk;
pub mod engine;
pub mod ensemble;
// Rooms that read what comes from outside also index nothing unchecked; beyond them indices are the library's own.
#[cfg_attr(not(test), deny(clippy::indexing_slicing))]
pub mod fault;
pub mod funding;
pub mod graph;
pub mod hub;
pub mod network;
#[cfg_attr(not(test), deny(clippy::indexing_slicing))]
pub mod nhs;
pub mod objective;
mod ods_code;
pub mod place;
#[cfg_attr(not(test), deny(clippy::indexing_slicing))]
pub mod plan;
pub mod practice;
pub mod problem;
pub mod report;
pub mod rollout;
pub mod strategy;
pub mod synthetic;
pub mod travel;
pub mod units;
pub mod why_not;
pub mod workforce;

/// The README's program is compiled and run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
