//! The master: which columns to take, and how much of each, so that every unit is covered once.

mod dense;
mod front;
mod normal;
mod order;
mod programme;
#[cfg(test)]
mod tests;

use super::cutting::by_unit;
use super::pool::Column;
use super::relaxation::Relaxation;
use crate::engine::bound::Cut;
use programme::Programme;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Columns that are worth a task of their own.
const COLUMNS: usize = 256;

/// The master's answer, in units of cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Duals {
    /// How much of each column is taken.
    pub(super) taken: Vec<f64>,
    /// What the columns cost together.
    pub(super) cost: f64,
    /// The price of each unit.
    pub(super) units: Vec<f64>,
    /// The price of a group.
    pub(super) group: f64,
    /// The price of a step of each cut, nought or more.
    pub(super) cuts: Vec<f64>,
    /// How much of the units, and of the number of groups, is covered by no column, at the limits of their prices.
    pub(super) uncovered: f64,
}

impl Duals {
    /// The prices moved towards others by this share of the way. Cuts that the others do not know cost nothing there.
    pub(super) fn towards(&self, other: &Self, share: f64) -> Self {
        let mix = |a: f64, b: f64| (1.0 - share) * a + share * b;
        let of = |at: usize| other.cuts.get(at).copied().unwrap_or(0.0);
        Self {
            units: self
                .units
                .iter()
                .zip(&other.units)
                .map(|(&a, &b)| mix(a, b))
                .collect(),
            group: mix(self.group, other.group),
            cuts: self
                .cuts
                .iter()
                .enumerate()
                .map(|(at, &price)| mix(price, of(at)))
                .collect(),
            taken: Vec::new(),
            ..*self
        }
    }
}

/// Solves the master over the columns and cuts of a relaxation to a relative accuracy.
pub(super) fn solve(relaxation: &Relaxation<'_>, accuracy: f64) -> Duals {
    let (columns, cuts) = (relaxation.pool.columns(), &relaxation.cuts);
    let (least, most) = relaxation.groups;
    let fixed = least == most;
    let settled = relaxation.settled.as_ref();
    let scale = relaxation.scale as f64;
    // A row for each open unit.
    let mut row_of = vec![None; relaxation.instance.len()];
    let mut n = 0;
    for (unit, row) in row_of.iter_mut().enumerate() {
        if relaxation.is_open(unit as u32) {
            *row = Some(n as u32);
            n += 1;
        }
    }
    let above = 2.0 * relaxation.limit;
    // A group costs about one, so that the method's accuracy means something.
    let unit = above;
    let rows_of_groups = match (settled, fixed) {
        (Some(_), _) => 0,
        (None, true) => 1,
        (None, false) => 2,
    };
    let first_cut = (n + rows_of_groups) as u32;
    let mut right = vec![1.0; n];
    right.extend([least as f64, most as f64].iter().take(rows_of_groups));
    right.extend(cuts.iter().map(|cut| cut.most() as f64));
    let mut programme = Programme::new(right);
    for (column, steps) in columns.iter().zip(charged(columns, cuts, row_of.len())) {
        let units = column.units.iter();
        let units = units.filter_map(|&unit| row_of[unit as usize].map(|row| (row, 1.0)));
        let paid = settled.map_or(0.0, |settled| settled.worth(&column.units) as f64 / scale);
        let groups = (0..rows_of_groups as u32).map(|row| (n as u32 + row, 1.0));
        let steps = steps
            .into_iter()
            .map(|(cut, steps)| (first_cut + cut, f64::from(steps)));
        programme.push(
            (column.cost as f64 - paid) / unit,
            units.chain(groups).chain(steps),
        );
    }
    // Columns that keep the prices within their limits: a unit left out, a unit too many.
    for (at, row) in row_of.iter().enumerate() {
        if let &Some(row) = row {
            let limit = settled.map_or(relaxation.limit, |settled| settled.limits[at]);
            programme.push(2.0 * limit / unit, [(row, 1.0)]);
            programme.push(limit / unit, [(row, -1.0)]);
        }
    }
    // And that of a group: a group too few or too many costs more than a plan.
    if rows_of_groups > 0 {
        let dear = most.max(1) as f64 * above / unit;
        programme.push(dear, [(n as u32, 1.0)]);
        programme.push(dear, [((n + rows_of_groups - 1) as u32, -1.0)]);
    }
    if rows_of_groups == 2 {
        programme.push(0.0, [(n as u32, -1.0)]);
        programme.push(0.0, [(n as u32 + 1, 1.0)]);
    }
    for cut in 0..cuts.len() as u32 {
        programme.push(0.0, [(first_cut + cut, 1.0)]);
    }
    let optimum = programme.solve(accuracy);
    let (x, duals, k) = (optimum.columns, optimum.duals, columns.len());
    let (units, rest) = duals.split_at(n);
    let (groups, cuts) = rest.split_at(rows_of_groups);
    let known = |at: usize| settled.and_then(|settled| settled.units[at]).unwrap_or(0) as f64 / scale;
    let priced = row_of.iter().enumerate();
    let priced = priced.map(|(at, row)| row.map_or_else(|| known(at), |row| units[row as usize] * unit));
    Duals {
        uncovered: x[k..k + 2 * n + 2 * rows_of_groups.min(1)].iter().sum(),
        taken: x[..k].to_vec(),
        cost: optimum.cost * unit,
        units: priced.collect(),
        group: settled.map_or(groups.iter().sum::<f64>() * unit, |settled| {
            settled.group as f64 / scale
        }),
        cuts: cuts.iter().map(|y| (-y * unit).max(0.0)).collect(),
    }
}

/// For each column the cuts that charge it, with its steps.
fn charged(columns: &[Column], cuts: &[Cut], n: usize) -> Vec<Vec<(u32, u32)>> {
    let cuts_of = by_unit(n, cuts);
    let of = |column: &Column| {
        let mut weights: Vec<(u32, u32)> = column
            .units
            .iter()
            .flat_map(|&u| &cuts_of[u as usize])
            .copied()
            .collect();
        weights.sort_unstable_by_key(|&(cut, _)| cut);
        let by_cut = weights.chunk_by(|a, b| a.0 == b.0);
        let steps = by_cut.map(|same| {
            let sum: u32 = same.iter().map(|&(_, weight)| weight).sum();
            (same[0].0, sum / cuts[same[0].0 as usize].of)
        });
        steps.filter(|&(_, steps)| steps > 0).collect()
    };
    columns.par_iter().with_min_len(COLUMNS).map(of).collect()
}
