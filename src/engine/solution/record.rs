//! What ran.

use crate::engine::stop::StopReason;
use serde::{Deserialize, Serialize};

/// What ran: enough to run it again. The same instance, version, seed, limit of memory, plan to start from, limit in the gap and rounds give the
/// same plan at any number of threads.
///
/// In JSON, unknown fields are refused; the counts and the times of the parts may be left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Record {
    /// The version of the library; empty in a file of before it was written down.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub library: String,
    /// The seed.
    pub seed: u64,
    /// The limit of memory in bytes, where there was one: it says how long lists may become.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory: Option<u64>,
    /// The SHA-256 hash of the plan to start from, its groups of units by number as JSON, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// The limit in the gap, where there was one: the proof goes no further than that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<f64>,
    /// How many rounds were completed.
    pub rounds: u64,
    /// How many of them found a better plan.
    pub improvements: u64,
    /// Whether a limit ended one more round early, or the first. What that round found depends on the speed of the machine; a
    /// search of `rounds` rounds alone is the same everywhere.
    pub cut_short: bool,
    /// Why the search ended.
    pub stop: StopReason,
    /// Wall-clock seconds in all.
    pub seconds: f64,
    /// Wall-clock seconds to the first plan that keeps every rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_plan_seconds: Option<f64>,
    /// How many groups were written down as columns of the master.
    #[serde(default)]
    pub columns: u64,
    /// How many cuts were added.
    #[serde(default)]
    pub cuts: u64,
    /// How many parts of the plans were looked at apart, branching.
    #[serde(default)]
    pub nodes: u64,
    /// How many times groups were priced.
    #[serde(default)]
    pub pricings: u64,
    /// Where the time went.
    #[serde(default)]
    pub parts: Parts,
}

/// Wall-clock seconds of each part of a run. What runs side by side is added up, so that the parts together may come to more than
/// the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Parts {
    /// Searching for plans.
    pub search: f64,
    /// Solving the master.
    pub master: f64,
    /// Pricing groups.
    pub pricing: f64,
    /// Looking for cuts.
    pub cutting: f64,
    /// Enumerating the groups that a better plan could still hold.
    pub enumeration: f64,
    /// Trying what to branch on.
    pub branching: f64,
}

impl Record {
    /// Adds what a part of the run did, done beside others, to the counts and times.
    pub(crate) fn add(&mut self, part: &Self) {
        self.columns += part.columns;
        self.cuts += part.cuts;
        self.nodes += part.nodes;
        self.pricings += part.pricings;
        self.parts.search += part.parts.search;
        self.parts.master += part.parts.master;
        self.parts.pricing += part.parts.pricing;
        self.parts.cutting += part.parts.cutting;
        self.parts.enumeration += part.parts.enumeration;
        self.parts.branching += part.parts.branching;
    }

    /// The record of a run that has not begun.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            library: env!("CARGO_PKG_VERSION").to_owned(),
            seed,
            memory: None,
            start: None,
            gap: None,
            rounds: 0,
            improvements: 0,
            cut_short: false,
            stop: StopReason::Rounds,
            seconds: 0.0,
            first_plan_seconds: None,
            columns: 0,
            cuts: 0,
            nodes: 0,
            pricings: 0,
            parts: Parts::default(),
        }
    }
}
