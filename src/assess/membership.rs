//! A plan laid over the table of practices: who is where, as far as the plan says.

use super::Finding;
use crate::plan::Plan;
use crate::practice::OdsCode;
use crate::problem::Problem;
use std::collections::{BTreeMap, BTreeSet};

/// A network as the plan lists it, as far as its practices are in the table.
pub(super) struct Listed<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// The indices of its practices, ascending, each once, at least one.
    pub(super) members: Vec<usize>,
    /// The members that the plan names as hub, ascending.
    pub(super) hubs: Vec<usize>,
}

/// The networks by name, those without any known practice left out; what is wrong with the lines themselves goes into
/// `findings`. O(lines × log n).
pub(super) fn lay<'a>(problem: &Problem, plan: &'a Plan, findings: &mut Vec<Finding>) -> Vec<Listed<'a>> {
    let practices = problem.practices();
    let mut listed = Vec::new();
    let mut networks_of: BTreeMap<OdsCode, Vec<&str>> = BTreeMap::new();
    for (name, rows) in plan.networks() {
        let mut lines: BTreeMap<OdsCode, usize> = BTreeMap::new();
        let mut hubs: BTreeSet<OdsCode> = BTreeSet::new();
        for row in rows {
            *lines.entry(row.practice).or_default() += 1;
            if row.hub {
                hubs.insert(row.practice);
            }
        }
        for (&practice, &lines) in &lines {
            networks_of.entry(practice).or_default().push(name);
            if lines > 1 {
                findings.push(Finding::ListedTwice {
                    practice,
                    network: name.to_owned(),
                    lines,
                });
            }
        }
        let index = |code: &OdsCode| practices.index_of(*code);
        let unknown: Vec<OdsCode> = lines.keys().copied().filter(|c| index(c).is_none()).collect();
        for &hub in hubs.iter().filter(|hub| unknown.contains(hub)) {
            findings.push(Finding::HubNotAMember {
                network: name.to_owned(),
                hub,
            });
        }
        if hubs.len() > 1 {
            findings.push(Finding::SeveralHubs {
                network: name.to_owned(),
                hubs: hubs.iter().copied().collect(),
            });
        }
        if !unknown.is_empty() {
            findings.push(Finding::UnknownPractice {
                network: name.to_owned(),
                practices: unknown,
            });
        }
        let members: Vec<usize> = lines.keys().filter_map(index).collect();
        if !members.is_empty() {
            listed.push(Listed {
                name,
                members,
                hubs: hubs.iter().filter_map(index).collect(),
            });
        }
    }
    for (&practice, networks) in networks_of.iter().filter(|(_, networks)| networks.len() > 1) {
        findings.push(Finding::InTwoNetworks {
            practice,
            networks: networks.iter().map(|&name| name.to_owned()).collect(),
        });
    }
    let missing = || practices.iter().filter(|p| !networks_of.contains_key(&p.code));
    if missing().next().is_some() {
        findings.push(Finding::InNoNetwork {
            practices: missing().map(|p| p.code).collect(),
            patients: missing().map(|p| p.list_size).sum(),
        });
    }
    listed
}
