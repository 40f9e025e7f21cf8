//! What a part knows of the whole instance, and what it says back.

use crate::engine::bound::{PricedCut, Prices};
use serde::{Deserialize, Serialize};

/// What is known of the whole instance before a pass.
pub(super) struct Known<'k> {
    pub(super) prices: &'k Prices,
    /// Groups by their first unit.
    pub(super) groups: Vec<Vec<&'k Vec<u32>>>,
    pub(super) scale: i64,
}

impl<'k> Known<'k> {
    pub(super) fn new(prices: &'k Prices, groups: impl Iterator<Item = &'k Vec<u32>>, scale: i64) -> Self {
        let mut by_first = Vec::new();
        for group in groups {
            let Some(&first) = group.first() else { continue };
            by_first.resize(by_first.len().max(first as usize + 1), Vec::new());
            by_first[first as usize].push(group);
        }
        Self {
            prices,
            groups: by_first,
            scale,
        }
    }
}

/// What came of a part, in the numbers of the whole instance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Piece {
    /// Its units whose prices were wanted, each with its price, and how much of a group it is.
    pub(super) units: Vec<(u32, i64, f64)>,
    /// The cuts among them.
    pub(super) cuts: Vec<PricedCut>,
    /// Groups near to being taken; of a dive those that it took.
    pub(super) groups: Vec<Vec<u32>>,
}
