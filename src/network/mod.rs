//! The networks of a plan, checked against the practices: who is in which, how many patients of which kind, who is next to whom.
//!
//! A [`Plan`](crate::plan::Plan) promises nothing. [`NetworkTable`] is what staff, money, rollouts and places start from: every
//! network once, every practice in one network at most.

mod population;
mod table;

pub use population::{FallBack, Population, Populations};
pub use table::{Network, NetworkTable};
