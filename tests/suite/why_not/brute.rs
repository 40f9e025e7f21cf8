//! Random rules over small tables, against every division of the practices, which the assessment judges.

use crate::fixture::{code, line};
use locality::assess::assess;
use locality::engine::stop::Stop;
use locality::graph::PracticeGraph;
use locality::objective::Objective;
use locality::plan::{Assignment, Plan};
use locality::practice::Practices;
use locality::problem::{
    Apart, Band, Counts, Fixed, GreatestTravel, HubSites, Limit, Networks, Problem, Rules, Together,
};
use locality::travel::TravelUnit;
use locality::units::Patients;
use locality::why_not::{Change, Outcome, RuleName};
use proptest::prelude::*;

/// Whether any division of the practices keeps every rule, by the assessment alone; hubs are where they break the fewest.
fn has_plan(problem: &Problem) -> bool {
    fn place(problem: &Problem, i: usize, networks: &mut Vec<Vec<usize>>) -> bool {
        if i == problem.practices().len() {
            return keeps(problem, networks);
        }
        for at in 0..=networks.len() {
            if at == networks.len() {
                networks.push(Vec::new());
            }
            networks[at].push(i);
            let found = place(problem, i + 1, networks);
            networks[at].pop();
            networks.retain(|network| !network.is_empty());
            if found {
                return true;
            }
        }
        false
    }
    place(problem, 0, &mut Vec::new())
}

/// Whether these networks keep every rule, under the names that practices are fixed to and with the hubs that the task would choose.
fn keeps(problem: &Problem, networks: &[Vec<usize>]) -> bool {
    let fixed = &problem.rules().fixed;
    let row = |(number, members): (usize, &Vec<usize>)| -> Vec<Assignment> {
        let codes: Vec<_> = members.iter().map(|&i| problem.practices()[i].code).collect();
        let named = fixed.iter().find(|rule| codes.contains(&rule.practice));
        let name = named.map_or(format!("N{number}"), |rule| rule.network.clone());
        let sites = problem.rules().hub_sites.as_ref();
        let most = problem
            .rules()
            .greatest_travel
            .as_ref()
            .map_or(u64::MAX, |rule| rule.most);
        let may = |hub: &&usize| {
            sites.is_none_or(|sites| sites.practices.contains(&problem.practices()[**hub].code))
                && members
                    .iter()
                    .all(|&i| problem.travel().between(i, **hub) <= most)
        };
        let cost = |hub: &&usize| -> u64 {
            let way = |&i: &usize| problem.travel().between(i, **hub) * problem.practices()[i].list_size.0;
            members.iter().map(way).sum()
        };
        let hub = members.iter().filter(may).min_by_key(cost).or(members.first());
        let line = |&i: &usize| Assignment {
            practice: problem.practices()[i].code,
            network: name.clone(),
            hub: hub == Some(&i),
        };
        members.iter().map(line).collect()
    };
    let plan = Plan::new(networks.iter().enumerate().flat_map(row).collect());
    assess(problem, &plan).keeps_every_rule()
}

fn build(practices: &Practices, graph: &PracticeGraph, rules: Rules) -> Option<Problem> {
    let builder = Problem::builder(practices.clone())
        .graph(graph.clone())
        .rules(rules);
    builder.build().ok()
}

/// Nothing but these rules of all of them.
fn only(names: &[RuleName], all: &Rules, patients: u64, practices: u32) -> Rules {
    let has = |name: RuleName| names.contains(&name);
    let mut rules = Rules {
        networks: Networks::Range(1, practices),
        band: Band {
            least: Patients(0),
            most: Patients(patients),
        },
        ..Rules::default()
    };
    if has(RuleName::Networks) {
        rules.networks = all.networks;
    }
    if has(RuleName::BandLeast) {
        rules.band.least = all.band.least;
    }
    if has(RuleName::BandMost) {
        rules.band.most = all.band.most;
    }
    if has(RuleName::HubSites) {
        rules.hub_sites.clone_from(&all.hub_sites);
    }
    if has(RuleName::GreatestTravel) {
        rules.greatest_travel.clone_from(&all.greatest_travel);
    }
    fn part<T: Clone>(list: &[T], keep: impl Fn(usize) -> bool) -> Vec<T> {
        let kept = list.iter().enumerate().filter(|(at, _)| keep(*at));
        kept.map(|(_, rule)| rule.clone()).collect()
    }
    rules.limits = part(&all.limits, |at| has(RuleName::Limit(at)));
    rules.together = part(&all.together, |at| has(RuleName::Together(at)));
    rules.apart = part(&all.apart, |at| has(RuleName::Apart(at)));
    rules.fixed = part(&all.fixed, |at| has(RuleName::Fixed(at)));
    rules
}

fn everyone(n: usize) -> PracticeGraph {
    let pairs = (0..n).flat_map(|a| (0..a).map(move |b| (b, a)));
    PracticeGraph::from_edges(n, pairs.collect::<Vec<_>>()).expect("a graph")
}

