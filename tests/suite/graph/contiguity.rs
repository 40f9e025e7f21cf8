//! Questions of contiguity against counting pieces anew each time.

use super::brute::{Edges, pieces_of};
use locality::graph::PracticeGraph;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A graph of up to 12 nodes and a set of them, members in any order and some twice.
fn graph_and_set() -> impl Strategy<Value = (usize, Edges, Vec<usize>)> {
    (1..12_usize).prop_flat_map(|n| {
        let edge = (0..n, 0..n).prop_filter_map("to itself", |(i, j)| (i != j).then(|| (i.min(j), i.max(j))));
        let edges = proptest::collection::btree_set(edge, 0..=if n > 1 { n + 3 } else { 0 });
        (Just(n), edges, proptest::collection::vec(0..n, 0..14))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn every_question_is_answered_as_by_counting_pieces((n, edges, members) in graph_and_set()) {
        let graph = PracticeGraph::from_edges(n, edges.iter().copied()).expect("edges");
        let set: BTreeSet<usize> = members.iter().copied().collect();
        let pieces = pieces_of(&set, &edges);
        let without = |i: usize| {
            let mut rest = set.clone();
            rest.remove(&i);
            pieces_of(&rest, &edges)
        };

        let found = graph.components_of(&members);
        prop_assert_eq!(found.len(), pieces);
        prop_assert_eq!(found.concat().into_iter().collect::<BTreeSet<_>>(), set.clone());
        for piece in &found {
            prop_assert_eq!(pieces_of(&piece.iter().copied().collect(), &edges), 1);
        }
        prop_assert_eq!(graph.is_connected(&members), pieces <= 1);

        let holding: Vec<usize> = set.iter().copied().filter(|&i| without(i) > pieces).collect();
        prop_assert_eq!(graph.articulation_points(&members), holding);
        let free: Vec<usize> = set.iter().copied().filter(|&i| without(i) <= 1).collect();
        prop_assert_eq!(graph.may_leave(&members), free);

        let beside = |j: &usize| !set.contains(j) && set.iter().any(|&i| edges.contains(&(i.min(*j), i.max(*j))));
        let around: Vec<usize> = (0..n).filter(beside).collect();
        prop_assert_eq!(graph.neighbours_of(&members), around);
    }
}

#[test]
fn an_index_that_no_practice_has_is_alone() {
    let graph = PracticeGraph::from_edges(2, [(0, 1)]).expect("edges");
    assert!(graph.is_connected(&[7]) && !graph.is_connected(&[0, 7]));
    assert_eq!(graph.components_of(&[7, 0, 1]), [vec![0, 1], vec![7]]);
}

#[test]
fn a_path_of_a_hundred_thousand_needs_no_deep_stack() {
    let n = 100_000;
    let path = PracticeGraph::from_edges(n, (1..n).map(|i| (i - 1, i))).expect("edges");
    let all: Vec<usize> = (0..n).collect();
    assert_eq!(path.articulation_points(&all), all[1..n - 1]);
    assert_eq!(path.may_leave(&all), [0, n - 1]);
}
