//! What a solution looks like in JSON.

use super::{Record, Solution, SolveError, Status};
use crate::engine::bound::Certificate;
use crate::engine::instance::Instance;
use crate::engine::partition::Group;
use serde::{Deserialize, Serialize};

/// The version of the format; it changes when a reader of the old one could misread the new one.
pub const SOLUTION_FORMAT: &str = "locality-solution/1";

/// A solution as it is written down, or why there is none. The JSON Schema is [`Solution::JSON_SCHEMA`].
///
/// ```
/// use locality::engine::Solver;
/// use locality::engine::instance::Instance;
/// use locality::engine::solution::{Outcome, SolutionFile};
/// let text = r#"{
///   "format": "locality-instance/1",
///   "units": ["A", "B", "C"],
///   "edges": [[0, 1], [1, 2]],
///   "sites": [{"name": "Hall", "unit": 1, "star": [[0, 5], [1, 0], [2, 7]]}],
///   "measures": [{"name": "patients", "values": [3, 4, 5], "band": {"least": 10, "most": 15}}],
///   "groups": {"least": 1, "most": 1}
/// }"#;
/// let instance: Instance = serde_json::from_str(text)?;
/// let file = SolutionFile::of(&instance, &Solver::new(&instance).solve()?);
/// assert_eq!((file.status, file.cost, file.bound), (Outcome::Optimal, Some(12), Some(12)));
/// assert_eq!((file.groups[0].hub.as_deref(), file.groups[0].totals[0].total), (Some("Hall"), 12));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Locality solution, version 1",
    description = "Groups of an instance's units, what they cost, and what is proven of it.",
    extend("$id" = "urn:locality-solution:1")
))]
#[serde(deny_unknown_fields)]
pub struct SolutionFile {
    /// The version of the format: `locality-solution/1`.
    #[cfg_attr(feature = "schema", schemars(extend("const" = SOLUTION_FORMAT)))]
    pub format: String,
    /// What came of it.
    pub status: Outcome,
    /// Why there is no plan; absent where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What the plan costs; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<i64>,
    /// What no plan can cost less than; absent where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<i64>,
    /// (cost - bound) / cost; absent where no bound is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<f64>,
    /// By how much the groups lie outside their bands in all: 0 for a plan, above for the nearest where none was found.
    #[serde(default)]
    pub violation: i64,
    /// The groups of the plan, or the nearest that was found; none where it is proven that there is no plan.
    pub groups: Vec<GroupFile>,
    /// The proof of the bound; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Certificate>,
    /// What ran; absent where it was proven at once that there is no plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Record>,
}

/// What came of solving an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A plan, and no plan costs less.
    Optimal,
    /// A plan.
    Feasible,
    /// It is proven that there is no plan.
    ProvenInfeasible,
    /// No plan was found; there may be one.
    NoPlanFound,
}

/// A group by the names of its units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GroupFile {
    /// The names of its units, in the order of the instance.
    pub units: Vec<String>,
    /// The name of the site that is its hub; absent where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hub: Option<String>,
    /// What it costs.
    pub cost: i64,
    /// Its total of each measure, in the order of the instance.
    pub totals: Vec<TotalFile>,
}

/// What a group holds of a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TotalFile {
    /// The measure's name.
    pub measure: String,
    /// The sum over the group's units.
    pub total: i64,
}

impl Outcome {
    /// The word that stands in the file: `optimal`, `feasible`, `proven-infeasible` or `no-plan-found`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Optimal => "optimal",
            Self::Feasible => "feasible",
            Self::ProvenInfeasible => "proven-infeasible",
            Self::NoPlanFound => "no-plan-found",
        }
    }
}

impl From<Status> for Outcome {
    fn from(status: Status) -> Self {
        match status {
            Status::Optimal => Self::Optimal,
            Status::Feasible => Self::Feasible,
        }
    }
}

impl SolutionFile {
    /// A solution of this instance, written down. O(units × measures).
    #[must_use]
    pub fn of(instance: &Instance, solution: &Solution) -> Self {
        Self {
            cost: Some(solution.cost),
            bound: solution.bound,
            gap: solution.gap().filter(|gap| gap.is_finite()),
            groups: written(instance, &solution.groups),
            certificate: solution.certificate.clone(),
            record: Some(solution.record.clone()),
            ..Self::empty(solution.status.into())
        }
    }

    /// That there is no plan for this instance, written down: proven, or none found. `None` for other errors, which say
    /// nothing about the instance.
    #[must_use]
    pub fn without_plan(instance: &Instance, error: &SolveError) -> Option<Self> {
        let file = match error {
            SolveError::Infeasible(_) => Self::empty(Outcome::ProvenInfeasible),
            SolveError::NotFound {
                violation,
                nearest,
                record,
            } => Self {
                violation: *violation,
                groups: written(instance, nearest),
                record: Some(Record::clone(record)),
                ..Self::empty(Outcome::NoPlanFound)
            },
            _ => return None,
        };
        Some(Self {
            reason: Some(error.to_string()),
            ..file
        })
    }

    fn empty(status: Outcome) -> Self {
        Self {
            format: SOLUTION_FORMAT.to_owned(),
            status,
            reason: None,
            cost: None,
            bound: None,
            gap: None,
            violation: 0,
            groups: Vec::new(),
            certificate: None,
            record: None,
        }
    }
}

/// Groups by name.
fn written(instance: &Instance, groups: &[Group]) -> Vec<GroupFile> {
    let file = instance.file();
    let group = |group: &Group| GroupFile {
        units: group
            .units
            .iter()
            .map(|&unit| file.units[unit as usize].clone())
            .collect(),
        hub: group
            .value
            .site
            .map(|site| file.sites[site as usize].name.clone()),
        cost: group.value.cost,
        totals: file
            .measures
            .iter()
            .map(|measure| TotalFile {
                measure: measure.name.clone(),
                total: group
                    .units
                    .iter()
                    .map(|&unit| measure.values[unit as usize])
                    .sum(),
            })
            .collect(),
    };
    groups.iter().map(group).collect()
}

#[cfg(all(test, feature = "schema"))]
mod tests {
    use super::*;
    use crate::engine::fixture::holds_schema;

    #[test]
    fn the_solution_schema_is_what_the_types_generate() {
        holds_schema(
            &schemars::schema_for!(SolutionFile),
            "solution/solution.schema.json",
        );
    }
}
