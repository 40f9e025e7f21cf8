//! A practice that does not join, and whose patients are covered all the same.

use super::rule::{Rule, because};
use crate::practice::OdsCode;
use serde::{Deserialize, Serialize};

/// This practice has not signed up. It stays on the map, and exactly one network covers its patients: it is in a line of the
/// plan, its neighbours are neighbours through it, its patients travel to the hub. It is no member: its patients do not count in
/// the band, in any [`Limit`](super::Limit) or in funding, and no hub stands at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OptedOut {
    /// The practice.
    pub practice: OdsCode,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl OptedOut {
    /// This practice, without a reason.
    #[must_use]
    pub fn new(practice: OdsCode) -> Self {
        Self {
            practice,
            reason: String::new(),
        }
    }
}

impl Rule for OptedOut {
    fn wording(&self) -> String {
        format!(
            "{} has opted out: one network covers its patients, who count in no network's size{}.",
            self.practice,
            because(&self.reason)
        )
    }

    fn source(&self) -> &'static str {
        "NHS England, Network Contract DES 2019: every patient is covered, also of practices that do not join"
    }
}
