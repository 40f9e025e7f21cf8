//! The units that may join a root's unit in a group below the ceiling.

use super::local_cuts::LocalCuts;
use super::local_towns::LocalTowns;
use super::market::{Market, Root};
use super::rewards::LocalRewards;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::RangeInclusive;

/// The most that a search takes: a group is a mask of them.
const MOST: usize = 128;

/// A unit that may join the group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) unit: u32,
    /// What it costs here less its price, with what it pays of the cuts by shares or as a heavy one, and what it counts on.
    pub(super) cost: i64,
    /// What it costs here less its price.
    pub(super) bare: i64,
    /// The rewards that it counts on, nought or less.
    hope: i64,
    pub(super) size: i64,
}

/// How long a way becomes with a unit.
type Length<'l> = &'l dyn Fn(&Open) -> i128;

/// The candidates at one root, and the cuts as they see them. The memory is kept from one to the next.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    pub(super) open: Vec<Open>,
    /// Which of them are next to each.
    pub(super) near: Vec<u128>,
    pub(super) cuts: LocalCuts,
    pub(super) towns: LocalTowns,
    pub(super) rewards: LocalRewards,
    /// What the root's unit counts on.
    hope: i64,
    /// Whether only the likeliest were kept, so that nothing is proven.
    pub(super) partial: bool,
    /// Where a unit stands among them, while that is asked.
    place: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Candidates {
    /// Gathers the units that may be in a group below the ceiling by what they cost alone.
    fn gather(&mut self, market: &Market<'_>, root: &Root, base: i64, most: i64, ceiling: i64) {
        self.partial = false;
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
                open.push(Open {
                    unit,
                    cost,
                    bare,
                    hope,
                    size,
                });
            }
        });
        self.cuts.gather(market, root, &self.open);
        self.towns.gather(market, root, &mut self.open);
    }

    /// Gathers the units that may join the root, and drops those that are in no group below the ceiling; returns what the relaxation says, `None` when nothing is below.
    ///
    /// For any price `d` of a unit of size a group pays at least base + d × (least or most) + sum of min(0, cost - d × size)
    /// over the open units; with a unit forced in, the positive part of its own cost - d × size more.
    pub(super) fn narrowed(
        &mut self,
        market: &Market<'_>,
        root: &Root,
        base: i64,
        room: RangeInclusive<i64>,
        ceiling: i64,
    ) -> Option<i64> {
        let (least, most) = room.into_inner();
        self.gather(market, root, base, most, ceiling);
        let mut before = usize::MAX;
        let mut relaxed = 0;
        for pass in 0..6 {
            self.lower_hopes(market, root);
            let mut d = self.price_of_size(least, most);
            if pass < 2 && self.cuts.share(market, &mut self.open, d) {
                d = self.price_of_size(least, most);
            }
            let side = if d < 0 { most } else { least };
            let reduced = |open: &Open| i128::from(open.cost) - i128::from(d) * i128::from(open.size);
            let sum: i128 = self.open.iter().map(|open| reduced(open).min(0)).sum();
            let lowest =
                i128::from(base) + i128::from(self.charged()) + i128::from(d) * i128::from(side) + sum;
            if lowest >= i128::from(ceiling) {
                return None;
            }
            relaxed = lowest.max(i128::from(i64::MIN / 2)) as i64;
            let room = i128::from(ceiling) - lowest;
            self.open.retain(|open| open.size <= most && reduced(open) < room);
            self.drop_unreachable(market, root, d, most, room);
            self.keep(market);
            if self.open.len() == before && pass > 0 {
                break;
            }
            before = self.open.len();
        }
        if self.open.len() > MOST {
            // Too many to search in full: the likeliest ones are, and nothing is proven.
            let d = self.price_of_size(least, most);
            self.open.sort_by_key(|open| {
                (
                    i128::from(open.cost) - i128::from(d) * i128::from(open.size),
                    open.unit,
                )
            });
            self.open.truncate(MOST);
            self.drop_unreachable(market, root, d, most, i128::MAX);
            self.keep(market);
            self.partial = true;
        }
        Some(relaxed)
    }

    /// Nobody counts on those who are no longer there.
    fn lower_hopes(&mut self, market: &Market<'_>, root: &Root) {
        if !market.instance().has_pairs() {
            return;
        }
        let place = &mut self.place;
        place.resize(market.instance().len(), NONE);
        place[root.unit as usize] = 0;
        self.open.iter().for_each(|open| place[open.unit as usize] = 0);
        let hope = |unit: u32| market.rewards().hope(unit, |other| place[other as usize] != NONE);
        self.hope = hope(root.unit);
        for open in &mut self.open {
            let hope = hope(open.unit);
            open.cost += hope - open.hope;
            open.hope = hope;
        }
        place[root.unit as usize] = NONE;
        self.open.iter().for_each(|open| place[open.unit as usize] = NONE);
    }

    fn keep(&mut self, market: &Market<'_>) {
        self.cuts.keep(market, &self.open);
        self.towns.keep(market, &self.open);
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

    /// The price of a unit of size at which the relaxation is best, near enough: any price is sound.
    fn price_of_size(&mut self, least: i64, most: i64) -> i64 {
        let density = |open: &Open| open.cost as f64 / (open.size.max(1)) as f64;
        self.open
            .sort_by(|a, b| density(a).total_cmp(&density(b)).then(a.unit.cmp(&b.unit)));
        let mut filled = 0;
        for open in &self.open {
            let before = filled;
            filled += open.size;
            // The unit at which the knapsack is full, or has enough.
            if (open.cost < 0 && filled > most) || (open.cost >= 0 && filled > least && before < least) {
                return density(open).clamp(-1e17, 1e17).round() as i64;
            }
            if open.cost >= 0 && before >= least {
                break;
            }
        }
        0
    }

    /// Drops what no group below the ceiling can reach: whoever joins brings all units of a way from the root with them, so that the
    /// sizes along the lightest way, and the reduced costs above nought along the cheapest, must leave room.
    fn drop_unreachable(&mut self, market: &Market<'_>, root: &Root, d: i64, most: i64, room: i128) {
        let place = &mut self.place;
        place.resize(market.instance().len(), NONE);
        for (at, open) in self.open.iter().enumerate() {
            place[open.unit as usize] = at as u32;
        }
        let mut kept = vec![true; self.open.len()];
        let reduced = |open: &Open| (i128::from(open.cost) - i128::from(d) * i128::from(open.size)).max(0);
        let lengths: [(Length<'_>, i128); 2] = [
            (&|open: &Open| i128::from(open.size), i128::from(most) + 1),
            (&reduced, room),
        ];
        for (length, room) in lengths {
            let mut way = vec![room; self.open.len()];
            let mut queue = BinaryHeap::from([Reverse((0_i128, root.unit))]);
            while let Some(Reverse((so_far, unit))) = queue.pop() {
                for &near in market.instance().neighbours(unit) {
                    let at = place[near as usize] as usize;
                    let Some(open) = self.open.get(at) else { continue };
                    let longer = so_far + length(open);
                    if kept[at] && longer < way[at] {
                        way[at] = longer;
                        queue.push(Reverse((longer, near)));
                    }
                }
            }
            for (kept, way) in kept.iter_mut().zip(&way) {
                *kept &= *way < room;
            }
        }
        for open in &self.open {
            place[open.unit as usize] = NONE;
        }
        let mut at = 0;
        self.open.retain(|_| {
            at += 1;
            kept[at - 1]
        });
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
    pub(super) fn lay_out(&mut self, market: &Market<'_>, root: &Root) -> u128 {
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
        self.rewards
            .lay_out(market, root, &self.open, &self.place);
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
