//! Neutral draws of plans.

mod bands;
mod chain;
mod graph;
mod state;
mod tree;
mod union;
mod variant;

pub use chain::{Chain, ChainFault, Counts};
pub use state::State;
pub use variant::Variant;
