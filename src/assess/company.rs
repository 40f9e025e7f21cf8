//! The rules about who is with whom, looked up line by line.

use super::Finding;
use super::membership::Listed;
use crate::practice::OdsCode;
use crate::problem::Problem;
use std::collections::BTreeSet;

/// Practices that should be together, apart, fixed or frozen and are not. O(rules × networks × practices named).
pub(super) fn check(problem: &Problem, listed: &[Listed<'_>], findings: &mut Vec<Finding>) {
    let rules = problem.rules();
    let code = |&i: &usize| problem.practices()[i].code;
    let holds =
        |network: &Listed<'_>, practice: &OdsCode| network.members.iter().any(|i| code(i) == *practice);
    let of = |name: &str| listed.iter().find(|network| network.name == name);
    for rule in &rules.together {
        let met: BTreeSet<&str> = listed
            .iter()
            .filter(|network| rule.practices.iter().any(|practice| holds(network, practice)))
            .map(|network| network.name)
            .collect();
        if met.len() > 1 {
            findings.push(Finding::NotTogether {
                practices: rule.practices.clone(),
                networks: met.into_iter().map(str::to_owned).collect(),
            });
        }
    }
    for rule in &rules.apart {
        for network in listed {
            let met: BTreeSet<OdsCode> = rule
                .practices
                .iter()
                .copied()
                .filter(|practice| holds(network, practice))
                .collect();
            if met.len() > 1 {
                findings.push(Finding::NotApart {
                    network: network.name.to_owned(),
                    practices: met.into_iter().collect(),
                });
            }
        }
    }
    for rule in &rules.fixed {
        if !of(&rule.network).is_some_and(|network| holds(network, &rule.practice)) {
            findings.push(Finding::NotWhereFixed {
                network: rule.network.clone(),
                practice: rule.practice,
            });
        }
    }
    for rule in &rules.frozen {
        let own: BTreeSet<OdsCode> = rule.practices.iter().copied().collect();
        let now: BTreeSet<OdsCode> = of(&rule.network)
            .map(|network| network.members.iter().map(code).collect())
            .unwrap_or_default();
        if own != now {
            findings.push(Finding::NotAsFrozen {
                network: rule.network.clone(),
                gone: own.difference(&now).copied().collect(),
                new: now.difference(&own).copied().collect(),
            });
        }
    }
}
