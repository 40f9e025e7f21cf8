//! Which practices are nearest to one.

use super::{Measure, Travel};
use rstar::RTree;
use rstar::primitives::GeomWithData;

/// A place on the grid and which of the practices asked for is there. In 64 bits, so that squares of distances do not overflow.
type Place = GeomWithData<[i64; 2], usize>;

/// Some of the practices of a table, made ready to be asked for the nearest: see [`Travel::around`].
#[derive(Debug)]
pub struct Around<'t> {
    travel: &'t Travel,
    among: &'t [usize],
    /// None where the way does not follow from the distance.
    places: Option<RTree<Place>>,
}

impl Travel {
    /// Makes the practices `among` ready to be asked which of them are nearest. O(n log n).
    ///
    /// ```
    /// use locality::practice::{Location, Practice, Practices};
    /// use locality::travel::Travel;
    /// use locality::units::Patients;
    /// let at = |code: &str, east| Ok::<_, Box<dyn std::error::Error>>(
    ///     Practice::new(code.parse()?, code, Location::new(east, 300_000)?, Patients(7_000)));
    /// let practices = Practices::new(vec![at("A1", 400_000)?, at("B2", 409_000)?, at("C3", 403_000)?])?;
    /// let travel = Travel::straight_line(&practices);
    /// let around = travel.around(&[1, 2]);
    /// assert_eq!(around.nearest(0, 1), [(3_000, 1)]);
    /// assert_eq!(around.nearest(0, 9), [(3_000, 1), (9_000, 0)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Panics
    /// Where `among` names an index that is not in the table, as a slice does.
    #[must_use]
    pub fn around<'t>(&'t self, among: &'t [usize]) -> Around<'t> {
        let place = |(at, &practice): (usize, &usize)| {
            let point = self.points[practice];
            GeomWithData::new([i64::from(point.easting()), i64::from(point.northing())], at)
        };
        let places = match self.measure {
            Measure::Supplied(..) => None,
            Measure::StraightLine | Measure::DriveEstimate => {
                Some(RTree::bulk_load(among.iter().enumerate().map(place).collect()))
            }
        };
        Around {
            travel: self,
            among,
            places,
        }
    }
}

impl Around<'_> {
    /// The `count` practices from which the way to the practice `to` costs least, fewer where there are not so many: what it costs,
    /// and the position in `among`. The cheapest first, equal ones in the order of `among`. O(count log n), O(n log n) by a supplied matrix.
    ///
    /// # Panics
    /// Where `to` is not an index of the table, as a slice does.
    #[must_use]
    pub fn nearest(&self, to: usize, count: usize) -> Vec<(u64, usize)> {
        let way = |at: usize| (self.travel.between(self.among[at], to), at);
        let mut nearest: Vec<(u64, usize)> = Vec::new();
        match &self.places {
            None => nearest.extend((0..self.among.len()).map(way)),
            Some(places) => {
                let point = self.travel.points[to];
                let point = [i64::from(point.easting()), i64::from(point.northing())];
                for place in places.nearest_neighbor_iter(point) {
                    let next = way(place.data);
                    // A way costs no less than that of any nearer place; of equal ones the tree knows no order.
                    if nearest.len() >= count && nearest.last().is_none_or(|last| last.0 < next.0) {
                        break;
                    }
                    nearest.push(next);
                }
            }
        }
        nearest.sort_unstable();
        nearest.truncate(count);
        nearest
    }
}
