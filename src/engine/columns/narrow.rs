//! Who is left of the candidates at a root when those that are in no group below the ceiling are dropped.

use super::candidates::{Candidates, MOST, NONE, Open};
use super::market::{Market, Root};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::RangeInclusive;

/// How long a way becomes with a unit.
type Length<'l> = &'l dyn Fn(&Open) -> i128;

impl Candidates {
    /// Drops those that are in no group below the ceiling; returns what the relaxation says, `None` when nothing is below.
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
        Some(relaxed)
    }

    /// Keeps only as many as a search takes, the likeliest and the one that is taken: then nothing is proven.
    pub(super) fn fit(
        &mut self,
        market: &Market<'_>,
        root: &Root,
        room: RangeInclusive<i64>,
        taken: Option<u32>,
    ) {
        if self.open.len() <= MOST {
            return;
        }
        let (least, most) = room.into_inner();
        let d = self.price_of_size(least, most);
        self.open.sort_by_key(|open| {
            let reduced = i128::from(open.cost) - i128::from(d) * i128::from(open.size);
            (taken != Some(open.unit), reduced, open.unit)
        });
        self.open.truncate(MOST);
        self.drop_unreachable(market, root, d, most, i128::MAX);
        self.keep(market);
        self.partial = true;
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
}
