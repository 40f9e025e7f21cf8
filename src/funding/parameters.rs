//! Rates of payment, as they are written in the files of a year.

use crate::network::Population;
use crate::units::Pence;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// An amount a head, in whole tenths of a penny. Written as pounds with up to three decimals: `22.671`.
///
/// ```
/// use locality::funding::Rate;
/// use locality::units::Pence;
/// let rate: Rate = "1.761".parse()?;
/// // By hand: 176.1 pence × 8,205 = 1,444,900.5 pence, rounded up.
/// assert_eq!(rate.times(8_205, 12), Some(Pence(1_444_901)));
/// assert!("1.7615".parse::<Rate>().is_err() && "-1".parse::<Rate>().is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate {
    tenths: u32,
}

impl Rate {
    /// So many tenths of a penny.
    #[must_use]
    pub const fn tenths(tenths: u32) -> Self {
        Self { tenths }
    }

    /// The rate of a year times heads for so many months of it: exact, then rounded to whole pence, halves up. `None` where
    /// pence would pass what an `i64` holds.
    #[must_use]
    pub fn times(self, heads: u64, months: u32) -> Option<Pence> {
        // Tenths of a penny, and twelve months: 120 parts to a penny.
        let parts = u128::from(self.tenths) * u128::from(heads);
        let parts = parts.checked_mul(months.into())?;
        i64::try_from((parts + 60) / 120).ok().map(Pence)
    }
}

impl FromStr for Rate {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let refuse =
            || format!("{text:?} is no amount: give pounds with up to three decimals, such as 1.761");
        let (pounds, decimals) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if pounds.is_empty() || decimals.len() > 3 || !digits(pounds) || !digits(decimals) {
            return Err(refuse());
        }
        format!("{pounds}{decimals:0<3}")
            .parse()
            .map(Self::tenths)
            .map_err(|_| refuse())
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}.{:03}", self.tenths / 1_000, self.tenths % 1_000))
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
    }
}

/// A stream that is paid by the head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerHead {
    /// Its name.
    pub name: String,
    /// Pounds a head.
    pub pounds: Rate,
    /// By whose heads.
    pub population: Population,
    /// Paid for so many months of the year, 1 to 12, where the rate is a whole year's.
    #[serde(default = "all_year")]
    pub months: u32,
    /// Where the rate comes from.
    pub source: String,
    /// Whether it was seen there.
    pub verified: bool,
    /// What else is to be known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

const fn all_year() -> u32 {
    12
}

/// A premium that is paid by the bed in a care home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerBed {
    /// Its name.
    pub name: String,
    /// Pounds a bed.
    pub pounds: Rate,
    /// Where the rate comes from.
    pub source: String,
    /// Whether it was seen there.
    pub verified: bool,
    /// What else is to be known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A payment of which no figure is known, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Absent {
    /// The payment.
    pub name: String,
    /// Why it is not counted.
    pub why: String,
}
