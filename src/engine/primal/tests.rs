//! The search for plans, round by round.

use super::*;
use crate::engine::fixture::{rows, square};
use crate::engine::partition::Group;

const GO_ON: Stopped<'static> = &|| false;

/// What a few rounds leave behind: the best plan, and the groups that were met.
fn after(instance: &Instance, threads: usize, rounds: usize) -> (Vec<Group>, Vec<Vec<u32>>) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("threads").install(|| {
        let mut primal = Primal::new(instance, 3).expect("no proof against it");
        for _ in 0..rounds {
            primal.round(GO_ON);
        }
        let best = primal.best().expect("it has begun").groups().to_vec();
        (best, primal.drain_groups())
    })
}

/// With the number of groups fixed and free: the first plan, fresh ones (round 1) and regions (rounds 2 and 3).
#[test]
fn threads_change_neither_plans_nor_groups() {
    for range in [(9, 9), (6, 12)] {
        let instance = square(6, (8, 16), range);
        let one = after(&instance, 1, 4);
        for threads in [2, 8] {
            assert_eq!(
                after(&instance, threads, 4),
                one,
                "{threads} threads, {range:?} groups"
            );
        }
        assert!((range.0 as usize..=range.1 as usize).contains(&one.0.len()));
    }
}

/// Eight groups of which no two fit into one, and groups are dear: divided anew there are seven.
#[test]
fn a_region_divided_anew_has_one_group_fewer() {
    let (eight, _) = after(&square(6, (10, 18), (8, 8)), 1, 3);
    let mut file = square(6, (10, 18), (6, 10)).file().clone();
    file.fixed = 10_000;
    let instance = Instance::try_from(file).expect("a sound instance");
    let region = Partition::new(&instance, eight.into_iter().map(|group| group.units)).expect("a plan");
    assert_eq!((region.violation(), region.groups().len()), (0, 8));
    let tries = (0..8).filter_map(|seed| recounted(&region, &mut Stream::new(seed, &[]), GO_ON));
    let found: Vec<Vec<Group>> = tries
        .filter(|found| found.keep)
        .map(|found| found.groups)
        .collect();
    assert!(!found.is_empty());
    for groups in found {
        assert_eq!(groups.len(), 7);
        assert!(groups.iter().all(|group| group.value.violation == 0));
    }
}

#[test]
fn groups_are_allowed_and_come_once() {
    let instance = square(6, (8, 16), (9, 9));
    let (best, met) = after(&instance, 2, 3);
    assert!(
        met.windows(2).all(|pair| pair[0] < pair[1]),
        "ascending, each once"
    );
    for units in &met {
        assert!(instance.is_connected(units));
        assert_eq!(instance.value(units).violation, 0);
    }
    for group in &best {
        assert!(group.value.violation == 0 && met.binary_search(&group.units).is_ok());
    }
    let mut primal = Primal::new(&instance, 1).expect("no proof against it");
    primal.begin(GO_ON);
    assert!(!primal.drain_groups().is_empty());
    assert!(
        primal.drain_groups().is_empty(),
        "what was fetched does not come again"
    );
}

/// A plan made elsewhere is kept where it is better, before and after the search begins, and never lost.
#[test]
fn a_start_is_taken_where_it_is_better() {
    let instance = square(6, (8, 19), (6, 6));
    let bad = rows(&instance, 6);
    assert!(bad.violation() > 0, "the fourth row holds 20");
    let (good, _) = after(&instance, 2, 3);
    let good = Partition::new(&instance, good.into_iter().map(|g| g.units)).expect("a partition");
    let mut primal = Primal::new(&instance, 9).expect("no proof against it");
    assert!(primal.best().is_none());
    assert!(primal.take(bad.clone()), "anything is better than nothing");
    assert!(primal.take(good.clone()));
    assert!(!primal.take(bad));
    assert_eq!(primal.best(), Some(&good));
    let met = primal.drain_groups();
    let mut allowed = good.groups().iter().filter(|g| g.value.violation == 0);
    assert!(allowed.all(|group| met.contains(&group.units)));
    let mut rank = good.rank();
    for _ in 0..3 {
        let improved = primal.round(GO_ON);
        let now = primal.best().expect("never lost").rank();
        assert!(now <= rank && improved == (now < rank));
        rank = now;
    }
}
