//! A spanning tree, cut where it pays most.

use super::Strategy;
use super::attempts::Attempts;
use super::components::components;
use super::points::{Points, Sums};
use super::weights::asked;
use crate::engine::Run;
use crate::engine::instance::Instance;
use crate::engine::solution::{Grouping, SolveError};

/// Takes the minimum spanning tree of the graph by the straight lines between neighbours, and cuts it edge by edge where that lessens
/// the spread most (sum of squared distances to the mean point of a group), until there are as many groups as asked for.
///
/// Groups hang together, and none lies below the band of the first measure unless its whole component does: no cut leaves less on a
/// side. It knows neither the most of the band nor hubs nor costs, what the tree does not join is never joined, and it may run out
/// of cuts and make fewer groups than asked for. Nothing is random: one round. Every edge of a tree is tried, where the paper looks for a good one only.
/// O(n × groups).
///
/// # References
/// R. M. Assunção, M. C. Neves, G. Câmara and C. da Costa Freitas, Efficient regionalization techniques for socio-economic geographical
/// units using minimum spanning trees, International Journal of Geographical Information Science 20 (2006).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skater {
    points: Points,
}

impl Skater {
    /// With a point for every unit, in metres.
    #[must_use]
    pub fn new(points: Vec<(i64, i64)>) -> Self {
        Self {
            points: Points::new(points),
        }
    }
}

impl Strategy for Skater {
    fn name(&self) -> &'static str {
        "skater"
    }

    fn about(&self) -> &'static str {
        "Cuts the minimum spanning tree where it lessens the spread most; connected, not below the band, but often above it."
    }

    fn group(&self, instance: &Instance, run: &Run<'_>) -> Result<Grouping, SolveError> {
        self.points.check(instance, self.name())?;
        let attempts = Attempts::new(instance, run);
        let tree = spanning_forest(instance, &self.points);
        let cutting = Cutting {
            instance,
            points: &self.points,
            tree,
        };
        let mut trees: Vec<(Vec<u32>, Option<Cut>)> = Vec::new();
        for units in components(instance) {
            let cut = cutting.best(&units);
            trees.push((units, cut));
        }
        while trees.len() < asked(instance) && !attempts.stopped() {
            let best = (trees.iter().enumerate())
                .filter_map(|(at, (_, cut))| Some((at, cut.as_ref()?.gain)))
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            let Some((at, _)) = best else { break };
            let (units, Some(cut)) = trees.swap_remove(at) else {
                break;
            };
            let others: Vec<u32> = units.into_iter().filter(|u| !cut.below.contains(u)).collect();
            for units in [cut.below, others] {
                let cut = cutting.best(&units);
                trees.push((units, cut));
            }
        }
        Ok(attempts.only(trees.into_iter().map(|(units, _)| units).collect()))
    }
}

/// The neighbours of every unit in the minimum spanning forest (Kruskal), edges of equal length by their numbers.
fn spanning_forest(instance: &Instance, points: &Points) -> Vec<Vec<u32>> {
    let mut edges = instance.file().edges.clone();
    edges.sort_by(|&(a, b), &(c, d)| {
        points
            .squared(a, b)
            .total_cmp(&points.squared(c, d))
            .then((a, b).cmp(&(c, d)))
    });
    let mut tree = vec![Vec::new(); instance.len()];
    let mut joined = petgraph::unionfind::UnionFind::new(instance.len());
    for (a, b) in edges {
        if joined.union(a as usize, b as usize) {
            tree[a as usize].push(b);
            tree[b as usize].push(a);
        }
    }
    tree
}

struct Cutting<'a> {
    instance: &'a Instance,
    points: &'a Points,
    tree: Vec<Vec<u32>>,
}

/// A cut of a tree: what lies below it, and by how much the spread is less.
struct Cut {
    below: Vec<u32>,
    gain: f64,
}

impl Cutting<'_> {
    /// The best cut of the tree that these units are, with enough on both sides; `None` where there is none.
    fn best(&self, units: &[u32]) -> Option<Cut> {
        let root = *units.first()?;
        let first = self.instance.measures().first();
        let size = |unit: u32| first.map_or(0, |measure| measure.values[unit as usize]);
        let least = first
            .and_then(|measure| measure.band)
            .map_or(i64::MIN, |band| band.least);
        // From the root outwards, each with the place of the one before.
        let mut order: Vec<(u32, usize)> = vec![(root, 0)];
        let mut at = 0;
        while let Some(&(unit, before)) = order.get(at) {
            let parent = (at > 0).then(|| order[before].0);
            let next = self.tree[unit as usize].iter().copied();
            let next: Vec<u32> = next.filter(|v| Some(*v) != parent && units.contains(v)).collect();
            order.extend(next.into_iter().map(|v| (v, at)));
            at += 1;
        }
        let mut sums: Vec<(Sums, i64)> = (order.iter())
            .map(|&(unit, _)| (self.points.sums(unit), size(unit)))
            .collect();
        for at in (1..order.len()).rev() {
            let (below, weight) = sums[at];
            let before = &mut sums[order[at].1];
            before.0.add(&below);
            before.1 += weight;
        }
        let (whole, weight) = sums[0];
        let mut best: Option<(f64, usize)> = None;
        for (at, (below, light)) in sums.iter().enumerate().skip(1) {
            let gain = whole.spread() - below.spread() - whole.less(below).spread();
            let enough = *light >= least && weight - light >= least;
            if enough && best.is_none_or(|(most, _)| gain > most) {
                best = Some((gain, at));
            }
        }
        let (gain, cut) = best?;
        let mut inside = vec![false; order.len()];
        inside[cut] = true;
        for at in cut + 1..order.len() {
            inside[at] = inside[order[at].1];
        }
        let below = order
            .iter()
            .zip(&inside)
            .filter(|(_, inside)| **inside)
            .map(|((u, _), _)| *u);
        Some(Cut {
            below: below.collect(),
            gain,
        })
    }
}
