//! How many networks there are to be.

use super::Band;
use super::rule::Rule;
use crate::units::Patients;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// How many networks a plan may have, those that are one practice above the band not counted.
///
/// As text `auto`, `any`, a number, or a range such as `12-15`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Networks {
    /// As many as networks in the middle of the band would make: patients / 40,000, rounded half up.
    #[default]
    Auto,
    /// As many as the objective likes best: any number that the sum of the lists allows.
    Any,
    /// Exactly so many.
    Exactly(u32),
    /// From so many to so many, both included.
    Range(u32, u32),
}

impl Networks {
    /// The numbers allowed for so many patients in this band.
    #[must_use]
    pub fn range(self, patients: Patients, band: Band) -> RangeInclusive<u32> {
        match self {
            Self::Auto => {
                let target = band.target().0.max(1);
                let number = ((u128::from(patients.0) + u128::from(target / 2)) / u128::from(target)).max(1);
                let number = u32::try_from(number).unwrap_or(u32::MAX);
                number..=number
            }
            Self::Any => {
                let fewest = patients.0.div_ceil(band.most.0.max(1)).max(1);
                // Where no number is allowed at all, the engine finds the proof and says more.
                let greatest = (patients.0 / band.least.0.max(1)).max(fewest);
                let whole = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
                whole(fewest)..=whole(greatest)
            }
            Self::Exactly(number) => number..=number,
            Self::Range(least, most) => least..=most,
        }
    }
}

impl FromStr for Networks {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let refuse = || {
            format!(
                "{text:?} is not a number of networks: give auto, any, a number such as 15, or a range such as 12-15"
            )
        };
        let number = |text: &str| {
            text.trim()
                .parse::<u32>()
                .ok()
                .filter(|&n| n > 0)
                .ok_or_else(refuse)
        };
        if text.eq_ignore_ascii_case("auto") {
            return Ok(Self::Auto);
        }
        if text.eq_ignore_ascii_case("any") {
            return Ok(Self::Any);
        }
        match text.split_once('-') {
            None => Ok(Self::Exactly(number(text)?)),
            Some((least, most)) => match (number(least)?, number(most)?) {
                (least, most) if least <= most => Ok(Self::Range(least, most)),
                _ => Err(refuse()),
            },
        }
    }
}

impl fmt::Display for Networks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => write!(f, "auto"),
            Self::Any => write!(f, "any"),
            Self::Exactly(number) => write!(f, "{number}"),
            Self::Range(least, most) => write!(f, "{least}-{most}"),
        }
    }
}

impl Rule for Networks {
    fn wording(&self) -> String {
        match self {
            Self::Auto => "There are as many networks as have the middle of the band in the mean.".to_owned(),
            Self::Any => "There may be any number of networks.".to_owned(),
            Self::Exactly(1) => "There is 1 network.".to_owned(),
            Self::Exactly(number) => format!("There are {number} networks."),
            Self::Range(least, most) => format!("There are {least} to {most} networks."),
        }
    }

    fn source(&self) -> &'static str {
        "NHS England, 2017: 1,500 networks of about 40,000 patients"
    }
}
