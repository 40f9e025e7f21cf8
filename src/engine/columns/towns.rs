//! Cuts over whole towns: a set of units whose total fills no whole number of groups.
//!
//! ```text
//!     a town of 100 in groups of 30-50       2.5 groups of 40 are no plan, yet may cost less than 2 of 50 or 3 of 33
//!     of more than 33 there are 2 at most    sum over groups of floor(inside / 34) <= floor(100 / 34) = 2
//!     of less than 50 there are 3 at least   sum over groups of  ceil(inside / 49) >=  ceil(100 / 49) = 3
//! ```
//!
//! Whatever a group holds of the town, rounded it is a whole number of steps, and all groups together hold the town once: so both are
//! cuts by rounding (V. Chvátal, Edmonds polytopes and a hierarchy of combinatorial problems, Discrete Mathematics 4 (1973)), made for any
//! step as the rounded capacities of vehicle routing are for a vehicle's (G. Laporte and Y. Nobert, A branch and bound algorithm for the
//! capacitated vehicle routing problem, OR Spektrum 5 (1983)). The second is of the same kind with the weights turned
//! round, since every unit is in exactly one group:
//!
//! ```text
//! sum over units inside of (step - size) = step × units inside - their size
//! floor(that / step)                     = units inside - ceil(their size / step)
//! ```
//!
//! A weight counts only by what it is above a whole number of steps: the rest is the same in every plan.

use super::taken::Taken;
use crate::engine::bound::Cut;
use crate::engine::instance::{BandFile, Instance};
use std::collections::BTreeSet;

/// The most units of a town, and the most groups that it fills.
const LARGEST: (usize, i64) = (60, 8);
/// Towns begin with columns that are neither nearly taken nor nearly not.
const OPEN: std::ops::Range<f64> = 0.05..0.95;
/// Steps go down to this part of the least that a group holds.
const FINEST: i64 = 2;
/// The most steps of each way of rounding: where groups may hold next to nothing, there would be as many as there are patients.
const STEPS: usize = 512;

/// For each banded measure the most broken cut of each town that grows out of a column taken in part, where it is broken by more than
/// `worth`, with how much. O(columns × units of a town × (units + columns)).
pub(super) fn broken(instance: &Instance, taken: &Taken<'_>, worth: f64) -> Vec<(f64, Cut)> {
    let mut found = Vec::new();
    for measure in instance.measures() {
        // All weights of a town together are counted in 32 bits.
        let fits = |band: &BandFile| (2..i64::from(u32::MAX) / LARGEST.0 as i64).contains(&band.most);
        let Some(band) = measure.band.filter(fits) else {
            continue;
        };
        if measure.values.iter().any(|&value| value < 0) {
            continue;
        }
        let mut known = BTreeSet::new();
        for (column, _) in taken.columns.iter().filter(|(_, x)| OPEN.contains(x)) {
            let mut town = Town::new(&measure.values, band, taken);
            column.units.iter().for_each(|&unit| town.enter(unit));
            found.extend(town.grow(worth, &mut known));
        }
    }
    found
}

/// A town that grows.
struct Town<'t> {
    sizes: &'t [i64],
    band: BandFile,
    taken: &'t Taken<'t>,
    /// Its units, ascending.
    units: BTreeSet<u32>,
    /// How much each unit stands together with those of the town.
    ties: Vec<f64>,
    /// What each column holds of the town.
    inside: Vec<i64>,
    total: i64,
}

/// Which way the shares of groups are rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rounded {
    Down,
    Up,
}

impl<'t> Town<'t> {
    fn new(sizes: &'t [i64], band: BandFile, taken: &'t Taken<'t>) -> Self {
        Self {
            sizes,
            band,
            taken,
            units: BTreeSet::new(),
            ties: vec![0.0; sizes.len()],
            inside: vec![0; taken.columns.len()],
            total: 0,
        }
    }

    fn enter(&mut self, unit: u32) {
        let at = unit as usize;
        self.units.insert(unit);
        self.total += self.sizes[at];
        for &(near, x) in &self.taken.near[at] {
            self.ties[near as usize] += x;
        }
        for &column in &self.taken.holding[at] {
            self.inside[column as usize] += self.sizes[at];
        }
    }

    /// Grows by the unit that stands together with the town most, until that is a known town; returns the most broken cut on the way.
    fn grow(mut self, worth: f64, known: &mut BTreeSet<BTreeSet<u32>>) -> Option<(f64, Cut)> {
        let mut best: Option<(f64, Cut)> = None;
        while self.units.len() <= LARGEST.0 && known.insert(self.units.clone()) {
            for (step, rounded) in self.steps() {
                let least = best.as_ref().map_or(worth, |&(best, _)| best);
                if self.breaks(step, rounded) > least + 1e-9 {
                    // What the columns do not cover exactly is no break.
                    let cut = self.cut(step, rounded);
                    let by = self.taken.breaks(&cut);
                    best = if by > least { Some((by, cut)) } else { best };
                }
            }
            let others = (0..self.sizes.len() as u32).filter(|unit| !self.units.contains(unit));
            let tied = others.map(|unit| (self.ties[unit as usize], unit));
            let next = tied.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            match next {
                Some((tie, unit)) if tie > 0.0 && self.total < LARGEST.1 * self.band.most => self.enter(unit),
                _ => break,
            }
        }
        best
    }

    /// The steps at which rounding says most: the least of which the town holds fewer than one more, and the largest of which it holds
    /// more than a whole number. Between two of them nothing but the shares of groups would change.
    fn steps(&self) -> Vec<(i64, Rounded)> {
        let finest = (self.band.least / FINEST).max(2);
        let down = (1..).map(|more| self.total / more + 1);
        let down = down.take_while(|&step| step >= finest).take(STEPS);
        let down = down.filter(|&step| step <= self.band.most);
        // Above the band, every group that holds some of the town counts once, as at its top.
        let whole = (self.total - 1).div_euclid(self.band.most).max(1);
        let up = (whole..).map(|whole| ((self.total - 1) / whole).min(self.band.most));
        let up = up.take_while(|&step| step >= finest).take(STEPS);
        down.map(|step| (step, Rounded::Down))
            .chain(up.map(|step| (step, Rounded::Up)))
            .collect()
    }

    /// By how much the columns break the cut of this step.
    fn breaks(&self, step: i64, rounded: Rounded) -> f64 {
        let steps = |size: i64| match rounded {
            Rounded::Down => size / step,
            Rounded::Up => (size + step - 1) / step,
        };
        let columns = self.inside.iter().zip(&self.taken.columns);
        let sum: f64 = columns.map(|(&inside, &(_, x))| steps(inside) as f64 * x).sum();
        let by = sum - steps(self.total) as f64;
        if rounded == Rounded::Down { by } else { -by }
    }

    fn cut(&self, step: i64, rounded: Rounded) -> Cut {
        let weight = |&unit: &u32| {
            let above = self.sizes[unit as usize] % step;
            let weight = match rounded {
                Rounded::Down => above,
                Rounded::Up => (step - above) % step,
            };
            (weight > 0).then_some((unit, weight as u32))
        };
        Cut {
            weights: self.units.iter().filter_map(weight).collect(),
            of: step as u32,
        }
    }
}
