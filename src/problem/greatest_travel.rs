//! How far the hub may be.

use super::rule::{Rule, because};
use crate::travel::TravelUnit;
use serde::{Deserialize, Serialize};

/// From no practice is the way to the hub of its network longer than this, in the problem's own travel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GreatestTravel {
    /// The longest way allowed, included.
    pub most: u64,
    /// What it is counted in; must be the unit of the problem's travel.
    pub unit: TravelUnit,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl GreatestTravel {
    /// At most so much, without a reason.
    #[must_use]
    pub fn new(most: u64, unit: TravelUnit) -> Self {
        Self {
            most,
            unit,
            reason: String::new(),
        }
    }
}

impl Rule for GreatestTravel {
    fn wording(&self) -> String {
        format!(
            "The way to the hub is at most {}{}.",
            self.unit.show(self.most),
            because(&self.reason)
        )
    }

    fn source(&self) -> &'static str {
        "the commissioner; extreme geographical spread is the expected ground to refuse a network (Healthcare Leader, 2 April 2019)"
    }
}
