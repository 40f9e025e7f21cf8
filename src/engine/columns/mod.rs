//! Column generation with cuts: bounds, and the plans that come with them.

mod bounding;
mod cutting;
mod dive;
mod list;
mod local_cuts;
mod market;
mod master;
mod normal;
mod pool;
mod pricing;
mod programme;
mod relaxation;
mod source;
mod steps;
#[cfg(test)]
mod tests;
mod tree;

pub(crate) use bounding::Bounding;
