//! Real areas, with every rule checked by naive means.

use crate::data;
use locality::engine::Run;
use locality::engine::feasible::Infeasible;
use locality::engine::solution::SolveError;
use locality::engine::stop::Stop;
use locality::graph::PracticeGraph;
use locality::nhs::{Reading, Source};
use locality::objective::Objective;
use locality::practice::Practices;
use locality::problem::Problem;
use locality::strategy::{HeatBath, Strategy};
use std::collections::{BTreeMap, BTreeSet};

/// The practices of an area in January 2022.
fn area(test: &str, code: &str) -> Option<Practices> {
    let folder = data::folder(test)?;
    let source = Source::open(&[folder.join("england-2022/practices.csv")]).expect("the file");
    let loaded = source.practices(Reading::Strict).expect("no fault");
    loaded.practices.in_area(code.parse().expect("a code"))
}

/// No contiguous plan for Cornwall costs less: proven by an integer programme without contiguity, whose plan is contiguous.
const CORNWALL: i64 = 2_335_411_841;

#[test]
fn cornwall_keeps_every_rule() {
    let Some(practices) = area("cornwall_keeps_every_rule", "QT6") else {
        return;
    };
    let problem = Problem::builder(practices.clone()).build().expect("a problem");
    let task = Objective::hub_travel().compile(&problem).expect("a task");
    let run = Run::new().seed(1).stop(Stop::rounds(20));
    let solution = HeatBath.solve(task.instance(), &run).expect("a plan");
    let plan = task.plan(&problem, &solution.groups);

    let network_of: BTreeMap<_, _> = plan
        .rows()
        .iter()
        .map(|row| (row.practice, row.network.as_str()))
        .collect();
    assert!(
        practices.iter().map(|p| p.code).eq(network_of.keys().copied()),
        "every practice once"
    );
    assert_eq!(plan.rows().len(), practices.len());
    let graph = PracticeGraph::yardstick(&practices);
    let (mut cost, mut patients) = (0, 0);
    let networks = plan.networks();
    for (name, rows) in &networks {
        let members: BTreeSet<usize> = rows
            .iter()
            .filter_map(|row| practices.index_of(row.practice))
            .collect();
        let lists = |i: &usize| practices[*i].list_size.get();
        let list: u64 = members.iter().map(lists).sum();
        assert!((30_000..=50_000).contains(&list), "{name}: {list}");
        patients += list;
        // One member, and again and again whoever is next to those reached.
        let mut reached: BTreeSet<usize> = members.iter().take(1).copied().collect();
        for _ in &members {
            let next = members
                .iter()
                .filter(|&&i| reached.iter().any(|&j| graph.are_neighbours(i, j)));
            let next: Vec<usize> = next.copied().collect();
            reached.extend(next);
        }
        assert_eq!(reached, members, "{name} is in pieces");
        let ways = |hub: usize| -> u64 {
            let way = |i: &usize| {
                practices[*i]
                    .location
                    .straight_line(practices[hub].location)
                    .get()
            };
            members.iter().map(|i| lists(i) * way(i)).sum()
        };
        let hubs: Vec<_> = rows.iter().filter(|row| row.hub).collect();
        assert_eq!(hubs.len(), 1, "{name}");
        let hub = practices.index_of(hubs[0].practice).expect("a practice");
        assert_eq!(Some(ways(hub)), members.iter().map(|&h| ways(h)).min(), "{name}");
        cost += ways(hub) as i64;
    }
    // No practice of Cornwall is above the band: round(597,245 / 40,000) = 15.
    assert_eq!((networks.len(), patients), (15, 597_245));
    assert_eq!(solution.cost, cost);
    assert!(cost >= CORNWALL, "{cost} is below the proven optimum");
}

/// With the Gabriel edges alone Manchester has no plan: P83006 (8,439) has one neighbour, P83620 (4,402), whose only other
/// neighbour is P83012 (49,882): together 12,841 or 62,723 (the readme of the benchmarks).
#[test]
fn manchester_has_no_plan_with_gabriel_edges_alone() {
    let Some(practices) = area("manchester_has_no_plan_with_gabriel_edges_alone", "QOP") else {
        return;
    };
    // Practices above the band form networks alone and take no part in the graph.
    let grouped = practices
        .filter(|p| p.list_size.get() <= 50_000)
        .expect("most practices");
    let gabriel = PracticeGraph::builder(&grouped)
        .gabriel()
        .build()
        .expect("a graph");
    let problem = Problem::builder(grouped)
        .graph(gabriel)
        .build()
        .expect("a problem");
    let task = Objective::hub_travel().compile(&problem).expect("a task");
    let Err(SolveError::Infeasible(proof)) = HeatBath.solve(task.instance(), &Run::new()) else {
        panic!("there is a proof");
    };
    let text = proof.to_string();
    let Infeasible::NoGroupFor {
        unit,
        below,
        above,
        least,
        most,
        ..
    } = proof
    else {
        panic!("another proof: {text}");
    };
    assert!(["P83006", "P83620"].contains(&unit.as_str()), "{unit}");
    assert_eq!(
        (below, above, least, most),
        (Some(12_841), Some(62_723), 30_000, 50_000)
    );
}
