//! Parts of a large plan, solved as tasks of their own.
//!
//! ```text
//! cut the plan into windows of neighbouring groups
//! for a few of them a round, side by side:
//!     bounds and plans by column generation, until the window's own best is proven or its share of work is done
//! when all windows are done, cut the plan into others
//! ```
//!
//! A window has whole towns in it, so that it can change how many groups each of them has, which annealing hardly does.

use super::parts::put;
use super::{CHOOSE, Primal};
use crate::engine::columns::Bounding;
use crate::engine::partition::{Group, Partition};
use crate::engine::random::Stream;
use crate::engine::regions::regions;
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;
use std::ops::RangeInclusive;

/// The fewest and the most groups of a window.
const GROUPS: RangeInclusive<usize> = 14..=22;
/// Windows that are solved in a round.
const SIDE_BY_SIDE: usize = 4;
/// Steps of the work on one window.
const STEPS: usize = 30;
/// The bytes that the list of one window may take.
const MEMORY: u64 = 100_000_000;

impl Primal<'_> {
    /// Solves the next windows; returns whether the plan is better.
    pub(super) fn windows(&mut self, round: u64, stopped: Stopped<'_>) -> bool {
        let Some(mut best) = self.best.take() else {
            return false;
        };
        if self.windows.is_empty() {
            let random = &mut Stream::new(self.seed, &[CHOOSE, round]);
            let units = |group: &u32| best.groups()[*group as usize].units.iter().copied();
            let env = |name: &str, or: usize| {
                std::env::var(name)
                    .ok()
                    .and_then(|x| x.parse().ok())
                    .unwrap_or(or)
            };
            let size = env("WINLO", *GROUPS.start())..=env("WINHI", *GROUPS.end());
            let windows = regions(&best, size, random);
            if std::env::var_os("TRACE").is_some() {
                eprintln!("sweep round {round} plan {}", best.cost());
            }
            let windows = windows.iter().filter(|window| window.len() > 1);
            self.windows = windows
                .map(|window| window.iter().flat_map(units).collect())
                .collect();
        }
        let rest = self.windows.len().saturating_sub(SIDE_BY_SIDE);
        // Windows share no group, so that those solved before have left these as they were.
        let chosen: Vec<Vec<u32>> = self.windows.drain(rest..).collect();
        let groups = |units: &Vec<u32>| {
            let mut groups: Vec<u32> = units.iter().map(|&unit| best.group_of(unit)).collect();
            groups.sort_unstable();
            groups.dedup();
            groups
        };
        let chosen: Vec<Vec<u32>> = chosen.iter().map(groups).collect();
        let before = best.rank();
        let found = self.side_by_side(&best, &chosen, [round, 0], |share, _| solved(share, stopped));
        for groups in found {
            self.remember(&groups);
            put(&mut best, groups);
        }
        let improved = best.rank() < before;
        self.best = Some(best);
        improved
    }
}

/// The groups of a better plan of this window.
fn solved(share: &Partition<'_>, stopped: Stopped<'_>) -> Option<Vec<Group>> {
    let instance = share.instance();
    let before = share.rank();
    let mut primal = Primal::new(instance, 0).ok()?;
    primal.take(share.clone());
    let mut bounding = Bounding::new(instance, primal.drain_groups(), MEMORY);
    for _ in 0..STEPS {
        let cost = primal
            .best()
            .filter(|best| best.violation() == 0)
            .map(Partition::cost);
        if bounding.is_done() || bounding.bound() >= cost || stopped() {
            break;
        }
        for groups in bounding.step(cost, &mut Record::new(0), stopped) {
            primal.complete(groups, stopped);
        }
    }
    let best = primal.best()?;
    if std::env::var_os("TRACE").is_some() {
        eprintln!(
            "  window {} groups {} units: {} -> {} bound {:?} done {}",
            share.groups().len(),
            instance.len(),
            before.1,
            best.rank().1,
            bounding.bound(),
            bounding.is_done()
        );
    }
    (best.rank() < before).then(|| best.groups().to_vec())
}
