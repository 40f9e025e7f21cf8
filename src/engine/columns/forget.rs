//! What a relaxation forgets: columns and cuts that say little, and what a dive has taken.

use super::pool::Column;
use super::proof::Proof;
use super::relaxation::Relaxation;
use super::till::Till;
use crate::engine::bound::Cut;
use std::collections::BTreeSet;

/// A cut whose step costs less than one part in so many of what a group costs is as good as free: in a master that was solved to some
/// accuracy every price is above nought, and a master takes as long as its rows, cubed.
const FAINT: i128 = 100_000;

impl Relaxation<'_> {
    /// The same cuts and numbers of groups over no columns.
    pub(super) fn emptied(&self) -> Self {
        Self {
            groups: self.groups,
            cuts: self.cuts.clone(),
            limit: self.limit,
            ..Self::new(self.instance, self.scale, [])
        }
    }

    /// Takes some of its groups whole: what is left is the relaxation of the other units, with fewer groups to come. A cut keeps the weights of
    /// units that are left, and goes where it says no more than that each of them is covered once.
    pub(super) fn take(&mut self, groups: &[Vec<u32>]) {
        for &unit in groups.iter().flatten() {
            self.covered[unit as usize] = true;
            if let Some(centre) = &mut self.centre {
                centre.units[unit as usize] = 0.0;
            }
        }
        let covered = self.covered.clone();
        let is_left = |unit: u32| !covered[unit as usize];
        self.keep_columns(|column, _| column.units.iter().copied().all(is_left));
        self.groups.0 = self.groups.0.saturating_sub(groups.len());
        self.groups.1 = self.groups.1.saturating_sub(groups.len());
        for cut in &mut self.cuts {
            cut.weights.retain(|&(unit, _)| is_left(unit));
        }
        // Two units stand together in one group at most.
        self.keep_cuts(|cut| cut.weights.len() > 2 && cut.most() > 0);
    }

    /// Forgets the other cuts.
    fn keep_cuts(&mut self, keep: impl Fn(&Cut) -> bool) {
        if let Some(centre) = &mut self.centre {
            centre.cuts.resize(self.cuts.len(), 0.0);
            let mut cuts = self.cuts.iter();
            centre.cuts.retain(|_| cuts.next().is_some_and(&keep));
        }
        self.cuts.retain(keep);
    }

    /// Forgets columns that are neither taken nor near to it, and cuts with hardly a price.
    pub(super) fn clean(&mut self, proof: &Proof, room: i64) {
        let groups = (self.count().round() as i128).max(1);
        let faint = proof.sum.abs() / (FAINT * groups);
        let priced = proof.prices.cuts.iter();
        let priced = priced.filter(|priced| i128::from(priced.price) > faint);
        let priced: BTreeSet<&Cut> = priced.map(|priced| &priced.cut).collect();
        self.keep_cuts(|cut| priced.contains(cut));
        let mut till = Till::new(self.instance, self.scale, &proof.prices, room);
        self.keep_columns(|column, taken| taken > 1e-6 || till.paid(&column.units, column.cost) < room);
    }

    /// Forgets the other columns; a column that no master has seen yet is not taken.
    fn keep_columns(&mut self, mut keep: impl FnMut(&Column, f64) -> bool) {
        let taken = std::mem::take(&mut self.taken);
        self.pool.retain(|at, column| {
            let taken = taken.get(at).copied().unwrap_or(0.0);
            let keep = keep(column, taken);
            if keep {
                self.taken.push(taken);
            }
            keep
        });
    }
}
