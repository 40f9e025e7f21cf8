//! What a doctor can do safely and what patients ask for: every number that the work of hubs rests on.

use crate::assumption::Assumption;
use crate::fault::{Fault, FaultCode, Faults};
use crate::units::Thousandths;
use serde::{Deserialize, Serialize};

/// The numbers that the work of a hub rests on. Each has a default with its source; whatever is set otherwise is listed by
/// [`assumptions`](Self::assumptions) as set by the caller.
///
/// ```
/// use locality::hub::Parameters;
/// let set = Parameters::from_toml("contacts_a_gp_week = 100", "clinic.toml")?;
/// assert_eq!((set.contacts_a_gp_week, set.slots_a_session), (100, 12));
/// let wrong = Parameters::from_toml("slots_a_session = 0\nweeks_worked = 60", "clinic.toml");
/// assert_eq!(wrong.expect_err("two faults").as_slice().len(), 2);
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Parameters {
    /// Contacts with a GP that 1,000 patients ask for in a week; above 0, at most 1,000. 49.5: 367.1 million appointments of 63.4 million
    /// patients in the year to June 2024, 44.6 % of them with a GP (NHS England, Appointments in General Practice):
    /// 367.1 / 63.4 / 52.18 × 1,000 × 0.446 = 49.5. What was held, not what was asked for.
    pub contacts_a_thousand: Thousandths,
    /// Demand on Monday to Friday beside each other; not all nought. 1.11 on Mondays and 0.94 on Fridays (1.29 and 1.09 million of 25.5
    /// million appointments in 22 working days of July 2021, NHS Digital); the rest is spread evenly over the other days.
    pub day_factors: [Thousandths; 5],
    /// Contacts of a full-time GP in a week, 1-1,000. 115: British Medical Association, Safe Working Levels, 2016.
    pub contacts_a_gp_week: u32,
    /// The most contacts of a full-time GP on one day, 1-200. 25: British Medical Association, Safe Working Levels 2016 and Workload
    /// Control 2018.
    pub contacts_a_gp_day: u32,
    /// How the week of GPs is spread over Monday to Friday; not all nought. Evenly, for want of rotas.
    pub rota: [Thousandths; 5],
    /// Weeks that a GP works in a year, 1-52. 43, for want of a source: leave, bank holidays and study taken off.
    pub weeks_worked: u32,
    /// Appointments in a session of a hub, 1-50. 12: three hours of 15 minutes in a session of 4 h 10 min (British Medical
    /// Association, Safe Working, 2022-24).
    pub slots_a_session: u32,
    /// Minutes of an appointment, 1-60. 15: British Medical Association, Safe Working Levels, 2016.
    pub minutes_a_slot: u32,
    /// Sessions in one room on one day, 1-4. Two: morning and afternoon, for want of a source.
    pub sessions_a_room: u32,
    /// Full-time GPs to 1,000 patients where the workforce file has none; above 0, at most 10. 0.436: 27,670 fully qualified full-time
    /// equivalents and 63.4 million patients in June 2024 (NHS England, General Practice Workforce).
    pub gps_a_thousand: Thousandths,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            contacts_a_thousand: Thousandths(49_500),
            day_factors: [1_110, 983, 984, 983, 940].map(Thousandths),
            contacts_a_gp_week: 115,
            contacts_a_gp_day: 25,
            rota: [Thousandths::whole(1); 5],
            weeks_worked: 43,
            slots_a_session: 12,
            minutes_a_slot: 15,
            sessions_a_room: 2,
            gps_a_thousand: Thousandths(436),
        }
    }
}

/// Most of what a list of days may add up to, so that products stay far within 128 bits.
const MOST_SHARES: u64 = 1_000_000_000;

impl Parameters {
    /// Reads parameters from TOML; what is not named keeps its default. `name` stands for the file in faults.
    ///
    /// # Errors
    /// `H001`: the text is no TOML, names an unknown parameter or has a negative number, with its line; or each parameter outside its range.
    pub fn from_toml(text: &str, name: &str) -> Result<Self, Faults> {
        let read: Self = toml::from_str(text)
            .map_err(|error| Fault::in_toml(FaultCode::HubParameter, text, &error).file(name))?;
        let named = |fault: Fault| {
            let line = fault.column.as_deref().and_then(|field| line_of(text, field));
            let fault = fault.file(name);
            line.map_or(fault.clone(), |line| fault.line(line))
        };
        let faults = read.faults().into_iter().map(named).collect();
        Faults::none_or(faults)?;
        Ok(read)
    }

    /// That every number is in its range.
    ///
    /// # Errors
    /// `H001` for each that is not.
    pub fn check(&self) -> Result<(), Faults> {
        Faults::none_or(self.faults())
    }

    fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut refuse = |field: &str, found: String, range: &str| {
            let what = format!("{field} is {found}; it must be {range}");
            faults.push(Fault::new(FaultCode::HubParameter, what).column(field));
        };
        for (field, value, most) in [
            ("contacts_a_thousand", self.contacts_a_thousand, 1_000),
            ("gps_a_thousand", self.gps_a_thousand, 10),
        ] {
            if value == Thousandths::ZERO || value > Thousandths::whole(most) {
                refuse(field, value.to_string(), &format!("above 0 and at most {most}"));
            }
        }
        for (field, value, most) in [
            ("contacts_a_gp_week", self.contacts_a_gp_week, 1_000),
            ("contacts_a_gp_day", self.contacts_a_gp_day, 200),
            ("weeks_worked", self.weeks_worked, 52),
            ("slots_a_session", self.slots_a_session, 50),
            ("minutes_a_slot", self.minutes_a_slot, 60),
            ("sessions_a_room", self.sessions_a_room, 4),
        ] {
            if value == 0 || value > most {
                refuse(field, value.to_string(), &format!("1 to {most}"));
            }
        }
        for (field, days) in [("day_factors", self.day_factors), ("rota", self.rota)] {
            let sum: Thousandths = days.into_iter().sum();
            if sum == Thousandths::ZERO || sum.0 > MOST_SHARES {
                let range = "five numbers from Monday to Friday, not all nought";
                refuse(field, format!("{sum} in all"), range);
            }
        }
        faults
    }

    /// Every parameter with its value and its source, for the table beside the results.
    #[must_use]
    pub fn assumptions(&self) -> Vec<Assumption> {
        const APPOINTMENTS: &str = "NHS England, Appointments in General Practice, year to June 2024";
        const MONDAY: &str =
            "NHS Digital, Appointments in General Practice, July 2021; other days from what is left";
        const LEVELS: &str = "British Medical Association, Safe Working Levels, 2016";
        const SAFE: &str = "British Medical Association, Safe Working, 2022-24";
        const WORKFORCE: &str = "NHS England, General Practice Workforce, June 2024";
        let default = Self::default();
        let days = |days: [Thousandths; 5]| days.map(|d| d.to_string()).join(" ");
        let mut list = Vec::new();
        let mut add = |what: &str, value: String, usual: String, unit: &str, source: Option<&str>| {
            let stated = Assumption::new(
                "hub",
                what,
                &value,
                unit,
                source.unwrap_or("none; a plausible value"),
            );
            list.push(match (value == usual, source) {
                (false, _) => Assumption {
                    source: "set by the caller".to_owned(),
                    ..stated
                },
                (true, Some(_)) => stated,
                (true, None) => stated.unverified(),
            });
        };
        macro_rules! one {
            ($field:ident, $what:literal, $unit:literal, $source:expr) => {
                add(
                    $what,
                    self.$field.to_string(),
                    default.$field.to_string(),
                    $unit,
                    $source,
                )
            };
        }
        one!(
            contacts_a_thousand,
            "contacts with a GP that patients ask for",
            "contacts per 1,000 patients and week",
            Some(APPOINTMENTS)
        );
        add(
            "demand on Monday to Friday",
            days(self.day_factors),
            days(default.day_factors),
            "of a mean day",
            Some(MONDAY),
        );
        one!(
            contacts_a_gp_week,
            "safe contacts of a full-time GP in a week",
            "contacts",
            Some(LEVELS)
        );
        one!(
            contacts_a_gp_day,
            "most safe contacts of a full-time GP on a day",
            "contacts",
            Some(LEVELS)
        );
        add(
            "GPs at work on Monday to Friday",
            days(self.rota),
            days(default.rota),
            "of a mean day",
            None,
        );
        one!(
            weeks_worked,
            "weeks that a GP works in a year",
            "weeks of 52",
            None
        );
        one!(
            slots_a_session,
            "appointments in a session",
            "appointments",
            Some(SAFE)
        );
        one!(
            minutes_a_slot,
            "length of an appointment",
            "minutes",
            Some(LEVELS)
        );
        one!(
            sessions_a_room,
            "sessions in one room on one day",
            "sessions",
            None
        );
        one!(
            gps_a_thousand,
            "full-time GPs where the workforce file has none",
            "per 1,000 patients",
            Some(WORKFORCE)
        );
        list
    }
}

/// The line on which this field is set.
fn line_of(text: &str, field: &str) -> Option<u64> {
    let sets = |line: &str| {
        let rest = line.trim_start().strip_prefix(field);
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    text.lines().position(sets).map(|at| at as u64 + 1)
}
