//! An assessment for other programs.

use crate::assess::Assessment;

/// The assessment as JSON, indented, with a line break at its end. Each finding has its code and its text.
///
/// ```
/// use locality::assess::assess;
/// use locality::plan::Plan;
/// use locality::problem::Problem;
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// let today = assess(&problem, &Plan::today(problem.practices()));
/// let text = locality::report::assessment_json(&today);
/// assert!(text.starts_with("{\n  \"format\": \"locality-assessment/1\",\n  \"keeps_every_rule\": false"));
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[must_use]
pub fn assessment_json(assessment: &Assessment) -> String {
    // Its keys are texts and its numbers are finite, so that there is always a JSON.
    let mut text = serde_json::to_string_pretty(assessment).unwrap_or_default();
    text.push('\n');
    text
}
