//! Which rule is meant.

use crate::practice::OdsCode;
use crate::problem::{Band, Frozen, Limit, Networks, Problem, Rule, Rules};
use crate::units::{Patients, grouped};
use serde::{Deserialize, Serialize};

/// One rule of [`Rules`], by its place; numbers count from 0 in the lists of the rules. The band is two rules here, its least and its
/// most, because one of them alone may be what is in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RuleName {
    /// The number of networks.
    Networks,
    /// The fewest patients of a network.
    BandLeast,
    /// The most patients of a network.
    BandMost,
    /// That a network hangs together.
    Contiguity,
    /// Borders that no network crosses.
    NeverAcross,
    /// Where hubs may stand.
    HubSites,
    /// How far the hub may be.
    GreatestTravel,
    /// A further band.
    Limit(usize),
    /// Practices that share a network.
    Together(usize),
    /// Practices that share none.
    Apart(usize),
    /// A practice that belongs to a named network.
    Fixed(usize),
    /// A practice that does not join.
    OptedOut(usize),
    /// A network that stays as it is, and takes its practices from between the others.
    Frozen(usize),
    /// That no network is a ring around others.
    NoneEnclosed,
}

impl RuleName {
    /// Every rule that could be in the way, those that single practices asked for first. What only loosens others (waivers) is not among
    /// them. That no network is a ring is kept by search: it is in no proof, and whether it is in the way is only tried.
    #[must_use]
    pub fn all(rules: &Rules) -> Vec<Self> {
        let mut all = Vec::new();
        all.extend((0..rules.fixed.len()).map(Self::Fixed));
        all.extend((0..rules.apart.len()).map(Self::Apart));
        all.extend((0..rules.together.len()).map(Self::Together));
        all.extend((0..rules.opted_out.len()).map(Self::OptedOut));
        all.extend((0..rules.frozen.len()).map(Self::Frozen));
        all.extend(rules.none_enclosed.is_some().then_some(Self::NoneEnclosed));
        all.extend((0..rules.limits.len()).map(Self::Limit));
        all.extend(rules.greatest_travel.is_some().then_some(Self::GreatestTravel));
        all.extend(rules.hub_sites.is_some().then_some(Self::HubSites));
        all.extend(rules.never_across.is_some().then_some(Self::NeverAcross));
        all.extend([Self::Networks, Self::BandMost, Self::BandLeast, Self::Contiguity]);
        all
    }

    /// The rule in words; empty where the rules do not have it.
    #[must_use]
    pub fn wording(self, problem: &Problem) -> String {
        let (rules, band) = (problem.rules(), problem.band());
        let patients = |number: Patients| grouped(number.0.into());
        match self {
            Self::Networks => as_now(problem).wording(),
            Self::BandLeast => format!(
                "Each network has {} registered patients or more.",
                patients(band.least)
            ),
            Self::BandMost => format!(
                "Each network has {} registered patients or fewer.",
                patients(band.most)
            ),
            Self::Contiguity => rules.contiguity.clone().unwrap_or_default().wording(),
            Self::NeverAcross => rules.never_across.as_ref().map(Rule::wording).unwrap_or_default(),
            Self::HubSites => rules.hub_sites.as_ref().map(Rule::wording).unwrap_or_default(),
            Self::GreatestTravel => rules
                .greatest_travel
                .as_ref()
                .map(Rule::wording)
                .unwrap_or_default(),
            Self::Limit(at) => rules.limits.get(at).map(Limit::wording).unwrap_or_default(),
            Self::Together(at) => rules.together.get(at).map(Rule::wording).unwrap_or_default(),
            Self::Apart(at) => rules.apart.get(at).map(Rule::wording).unwrap_or_default(),
            Self::Fixed(at) => rules.fixed.get(at).map(Rule::wording).unwrap_or_default(),
            Self::OptedOut(at) => rules.opted_out.get(at).map(Rule::wording).unwrap_or_default(),
            Self::Frozen(at) => rules.frozen.get(at).map(Rule::wording).unwrap_or_default(),
            Self::NoneEnclosed => rules
                .none_enclosed
                .as_ref()
                .map(Rule::wording)
                .unwrap_or_default(),
        }
    }

