//! The integration tests, one binary, laid out as the rooms of the library.

mod data;
mod report;
mod synthetic;
