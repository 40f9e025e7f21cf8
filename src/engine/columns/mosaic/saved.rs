//! The work on a large instance as it is read from a checkpoint: looked at before it is used.

use super::Mosaic;
use crate::engine::bound::Prices;
use crate::engine::columns::saved::{is_cut, is_group, is_price};
use crate::engine::instance::Instance;

impl Mosaic {
    /// Whether everything in it is about this instance, so that it can be gone on with.
    pub(in crate::engine::columns) fn is_sound(&self, instance: &Instance) -> bool {
        let n = instance.len();
        let groups = |groups: &[Vec<u32>]| groups.iter().all(|group| is_group(instance, group));
        let count = self.ground.groups.len();
        let numbers = |list: &[u32]| list.iter().all(|&group| (group as usize) < count);
        let prices = |prices: &Prices| {
            (prices.units.is_empty() || prices.units.len() == n)
                && prices
                    .units
                    .iter()
                    .chain([&prices.group])
                    .all(|&price| is_price(price))
                && prices
                    .cuts
                    .iter()
                    .all(|priced| is_cut(instance, &priced.cut) && is_price(priced.price))
        };
        let share = |share: &f64| share.is_finite();
        let pieces = self.pieces.iter().all(|piece| {
            let units = piece.units.iter();
            units
                .into_iter()
                .all(|(unit, price, part)| (*unit as usize) < n && is_price(*price) && share(part))
                && piece
                    .cuts
                    .iter()
                    .all(|priced| is_cut(instance, &priced.cut) && is_price(priced.price))
                && groups(&piece.groups)
        });
        let dive = self
            .dive
            .iter()
            .all(|dive| dive.covered.len() == n && groups(&dive.groups) && prices(&dive.prices));
        // Groups of the plan may be outside their bands.
        let ground = self
            .ground
            .groups
            .iter()
            .flatten()
            .all(|&unit| (unit as usize) < n);
        ground
            && self.ground.near.len() == count
            && self.ground.near.iter().all(|near| numbers(near))
            && self
                .parts
                .iter()
                .all(|part| !part.is_empty() && part.is_sorted() && numbers(part))
            && self.pieces.len() <= self.parts.len()
            && pieces
            && prices(&self.prices)
            && self.balance.slope.is_finite()
            && self.shares.len() == self.prices.units.len()
            && (self.dive.is_none() || self.shares.len() == n)
            && self.shares.iter().all(share)
            && groups(&self.columns)
            && dive
            && self.passes < u64::MAX
            && self.priced < u64::MAX
    }
}
