//! An exact share.

use serde::{Serialize, Serializer};
use std::fmt;

/// A number that is not below nought, exactly. Shown to three decimals, rounded down, so that a share never looks larger than it is.
///
/// ```
/// use locality::apportion::Fraction;
/// let share = Fraction::new(5, 3);
/// assert_eq!((share.whole(), share.ceiling(), share.to_string().as_str()), (1, 2, "1.666"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    numerator: u128,
    denominator: u128,
}

impl Fraction {
    /// So much of so much; a denominator of nought is taken for 1.
    #[must_use]
    pub fn new(numerator: u128, denominator: u128) -> Self {
        Self {
            numerator,
            denominator: denominator.max(1),
        }
    }

    /// The whole part.
    #[must_use]
    pub fn whole(&self) -> u64 {
        u64::try_from(self.numerator / self.denominator).unwrap_or(u64::MAX)
    }

    /// The least whole number that is not below it.
    #[must_use]
    pub fn ceiling(&self) -> u64 {
        u64::try_from(self.numerator.div_ceil(self.denominator)).unwrap_or(u64::MAX)
    }

    /// What the whole part leaves, in parts of the denominator.
    #[must_use]
    pub fn remainder(&self) -> u128 {
        self.numerator % self.denominator
    }

    /// The numerator.
    #[must_use]
    pub fn numerator(&self) -> u128 {
        self.numerator
    }

    /// The denominator, at least 1.
    #[must_use]
    pub fn denominator(&self) -> u128 {
        self.denominator
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let thousandths = self.remainder() * 1_000 / self.denominator;
        f.pad(&format!("{}.{thousandths:03}", self.whole()))
    }
}

impl Serialize for Fraction {
    /// As it is shown.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
    }
}
