//! A number of each practice that is not in the practice table.

use crate::practice::OdsCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A whole number of each practice, supplied beside the table: adjusted patients, hundredths of full-time GPs, workload.
///
/// ```
/// use locality::problem::Measure;
/// let gps = Measure::new("GPs (hundredths of full time)", [("A1".parse()?, 480), ("B2".parse()?, 250)]);
/// assert_eq!(gps.of("B2".parse()?), Some(250));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    name: String,
    values: BTreeMap<OdsCode, u64>,
}

impl Measure {
    /// The name that [adjusted patients](super::Counts::Adjusted) are supplied under where the practice table does not have them, or
    /// others are to count.
    pub const ADJUSTED: &str = "adjusted";

    /// No value is larger, so that sums are exact: 2^40, some 10^12.
    pub const LARGEST: u64 = 1 << 40;

    /// A measure of this name; the last value counts where a practice stands twice.
    #[must_use]
    pub fn new(name: impl Into<String>, values: impl IntoIterator<Item = (OdsCode, u64)>) -> Self {
        Self {
            name: name.into(),
            values: values.into_iter().collect(),
        }
    }

    /// Its name, by which rules call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value of a practice. O(log n).
    #[must_use]
    pub fn of(&self, practice: OdsCode) -> Option<u64> {
        self.values.get(&practice).copied()
    }

    /// The practices that it has a value for, by code.
    pub fn practices(&self) -> impl Iterator<Item = OdsCode> {
        self.values.keys().copied()
    }

    /// The values of those practices that are in the table, where the whole has more.
    #[must_use]
    pub fn among(&self, practices: &crate::practice::Practices) -> Self {
        let inside = self
            .values
            .iter()
            .filter(|(code, _)| practices.get(**code).is_some());
        Self::new(self.name.clone(), inside.map(|(&code, &value)| (code, value)))
    }
}
