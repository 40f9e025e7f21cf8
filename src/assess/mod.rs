//! An independent check of any plan, and its measures.
//!
//! [`assess`] takes a [`Plan`] from wherever it comes (our own, one drawn by hand, today's primary care networks), lays it
//! over the [`Problem`] and says which rules it breaks, each with its numbers, and what it is like. It shares no code
//! with whatever makes plans, so that it can disagree with it.
//!
//! Every rule of the problem is checked from its own data ([`Rules`](crate::problem::Rules)), not from what a solver was told of it.
//!
//! A practice above the band must be a network of its own. Such a network is in order, and is not counted: neither in the
//! number of networks nor in their measures; nor is a frozen network. A network without a hub in the plan is measured to its best member.
//!
//! # Index of codes
//!
//! | code | rule |
//! | --- | --- |
//! | A001 | every practice must be in a network |
//! | A002 | a practice may be in one network only |
//! | A003 | a practice may be listed once only |
//! | A004 | a network may list only practices that there are |
//! | A010 | a network may not have fewer patients than the band |
//! | A011 | a network may not have more patients than the band |
//! | A012 | a network must hang together |
//! | A013 | no network may cross a border, where borders are not to be crossed |
//! | A014 | a practice above the band must be a network of its own |
//! | A015 | a network may hold so much of a measure only |
//! | A016 | practices kept together must be in one network |
//! | A017 | practices kept apart must share no network |
//! | A018 | a practice fixed to a network must be in it |
//! | A019 | a frozen network must stay as it is |
//! | A020 | a network has one hub |
//! | A021 | the hub must be a member |
//! | A022 | the hub must be the best member that may be one, where the best is asked for |
//! | A023 | a hub may stand only where the rules allow it |
//! | A024 | the way to the hub may not be longer than allowed |
//! | A030 | there must be as many networks as the problem allows |
//! | A031 | no network may be a ring around others, where none is to be |

mod company;
mod deprivation;
mod enclosed;
mod finding;
mod localisation;
mod measures;
mod membership;
mod numbers;
mod rules;
mod travel;
mod wording;

pub use deprivation::{DeprivationScores, DeprivationSpread, ScoreError};
pub use finding::Finding;
pub use localisation::Localisation;
pub use measures::{NetworkMeasures, PlanMeasures, Standing};
pub use travel::TravelMeasures;

use crate::plan::Plan;
use crate::problem::{Band, Problem};
use crate::travel::TravelUnit;
use serde::{Deserialize, Deserializer, Serialize};

/// The version of an assessment's JSON; it changes when a reader of the old one could misread the new one.
pub const ASSESSMENT_FORMAT: &str = "locality-assessment/1";

/// What came of assessing a plan: the rules it breaks, and its measures. As JSON each finding also has its code and its text, which are passed over
/// when it is read back.
///
/// ```
/// use locality::assess::{Assessment, assess};
/// use locality::plan::Plan;
/// use locality::problem::Problem;
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// let today = assess(&problem, &Plan::today(problem.practices()));
/// let text = locality::report::assessment_json(&today);
/// assert_eq!(serde_json::from_str::<Assessment>(&text)?, today);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    #[serde(deserialize_with = "this_format")]
    format: String,
    keeps_every_rule: bool,
    /// The band that networks were held to.
    pub band: Band,
    /// The unit of all travel: costs are in persons times it.
    pub travel_unit: TravelUnit,
    /// The rules that the plan breaks, by code, then by network.
    #[serde(serialize_with = "finding::with_texts")]
    pub findings: Vec<Finding>,
    /// The plan as a whole.
    pub plan: PlanMeasures,
    /// Each network, by name; those of which no practice is known are left out.
    pub networks: Vec<NetworkMeasures>,
}

impl Assessment {
    /// Whether the plan breaks no rule.
    #[must_use]
    pub fn keeps_every_rule(&self) -> bool {
        self.keeps_every_rule
    }

    /// The network of this name.
    #[must_use]
    pub fn network(&self, name: &str) -> Option<&NetworkMeasures> {
        let at = self.networks.binary_search_by(|n| n.network.as_str().cmp(name));
        at.ok().map(|at| &self.networks[at])
    }
}

