//! A further band, on what else a network holds.

use super::rule::{Rule, because};
use super::{Counts, Measure};
use crate::practice::{OdsCode, Practice};
use crate::units::grouped;
use serde::{Deserialize, Serialize};

/// The least and the most of something that a network may hold, both included: practices, weighted or adjusted patients, or a
/// measure that is supplied. It stands beside the [band](super::Band), which counts registered patients.
///
/// ```
/// use locality::problem::{Counts, Limit, Rule};
/// let limit = Limit::new(Counts::Practices, 2, 10);
/// assert_eq!(limit.wording(), "Each network has 2-10 practices.");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// What is counted.
    pub counts: Counts,
    /// The least, included.
    pub least: u64,
    /// The most, included.
    pub most: u64,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Limit {
    /// From `least` to `most` of this, without a reason.
    #[must_use]
    pub fn new(counts: Counts, least: u64, most: u64) -> Self {
        Self {
            counts,
            least,
            most,
            reason: String::new(),
        }
    }

    /// What a member practice counts; `None` where that is not known.
    #[must_use]
    pub fn value(&self, practice: &Practice, supplied: &[Measure]) -> Option<u64> {
        let named = |name: &str| supplied.iter().find(|measure| measure.name() == name);
        let of = |name: &str, code: OdsCode| named(name).and_then(|measure| measure.of(code));
        match &self.counts {
            Counts::Registered => Some(practice.list_size.0),
            Counts::Weighted => practice.weighted_list.map(|list| list.0),
            // What is supplied beside the table is said for this problem, and goes before what the table says.
            Counts::Adjusted => {
                of(Measure::ADJUSTED, practice.code).or(practice.adjusted_list.map(|list| list.0))
            }
            Counts::Practices => Some(1),
            Counts::Supplied(name) => of(name, practice.code),
        }
    }
}

impl Rule for Limit {
    fn wording(&self) -> String {
        let (least, most) = (grouped(self.least.into()), grouped(self.most.into()));
        format!(
            "Each network has {least}-{most} {}{}.",
            self.counts,
            because(&self.reason)
        )
    }

    fn source(&self) -> &'static str {
        "the commissioner; for the three populations: NHS England, Network Contract DES, payments by registered, weighted and adjusted patients"
    }
}
