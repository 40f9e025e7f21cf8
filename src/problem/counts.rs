//! Which population, or what else of a network, a rule counts.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a rule counts of a network. Three populations are kept apart, because money and rules use different ones; practices that
/// [opted out](super::OptedOut) are covered by a network but not counted in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Counts {
    /// Registered patients: the raw list, which the size of a primary care network is measured by.
    Registered,
    /// Weighted patients: the Carr-Hill list of the practice table, which pays the roles.
    Weighted,
    /// Adjusted patients: the population that NHS England publishes for each network's access payments: the adjusted list of the practice
    /// table, or what is supplied as the measure `adjusted`.
    Adjusted,
    /// Practices.
    Practices,
    /// Another whole number of each practice, supplied under this name, such as hundredths of full-time GPs.
    Supplied(String),
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Registered => "registered patients",
            Self::Weighted => "weighted patients",
            Self::Adjusted => "adjusted patients",
            Self::Practices => "practices",
            Self::Supplied(name) => name,
        })
    }
}