fn rules() -> impl Strategy<Value = Rules> {
    let pair = || proptest::collection::btree_set(0_usize..6, 2..3);
    let single = (
        proptest::option::weighted(0.2, proptest::collection::btree_set(0_usize..6, 2..5)),
        proptest::option::weighted(0.3, 800_u64..2_500),
        proptest::option::weighted(0.3, (1_u64..3, 2_u64..4)),
        prop_oneof![
            Just(Networks::Any),
            Just(Networks::Exactly(2)),
            Just(Networks::Exactly(3))
        ],
    );
    let sets = (
        proptest::collection::vec(pair(), 0..2),
        proptest::collection::vec(pair(), 0..2),
        proptest::collection::btree_map(0_usize..6, 0_usize..2, 0..3),
    );
    (single, sets).prop_map(|((sites, far, limit, networks), (together, apart, fixed))| {
        let codes =
            |set: &std::collections::BTreeSet<usize>| set.iter().map(|&i| code(i)).collect::<Vec<_>>();
        Rules {
            networks,
            hub_sites: sites.as_ref().map(|set| HubSites::new(codes(set))),
            greatest_travel: far.map(|most| GreatestTravel::new(most, TravelUnit::Metres)),
            limits: limit
                .map(|(least, most)| Limit::new(Counts::Practices, least, most))
                .into_iter()
                .collect(),
            together: together.iter().map(|set| Together::new(codes(set))).collect(),
            apart: apart.iter().map(|set| Apart::new(codes(set))).collect(),
            fixed: fixed
                .into_iter()
                .map(|(i, name)| Fixed::new(code(i), ["North", "South"][name]))
                .collect(),
            ..Rules::default()
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_answer_is_true(
        lists in proptest::collection::vec(3_000_u64..40_000, 6),
        joined in proptest::collection::vec(proptest::bool::weighted(0.5), 15),
        rules in rules(),
    ) {
        let rows: Vec<(u64, Option<&str>)> = lists.iter().map(|&list| (list, None)).collect();
        let practices = line(&rows);
        let pairs = (0..6_usize).flat_map(|a| (0..a).map(move |b| (b, a)));
        let edges: Vec<(usize, usize)> = pairs.zip(&joined).filter(|(_, joined)| **joined).map(|(edge, _)| edge).collect();
        let graph = PracticeGraph::from_edges(6, edges).expect("a graph");
        let Some(problem) = build(&practices, &graph, rules) else { return Ok(()) };
        let why = problem.why_not(&Objective::hub_travel(), &Stop::rounds(2));
        prop_assert_eq!(why.plan.is_some(), has_plan(&problem), "{}", why);
        prop_assert!(why.plan.is_some() || why.clash.is_some(), "small ones are always proven");
        let Some(clash) = &why.clash else { return Ok(()) };
        let names: Vec<RuleName> = clash.rules.iter().map(|&(name, _)| name).collect();
        let (patients, all) = (practices.patients().0, problem.rules());
        let with = |names: &[RuleName]| {
            let graph = if names.contains(&RuleName::Contiguity) { graph.clone() } else { everyone(6) };
            build(&practices, &graph, only(names, all, patients, 6))
        };
        if let Some(stripped) = with(&names) {
            prop_assert!(!has_plan(&stripped), "{:?} do not clash: {:?}", names, all);
        }
        for spared in &names {
            let fewer: Vec<RuleName> = names.iter().copied().filter(|name| name != spared).collect();
            if let Some(stripped) = with(&fewer) {
                prop_assert!(has_plan(&stripped), "{:?} clash without {:?}: {:?}", names, spared, all);
            }
        }
        for tried in &why.relaxations {
            let Some(changed) = build(&practices, &graph, tried.change.apply(&problem)) else {
                prop_assert!(matches!(tried.outcome, Outcome::Not { .. }), "{}", tried.wording);
                continue;
            };
            match tried.outcome {
                Outcome::Helps { least, .. } => {
                    prop_assert!(has_plan(&changed), "{}", tried.wording);
                    if let (true, Some(less)) = (least, a_little_less(&tried.change, all)) {
                        let less = build(&practices, &graph, less.apply(&problem)).expect("a problem");
                        prop_assert!(!has_plan(&less), "less than {} helps", tried.wording);
                    }
                }
                Outcome::Not { .. } => prop_assert!(!has_plan(&changed), "{}", tried.wording),
                _ => {}
            }
        }
    }
}

/// One patient, practice or metre less, where that is still a change.
fn a_little_less(change: &Change, rules: &Rules) -> Option<Change> {
    match change.clone() {
        Change::Band { band, networks } => {
            let less = match band.least < rules.band.least {
                true => Band {
                    least: Patients(band.least.0 + 1),
                    ..band
                },
                false => Band {
                    most: Patients(band.most.0 - 1),
                    ..band
                },
            };
            Some(Change::Band { band: less, networks })
        }
        Change::GreatestTravel(most) => Some(Change::GreatestTravel(most - 1)),
        Change::Limit { at, least, most } => match least < rules.limits[at].least {
            true => Some(Change::Limit {
                at,
                least: least + 1,
                most,
            }),
            false => Some(Change::Limit {
                at,
                least,
                most: most - 1,
            }),
        },
        Change::Waive(waived) => match waived[..] {
            [(practice, below, above)] if below.0 + above.0 > 1 => {
                let less = |patients: Patients| Patients(patients.0.saturating_sub(1));
                Some(Change::Waive(vec![(practice, less(below), less(above))]))
            }
            _ => None,
        },
        _ => None,
    }
}
