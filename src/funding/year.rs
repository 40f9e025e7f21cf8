//! The parameters of a contract year.

use super::{Absent, PerBed, PerHead};
use crate::assumption::Assumption;
use crate::fault::{Fault, FaultCode, Faults};
use serde::{Deserialize, Serialize};

/// What networks and their practices are paid in a contract year, April to March.
///
/// The years 2019/20 to 2026/27 come with the library, as far as their figures were seen; a newer one is a TOML file of the same shape.
///
/// ```
/// use locality::funding::Year;
/// let year = Year::of("2026/27")?;
/// assert!(year.absent.iter().any(|absent| absent.name == "core funding"));
/// assert!(Year::of("2018/19").is_err());
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Year {
    /// The year, such as `2025/26`.
    pub year: String,
    /// Streams to the network by the head.
    #[serde(default)]
    pub per_head: Vec<PerHead>,
    /// Streams to the network by the bed in care homes.
    #[serde(default)]
    pub per_bed: Vec<PerBed>,
    /// Payments to each practice that takes part, not to the network.
    #[serde(default)]
    pub participation: Vec<PerHead>,
    /// Payments of which no figure is known.
    #[serde(default)]
    pub absent: Vec<Absent>,
}

/// The files that come with the library, oldest first.
const YEARS: [(&str, &str); 8] = [
    ("2019/20", include_str!("years/2019-20.toml")),
    ("2020/21", include_str!("years/2020-21.toml")),
    ("2021/22", include_str!("years/2021-22.toml")),
    ("2022/23", include_str!("years/2022-23.toml")),
    ("2023/24", include_str!("years/2023-24.toml")),
    ("2024/25", include_str!("years/2024-25.toml")),
    ("2025/26", include_str!("years/2025-26.toml")),
    ("2026/27", include_str!("years/2026-27.toml")),
];

impl Year {
    /// The years that come with the library, oldest first.
    #[must_use]
    pub fn all() -> Vec<&'static str> {
        YEARS.iter().map(|(year, _)| *year).collect()
    }

    /// The parameters of a year, written `2025/26` or `2025-26`.
    ///
    /// # Errors
    /// `F001` for a year without parameters, with those that have some.
    pub fn of(year: &str) -> Result<Self, Faults> {
        let wanted = year.trim().replace('-', "/");
        match YEARS.iter().find(|(known, _)| *known == wanted) {
            Some((_, text)) => Self::from_toml(text),
            None => {
                let what = format!("{year:?}; there are {}", Self::all().join(", "));
                Err(Fault::new(FaultCode::NoSuchYear, what).into())
            }
        }
    }

    /// Reads parameters as the files of `src/funding/years` are written.
    ///
    /// # Errors
    /// `F002` where the text is not of this shape, and for each stream that is paid for no month or more than twelve, or stands twice.
    pub fn from_toml(text: &str) -> Result<Self, Faults> {
        let unreadable = |what: String| Fault::new(FaultCode::YearUnreadable, what);
        let year: Self =
            toml::from_str(text).map_err(|error| Fault::in_toml(FaultCode::YearUnreadable, text, &error))?;
        let mut faults = Vec::new();
        for stream in year.per_head.iter().chain(&year.participation) {
            if !(1..=12).contains(&stream.months) {
                let what = format!("{} is paid for {} months of the year", stream.name, stream.months);
                faults.push(unreadable(what));
            }
        }
        let heads = year.per_head.iter().map(|stream| &stream.name);
        let mut names: Vec<&String> = heads.chain(year.per_bed.iter().map(|s| &s.name)).collect();
        names.sort_unstable();
        for pair in names.windows(2).filter(|pair| pair[0] == pair[1]) {
            faults.push(unreadable(format!("{} stands twice", pair[0])));
        }
        Faults::none_or(faults)?;
        Ok(year)
    }

    /// Every rate with its source, and every payment that is not counted.
    #[must_use]
    pub fn assumptions(&self) -> Vec<Assumption> {
        let stated = |name: &str, note: &str, value: String, unit: String, source: &str, verified: bool| {
            let note = if note.is_empty() {
                String::new()
            } else {
                format!(" ({note})")
            };
            let parameter = format!("{} {name}{note}", self.year);
            let stated = Assumption::new("funding", parameter, value, unit, source);
            if verified { stated } else { stated.unverified() }
        };
        let heads = self.per_head.iter().chain(&self.participation).map(|s| {
            let unit = format!("pounds for each {} patient", s.population);
            stated(
                &s.name,
                &s.note,
                s.pounds.to_string(),
                unit,
                &s.source,
                s.verified,
            )
        });
        let beds = self.per_bed.iter().map(|s| {
            stated(
                &s.name,
                &s.note,
                s.pounds.to_string(),
                "pounds a bed".to_owned(),
                &s.source,
                s.verified,
            )
        });
        let absent = self.absent.iter().map(|s| {
            stated(
                &s.name,
                &s.why,
                "absent".to_owned(),
                "not counted".to_owned(),
                "none",
                false,
            )
        });
        heads.chain(beds).chain(absent).collect()
    }
}
