//! The rules that each network must keep.

use super::measures::{NetworkMeasures, Standing};
use super::membership::Listed;
use super::{Finding, travel};
use crate::practice::OdsCode;
use crate::problem::Problem;
use crate::units::Patients;
use std::collections::{BTreeSet, VecDeque};

/// How a network stands to the band, by the members alone.
pub(super) fn standing(problem: &Problem, members: &[usize]) -> Standing {
    let band = problem.band();
    let practices = problem.practices();
    let patients: Patients = members.iter().map(|&i| practices[i].list_size).sum();
    let holds_too_large = members.iter().any(|&i| practices[i].list_size > band.most);
    match (holds_too_large, members.len()) {
        (true, 1) => Standing::StandsAlone,
        (true, _) => Standing::HoldsTooLarge,
        (false, _) if patients < band.least => Standing::BelowBand,
        (false, _) if patients > band.most => Standing::AboveBand,
        (false, _) => Standing::InBand,
    }
}

/// The pieces of a network, walking from practice to neighbouring practice inside it; pieces by their first members.
///
/// Practices above the band keep no edge, so that a network that holds one is looked at without them.
pub(super) fn pieces(problem: &Problem, members: &[usize]) -> Vec<Vec<usize>> {
    let too_large = |i: usize| problem.practices()[i].list_size > problem.band().most;
    let mut left: BTreeSet<usize> = members.iter().copied().filter(|&i| !too_large(i)).collect();
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
            let too_large = |i: &&usize| practices[**i].list_size > band.most;
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
        Standing::InBand | Standing::StandsAlone => {}
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
    if let Some(level) = problem.never_across() {
        let area = |&i: &usize| practices[i].area(level).map(|area| area.code);
        let areas: BTreeSet<OdsCode> = listed.members.iter().filter_map(area).collect();
        if areas.len() > 1 {
            findings.push(Finding::CrossesBorder {
                network: network(),
                level,
                areas: areas.into_iter().collect(),
            });
        }
    }
    let (Some((best_cost, best)), [hub]) = (travel::best_hub(problem, &listed.members), &listed.hubs[..])
    else {
        return;
    };
    let cost = travel::cost(&travel::trips(problem, &listed.members, *hub));
    if cost != best_cost {
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
