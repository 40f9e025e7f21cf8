//! A problem as data, for tools that store it or send it elsewhere.

use super::{Measure, Mesh, Problem, Rules};
use crate::fault::{Fault, FaultCode, Faults};
use crate::graph::PracticeGraph;
use crate::practice::Practices;
use crate::travel::{Travel, TravelFile};
use serde::{Deserialize, Serialize};

/// The version of the format; it changes when a reader of the old one could misread the new one.
pub const PROBLEM_FORMAT: &str = "locality-problem/1";

/// All that a [`Problem`] is made of: a problem is written as this, and read through [the same checks](super::ProblemBuilder::build).
///
/// Practices are named by their position in the table, which is sorted by code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProblemFile {
    /// The version of the format: `locality-problem/1`.
    pub format: String,
    /// The practices.
    pub practices: Practices,
    /// The edges of the practice graph, what rules cut left out and what they link put in.
    pub edges: Vec<(u32, u32)>,
    /// What travel costs.
    pub travel: TravelFile,
    /// The rules, themselves of the format `locality-rules/1`.
    pub rules: Rules,
    /// The measures that were supplied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supplied: Vec<Measure>,
}

impl From<Problem> for ProblemFile {
    fn from(problem: Problem) -> Self {
        let edges = problem.graph.edges();
        Self {
            format: PROBLEM_FORMAT.to_owned(),
            edges: edges.map(|(i, j)| (i as u32, j as u32)).collect(),
            travel: problem.travel.file(),
            practices: problem.practices,
            rules: problem.rules,
            supplied: problem.supplied,
        }
    }
}

impl TryFrom<ProblemFile> for Problem {
    type Error = Faults;

    /// Checks all of it.
    ///
    /// # Errors
    /// `P047` for another version or an edge that cannot be, `P031` for ways that do not fit, otherwise as the builder; what the file's parts are
    /// told together, what the builder finds after it.
    fn try_from(file: ProblemFile) -> Result<Self, Faults> {
        let mut faults = Vec::new();
        if file.format != PROBLEM_FORMAT {
            let what = format!("the format is {:?}, not {PROBLEM_FORMAT:?}", file.format);
            faults.push(Fault::new(FaultCode::ProblemUnreadable, what));
        }
        let edges: Vec<(usize, usize)> = file
            .edges
            .iter()
            .map(|&(i, j)| (i as usize, j as usize))
            .collect();
        let graph = PracticeGraph::from_edges(file.practices.len(), edges);
        let graph = graph.map_err(|error| Fault::new(FaultCode::ProblemUnreadable, error.to_string()));
        let travel = Travel::from_file(&file.practices, file.travel);
        let (graph, travel) = match (graph, travel, faults.is_empty()) {
            (Ok(graph), Ok(travel), true) => (graph, travel),
            (graph, travel, _) => {
                faults.extend(graph.err());
                faults.extend(travel.err());
                return Err(Faults::none_or(faults)
                    .err()
                    .unwrap_or_else(|| unreadable("it is none")));
            }
        };
        // The graph has been built along the rule; what the rule names is named again without harm.
        let mut rules = file.rules.clone();
        if let Some(rule) = &mut rules.contiguity {
            rule.mesh = Mesh::Given;
        }
        let mut builder = Self::builder(file.practices)
            .graph(graph)
            .travel(travel)
            .rules(rules);
        for measure in file.supplied {
            builder = builder.supply(measure);
        }
        let mut problem = builder.build()?;
        problem.rules = file.rules;
        Ok(problem)
    }
}

impl Problem {
    /// As JSON, to be read by [`from_json`](Self::from_json). O(n + edges), O(n²) with supplied ways.
    ///
    /// ```
    /// use locality::problem::Problem;
    /// let problem = Problem::builder(locality::synthetic::county()).build()?;
    /// let text = problem.to_json();
    /// assert_eq!(Problem::from_json(&text)?.to_json(), text);
    /// # Ok::<(), locality::fault::Faults>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        // Text keys and whole numbers only: there is nothing that JSON could not hold.
        serde_json::to_string_pretty(&ProblemFile::from(self.clone())).unwrap_or_default()
    }

    /// From JSON of the format `locality-problem/1`.
    ///
    /// # Errors
    /// `P047` where the text is no JSON or not of this shape, otherwise as the builder: all faults together.
    pub fn from_json(text: &str) -> Result<Self, Faults> {
        let file: ProblemFile = serde_json::from_str(text).map_err(|error| unreadable(&error.to_string()))?;
        Self::try_from(file)
    }
}

fn unreadable(why: &str) -> Faults {
    Fault::new(FaultCode::ProblemUnreadable, why).into()
}
