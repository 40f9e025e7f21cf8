//! Delaunay neighbours.

use super::mesh::{Mesh, Pair};

/// The edges of the Delaunay triangulation, and all pairs of practices that share a point. O(n).
pub(super) fn pairs(mesh: &Mesh) -> Vec<Pair> {
    let mut pairs = Vec::new();
    mesh.join_within_sites(&mut pairs);
    for ([a, b], _) in mesh.edges() {
        mesh.join_sites(a, b, &mut pairs);
    }
    pairs
}
