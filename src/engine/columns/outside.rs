//! What is settled elsewhere, where a relaxation is of a part of a larger instance only.

use super::pool::Column;
use crate::engine::bound::{Cut, PricedCut, Prices};

/// Prices that stay as they are.
#[derive(Clone, Debug)]
pub(super) struct Outside {
    /// The price of each unit that is settled; none of the part's own.
    pub(super) units: Vec<Option<i64>>,
    /// The price of a group.
    pub(super) group: i64,
    /// Cuts that hold other units than the part's own.
    pub(super) cuts: Vec<PricedCut>,
}

impl Outside {
    /// Whether the price of a unit is the part's own.
    pub(super) fn is_free(&self, unit: u32) -> bool {
        self.units[unit as usize].is_none()
    }

    /// Whether all units of a cut are the part's own.
    pub(super) fn owns(&self, cut: &Cut) -> bool {
        cut.weights.iter().all(|&(unit, _)| self.is_free(unit))
    }

    /// Whether a group holds one of the part's own units: the others pay what they pay.
    pub(super) fn concerns(&self, units: &[u32]) -> bool {
        units.iter().any(|&unit| self.is_free(unit))
    }

    /// What a column costs less what is settled, in units of cost.
    pub(super) fn rest(&self, column: &Column, scale: i64) -> f64 {
        let worth: i64 = column
            .units
            .iter()
            .filter_map(|&unit| self.units[unit as usize])
            .sum();
        let charges = self
            .cuts
            .iter()
            .map(|priced| priced.price * priced.cut.steps(&column.units));
        let rest = scale * column.cost - worth - self.group + charges.sum::<i64>();
        rest as f64 / scale as f64
    }

    /// Puts what is settled in its place among prices; its cuts come last.
    pub(super) fn settle(&self, units: &mut [i64], cuts: &mut Vec<PricedCut>) {
        for (price, settled) in units.iter_mut().zip(&self.units) {
            *price = settled.unwrap_or(*price);
        }
        cuts.extend(self.cuts.iter().cloned());
    }

    /// What the part's own units and cuts are worth at prices that end with the settled cuts.
    pub(super) fn worth(&self, prices: &Prices) -> i128 {
        let units = prices.units.iter().zip(&self.units);
        let own = units.filter(|(_, settled)| settled.is_none());
        let own: i128 = own.map(|(&price, _)| i128::from(price)).sum();
        let cuts = &prices.cuts[..prices.cuts.len() - self.cuts.len()];
        let charges = cuts
            .iter()
            .map(|priced| i128::from(priced.price) * i128::from(priced.cut.most()));
        own - charges.sum::<i128>()
    }
}
