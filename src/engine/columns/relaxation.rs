//! The linear relaxation of the set partition, with cuts, by column generation.
//!
//! ```text
//! until no group pays too little:
//!     solve the master over the columns there are
//!     price between its duals and the best seen so far; where that finds nothing, nearer to its own
//!     every pricing gives a bound; groups that pay too little become columns
//! ```
//!
//! The smoothing is that of P. Wentges, Weighted Dantzig-Wolfe decomposition for linear mixed-integer programming, International
//! Transactions in Operational Research 4 (1997).

use super::cutting;
use super::goal::{GLANCE, Goal};
use super::master::{self, Duals};
use super::pool::Pool;
use super::proof::{Proof, charge};
use super::settled::Settled;
use super::source::Source;
use crate::engine::bound::{Cut, PricedCut, Prices};
use crate::engine::instance::Instance;
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;
use std::time::Instant;

/// Prices of cuts are multiples of this, so that their shares in a half to a fifth of a step are whole numbers.
const CUT_UNIT: i64 = 60;

/// No price is larger than this.
const LARGEST: f64 = (1_u64 << 52) as f64;

/// How far prices are drawn from the master's towards the best seen so far. Between 0.3 and 0.85 little changed.
const SMOOTHING: f64 = 0.3;

/// A number of groups so near to a whole one is that.
pub(super) const WHOLE: f64 = 0.02;

/// Less than this is left uncovered by the master's accuracy alone.
pub(super) const UNCOVERED: f64 = 0.01;

/// The relaxation with its columns and cuts.
#[derive(Clone, Debug)]
pub(super) struct Relaxation<'a> {
    pub(super) instance: &'a Instance,
    pub(super) scale: i64,
    /// The fewest and the most groups.
    pub(super) groups: (usize, usize),
    pub(super) pool: Pool,
    pub(super) cuts: Vec<Cut>,
    /// The best prices so far, as the master gives them, with the number of cuts then known.
    pub(super) centre: Option<Duals>,
    /// How much of each column was taken last.
    pub(super) taken: Vec<f64>,
    /// What the master cost last.
    pub(super) cost: f64,
    /// How much of the units no column covered then.
    pub(super) uncovered: f64,
    /// No unit is worth more than twice this, nor less than as much below nought: what the dearest of the first groups costs, and more
    /// where units stayed uncovered, because the limits were too narrow, or because there is no plan.
    pub(super) limit: f64,
    /// The best sum since it began to converge: that of the centre.
    pub(super) best: Option<i128>,
    /// How sharp the master and how deep the search was last, while it converges.
    pub(super) pace: Option<(f64, u64)>,
    /// What is settled, where only some units are open.
    pub(super) settled: Option<Settled>,
    /// The units of groups that a dive has taken: they are no longer looked at.
    pub(super) covered: Vec<bool>,
}

impl<'a> Relaxation<'a> {
    /// A relaxation that knows these groups; those that are not allowed are left out.
    pub(super) fn new(instance: &'a Instance, scale: i64, first: impl IntoIterator<Item = Vec<u32>>) -> Self {
        let mut pool = Pool::default();
        for group in first {
            pool.add(instance, group);
        }
        let dearest = pool.columns().iter().map(|column| column.cost.abs()).max();
        Self {
            instance,
            scale,
            groups: instance.groups(),
            pool,
            cuts: Vec::new(),
            centre: None,
            taken: Vec::new(),
            cost: f64::INFINITY,
            uncovered: 0.0,
            limit: dearest.unwrap_or(1).max(1) as f64,
            best: None,
            pace: None,
            settled: None,
            covered: vec![false; instance.len()],
        }
    }

    /// Whether the price of a unit is looked for.
    pub(super) fn is_open(&self, unit: u32) -> bool {
        let settled = self.settled.as_ref();
        !self.covered[unit as usize] && settled.is_none_or(|settled| settled.is_open(unit))
    }

    /// How many units are open.
    pub(super) fn left(&self) -> usize {
        let units = 0..self.instance.len() as u32;
        units.filter(|&unit| self.is_open(unit)).count()
    }

    /// How many groups it takes together.
    pub(super) fn count(&self) -> f64 {
        self.taken.iter().sum()
    }

    /// Whether it has converged, and was not only paused or stopped.
    pub(super) fn is_converged(&self) -> bool {
        self.pace.is_none()
    }

    /// Converges, or goes on where it paused; returns the best proof met on the way. `None` only where it was stopped before any
    /// pricing was complete.
    pub(super) fn converge(
        &mut self,
        source: &dyn Source,
        goal: Goal,
        record: &mut Record,
        stopped: Stopped<'_>,
    ) -> Option<Proof> {
        let mut proof: Option<Proof> = None;
        // A short look finds columns enough while duals are wild; only the end needs all of them.
        let first = ((goal.accuracy * 10.0).clamp(1e-9, 1e-3), goal.effort.min(GLANCE));
        if self.pace.is_none() {
            self.best = None;
        }
        for _ in 0..goal.turns {
            let (accuracy, effort) = *self.pace.get_or_insert(first);
            let began = Instant::now();
            let duals = master::solve(self, accuracy);
            record.parts.master += began.elapsed().as_secs_f64();
            let began = Instant::now();
            let Some((added, given_up)) = self.price(source, &duals, effort, &mut proof, record, stopped)
            else {
                return proof;
            };
            record.parts.pricing += began.elapsed().as_secs_f64();
            record.columns += added as u64;
            self.cost = duals.cost;
            self.uncovered = duals.uncovered;
            self.taken = duals.taken;
            self.taken.resize(self.pool.columns().len(), 0.0);
            let sum = self.best.unwrap_or(i128::MIN);
            let gap = (self.cost - sum as f64 / self.scale as f64) / self.cost.abs().max(1.0);
            let enough = goal.enough.is_some_and(|enough| sum >= enough);
            let all = added == 0 && accuracy <= goal.accuracy && effort == goal.effort;
            let hopeless = effort == goal.effort && given_up > goal.patience;
            if enough || all || hopeless || gap <= goal.accuracy {
                let widest = LARGEST / self.scale as f64;
                let whole = self.settled.is_none();
                if whole && !enough && !hopeless && self.uncovered > UNCOVERED && self.limit < widest {
                    self.limit *= 8.0;
                    continue;
                }
                self.pace = None;
                return proof;
            }
            // The nearer to the end, the sharper the duals.
            let sharper = if added == 0 { 0.0 } else { accuracy.min(gap / 10.0) };
            let few = added <= self.instance.len() / 20;
            self.pace = Some((sharper.max(goal.accuracy), if few { goal.effort } else { effort }));
        }
        proof
    }

