//! Communities by what units share: the quality that both ways raise, and graphs of graphs.

use super::attempts::Attempts;
use super::weights::{asked, weights};
use crate::engine::Run;
use crate::engine::instance::Instance;
use crate::engine::random::Stream;
use crate::engine::solution::{Grouping, SolveError};
use std::collections::BTreeMap;

/// What pairs of units share, such as patients of the same streets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shared(Vec<(u32, u32, i64)>);

/// A graph whose nodes are sets of units. The quality of its communities is that of the constant Potts model,
///
/// ```text
/// sum over communities of (what is shared inside - resolution × size² / 2)
/// ```
///
/// with the size of a community in weights (patients), so that a higher resolution makes more and lighter communities.
#[derive(Clone, Debug)]
pub(super) struct Level {
    pub(super) size: Vec<f64>,
    /// Every node's others with what they share, ascending.
    pub(super) shared: Vec<Vec<(usize, f64)>>,
    /// Every node's neighbours in the graph, ascending.
    pub(super) near: Vec<Vec<usize>>,
}

impl Shared {
    pub(super) fn new(shared: Vec<(u32, u32, i64)>) -> Self {
        Self(shared)
    }

    /// Round after round of communities, each at the resolution that makes as many as are asked for; `find` makes those of a resolution.
    ///
    /// # Errors
    /// As [`level`](Self::level).
    pub(super) fn group(
        &self,
        strategy: &'static str,
        instance: &Instance,
        run: &Run<'_>,
        find: fn(&Level, f64, &mut Stream) -> Vec<usize>,
    ) -> Result<Grouping, SolveError> {
        let level = self.level(instance, strategy)?;
        let mut attempts = Attempts::new(instance, run);
        loop {
            let mut random = attempts.random();
            let find = |resolution| find(&level, resolution, &mut random);
            let groups = at_best_resolution(instance, &level, &|| attempts.stopped(), find);
            if !attempts.offer(groups) {
                return Ok(attempts.finish());
            }
        }
    }

    /// # Errors
    /// [`SolveError::Unsupported`] where nothing is shared, or by units that do not exist.
    fn level(&self, instance: &Instance, strategy: &'static str) -> Result<Level, SolveError> {
        let n = instance.len() as u32;
        if self.0.is_empty() || self.0.iter().any(|&(a, b, _)| a >= n || b >= n) {
            let needs = "units that share something, and all that do";
            return Err(SolveError::Unsupported { strategy, needs });
        }
        let mut sums: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); instance.len()];
        for &(a, b, what) in self.0.iter().filter(|&&(a, b, what)| a != b && what > 0) {
            *sums[a as usize].entry(b as usize).or_default() += what as f64;
            *sums[b as usize].entry(a as usize).or_default() += what as f64;
        }
        let near = (0..n).map(|unit| instance.neighbours(unit).iter().map(|&v| v as usize).collect());
        Ok(Level {
            size: weights(instance)
                .into_iter()
                .map(|weight| weight as f64)
                .collect(),
            shared: sums.into_iter().map(|row| row.into_iter().collect()).collect(),
            near: near.collect(),
        })
    }
}

impl Level {
    pub(super) fn len(&self) -> usize {
        self.size.len()
    }

    /// What a node shares with each community that it shares anything with, by community.
    pub(super) fn with(&self, node: usize, of: &[usize]) -> BTreeMap<usize, f64> {
        let mut with = BTreeMap::new();
        for &(other, what) in &self.shared[node] {
            *with.entry(of[other]).or_default() += what;
        }
        with
    }

    /// The sizes of the communities.
    pub(super) fn sizes(&self, of: &[usize]) -> Vec<f64> {
        let mut sizes = vec![0.0; self.len()];
        of.iter()
            .zip(&self.size)
            .for_each(|(&community, size)| sizes[community] += size);
        sizes
    }

    /// The graph whose nodes are these communities, numbered from 0 without gaps.
    pub(super) fn joined(&self, of: &[usize], count: usize) -> Self {
        let mut shared: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); count];
        let mut near = vec![Vec::new(); count];
        let mut size = vec![0.0; count];
        for node in 0..self.len() {
            size[of[node]] += self.size[node];
            for &(other, what) in self.shared[node]
                .iter()
                .filter(|(other, _)| of[*other] != of[node])
            {
                *shared[of[node]].entry(of[other]).or_default() += what;
            }
            near[of[node]].extend(self.near[node].iter().map(|&v| of[v]).filter(|&v| v != of[node]));
        }
        for near in &mut near {
            near.sort_unstable();
            near.dedup();
        }
        Self {
            size,
            shared: shared.into_iter().map(|row| row.into_iter().collect()).collect(),
            near,
        }
    }
}

/// Numbers communities from 0 without gaps, in the order of their first node; returns how many there are.
pub(super) fn renumber(of: &mut [usize]) -> usize {
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    for community in of.iter_mut() {
        let next = numbers.len();
        *community = *numbers.entry(*community).or_insert(next);
    }
    numbers.len()
}

/// Halvings of the range of resolutions.
const HALVINGS: usize = 24;

/// Looks for the resolution that makes as many communities as are asked for, halving the range between that at which no two units are worth
/// joining and a billionth of it; of what it made, the number that comes nearest, the later of equals.
fn at_best_resolution(
    instance: &Instance,
    level: &Level,
    stopped: &dyn Fn() -> bool,
    mut find: impl FnMut(f64) -> Vec<usize>,
) -> Vec<Vec<u32>> {
    let worth = |(a, row): (usize, &Vec<(usize, f64)>)| {
        let each = row
            .iter()
            .map(|&(b, what)| what / (level.size[a] * level.size[b]).max(1e-9));
        each.fold(0.0, f64::max)
    };
    let mut high = level
        .shared
        .iter()
        .enumerate()
        .map(worth)
        .fold(0.0, f64::max)
        .max(1e-300);
    let mut low = high * 1e-9;
    let wanted = asked(instance);
    let mut best: Option<(usize, usize, Vec<usize>)> = None;
    for _ in 0..HALVINGS {
        let resolution = low.sqrt() * high.sqrt();
        let mut of = find(resolution);
        let count = renumber(&mut of);
        let off = count.abs_diff(wanted);
        if best.as_ref().is_none_or(|(least, ..)| off <= *least) {
            best = Some((off, count, of));
        }
        match count.cmp(&wanted) {
            std::cmp::Ordering::Less => low = resolution,
            std::cmp::Ordering::Greater => high = resolution,
            std::cmp::Ordering::Equal => break,
        }
        if stopped() {
            break;
        }
    }
    let (count, of) = best.map_or((0, Vec::new()), |(_, count, of)| (count, of));
    let mut groups = vec![Vec::new(); count];
    for (unit, community) in of.into_iter().enumerate() {
        groups[community].push(unit as u32);
    }
    groups
}
