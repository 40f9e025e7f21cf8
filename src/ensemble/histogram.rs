//! How often which value was recorded, in bounded memory whatever the values are.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Values below 2^14 in size stand in bins of their own; larger ones in bins of at most 1/8,192 of their size. No border depends on
/// the data, so that histograms of shards add up exactly.
///
/// ```
/// use locality::ensemble::Histogram;
/// let mut histogram = Histogram::default();
/// for value in [3, 5, 5, 2_000_000_000] {
///     histogram.add(value);
/// }
/// let of_5 = histogram.standing(5);
/// assert_eq!((of_5.below, of_5.same, of_5.above), (1, 2, 1));
/// assert_eq!(histogram.range(), Some((3, 2_000_000_000)));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Histogram {
    range: Option<(i64, i64)>,
    /// By the value of the bin nearest to nought; a list of pairs in JSON, which has no whole numbers as keys.
    #[serde(with = "pairs")]
    bins: BTreeMap<i64, u64>,
}

/// Bits of a value that tell its bin.
const BITS: u32 = 14;

/// Where a value stands among those recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Records below its bin.
    pub below: u64,
    /// Records in its bin: the same value, or one that differs by less than 1/8,192.
    pub same: u64,
    /// Records above its bin.
    pub above: u64,
}

impl Standing {
    /// The share of records below, those in the same bin counted half: 0 to 1; 0.5 where there is no record.
    #[must_use]
    pub fn quantile(self) -> f64 {
        match self.below + self.same + self.above {
            0 => 0.5,
            all => (self.below as f64 + self.same as f64 / 2.0) / all as f64,
        }
    }
}

/// The value of its bin that is nearest to nought.
fn bin(value: i64) -> i64 {
    let size = value.unsigned_abs();
    let spare = (u64::BITS - size.leading_zeros()).saturating_sub(BITS);
    let nearest = (size >> spare) << spare;
    // Only the least number there is has a size beyond the greatest; it stands in a bin of its own.
    i64::try_from(nearest).map_or(i64::MIN, |nearest| if value < 0 { -nearest } else { nearest })
}

impl Histogram {
    /// Records a value. O(log bins).
    pub fn add(&mut self, value: i64) {
        *self.bins.entry(bin(value)).or_default() += 1;
        let (least, most) = self.range.unwrap_or((value, value));
        self.range = Some((least.min(value), most.max(value)));
    }

    /// Adds what another recorded.
    pub fn merge(&mut self, other: &Self) {
        for (&bin, &count) in &other.bins {
            *self.bins.entry(bin).or_default() += count;
        }
        self.range = match (self.range, other.range) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (one, other) => one.or(other),
        };
    }

    /// Whether its values lie in its range, as those of one that was filled here do.
    pub(super) fn is_sound(&self) -> bool {
        match (self.range, self.bins.keys().next(), self.bins.keys().next_back()) {
            (None, None, None) => true,
            (Some((least, most)), Some(&first), Some(&last)) => {
                least <= most && bin(least) == first && bin(most) == last
            }
            _ => false,
        }
    }

    /// How many values were recorded.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.bins
            .values()
            .fold(0, |sum, &count| sum.saturating_add(count))
    }

    /// The least value and the greatest, exactly.
    #[must_use]
    pub fn range(&self) -> Option<(i64, i64)> {
        self.range
    }

    /// The bins that hold a value, ascending: the one nearest to nought, and how many were recorded.
    pub fn bins(&self) -> impl Iterator<Item = (i64, u64)> + '_ {
        self.bins.iter().map(|(&bin, &count)| (bin, count))
    }

    /// Where a value stands. O(bins).
    #[must_use]
    pub fn standing(&self, value: i64) -> Standing {
        let here = bin(value);
        let below = self.bins.range(..here).map(|(_, count)| count).sum();
        let same = self.bins.get(&here).copied().unwrap_or(0);
        Standing {
            below,
            same,
            above: self.count() - below - same,
        }
    }

    /// The least bin such that a share of the records, 0 to 1, is in it or below; the least and the greatest value are exact. O(bins).
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<i64> {
        let (least, most) = self.range?;
        let wanted = (share * self.count() as f64).ceil().max(1.0);
        let mut seen = 0;
        let found = self.bins.iter().find(|(_, count)| {
            seen += **count;
            seen as f64 >= wanted
        });
        Some(found.map_or(most, |(&bin, _)| bin).clamp(least, most))
    }
}

mod pairs {
    use serde::{Deserialize, Deserializer, Serializer};
    use std::collections::BTreeMap;

    pub(super) fn serialize<S: Serializer>(bins: &BTreeMap<i64, u64>, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(bins)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<i64, u64>, D::Error> {
        Ok(Vec::<(i64, u64)>::deserialize(from)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Bins keep the order of values, and are as narrow as they say.
        #[test]
        fn bins_are_in_order_and_narrow(a in any::<i64>(), b in any::<i64>()) {
            let (low, high) = (a.min(b), a.max(b));
            prop_assert!(bin(low) <= bin(high));
            let wide = a.unsigned_abs() - bin(a).unsigned_abs();
            prop_assert!(u128::from(wide) * 8_192 <= u128::from(a.unsigned_abs()));
        }
    }

    #[test]
    fn small_values_are_exact() {
        for value in -16_383..=16_383 {
            assert_eq!(bin(value), value);
        }
        assert_eq!(
            [bin(16_385), bin(-16_385), bin(i64::MIN)],
            [16_384, -16_384, i64::MIN]
        );
    }
}
