//! What could be changed so that there is a plan.

use super::RuleName;
use crate::practice::OdsCode;
use crate::problem::{Band, Ground, Holder, Networks, Problem, Rule, Rules, Waiver};
use crate::units::{Patients, grouped};
use serde::{Deserialize, Serialize};

/// A change of the rules. [`apply`](Self::apply) makes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Change {
    /// Another band, with so many networks.
    Band {
        /// The band.
        band: Band,
        /// The number of networks, said because it would follow the band.
        networks: Networks,
    },
    /// Another number of networks.
    Networks(Networks),
    /// Other ends of a further band.
    Limit {
        /// Which of the limits, from 0.
        at: usize,
        /// The least.
        least: u64,
        /// The most.
        most: u64,
    },
    /// A longer way to the hub, in the unit of its rule.
    GreatestTravel(u64),
    /// The networks of these practices may have so many patients fewer, and so many more, each by a waiver of its own.
    Waive(Vec<(OdsCode, Patients, Patients)>),
    /// These pairs become neighbours.
    Link(Vec<(OdsCode, OdsCode)>),
    /// This rule is given up.
    Drop(RuleName),
}

impl Change {
    /// The rules with this change; `problem` is the one that they are of.
    #[must_use]
    pub fn apply(&self, problem: &Problem) -> Rules {
        let mut rules = problem.rules().clone();
        match self {
            Self::Band { band, networks } => (rules.band, rules.networks) = (*band, *networks),
            Self::Networks(networks) => rules.networks = *networks,
            Self::Limit { at, least, most } => {
                if let Some(limit) = rules.limits.get_mut(*at) {
                    (limit.least, limit.most) = (*least, *most);
                }
            }
            Self::GreatestTravel(most) => {
                if let Some(rule) = &mut rules.greatest_travel {
                    rule.most = *most;
                }
            }
            Self::Waive(waived) => {
                let waiver = |&(practice, below, above): &(OdsCode, Patients, Patients)| Waiver {
                    of: Holder::Practice(practice),
                    below,
                    above,
                    ground: if below.0 > 0 {
                        Ground::Rural
                    } else {
                        Ground::Evidence
                    },
                    reason: "still to be given".to_owned(),
                };
                rules.waivers.extend(waived.iter().map(waiver));
            }
            Self::Link(links) => {
                let mut rule = rules.contiguity.take().unwrap_or_default();
                rule.links.extend(links);
                rules.contiguity = Some(rule);
            }
            Self::Drop(name) => RuleName::strip(&[*name], &mut rules, problem),
        }
        rules
    }

    /// The change as a sentence without its end, such as `a band of 12,841-50,000`.
    #[must_use]
    pub fn wording(&self, problem: &Problem) -> String {
        let name = |code: &OdsCode| {
            let practice = problem.practices().get(*code);
            practice.map_or_else(|| code.to_string(), |p| format!("{code} ({})", p.name))
        };
        let patients = |number: Patients| grouped(number.0.into());
        match self {
            Self::Band { band, networks } => {
                let (before, networks) = (problem.band(), in_words(*networks));
                let side = match band.least < before.least {
                    true => format!("{} in place of {}", patients(band.least), patients(before.least)),
                    false => format!("{} in place of {}", patients(band.most), patients(before.most)),
                };
                let end = if band.least < before.least {
                    "least"
                } else {
                    "most"
                };
                format!("for all networks a {end} of {side} patients ({networks})")
            }
            Self::Networks(networks) => format!("another number of networks ({networks})"),
            Self::Limit { at, least, most } => match problem.rules().limits.get(*at) {
                Some(limit) => format!(
                    "{}-{} {}",
                    grouped((*least).into()),
                    grouped((*most).into()),
                    limit.counts
                ),
                None => String::new(),
            },
            Self::GreatestTravel(most) => {
                format!(
                    "a way to the hub of up to {}",
                    problem.travel().unit().show(*most)
                )
            }
            Self::Waive(waived) => {
                let one = |(code, below, above): &(OdsCode, Patients, Patients)| {
                    let (number, side) = if below.0 > 0 {
                        (below, "fewer")
                    } else {
                        (above, "more")
                    };
                    format!(
                        "{} patients {side} for the network of {}",
                        patients(*number),
                        name(code)
                    )
                };
                let all: Vec<String> = waived.iter().map(one).collect();
                format!("a waiver: {}", all.join("; "))
            }
            Self::Link(links) => {
                let one = |(a, b): &(OdsCode, OdsCode)| {
                    let place = |code: &OdsCode| problem.practices().get(*code).map(|p| p.location);
                    let way = place(a).zip(place(b)).map(|(a, b)| a.straight_line(b));
                    let way = way.map_or(String::new(), |way| format!(", {way} apart"));
                    format!("{} with {}{way}", name(a), name(b))
                };
                let all: Vec<String> = links.iter().map(one).collect();
                format!("a link: {}", all.join("; "))
            }
            Self::Drop(rule) => format!(
                "without the rule \"{}\"",
                rule.wording(problem).trim_end_matches('.')
            ),
        }
    }
}

/// What a rule says of the number of networks, as a part of a sentence.
fn in_words(networks: Networks) -> String {
    let sentence = networks.wording();
    sentence.trim_end_matches('.').replacen("There", "there", 1)
}
