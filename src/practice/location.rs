//! Where something is: whole metres on the British National Grid, WGS84 at the border.

use crate::units::Metres;
use serde::{Deserialize, Serialize};

/// A point on the British National Grid (EPSG:27700) in whole metres: easting 0-700,000, northing
/// 0-1,300,000, the extent of the OSTN15 transformation.
///
/// ```
/// use locality::practice::Location;
/// use locality::units::Metres;
/// let a = Location::new(403_625, 318_845)?;
/// let b = Location::new(403_628, 318_849)?;
/// assert_eq!(a.straight_line(b), Metres(5));
/// # Ok::<(), locality::practice::LocationError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "RawLocation", into = "RawLocation")]
pub struct Location {
    easting: i32,
    northing: i32,
}

#[derive(Serialize, Deserialize)]
struct RawLocation {
    easting: i64,
    northing: i64,
}

/// A point in WGS84 degrees, as GeoJSON and web maps use it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wgs84 {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east; negative west of Greenwich.
    pub lon: f64,
}

/// Why a pair of numbers is not a point on the grid.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LocationError {
    /// Outside the grid's extent.
    #[error(
        "easting {easting}, northing {northing} is outside the British National Grid (0-700000, 0-1300000)"
    )]
    OutsideGrid {
        /// Easting in metres, as given.
        easting: i64,
        /// Northing in metres, as given.
        northing: i64,
    },
    /// Degrees that the transformation does not cover.
    #[error("latitude {lat}, longitude {lon} is outside Great Britain")]
    OutsideBritain {
        /// Degrees north, as given.
        lat: f64,
        /// Degrees east, as given.
        lon: f64,
    },
}

/// Easting and northing where the crate's transformation takes no degrees although OSTN15 is defined: it stops at 49.922 degrees north, and the Isles
/// of Scilly reach to 49.86. The way back is looked for by the way there, which covers them; each step leaves a twentieth of what is missing.
fn in_scilly(point: Wgs84) -> Option<(f64, f64)> {
    // Metres in a degree north and, at 49.9 degrees north, east.
    const NORTH: f64 = 111_240.0;
    const EAST: f64 = 71_800.0;
    if !(49.8..=49.93).contains(&point.lat) || !(-6.6..=-6.1).contains(&point.lon) {
        return None;
    }
    // St Mary's, 49.9126 N 6.3089 W.
    let (mut east, mut north) = (90_500.0, 10_600.0);
    for _ in 0..12 {
        let (lon, lat) = lonlat_bng::convert_osgb36_to_ll(east, north).ok()?;
        east += (point.lon - lon) * EAST;
        north += (point.lat - lat) * NORTH;
    }
    Some((east, north))
}

impl Location {
    /// A point from its grid coordinates in metres.
    ///
    /// # Errors
    /// [`LocationError::OutsideGrid`] outside 0-700,000 and 0-1,300,000.
    pub fn new(easting: i64, northing: i64) -> Result<Self, LocationError> {
        if (0..=700_000).contains(&easting) && (0..=1_300_000).contains(&northing) {
            Ok(Self {
                easting: easting as i32,
                northing: northing as i32,
            })
        } else {
            Err(LocationError::OutsideGrid { easting, northing })
        }
    }

    /// A point from WGS84 degrees, rounded to the nearest metre (OSTN15, Ordnance Survey 2016).
    ///
    /// # Errors
    /// [`LocationError::OutsideBritain`] where OSTN15 is not defined.
    pub fn from_wgs84(point: Wgs84) -> Result<Self, LocationError> {
        let refuse = || LocationError::OutsideBritain {
            lat: point.lat,
            lon: point.lon,
        };
        let (east, north) = lonlat_bng::convert_osgb36(point.lon, point.lat)
            .or_else(|_| in_scilly(point).ok_or(()))
            .map_err(|()| refuse())?;
        Self::new(east.round() as i64, north.round() as i64).map_err(|_| refuse())
    }

    /// Metres east of the grid's origin.
    #[must_use]
    pub const fn easting(self) -> i32 {
        self.easting
    }

    /// Metres north of the grid's origin.
    #[must_use]
    pub const fn northing(self) -> i32 {
        self.northing
    }

    /// The same point in WGS84 degrees by OSTN15; `None` at sea, where OSTN15 is not defined.
    /// About 0.6 microseconds a point.
    #[must_use]
    pub fn to_wgs84(self) -> Option<Wgs84> {
        let (lon, lat) =
            lonlat_bng::convert_osgb36_to_ll(f64::from(self.easting), f64::from(self.northing)).ok()?;
        Some(Wgs84 { lat, lon })
    }

    /// The square of the straight-line distance, in square metres, exact.
    #[must_use]
    pub fn squared_distance(self, other: Self) -> u64 {
        let east = i64::from(self.easting) - i64::from(other.easting);
        let north = i64::from(self.northing) - i64::from(other.northing);
        (east * east + north * north) as u64
    }

    /// The straight-line distance on the grid in whole metres, rounded down.
    #[must_use]
    pub fn straight_line(self, other: Self) -> Metres {
        Metres(self.squared_distance(other).isqrt())
    }
}

impl TryFrom<RawLocation> for Location {
    type Error = LocationError;
    fn try_from(raw: RawLocation) -> Result<Self, LocationError> {
        Self::new(raw.easting, raw.northing)
    }
}

impl From<Location> for RawLocation {
    fn from(point: Location) -> Self {
        Self {
            easting: i64::from(point.easting),
            northing: i64::from(point.northing),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Two of the test points that Ordnance Survey publishes with OSTN15 (Scilly and Bristol).
    #[test]
    fn ordnance_survey_test_points() {
        let points = [
            (49.922_261_937_99, -6.299_777_520_14, 91_492, 11_319),
            (51.427_547_431_75, -2.544_076_182_22, 362_269, 169_978),
        ];
        for (lat, lon, easting, northing) in points {
            let there = Location::from_wgs84(Wgs84 { lat, lon }).expect("in Britain");
            assert!(
                (there.easting() - easting).abs() <= 1,
                "{there:?} is not {easting} {northing}"
            );
            assert!(
                (there.northing() - northing).abs() <= 1,
                "{there:?} is not {easting} {northing}"
            );
            let back = there.to_wgs84().expect("on land");
            assert!((back.lat - lat).abs() < 0.000_01 && (back.lon - lon).abs() < 0.000_02);
        }
    }

    #[test]
    fn outside_is_refused() {
        assert!(Location::new(-1, 0).is_err());
        assert!(Location::new(0, 1_300_001).is_err());
        assert!(
            Location::from_wgs84(Wgs84 {
                lat: 48.85,
                lon: 2.35
            })
            .is_err()
        );
        assert!(
            Location::from_wgs84(Wgs84 {
                lat: f64::NAN,
                lon: 2.35
            })
            .is_err()
        );
    }
}
