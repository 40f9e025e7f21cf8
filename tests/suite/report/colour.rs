//! Neighbours differ in colour.

use locality::report::colour::colours;
use proptest::prelude::*;
use std::collections::BTreeSet;

#[test]
fn more_neighbours_than_colours_still_differ() {
    let all: BTreeSet<(usize, usize)> = (0..30).flat_map(|a| (a + 1..30).map(move |b| (a, b))).collect();
    let found: BTreeSet<String> = colours(30, &all).into_iter().collect();
    assert_eq!(found.len(), 30);
}

#[test]
fn areas_apart_use_all_colours() {
    let found: BTreeSet<String> = colours(9, &BTreeSet::new()).into_iter().collect();
    assert_eq!(found.len(), 9);
}

proptest! {
    #[test]
    fn neighbours_differ(pairs in prop::collection::btree_set((0..14_usize, 0..14_usize), 0..70)) {
        let found = colours(14, &pairs);
        prop_assert_eq!(found.len(), 14);
        for colour in &found {
            prop_assert!(colour.len() == 7 && colour.starts_with('#'));
        }
        for (a, b) in pairs.into_iter().filter(|(a, b)| a != b) {
            prop_assert_ne!(&found[a], &found[b]);
        }
    }
}
