//! What it costs one patient to go from one practice to another, in a stated unit.
//!
//! [`Travel`] is asked for two indices and answers with a whole number of its [`TravelUnit`]. It is worked out
//! from where the practices are, or taken from a supplied [`Matrix`]: long and wide CSV (r5r, TRACC, R's osrm), and the answers of
//! OSRM, openrouteservice and Valhalla.

mod around;
mod detour;
mod drive;
#[cfg_attr(not(test), deny(clippy::indexing_slicing))]
mod file;
mod matrix;
#[cfg_attr(not(test), deny(clippy::indexing_slicing))]
mod matrix_csv;
#[cfg_attr(not(test), deny(clippy::indexing_slicing))]
mod matrix_json;
#[cfg(feature = "osm")]
pub mod osm;

pub use around::Around;
pub use detour::Detour;
pub use drive::drive_time;
pub use file::TravelFile;
pub use matrix::{Asymmetry, Coverage, Matrix, MatrixUnit, Missing};

use crate::practice::{Location, Practices};
use crate::units::{Metres, Seconds};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// What travel is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TravelUnit {
    /// Whole metres.
    Metres,
    /// Whole seconds.
    Seconds,
}

impl TravelUnit {
    /// An amount for people to read: metres up to a kilometre, then kilometres to one decimal; time in minutes.
    /// Rounded to the nearest, halves up.
    ///
    /// ```
    /// use locality::travel::TravelUnit;
    /// assert_eq!(TravelUnit::Metres.show(849), "849 m");
    /// assert_eq!(TravelUnit::Metres.show(12_350), "12.4 km");
    /// assert_eq!(TravelUnit::Seconds.show(89), "1 min");
    /// assert_eq!(TravelUnit::Seconds.show(90), "2 min");
    /// ```
    #[must_use]
    pub fn show(self, amount: u64) -> String {
        match self {
            Self::Metres if amount < 1_000 => Metres(amount).to_string(),
            Self::Metres => {
                let tenths = amount.saturating_add(50) / 100;
                format!("{}.{} km", tenths / 10, tenths % 10)
            }
            Self::Seconds => format!("{} min", amount.saturating_add(30) / 60),
        }
    }
}

impl fmt::Display for TravelUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Metres => "metres",
            Self::Seconds => "seconds",
        })
    }
}

/// What it costs one patient to go from practice `i` to practice `j`, named by their indices in the table.
///
/// Memory is O(n) in the number of practices, O(n²) for a supplied matrix.
///
/// ```
/// use locality::practice::{Location, Practice, Practices};
/// use locality::travel::{Travel, TravelUnit};
/// use locality::units::Patients;
/// let practices = Practices::new(vec![
///     Practice::new("A1".parse()?, "Abbey", Location::new(400_000, 300_000)?, Patients(7_000)),
///     Practice::new("B2".parse()?, "Bridge", Location::new(403_000, 304_000)?, Patients(9_000)),
/// ])?;
/// let travel = Travel::straight_line(&practices);
/// assert_eq!((travel.between(0, 1), travel.unit()), (5_000, TravelUnit::Metres));
/// let travel = Travel::drive_estimate(&practices);
/// assert_eq!(travel.unit().show(travel.between(0, 1)), "15 min");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Travel {
    points: Vec<Location>,
    measure: Measure,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Measure {
    StraightLine,
    DriveEstimate,
    /// Row by row from practice to practice, in this unit.
    Supplied(Arc<[u64]>, TravelUnit),
}

impl Travel {
    /// The straight line on the British National Grid in whole metres, rounded down.
    #[must_use]
    pub fn straight_line(practices: &Practices) -> Self {
        Self::new(practices, Measure::StraightLine)
    }

    /// An estimate of the time by road in whole seconds, from the straight line: see [`drive_time`] for how good
    /// it is. Nothing is known of rivers, estuaries or traffic.
    #[must_use]
    pub fn drive_estimate(practices: &Practices) -> Self {
        Self::new(practices, Measure::DriveEstimate)
    }

    /// By these ways, row by row.
    fn of_ways(practices: &Practices, ways: Vec<u64>, unit: TravelUnit) -> Self {
        Self::new(practices, Measure::Supplied(ways.into(), unit))
    }

    fn new(practices: &Practices, measure: Measure) -> Self {
        Self {
            points: practices.iter().map(|p| p.location).collect(),
            measure,
        }
    }

    /// What it costs one patient to go from `i` to `j`, in [`unit`](Self::unit); nothing where the two are at one
    /// place. O(1).
    ///
    /// # Panics
    /// Where `i` or `j` is not an index of the table, as a slice does.
    #[must_use]
    pub fn between(&self, i: usize, j: usize) -> u64 {
        let distance = self.points[i].straight_line(self.points[j]);
        match &self.measure {
            Measure::Supplied(ways, _) => ways[i * self.points.len() + j],
            Measure::StraightLine => distance.get(),
            Measure::DriveEstimate if self.points[i] == self.points[j] => Seconds::ZERO.get(),
            Measure::DriveEstimate => drive_time(distance).get(),
        }
    }

    /// What it is counted in.
    #[must_use]
    pub fn unit(&self) -> TravelUnit {
        match &self.measure {
            Measure::StraightLine => TravelUnit::Metres,
            Measure::DriveEstimate => TravelUnit::Seconds,
            Measure::Supplied(_, unit) => *unit,
        }
    }

    /// The same travel among some of the practices: practice `keep[i]` becomes practice `i`.
    ///
    /// # Panics
    /// Where `keep` names an index that is not in the table, as a slice does.
    #[must_use]
    pub fn among(&self, keep: &[usize]) -> Self {
        let measure = match &self.measure {
            Measure::Supplied(..) => {
                let ways = keep
                    .iter()
                    .flat_map(|&i| keep.iter().map(move |&j| self.between(i, j)));
                Measure::Supplied(ways.collect(), self.unit())
            }
            other => other.clone(),
        };
        Self {
            points: keep.iter().map(|&i| self.points[i]).collect(),
            measure,
        }
    }

    /// How many practices.
    #[must_use]
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether there is no practice; never true, as a table holds at least one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }
}
