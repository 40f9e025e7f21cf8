//! Where else a practice could be, and what that would mean.

use crate::assess::{Assessment, Standing};
use crate::problem::Problem;
use crate::report::members::members;
use crate::units::Patients;
use std::collections::{BTreeMap, BTreeSet};

/// One practice in another network, all others staying where they are, each network's hub at its best member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Next {
    /// The network, by its number in the assessment.
    pub network: usize,
    /// How much further the patients of both networks go together, in person-units of travel; below nought for less.
    pub further: i128,
    /// What would no longer be in order, in words; band and connection only.
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
    let name = |k: usize| &assessment.networks[k].network;
    let one = |i: usize| {
        let from = *home.get(&i)?;
        let beside: BTreeSet<usize> = problem
            .graph()
            .neighbours(i)
            .filter_map(|j| home.get(&j).copied())
            .collect();
        let without: Vec<usize> = networks[from].iter().copied().filter(|&j| j != i).collect();
        let left = travel(problem, &without) - now[from];
        let options = beside.into_iter().filter(|&to| to != from).map(|to| {
            let with: Vec<usize> = networks[to].iter().copied().chain([i]).collect();
            let mut breaks = Vec::new();
            for (k, own) in [(from, &without), (to, &with)] {
                let (sum, waived) = (
                    counted(problem, own),
                    assessment.networks[k].standing == Standing::Waived,
                );
                if own.is_empty() {
                    breaks.push(format!("{} would have no practice", name(k)));
                } else if !problem.band().holds(sum) && !waived {
                    breaks.push(format!("{} would have {sum} patients", name(k)));
                }
                if pieces(problem, own) > 1 && assessment.networks[k].pieces < 2 {
                    breaks.push(format!("{} would be in pieces", name(k)));
                }
            }
            Next {
                network: to,
                further: left + travel(problem, &with) - now[to],
                breaks,
            }
        });
        options.min_by_key(|next| (next.breaks.len(), next.further, next.network))
    };
    (0..problem.practices().len()).map(one).collect()
}

fn counted(problem: &Problem, members: &[usize]) -> Patients {
    members.iter().map(|&i| problem.counted(i)).sum()
}

/// Travel of all patients to the best member.
fn travel(problem: &Problem, members: &[usize]) -> i128 {
    let way = |i: usize, hub: usize| {
        i128::from(problem.travel().between(i, hub)) * i128::from(problem.practices()[i].list_size.0)
    };
    let to = |&hub: &usize| members.iter().map(|&i| way(i, hub)).sum();
    members.iter().map(to).min().unwrap_or(0)
}

/// In how many pieces the practices are.
fn pieces(problem: &Problem, members: &[usize]) -> usize {
    let mut left: BTreeSet<usize> = members.iter().copied().collect();
    let mut pieces = 0;
    while let Some(first) = left.pop_first() {
        pieces += 1;
        let mut open = vec![first];
        while let Some(here) = open.pop() {
            open.extend(problem.graph().neighbours(here).filter(|next| left.remove(next)));
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::{Finding, assess};
    use crate::plan::{Assignment, Plan};
    use crate::problem::Networks;

    /// What the assessment says of the plan with one practice moved, as [`Next`] says it: rules broken and travel.
    fn judged(problem: &Problem, plan: &Plan, now: &Assessment, i: usize, to: usize) -> (usize, i128) {
        let code = problem.practices()[i].code;
        let from = plan
            .rows()
            .iter()
            .find(|row| row.practice == code)
            .expect("a row")
            .network
            .clone();
        let to = &now.networks[to].network;
        let row = |row: &Assignment| match row.practice == code {
            true => Assignment {
                network: to.clone(),
                ..row.clone()
            },
            false => row.clone(),
        };
        let moved = assess(problem, &Plan::new(plan.rows().iter().map(row).collect()));
        let was_whole = |name: &str| now.network(name).is_some_and(|network| network.pieces < 2);
        let counts = |finding: &&Finding| match finding {
            Finding::BelowBand { network, .. } | Finding::AboveBand { network, .. } => {
                *network == from || network == to
            }
            Finding::InPieces { network, .. } => (*network == from || network == to) && was_whole(network),
            _ => false,
        };
        let emptied = usize::from(moved.network(&from).is_none());
        let further = moved.plan.travel.cost.0 - now.plan.travel.cost.0;
        (
            moved.findings.iter().filter(counts).count() + emptied,
            i128::from(further),
        )
    }

    #[test]
    fn the_next_best_is_that_of_assessing_every_move() {
        let problem = Problem::builder(crate::synthetic::county())
            .networks(Networks::Any)
            .build()
            .expect("a problem");
        let plan = Plan::today(problem.practices());
        let now = assess(&problem, &plan);
        let networks = members(&problem, &now);
        let home = |i: usize| networks.iter().position(|own| own.contains(&i));
        let mut seen = 0;
        for (i, next) in next(&problem, &now).into_iter().enumerate() {
            let beside: BTreeSet<usize> = problem.graph().neighbours(i).filter_map(home).collect();
            let from = home(i);
            let others = beside.into_iter().filter(|&k| Some(k) != from && from.is_some());
            let best = others.map(|to| (judged(&problem, &plan, &now, i, to), to)).min();
            let found = next.map(|next| ((next.breaks.len(), next.further), next.network));
            assert_eq!(found, best, "{}", problem.practices()[i].code);
            seen += usize::from(found.is_some());
        }
        assert!(seen > 10, "the county has borders between networks");
    }
}
