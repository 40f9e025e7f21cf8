//! The search for plans, round by round, so that others can drive it between their own work.
//!
//! ```text
//! round 0      halve the units into groups; anneal them a little; mend what lies outside its band
//! round 1, 4, 16, 64 ...   (where there are not too many units)
//!              a fresh plan with many more steps, in sweeps of windows side by side
//! other rounds cut the best plan into regions of neighbouring groups
//!              anneal each anew from where it stands, side by side, and polish it
//!              keep what is better
//! ```
//!
//! Which regions a round chooses and every number that it draws follow from the seed and the number of the round alone,
//! so that threads change nothing.

use super::anneal::{Cooling, anneal, cool};
use super::feasible::{Component, Infeasible, components, counts};
use super::heat_bath::HeatBath;
use super::instance::Instance;
use super::partition::{Group, Partition};
use super::polish::polish;
use super::random::Stream;
use super::region::Region;
use super::regions::{around, regions};
use super::repartition::Repartition;
use super::start::grow;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Heat-bath steps for each unit of the first plan.
const QUICK: u64 = 6;
/// Heat-bath steps for each unit of a region.
const STEPS: u64 = 60;
/// Instances of at most so many units are also solved exactly.
const EXACT: usize = 14;
/// Fresh plans are made of at most so many units: in a larger instance what is far away does not matter.
const FRESH: usize = 2_000;
/// A fresh plan cools in so many sweeps, each with other windows.
const SWEEPS: u64 = 24;
/// The fewest and the most groups of a window.
const WINDOW: RangeInclusive<usize> = 12..=24;
/// The fewest and the most groups of a region.
const REGION: RangeInclusive<usize> = 5..=30;
/// The most regions in a round, so that rounds stay short in large instances.
const REGIONS: usize = 256;
/// The first plan is mended at most so many times.
const MENDS: u64 = 40;

/// The numbers of the streams of random numbers.
const START: u64 = 0;
const CHOOSE: u64 = 1;
const ANNEAL: u64 = 2;

/// Asked whether to end at once.
pub(crate) type Stopped<'s> = &'s (dyn Fn() -> bool + Sync);

/// A search for plans and the best that it has.
pub(crate) struct Primal<'a> {
    instance: &'a Instance,
    parts: Vec<Component>,
    seed: u64,
    /// How many rounds were begun.
    rounds: u64,
    best: Option<Partition<'a>>,
    /// Allowed groups of good plans, each once, until they are fetched.
    met: BTreeSet<Vec<u32>>,
}

impl<'a> Primal<'a> {
    /// A search that has not begun. The cost is that of the proofs of [`components`].
    ///
    /// # Errors
    /// [`Infeasible`] where it is proven quickly that there is no plan.
    pub(crate) fn new(instance: &'a Instance, seed: u64) -> Result<Self, Infeasible> {
        Ok(Self {
            instance,
            parts: components(instance)?,
            seed,
            rounds: 0,
            best: None,
            met: BTreeSet::new(),
        })
    }

