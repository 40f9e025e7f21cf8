//! Which member is the hub.

use super::rule::Rule;
use serde::{Deserialize, Serialize};

/// Where a network's hub stands among the members that may be hub.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum HubChoice {
    /// At the best of them: travel from the practices, patient by patient, is least.
    #[default]
    Best,
    /// At any of them, such as the one that is best for where patients live.
    Any,
}

impl Rule for HubChoice {
    fn wording(&self) -> String {
        match self {
            Self::Best => "The hub stands where travel from the member practices is least.".to_owned(),
            Self::Any => "The hub stands at any member.".to_owned(),
        }
    }

    fn source(&self) -> &'static str {
        "the task of comparison; otherwise the commissioner"
    }
}
