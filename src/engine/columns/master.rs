//! The master: which columns to take, and how much of each, so that every unit is covered once.

use super::cutting::by_unit;
use super::pool::Column;
use super::programme::Programme;
use super::relaxation::Relaxation;
use crate::engine::bound::Cut;

/// The master's answer, in units of cost.
#[derive(Clone, Debug)]
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
    let n = relaxation.instance.len();
    let (least, most) = relaxation.groups;
    let below = relaxation.limit;
    let above = 2.0 * below;
    // A group costs about one, so that the method's accuracy means something.
    let unit = above;
    // Units with a price from outside have no row, nor has a group.
    let outside = relaxation.outside.as_ref();
    let free: Vec<u32> = (0..n as u32)
        .filter(|&u| outside.is_none_or(|outside| outside.is_free(u)))
        .collect();
    let mut row_of = vec![NONE; n];
    (0..).zip(&free).for_each(|(row, &u)| row_of[u as usize] = row);
    let rows_of_groups = match outside {
        Some(_) => 0,
        None if least == most => 1,
        None => 2,
    };
    let first_cut = (free.len() + rows_of_groups) as u32;
    let mut right = vec![1.0; free.len()];
    right.extend([least as f64, most as f64].iter().take(rows_of_groups));
    right.extend(cuts.iter().map(|cut| cut.most() as f64));
    let mut programme = Programme::new(right);
    for (column, steps) in columns.iter().zip(charged(columns, cuts, n)) {
        let units = column.units.iter().map(|&unit| row_of[unit as usize]);
        let units = units.filter(|&row| row != NONE).map(|row| (row, 1.0));
        let groups = (0..rows_of_groups as u32).map(|row| (free.len() as u32 + row, 1.0));
        let steps = steps
            .into_iter()
            .map(|(cut, steps)| (first_cut + cut, f64::from(steps)));
        let cost = match outside {
            Some(outside) => outside.rest(column, relaxation.scale),
            None => column.cost as f64,
        };
        programme.push(cost / unit, units.chain(groups).chain(steps));
    }
    // Columns that keep the prices within their limits: a unit left out, a unit too many.
    for row in 0..free.len() as u32 {
        programme.push(above / unit, [(row, 1.0)]);
        programme.push(below / unit, [(row, -1.0)]);
    }
    let mut limits = 2 * free.len();
    if rows_of_groups > 0 {
        // And that of a group: a group too few or too many costs more than a plan.
        let dear = most as f64 * above / unit;
        programme.push(dear, [(n as u32, 1.0)]);
        programme.push(dear, [((n + rows_of_groups - 1) as u32, -1.0)]);
        limits += 2;
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
    let (own, rest) = duals.split_at(free.len());
    let (groups, cuts) = rest.split_at(rows_of_groups);
    let settled = |price: i64| price as f64 / relaxation.scale as f64;
    let price = |u: usize| match (outside, row_of[u]) {
        (Some(outside), NONE) => settled(outside.units[u].unwrap_or(0)),
        (_, row) => own[row as usize] * unit,
    };
    Duals {
        uncovered: x[k..k + limits].iter().sum(),
        taken: x[..k].to_vec(),
        cost: optimum.cost * unit,
        units: (0..n).map(price).collect(),
        group: outside.map_or(groups.iter().sum::<f64>() * unit, |outside| {
            settled(outside.group)
        }),
        cuts: cuts.iter().map(|y| (-y * unit).max(0.0)).collect(),
    }
}

/// No row.
const NONE: u32 = u32::MAX;

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
    columns.iter().map(of).collect()
}
