//! The integration tests, one binary, laid out as the rooms of the library.

mod architecture;
mod assess;
mod data;
mod graph;
mod nhs;
mod report;
mod synthetic;
mod travel;
