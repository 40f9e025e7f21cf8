//! What a group pays at given prices.

use super::cutting::by_unit;
use crate::engine::bound::Prices;
use crate::engine::instance::Instance;
use std::sync::Arc;

/// What a group pays, cut by cut only where it would pay too little without.
#[derive(Clone)]
pub(super) struct Till<'p> {
    scale: i64,
    prices: &'p Prices,
    /// For each unit the cuts that hold it, with its weight.
    cuts_of: Arc<Vec<Vec<(u32, u32)>>>,
    /// The weights of the group's units in each cut, beyond whole steps; nought between groups.
    rests: Vec<u32>,
    /// What a group pays above this is of no interest.
    ceiling: i64,
}

impl<'p> Till<'p> {
    pub(super) fn new(instance: &Instance, scale: i64, prices: &'p Prices, ceiling: i64) -> Self {
        let cuts_of = by_unit(instance.len(), prices.cuts.iter().map(|priced| &priced.cut));
        Self {
            scale,
            prices,
            cuts_of: Arc::new(cuts_of),
            rests: vec![0; prices.cuts.len()],
            ceiling,
        }
    }

    /// What a group of this cost pays; where that is not below the ceiling, only that it is not.
    pub(super) fn paid(&mut self, units: &[u32], cost: i64) -> i64 {
        let worth: i64 = units.iter().map(|&unit| self.prices.units[unit as usize]).sum();
        let mut paid = self.scale * cost - worth - self.prices.group;
        if paid >= self.ceiling {
            return paid;
        }
        let mut seen = 0;
        for &unit in units {
            seen += 1;
            for &(cut, weight) in &self.cuts_of[unit as usize] {
                let priced = &self.prices.cuts[cut as usize];
                let rest = &mut self.rests[cut as usize];
                *rest += weight;
                if *rest >= priced.cut.of {
                    // A weight is below a step, so that this is one step.
                    *rest -= priced.cut.of;
                    paid += priced.price;
                }
            }
            // Cuts only charge: it cannot come below again.
            if paid >= self.ceiling {
                break;
            }
        }
        for &unit in &units[..seen] {
            for &(cut, _) in &self.cuts_of[unit as usize] {
                self.rests[cut as usize] = 0;
            }
        }
        paid
    }
}
