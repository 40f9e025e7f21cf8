//! Whole-number units: patients, metres, seconds, pounds, pence and the cost that a solver adds up.
//!
//! Every quantity that decides a plan is a whole number, so that parallel sums are equal bit for bit
//! and an incremental cost equals a full recount exactly.

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
                Self(self.0 + other.0)
            }
        }

        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }

        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                self.0 += other.0;
            }
        }

        impl SubAssign for $name {
            fn sub_assign(&mut self, other: Self) {
                self.0 -= other.0;
            }
        }

        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
                Self(iter.map(|x| x.0).sum())
            }
        }

        impl<'a> Sum<&'a $name> for $name {
            fn sum<I: Iterator<Item = &'a Self>>(iter: I) -> Self {
                Self(iter.map(|x| x.0).sum())
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
