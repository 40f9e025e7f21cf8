//! The integration tests, one binary, laid out as the rooms of the library.

mod apportion;
mod architecture;
mod assess;
mod change;
mod data;
mod engine;
mod ensemble;
mod fixture;
mod funding;
mod graph;
mod hub;
mod network;
mod nhs;
mod objective;
mod place;
mod plan;
mod practice;
mod problem;
mod report;
mod rollout;
mod services;
mod strategy;
mod synthetic;
mod travel;
mod why_not;
mod workforce;
