//! Rules compiled for the engine, held against `assess`, which knows nothing of the compiled task.

use crate::fixture::{Numbered, code, line, waiver};
use locality::assess::assess;
use locality::engine::Run;
use locality::engine::instance::Instance;
use locality::engine::partition::{Group, Partition};
use locality::engine::solution::SolveError;
use locality::engine::stop::Stop;
use locality::graph::PracticeGraph;
use locality::objective::Objective;
use locality::practice::{AreaLevel, Location, Organisation, Practice, Practices};
use locality::problem::{
    Apart, Band, Counts, Fixed, Frozen, GreatestTravel, Holder, HubSites, Limit, Networks, NeverAcross,
    NoneEnclosed, Problem, Rules, Together, Waiver,
};
use locality::strategy::HeatBath;
use locality::travel::TravelUnit;
use locality::units::Patients;
use proptest::prelude::*;

/// Two rows of four practices, a kilometre apart, the columns 1-2 in one area and 3-4 in another.
///
/// ```text
///   A01 -- A02 -- A03 -- A04
///    |      |      |      |
///   A05 -- A06 -- A07 -- A08
/// ```
fn two_rows(lists: &[u64]) -> (Practices, PracticeGraph) {
    let practice = |(i, &list): (usize, &u64)| {
        let (x, y) = (i as i64 % 4, i as i64 / 4);
        let place = Location::new(400_000 + 1_000 * x, 300_000 - 1_000 * y).expect("on the grid");
        let mut practice = Practice::new(code(i), format!("Practice {i}"), place, Patients(list));
        let area = if x < 2 { "11A" } else { "11B" };
        practice.sub_icb = Some(Organisation::new(area.parse().expect("a code"), area));
        practice
    };
    let table = Practices::new(lists.iter().enumerate().map(practice).collect()).expect("a table");
    let beside = (0..8).filter(|i| i % 4 < 3).map(|i| (i, i + 1));
    let below = (0..4).map(|i| (i, i + 4));
    (
        table,
        PracticeGraph::from_edges(8, beside.chain(below)).expect("a graph"),
    )
}

/// Every division of the units into connected groups, as many as the instance allows.
fn divisions(instance: &Instance) -> Vec<Vec<Vec<u32>>> {
    fn grow(unit: u32, n: u32, groups: &mut Vec<Vec<u32>>, found: &mut Vec<Vec<Vec<u32>>>) {
        if unit == n {
            found.push(groups.clone());
            return;
        }
        for at in 0..groups.len() {
            groups[at].push(unit);
            grow(unit + 1, n, groups, found);
            groups[at].pop();
        }
        groups.push(vec![unit]);
        grow(unit + 1, n, groups, found);
        groups.pop();
    }
    let mut all = Vec::new();
    grow(0, instance.len() as u32, &mut Vec::new(), &mut all);
    let (least, most) = instance.groups();
    all.retain(|groups| {
        (least..=most).contains(&groups.len()) && groups.iter().all(|group| instance.is_connected(group))
    });
    all
}

/// The engine allows a division exactly where the assessment finds nothing. Returns how many it allows.
fn agree(problem: &Problem) -> Result<usize, TestCaseError> {
    let task = Objective::hub_travel().compile(problem).expect("a task");
    let mut allowed = 0;
    for groups in divisions(task.instance()) {
        let partition = Partition::new(task.instance(), groups).expect("a partition");
        let plan = task.plan(problem, partition.groups());
        let assessment = assess(problem, &plan);
        prop_assert_eq!(
            partition.violation() == 0,
            assessment.keeps_every_rule(),
            "{:?}: {:?}\n{:?}",
            partition.groups(),
            assessment.findings,
            problem.rules()
        );
        allowed += usize::from(partition.violation() == 0);
        if partition.violation() == 0 {
            let parts = task.contributions(partition.groups());
            prop_assert_eq!(
                parts.iter().map(|part| part.cost.0).sum::<i64>(),
                partition.cost()
            );
            prop_assert_eq!(assessment.plan.travel.cost.0, partition.cost());
        }
    }
    Ok(allowed)
}

fn waived_for(i: usize, below: u64, above: u64) -> Waiver {
    waiver(Holder::Practice(code(i)), below, above)
}

