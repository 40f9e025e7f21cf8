//! Recombination in short bursts.

use super::Strategy;
use super::attempts::Attempts;
use super::regions::{Regions, asked, shares};
use crate::engine::Run;
use crate::engine::instance::{GroupValue, Instance};
use crate::engine::random::Stream;
use crate::engine::solution::{Grouping, SolveError};
use crate::engine::start::halved;

/// Two neighbouring groups are joined, a random spanning tree of both is drawn and cut so that both sides fit the bands; ten such
/// steps, whatever they cost, are a burst, and the next burst begins from the best plan of the last.
///
/// Groups hang together; there are as many as asked for. Once inside the bands no step leaves them, but nothing says that the first
/// plan gets inside: it is halved along spanning trees and may lie outside, and then a step is taken where it leaves the two groups no further
/// outside than before (the paper begins inside). It walks without looking at the cost, so that near the best plans hardly a step
/// betters. All rounds are one chain, 200 bursts each.
///
/// # References
/// S. Cannon, A. Goldbloom-Helzner, V. Gupta, J. Matthews and B. Suwal, Voting rights, Markov chains, and optimization by short bursts,
/// arXiv 2011.02288 (2020); the step: D. DeFord, M. Duchin and J. Solomon, Recombination: a family of Markov chains for redistricting,
/// Harvard Data Science Review 3 (2021), with trees from random edge weights and pairs by a random edge between groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShortBursts;

/// Steps of a burst: the default of the R package redist; the paper tries several.
const BURST: usize = 10;
/// Bursts of a round.
const BURSTS: usize = 200;
/// Trees drawn for a pair before it is left as it is.
const TREES: usize = 10;

impl Strategy for ShortBursts {
    fn name(&self) -> &'static str {
        "short-bursts"
    }

    fn about(&self) -> &'static str {
        "Recombination of two networks in short bursts (Cannon and others); keeps the band once inside, walks blind to the cost."
    }

    fn group(&self, instance: &Instance, run: &Run<'_>) -> Result<Grouping, SolveError> {
        let mut attempts = Attempts::new(instance, run);
        let (parts, counts): (Vec<_>, Vec<_>) = shares(instance, asked(instance)).into_iter().unzip();
        let first = halved(instance, &parts, &counts, &mut Stream::new(run.get_seed(), &[1]));
        let mut best = Regions::new(instance, first.into_iter().map(|group| group.units).collect());
        let mut trees = Trees::new(instance);
        loop {
            let mut random = attempts.random();
            for _ in 0..BURSTS {
                if attempts.stopped() {
                    break;
                }
                let mut regions = best.clone();
                for _ in 0..BURST {
                    // Of equals the last, so that bursts go on across plains.
                    if trees.recombine(&mut regions, &mut random) && regions.rank() <= best.rank() {
                        best = regions.clone();
                    }
                }
            }
            if !attempts.offer(best.groups().to_vec()) {
                return Ok(attempts.finish());
            }
        }
    }
}

/// The memory of the steps.
struct Trees<'i> {
    instance: &'i Instance,
    /// Where a unit stands among those of the pair.
    place: Vec<usize>,
}

/// A spanning tree of a pair: places from the root outwards, each with the step at which the one before was reached.
type Order = Vec<(usize, usize)>;

impl<'i> Trees<'i> {
    fn new(instance: &'i Instance) -> Self {
        Self {
            instance,
            place: vec![0; instance.len()],
        }
    }

