//! How many doctors each practice has, and how that is known.

use super::parameters::Parameters;
use crate::nhs::Workforce;
use crate::practice::Practices;
use crate::units::{Patients, Thousandths};
use serde::Serialize;

/// Where a number of doctors comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GpSource {
    /// The workforce file has it.
    File,
    /// The list times a rate: not a count.
    Rate,
    /// Of a network: the file has it of some practices, for the others it is the rate.
    FileAndRate,
}

impl GpSource {
    /// What is known of two together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        if self == other { self } else { Self::FileAndRate }
    }
}

/// The full-time equivalents of fully qualified GPs, trainees and locums left out, of each practice of a table.
///
/// ```
/// use locality::hub::{GpSource, Gps, Parameters};
/// let county = locality::synthetic::county();
/// let gps = Gps::at_rate(&county, &Parameters::default());
/// // 0.436 to 1,000 patients, to the nearest thousandth.
/// assert_eq!(gps.of(0).0.0, (county[0].list_size.0 * 436 + 500) / 1_000);
/// assert_eq!(gps.of(0).1, GpSource::Rate);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gps {
    of: Vec<(Thousandths, GpSource)>,
}

impl Gps {
    /// The list of each practice times the rate.
    #[must_use]
    pub fn at_rate(practices: &Practices, parameters: &Parameters) -> Self {
        let rate = |list: Patients| (at_rate(list, parameters), GpSource::Rate);
        Self {
            of: practices.iter().map(|p| rate(p.list_size)).collect(),
        }
    }

    /// From the workforce file; where it has no number, or none but nought, by the rate. (A practice is not without any doctor: the
    /// publication leaves out what a practice has not reported.)
    #[must_use]
    pub fn from_workforce(practices: &Practices, workforce: &Workforce, parameters: &Parameters) -> Self {
        let of = practices.iter().map(|practice| {
            let counted = workforce.get(practice.code).and_then(|staff| staff.gps);
            match counted.filter(|&fte| fte > Thousandths::ZERO) {
                Some(fte) => (fte, GpSource::File),
                None => (at_rate(practice.list_size, parameters), GpSource::Rate),
            }
        });
        Self { of: of.collect() }
    }

    /// The full-time equivalents of practice `i` and how they are known; none for an index that is not in the table.
    #[must_use]
    pub fn of(&self, i: usize) -> (Thousandths, GpSource) {
        self.of
            .get(i)
            .copied()
            .unwrap_or((Thousandths::ZERO, GpSource::Rate))
    }
}

fn at_rate(list: Patients, parameters: &Parameters) -> Thousandths {
    Thousandths::ratio(
        u128::from(list.0) * u128::from(parameters.gps_a_thousand.0),
        1_000_000,
    )
}
