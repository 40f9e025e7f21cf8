//! The enumerator against published counts and against trying everything.

use super::{graph, grid, groups};
use locality::ensemble::every_plan;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Divisions of an n × k grid into k connected parts of n units each.
fn equal_parts(n: u32, k: u32) -> u64 {
    let instance = grid(n, k, &vec![1; (n * k) as usize], (i64::from(n), i64::from(n)), k);
    every_plan(&instance, &mut |_| ()).expect("few units")
}

/// OEIS A167248: 1, 5, 23, 117, 501, 2369 (<https://oeis.org/A167248>).
#[test]
fn four_equal_parts_are_as_many_as_published() {
    let counts: Vec<u64> = (1..=6).map(|n| equal_parts(n, 4)).collect();
    assert_eq!(counts, [1, 5, 23, 117, 501, 2369]);
}

/// OEIS A167251: 1, 8, 62, 454, 4006 (<https://oeis.org/A167251>).
#[test]
fn five_equal_parts_are_as_many_as_published() {
    let counts: Vec<u64> = (1..=5).map(|n| equal_parts(n, 5)).collect();
    assert_eq!(counts, [1, 8, 62, 454, 4006]);
}

/// OEIS A172477: a 6 × 6 grid into six parts of six, 451,206 (<https://oeis.org/A172477>).
#[test]
fn six_by_six() {
    assert_eq!(equal_parts(6, 6), 451_206);
}

#[test]
fn more_than_64_units_are_not_looked_at() {
    let instance = grid(5, 13, &[1; 65], (1, 65), 2);
    assert_eq!(every_plan(&instance, &mut |_| ()), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    /// Every way to give seven units one of so many labels, kept where it is a plan: the same plans, each once.
    #[test]
    fn every_plan_is_there_once(
        edges in prop::collection::btree_set((0_u32..7, 0_u32..7), 4..18),
        weights in prop::collection::vec(0_i64..5, 7),
        band in (0_i64..6, 4_i64..14),
        count in 1_u32..5,
    ) {
        let edges: Vec<(u32, u32)> = edges.into_iter().filter(|(a, b)| a < b).collect();
        let instance = graph(edges, &weights, (band.0.min(band.1), band.1), count);
        let mut found = Vec::new();
        let told = every_plan(&instance, &mut |sets| found.push(sets.to_vec()));
        let unique: BTreeSet<Vec<u64>> = found.iter().cloned().collect();
        prop_assert_eq!(told, Some(found.len() as u64));
        prop_assert_eq!(unique.len(), found.len());
        let mut wanted = BTreeSet::new();
        for labels in 0..count.pow(7) {
            let mut sets = vec![0_u64; count as usize];
            (0..7).for_each(|unit| sets[(labels / count.pow(unit) % count) as usize] |= 1 << unit);
            sets.sort_unstable_by_key(|set| set.trailing_zeros());
            let good = |group: &Vec<u32>| instance.is_connected(group) && instance.value(group).violation == 0;
            if groups(&sets).iter().all(good) {
                wanted.insert(sets);
            }
        }
        prop_assert_eq!(unique, wanted);
    }
}