    /// The best plan so far, by [`Partition::rank`]: it may lie outside its bands. `None` before the search has begun.
    pub(crate) fn best(&self) -> Option<&Partition<'a>> {
        self.best.as_ref()
    }

    /// Takes a plan made elsewhere; it is kept where it is better than the best so far.
    pub(crate) fn take(&mut self, plan: Partition<'a>) -> bool {
        self.remember(plan.groups());
        let better = self.best.as_ref().is_none_or(|best| plan.rank() < best.rank());
        if better {
            self.best = Some(plan);
        }
        better
    }

    /// The allowed groups, units ascending, of the plans and regions that were kept, and of every fresh plan, since this was
    /// asked last; each once, in ascending order.
    pub(crate) fn drain_groups(&mut self) -> Vec<Vec<u32>> {
        std::mem::take(&mut self.met).into_iter().collect()
    }

    /// Round 0: a first plan of everything, kept unless a better one was taken before.
    pub(crate) fn begin(&mut self, stopped: Stopped<'_>) {
        self.rounds += 1;
        let mut plan = self.start(0);
        // A run from a tenth of what a group costs, strict from the beginning: quickly inside the bands, if not good.
        let steps = self.instance.len() as u64 * QUICK;
        let mut cooling = Cooling::of(&plan, steps, 1, 10);
        cooling.lenient = cooling.strict;
        self.sweep(&mut plan, cooling, [0, 0], stopped);
        for attempt in 1..=MENDS {
            if plan.violation() == 0 || stopped() {
                break;
            }
            self.mend(&mut plan, attempt, stopped);
        }
        self.take(plan);
    }

    /// The next round; returns whether it found a better plan. The first call begins.
    pub(crate) fn round(&mut self, stopped: Stopped<'_>) -> bool {
        let Some(mut best) = self.best.take().filter(|_| self.rounds > 0) else {
            self.begin(stopped);
            return true;
        };
        let round = self.rounds;
        self.rounds += 1;
        let before = best.rank();
        if self.instance.len() <= FRESH && wants_fresh(round) {
            self.best = Some(best);
            let fresh = self.fresh(round, stopped);
            return self.take(fresh);
        }
        let mut random = Stream::new(self.seed, &[CHOOSE, round]);
        let mut chosen = regions(&best, REGION, &mut random);
        chosen.truncate(REGIONS);
        let found = self.side_by_side(&best, &chosen, [round, 0], |share, random| {
            let (hot, of) = [(1, 10), (3, 10), (1, 1)][random.index(3)];
            let cooling = Cooling::of(share, STEPS * share.instance().len() as u64, hot, of);
            better(share, cooling, random, stopped)
        });
        for groups in found {
            self.remember(&groups);
            put(&mut best, groups);
        }
        let improved = best.rank() < before;
        self.best = Some(best);
        improved
    }

    /// Solves a small instance exactly, with the best plan so far as a ceiling; returns whether it was small enough.
    ///
    /// # Errors
    /// [`Infeasible::Exhausted`] where all divisions were tried in vain.
    pub(crate) fn exact(&mut self) -> Result<bool, Infeasible> {
        let instance = self.instance;
        if instance.len() > EXACT {
            return Ok(false);
        }
        let units: Vec<u32> = (0..instance.len() as u32).collect();
        let (least, most) = instance.groups();
        let allowed = self.best.as_ref().filter(|best| best.violation() == 0);
        let below = allowed.map_or(i64::MAX / 4, Partition::cost);
        let found = Repartition::new().solve(instance, &units, least..=most, below);
        if found.is_none() && allowed.is_none() {
            return Err(Infeasible::Exhausted {
                units: units.len(),
                least,
                most,
            });
        }
        if let Some(groups) = found {
            self.take(Partition::of_groups(instance, groups));
        }
        Ok(true)
    }

    /// Groups that are about as heavy as they should be.
    fn start(&self, round: u64) -> Partition<'a> {
        let units: Vec<Vec<u32>> = self.parts.iter().map(|part| part.units.clone()).collect();
        let counts = counts(self.instance, &self.parts);
        grow(
            self.instance,
            &units,
            &counts,
            &mut Stream::new(self.seed, &[START, round]),
        )
    }

    /// A whole plan from nothing.
    fn fresh(&self, round: u64, stopped: Stopped<'_>) -> Partition<'a> {
        let mut plan = self.start(round);
        let steps = self.instance.len() as u64 * STEPS;
        // A short cold run first: it shows what plans cost here, which sets the scale of the temperature.
        let mut cold = Cooling::of(&plan, steps / 6, 1, 1000);
        cold.lenient = cold.strict;
        self.sweep(&mut plan, cold, [round, 0], stopped);
        let cooling = Cooling::of(&plan, steps * fresh_effort(round), 1, 1);
        for (piece, number) in cooling.pieces(SWEEPS).into_iter().zip(1..) {
            self.sweep(&mut plan, piece, [round, number], stopped);
        }
        let all = 0..plan.groups().len() as u32;
        polish(&mut plan, all, &mut Repartition::new(), stopped);
        plan
    }

    /// Anneals everything, window by window, side by side.
    fn sweep(&self, plan: &mut Partition<'a>, cooling: Cooling, number: [u64; 2], stopped: Stopped<'_>) {
        let mut random = Stream::new(self.seed, &[CHOOSE, number[0], number[1]]);
        let windows = regions(plan, WINDOW, &mut random);
        let found = self.side_by_side(plan, &windows, number, |share, random| {
            let cooling = cooling.share(share.instance().len(), self.instance.len());
            cool(share, cooling, random, &mut HeatBath::new(), stopped, |_| {});
            Some(share.groups().to_vec())
        });
        for groups in found {
            put(plan, groups);
        }
    }

    /// Anneals the surroundings of the groups that lie outside their bands, from warm, and keeps what is better.
    fn mend(&self, plan: &mut Partition<'a>, attempt: u64, stopped: Stopped<'_>) {
        let mut taken = vec![false; plan.groups().len()];
        let bad = plan
            .groups()
            .iter()
            .zip(0..)
            .filter(|(group, _)| group.value.violation > 0);
        let bad: Vec<u32> = bad.map(|(_, number)| number).collect();
        // Wider and longer with every attempt.
        let size = 4 + attempt as usize;
        let mut chosen = Vec::new();
        for group in bad {
            if !taken[group as usize] {
                chosen.push(around(plan, group, size, &mut taken));
            }
        }
        let found = self.side_by_side(plan, &chosen, [0, attempt], |share, random| {
            let steps = STEPS * share.instance().len() as u64;
            let mut cooling = Cooling::of(share, steps, 3, 10);
            cooling.lenient = cooling.strict;
            better(share, cooling, random, stopped)
        });
        for groups in found {
            put(plan, groups);
        }
    }

    /// Does the same work on parts of a plan that share no group; returns the new groups of those that have any, in the order
    /// of the parts, whichever thread did them.
    fn side_by_side(
        &self,
        plan: &Partition<'a>,
        parts: &[Vec<u32>],
        number: [u64; 2],
        work: impl Fn(&mut Partition<'_>, &mut Stream) -> Option<Vec<Group>> + Sync,
    ) -> Vec<Vec<Group>> {
        let (least, most) = plan.instance().groups();
        let count = plan.groups().len();
        let (fewer, more) = (count.saturating_sub(least), most.saturating_sub(count));
        // What the number of groups may fall or rise by is shared out, so that all together stay in the range.
        let share = |room: usize, place: usize| room * (place + 1) / parts.len() - room * place / parts.len();
        let one = |(place, part): (usize, &Vec<u32>)| {
            let groups = part.iter().map(|&g| &plan.groups()[g as usize]);
            let units: Vec<u32> = groups.flat_map(|group| group.units.iter().copied()).collect();
            let fewest = part.len().saturating_sub(share(fewer, place)).max(1);
            let greatest = (part.len() + share(more, place)).min(units.len());
            let region = Region::new(plan.instance(), units, fewest, greatest).ok()?;
            let mut random = Stream::new(self.seed, &[ANNEAL, number[0], number[1], place as u64]);
            let groups = work(&mut region.share(plan)?, &mut random)?;
            Some(region.to_whole(&groups))
        };
        let found: Vec<Option<Vec<Group>>> = parts.par_iter().enumerate().map(one).collect();
        found.into_iter().flatten().collect()
    }

    fn remember(&mut self, groups: &[Group]) {
        let allowed = groups.iter().filter(|group| group.value.violation == 0);
        self.met.extend(allowed.map(|group| group.units.clone()));
    }
}

/// Anneals and polishes a region; its new groups where they are better.
fn better(
    region: &mut Partition<'_>,
    cooling: Cooling,
    random: &mut Stream,
    stopped: Stopped<'_>,
) -> Option<Vec<Group>> {
    let before = region.rank();
    let groups = anneal(region, cooling, random, &mut HeatBath::new(), stopped);
    let mut found = Partition::of_groups(region.instance(), groups);
    let all = 0..found.groups().len() as u32;
    polish(&mut found, all, &mut Repartition::new(), stopped);
    (found.rank() < before).then(|| found.groups().to_vec())
}

/// Puts groups in the place of those that held their units.
fn put(plan: &mut Partition<'_>, groups: Vec<Group>) {
    let units = groups.iter().flat_map(|group| &group.units);
    let mut old: Vec<u32> = units.map(|&unit| plan.group_of(unit)).collect();
    old.sort_unstable();
    old.dedup();
    plan.replace(&old, groups);
}

/// Whether a round makes a fresh plan: rounds 1, 4, 16, 64 ...
fn wants_fresh(round: u64) -> bool {
    round.is_power_of_two() && round.trailing_zeros().is_multiple_of(2)
}

/// How many times the steps of the first plan a fresh one gets. Long runs early decide how many groups each town has, which
/// regions can hardly mend; later ones take about as long as the regions since the one before.
fn fresh_effort(round: u64) -> u64 {
    (round / 2).max(4)
}
