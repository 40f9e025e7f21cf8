//! Where else a practice could be, and what that would mean.

use crate::assess::{Assessment, Finding, check_networks};
use crate::problem::Problem;
use crate::report::members::members;
use std::collections::{BTreeMap, BTreeSet};

/// One practice in another network, all others staying where they are, each network's hub at its best member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Next {
    /// The network, by its number in the assessment.
    pub network: usize,
    /// How much further the patients of both networks go together, in person-units of travel; below nought for less.
    pub further: i128,
    /// Which rules forbid it, in words: what the two networks would break and do not break now.
    pub breaks: Vec<String>,
}

/// For each practice that is in a network that the rules look at, the network beside it that breaks least and adds the least travel;
/// `None` where there is no such network. O(practices × networks beside them × members²).
pub(super) fn next(problem: &Problem, assessment: &Assessment) -> Vec<Option<Next>> {
    let networks = members(problem, assessment);
    let mut home = BTreeMap::new();
    for (k, own) in networks.iter().enumerate() {
        let counted = assessment.networks[k].standing.is_counted();
        for &i in own.iter().filter(|_| counted) {
            home.entry(i).or_insert(k);
        }
    }
    let now: Vec<i128> = networks.iter().map(|own| travel(problem, own)).collect();
    let name = |k: usize| assessment.networks[k].network.as_str();
    let found = |a: (usize, &[usize]), b: (usize, &[usize])| {
        check_networks(problem, &[(name(a.0), a.1.to_vec()), (name(b.0), b.1.to_vec())])
    };
    // Many practices stand at the same border.
    let mut as_they_are: BTreeMap<(usize, usize), Vec<Finding>> = BTreeMap::new();
    let mut one = |i: usize| {
        let from = *home.get(&i)?;
        let beside: BTreeSet<usize> = problem
            .graph()
            .neighbours(i)
            .filter_map(|j| home.get(&j).copied())
            .collect();
        let without: Vec<usize> = networks[from].iter().copied().filter(|&j| j != i).collect();
        let left = travel(problem, &without) - now[from];
        let options = beside.into_iter().filter(|&to| to != from).map(|to| {
            let mut with: Vec<usize> = networks[to].iter().copied().chain([i]).collect();
            with.sort_unstable();
            let before = as_they_are
                .entry((from, to))
                .or_insert_with(|| found((from, &networks[from]), (to, &networks[to])));
            let after = found((from, &without), (to, &with)).into_iter();
            let mut breaks: Vec<String> = after
                .filter(|finding| !before.contains(finding))
                .map(|finding| words(&finding))
                .collect();
            if without.is_empty() {
                breaks.push(format!("{} would have no practice", name(from)));
            }
            Next {
                network: to,
                further: left + travel(problem, &with) - now[to],
                breaks,
            }
        });
        options.min_by_key(|next| (next.breaks.len(), next.further, next.network))
    };
    (0..problem.practices().len()).map(&mut one).collect()
}

/// The commonest rules in few words, as what would be; the others as the assessment says them.
fn words(finding: &Finding) -> String {
    match finding {
        Finding::BelowBand {
            network, patients, ..
        } => {
            format!("{network} would have {patients} patients, below the band")
        }
        Finding::AboveBand {
            network, patients, ..
        } => {
            format!("{network} would have {patients} patients, above the band")
        }
        Finding::InPieces { network, .. } => format!("{network} would be in pieces"),
        other => other.to_string(),
    }
}

/// Travel of all patients to the best member.
fn travel(problem: &Problem, members: &[usize]) -> i128 {
    let way = |i: usize, hub: usize| {
        i128::from(problem.travel().between(i, hub)) * i128::from(problem.practices()[i].list_size.0)
    };
    let to = |&hub: &usize| members.iter().map(|&i| way(i, hub)).sum();
    members.iter().map(to).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::assess;
    use crate::change::{Alternative, why};
    use crate::objective::Objective;
    use crate::plan::Plan;
    use crate::problem::{Apart, GreatestTravel, Networks, Rules};

    /// What `change::why` says of every practice of the county, as it is today: for each network beside it the findings that would be new, those
    /// of the plan as a whole left out. It assesses the whole plan for each, by the cost of an objective that adds up ways to the hub.
    fn agrees(most: Option<u64>) -> (usize, BTreeSet<&'static str>) {
        let county = crate::synthetic::county();
        let codes: Vec<_> = county.iter().map(|practice| practice.code).collect();
        let rules = Rules {
            networks: Networks::Any,
            apart: vec![Apart {
                practices: codes.iter().copied().step_by(5).collect(),
                reason: String::new(),
            }],
            greatest_travel: most.map(|most| GreatestTravel {
                most,
                unit: crate::travel::TravelUnit::Metres,
                reason: String::new(),
            }),
            ..Rules::default()
        };
        let problem = Problem::builder(county).rules(rules).build().expect("a problem");
        let plan = Plan::today(problem.practices());
        let now = assess(&problem, &plan);
        let task = Objective::hub_travel().compile(&problem).expect("a task");
        let (mut seen, mut kinds) = (0, BTreeSet::new());
        for (code, found) in codes.iter().zip(next(&problem, &now)) {
            let Some(found) = found else { continue };
            let why = why(&problem, &task, &plan, *code).expect("a practice of the plan");
            let whole = |finding: &&Finding| {
                !matches!(finding, Finding::NumberOfNetworks { .. } | Finding::Ring { .. })
            };
            let from = now.networks.iter().find(|n| n.practices.contains(code));
            let emptied = usize::from(from.expect("its network").practices.len() == 1);
            let name = &now.networks[found.network].network;
            let breaks = |other: &Alternative| other.breaks.iter().filter(whole).count() + emptied;
            let mut others = why.alternatives.iter();
            let same = others.find(|other| other.network == *name).expect("there too");
            assert_eq!(
                found.breaks.len(),
                breaks(same),
                "{code} to {name}: {:?}, {same:?}",
                found.breaks
            );
            let fewest = why.alternatives.iter().map(breaks).min();
            assert_eq!(fewest, Some(breaks(same)), "{code}");
            if most.is_none() {
                // With a limit the task has no cost for ways that are too long.
                assert_eq!(found.further, i128::from(same.costs.0), "{code} to {name}");
                let best = why.alternatives.iter();
                let best = best.map(|other| (breaks(other), other.costs)).min();
                assert_eq!(best, Some((breaks(same), same.costs)), "{code}");
            }
            seen += 1;
            kinds.extend(same.breaks.iter().map(Finding::code));
        }
        (seen, kinds)
    }

    #[test]
    fn the_next_best_is_among_the_answers_why() {
        for most in [None, Some(12_000)] {
            let (seen, kinds) = agrees(most);
            assert!(
                seen > 10 && kinds.len() > 2,
                "{seen} borders between networks, {kinds:?}"
            );
        }
    }
}
