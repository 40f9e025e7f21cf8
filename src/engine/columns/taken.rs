//! The columns that a relaxation takes in part, and who stands together in them.

use super::pool::{Column, together};
use crate::engine::bound::Cut;
use std::collections::BTreeMap;

/// Less than this is the master's accuracy, not a column.
const TAKEN: f64 = 1e-4;

/// The columns taken in part, and which of them hold each unit.
pub(super) struct Taken<'c> {
    /// Each with how much of it is taken.
    pub(super) columns: Vec<(&'c Column, f64)>,
    /// For each unit the columns that hold it, by number.
    pub(super) holding: Vec<Vec<u32>>,
    /// For each unit those that share a column with it, with how much of them.
    pub(super) near: Vec<Vec<(u32, f64)>>,
    together: BTreeMap<(u32, u32), f64>,
}

impl<'c> Taken<'c> {
    pub(super) fn new(n: usize, columns: &'c [Column], taken: &[f64]) -> Self {
        let part = columns.iter().zip(taken.iter().copied());
        let columns: Vec<(&Column, f64)> = part.filter(|&(_, x)| x > TAKEN).collect();
        let mut holding = vec![Vec::new(); n];
        for (number, (column, _)) in columns.iter().enumerate() {
            column
                .units
                .iter()
                .for_each(|&unit| holding[unit as usize].push(number as u32));
        }
        let together = together(columns.iter().copied());
        let mut near = vec![Vec::new(); n];
        for (&(a, b), &x) in &together {
            near[a as usize].push((b, x));
            near[b as usize].push((a, x));
        }
        Self {
            columns,
            holding,
            near,
            together,
        }
    }

    /// How much of two units stands together.
    pub(super) fn together(&self, a: u32, b: u32) -> f64 {
        self.together.get(&(a.min(b), a.max(b))).copied().unwrap_or(0.0)
    }

    /// By how much the columns break a cut: nought or less where they keep it. O(columns of its units).
    pub(super) fn breaks(&self, cut: &Cut) -> f64 {
        let mut touched: Vec<(u32, u32)> = Vec::new();
        for &(unit, weight) in &cut.weights {
            touched.extend(self.holding[unit as usize].iter().map(|&column| (column, weight)));
        }
        touched.sort_unstable();
        let mut steps = 0.0;
        for same in touched.chunk_by(|a, b| a.0 == b.0) {
            let sum: u64 = same.iter().map(|&(_, weight)| u64::from(weight)).sum();
            steps += (sum / u64::from(cut.of)) as f64 * self.columns[same[0].0 as usize].1;
        }
        steps - cut.most() as f64
    }

    /// Which of these few units each column holds, as a mask, with how much of the column is taken; columns with none of them are left
    /// out. To be gathered once for all the weights that a set is tried with.
    pub(super) fn held(&self, set: &[u32]) -> Vec<(u32, f64)> {
        let mut touched: Vec<(u32, u32)> = Vec::new();
        for (&unit, at) in set.iter().zip(0..) {
            let holding = &self.holding[unit as usize];
            touched.extend(holding.iter().map(|&column| (column, 1 << at)));
        }
        touched.sort_unstable();
        let same = touched.chunk_by(|a, b| a.0 == b.0);
        same.map(|same| {
            let mask = same.iter().map(|&(_, bit)| bit).sum();
            (mask, self.columns[same[0].0 as usize].1)
        })
        .collect()
    }
}
