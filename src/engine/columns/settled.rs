//! Prices that stay as they are while a relaxation looks for those of other units.

use crate::engine::bound::PricedCut;

/// What is settled beside the open units; prices in units of 1 / scale.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Settled {
    /// The price of each unit that is settled; none where it is open.
    pub(super) units: Vec<Option<i64>>,
    /// The price of a group.
    pub(super) group: i64,
    /// No open unit is worth more than twice this, in units of cost, nor less than as much below nought.
    pub(super) limits: Vec<f64>,
    /// Cuts that charge groups, each at its price.
    pub(super) cuts: Vec<PricedCut>,
}

impl Settled {
    pub(super) fn is_open(&self, unit: u32) -> bool {
        self.units[unit as usize].is_none()
    }

    /// What a group is worth by what is settled.
    pub(super) fn worth(&self, group: &[u32]) -> i64 {
        let units = group.iter().filter_map(|&unit| self.units[unit as usize]);
        let cuts = self
            .cuts
            .iter()
            .map(|priced| priced.price * priced.cut.steps(group));
        self.group + units.sum::<i64>() - cuts.sum::<i64>()
    }
}
