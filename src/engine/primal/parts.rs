//! Work on parts of a plan, side by side.

use super::{ANNEAL, CHOOSE, MENDS, Primal, steps};
use crate::engine::anneal::{Cooling, anneal, cool};
use crate::engine::heat_bath::HeatBath;
use crate::engine::partition::{Group, Partition};
use crate::engine::polish::polish;
use crate::engine::random::Stream;
use crate::engine::region::Region;
use crate::engine::regions::{around, regions};
use crate::engine::repartition::Repartition;
use crate::engine::start::grow;
use crate::engine::stop::Stopped;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::ops::RangeInclusive;

/// The fewest and the most groups of a window of the first plan.
const WINDOW: RangeInclusive<usize> = 12..=24;

/// A plan is mended at most so many times without a change of the number of groups: what was not mended then hardly ever is.
const KEPT: u64 = 20;

/// What work on a part came to.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) groups: Vec<Group>,
    /// Whether they come in the place of those that were there.
    pub(super) keep: bool,
}

/// Whether work on parts may change how many groups there are, where the instance allows more than one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    Free,
    Kept,
}

impl<'a> Primal<'a> {
    /// Anneals everything, window by window, side by side.
    pub(super) fn sweep(&self, plan: &mut Partition<'a>, cooling: Cooling, stopped: Stopped<'_>) {
        let windows = regions(plan, WINDOW, &mut Stream::new(self.seed, &[CHOOSE, 0]));
        let found = self.side_by_side(plan, &windows, [0, 0], Number::Free, |share, random| {
            let cooling = cooling.share(share.instance().len(), self.instance.len());
            cool(share, cooling, random, &mut HeatBath::new(), stopped, |_| {});
            Some(Found {
                groups: share.groups().to_vec(),
                keep: true,
            })
        });
        for groups in found {
            put(plan, groups);
        }
    }

    /// Mends a plan until every group lies inside its bands, or enough was tried.
    pub(super) fn mend_all(&self, plan: &mut Partition<'a>, stopped: Stopped<'_>) {
        self.mend_some(plan, 1..=MENDS, Number::Free, stopped);
    }

    /// The same with as many groups as there are; where that is in vain, with more or fewer.
    pub(super) fn mend_as_many(&self, plan: &mut Partition<'a>, stopped: Stopped<'_>) {
        if self.instance.is_free() {
            self.mend_some(plan, 1..=KEPT, Number::Kept, stopped);
        }
        self.mend_all(plan, stopped);
    }

    fn mend_some(
        &self,
        plan: &mut Partition<'a>,
        attempts: RangeInclusive<u64>,
        number: Number,
        stopped: Stopped<'_>,
    ) {
        for attempt in attempts {
            if plan.violation() == 0 || stopped() {
                break;
            }
            self.mend(plan, attempt, number, stopped);
        }
    }

    /// Anneals the surroundings of the groups that lie outside their bands, from warm, and keeps what is better.
    pub(super) fn mend(&self, plan: &mut Partition<'a>, attempt: u64, number: Number, stopped: Stopped<'_>) {
        let mut taken = vec![false; plan.groups().len()];
        let bad = plan
            .groups()
            .iter()
            .zip(0..)
            .filter(|(group, _)| group.value.violation > 0);
        let bad: Vec<u32> = bad.map(|(_, number)| number).collect();
        // Wider with every attempt, and hot enough every other time to change how many groups a town has.
        let size = 4 + (attempt as usize).min(56);
        let (hot, of) = [(3, 10), (1, 1)][attempt as usize % 2];
        let mut chosen = Vec::new();
        for group in bad {
            if !taken[group as usize] {
                chosen.push(around(plan, group, size, &mut taken));
            }
        }
        let found = self.side_by_side(plan, &chosen, [0, attempt], number, |share, random| {
            let cooling = Cooling::of(share, steps(share.instance()), hot, of);
            Some(better(share, cooling.strict_throughout(), random, stopped))
        });
        for groups in found {
            put(plan, groups);
        }
    }

