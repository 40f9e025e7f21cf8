//! The rules that each network must keep.

use super::measures::{NetworkMeasures, Standing};
use super::membership::Listed;
use super::{Finding, travel};
use crate::practice::OdsCode;
use crate::problem::{Holder, HubChoice, Problem, Waiver};
use crate::units::Patients;
use std::collections::{BTreeSet, VecDeque};

/// The patients of a practice as the band counts them: none of one that opted out.
pub(super) fn counted(problem: &Problem, i: usize) -> Patients {
    let practice = &problem.practices()[i];
    match problem.rules().has_opted_out(practice.code) {
        true => Patients::ZERO,
        false => practice.list_size,
    }
}

/// How many patients fewer and more than the band waivers let this network have.
fn allowance(problem: &Problem, name: &str, members: &[usize]) -> (Patients, Patients) {
    let holds = |waiver: &&Waiver| match &waiver.of {
        Holder::Practice(code) => members.iter().any(|&i| problem.practices()[i].code == *code),
        Holder::Network(network) => network == name,
    };
    let mine = || problem.rules().waivers.iter().filter(holds);
    (mine().map(|w| w.below).sum(), mine().map(|w| w.above).sum())
}

/// Whether the practice alone is above the band, beyond what a waiver of its own lets its network have.
fn is_too_large(problem: &Problem, i: usize) -> bool {
    let rules = problem.rules();
    let code = problem.practices()[i].code;
    // The waiver of a named network goes with the first practice, by code, that is fixed to it.
    let first = |name: &str| {
        rules
            .fixed
            .iter()
            .filter(|fixed| fixed.network == name)
            .map(|fixed| fixed.practice)
            .min()
    };
    let mine = rules.waivers.iter().filter(|waiver| match &waiver.of {
        Holder::Practice(holder) => *holder == code,
        Holder::Network(name) => first(name) == Some(code),
    });
    let above: Patients = mine.map(|waiver| waiver.above).sum();
    counted(problem, i) > rules.band.most + above
}

/// How a network stands to the band, by its name and members alone.
pub(super) fn standing(problem: &Problem, name: &str, members: &[usize]) -> Standing {
    let band = problem.band();
    let patients: Patients = members.iter().map(|&i| counted(problem, i)).sum();
    let (below, above) = allowance(problem, name, members);
    let holds_too_large = members.iter().any(|&i| is_too_large(problem, i));
    match (holds_too_large, members.len()) {
        _ if problem.rules().frozen.iter().any(|frozen| frozen.network == name) => Standing::Frozen,
        (true, 1) => Standing::StandsAlone,
        (true, _) => Standing::HoldsTooLarge,
        (false, _) if band.holds(patients) => Standing::InBand,
        (false, _) if patients + below >= band.least && patients < band.least => Standing::Waived,
        (false, _) if patients > band.most && patients <= band.most + above => Standing::Waived,
        (false, _) if patients < band.least => Standing::BelowBand,
        (false, _) => Standing::AboveBand,
    }
}

/// The members that the rules let be hub, ascending: not opted out, at a named site where sites are named, near enough for all
/// where ways are limited. All members where no member may.
pub(super) fn hubs(problem: &Problem, members: &[usize]) -> Vec<usize> {
    let near = |hub: usize| {
        let most = problem.rules().greatest_travel.as_ref().map(|rule| rule.most);
        most.is_none_or(|most| members.iter().all(|&i| problem.travel().between(i, hub) <= most))
    };
    let good: Vec<usize> = members
        .iter()
        .copied()
        .filter(|&hub| may_be_hub(problem, hub) && near(hub))
        .collect();
    match good.is_empty() {
        true => members.to_vec(),
        false => good,
    }
}

fn may_be_hub(problem: &Problem, i: usize) -> bool {
    let code = problem.practices()[i].code;
    let sites = problem.rules().hub_sites.as_ref();
    !problem.rules().has_opted_out(code) && sites.is_none_or(|sites| sites.practices.contains(&code))
}

/// The pieces of a network, walking from practice to neighbouring practice inside it; pieces by their first members.
///
/// Practices above the band keep no edge, so that a network that holds one is looked at without them.
pub(super) fn pieces(problem: &Problem, members: &[usize]) -> Vec<Vec<usize>> {
    let mut left: BTreeSet<usize> = members
        .iter()
        .copied()
        .filter(|&i| !is_too_large(problem, i))
        .collect();
    let mut pieces = Vec::new();
    while let Some(first) = left.pop_first() {
        let mut piece = vec![first];
        let mut to_visit = VecDeque::from([first]);
        while let Some(here) = to_visit.pop_front() {
            for next in problem.graph().neighbours(here) {
                if left.remove(&next) {
                    piece.push(next);
                    to_visit.push_back(next);
                }
            }
        }
        piece.sort_unstable();
        pieces.push(piece);
    }
    pieces
}

