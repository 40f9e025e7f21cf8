//! The groups that the master may choose from.

use super::list::keeps;
use crate::engine::bound::Decision;
use crate::engine::instance::Instance;
use std::collections::{BTreeMap, BTreeSet};

/// An allowed group as a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Its units, ascending.
    pub(super) units: Vec<u32>,
    /// What it costs, with the best of its hubs.
    pub(super) cost: i64,
    /// That hub.
    pub(super) site: Option<u32>,
}

/// How much of each pair of units stands together in columns that are taken so far.
pub(super) fn together<'c>(taken: impl Iterator<Item = (&'c Column, f64)>) -> BTreeMap<(u32, u32), f64> {
    let mut together = BTreeMap::new();
    for (column, x) in taken {
        for (at, &a) in column.units.iter().enumerate() {
            for &b in &column.units[at + 1..] {
                *together.entry((a, b)).or_default() += x;
            }
        }
    }
    together
}

/// Columns, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Pool {
    columns: Vec<Column>,
    known: BTreeSet<Vec<u32>>,
}

impl Pool {
    /// Adds an allowed group; false where it was there or is outside its bands.
    pub(super) fn add(&mut self, instance: &Instance, units: Vec<u32>) -> bool {
        if self.known.contains(&units) {
            return false;
        }
        let value = instance.value(&units);
        if value.violation > 0 {
            return false;
        }
        self.known.insert(units.clone());
        self.columns.push(Column {
            units,
            cost: value.cost,
            site: value.site,
        });
        true
    }

    pub(super) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Keeps the columns that keep a decision.
    pub(super) fn keep(&mut self, instance: &Instance, decision: Decision) {
        self.retain(|_, column| keeps(instance, &column.units, column.site, decision));
    }

    /// Keeps the columns that the test likes.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(usize, &Column) -> bool) {
        let mut at = 0;
        let known = &mut self.known;
        self.columns.retain(|column| {
            at += 1;
            let keep = keep(at - 1, column);
            if !keep {
                known.remove(&column.units);
            }
            keep
        });
    }
}
