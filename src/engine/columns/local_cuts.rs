//! The cuts as one pricing search sees them.
//!
//! A cut charges its price for every step: floor(sum of weights inside / of). A bound that forgets this until the step is taken is
//! weak, so some cuts are counted *by shares*: each unit pays price × weight / of as soon as it joins, and price × (of - 1) / of is
//! given back, which is never more than the steps:
//!
//! ```text
//! floor(sum / of) >= (sum - (of - 1)) / of
//! ```
//!
//! What this falls short of, given who is inside and who may still join, is the cut's slack, kept up to date at every node, so that
//! nothing is lost where it matters.

use super::candidates::Open;
use super::market::{Market, Root};

use super::steps::Steps;
use std::sync::Arc;

/// A cut at one root.
#[derive(Clone, Copy, Debug)]
struct Local {
    /// The cut's number in the market.
    cut: u32,
    /// The kind of its weights.
    kind: u32,
    of: u32,
    price: i64,
    /// The root's weight in it.
    home: u32,
    by_shares: bool,
    /// The sum of the weights inside.
    inside: u32,
    /// Which of its members may still join.
    free: u8,
}

/// A unit's place in a cut.
#[derive(Clone, Copy, Debug)]
struct Member {
    local: u32,
    weight: u32,
    bit: u8,
}

/// All cuts at one root. The memory is kept from one to the next.
#[derive(Debug, Default)]
pub(super) struct LocalCuts {
    kinds: Arc<Vec<Steps>>,
    cuts: Vec<Local>,
    /// The local number of each cut of the market.
    local_of: Vec<u32>,
    /// For each open unit its places in the cuts.
    members: Vec<Vec<Member>>,
    /// For each local cut its open members.
    places: Vec<Vec<Place>>,
    /// Where an open unit stands, by unit.
    at: Vec<u32>,
}

/// An open member of a cut.
#[derive(Clone, Copy, Debug)]
struct Place {
    at: u32,
    weight: u32,
    bit: u8,
}

const NONE: u32 = u32::MAX;

impl LocalCuts {
    /// Gathers the cuts that these units could take a step in.
    pub(super) fn gather(&mut self, market: &Market<'_>, root: &Root, open: &[Open]) {
        self.kinds = Arc::clone(market.kinds());
        self.local_of.clear();
        self.local_of.resize(market.cuts().len(), NONE);
        self.at.resize(market.instance().len(), NONE);
        self.cuts.clear();
        for unit in open.iter().map(|open| open.unit).chain([root.unit]) {
            for member in market.cuts_of(unit) {
                let local = &mut self.local_of[member.cut as usize];
                if *local == NONE {
                    let priced = &market.cuts()[member.cut as usize];
                    *local = self.cuts.len() as u32;
                    self.cuts.push(Local {
                        cut: member.cut,
                        kind: member.kind,
                        of: priced.cut.of,
                        price: priced.price,
                        home: 0,
                        by_shares: false,
                        inside: 0,
                        free: 0,
                    });
                }
                let cut = &mut self.cuts[*local as usize];
                if unit == root.unit {
                    cut.home = member.weight;
                    cut.inside = member.weight;
                } else {
                    cut.free |= member.bit;
                }
            }
        }
    }

    /// What the cuts charge at least at the root, but for the shares of open units.
    pub(super) fn base(&self) -> i64 {
        let shares = |cut: &Local| {
            let lost = i64::from(cut.home) - i64::from(cut.of - 1);
            cut.price / i64::from(cut.of) * lost
        };
        let charge = |cut: &Local| self.value(cut) + if cut.by_shares { shares(cut) } else { 0 };
        self.cuts.iter().map(charge).sum()
    }

    /// Counts by shares where that lifts the relaxation at this price of size, and adds the shares to the open units' costs.
    pub(super) fn share(&mut self, market: &Market<'_>, open: &mut [Open], price_of_size: i64) -> bool {
        for (at, open) in open.iter().enumerate() {
            self.at[open.unit as usize] = at as u32;
        }
        let mut changed = false;
        for number in 0..self.cuts.len() {
            let cut = self.cuts[number];
            if cut.by_shares {
                continue;
            }
            let share = cut.price / i64::from(cut.of);
            let mut by_shares = Local {
                by_shares: true,
                ..cut
            };
            let lost = share * (i64::from(cut.home) - i64::from(cut.of - 1));
            let mut gain = i128::from(lost + self.value(&by_shares) - self.value(&cut));
            let weights = &market.cuts()[cut.cut as usize].cut.weights;
            let inside = |unit: u32| Some(self.at[unit as usize]).filter(|&at| at != NONE);
            for &(unit, weight) in weights {
                if let Some(at) = inside(unit) {
                    let open = &open[at as usize];
                    let reduced = i128::from(open.cost) - i128::from(price_of_size) * i128::from(open.size);
                    gain += (reduced + i128::from(share * i64::from(weight))).min(0) - reduced.min(0);
                }
            }
            if gain > 0 {
                by_shares.by_shares = true;
                self.cuts[number] = by_shares;
                changed = true;
                for &(unit, weight) in weights {
                    if let Some(at) = inside(unit) {
                        open[at as usize].cost += share * i64::from(weight);
                    }
                }
            }
        }
        for open in open.iter() {
            self.at[open.unit as usize] = NONE;
        }
        changed
    }