    /// The practices that the rule names.
    #[must_use]
    pub fn practices(self, rules: &Rules) -> Vec<OdsCode> {
        match self {
            Self::Together(at) => rules
                .together
                .get(at)
                .map(|r| r.practices.clone())
                .unwrap_or_default(),
            Self::Apart(at) => rules
                .apart
                .get(at)
                .map(|r| r.practices.clone())
                .unwrap_or_default(),
            Self::Fixed(at) => rules.fixed.get(at).map(|r| vec![r.practice]).unwrap_or_default(),
            Self::OptedOut(at) => rules
                .opted_out
                .get(at)
                .map(|r| vec![r.practice])
                .unwrap_or_default(),
            Self::Frozen(at) => rules
                .frozen
                .get(at)
                .map(|r| r.practices.clone())
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// Whether one can do without it by leaving a line of the rules out; the band, the number of networks and contiguity are there
    /// always.
    #[must_use]
    pub fn can_be_dropped(self) -> bool {
        !matches!(
            self,
            Self::Networks | Self::BandLeast | Self::BandMost | Self::Contiguity
        )
    }

    /// Takes these rules out, as far as rules can say it: contiguity stays, as it is in the graph.
    pub(super) fn strip(dropped: &[Self], rules: &mut Rules, problem: &Problem) {
        let gone = |name: Self| dropped.contains(&name);
        // First, as more are added below.
        let before = rules.frozen.len();
        kept(&mut rules.frozen, |at| !gone(Self::Frozen(at)));
        let freed = (before - rules.frozen.len()) as u32;
        // A frozen network is not counted: its practices may go on as one network more.
        rules.networks = match rules.networks {
            Networks::Exactly(number) if freed > 0 => Networks::Range(number, number + freed),
            Networks::Range(least, most) => Networks::Range(least, most + freed),
            other => other,
        };
        for name in dropped {
            match name {
                Self::Networks => rules.networks = Networks::Range(1, problem.grouped().len().max(1) as u32),
                Self::BandLeast => rules.band.least = Patients(0),
                Self::BandMost => {
                    rules.band.most = open_end(problem, rules.band);
                    // Who stood alone is not drawn in by that.
                    rules.frozen.extend(problem.standing_alone().iter().map(|&i| {
                        let code = problem.practices()[i].code;
                        Frozen {
                            network: code.to_string(),
                            practices: vec![code],
                            reason: String::new(),
                        }
                    }));
                }
                Self::NeverAcross => rules.never_across = None,
                Self::HubSites => rules.hub_sites = None,
                Self::GreatestTravel => rules.greatest_travel = None,
                Self::NoneEnclosed => rules.none_enclosed = None,
                _ => {}
            }
        }
        kept(&mut rules.limits, |at| !gone(Self::Limit(at)));
        kept(&mut rules.together, |at| !gone(Self::Together(at)));
        kept(&mut rules.apart, |at| !gone(Self::Apart(at)));
        kept(&mut rules.fixed, |at| !gone(Self::Fixed(at)));
        kept(&mut rules.opted_out, |at| !gone(Self::OptedOut(at)));
    }
}

/// The number of networks as it is now, whatever it followed from.
pub(super) fn as_now(problem: &Problem) -> Networks {
    let range = problem.networks();
    match (*range.start(), *range.end()) {
        (least, most) if least == most => Networks::Exactly(least),
        (least, most) => Networks::Range(least, most),
    }
}

/// A most that no network can pass: all patients of the table.
pub(super) fn open_end(problem: &Problem, band: Band) -> Patients {
    problem.practices().patients().max(band.most)
}

fn kept<T>(list: &mut Vec<T>, keep: impl Fn(usize) -> bool) {
    let mut at = 0;
    list.retain(|_| {
        at += 1;
        keep(at - 1)
    });
}
