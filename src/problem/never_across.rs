//! Borders that no network crosses.

use super::rule::{Rule, because, some};
use crate::practice::{AreaLevel, OdsCode};
use serde::{Deserialize, Serialize};

/// No network has practices of two areas of this level, those aside that are named: a practice whose boundary or branch surgery
/// crosses the border may be in a network with practices of any one area. (A border that may be crossed at a cost is a term of
/// the objective, not a rule.)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NeverAcross {
    /// The level of area.
    pub level: AreaLevel,
    /// The practices that may cross.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub crossable: Vec<OdsCode>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl NeverAcross {
    /// Borders of this level, crossed by nobody.
    #[must_use]
    pub fn new(level: AreaLevel) -> Self {
        Self {
            level,
            crossable: Vec::new(),
            reason: String::new(),
        }
    }
}

impl Rule for NeverAcross {
    fn wording(&self) -> String {
        let but = match self.crossable.is_empty() {
            true => String::new(),
            false => format!(", but {} may", some(&self.crossable)),
        };
        format!(
            "No network crosses {} borders{but}{}.",
            self.level,
            because(&self.reason)
        )
    }

    fn source(&self) -> &'static str {
        "NHS England, DES guidance of April 2019: networks would not normally cross commissioners' boundaries, except where a practice \
         boundary or branch surgery does"
    }
}
