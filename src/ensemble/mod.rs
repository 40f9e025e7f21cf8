//! Neutral draws of plans.

mod bands;
mod batches;
mod chain;
mod draw;
mod every;
mod graph;
mod histogram;
mod plans;
mod result;
mod settings;
mod state;
mod together;
mod tree;
mod union;
mod variant;

pub use batches::Convergence;
pub use chain::{Chain, ChainFault, Counts};
pub use draw::{Draw, DrawError, PlanWriter, Values};
pub use every::every_plan;
pub use histogram::{Histogram, Standing};
pub use result::{Ensemble, Walked};
pub use settings::{Settings, Shard};
pub use state::State;
pub use together::Together;
pub use variant::Variant;
