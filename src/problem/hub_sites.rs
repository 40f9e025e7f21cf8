//! Where hubs may stand.

use super::rule::{Rule, because, some};
use crate::practice::OdsCode;
use serde::{Deserialize, Serialize};

/// Every network's hub stands at one of these practices, which is a member of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HubSites {
    /// The practices with room for a hub.
    pub practices: Vec<OdsCode>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl HubSites {
    /// These practices, without a reason.
    #[must_use]
    pub fn new(practices: impl IntoIterator<Item = OdsCode>) -> Self {
        Self {
            practices: practices.into_iter().collect(),
            reason: String::new(),
        }
    }
}

impl Rule for HubSites {
    fn wording(&self) -> String {
        format!(
            "Hubs stand only at {}{}.",
            some(&self.practices),
            because(&self.reason)
        )
    }

    fn source(&self) -> &'static str {
        "the commissioner: premises with room for a team"
    }
}
