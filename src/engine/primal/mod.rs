//! The search for plans, round by round, so that others can drive it between their own work.
//!
//! ```text
//! round 0      halve the units into groups; anneal them a little; mend what lies outside its band
//!              (with a plan to start from: mend that, and only where it cannot be mended begin anew)
//! round 1, 4, 16, 64 ...   (where there are not too many units, and until a plan that was made of prices is the best)
//!              fresh plans with many more steps, side by side; keep the best if it is better
//! every other round, in a large plan that was made of prices
//!              solve some windows of it as tasks of their own
//!              (in the rounds between anneal all regions, time after time)
//! other rounds cut the best plan into regions of neighbouring groups
//!              anneal each anew from where it stands, side by side, and polish it
//!              (where the number of groups is free: in every other round most of them from nothing, with one group more or fewer, and in
//!              those between the best plan with another number of groups)
//!              keep what is better
//! ```
//!
//! Which regions a round chooses and every number that it draws follow from the seed and the number of the round alone,
//! so that threads change nothing.

mod complete;
mod fresh;
mod kept;
mod parts;
mod saved;
#[cfg(test)]
mod tests;
mod windows;

use super::anneal::Cooling;
use super::feasible::{Component, Infeasible, components};
use super::instance::{Instance, SPARSE};
use super::partition::Partition;
use super::random::Stream;
use super::regions::regions;
use super::repartition::Repartition;
use super::stop::Stopped;
use fresh::{REPLICAS, wants_fresh};
use parts::{Number, better, put, recounted};
pub(crate) use saved::SavedPrimal;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Mutex;
pub(crate) use windows::solve_window;

/// Heat-bath steps for each unit of the first plan.
const QUICK: u64 = 6;
/// Heat-bath steps for each unit of a region.
const STEPS: u64 = 60;
/// Instances of at most so many units are also solved exactly.
const EXACT: usize = 14;
/// Fresh plans are made of at most so many units: in a larger instance what is far away does not matter.
const FRESH: usize = 2_000;
/// The fewest and the most groups of a region.
const REGION: RangeInclusive<usize> = 5..=30;
/// The most regions in a round, so that rounds stay short in large instances.
const REGIONS: usize = 48;
/// The first plan is mended at most so many times.
const MENDS: u64 = 40;

/// The numbers of the streams of random numbers.
const START: u64 = 0;
const CHOOSE: u64 = 1;
const ANNEAL: u64 = 2;

/// Where there are more edges than in a sparse instance, a step looks at more divisions than some hundred: at most at so many times more.
const DENSE: usize = 8;

/// Heat-bath steps for a region: fewer where each has to look at more divisions, so that a round takes about as long.
fn steps(region: &Instance) -> u64 {
    let units = region.len();
    let edges = 2 * region.file().edges.len() / units.max(1);
    let times = (edges / SPARSE).clamp(1, DENSE) as u64;
    STEPS * units as u64 / times
}

