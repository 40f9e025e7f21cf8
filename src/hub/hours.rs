//! Hours beyond those of practices: how many minutes a contract asks for, and how many clinicians at once that is.

use crate::assumption::Assumption;
use crate::fault::{Fault, FaultCode, Faults};
use crate::units::{Patients, Thousandths};

/// What a contract asks for beyond practices' own hours: so many minutes a week of a clinician's time to 1,000 patients.
///
/// ```
/// use locality::hub::Hours;
/// use locality::units::{Patients, Thousandths};
/// // 50,000 patients: 1,500 minutes, 25 hours a week.
/// assert_eq!(Hours::extended().minutes(Patients(50_000)), 1_500);
/// // 41,624 / 1,000 × 30 = 1,248.72 minutes, 20 h 48.72 min: to the nearest quarter of an hour 20 h 45 min.
/// assert_eq!(Hours::extended().minutes(Patients(41_624)), 1_245);
/// // Enhanced access: 1.94 clinicians at once for 30,000 patients, 3.23 for 50,000.
/// let at_once = |patients| Hours::enhanced().at_once(Patients(patients));
/// assert_eq!((at_once(30_000), at_once(50_000)), (Thousandths(1_935), Thousandths(3_226)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Minutes a week to 1,000 patients.
    minutes_a_thousand: u32,
    /// Rounded to the nearest so many minutes, halves up.
    round_to: u32,
    /// The minutes of the week within which they are given; where the contract names none, `None`.
    window: Option<u32>,
    source: &'static str,
    name: &'static str,
}

impl Hours {
    /// Extended hours access, July 2019 to September 2022: 30 minutes to 1,000 registered patients, converted to hours and minutes and
    /// rounded to the nearest quarter of an hour; outside practices' hours, in blocks of at least 30 minutes.
    #[must_use]
    pub fn extended() -> Self {
        Self {
            minutes_a_thousand: 30,
            round_to: 15,
            window: None,
            source: "Network Contract DES 2019/20, section 4.6, as quoted by bhnc.org.uk",
            name: "extended hours",
        }
    }

    /// Enhanced access, from October 2022: 60 minutes to 1,000 adjusted patients within the Network Standard Hours, 18:30 to 20:00 on
    /// Monday to Friday and 9:00 to 17:00 on Saturday: 5 × 1.5 + 8 = 15.5 hours a week. No rounding is stated: whole minutes, up.
    #[must_use]
    pub fn enhanced() -> Self {
        Self {
            minutes_a_thousand: 60,
            round_to: 1,
            window: Some(930),
            source: "Network Contract DES, enhanced access from October 2022, as reported by Management in Practice, 1 April 2022",
            name: "enhanced access",
        }
    }

    /// The same with other minutes to 1,000 patients, 1-10,000, and another window, 1-10,080 minutes of the week.
    ///
    /// # Errors
    /// `H001` for each number that is out of range.
    pub fn with(mut self, minutes_a_thousand: u32, window: Option<u32>) -> Result<Self, Faults> {
        let mut faults = Vec::new();
        let mut refuse = |what: String| faults.push(Fault::new(FaultCode::HubParameter, what));
        if !(1..=10_000).contains(&minutes_a_thousand) {
            refuse(format!(
                "{minutes_a_thousand} minutes to 1,000 patients; it must be 1 to 10,000"
            ));
        }
        if let Some(window) = window.filter(|w| !(1..=10_080).contains(w)) {
            refuse(format!(
                "a window of {window} minutes a week; it must be 1 to 10,080"
            ));
        }
        Faults::none_or(faults)?;
        self.source = "set by the caller";
        Ok(Self {
            minutes_a_thousand,
            window,
            ..self
        })
    }

    /// Minutes a week for so many patients: registered for [`extended`](Self::extended), adjusted for [`enhanced`](Self::enhanced).
    #[must_use]
    pub fn minutes(&self, patients: Patients) -> u64 {
        let thousandths = u128::from(patients.0) * u128::from(self.minutes_a_thousand);
        let step = 1_000 * u128::from(self.round_to);
        let steps = match self.round_to {
            1 => thousandths.div_ceil(step),
            _ => (thousandths + step / 2) / step,
        };
        u64::try_from(steps * u128::from(self.round_to)).unwrap_or(u64::MAX)
    }

    /// The mean number of clinicians at once: minutes before rounding / minutes of the window; nought where there is no window.
    #[must_use]
    pub fn at_once(&self, patients: Patients) -> Thousandths {
        let minutes = u128::from(patients.0) * u128::from(self.minutes_a_thousand);
        self.window.map_or(Thousandths::ZERO, |window| {
            Thousandths::ratio(minutes, 1_000 * u128::from(window))
        })
    }

    /// The numbers with their source.
    #[must_use]
    pub fn assumptions(&self) -> Vec<Assumption> {
        let stated =
            |what: String, value: u32, unit| Assumption::new("access", what, value, unit, self.source);
        let minutes = format!("{}: minutes of a clinician", self.name);
        let mut list = vec![stated(
            minutes,
            self.minutes_a_thousand,
            "minutes per 1,000 patients and week",
        )];
        if self.round_to > 1 {
            list.push(stated(
                format!("{}: rounded to the nearest", self.name),
                self.round_to,
                "minutes",
            ));
        }
        if let Some(window) = self.window {
            list.push(stated(
                format!("{}: standard hours", self.name),
                window,
                "minutes of the week",
            ));
        }
        list
    }
}
