//! A bound and the prices that prove it.

use crate::engine::bound::{PricedCut, Prices};
use serde::{Deserialize, Serialize};

/// A bound and the prices that prove it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Proof {
    /// In units of 1 / scale.
    pub(super) sum: i128,
    pub(super) prices: Prices,
}

impl Proof {
    /// What a group may pay at most, in a plan below a cost.
    pub(super) fn room(&self, below: i64, scale: i64) -> i64 {
        let room = i128::from(below) * i128::from(scale) - self.sum;
        i64::try_from(room).unwrap_or(i64::MAX)
    }

    /// What no plan can cost less than.
    pub(super) fn bound(&self, scale: i64) -> i64 {
        let scale = i128::from(scale);
        let bound = (self.sum + scale - 1).div_euclid(scale);
        bound.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64
    }
}

/// What cuts allow all groups together, at their prices.
pub(super) fn charge(cuts: &[PricedCut]) -> i128 {
    let allowed = cuts.iter();
    let allowed = allowed.map(|priced| i128::from(priced.price) * i128::from(priced.cut.most()));
    allowed.sum()
}
