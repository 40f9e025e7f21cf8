//! What a unit of a term is worth: one exchange rate for all.

use crate::fault::{Fault, FaultCode, Faults};
use crate::travel::TravelUnit;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What one unit of a term weighs, beside the time that patients travel: everything is brought to patient-minutes, pounds by the one
/// [`Exchange`] rate of the objective.
///
/// ```
/// use locality::objective::Weight;
/// // Every patient whose network changes counts as much as ten minutes on the road.
/// let weight = Weight::PatientMinutes(10.0);
/// assert_eq!(weight.to_string(), "10 patient-minutes");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// The term is travel already, in the unit of the problem's travel, and counts as it is.
    Travel,
    /// One unit of the term counts as so many minutes of one patient's travel.
    PatientMinutes(f64),
    /// One unit of the term counts as so many pounds.
    Pounds(f64),
}

/// How pounds, minutes and metres are exchanged. There is no default for the worth of an hour: it is the commissioner's to say.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exchange {
    /// What an hour of a patient is worth, in pounds, above 0.
    pub pounds_an_hour: f64,
    /// Where travel is in metres: how many of them, in a straight line, a patient travels in a minute.
    pub metres_a_minute: f64,
}

impl Exchange {
    /// 38 km/h on local A roads (Department for Transport, 2022: 23.7 mph) on ways 1.3 times as long as the straight line, the rule
    /// of thumb between 1.2 in towns (Newell 1980) and 1.4 in the whole country.
    pub const METRES_A_MINUTE: f64 = 38_000.0 / 60.0 / 1.3;

    /// An hour of a patient at so many pounds, straight lines at [`METRES_A_MINUTE`](Self::METRES_A_MINUTE).
    #[must_use]
    pub fn pounds_an_hour(pounds: f64) -> Self {
        Self {
            pounds_an_hour: pounds,
            metres_a_minute: Self::METRES_A_MINUTE,
        }
    }

    fn is_sound(self) -> bool {
        [self.pounds_an_hour, self.metres_a_minute]
            .iter()
            .all(|rate| rate.is_finite() && *rate > 0.0)
    }
}

/// A weight as a factor: a cost of the term times it is a cost in the unit of travel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Factor(f64);

impl Factor {
    pub(super) const ONE: Self = Self(1.0);

    /// Rounded to the nearest whole; beyond what a number holds it stays at the end, where compiling refuses it.
    pub(super) fn times(self, cost: i64) -> i64 {
        if self == Self::ONE {
            return cost;
        }
        // One multiplication and one rounding, each defined to the last bit by IEEE 754: the same on every machine.
        (cost as f64 * self.0).round() as i64
    }
}

impl Weight {
    /// The factor of this weight for the term of this name.
    ///
    /// # Errors
    /// `P051` for a weight or a rate that is no number, is below nought, or is pounds without a rate.
    pub(super) fn factor(
        self,
        term: &str,
        exchange: Option<Exchange>,
        unit: TravelUnit,
    ) -> Result<Factor, Faults> {
        let refuse = |what: String| Faults::from(Fault::new(FaultCode::Weight, what));
        if let Some(rate) = exchange.filter(|rate| !rate.is_sound()) {
            return Err(refuse(format!(
                "an hour at {} pounds, {} metres a minute",
                rate.pounds_an_hour, rate.metres_a_minute
            )));
        }
        let a_minute = match unit {
            TravelUnit::Seconds => 60.0,
            TravelUnit::Metres => exchange.map_or(Exchange::METRES_A_MINUTE, |rate| rate.metres_a_minute),
        };
        let (amount, factor) = match (self, exchange) {
            (Self::Travel, _) => return Ok(Factor::ONE),
            (Self::PatientMinutes(minutes), _) => (minutes, minutes * a_minute),
            (Self::Pounds(pounds), Some(rate)) => (pounds, pounds / rate.pounds_an_hour * 60.0 * a_minute),
            (Self::Pounds(pounds), None) => {
                return Err(refuse(format!(
                    "{term} weighs {pounds} pounds, and nobody said what an hour is worth"
                )));
            }
        };
        match amount.is_finite() && amount >= 0.0 {
            true => Ok(Factor(factor)),
            false => Err(refuse(format!("{term} weighs {amount}"))),
        }
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Travel => write!(f, "as travel"),
            Self::PatientMinutes(minutes) => write!(f, "{minutes} patient-minutes"),
            Self::Pounds(pounds) => write!(f, "{pounds} pounds"),
        }
    }
}
