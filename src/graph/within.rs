//! All practices within a distance.

use super::mesh::{Mesh, Pair, Walk};
use crate::units::Metres;

/// An edge between any two practices at most this far apart, exact. O(log) for each edge besides the
/// triangulation.
pub(super) fn pairs(mesh: &Mesh, distance: Metres) -> Vec<Pair> {
    let reach = squared(distance);
    let mut pairs = Vec::new();
    mesh.join_within_sites(&mut pairs);
    let mut walk = Walk::new(mesh);
    for site in 0..mesh.sites().len() {
        walk.outward(site, |squared, other| {
            if squared <= reach && site < other {
                mesh.join_sites(site, other, &mut pairs);
            }
            squared <= reach
        });
    }
    pairs
}

/// The square of a distance, to compare squared distances with; more than the grid's extent stays more.
pub(super) fn squared(distance: Metres) -> u64 {
    distance.get().saturating_mul(distance.get())
}