    /// Does the same work on parts of a plan that share no group; returns the new groups of those that have any, in the order
    /// of the parts, whichever thread did them.
    pub(super) fn side_by_side(
        &self,
        plan: &Partition<'a>,
        parts: &[Vec<u32>],
        stream: [u64; 2],
        number: Number,
        work: impl Fn(&mut Partition<'_>, &mut Stream) -> Option<Found> + Sync,
    ) -> Vec<Vec<Group>> {
        let (least, most) = plan.instance().groups();
        let count = plan.groups().len();
        let (fewer, more) = match number {
            Number::Free => (count.saturating_sub(least), most.saturating_sub(count)),
            Number::Kept => (0, 0),
        };
        // What the number of groups may fall or rise by is shared out, so that all together stay in the range.
        let share = |room: usize, place: usize| room * (place + 1) / parts.len() - room * place / parts.len();
        let one = |(place, part): (usize, &Vec<u32>)| {
            let groups = part.iter().map(|&g| &plan.groups()[g as usize]);
            let units: Vec<u32> = groups.flat_map(|group| group.units.iter().copied()).collect();
            let fewest = part.len().saturating_sub(share(fewer, place)).max(1);
            let greatest = (part.len() + share(more, place)).min(units.len());
            let region = Region::new(plan.instance(), units, fewest, greatest).ok()?;
            let mut random = Stream::new(self.seed, &[ANNEAL, stream[0], stream[1], place as u64]);
            let found = work(&mut region.share(plan)?, &mut random)?;
            let groups = region.to_whole(&found.groups);
            self.note_tried(&groups);
            found.keep.then_some(groups)
        };
        // The largest are begun first, so that no thread is left with one when the others are done.
        let mut queue: Vec<(usize, &Vec<u32>)> = parts.iter().enumerate().collect();
        queue.sort_by_key(|(_, part)| Reverse(part.len()));
        let found = queue.into_iter().par_bridge().map(|part| (part.0, one(part)));
        let mut found: Vec<(usize, Option<Vec<Group>>)> = found.collect();
        found.sort_unstable_by_key(|&(place, _)| place);
        found.into_iter().filter_map(|(_, groups)| groups).collect()
    }
}

/// Anneals and polishes a region; its new groups are kept where they are better.
pub(super) fn better(
    region: &mut Partition<'_>,
    cooling: Cooling,
    random: &mut Stream,
    stopped: Stopped<'_>,
) -> Found {
    let before = region.rank();
    let groups = anneal(region, cooling, random, &mut HeatBath::new(), stopped);
    let mut found = Partition::of_groups(region.instance(), groups);
    let all = 0..found.groups().len() as u32;
    polish(&mut found, all, &mut Repartition::new(), stopped);
    Found {
        keep: found.rank() < before,
        groups: found.groups().to_vec(),
    }
}

/// Divides a region anew into one group more or one fewer; its new groups are kept where they are better. Merging and splitting hardly ever does
/// that: where five groups could be four, no two of them fit into one.
pub(super) fn recounted(region: &Partition<'_>, random: &mut Stream, stopped: Stopped<'_>) -> Option<Found> {
    let (instance, count) = (region.instance(), region.groups().len());
    let (least, most) = instance.groups();
    let counts = [count - 1, count + 1].into_iter();
    let counts: Vec<usize> = counts.filter(|count| (least..=most).contains(count)).collect();
    let count = *counts.get(random.index(counts.len().max(1)))?;
    let units = (0..instance.len() as u32).collect();
    let mut fresh = grow(instance, &[units], &[count], random);
    let cooling = Cooling::of(region, steps(instance), 3, 10).strict_throughout();
    let sum = |groups: &[Group], of: fn(&Group) -> i64| groups.iter().map(of).sum::<i64>();
    let rank = |groups: &[Group]| (sum(groups, |g| g.value.violation), sum(groups, |g| g.value.cost));
    let found = better(&mut fresh, cooling, random, stopped);
    Some(Found {
        keep: rank(&found.groups) < region.rank(),
        ..found
    })
}

/// Puts groups in the place of those that held their units.
pub(super) fn put(plan: &mut Partition<'_>, groups: Vec<Group>) {
    let units = groups.iter().flat_map(|group| &group.units);
    let mut old: Vec<u32> = units.map(|&unit| plan.group_of(unit)).collect();
    old.sort_unstable();
    old.dedup();
    plan.replace(&old, groups);
}
