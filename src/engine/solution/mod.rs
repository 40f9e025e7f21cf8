//! What a search returns.
//!
//! A [`Solution`] holds units and sites by number; [`SolutionFile`] is the same by name, for JSON, and has room for the
//! case that there is no plan.

mod error;
mod file;
mod grouping;
mod record;

pub use error::SolveError;
pub use file::{GroupFile, Outcome, SOLUTION_FORMAT, SolutionFile, TotalFile};
pub use grouping::{Broken, Grouping};
pub use record::{Parts, Record};

use super::bound::Certificate;
use super::partition::Group;
use serde::{Deserialize, Serialize};

/// A plan for an instance that keeps every rule, with what is known of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Solution {
    /// The groups, by their first unit; each connected, inside its bands and served by a site.
    pub groups: Vec<Group>,
    /// What they cost together.
    pub cost: i64,
    /// What no plan can cost less than, where it is known.
    pub bound: Option<i64>,
    /// The proof of the bound, for others to count again; small instances are proven by trying every plan and have none.
    pub certificate: Option<Certificate>,
    /// What is proven.
    pub status: Status,
    /// What ran.
    pub record: Record,
}

/// What is proven of a solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Status {
    /// No plan costs less.
    Optimal,
    /// It keeps every rule.
    Feasible,
}

impl Solution {
    /// The JSON Schema of [`SolutionFile`] (draft 2020-12).
    pub const JSON_SCHEMA: &str = include_str!("solution.schema.json");

    /// (cost - bound) / cost, where a bound is known; 0 for a proven optimum.
    #[must_use]
    pub fn gap(&self) -> Option<f64> {
        let bound = self.bound?;
        Some(if self.cost == bound {
            0.0
        } else {
            (self.cost - bound) as f64 / (self.cost as f64).abs()
        })
    }

    /// How near to the best possible the plan is, to end a sentence with. A gap is rounded up, so that what is said is true.
    ///
    /// ```
    /// use locality::engine::Solver;
    /// use locality::engine::instance::Instance;
    /// let text = r#"{"format": "locality-instance/1", "units": ["A", "B"], "edges": [[0, 1]], "measures": [],
    ///   "groups": {"least": 1, "most": 1}}"#;
    /// let instance: Instance = serde_json::from_str(text)?;
    /// assert_eq!(Solver::new(&instance).solve()?.closeness(), "proven to be the best possible");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn closeness(&self) -> String {
        match self.gap() {
            _ if self.status == Status::Optimal => "proven to be the best possible".to_owned(),
            // A bound that leaves the whole cost open says nothing yet.
            Some(gap) if gap < 1.0 => {
                // Hundredths of a per cent, never none: a plan that is not proven to be the best is not called so. What
                // floating-point arithmetic adds to an exact hundredth is not rounded up.
                let hundredths = (gap * 10_000.0 - 1e-6).ceil().max(1.0);
                format!("within {:.2} % of the best possible", hundredths / 100.0)
            }
            _ => "how near to the best possible is not known".to_owned(),
        }
    }
}
