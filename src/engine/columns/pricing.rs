//! Pricing: the allowed group that pays least for itself at given prices, for one hub.
//!
//! ```text
//! root        a hub and a unit that the group must hold
//! grow        take the unit next to the group that is cheapest for its size, or close it for good
//! give up     when a knapsack of what is still open, filled up to the band, cannot bring the group below the ceiling
//! ```
//!
//! The relaxation is the continuous knapsack with a least and a most (G. B. Dantzig, Discrete-variable extremum problems, Operations
//! Research 5 (1957)). Everything is in whole numbers, so that what it proves is proven.

use super::local_cuts::LocalCuts;
use super::market::{Market, Root};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The most units that a group of one root can be chosen from, after those that cannot be in a group below the ceiling are gone.
const OPEN: usize = 128;

/// What to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// The group that pays least, and a few met on the way.
    Least,
    /// Every group below the ceiling, each at the best of its hubs, up to so many.
    All { most: usize },
}

/// What was found at a root.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// No allowed group of the root pays less than this, or less than the ceiling where it is nought or more.
    pub(super) least: i64,
    /// Whether the search was ended early; `least` is then only what the relaxation says.
    pub(super) cut_short: bool,
    /// Groups below the ceiling: what they pay, and their units, ascending.
    pub(super) groups: Vec<(i64, Vec<u32>)>,
    /// How many nodes were visited.
    pub(super) nodes: u64,
}

/// A unit that may join the group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) unit: u32,
    /// What it costs here less its price, with its share of the cuts that are counted by shares.
    pub(super) cost: i64,
    /// The same without that share.
    pub(super) bare: i64,
    pub(super) size: i64,
}

/// The memory of a search at one root, kept from one to the next.
#[derive(Debug, Default)]
pub(super) struct Pricer {
    open: Vec<Open>,
    near: Vec<u128>,
    cuts: LocalCuts,
    dues: Vec<i64>,
    place: Vec<u32>,
    found: Found,
    ceiling: i64,
    limit: u64,
    /// Whether likely units alone were laid out.
    partial: bool,
}

/// What stays the same during one search.
struct Frame<'m> {
    market: &'m Market<'m>,
    root: &'m Root,
    aim: Aim,
}

/// How long a way becomes with a unit.
type Length<'l> = &'l dyn Fn(&Open) -> i128;

/// The group at a node.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// Open units in the group; the root's unit is not among them.
    inside: u128,
    /// Open units that may still join.
    free: u128,
    /// Those of them that are next to the group, closed ones too.
    border: u128,
    size: i64,
    /// What the group pays at least, whatever joins, but for what joins.
    low: i64,
    /// What it pays as it is, but for shapes and rewards.
    bare: i64,
}

impl Pricer {
    /// Searches at a root for groups that pay less than `ceiling`, in at most `limit` nodes.
    /// Exponential at worst; with good prices some hundred nodes.
    pub(super) fn search(
        &mut self,
        market: &Market<'_>,
        root: &Root,
        aim: Aim,
        ceiling: i64,
        limit: u64,
    ) -> Found {
        self.found = Found::default();
        self.ceiling = ceiling;
        self.limit = limit;
        self.partial = false;
        let base = market.base(root);
        let (least, most) = market.band();
        let size = market.size(root.unit);
        if size > most {
            return std::mem::take(&mut self.found);
        }
        let open = &mut self.open;
        market.open(root, |unit, cost| {
            open.push(Open {
                unit,
                cost,
                bare: cost,
                size: market.size(unit),
            });
        });
        self.cuts.gather(market, root, &self.open);
        let relaxed = self.narrow(market, root, base, (least - size).max(0), most - size);
        let Some(relaxed) = relaxed else {
            self.open.clear();
            return std::mem::take(&mut self.found);
        };
        self.found.least = relaxed.min(0);
        self.lay_out(market);
        let low = base + self.cuts.base();
        let frame = Frame { market, root, aim };
        let border = self.border_of(market, root.unit);
        let all = if self.open.len() == OPEN {
            u128::MAX
        } else {
            (1 << self.open.len()) - 1
        };
        let node = Node {
            inside: 0,
            free: all,
            border,
            size,
            low,
            bare: base,
        };
        self.grow(&frame, node);
        self.found.cut_short |= self.partial;
        if !self.found.cut_short {
            let best = self.found.groups.iter().map(|&(paid, _)| paid).min();
            self.found.least = best.unwrap_or(0).min(0);
        }
        self.open.clear();
        std::mem::take(&mut self.found)
    }

