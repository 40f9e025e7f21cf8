//! A network that stays as it is.

use super::rule::{Rule, because, some};
use crate::practice::OdsCode;
use serde::{Deserialize, Serialize};

/// The network of this name has exactly these practices. It is set aside before anything else, as a practice above the band is:
/// neither the band nor connection is asked of it, and it is not counted in the number of networks to be formed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Frozen {
    /// The network's name in the plan.
    pub network: String,
    /// All its practices, one or more.
    pub practices: Vec<OdsCode>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Rule for Frozen {
    fn wording(&self) -> String {
        format!(
            "Network {} stays as it is, with {}{}.",
            self.network,
            some(&self.practices),
            because(&self.reason)
        )
    }

    fn source(&self) -> &'static str {
        "NHS England, Network Contract DES 2026/27: not intended to disrupt well-functioning networks"
    }
}
