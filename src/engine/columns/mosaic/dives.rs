//! Plans by parts: pass by pass each part takes what is nearly taken, until all is covered.

use super::{Mosaic, Passed};
use crate::engine::bound::Prices;
use crate::engine::instance::Instance;
use serde::{Deserialize, Serialize};

/// A pass of a dive that covers less than one in so many of the units that are left is the last but one.
const SLOW: usize = 4;

/// A dive under way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Dive {
    /// Whether the last pass covered little.
    pub(super) slow: bool,
    pub(super) groups: Vec<Vec<u32>>,
    pub(super) covered: Vec<bool>,
    /// The prices at its beginning, to which it comes back.
    pub(super) prices: Prices,
}

impl Mosaic {
    /// What the parts took of a plan. The last pass of a dive ends it.
    pub(super) fn gather(&mut self, mut dive: Dive, whole: &Instance, last: bool) -> Passed {
        let open = |covered: &[bool]| covered.iter().filter(|covered| !**covered).count();
        let before = open(&dive.covered);
        for piece in std::mem::take(&mut self.pieces) {
            for &(unit, _, share) in &piece.units {
                self.shares[unit as usize] = share;
            }
            for group in piece.groups {
                group.iter().for_each(|&unit| dive.covered[unit as usize] = true);
                dive.groups.push(group);
            }
        }
        let left = open(&dive.covered);
        if !last && left > 0 {
            dive.slow = (before - left) * SLOW < before;
            self.balance_rest(whole, &dive);
            self.dive = Some(dive);
            return Passed::default();
        }
        self.prices = dive.prices;
        self.dived = true;
        Passed {
            proof: None,
            plan: Some(dive.groups),
        }
    }
}
