//! The rules that cannot hold together: a deletion filter.

use super::RuleName;
use super::rule_name::as_now;
use super::trial::{Proof, Trials};
use crate::practice::OdsCode;
use crate::problem::{Networks, Rules};
use serde::{Deserialize, Serialize};

/// Above so many practices it is not tried whether the rules clash without contiguity: everybody would be everybody's neighbour.
const EVERYONE: usize = 500;

/// Rules that are proven not to hold together, and the practices that they fail at.
///
/// None of the rules can be spared for this proof: without any one of them the reason falls away (others may be left). For more than 500
/// practices contiguity is kept without having been left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clash {
    /// The rules, each with its wording.
    pub rules: Vec<(RuleName, String)>,
    /// The practices that cannot all be in networks by these rules; none where it is about the number of networks alone.
    pub practices: Vec<OdsCode>,
    /// Why, in words.
    pub reason: String,
}

/// The rules that a proof needs: those are left out one at a time without which it still stands.
pub(super) fn clash(trials: &Trials<'_>, base: &Rules, proof: &Proof) -> Clash {
    let problem = trials.problem;
    let among = (!proof.practices.is_empty()).then_some(&proof.practices[..]);
    let mut dropped: Vec<RuleName> = Vec::new();
    let mut kept = Vec::new();
    let mut last = proof.clone();
    for name in RuleName::all(base) {
        dropped.push(name);
        let everyone = dropped.contains(&RuleName::Contiguity);
        let mut rules = base.clone();
        RuleName::strip(&dropped, &mut rules, problem);
        let tried = !trials.over() && (!everyone || problem.grouped().len() <= EVERYONE);
        match tried.then(|| trials.proof(&rules, everyone, among)).flatten() {
            Some(proof) => last = proof,
            None => {
                dropped.pop();
                kept.push(name);
            }
        }
    }
    let code = |&i: &usize| problem.practices()[i].code;
    kept.sort_unstable();
    Clash {
        rules: kept
            .into_iter()
            .map(|name| (name, name.wording(problem)))
            .collect(),
        practices: last.practices.iter().map(code).collect(),
        reason: last.reason,
    }
}

/// The rules with the number of networks said, so that it does not follow the band when that changes.
pub(super) fn base(trials: &Trials<'_>) -> Rules {
    let mut rules = trials.problem.rules().clone();
    if rules.networks != Networks::Any {
        rules.networks = as_now(trials.problem);
    }
    rules
}