/// What is wrong with one network, its lines apart. A network that holds a practice above the band is a fault as such, and
/// neither the band nor connection is asked of it beyond that.
pub(super) fn check(
    problem: &Problem,
    listed: &Listed<'_>,
    measured: &NetworkMeasures,
    findings: &mut Vec<Finding>,
) {
    let practices = problem.practices();
    let band = problem.band();
    let code = |&i: &usize| practices[i].code;
    let network = || listed.name.to_owned();
    let patients = measured.patients;
    match measured.standing {
        Standing::BelowBand => findings.push(Finding::BelowBand {
            network: network(),
            patients,
            by: band.least - patients,
            band,
        }),
        Standing::AboveBand => findings.push(Finding::AboveBand {
            network: network(),
            patients,
            by: patients - band.most,
            band,
        }),
        Standing::HoldsTooLarge => {
            let too_large = |i: &&usize| is_too_large(problem, **i);
            findings.extend(
                listed
                    .members
                    .iter()
                    .filter(too_large)
                    .map(|&i| Finding::TooLargeToShare {
                        network: network(),
                        practice: practices[i].code,
                        patients: practices[i].list_size,
                        others: listed.members.len() - 1,
                    }),
            );
        }
        Standing::InBand | Standing::Waived | Standing::StandsAlone | Standing::Frozen => {}
    }
    if measured.standing.is_counted() {
        let pieces = pieces(problem, &listed.members);
        if pieces.len() > 1 {
            findings.push(Finding::InPieces {
                network: network(),
                pieces: pieces
                    .iter()
                    .map(|piece| piece.iter().map(code).collect())
                    .collect(),
            });
        }
    }
    if let Some(rule) = &problem.rules().never_across {
        let level = rule.level;
        let held = listed
            .members
            .iter()
            .filter(|&&i| !rule.crossable.contains(&practices[i].code));
        let area = |&i: &usize| practices[i].area(level).map(|area| area.code);
        let areas: BTreeSet<OdsCode> = held.filter_map(area).collect();
        if areas.len() > 1 {
            findings.push(Finding::CrossesBorder {
                network: network(),
                level,
                areas: areas.into_iter().collect(),
            });
        }
    }
    if measured.standing.is_counted() {
        limits(problem, listed, findings);
        hub_is_where_it_may(problem, listed, measured, findings);
    }
    let allowed = hubs(problem, &listed.members);
    let (Some((best_cost, best)), [hub]) = (
        travel::best_hub(problem, &listed.members, &allowed),
        &listed.hubs[..],
    ) else {
        return;
    };
    let cost = travel::cost(&travel::trips(problem, &listed.members, *hub));
    if problem.rules().hub == HubChoice::Best && allowed.contains(hub) && cost != best_cost {
        findings.push(Finding::HubNotBest {
            network: network(),
            hub: practices[*hub].code,
            cost,
            best: practices[best].code,
            best_cost,
            unit: problem.travel().unit(),
        });
    }
}

/// What else a network may hold so much of.
fn limits(problem: &Problem, listed: &Listed<'_>, findings: &mut Vec<Finding>) {
    let practices = problem.practices();
    for limit in &problem.rules().limits {
        let members = listed.members.iter().map(|&i| &practices[i]);
        let counted = members.filter(|practice| !problem.rules().has_opted_out(practice.code));
        // A practice without the value was refused when the problem was built.
        let total: u64 = counted
            .filter_map(|practice| limit.value(practice, problem.supplied()))
            .sum();
        if !(limit.least..=limit.most).contains(&total) {
            findings.push(Finding::OutsideLimit {
                network: listed.name.to_owned(),
                counts: limit.counts.to_string(),
                total,
                least: limit.least,
                most: limit.most,
            });
        }
    }
}

/// Hubs at practices that may be none, and practices too far from the hub; where the plan names no hub, from the best one.
fn hub_is_where_it_may(
    problem: &Problem,
    listed: &Listed<'_>,
    measured: &NetworkMeasures,
    findings: &mut Vec<Finding>,
) {
    let practices = problem.practices();
    let Some(hub) = practices.index_of(measured.hub) else {
        return;
    };
    let mut named: Vec<usize> = listed.hubs.clone();
    // Where nobody named a hub, the best member is held to the rules about hubs, if there are any.
    let ruled = problem.rules().hub_sites.is_some() || problem.rules().greatest_travel.is_some();
    if named.is_empty() && ruled {
        named.push(hub);
    }
    findings.extend(
        named
            .iter()
            .filter(|&&hub| !may_be_hub(problem, hub))
            .map(|&hub| Finding::HubNotAllowed {
                network: listed.name.to_owned(),
                hub: practices[hub].code,
            }),
    );
    let Some(rule) = &problem.rules().greatest_travel else {
        return;
    };
    let ways = listed
        .members
        .iter()
        .map(|&i| (problem.travel().between(i, hub), i));
    if let Some((way, far)) = ways.max().filter(|&(way, _)| way > rule.most) {
        findings.push(Finding::HubTooFar {
            network: listed.name.to_owned(),
            practice: practices[far].code,
            hub: practices[hub].code,
            way,
            most: rule.most,
            unit: problem.travel().unit(),
        });
    }
}