fn this_format<'d, D: Deserializer<'d>>(from: D) -> Result<String, D::Error> {
    let format = String::deserialize(from)?;
    match format == ASSESSMENT_FORMAT {
        true => Ok(format),
        false => Err(serde::de::Error::custom(format!(
            "the format is {format:?}, not {ASSESSMENT_FORMAT:?}"
        ))),
    }
}

/// What an assessment may look at beside the problem.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extras {
    /// How deprived the patients of each practice are. Without it nothing is said of deprivation.
    pub deprivation: Option<DeprivationScores>,
}

/// Checks and measures a plan. O(edges + the sum over networks of members²).
///
/// ```
/// use locality::assess::assess;
/// use locality::plan::Plan;
/// use locality::problem::Problem;
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// let today = assess(&problem, &Plan::today(problem.practices()));
/// assert!(!today.keeps_every_rule());
/// println!("{} of {} networks in the band", today.plan.in_band, today.plan.networks);
/// for finding in &today.findings {
///     println!("{finding}");
/// }
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[must_use]
pub fn assess(problem: &Problem, plan: &Plan) -> Assessment {
    assess_with(problem, plan, &Extras::default())
}

/// Checks and measures a plan, with more to look at. Costs as [`assess`].
#[must_use]
pub fn assess_with(problem: &Problem, plan: &Plan, extras: &Extras) -> Assessment {
    let scores = extras.deprivation.as_ref();
    let mut findings = Vec::new();
    let listed = membership::lay(problem, plan, &mut findings);
    let mut networks = Vec::new();
    for network in &listed {
        let measured = measures::network(problem, network, scores);
        rules::check(problem, network, &measured, &mut findings);
        networks.push(measured);
    }
    company::check(problem, &listed, &mut findings);
    enclosed::check(problem, &listed, &mut findings);
    let measures = measures::plan(problem, &listed, &networks, scores);
    let allowed = problem.networks();
    // Where every practice is above the band there is nothing to group, whatever number was asked for.
    let wanted = !problem.grouped().is_empty();
    if wanted && !allowed.contains(&(measures.networks as u32)) {
        findings.push(Finding::NumberOfNetworks {
            networks: measures.networks,
            least: *allowed.start(),
            most: *allowed.end(),
        });
    }
    findings.sort_by(|a, b| (a.code(), a.network()).cmp(&(b.code(), b.network())));
    Assessment {
        format: ASSESSMENT_FORMAT.to_owned(),
        keeps_every_rule: findings.is_empty(),
        band: problem.band(),
        travel_unit: problem.travel().unit(),
        findings,
        plan: measures,
        networks,
    }
}

/// What is wrong with these networks, given by name and members, no hub named: as [`assess`] finds it for them in a plan, but for the rules that
/// look at the plan as a whole (how many networks there are, rings around others, practices missing or listed twice). O(members²).
pub(crate) fn check_networks(problem: &Problem, networks: &[(&str, Vec<usize>)]) -> Vec<Finding> {
    let given = networks.iter().filter(|(_, members)| !members.is_empty());
    let listed: Vec<membership::Listed<'_>> = given
        .map(|(name, members)| membership::Listed {
            name,
            members: members.clone(),
            hubs: Vec::new(),
        })
        .collect();
    let mut findings = Vec::new();
    for network in &listed {
        let measured = measures::network(problem, network, None);
        rules::check(problem, network, &measured, &mut findings);
    }
    company::check(problem, &listed, &mut findings);
    // What is fixed or frozen elsewhere is not looked at here.
    findings.retain(|finding| {
        let of = finding.network();
        of.is_none_or(|of| networks.iter().any(|(name, _)| *name == of))
    });
    findings
}

#[cfg(test)]
mod tests {
    /// The codes in a text, each between these two marks.
    fn codes<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
        let rest = text.split(before).skip(1);
        rest.filter_map(|rest| rest.split_once(after).map(|(code, _)| code))
            .filter(|code| code.len() == 4 && code.starts_with('A'))
            .collect()
    }

    #[test]
    fn the_index_in_the_docs_has_the_codes_of_the_findings() {
        let index = codes(include_str!("mod.rs"), "//! | ", " |");
        // The compiler holds the match over all findings complete.
        let findings = codes(include_str!("finding.rs"), "=> \"", "\",");
        assert!(!findings.is_empty());
        assert_eq!(index, findings);
        let mut unique = index.clone();
        unique.dedup();
        assert_eq!(index, unique);
    }
}
