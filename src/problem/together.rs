//! Practices that must share a network.

use super::rule::{Rule, because, some};
use crate::practice::OdsCode;
use serde::{Deserialize, Serialize};

/// These practices are in one network, such as the practices of one partnership. The network must hang together all the same: a
/// rule of this kind makes nobody a neighbour ([`Contiguity`](super::Contiguity) can).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Together {
    /// The practices, two or more.
    pub practices: Vec<OdsCode>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Together {
    /// These practices, without a reason.
    #[must_use]
    pub fn new(practices: impl IntoIterator<Item = OdsCode>) -> Self {
        Self {
            practices: practices.into_iter().collect(),
            reason: String::new(),
        }
    }
}

impl Rule for Together {
    fn wording(&self) -> String {
        format!(
            "{} are in one network{}.",
            some(&self.practices),
            because(&self.reason)
        )
    }

    fn source(&self) -> &'static str {
        "the practices: joining a network is voluntary (NHS England, Network Contract DES)"
    }
}
