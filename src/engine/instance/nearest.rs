//! The edges that a search goes by, where there are very many.
//!
//! Where everything is next to everything, units that share a border of two groups, or are best moved together, are no longer told by
//! edges alone. What is near is: a median's or a hub's neighbours are those that it serves at least cost.

use super::Instance;
use super::format::InstanceFile;
use std::collections::BTreeSet;

/// Edges of a unit, on average, up to which a search goes by all of them.
pub(crate) const SPARSE: usize = 24;
/// Otherwise by those to so many of the nearest units.
const NEAREST: usize = 12;

/// The edges to the nearest units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Nearest {
    edges: Vec<(u32, u32)>,
    of: Vec<Vec<u32>>,
}

impl Nearest {
    /// Of each unit the edges to the nearest others, by what it costs to serve one from a site at the other; `None` where all edges do,
    /// or where no site has a unit, so that nothing is near. O(edges × log n).
    pub(super) fn new(file: &InstanceFile, near: &[Vec<u32>], sites_at: &[Vec<u32>]) -> Option<Self> {
        let served = sites_at.iter().any(|sites| !sites.is_empty());
        if 2 * file.edges.len() <= SPARSE * file.units.len() || !served {
            return None;
        }
        let from = |hub: u32, unit: u32| {
            let stars = sites_at[hub as usize].iter().filter_map(|&site| {
                let star = &file.sites[site as usize].star;
                star.binary_search_by_key(&unit, |&(served, _)| served)
                    .ok()
                    .map(|at| star[at].1)
            });
            stars.min().unwrap_or(i64::MAX)
        };
        let mut edges = BTreeSet::new();
        for (unit, others) in (0..).zip(near) {
            let length = |&other: &u32| (from(unit, other).min(from(other, unit)), other);
            let mut lengths: Vec<(i64, u32)> = others.iter().map(length).collect();
            lengths.sort_unstable();
            let nearest = lengths.iter().take(NEAREST);
            edges.extend(nearest.map(|&(_, other)| (unit.min(other), unit.max(other))));
        }
        let mut of = vec![Vec::new(); near.len()];
        for &(a, b) in &edges {
            of[a as usize].push(b);
            of[b as usize].push(a);
        }
        Some(Self {
            edges: edges.into_iter().collect(),
            of,
        })
    }
}

impl Instance {
    /// The edges that a search goes by: all of them where there are not very many, otherwise those to the nearest units.
    pub(crate) fn nearest_edges(&self) -> &[(u32, u32)] {
        self.nearest
            .as_ref()
            .map_or(&self.file.edges, |nearest| &nearest.edges)
    }

    /// The other ends of these edges.
    pub(crate) fn nearest(&self, unit: u32) -> &[u32] {
        let of = self.nearest.as_ref().map_or(&self.near, |nearest| &nearest.of);
        &of[unit as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::square;

    /// A square whose edges join only what is side by side is gone through by all of them; one where everything is joined by those to
    /// near units, of which each has a dozen at least.
    #[test]
    fn only_where_there_are_very_many_edges_the_far_ones_are_left_out() {
        let sparse = square(7, (8, 20), (6, 8));
        assert_eq!(sparse.nearest_edges(), sparse.file().edges);
        let mut file = sparse.file().clone();
        file.edges = (0..49).flat_map(|a| (a + 1..49).map(move |b| (a, b))).collect();
        let dense = Instance::try_from(file.clone()).expect("a sound instance");
        let apart = |a: u32, b: u32| (a % 7).abs_diff(b % 7) + (a / 7).abs_diff(b / 7);
        assert!(dense.nearest_edges().len() < file.edges.len() / 2);
        for unit in 0..49 {
            let near = dense.nearest(unit);
            assert!(near.len() >= NEAREST);
            let beside = (0..49).filter(|&other| apart(unit, other) == 1);
            assert!(
                beside.into_iter().all(|other| near.contains(&other)),
                "{unit}: {near:?}"
            );
        }
        file.sites.iter_mut().for_each(|site| site.unit = None);
        let nowhere = Instance::try_from(file).expect("a sound instance");
        assert_eq!(nowhere.nearest_edges().len(), 49 * 24);
    }
}
