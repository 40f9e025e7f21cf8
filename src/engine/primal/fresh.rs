//! Whole plans from nothing.

use super::{ANNEAL, Primal, START, steps};
use crate::engine::anneal::{Cooling, anneal, cool};
use crate::engine::feasible::counts;
use crate::engine::heat_bath::HeatBath;
use crate::engine::partition::Partition;
use crate::engine::polish::polish;
use crate::engine::random::Stream;
use crate::engine::repartition::Repartition;
use crate::engine::start::grow;
use crate::engine::stop::Stopped;
use rayon::prelude::*;

/// So many fresh plans are made side by side.
pub(super) const REPLICAS: u64 = 2;

impl<'a> Primal<'a> {
    /// Groups that are about as heavy as they should be.
    pub(super) fn start(&self, number: [u64; 2]) -> Partition<'a> {
        let units: Vec<Vec<u32>> = self.parts.iter().map(|part| part.units.clone()).collect();
        let counts = counts(self.instance, &self.parts);
        grow(
            self.instance,
            &units,
            &counts,
            &mut Stream::new(self.seed, &[START, number[0], number[1]]),
        )
    }

    /// Some whole plans from nothing, side by side; the best of them.
    pub(super) fn fresh(&mut self, round: u64, stopped: Stopped<'_>) -> Option<Partition<'a>> {
        let one = |replica: u64| {
            let mut plan = self.start([round, replica]);
            let mut random = Stream::new(self.seed, &[ANNEAL, round, replica]);
            let mut bath = HeatBath::new();
            let steps = steps(self.instance);
            // A short cold run first: it shows what plans cost here, which sets the scale of the temperature.
            let cold = Cooling::of(&plan, steps / 6, 1, 1000).strict_throughout();
            cool(&mut plan, cold, &mut random, &mut bath, stopped, |_| {});
            let cooling = Cooling::of(&plan, steps * fresh_effort(round), 1, 1);
            let groups = anneal(&mut plan, cooling, &mut random, &mut bath, stopped);
            let mut plan = Partition::of_groups(self.instance, groups);
            let all = 0..plan.groups().len() as u32;
            polish(&mut plan, all, &mut Repartition::new(), stopped);
            plan
        };
        let plans: Vec<Partition<'a>> = (0..REPLICAS).into_par_iter().map(one).collect();
        for plan in &plans {
            self.remember(plan.groups());
        }
        plans.into_iter().min_by_key(Partition::rank)
    }
}

/// Whether a round makes a fresh plan: rounds 1, 4, 16, 64 ...
pub(super) fn wants_fresh(round: u64) -> bool {
    round.is_power_of_two() && round.trailing_zeros().is_multiple_of(2)
}

/// How many times the steps of the first plan a fresh one gets. Long runs early decide how many groups each town has, which
/// regions can hardly mend; later ones take about as long as the regions since the one before.
fn fresh_effort(round: u64) -> u64 {
    (round / 2).max(4)
}
