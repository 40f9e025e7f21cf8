//! A site and a unit from which groups grow, and the few units that can matter there.

use super::filling::{Filling, Item};
use super::priced::{Charge, Priced};
use super::totals::Totals;

/// How often the slopes are bettered. The bound hardly rises after so many.
const ROUNDS: i128 = 40;

/// The groups that hold `from` and are served from `site`, some units left out.
///
/// A charge by steps is no sum over units. It is taken apart into a slope, `slope × weight`, which is added to what the units are worth,
/// and the rest, which is known to be no less than its least between the weight inside and that with all open units.
/// Every slope gives a bound; good ones make it high.
#[derive(Clone)]
pub(super) struct Spot<'a> {
    pub(super) priced: &'a Priced<'a>,
    pub(super) from: u32,
    /// What every group pays, `from` and slopes of it included.
    pub(super) base: i64,
    /// The units that may join, in [`Item::order`], with their worth, slopes included.
    pub(super) units: Vec<u32>,
    pub(super) items: Vec<Item>,
    /// For each of them its charges, by their place in `charges`.
    pub(super) charged: Vec<Vec<(u32, i64)>>,
    pub(super) charges: Vec<Sloped>,
    /// The room that the others may fill.
    pub(super) least: i64,
    pub(super) most: i64,
}

/// A charge with its slope, and how much of its weight is inside and open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sloped {
    charge: Charge,
    slope: i64,
    pub(super) inside: i64,
    pub(super) open: i64,
}

impl Sloped {
    /// What the charge is above its slope for the weight inside.
    pub(super) fn exact(&self) -> i64 {
        self.charge.of_weight(self.inside) - self.slope * self.inside
    }

    /// The least that it can come to above its slope, with any of the open weight.
    pub(super) fn least(&self) -> i64 {
        let above = |weight: i64| self.charge.of_weight(weight) - self.slope * weight;
        if self.charge.price < 0 {
            // A pair that pays, with a slope of half its price: one unit alone is above both none and both.
            return above(self.inside).min(above(self.inside + self.open));
        }
        above(self.lowest())
    }

    /// Between two steps it falls by the slope, and a step raises it by no less: it is lowest before the next step.
    fn lowest(&self) -> i64 {
        let before_next = self.inside - self.inside % self.charge.of + self.charge.of - 1;
        before_next.min(self.inside + self.open)
    }

    fn steepest(&self) -> i64 {
        self.charge.price / self.charge.of
    }
}

impl<'a> Spot<'a> {
    /// The spot with all units that `may` join; `None` where the site cannot serve `from`. O(n + charges).
    pub(super) fn new(
        priced: &'a Priced<'a>,
        site: Option<u32>,
        from: u32,
        may: impl Fn(u32) -> bool,
    ) -> Option<Self> {
        let first = priced.item(from, site)?;
        let (least, most) = priced.room();
        let mut spot = Self {
            priced,
            from,
            base: priced.base() + first.worth,
            units: Vec::new(),
            items: Vec::new(),
            charged: Vec::new(),
            charges: Vec::new(),
            least: least.saturating_sub(first.weight),
            most: most.saturating_sub(first.weight),
        };
        let fits = |item: &Item| item.weight <= spot.most;
        for unit in (0..priced.instance.len() as u32).filter(|&unit| unit != from && may(unit)) {
            if let Some(item) = priced.item(unit, site).filter(fits) {
                spot.units.push(unit);
                spot.items.push(item);
            }
        }
        spot.take_charges();
        Some(spot)
    }

    /// Numbers the charges that any of the units has a part in.
    fn take_charges(&mut self) {
        let mut place = vec![u32::MAX; self.priced.charges.len()];
        let mut charges = Vec::new();
        let mut mine = |unit: u32, open: i64, inside: i64| -> Vec<(u32, i64)> {
            let charged = self.priced.charged[unit as usize].iter();
            let placed = charged.map(|&(number, weight)| {
                let at = &mut place[number as usize];
                if *at == u32::MAX {
                    *at = charges.len() as u32;
                    let charge = self.priced.charges[number as usize];
                    // A pair that pays is shared by both units, rounded to the safe side; a cut starts level.
                    charges.push(Sloped {
                        charge,
                        slope: charge.price.min(0).div_euclid(2),
                        inside: 0,
                        open: 0,
                    });
                }
                let sloped: &mut Sloped = &mut charges[*at as usize];
                sloped.inside += inside * weight;
                sloped.open += open * weight;
                (*at, weight)
            });
            placed.collect()
        };
        let of_from = mine(self.from, 0, 1);
        self.charged = self.units.iter().map(|&unit| mine(unit, 1, 0)).collect();
        self.charges = charges;
        self.base += self.slopes(&of_from);
        for at in 0..self.units.len() {
            self.items[at].worth += self.slopes(&self.charged[at]);
        }
    }

    fn slopes(&self, charged: &[(u32, i64)]) -> i64 {
        let slope = |&(at, weight): &(u32, i64)| self.charges[at as usize].slope * weight;
        charged.iter().map(slope).sum()
    }

