//! Places: networks grouped into the boards that speak for general practice, and the providers that work for several networks.
//!
//! Three levels are nested: practices in networks of 30,000-50,000, networks in places, places in integrated care boards. A place is
//! found by the same engine as a network: its units are networks, neighbours where their practices are, its hub the network to whose hub the
//! patients of the others have least to travel.
//!
//! By hand: Staffordshire with 1,207,870 patients (October 2025) makes 30 networks of 40,000. Fewer than ten networks a place make four places
//! at least; 250,000 patients each allow four at most.

mod board;
mod body;
mod grouping;
mod size;
mod task;
mod tree;

pub use board::{Seat, board};
pub use body::{Bodies, Body};
pub use grouping::{Place, PlaceRules, Places, places};
pub use size::PlaceSize;
pub use tree::{Branch, tree};
