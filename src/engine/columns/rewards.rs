//! What units bring in by standing together: the costs of pairs below nought.
//!
//! A search has to count on such a reward before both units are in the group. It is counted on by the unit that has far fewer of them,
//! and otherwise by each for a half: where many are paid for being with one unit, that one alone would otherwise look as if all
//! came. Nobody counts on a unit that can no longer join.

use super::candidates::Open;
use super::market::{Market, Root};
use crate::engine::instance::Instance;

/// So many times as many rewards are far more.
const FAR_MORE: usize = 2;

/// Who counts on which rewards.
#[derive(Debug)]
pub(super) struct Rewards {
    /// For each unit the others, and what it counts on for being with each; nought or less.
    of: Vec<Vec<(u32, i64)>>,
    /// Which units others count on while they count on nobody.
    pivots: Vec<bool>,
}

impl Rewards {
    /// Shares all rewards out, in units of 1 / scale. O(pairs).
    pub(super) fn new(instance: &Instance, scale: i64) -> Self {
        let rewards = |unit: u32| instance.pairs_of(unit).iter().filter(|&&(_, cost)| cost < 0);
        let number = |unit: u32| rewards(unit).count();
        let share = |unit: u32, &(other, cost): &(u32, i64)| {
            let (mine, its) = (number(unit), number(other));
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
        let of = |unit: u32| {
            let shares = rewards(unit).map(|reward| share(unit, reward));
            shares.filter(|&(_, share)| share < 0).collect()
        };
        let units = if instance.has_pairs() { instance.len() } else { 0 };
        let of: Vec<Vec<(u32, i64)>> = (0..units as u32).map(of).collect();
        let mut pivots = vec![false; units];
        for &(other, _) in of.iter().flatten() {
            pivots[other as usize] = of[other as usize].is_empty();
        }
        Self { of, pivots }
    }

    /// Whether others count on a unit that counts on nobody.
    pub(super) fn is_pivot(&self, unit: u32) -> bool {
        self.pivots.get(unit as usize).is_some_and(|&pivot| pivot)
    }

    /// What a unit counts on while those who can be with it are known.
    pub(super) fn hope(&self, unit: u32, can_be: impl Fn(u32) -> bool) -> i64 {
        let shares = self.of.get(unit as usize).into_iter().flatten();
        shares
            .filter(|&&(other, _)| can_be(other))
            .map(|&(_, share)| share)
            .sum()
    }
}

/// What one unit counts on, by the places of the others.
#[derive(Clone, Debug, Default)]
struct Hopes {
    /// The places of the others.
    with: u128,
    shares: Vec<(u8, i64)>,
}

impl Hopes {
    /// What is lost where only some can still be in the group, in units of 1 / scale, nought or more.
    fn lost(&self, can_be: u128) -> i64 {
        if self.with & !can_be == 0 {
            return 0;
        }
        let lost = self.shares.iter().filter(|&&(at, _)| can_be >> at & 1 == 0);
        -lost.map(|&(_, share)| share).sum::<i64>()
    }
}

/// What one unit is charged for being with others, by their places.
#[derive(Clone, Debug, Default)]
struct Charges {
    with: u128,
    charges: Vec<(u8, i64)>,
}

impl Charges {
    fn of(&self, inside: u128) -> i64 {
        if self.with & inside == 0 {
            return 0;
        }
        let with = self.charges.iter().filter(|&&(at, _)| inside >> at & 1 == 1);
        with.map(|&(_, charge)| charge).sum()
    }
}

/// The pairs as one search sees them.
#[derive(Debug, Default)]
pub(super) struct LocalRewards {
    /// For each open unit.
    open: Vec<Hopes>,
    charges: Vec<Charges>,
    root: Hopes,
}

impl LocalRewards {
    /// Works out who counts on whom, and who is charged by whom beside the root's unit and one that is taken. `place` says where a unit
    /// stands among those open.
    pub(super) fn lay_out(
        &mut self,
        market: &Market<'_>,
        (root, taken): (&Root, Option<u32>),
        open: &[Open],
        place: &[u32],
    ) {
        let rewards = market.rewards();
        self.open.clear();
        self.charges.clear();
        self.root = Hopes::default();
        if rewards.of.is_empty() {
            return;
        }
        let hopes = |unit: u32| {
            let shares = rewards.of[unit as usize].iter();
            let shares: Vec<(u8, i64)> = shares
                .filter_map(|&(other, share)| Some((u8::try_from(place[other as usize]).ok()?, share)))
                .collect();
            Hopes {
                with: shares.iter().fold(0, |mask, &(at, _)| mask | 1 << at),
                shares,
            }
        };
        self.root = hopes(root.unit);
        self.open.extend(open.iter().map(|open| hopes(open.unit)));
        let charges = |unit: u32| {
            let pairs = market.instance().pairs_of(unit).iter();
            let others = pairs.filter(|&&(other, cost)| cost > 0 && taken != Some(other));
            let mut charges = Charges::default();
            for &(other, cost) in others.filter(|_| taken != Some(unit)) {
                if let Ok(at) = u8::try_from(place[other as usize]) {
                    charges.with |= 1 << at;
                    charges.charges.push((at, cost * market.scale()));
                }
            }
            charges
        };
        self.charges.extend(open.iter().map(|open| charges(open.unit)));
    }

    /// What the root's unit and those inside counted on and will not come, where only these can be in the group.
    pub(super) fn lost(&self, mut inside: u128, can_be: u128) -> i64 {
        if self.open.is_empty() {
            return 0;
        }
        let mut lost = self.root.lost(can_be);
        while inside != 0 {
            lost += self.open[inside.trailing_zeros() as usize].lost(can_be);
            inside &= inside - 1;
        }
        lost
    }

    /// What a unit is charged for joining those inside.
    pub(super) fn charge(&self, at: usize, inside: u128) -> i64 {
        self.charges.get(at).map_or(0, |charges| charges.of(inside))
    }

    /// Adds to what each open unit owes what it would be charged by those inside, and what it counted on and will not come.
    pub(super) fn dues(&self, inside: u128, can_be: u128, dues: &mut [i64]) {
        for ((due, hopes), charges) in dues.iter_mut().zip(&self.open).zip(&self.charges) {
            *due += hopes.lost(can_be) + charges.of(inside);
        }
    }
}
