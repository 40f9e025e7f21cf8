//! Subset-row cuts: rounding down some rows of the set partition together.
//!
//! Of three units, at most one group can hold two or more (M. Jepsen, B. Petersen, S. Spoorendonk and D. Pisinger, Subset-row
//! inequalities applied to the vehicle-routing problem with time windows, Operations Research 56 (2008)); likewise with other weights on
//! four and five units (D. Pecin, A. Pessoa, M. Poggi, E. Uchoa and H. Santos, Limited memory rank-1 cuts for vehicle routing problems,
//! Operations Research Letters 45 (2017)).

use super::pool::Column;
use super::taken::Taken;
use super::towns;
use crate::engine::bound::Cut;
use crate::engine::instance::Instance;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// For each unit the cuts that hold it, by number, with its weight.
pub(super) fn by_unit<'c>(units: usize, cuts: impl IntoIterator<Item = &'c Cut>) -> Vec<Vec<(u32, u32)>> {
    let mut by_unit = vec![Vec::new(); units];
    for (number, cut) in cuts.into_iter().enumerate() {
        for &(unit, weight) in &cut.weights {
            by_unit[unit as usize].push((number as u32, weight));
        }
    }
    by_unit
}

/// Which cuts to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Kinds {
    /// Two of three units: what a search can still price well.
    Triples,
    /// Also weights on four and five, and whole towns.
    All,
}

/// A cut is worth adding when it is broken by this much.
const BROKEN: f64 = 0.02;
/// The most cuts at once for so many units, and for each unit.
const MOST: (usize, usize) = (20, 2);
const EACH: usize = 8;
/// The same for cuts over whole towns.
const EACH_OF_TOWNS: usize = 4;

/// The cuts that these columns, taken so far, break most.
pub(super) fn broken(
    instance: &Instance,
    columns: &[Column],
    taken: &[f64],
    known: &[Cut],
    kinds: Kinds,
) -> Vec<Cut> {
    let n = instance.len();
    let taken = Taken::new(n, columns, taken);
    let triples = taken.triples();
    let of_three = [(vec![1; 3], 2)];
    let mut found: Vec<(f64, Cut)> = triples
        .iter()
        .flat_map(|set| taken.measure(set, &of_three))
        .collect();
    let mut chosen = Vec::new();
    if kinds == Kinds::All {
        let fours: BTreeSet<Vec<u32>> = triples.iter().flat_map(|set| taken.grown(set, 1)).collect();
        let fives: BTreeSet<Vec<u32>> = fours.iter().flat_map(|set| taken.grown(set, 3)).collect();
        let of_four = (0..4).map(|heavy| (heavier(4, &[heavy], 2), 3));
        let of_four: Vec<(Vec<u32>, u32)> = of_four.collect();
        let of_five = of_five();
        found.extend(fours.iter().flat_map(|set| taken.measure(set, &of_four)));
        found.extend(fives.iter().flat_map(|set| taken.measure(set, &of_five)));
        chosen = most_broken(n, towns::broken(instance, &taken, BROKEN), known, EACH_OF_TOWNS);
    }
    chosen.extend(most_broken(n, found, known, EACH));
    chosen
}

/// The most broken of those that are not known, and of them only so many for each unit.
fn most_broken(n: usize, mut found: Vec<(f64, Cut)>, known: &[Cut], each: usize) -> Vec<Cut> {
    let known: BTreeSet<&Cut> = known.iter().collect();
    found.retain(|(_, cut)| !known.contains(cut));
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.dedup_by(|a, b| a.1 == b.1);
    let mut uses = vec![0_usize; n];
    let mut chosen = Vec::new();
    for (_, cut) in found {
        if chosen.len() < MOST.0 + n / MOST.1 && cut.weights.iter().all(|&(u, _)| uses[u as usize] < each) {
            cut.weights.iter().for_each(|&(u, _)| uses[u as usize] += 1);
            chosen.push(cut);
        }
    }
    chosen
}

/// Weights of one, but for these members.
fn heavier(members: usize, heavy: &[usize], weight: u32) -> Vec<u32> {
    (0..members)
        .map(|at| if heavy.contains(&at) { weight } else { 1 })
        .collect()
}

impl Taken<'_> {
    /// Triples of which pairs stand together more than once in all: only they can be broken.
    fn triples(&self) -> Vec<Vec<u32>> {
        let mut triples = Vec::new();
        for a in 0..self.near.len() as u32 {
            let later: Vec<(u32, f64)> = self.near[a as usize]
                .iter()
                .copied()
                .filter(|&(b, _)| b > a)
                .collect();
            for (at, &(b, ab)) in later.iter().enumerate() {
                for &(c, ac) in &later[at + 1..] {
                    if ab + ac + self.together(b, c) > 1.0 + BROKEN {
                        triples.push(vec![a, b, c]);
                    }
                }
            }
        }
        triples
    }

    /// The set with one more unit: the few that stand together with it most.
    fn grown(&self, set: &[u32], most: usize) -> Vec<Vec<u32>> {
        let mut ties: BTreeMap<u32, f64> = BTreeMap::new();
        for &inside in set {
            for &(unit, x) in self.near[inside as usize]
                .iter()
                .filter(|(unit, _)| !set.contains(unit))
            {
                *ties.entry(unit).or_default() += x;
            }
        }
        let mut ties: Vec<(f64, u32)> = ties.into_iter().map(|(unit, tie)| (tie, unit)).collect();
        ties.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let with = |&(_, unit): &(f64, u32)| {
            let mut grown = set.to_vec();
            grown.push(unit);
            grown.sort_unstable();
            grown
        };
        ties.iter().take(most).map(with).collect()
    }

    /// The cuts with one of these weights and steps, and by how much each is broken, where that is worth it.
    fn measure(&self, set: &[u32], kinds: &[(Vec<u32>, u32)]) -> Vec<(f64, Cut)> {
        let held = self.held(set);
        let mut broken = Vec::new();
        for (weights, of) in kinds {
            let sum = |mask: u32| -> u32 {
                let inside = weights.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
                inside.map(|(_, &weight)| weight).sum()
            };
            let steps: f64 = held.iter().map(|&(mask, x)| f64::from(sum(mask) / of) * x).sum();
            let by = steps - f64::from(weights.iter().sum::<u32>() / of);
            if by > BROKEN {
                let weights = set.iter().copied().zip(weights.iter().copied()).collect();
                broken.push((by, Cut { weights, of: *of }));
            }
        }
        broken
    }
}

/// The weights and steps of the cuts of rank one on five units.
fn of_five() -> Vec<(Vec<u32>, u32)> {
    let mut kinds = vec![(vec![1; 5], 2), (vec![1; 5], 3)];
    for first in 0..5 {
        kinds.push((heavier(5, &[first], 3), 4));
        for second in first + 1..5 {
            kinds.push((heavier(5, &[first, second], 2), 5));
        }
    }
    kinds
}