    /// Prices between the master's duals and the best seen so far; where that finds nothing, nearer to the master's. Returns how many
    /// columns are new and how many searches gave up; `None` when it was stopped.
    fn price(
        &mut self,
        source: &dyn Source,
        duals: &Duals,
        effort: u64,
        proof: &mut Option<Proof>,
        record: &mut Record,
        stopped: Stopped<'_>,
    ) -> Option<(usize, usize)> {
        let mut smoothing = if self.centre.is_some() { SMOOTHING } else { 0.0 };
        loop {
            let centre = self.centre.as_ref();
            let point = centre.map_or_else(|| duals.clone(), |centre| duals.towards(centre, smoothing));
            let (added, given_up) = self.look(point, source, effort, proof, record, stopped)?;
            if added > 0 || smoothing == 0.0 {
                return Some((added, given_up));
            }
            smoothing = if smoothing > 0.1 { smoothing / 2.0 } else { 0.0 };
        }
    }

    /// Prices once, at these duals: a proof where it is the best, and columns. Returns what [`price`](Self::price) does.
    pub(super) fn look(
        &mut self,
        point: Duals,
        source: &dyn Source,
        effort: u64,
        proof: &mut Option<Proof>,
        record: &mut Record,
        stopped: Stopped<'_>,
    ) -> Option<(usize, usize)> {
        let prices = self.prices(&point);
        let offer = source.offer(&prices, effort, stopped)?;
        record.pricings += 1;
        let sum = self.worth(&prices) + offer.shortfall;
        if self.best.is_none_or(|best| sum > best) {
            self.best = Some(sum);
            self.centre = Some(point);
        }
        if proof.as_ref().is_none_or(|proof| sum > proof.sum) {
            *proof = Some(Proof { sum, prices });
        }
        let mut added = 0;
        for units in offer.groups {
            // What holds no open unit says nothing of their prices, and what holds one that a dive has taken is no longer to be had.
            let had = units.iter().any(|&unit| self.covered[unit as usize]);
            if !had && units.iter().any(|&unit| self.is_open(unit)) {
                added += usize::from(self.pool.add(self.instance, units));
            }
        }
        Some((added, offer.given_up))
    }

    /// Whole-number prices of some duals, small enough to add up: a master without a solution has duals without an end.
    fn prices(&self, duals: &Duals) -> Prices {
        let whole = |price: f64| (price * self.scale as f64).round().clamp(-LARGEST, LARGEST) as i64;
        let priced = self.cuts.iter().zip(&duals.cuts).map(|(cut, &price)| PricedCut {
            cut: cut.clone(),
            price: whole(price) / CUT_UNIT * CUT_UNIT,
        });
        let mut prices = Prices {
            units: duals.units.iter().map(|&price| whole(price)).collect(),
            group: whole(duals.group),
            cuts: priced.filter(|priced| priced.price > 0).collect(),
        };
        if let Some(settled) = &self.settled {
            for (price, settled) in prices.units.iter_mut().zip(&settled.units) {
                *price = settled.unwrap_or(*price);
            }
            prices.group = settled.group;
            prices.cuts.extend(settled.cuts.iter().cloned());
        }
        prices
    }

    /// What a plan whose groups all pay for themselves costs at least; the open units' share of it where others are settled.
    fn worth(&self, prices: &Prices) -> i128 {
        if let Some(settled) = &self.settled {
            let units = (0..).zip(&prices.units).filter(|&(unit, _)| self.is_open(unit));
            let units: i128 = units.map(|(_, &price)| i128::from(price)).sum();
            let open = &prices.cuts[..prices.cuts.len() - settled.cuts.len()];
            return units - charge(open);
        }
        let (least, most) = self.groups;
        let groups = if prices.group >= 0 { least } else { most } as i128;
        let units: i128 = prices.units.iter().map(|&price| i128::from(price)).sum();
        units + i128::from(prices.group) * groups - charge(&prices.cuts)
    }

    /// Adds the cuts that are broken most; returns how many.
    pub(super) fn cut(&mut self, kinds: cutting::Kinds, record: &mut Record) -> usize {
        let began = Instant::now();
        let mut fresh = cutting::broken(self.instance, self.pool.columns(), &self.taken, &self.cuts, kinds);
        fresh.retain(|cut| cut.weights.iter().all(|&(unit, _)| self.is_open(unit)));
        record.cuts += fresh.len() as u64;
        record.parts.cutting += began.elapsed().as_secs_f64();
        let count = fresh.len();
        self.cuts.extend(fresh);
        count
    }
}
