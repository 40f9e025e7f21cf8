//! Pairs that are far by road for how near they are: split by water, or by hills.

use super::{Measure, Travel, TravelUnit, drive_time};
use crate::practice::Location;
use serde::Serialize;

/// A pair of practices with a way that is much longer than its straight line suggests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Detour {
    /// The index of the one practice.
    pub from: usize,
    /// The index of the other, which is greater.
    pub to: usize,
    /// The longer of the ways there and back, in the unit of travel.
    pub way: u64,
    /// What the straight line suggests, in the same unit.
    pub estimate: u64,
}

/// A way of more than so many times the estimate is a detour. This is a convention of this library, not a published threshold.
const TIMES: u64 = 3;

/// What a road is longer than the straight line in the mean, in tenths: 1.2 in towns (Newell 1980) to 1.4 for England (Ballou and others
/// 2002, unverified).
const CIRCUITY_TENTHS: u64 = 13;

impl Travel {
    /// The pairs whose supplied way is more than three times the [estimate](drive_time) from the straight line (for metres three times 1.3
    /// straight lines), by their indices. Where a straight line crosses an estuary, networks across it are connected on the map only.
    /// Nothing where travel is itself worked out from straight lines. O(n²).
    ///
    /// By hand: 2 km apart the estimate is 613 s, so that up to 1,839 s, some half an hour, is no detour.
    #[must_use]
    pub fn detours(&self) -> Vec<Detour> {
        let pairs = (0..self.len()).flat_map(|i| (i + 1..self.len()).map(move |j| (i, j)));
        pairs.filter_map(|(i, j)| self.detour(i, j)).collect()
    }

    /// The pair as a [detour](Self::detours), if it is one. O(1).
    ///
    /// # Panics
    /// Where `i` or `j` is not an index of the table, as a slice does.
    #[must_use]
    pub fn detour(&self, i: usize, j: usize) -> Option<Detour> {
        let Measure::Supplied(_, unit) = &self.measure else {
            return None;
        };
        let line = Location::straight_line(self.points[i], self.points[j]);
        let estimate = match unit {
            TravelUnit::Seconds => drive_time(line).0,
            TravelUnit::Metres => line.0 * CIRCUITY_TENTHS / 10,
        };
        let way = self.between(i, j).max(self.between(j, i));
        let (from, to) = (i.min(j), i.max(j));
        (line.0 > 0 && way > TIMES * estimate).then_some(Detour {
            from,
            to,
            way,
            estimate,
        })
    }
}