    /// Drops the units that are in no group below the ceiling; returns what the relaxation says, `None` when nothing is below.
    ///
    /// For any price `d` of a unit of size a group pays at least base + d × (least or most) + sum of min(0, cost - d × size)
    /// over the open units; with a unit forced in, the positive part of its own cost - d × size more.
    fn narrow(&mut self, market: &Market<'_>, root: &Root, base: i64, least: i64, most: i64) -> Option<i64> {
        let mut before = usize::MAX;
        let mut relaxed = 0;
        for pass in 0..6 {
            let mut d = self.price_of_size(least, most);
            if pass < 2 && self.cuts.share(market, &mut self.open, d) {
                d = self.price_of_size(least, most);
            }
            let side = if d < 0 { most } else { least };
            let reduced = |open: &Open| i128::from(open.cost) - i128::from(d) * i128::from(open.size);
            let sum: i128 = self.open.iter().map(|open| reduced(open).min(0)).sum();
            let lowest =
                i128::from(base) + i128::from(self.cuts.base()) + i128::from(d) * i128::from(side) + sum;
            if lowest >= i128::from(self.ceiling) {
                return None;
            }
            relaxed = lowest.max(i128::from(i64::MIN / 2)) as i64;
            let room = i128::from(self.ceiling) - lowest;
            self.open.retain(|open| open.size <= most && reduced(open) < room);
            self.drop_unreachable(market, root, d, most, room);
            self.cuts.keep(market, &self.open);
            if self.open.len() == before && pass > 0 {
                break;
            }
            before = self.open.len();
        }
        if self.open.len() > OPEN {
            // Too many to search in full: the likeliest ones are, and nothing is proven.
            let d = self.price_of_size(least, most);
            self.open.sort_by_key(|open| {
                (
                    i128::from(open.cost) - i128::from(d) * i128::from(open.size),
                    open.unit,
                )
            });
            self.open.truncate(OPEN);
            self.drop_unreachable(market, root, d, most, i128::MAX);
            self.cuts.keep(market, &self.open);
            self.partial = true;
        }
        Some(relaxed)
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
                return (density(open).clamp(-1e17, 1e17) / 1.0).round() as i64;
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
        place.resize(market.instance().len(), u32::MAX);
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
            place[open.unit as usize] = u32::MAX;
        }
        let mut at = 0;
        self.open.retain(|_| {
            at += 1;
            kept[at - 1]
        });
    }

    /// Sorts the open units by cost for size and works out who is next to whom and in which cut.
    fn lay_out(&mut self, market: &Market<'_>) {
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
        self.near.clear();
        for open in &self.open {
            let near = market.instance().neighbours(open.unit).iter();
            let places = near
                .map(|&unit| self.place[unit as usize])
                .filter(|&at| at != u32::MAX);
            self.near.push(places.fold(0, |mask, at| mask | 1 << at));
        }
        self.cuts.lay_out(market, &self.open);
    }

    /// The open units next to a unit; also takes the marks of the layout away.
    fn border_of(&mut self, market: &Market<'_>, unit: u32) -> u128 {
        let near = market.instance().neighbours(unit).iter();
        let places = near
            .map(|&near| self.place[near as usize])
            .filter(|&at| at != u32::MAX);
        let mask = places.fold(0, |mask, at| mask | 1 << at);
        for open in &self.open {
            self.place[open.unit as usize] = u32::MAX;
        }
        mask
    }

    /// Everything that can grow from this node.
    fn grow(&mut self, frame: &Frame<'_>, mut node: Node) {
        self.found.nodes += 1;
        if self.found.nodes > self.limit {
            self.found.cut_short = true;
            return;
        }
        let (least, most) = frame.market.band();
        if node.size >= least {
            self.offer(frame, &node);
        }
        let mut closed = 0_u128;
        loop {
            self.reach(&mut node);
            let candidates = node.border & node.free;
            if candidates == 0 || !self.promising(&mut node, least, most) {
                break;
            }
            let candidates = node.border & node.free;
            if candidates == 0 {
                break;
            }
            let at = candidates.trailing_zeros() as usize;
            let bit = 1_u128 << at;
            node.free &= !bit;
            let open = self.open[at];
            if node.size + open.size <= most {
                let company =
                    frame
                        .market
                        .pairs_low(open.unit, node.inside, &|at| self.open[at].unit, frame.root.unit);
                let (slack, charge) = self.cuts.enter(at);
                self.grow(
                    frame,
                    Node {
                        inside: node.inside | bit,
                        border: node.border | self.near[at],
                        size: node.size + open.size,
                        low: node.low + open.cost + slack + company,
                        bare: node.bare + open.bare + charge + company,
                        ..node
                    },
                );
                self.cuts.leave(at);
                if self.found.cut_short {
                    break;
                }
            }
            closed |= bit;
            node.low += self.cuts.close(at);
        }
        while closed != 0 {
            self.cuts.reopen(closed.trailing_zeros() as usize);
            closed &= closed - 1;
        }
    }

    /// Forgets what no longer hangs together with the group.
    fn reach(&self, node: &mut Node) {
        let mut reached = node.border & node.free;
        let mut fresh = reached;
        while fresh != 0 {
            let near = self.near[fresh.trailing_zeros() as usize];
            fresh &= fresh - 1;
            let next = near & node.free & !reached;
            reached |= next;
            fresh |= next;
        }
        node.free = reached;
    }

    /// Whether the group can still come below the ceiling. First by filling the knapsack with fractions of open units, then with
    /// what the cuts would charge for each of them; open units with which it cannot are forgotten.
    fn promising(&mut self, node: &mut Node, least: i64, most: i64) -> bool {
        let (mut need, mut room) = (least - node.size, most - node.size);
        let mut sum = node.low;
        let mut free = node.free;
        // The price of size at the unit where the filling ends.
        let mut price = 0;
        let mut side = need;
        let mut ended = false;
        while free != 0 {
            let open = &self.open[free.trailing_zeros() as usize];
            free &= free - 1;
            let whole = if open.cost < 0 { room } else { need };
            if whole <= 0 {
                // Costs rise from here on: neither more gain nor more need.
                if open.cost >= 0 {
                    ended = true;
                    break;
                }
                continue;
            }
            if open.size > whole {
                let part = i128::from(open.cost) * i128::from(whole);
                sum += part.div_euclid(i128::from(open.size)) as i64;
                price = open.cost.div_euclid(open.size);
                side = if open.cost < 0 {
                    most - node.size
                } else {
                    least - node.size
                };
                ended = true;
                break;
            }
            sum += open.cost;
            need -= open.size;
            room -= open.size;
        }
        if (need > 0 && !ended) || sum >= self.ceiling {
            return false;
        }
        // Any price is sound: one so large that products with it would not fit is left out.
        if price.checked_mul(most.saturating_mul(4)).is_none() {
            (price, side) = (0, 0);
        }
        self.dues.clear();
        self.dues.resize(self.open.len(), 0);
        self.cuts.dues(&mut self.dues);
        // For any price of size this is a bound (see `narrow`).
        let reduced = |at: usize| self.open[at].cost + self.dues[at] - price * self.open[at].size;
        let mut lowest = node.low + price * side;
        let mut free = node.free;
        while free != 0 {
            lowest += reduced(free.trailing_zeros() as usize).min(0);
            free &= free - 1;
        }
        let mut free = node.free;
        while free != 0 {
            let at = free.trailing_zeros() as usize;
            if lowest + reduced(at).max(0) >= self.ceiling {
                node.free &= !(1 << at);
            }
            free &= free - 1;
        }
        lowest < self.ceiling
    }

    /// Notes the group of a node where it is allowed and below the ceiling.
    fn offer(&mut self, frame: &Frame<'_>, node: &Node) {
        let mut units = vec![frame.root.unit];
        let mut inside = node.inside;
        while inside != 0 {
            units.push(self.open[inside.trailing_zeros() as usize].unit);
            inside &= inside - 1;
        }
        units.sort_unstable();
        let Some(paid) = frame.market.settle(&units, node.bare) else {
            return;
        };
        if paid >= self.ceiling {
            return;
        }
        match frame.aim {
            Aim::Least => {
                self.ceiling = paid;
                if self.found.groups.len() == 4 {
                    self.found.groups.remove(0);
                }
            }
            Aim::All { .. } if frame.market.instance().value(&units).site != frame.root.site => return,
            Aim::All { most } if self.found.groups.len() >= most => {
                self.found.cut_short = true;
                return;
            }
            Aim::All { .. } => {}
        }
        self.found.groups.push((paid, units));
    }
}