/// A search for plans and the best that it has.
#[derive(Debug)]
pub(crate) struct Primal<'a> {
    instance: &'a Instance,
    parts: Vec<Component>,
    seed: u64,
    /// How many rounds were begun.
    rounds: u64,
    /// How many of them since there was a better plan.
    idle: u64,
    best: Option<Partition<'a>>,
    /// The best plan with another number of groups: moves hardly ever lead from the one to the other.
    rival: Option<Partition<'a>>,
    /// Allowed groups of good plans, each once, until they are fetched.
    met: BTreeSet<Vec<u32>>,
    /// The allowed groups of everything that was tried, kept or not, until they are fetched; a set is the same whoever adds to it first.
    tried: Mutex<BTreeSet<Vec<u32>>>,
    /// Whether windows of a large plan are solved in every other round: once it was made of prices.
    by_windows: bool,
    /// Whether a plan that was made of prices was the best of its time: what is made from nothing no longer comes near.
    of_prices: bool,
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
            idle: 0,
            best: None,
            rival: None,
            met: BTreeSet::new(),
            tried: Mutex::default(),
            by_windows: false,
            of_prices: false,
        })
    }

    /// The best plan so far, by [`Partition::rank`]: it may lie outside its bands. `None` before the search has begun.
    pub(crate) fn best(&self) -> Option<&Partition<'a>> {
        self.best.as_ref()
    }

    /// Round 0: a first plan of everything; returns whether it was kept, as it is unless a better one was taken before.
    pub(crate) fn begin(&mut self, stopped: Stopped<'_>) -> bool {
        self.rounds += 1;
        let mut plan = self.start([0, 0]);
        // A run from a tenth of what a group costs, strict from the beginning: quickly inside the bands, if not good.
        let steps = self.instance.len() as u64 * QUICK;
        let cooling = Cooling::of(&plan, steps, 1, 10).strict_throughout();
        self.sweep(&mut plan, cooling, stopped);
        self.mend_all(&mut plan, stopped);
        self.take(plan)
    }

    /// Round 0 from a plan made elsewhere: what lies outside its bands is mended, region by region, so that all the rest stays as it
    /// is; where that is not enough, a first plan of everything is made beside it. Returns whether there is a better plan.
    pub(crate) fn begin_from(&mut self, mut plan: Partition<'a>, stopped: Stopped<'_>) -> bool {
        let before = plan.rank();
        self.mend_all(&mut plan, stopped);
        let (mended, allowed) = (plan.rank() < before, plan.violation() == 0);
        self.take(plan);
        if !allowed {
            return self.begin(stopped) | mended;
        }
        self.rounds += 1;
        mended
    }

    /// The best plan with another number of groups than the best.
    pub(crate) fn rival(&self) -> Option<&Partition<'a>> {
        self.rival.as_ref()
    }

    /// Whether the next round makes fresh plans, which takes longer than other rounds.
    pub(crate) fn makes_fresh(&self) -> bool {
        self.makes_fresh_in(self.rounds)
    }

    /// Whether the next round has long work for every thread: what is begun beside it would hold some of it up.
    pub(crate) fn fills_threads(&self) -> bool {
        self.makes_fresh() && rayon::current_num_threads() as u64 <= REPLICAS
    }

    fn makes_fresh_in(&self, round: u64) -> bool {
        self.instance.len() <= FRESH && wants_fresh(round) && !self.of_prices
    }

    /// A plan that is made of prices comes next: nothing is made from nothing any more.
    pub(crate) fn expect_prices(&mut self) {
        self.of_prices = true;
    }

    /// How many rounds were begun since there was a better plan.
    pub(crate) fn idle(&self) -> u64 {
        self.idle
    }

    /// The next round; returns whether it found a better plan. The first call begins.
    pub(crate) fn round(&mut self, stopped: Stopped<'_>) -> bool {
        self.idle = self.idle.saturating_add(1);
        let improved = self.go_on(stopped);
        if improved {
            self.idle = 0;
        }
        improved
    }

    fn go_on(&mut self, stopped: Stopped<'_>) -> bool {
        if self.rounds == 0 {
            return self.begin(stopped);
        }
        let round = self.rounds;
        self.rounds += 1;
        if self.by_windows && round.is_multiple_of(2) {
            return self.windows(round, stopped);
        }
        if self.makes_fresh_in(round) {
            let fresh = self.fresh(round, stopped);
            return fresh.is_some_and(|fresh| self.take(fresh));
        }
        let rival = self.rival.as_ref().filter(|_| !round.is_multiple_of(2));
        let Some(plan) = rival.or(self.best.as_ref()) else {
            return false;
        };
        let (before, mut plan) = (plan.rank(), plan.clone());
        if plan.violation() > 0 {
            self.mend(&mut plan, MENDS + round, Number::Free, stopped);
        }
        // Every other round the number of groups stays as it is, so that plans become good that have the right one already.
        let groups = match round.is_multiple_of(2) {
            true => Number::Free,
            false => Number::Kept,
        };
        match self.by_windows {
            true => self.anneal_all(&mut plan, [round, 0], groups, stopped),
            false => self.anneal_regions(&mut plan, ([round, 0], REGIONS), groups, stopped),
        }
        plan.rank() < before && self.take(plan)
    }

    /// Cuts a plan into regions and anneals so many of them anew, side by side; what is better is kept.
    fn anneal_regions(
        &self,
        plan: &mut Partition<'a>,
        (number, count): ([u64; 2], usize),
        groups: Number,
        stopped: Stopped<'_>,
    ) {
        // Half of a small plan at most, so that there are regions to be worked on side by side.
        let most = (plan.groups().len() / 2).clamp(*REGION.start(), *REGION.end());
        let size = *REGION.start()..=most;
        let mut chosen = regions(
            plan,
            size,
            &mut Stream::new(self.seed, &[CHOOSE, number[0], number[1]]),
        );
        chosen.truncate(count);
        let recounts = self.instance.is_free() && groups == Number::Free;
        let found = self.side_by_side(plan, &chosen, number, groups, |share, random| {
            if recounts && random.index(3) > 0 {
                return recounted(share, random, stopped);
            }
            let (hot, of) = [(1, 10), (3, 10), (1, 1)][random.index(3)];
            let cooling = Cooling::of(share, steps(share.instance()), hot, of);
            Some(better(share, cooling, random, stopped))
        });
        for groups in found {
            put(plan, groups);
        }
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
}
