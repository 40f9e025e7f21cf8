//! The units that may join a root's unit in a group below the ceiling.

use super::local_cuts::LocalCuts;
use super::local_pairs::LocalPairs;
use super::local_towns::LocalTowns;
use super::market::{Market, Root};

/// The most that a search takes: a group is a mask of them.
pub(super) const MOST: usize = 128;

/// A unit that may join the group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) unit: u32,
    /// What it costs here less its price, with what it pays of the cuts by shares or as a heavy one, and what it counts on.
    pub(super) cost: i64,
    /// What it costs here less its price.
    pub(super) bare: i64,
    /// The rewards that it counts on, nought or less.
    pub(super) hope: i64,
    pub(super) size: i64,
}

/// The candidates at one root, and the cuts as they see them. The memory is kept from one to the next.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    pub(super) open: Vec<Open>,
    /// Which of them are next to each.
    pub(super) near: Vec<u128>,
    pub(super) cuts: LocalCuts,
    pub(super) towns: LocalTowns,
    pub(super) pairs: LocalPairs,
    /// What the root's unit counts on.
    pub(super) hope: i64,
    /// Whether only the likeliest were kept, so that nothing is proven.
    pub(super) partial: bool,
    /// Where a unit stands among them, while that is asked.
    pub(super) place: Vec<u32>,
}

pub(super) const NONE: u32 = u32::MAX;

impl Candidates {
    /// Gathers the units that may join the root in a group below the ceiling, by what they cost alone.
    pub(super) fn gather(&mut self, market: &Market<'_>, root: &Root, base: i64, most: i64, ceiling: i64) {
        self.open.clear();
        let open = &mut self.open;
        // Most units of a large instance cost more than all others together could bring in: cuts only charge.
        let hope = |unit: u32| market.rewards().hope(unit, |_| true);
        self.hope = hope(root.unit);
        let mut gain = i128::from(self.hope);
        market.open(root, |unit, bare| gain += i128::from((bare + hope(unit)).min(0)));
        let spare = i128::from(ceiling) - i128::from(base) - gain;
        market.open(root, |unit, bare| {
            let (size, hope) = (market.size(unit), hope(unit));
            let cost = bare + hope;
            if i128::from(cost) < spare && size <= most {
                let bare = bare + market.charge(root.unit, unit);
                open.push(Open {
                    unit,
                    cost: bare + hope,
                    bare,
                    hope,
                    size,
                });
            }
        });
        self.begin(market, root);
    }

    /// Begins anew with the others, of which one is taken for good: it is free here, because it is paid for elsewhere.
    pub(super) fn begin_with(
        &mut self,
        market: &Market<'_>,
        root: &Root,
        others: impl Iterator<Item = Open>,
        taken: Option<u32>,
    ) {
        self.open.clear();
        self.open.extend(others.map(|open| {
            let bare = open.bare + taken.map_or(0, |taken| market.charge(taken, open.unit));
            let cost = bare + open.hope;
            Open { bare, cost, ..open }
        }));
        self.open.extend(taken.map(|unit| Open {
            unit,
            cost: 0,
            bare: 0,
            hope: 0,
            size: 0,
        }));
        self.begin(market, root);
    }

    fn begin(&mut self, market: &Market<'_>, root: &Root) {
        self.partial = false;
        self.cuts.gather(market, root, &self.open);
        self.towns.gather(market, root, &mut self.open);
    }

    /// What all cuts charge at least at the root, but for shares of open units, and what its unit counts on.
    pub(super) fn charged(&self) -> i64 {
        self.cuts.base() + self.towns.base() + self.hope
    }

    /// Puts a unit into the group; returns by how much the least charge of all cuts grows but for its share, and what they charge.
    pub(super) fn enter(&mut self, at: usize) -> (i64, i64) {
        let (small, town) = (self.cuts.enter(at), self.towns.enter(at));
        (small.0 + town.0, small.1 + town.1)
    }

    /// Takes back [`enter`](Self::enter).
    pub(super) fn leave(&mut self, at: usize) {
        self.cuts.leave(at);
        self.towns.leave(at);
    }

    /// Closes a unit for good; returns by how much the least charge of all cuts grows.
    pub(super) fn close(&mut self, at: usize) -> i64 {
        self.cuts.close(at) + self.towns.close(at)
    }

    /// Takes back [`close`](Self::close).
    pub(super) fn reopen(&mut self, at: usize) {
        self.cuts.reopen(at);
        self.towns.reopen(at);
    }

    /// All of them.
    pub(super) fn all(&self) -> u128 {
        if self.open.len() == MOST {
            u128::MAX
        } else {
            (1 << self.open.len()) - 1
        }
    }

    /// Sorts them by cost for size and works out who is next to whom and in which cut; returns those next to the root's unit.
    pub(super) fn lay_out(&mut self, market: &Market<'_>, root: &Root, taken: Option<u32>) -> u128 {
        // By exact fractions: the greedy filling of the knapsack is only right in this order.
        self.open.sort_by(|a, b| {
            let (left, right) = (
                i128::from(a.cost) * i128::from(b.size),
                i128::from(b.cost) * i128::from(a.size),
            );
            match (a.size, b.size) {
                (0, 0) => a.cost.cmp(&b.cost),
                (0, _) => a.cost.cmp(&0).then(std::cmp::Ordering::Greater),
                (_, 0) => 0.cmp(&b.cost).then(std::cmp::Ordering::Less),
                _ => left.cmp(&right),
            }
            .then(a.unit.cmp(&b.unit))
        });
        for (at, open) in self.open.iter().enumerate() {
            self.place[open.unit as usize] = at as u32;
        }
        self.near = self
            .open
            .iter()
            .map(|open| self.next_to(market, open.unit))
            .collect();
        let border = self.next_to(market, root.unit);
        self.pairs.lay_out(market, (root, taken), &self.open, &self.place);
        for open in &self.open {
            self.place[open.unit as usize] = NONE;
        }
        self.cuts.lay_out(market, &self.open);
        self.towns.lay_out(market, &self.open);
        border
    }

    /// Which of them are next to a unit.
    fn next_to(&self, market: &Market<'_>, unit: u32) -> u128 {
        let near = market.instance().neighbours(unit).iter();
        let places = near.map(|&near| self.place[near as usize]);
        places.filter(|&at| at != NONE).fold(0, |mask, at| mask | 1 << at)
    }
}