/// Rules over eight practices; some contradict each other, and are then no problem.
fn rules() -> impl Strategy<Value = Rules> {
    let some = || proptest::collection::btree_set(0_usize..8, 2..4);
    let maybe = |probability: f64| proptest::bool::weighted(probability);
    let sets = (
        proptest::collection::vec(some(), 0..2),
        proptest::collection::vec(some(), 0..2),
        proptest::collection::btree_set((0_usize..8, 0_usize..2), 0..3),
        proptest::collection::btree_set(0_usize..8, 0..2),
        proptest::collection::vec((0_usize..8, 1_u64..6, 0_u64..2), 0..3),
    );
    let single = (
        proptest::option::weighted(0.3, proptest::collection::btree_set(0_usize..8, 3..7)),
        proptest::option::weighted(0.3, 1_000_u64..3_500),
        proptest::option::weighted(0.4, proptest::collection::btree_set(0_usize..8, 0..4)),
        proptest::option::weighted(0.3, (1_u64..3, 2_u64..5)),
        proptest::option::weighted(0.2, 0_usize..8),
        maybe(0.5),
    );
    (sets, single).prop_map(
        |((together, apart, fixed, out, waived), (sites, far, borders, limit, frozen, any))| {
            let numbered = Numbered {
                together,
                apart,
                fixed: fixed.into_iter().collect(),
                opted_out: out.into_iter().collect(),
                hub_sites: sites,
                greatest_travel: far,
                crossable: borders,
            };
            Rules {
                networks: if any { Networks::Any } else { Networks::Range(1, 4) },
                band: Band {
                    least: Patients(30_000),
                    most: Patients(50_000),
                },
                waivers: waived
                    .iter()
                    .map(|&(i, thousands, above)| {
                        waived_for(i, thousands * 1_000 * (1 - above), thousands * 1_000 * above)
                    })
                    .collect(),
                limits: limit
                    .map(|(least, most)| Limit::new(Counts::Practices, least, most))
                    .into_iter()
                    .collect(),
                frozen: frozen
                    .map(|i| Frozen {
                        network: "Ice".to_owned(),
                        practices: vec![code(i)],
                        reason: String::new(),
                    })
                    .into_iter()
                    .collect(),
                ..numbered.rules()
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn the_engine_allows_what_the_assessment_allows(
        rules in rules(),
        lists in proptest::collection::vec(5_u64..26, 8),
    ) {
        let lists: Vec<u64> = lists.iter().map(|thousands| thousands * 1_000).collect();
        let (table, graph) = two_rows(&lists);
        if let Ok(problem) = Problem::builder(table).graph(graph).rules(rules).build() {
            agree(&problem)?;
        }
    }
}

/// The same on cases with one rule each, of which every one forbids something and allows something.
#[test]
fn every_rule_alone_changes_what_is_allowed() {
    let (table, graph) = two_rows(&[10_000; 8]);
    let base = || Rules {
        networks: Networks::Any,
        ..Rules::default()
    };
    let count = |rules: Rules| {
        let problem = Problem::builder(table.clone())
            .graph(graph.clone())
            .rules(rules)
            .build()
            .expect("a problem");
        agree(&problem).expect("they agree")
    };
    let codes = |set: &[usize]| set.iter().map(|&i| code(i)).collect::<Vec<_>>();
    let free = count(base());
    let fewer = [
        Rules {
            together: vec![Together::new(codes(&[0, 3]))],
            ..base()
        },
        Rules {
            apart: vec![Apart::new(codes(&[0, 1]))],
            ..base()
        },
        Rules {
            fixed: vec![Fixed::new(code(0), "N"), Fixed::new(code(1), "M")],
            ..base()
        },
        Rules {
            hub_sites: Some(HubSites::new(codes(&[0, 6]))),
            ..base()
        },
        Rules {
            greatest_travel: Some(GreatestTravel::new(1_500, TravelUnit::Metres)),
            ..base()
        },
        Rules {
            never_across: Some(NeverAcross::new(AreaLevel::SubIcb)),
            ..base()
        },
        Rules {
            limits: vec![Limit::new(Counts::Practices, 4, 4)],
            ..base()
        },
        Rules {
            limits: vec![Limit::new(Counts::Registered, 40_000, 50_000)],
            ..base()
        },
    ];
    for rules in fewer {
        let some = count(rules.clone());
        assert!(some > 0 && some < free, "{some} of {free}: {rules:?}");
    }
    let waived = Rules {
        waivers: vec![waived_for(0, 10_000, 0)],
        ..base()
    };
    assert!(count(waived) > free);
    let border = || Rules {
        never_across: Some(NeverAcross::new(AreaLevel::SubIcb)),
        ..base()
    };
    let crossed = Rules {
        never_across: Some(NeverAcross {
            crossable: codes(&[1]),
            ..NeverAcross::new(AreaLevel::SubIcb)
        }),
        ..base()
    };
    assert!(count(crossed) > count(border()));
}

/// ```text
///   A02 lies inside the square of A01, A03, A04, A05: alone it is in a ring.
/// ```
#[test]
fn no_network_is_a_ring() {
    let places = [(0, 0), (2_000, 2_000), (4_000, 0), (0, 4_000), (4_000, 4_000)];
    let lists = [9_000, 30_000, 9_000, 9_000, 9_000];
    let rows = places.iter().zip(lists).enumerate().map(|(i, (&(x, y), list))| {
        let place = Location::new(400_000 + x, 300_000 + y).expect("on the grid");
        Practice::new(code(i), format!("Practice {i}"), place, Patients(list))
    });
    let table = Practices::new(rows.collect()).expect("a table");
    let edges = [(0, 2), (0, 3), (2, 4), (3, 4), (0, 1), (1, 2), (1, 3), (1, 4)];
    let graph = PracticeGraph::from_edges(5, edges).expect("a graph");
    let solve = |none_enclosed, most: u64| {
        let rules = Rules {
            networks: Networks::Any,
            band: Band {
                least: Patients(27_000),
                most: Patients(most),
            },
            none_enclosed,
            ..Rules::default()
        };
        let problem = Problem::builder(table.clone())
            .graph(graph.clone())
            .rules(rules)
            .build()
            .expect("a problem");
        let task = Objective::hub_travel().compile(&problem).expect("a task");
        let solved = task.solve(&problem, &HeatBath, &Run::new().threads(1).stop(Stop::rounds(2)));
        solved.map(|solution| {
            (
                assess(&problem, &task.plan(&problem, &solution.groups)),
                solution.groups.len(),
            )
        })
    };
    let (free, groups) = solve(None, 39_000).expect("a plan");
    assert!(
        free.keeps_every_rule() && groups == 2,
        "two of 27,000-39,000: some ring or not"
    );
    let (kept, _) = solve(Some(NoneEnclosed::default()), 39_000).expect("a plan");
    assert!(kept.keeps_every_rule(), "{:?}", kept.findings);
    // With at most 38,000 the centre must be alone, and all others around it.
    assert!(solve(None, 38_000).is_ok());
    assert!(matches!(
        solve(Some(NoneEnclosed::default()), 38_000),
        Err(SolveError::Infeasible(_))
    ));
}

#[test]
fn a_plan_of_a_ring_is_found_out() {
    let (table, graph) = two_rows(&[12_000; 8]);
    let rules = Rules {
        none_enclosed: Some(NoneEnclosed::default()),
        networks: Networks::Any,
        ..Rules::default()
    };
    let problem = Problem::builder(table)
        .graph(graph)
        .rules(rules)
        .build()
        .expect("a problem");
    // All eight are on the edge of the map: nothing can be a ring.
    assert!(agree(&problem).expect("they agree") > 0);
}

#[test]
fn plans_call_networks_by_their_names() {
    let rules = Rules {
        networks: Networks::Exactly(2),
        fixed: vec![Fixed::new(code(3), "Harbour")],
        frozen: vec![Frozen {
            network: "N01".to_owned(),
            practices: vec![code(4)],
            reason: String::new(),
        }],
        ..Rules::default()
    };
    let problem = Problem::builder(line(&[(20_000, None); 5]))
        .rules(rules)
        .build()
        .expect("a problem");
    let task = Objective::hub_travel().compile(&problem).expect("a task");
    let partition = Partition::new(task.instance(), [vec![0, 1], vec![2, 3]]).expect("a partition");
    let groups: &[Group] = partition.groups();
    let names: Vec<String> = task
        .plan(&problem, groups)
        .networks()
        .keys()
        .map(|name| (*name).to_owned())
        .collect();
    assert_eq!(names, ["Harbour", "N01", "N02"]);
    assert!(assess(&problem, &task.plan(&problem, groups)).keeps_every_rule());
}