    /// Notes which units are still open.
    pub(super) fn keep(&mut self, market: &Market<'_>, open: &[Open]) {
        self.cuts.iter_mut().for_each(|cut| cut.free = 0);
        for open in open {
            for member in market.cuts_of(open.unit) {
                self.cuts[self.local_of[member.cut as usize] as usize].free |= member.bit;
            }
        }
    }

    /// Works out which open unit stands where in which cut.
    pub(super) fn lay_out(&mut self, market: &Market<'_>, open: &[Open]) {
        self.members.iter_mut().for_each(Vec::clear);
        self.members
            .resize_with(open.len().max(self.members.len()), Vec::new);
        self.places.iter_mut().for_each(Vec::clear);
        self.places
            .resize_with(self.cuts.len().max(self.places.len()), Vec::new);
        for (at, open) in open.iter().enumerate() {
            for member in market.cuts_of(open.unit) {
                let local = self.local_of[member.cut as usize];
                let cut = &self.cuts[local as usize];
                let rest: u32 = self.kinds[cut.kind as usize].sum(cut.free);
                if cut.home + rest >= cut.of {
                    self.members[at].push(Member {
                        local,
                        weight: member.weight,
                        bit: member.bit,
                    });
                    self.places[local as usize].push(Place {
                        at: at as u32,
                        weight: member.weight,
                        bit: member.bit,
                    });
                }
            }
        }
    }

    /// Adds to each open unit's entry what the cuts would charge for it at once, shared out where several could be charged
    /// for the same step.
    pub(super) fn dues(&self, dues: &mut [i64]) {
        for (cut, places) in self.cuts.iter().zip(&self.places) {
            let rest = cut.inside % cut.of;
            if cut.by_shares || rest == 0 || cut.free == 0 {
                continue;
            }
            let each = cut.price / 12 * i64::from(self.kinds[cut.kind as usize].each(cut.free, rest));
            for place in places {
                if cut.free & place.bit != 0 && rest + place.weight >= cut.of {
                    dues[place.at as usize] += each;
                }
            }
        }
    }

    /// A cut's slack, or what its steps cost where it is not counted by shares.
    fn value(&self, cut: &Local) -> i64 {
        if cut.by_shares {
            let short = self.kinds[cut.kind as usize].short(cut.free, cut.inside);
            cut.price / i64::from(cut.of) * i64::from(short)
        } else {
            i64::from(cut.inside / cut.of) * cut.price
        }
    }

    /// Puts a unit into the group; returns by how much the slack changes and what the steps cost.
    pub(super) fn enter(&mut self, at: usize) -> (i64, i64) {
        let (mut slack, mut charge) = (0, 0);
        for m in 0..self.members[at].len() {
            let member = self.members[at][m];
            let mut cut = self.cuts[member.local as usize];
            let before = self.value(&cut);
            let steps = cut.inside / cut.of;
            cut.inside += member.weight;
            cut.free &= !member.bit;
            slack += self.value(&cut) - before;
            charge += i64::from(cut.inside / cut.of - steps) * cut.price;
            self.cuts[member.local as usize] = cut;
        }
        (slack, charge)
    }

    /// Takes back [`enter`](Self::enter).
    pub(super) fn leave(&mut self, at: usize) {
        for member in &self.members[at] {
            let cut = &mut self.cuts[member.local as usize];
            cut.inside -= member.weight;
            cut.free |= member.bit;
        }
    }

    /// Closes a unit for good; returns by how much the slack grows.
    pub(super) fn close(&mut self, at: usize) -> i64 {
        let mut slack = 0;
        for m in 0..self.members[at].len() {
            let member = self.members[at][m];
            let mut cut = self.cuts[member.local as usize];
            let before = self.value(&cut);
            cut.free &= !member.bit;
            slack += self.value(&cut) - before;
            self.cuts[member.local as usize] = cut;
        }
        slack
    }

    /// Takes back [`close`](Self::close).
    pub(super) fn reopen(&mut self, at: usize) {
        for member in &self.members[at] {
            self.cuts[member.local as usize].free |= member.bit;
        }
    }
}
