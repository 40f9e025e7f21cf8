//! No network inside another.

use super::rule::{Rule, because};
use serde::{Deserialize, Serialize};

/// No network is a ring around others. It is one where, without it, a piece of the practice graph that it borders on is cut off
/// from the edge of the map: none of the practices in the piece is a corner of the convex hull of all practices that are to be
/// grouped, or on its sides. The tip of a peninsula is at the edge, and so is not enclosed by the network at its neck.
///
/// It is no property of one network's practices, so that an [`Instance`](crate::engine::instance::Instance) cannot state it. [`Task::solve`]
/// keeps it all the same: rings that a plan has are forbidden, and the task is solved again. An engine that is given the bare instance does not know it;
/// [`assess`](crate::assess::assess) finds every ring in any plan.
///
/// [`Task::solve`]: crate::objective::Task::solve
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NoneEnclosed {
    /// Why, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Rule for NoneEnclosed {
    fn wording(&self) -> String {
        format!("No network is a ring around others{}.", because(&self.reason))
    }

    fn source(&self) -> &'static str {
        "NHS England's director of primary care, March 2019 (Pulse): \"I don't want any donuts\""
    }
}
