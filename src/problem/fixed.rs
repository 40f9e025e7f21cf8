//! A practice that belongs to a named network.

use super::rule::{Rule, because};
use crate::practice::OdsCode;
use serde::{Deserialize, Serialize};

/// This practice is in the network of this name. Practices fixed to one name are in one network, practices fixed to two names
/// are in two, and a plan calls the networks so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    /// The practice.
    pub practice: OdsCode,
    /// The network's name in the plan.
    pub network: String,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Fixed {
    /// This practice in the network of this name, without a reason.
    #[must_use]
    pub fn new(practice: OdsCode, network: impl Into<String>) -> Self {
        Self {
            practice,
            network: network.into(),
            reason: String::new(),
        }
    }
}

impl Rule for Fixed {
    fn wording(&self) -> String {
        format!(
            "{} is in network {}{}.",
            self.practice,
            self.network,
            because(&self.reason)
        )
    }

    fn source(&self) -> &'static str {
        "the practice, or the commissioner who allocates it (NHS England, Network Contract DES)"
    }
}
