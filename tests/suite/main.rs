//! The integration tests, one binary, laid out as the rooms of the library.

mod architecture;
mod assess;
mod change;
mod data;
mod engine;
mod fixture;
mod graph;
mod hub;
mod nhs;
mod objective;
mod plan;
mod practice;
mod problem;
mod report;
mod strategy;
mod synthetic;
mod travel;
