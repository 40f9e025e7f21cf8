//! The cuts over whole towns as one pricing search sees them.
//!
//! Their weights are too many for a table of sets. Some units are heavy: they pay a step as soon as they join, and what they lack to
//! it is given back later. Whichever are called heavy,
//!
//! ```text
//! floor(sum / of) = heavy units inside + floor((light weights inside - what heavy ones inside lack) / of)
//! ```
//!
//! which is least when every heavy unit that may still join does, and no light one. Sizes rounded down are light all, so that
//! nothing is given back; rounded up they are heavy all, and lack their size: no group more than the band's most.

use super::candidates::Open;
use super::market::{Market, Root};

/// A cut at one root.
#[derive(Clone, Copy, Debug)]
struct Local {
    of: i64,
    price: i64,
    /// What the weights inside come to, heavy ones by what they lack.
    inside: i64,
    /// What the heavy units that may still join lack, as a number below nought.
    lacking: i64,
    /// It never comes to less.
    lowest: i64,
}

impl Local {
    /// The fewest steps that it can come to, but for one for each heavy unit.
    fn steps(&self) -> i64 {
        self.least().div_euclid(self.of)
    }

    fn least(&self) -> i64 {
        (self.inside + self.lacking).max(self.lowest)
    }
}

/// A unit's place in a cut: its weight, a heavy one by what it lacks.
#[derive(Clone, Copy, Debug)]
struct Member {
    local: u32,
    weight: i64,
}

/// All of them at one root. The memory is kept from one to the next.
#[derive(Debug, Default)]
pub(super) struct LocalTowns {
    cuts: Vec<Local>,
    /// The local number of each town of the market.
    local_of: Vec<u32>,
    /// For each open unit its places in the cuts.
    members: Vec<Vec<Member>>,
    /// What the root's own unit pays as a heavy one.
    base: i64,
    /// For each cut how many units would take its next step alone, while that is asked.
    takers: Vec<i64>,
}

const NONE: u32 = u32::MAX;

impl LocalTowns {
    /// Gathers the cuts that these units have a weight in; heavy ones pay at once.
    pub(super) fn gather(&mut self, market: &Market<'_>, root: &Root, open: &mut [Open]) {
        self.local_of.clear();
        self.local_of.resize(market.towns().len(), NONE);
        self.cuts.clear();
        self.base = 0;
        for &(number, weight) in market.towns_of(root.unit) {
            let local = self.local(market, number);
            local.inside = weight;
            if weight < 0 {
                let price = local.price;
                self.base += price;
            }
        }
        for open in open {
            for &(number, weight) in market.towns_of(open.unit) {
                let local = self.local(market, number);
                if weight < 0 {
                    local.lacking += weight;
                    open.cost += local.price;
                }
            }
        }
    }

    fn local(&mut self, market: &Market<'_>, number: u32) -> &mut Local {
        let at = &mut self.local_of[number as usize];
        if *at == NONE {
            *at = self.cuts.len() as u32;
            let town = &market.towns()[number as usize];
            self.cuts.push(Local {
                of: town.of,
                price: town.price,
                inside: 0,
                lacking: 0,
                lowest: town.lowest,
            });
        }
        &mut self.cuts[*at as usize]
    }

    /// What the cuts charge at least at the root, but for heavy units that may join.
    pub(super) fn base(&self) -> i64 {
        self.base + self.cuts.iter().map(|cut| cut.steps() * cut.price).sum::<i64>()
    }

    /// Notes which units are still open.
    pub(super) fn keep(&mut self, market: &Market<'_>, open: &[Open]) {
        self.cuts.iter_mut().for_each(|cut| cut.lacking = 0);
        for open in open {
            for &(number, weight) in market.towns_of(open.unit) {
                self.cuts[self.local_of[number as usize] as usize].lacking += weight.min(0);
            }
        }
    }

    /// Works out which open unit stands where in which cut.
    pub(super) fn lay_out(&mut self, market: &Market<'_>, open: &[Open]) {
        self.members.iter_mut().for_each(Vec::clear);
        self.members
            .resize_with(open.len().max(self.members.len()), Vec::new);
        for (members, open) in self.members.iter_mut().zip(open) {
            let places = market.towns_of(open.unit).iter();
            members.extend(places.map(|&(number, weight)| Member {
                local: self.local_of[number as usize],
                weight,
            }));
        }
    }

    /// Adds to each of the free units' entries what the cuts would charge for it at once, shared out among all that would take the
    /// same step: whichever of them join, the step is taken.
    pub(super) fn dues(&mut self, free: u128, dues: &mut [i64]) {
        if self.cuts.is_empty() {
            return;
        }
        self.takers.clear();
        self.takers.resize(self.cuts.len(), 0);
        for pass in 0..2 {
            let mut rest = free;
            while rest != 0 {
                let at = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                for member in &self.members[at] {
                    let cut = &self.cuts[member.local as usize];
                    if member.weight > 0 && cut.least().rem_euclid(cut.of) + member.weight >= cut.of {
                        let takers = &mut self.takers[member.local as usize];
                        if pass == 0 {
                            *takers += 1;
                        } else {
                            dues[at] += cut.price / *takers;
                        }
                    }
                }
            }
        }
    }

    /// Puts a unit into the group; returns by how much the least charge grows, and the charge as it is.
    pub(super) fn enter(&mut self, at: usize) -> (i64, i64) {
        let (mut slack, mut charge) = (0, 0);
        for member in &self.members[at] {
            let cut = &mut self.cuts[member.local as usize];
            let (least, exact) = (cut.steps(), cut.inside.div_euclid(cut.of));
            cut.inside += member.weight;
            cut.lacking -= member.weight.min(0);
            slack += (cut.steps() - least) * cut.price;
            let heavy = i64::from(member.weight < 0);
            charge += (cut.inside.div_euclid(cut.of) - exact + heavy) * cut.price;
        }
        (slack, charge)
    }

    /// Takes back [`enter`](Self::enter).
    pub(super) fn leave(&mut self, at: usize) {
        for member in &self.members[at] {
            let cut = &mut self.cuts[member.local as usize];
            cut.inside -= member.weight;
            cut.lacking += member.weight.min(0);
        }
    }

    /// Closes a unit for good; returns by how much the least charge grows.
    pub(super) fn close(&mut self, at: usize) -> i64 {
        let mut slack = 0;
        for member in self.members[at].iter().filter(|member| member.weight < 0) {
            let cut = &mut self.cuts[member.local as usize];
            let least = cut.steps();
            cut.lacking -= member.weight;
            slack += (cut.steps() - least) * cut.price;
        }
        slack
    }

    /// Takes back [`close`](Self::close).
    pub(super) fn reopen(&mut self, at: usize) {
        for member in self.members[at].iter().filter(|member| member.weight < 0) {
            self.cuts[member.local as usize].lacking += member.weight;
        }
    }
}