    /// Leaves out the units that no group with less than `ceiling` can hold, and betters the slopes; `None` where there is no
    /// such group. Never leaves out a unit of a group that pays less. O(rounds × (n log n + charges)).
    pub(super) fn narrowed(mut self, ceiling: i64) -> Option<Self> {
        let mut best: Option<(i64, Vec<i64>)> = None;
        for round in 0..=ROUNDS {
            let (bound, filling) = self.pass(ceiling)?;
            if best.as_ref().is_none_or(|&(highest, _)| bound > highest) {
                best = Some((bound, self.charges.iter().map(|sloped| sloped.slope).collect()));
            }
            if round < ROUNDS {
                let slopes = self.bettered(&filling, round);
                self.set_slopes(&slopes);
            }
        }
        let (_, slopes) = best?;
        self.set_slopes(&slopes);
        self.pass(ceiling)?;
        self.sort();
        Some(self)
    }

    /// One look at the whole: what every group pays at least, with the filling that shows it. Leaves out units.
    fn pass(&mut self, ceiling: i64) -> Option<(i64, Filling)> {
        self.sort();
        let totals = Totals::new(
            self.priced.instance,
            self.priced.scale,
            self.from,
            self.units.iter().copied(),
        );
        let filling = Filling::of(self.items.iter().copied(), self.least, self.most)?;
        let rest: i64 = self.charges.iter().map(Sloped::least).sum();
        let bound = self.base + totals.least()? + rest + filling.least;
        if bound >= ceiling {
            return None;
        }
        let slack = i128::from(ceiling - bound) * filling.unit();
        let near = self.within_reach();
        let kept: Vec<bool> = (0..self.units.len())
            .map(|at| near[at] && filling.surplus(self.items[at]) < slack)
            .collect();
        self.retain(&kept);
        Some((bound, filling))
    }

    /// Which units hang together with `from` through the others.
    fn within_reach(&self) -> Vec<bool> {
        let instance = self.priced.instance;
        let mut place = vec![None; instance.len()];
        for (at, &unit) in self.units.iter().enumerate() {
            place[unit as usize] = Some(at);
        }
        let mut reached = vec![false; self.units.len()];
        let mut stack = vec![self.from];
        while let Some(unit) = stack.pop() {
            for &near in instance.neighbours(unit) {
                if let Some(at) = place[near as usize].take() {
                    reached[at] = true;
                    stack.push(near);
                }
            }
        }
        reached
    }

    fn retain(&mut self, kept: &[bool]) {
        for (charged, _) in self.charged.iter().zip(kept).filter(|&(_, &kept)| !kept) {
            for &(at, weight) in charged {
                self.charges[at as usize].open -= weight;
            }
        }
        let mut at = 0..kept.len();
        self.units.retain(|_| at.next().is_some_and(|at| kept[at]));
        let mut at = 0..kept.len();
        self.items.retain(|_| at.next().is_some_and(|at| kept[at]));
        let mut at = 0..kept.len();
        self.charged.retain(|_| at.next().is_some_and(|at| kept[at]));
    }

    /// Slopes a step further uphill: where the filling holds more of a charge than the rest counts on, its units
    /// should bear more of it (a subgradient of the bound, Held, Wolfe and Crowder 1974), with ever shorter steps.
    fn bettered(&self, filling: &Filling, round: i128) -> Vec<i64> {
        // Twice the weight, so that the unit that is cut counts half.
        let mut held: Vec<i64> = self.charges.iter().map(|sloped| 2 * sloped.inside).collect();
        for (item, charged) in self.items.iter().zip(&self.charged) {
            let share = 1 - filling.surplus(*item).signum() as i64;
            for &(at, weight) in charged {
                held[at as usize] += share * weight;
            }
        }
        let better = |(sloped, held): (&Sloped, &i64)| {
            if sloped.charge.price < 0 {
                return sloped.slope;
            }
            let uphill = i128::from(held - 2 * sloped.lowest());
            let step =
                i128::from(sloped.steepest()) * uphill * 2 / (i128::from(sloped.charge.of) * (4 + round));
            let slope = i128::from(sloped.slope) + step;
            slope.clamp(0, i128::from(sloped.steepest())) as i64
        };
        self.charges.iter().zip(&held).map(better).collect()
    }

    fn set_slopes(&mut self, slopes: &[i64]) {
        let change: Vec<i64> = self
            .charges
            .iter()
            .zip(slopes)
            .map(|(old, new)| new - old.slope)
            .collect();
        for (item, charged) in self.items.iter_mut().zip(&self.charged) {
            for &(at, weight) in charged {
                item.worth += change[at as usize] * weight;
            }
        }
        for (sloped, change) in self.charges.iter_mut().zip(&change) {
            sloped.slope += change;
            // Only `from` is inside.
            self.base += change * sloped.inside;
        }
    }

    fn sort(&mut self) {
        let mut order: Vec<usize> = (0..self.units.len()).collect();
        order.sort_by(|&a, &b| {
            self.items[a]
                .order(self.items[b])
                .then(self.units[a].cmp(&self.units[b]))
        });
        self.units = order.iter().map(|&at| self.units[at]).collect();
        self.items = order.iter().map(|&at| self.items[at]).collect();
        self.charged = order
            .iter()
            .map(|&at| std::mem::take(&mut self.charged[at]))
            .collect();
    }
}
