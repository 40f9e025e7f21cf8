//! How many registered patients a network cares for.

use super::rule::Rule;
use crate::units::Patients;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The fewest and the most registered patients of a network, both included. It counts the raw lists of the members; for weighted or
/// adjusted patients there is [`Limit`](super::Limit), for single networks outside there is [`Waiver`](super::Waiver).
///
/// The default is the rule for primary care networks, 30,000 to 50,000: NHS England, Network Contract Directed
/// Enhanced Service (2019), and before it the primary care home.
///
/// ```
/// use locality::problem::Band;
/// use locality::units::Patients;
/// let band = Band::default();
/// assert!(band.holds(Patients(30_000)) && band.holds(Patients(50_000)));
/// assert_eq!(band.target(), Patients(40_000));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The fewest, included.
    pub least: Patients,
    /// The most, included.
    pub most: Patients,
}

impl Default for Band {
    fn default() -> Self {
        Self {
            least: Patients(30_000),
            most: Patients(50_000),
        }
    }
}

impl Band {
    /// Whether a network of so many patients lies in the band.
    #[must_use]
    pub fn holds(self, patients: Patients) -> bool {
        (self.least..=self.most).contains(&patients)
    }

    /// By how many patients a network lies outside the band.
    #[must_use]
    pub fn outside(self, patients: Patients) -> Patients {
        let below = self.least.0.saturating_sub(patients.0);
        Patients(below.max(patients.0.saturating_sub(self.most.0)))
    }

    /// The middle of the band: 40,000 for the default, the size that NHS England named for 1,500 networks.
    #[must_use]
    pub fn target(self) -> Patients {
        Patients(self.least.0.midpoint(self.most.0))
    }
}

impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.least, self.most)
    }
}

impl Rule for Band {
    fn wording(&self) -> String {
        format!("Each network has {self} registered patients.")
    }

    fn source(&self) -> &'static str {
        "NHS England, Network Contract DES, PCN FAQ 2 (May 2019): a minimum of 30,000, typically 30,000 to 50,000"
    }
}
