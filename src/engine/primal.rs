//! The search for plans, round by round, so that others can drive it between their own work.
//!
//! ```text
//! round 0      grow groups from random seeds; anneal all of it
//! round r      choose regions of neighbouring groups, apart from each other
//!              anneal each region anew from where it stands, side by side
//!              in rounds 1, 4, 16, 64 ... also make a whole fresh plan, with more steps than the first
//!              keep what is better; polish what changed
//! ```
//!
//! Which regions a round chooses and every number that it draws follow from the seed and the number of the round alone,
//! so that threads change nothing.

use super::anneal::{Cooling, anneal};
use super::feasible::{Component, Infeasible, components, counts};
use super::heat_bath::HeatBath;
use super::instance::Instance;
use super::partition::{Group, Partition};
use super::polish::polish;
use super::random::Stream;
use super::region::Region;
use super::regions::regions;
use super::repartition::Repartition;
use super::start::grow;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Heat-bath steps for each unit in a first plan or a region.
const STEPS: u64 = 60;
/// Instances of at most so many units are also solved exactly.
const EXACT: usize = 14;

/// The numbers of the streams of random numbers.
const FIRST: u64 = 0;
const CHOOSE: u64 = 1;
const ANNEAL: u64 = 2;
const FRESH: u64 = 3;

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
        let plan = self.fresh(1, &mut Stream::new(self.seed, &[FIRST]), stopped);
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
        let mut tasks: Vec<Option<Vec<u32>>> = regions(&best, &mut Stream::new(self.seed, &[CHOOSE, round]))
            .into_iter()
            .map(Some)
            .collect();
        if wants_fresh(round) {
            tasks.push(None);
        }
        // Collected in the order of the tasks, whichever thread did them.
        let done: Vec<Done<'a>> = tasks
            .into_par_iter()
            .enumerate()
            .map(|(number, task)| match task {
                Some(groups) => {
                    let random = Stream::new(self.seed, &[ANNEAL, round, number as u64]);
                    let new = self.region(&best, &groups, number == 0, random, stopped);
                    Done::Region { groups, new }
                }
                None => {
                    let random = &mut Stream::new(self.seed, &[FRESH, round]);
                    let mut fresh = self.fresh(fresh_effort(round), random, stopped);
                    let all = 0..fresh.groups().len() as u32;
                    polish(&mut fresh, all, &mut Repartition::new(), stopped);
                    Done::Fresh(fresh)
                }
            })
            .collect();
        let mut changed: Vec<u32> = Vec::new();
        let mut fresh = None;
        // Closing a group renumbers the last one; with the number of groups free only the first region changes it,
        // so that it must come last.
        for done in done.into_iter().rev() {
            match done {
                Done::Region {
                    groups,
                    new: Some(new),
                } => {
                    self.remember(&new);
                    best.replace(&groups, new);
                    changed.extend(groups);
                }
                Done::Region { new: None, .. } => {}
                Done::Fresh(plan) => fresh = Some(plan),
            }
        }
        if round == 1 {
            changed = (0..best.groups().len() as u32).collect();
        }
        changed.retain(|&group| (group as usize) < best.groups().len());
        polish(
            &mut best,
            changed.iter().copied(),
            &mut Repartition::new(),
            stopped,
        );
        if best.rank() < before {
            self.remember(best.groups());
        }
        self.best = Some(best);
        if let Some(fresh) = fresh {
            self.take(fresh);
        }
        self.best.as_ref().is_some_and(|best| best.rank() < before)
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

    /// A whole plan from nothing.
    fn fresh(&self, effort: u64, random: &mut Stream, stopped: Stopped<'_>) -> Partition<'a> {
        let units: Vec<Vec<u32>> = self.parts.iter().map(|part| part.units.clone()).collect();
        let counts = counts(self.instance, &self.parts);
        let mut partition = grow(self.instance, &units, &counts, random);
        let mut bath = HeatBath::new();
        let mut run = |mut partition: Partition<'a>, cooling: Cooling| {
            let best = anneal(&mut partition, cooling, random, &mut bath, stopped);
            Partition::of_groups(self.instance, best)
        };
        // A short cold run first: it shows what plans cost here, which sets the scale of the temperature.
        let steps = self.instance.len() as u64 * STEPS;
        let mut cold = Cooling::of(&partition, steps / 6, 1, 1000);
        cold.lenient = cold.strict;
        partition = run(partition, cold);
        let cooling = Cooling::of(&partition, steps * effort, 1, 1);
        run(partition, cooling)
    }

    /// Anneals a region anew; its new groups where they are better. Only one region of a round may change the number of
    /// groups, or two could together leave the range.
    fn region(
        &self,
        best: &Partition<'a>,
        groups: &[u32],
        free: bool,
        mut random: Stream,
        stopped: Stopped<'_>,
    ) -> Option<Vec<Group>> {
        let units: Vec<u32> = groups
            .iter()
            .flat_map(|&g| best.groups()[g as usize].units.iter().copied())
            .collect();
        let (least, most) = self.instance.groups();
        let others = best.groups().len() - groups.len();
        let (least, most) = match free {
            true => (
                least.saturating_sub(others).max(1),
                most.saturating_sub(others).min(units.len()),
            ),
            false => (groups.len(), groups.len()),
        };
        let region = Region::new(self.instance, units, least, most).ok()?;
        let mut share = region.share(best)?;
        let before = share.rank();
        let warmth = [(1, 10), (3, 10), (1, 1)][random.index(3)];
        let steps = region.instance().len() as u64 * STEPS;
        let cooling = Cooling::of(&share, steps, warmth.0, warmth.1);
        let found = anneal(&mut share, cooling, &mut random, &mut HeatBath::new(), stopped);
        let found = Partition::of_groups(region.instance(), found);
        (found.rank() < before).then(|| region.to_whole(found.groups()))
    }

    fn remember(&mut self, groups: &[Group]) {
        let allowed = groups.iter().filter(|group| group.value.violation == 0);
        self.met.extend(allowed.map(|group| group.units.clone()));
    }
}

enum Done<'a> {
    Region {
        groups: Vec<u32>,
        new: Option<Vec<Group>>,
    },
    Fresh(Partition<'a>),
}

/// Whether a round also makes a fresh plan: rounds 1, 4, 16, 64 ...
fn wants_fresh(round: u64) -> bool {
    round.is_power_of_two() && round.trailing_zeros().is_multiple_of(2)
}

/// How many times the steps of the first plan a fresh one gets. Long runs early decide how many groups each town has, which
/// regions can hardly mend; later ones take about as long as the regions since the one before.
fn fresh_effort(round: u64) -> u64 {
    (round / 2).max(4)
}
