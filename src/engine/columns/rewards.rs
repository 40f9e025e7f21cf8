//! What units bring in by standing together: the costs of pairs below nought.
//!
//! A search has to count on such a reward before both units are in the group. It is counted on by the unit that has far fewer of them,
//! and otherwise by each for a half: where many are paid for being with one unit, that one alone would otherwise look as if all
//! came. Nobody counts on a unit that can no longer join.

use crate::engine::instance::Instance;

/// So many times as many rewards are far more.
const FAR_MORE: usize = 2;

/// Who counts on which rewards: it follows from the instance alone, whatever the prices.
#[derive(Debug)]
pub(super) struct Rewards {
    /// For each unit the others, and what it counts on for being with each; nought or less.
    of: Vec<Vec<(u32, i64)>>,
    /// Which units others count on while they count on nobody.
    pivots: Vec<bool>,
}

impl Rewards {
    /// Shares all rewards out, in units of 1 / scale. O(units + pairs).
    pub(super) fn new(instance: &Instance, scale: i64) -> Self {
        let units = if instance.has_pairs() {
            instance.len() as u32
        } else {
            0
        };
        let rewards = |unit: u32| instance.pairs_of(unit).iter().filter(|&&(_, cost)| cost < 0);
        let number: Vec<usize> = (0..units).map(|unit| rewards(unit).count()).collect();
        let share = |unit: u32, &(other, cost): &(u32, i64)| {
            let (mine, its) = (number[unit as usize], number[other as usize]);
            let all = cost * scale;
            let share = match (FAR_MORE * mine <= its, FAR_MORE * its <= mine) {
                (true, false) => all,
                (false, true) => 0,
                // What is left over of an odd one goes to the first.
                _ if unit < other => all - all / 2,
                _ => all / 2,
            };
            (other, share)
        };
        let of = |unit: u32| -> Vec<(u32, i64)> {
            let shares = rewards(unit).map(|reward| share(unit, reward));
            shares.filter(|&(_, share)| share < 0).collect()
        };
        let of: Vec<Vec<(u32, i64)>> = (0..units).map(of).collect();
        let mut pivots = vec![false; of.len()];
        for &(other, _) in of.iter().flatten() {
            pivots[other as usize] = of[other as usize].is_empty();
        }
        Self { of, pivots }
    }

    /// The others on whom a unit counts, and for how much; nought or less.
    pub(super) fn of(&self, unit: u32) -> &[(u32, i64)] {
        self.of.get(unit as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether others count on a unit that counts on nobody.
    pub(super) fn is_pivot(&self, unit: u32) -> bool {
        self.pivots.get(unit as usize).is_some_and(|&pivot| pivot)
    }

    /// What a unit counts on while those who can be with it are known.
    pub(super) fn hope(&self, unit: u32, can_be: impl Fn(u32) -> bool) -> i64 {
        let shares = self.of(unit).iter();
        shares
            .filter(|&&(other, _)| can_be(other))
            .map(|&(_, share)| share)
            .sum()
    }
}
