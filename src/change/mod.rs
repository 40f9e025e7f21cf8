//! From one plan to another: who moves, how much two plans agree, and how little must change.
//!
//! Plans are compared by the practices that both have. [`Moves`] is the list for the change notice, [`Agreement`] says in three
//! numbers how alike two plans are, [`crosswalk`] lays any two groupings over each other, and [`fewest_moves`] and [`curve`]
//! find what the rules cost in moves, and what moves buy; [`fewest_possible`] is how many must move whatever the plan. [`why`] says of one
//! practice where else it could be, [`transition`] what passes from localities to networks while both go on.

mod agreement;
mod crosswalk;
mod least;
mod moves;
mod possible;
mod transition;
mod why;

pub use agreement::Agreement;
pub use crosswalk::{Crossing, crosswalk, crosswalk_homes};
pub use least::{ChangeError, Point, curve, fewest_moves};
pub use moves::{Move, Moves};
pub use possible::fewest_possible;
pub use transition::{FUNCTIONS, Passing, Transition, transition};
pub use why::{Alternative, Why, why};

use crate::plan::Plan;
use crate::practice::Practices;

/// For each practice that is in the table and in both plans its networks in the one and in the other, in the order of the table.
/// A practice in two networks of a plan counts in the first by name.
fn in_both<'a>(practices: &Practices, one: &'a Plan, other: &'a Plan) -> Vec<(usize, &'a str, &'a str)> {
    let (one, other) = (one.network_of(practices), other.network_of(practices));
    let both = one
        .iter()
        .filter_map(|(&i, &from)| Some((i, from, *other.get(&i)?)));
    both.collect()
}
