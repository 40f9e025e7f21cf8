//! Whole-number units: patients, metres, seconds, pounds, pence and the cost that a solver adds up.
//!
//! Every quantity that decides a plan is a whole number, so that parallel sums are equal bit for bit
//! and an incremental cost equals a full recount exactly. What is read is bounded so that sums stay exact; beyond the ends of its type a sum or a
//! difference stays at the end and neither goes round nor panics.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub, SubAssign};

macro_rules! unit {
    ($(#[$doc:meta])* $name:ident($inner:ty), $suffix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl $name {
            /// Nothing of it.
            pub const ZERO: Self = Self(0);

            /// The bare number.
            #[must_use]
            pub const fn get(self) -> $inner {
                self.0
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0.saturating_add(other.0))
            }
        }

        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0.saturating_sub(other.0))
            }
        }

        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                *self = *self + other;
            }
        }

        impl SubAssign for $name {
            fn sub_assign(&mut self, other: Self) {
                *self = *self - other;
            }
        }

        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
                iter.fold(Self::ZERO, Add::add)
            }
        }

        impl<'a> Sum<&'a $name> for $name {
            fn sum<I: Iterator<Item = &'a Self>>(iter: I) -> Self {
                iter.copied().sum()
            }
        }

        impl From<$inner> for $name {
            fn from(number: $inner) -> Self {
                Self(number)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&format!("{}{}", grouped(self.0 as i128), $suffix))
            }
        }
    };
}

unit! {
    /// Registered patients (a list size, or a sum of them). Shown with thousands separators: `40,000`.
    Patients(u64), ""
}
unit! {
    /// A distance in whole metres.
    Metres(u64), " m"
}
unit! {
    /// A time in whole seconds.
    Seconds(u64), " s"
}
unit! {
    /// Whole pounds sterling; may be negative.
    Pounds(i64), " £"
}
unit! {
    /// Whole pence; may be negative. [`Pence::pounds`] writes them as pounds.
    Pence(i64), " p"
}
unit! {
    /// What the objective adds up, in the unit of its terms (person-metres for hub travel).
    Cost(i64), ""
}

impl Pence {
    /// As pounds with two decimals and no separators, for tables.
    ///
    /// ```
    /// use locality::units::Pence;
    /// assert_eq!(Pence(123_456).pounds(), "1234.56");
    /// assert_eq!(Pence(-5).pounds(), "-0.05");
    /// ```
    #[must_use]
    pub fn pounds(self) -> String {
        let (sign, size) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        format!("{sign}{}.{:02}", size / 100, size % 100)
    }
}

/// A count to three decimals, held as whole thousandths: contacts with patients, full-time equivalents of staff, per cent. Sums are
/// exact and equal in any order. In data files it is a decimal number.
///
/// ```
/// use locality::units::Thousandths;
/// let posts: Thousandths = "3.4533333".parse()?;
/// assert_eq!((posts, posts.to_string()), (Thousandths(3_453), "3.453".to_owned()));
/// assert_eq!((Thousandths::whole(2), posts.up()), (Thousandths(2_000), 4));
/// assert!("-1".parse::<Thousandths>().is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Thousandths(pub u64);

impl Thousandths {
    /// Nothing of it.
    pub const ZERO: Self = Self(0);

    /// So many whole ones.
    #[must_use]
    pub const fn whole(number: u64) -> Self {
        Self(number.saturating_mul(1_000))
    }

    /// `part / of`, rounded to the nearest thousandth, halves up; nought where `of` is nought, the most there is beyond that.
    #[must_use]
    pub fn ratio(part: u128, of: u128) -> Self {
        let rounded = part.saturating_mul(1_000).saturating_add(of / 2).checked_div(of);
        Self(u64::try_from(rounded.unwrap_or(0)).unwrap_or(u64::MAX))
    }

    /// The least whole number that is not below it.
    #[must_use]
    pub const fn up(self) -> u64 {
        self.0.div_ceil(1_000)
    }

    /// What is more here than there; nought where there is as much or more.
    #[must_use]
    pub const fn beyond(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Add for Thousandths {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Thousandths {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Thousandths {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Thousandths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}.{:03}", self.0 / 1_000, self.0 % 1_000))
    }
}

impl std::str::FromStr for Thousandths {
    type Err = String;

    /// A decimal number that is not below nought, rounded to the nearest thousandth, halves up.
    fn from_str(text: &str) -> Result<Self, String> {
        let refuse = || format!("{text:?} is not a number from 0 with decimals after a point");
        let (units, decimals) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(units) || !digits(decimals) || units.len() > 15 {
            return Err(refuse());
        }
        // Four decimals decide how the third is rounded.
        let four: String = decimals.chars().chain("000".chars()).take(4).collect();
        let units: u64 = units.parse().map_err(|_| refuse())?;
        let parts: u64 = four.parse().map_err(|_| refuse())?;
        Ok(Self(units * 1_000 + (parts + 5) / 10))
    }
}

impl Serialize for Thousandths {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0 as f64 / 1_000.0)
    }
}

impl<'de> Deserialize<'de> for Thousandths {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        match number.is_finite() && (0.0..1e15).contains(&number) {
            true => Ok(Self((number * 1_000.0).round() as u64)),
            false => Err(serde::de::Error::custom(format!(
                "{number} is not a number from 0"
            ))),
        }
    }
}

/// The number with a comma after each three digits, as official statistics print it.
pub(crate) fn grouped(number: i128) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        out.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_in_threes() {
        assert_eq!(Patients(0).to_string(), "0");
        assert_eq!(Patients(999).to_string(), "999");
        assert_eq!(Patients(61_469_262).to_string(), "61,469,262");
        assert_eq!(Cost(-1_000).to_string(), "-1,000");
        assert_eq!(format!("{:>9}", Metres(1_234)), "  1,234 m");
    }

    #[test]
    fn sums_keep_the_unit() {
        let lists = [Patients(3), Patients(4)];
        assert_eq!(lists.iter().sum::<Patients>(), Patients(7));
    }
}
