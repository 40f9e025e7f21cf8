//! Travel as data.

use super::{Measure, Travel, TravelUnit};
use crate::fault::{Fault, FaultCode};
use crate::practice::Practices;
use serde::{Deserialize, Serialize};

/// [`Travel`] as it is written down beside the practices whose places it begins from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case", deny_unknown_fields)]
pub enum TravelFile {
    /// Straight lines in whole metres.
    StraightLine,
    /// The estimate of drive time in whole seconds.
    DriveEstimate,
    /// Supplied ways.
    Supplied {
        /// What they are counted in.
        unit: TravelUnit,
        /// From each practice of the table to each, row by row: n² whole numbers.
        ways: Vec<u64>,
    },
}

impl Travel {
    /// As data; the practices that it is between stand in their own table. O(n²) for supplied ways, otherwise O(1).
    #[must_use]
    pub fn file(&self) -> TravelFile {
        match &self.measure {
            Measure::StraightLine => TravelFile::StraightLine,
            Measure::DriveEstimate => TravelFile::DriveEstimate,
            Measure::Supplied(ways, unit) => TravelFile::Supplied {
                unit: *unit,
                ways: ways.to_vec(),
            },
        }
    }

    /// From data, between these practices.
    ///
    /// ```
    /// use locality::travel::{Travel, TravelFile};
    /// let county = locality::synthetic::county();
    /// let drive = Travel::drive_estimate(&county);
    /// assert_eq!(Travel::from_file(&county, drive.file())?, drive);
    /// # Ok::<(), locality::fault::Fault>(())
    /// ```
    ///
    /// # Errors
    /// `P031` where supplied ways are not as many as the practices squared.
    pub fn from_file(practices: &Practices, file: TravelFile) -> Result<Self, Fault> {
        Ok(match file {
            TravelFile::StraightLine => Self::straight_line(practices),
            TravelFile::DriveEstimate => Self::drive_estimate(practices),
            TravelFile::Supplied { unit, ways } => {
                let n = practices.len();
                if n.checked_mul(n) != Some(ways.len()) {
                    let what = format!("{} ways among {n} practices, which have {n} × {n}", ways.len());
                    return Err(Fault::new(FaultCode::TravelSize, what));
                }
                Self::of_ways(practices, ways, unit)
            }
        })
    }
}
