//! The k nearest practices.

use super::mesh::{Mesh, Pair, Walk};

/// An edge from every practice to each of its `k` nearest, ties by index, which is the order of the codes.
/// O(n k log k) besides the triangulation.
pub(super) fn pairs(mesh: &Mesh, k: usize) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut walk = Walk::new(mesh);
    let mut near: Vec<(u64, u32)> = Vec::new();
    for site in 0..mesh.sites().len() {
        near.clear();
        walk.outward(site, |squared, other| {
            // One more than k, as the practice itself is among them; and all that are as far as the last.
            if near.len() > k && near.last().is_some_and(|&(last, _)| squared > last) {
                return false;
            }
            near.extend(mesh.practices_at(other).iter().map(|&j| (squared, j)));
            true
        });
        near.sort_unstable();
        for &i in mesh.practices_at(site) {
            let others = near.iter().filter(|&&(_, j)| j != i).take(k);
            pairs.extend(others.map(|&(_, j)| (i.min(j), i.max(j))));
        }
    }
    pairs
}