    /// One step; whether anything changed.
    fn recombine(&mut self, regions: &mut Regions<'_>, random: &mut Stream) -> bool {
        let Some(pair) = self.pair(regions, random) else {
            return false;
        };
        let units = pair.map(|group| regions.groups()[group].clone()).concat();
        for (place, &unit) in units.iter().enumerate() {
            self.place[unit as usize] = place;
        }
        let mut edges = Vec::new();
        for (place, &unit) in units.iter().enumerate() {
            let near = self.instance.neighbours(unit).iter();
            let inside = near.filter(|&&v| v > unit && pair.contains(&regions.of(v)));
            edges.extend(inside.map(|&v| (place, self.place[v as usize])));
        }
        let old = pair.map(|group| regions.values()[group].violation);
        for _ in 0..TREES {
            let order = tree(units.len(), &mut edges, random);
            let cuts = self.cuts(&units, &order, old.iter().sum());
            if cuts.is_empty() {
                continue;
            }
            let sides = split(&units, &order, cuts[random.index(cuts.len())]);
            let values = sides.each_ref().map(|side| self.instance.value(side));
            // The cuts know of bands; whether a site serves both sides is known now.
            if outside(&values) <= old.iter().sum() {
                let [one, other] = sides;
                regions.put(pair, [(one, values[0]), (other, values[1])]);
                return true;
            }
        }
        false
    }

    /// Two groups with an edge between them, by that edge.
    fn pair(&self, regions: &Regions<'_>, random: &mut Stream) -> Option<[usize; 2]> {
        let edges = &self.instance.file().edges;
        let between = |&(a, b): &(u32, u32)| {
            let (a, b) = (regions.of(a), regions.of(b));
            (a != b).then_some([a, b])
        };
        // A few draws find one as a rule; where edges between groups are rare they are listed.
        for _ in 0..20 {
            if edges.is_empty() {
                return None;
            }
            if let Some(pair) = between(&edges[random.index(edges.len())]) {
                return Some(pair);
            }
        }
        let all: Vec<[usize; 2]> = edges.iter().filter_map(between).collect();
        (!all.is_empty()).then(|| all[random.index(all.len())])
    }

    /// The steps of the tree below which a side lies so that both sides together lie no further outside their bands than this.
    fn cuts(&self, units: &[u32], order: &Order, most: i64) -> Vec<usize> {
        let mut beyond = vec![0_i64; order.len()];
        for measure in self
            .instance
            .measures()
            .iter()
            .filter(|measure| measure.band.is_some())
        {
            let mut below: Vec<i64> = order
                .iter()
                .map(|&(place, _)| measure.values[units[place] as usize])
                .collect();
            let whole: i64 = below.iter().sum();
            for at in (1..order.len()).rev() {
                beyond[at] += measure.outside(below[at]) + measure.outside(whole - below[at]);
                below[order[at].1] += below[at];
            }
        }
        (1..order.len()).filter(|&at| beyond[at] <= most).collect()
    }
}

fn outside(values: &[GroupValue; 2]) -> i64 {
    values.iter().map(|value| value.violation).sum()
}

/// A spanning tree of the places by edges in random order (Kruskal), from place 0 outwards. The places hang together.
fn tree(places: usize, edges: &mut [(usize, usize)], random: &mut Stream) -> Order {
    random.shuffle(edges);
    let mut joined = petgraph::unionfind::UnionFind::<usize>::new(places);
    let mut near = vec![Vec::new(); places];
    for &(a, b) in edges.iter() {
        if joined.union(a, b) {
            near[a].push(b);
            near[b].push(a);
        }
    }
    let mut order: Order = vec![(0, 0)];
    let mut at = 0;
    while let Some(&(place, before)) = order.get(at) {
        let parent = (at > 0).then(|| order[before].0);
        order.extend(
            near[place]
                .iter()
                .filter(|&&next| Some(next) != parent)
                .map(|&next| (next, at)),
        );
        at += 1;
    }
    order
}

/// What lies below a step of the tree, and the others.
fn split(units: &[u32], order: &Order, cut: usize) -> [Vec<u32>; 2] {
    let mut inside = vec![false; order.len()];
    inside[cut] = true;
    let mut sides = [Vec::new(), Vec::new()];
    for (at, &(place, before)) in order.iter().enumerate() {
        inside[at] |= at > 0 && inside[before];
        sides[usize::from(!inside[at])].push(units[place]);
    }
    sides
}
