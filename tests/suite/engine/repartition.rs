//! Exact re-partition against all set partitions.

use super::{brute, checked, made_up};
use locality::engine::instance::InstanceFile;
use locality::engine::partition::Partition;
use locality::engine::repartition::Repartition;
use locality::engine::subset::MOST;
use proptest::prelude::*;

#[test]
fn the_cheapest_of_two_cuts() {
    // 0 --- 1 --- 2 --- 3     two groups of two units; 1 and 2 in one group would cost 5, 0 and 1 cost 2
    let mut file = made_up::path(4, 1, (1, 3), (2, 2));
    file.pairs = vec![(0, 1, 2), (1, 2, 5)];
    let instance = checked(file);
    let units = [0, 1, 2, 3];
    let solve = |groups, below| Repartition::new().solve(&instance, &units, groups, below);
    let best = solve(2..=2, i64::MAX).expect("there are three cuts");
    let lists: Vec<&[u32]> = best.iter().map(|g| g.units.as_slice()).collect();
    assert_eq!(lists, [&[0, 1][..], &[2, 3]]);
    // Only what costs less than `below` counts.
    assert!(solve(2..=2, 3).is_some());
    assert!(solve(2..=2, 2).is_none());
    // Three groups cost nothing; one group is too large.
    assert_eq!(solve(3..=3, 1).map(|groups| groups.len()), Some(3));
    assert!(solve(1..=1, i64::MAX).is_none());
}

/// A plan that costs less than nothing is found, whatever the ceiling.
#[test]
fn no_ceiling_is_too_high_for_rewards() {
    let mut file = made_up::path(2, 1, (1, 2), (1, 2));
    file.pairs = vec![(0, 1, -7)];
    let instance = checked(file);
    for below in [i64::MAX, i64::MAX / 4, 0, -6] {
        let groups = Repartition::new().solve(&instance, &[0, 1], 1..=2, below);
        assert_eq!(groups.map(|groups| groups.len()), Some(1), "{below}");
    }
    for below in [-7, i64::MIN] {
        assert!(
            Repartition::new()
                .solve(&instance, &[0, 1], 1..=2, below)
                .is_none(),
            "{below}"
        );
    }
}

/// So many units, each a neighbour of every other, to be divided into threes.
fn threes(units: u32) -> InstanceFile {
    let mut file = made_up::path(units, 1, (3, 3), (1, units));
    file.edges = (0..units).flat_map(|b| (0..b).map(move |a| (a, b))).collect();
    file.edges.sort_unstable();
    file
}

/// Twenty units are no threes, and there are some thousand million ways to find that out one by one.
#[test]
fn what_cannot_be_is_soon_known() {
    let units: Vec<u32> = (0..20).collect();
    let found = Repartition::new().solve(&checked(threes(20)), &units, 1..=20, i64::MAX);
    assert!(found.is_none());
}

/// The best of all threes, against the best of what is left by every three that holds the lowest unit.
#[test]
fn the_best_threes_of_many() {
    let n = 15_u32;
    let mut file = threes(n);
    let like = |a: u32, b: u32| i64::from((a * 7919 + b * 104_729) % 19) - 9;
    file.pairs = file.edges.iter().map(|&(a, b)| (a, b, like(a, b))).collect();
    let mut best = vec![None; 1 << n];
    best[0] = Some(0);
    for mask in 1_u32..1 << n {
        let inside: Vec<u32> = (0..n).filter(|unit| mask >> unit & 1 == 1).collect();
        let (a, rest) = (inside[0], &inside[1..]);
        let pairs = rest
            .iter()
            .enumerate()
            .flat_map(|(at, &b)| rest[at + 1..].iter().map(move |&c| (b, c)));
        best[mask as usize] = pairs
            .filter_map(|(b, c)| {
                let left: i64 = best[(mask & !(1 << a | 1 << b | 1 << c)) as usize]?;
                Some(left + like(a, b) + like(a, c) + like(b, c))
            })
            .min();
    }
    let units: Vec<u32> = (0..n).collect();
    let found = Repartition::new().solve(&checked(file), &units, 1..=15, i64::MAX);
    let cost = found.map(|groups| groups.iter().map(|group| group.value.cost).sum::<i64>());
    assert_eq!(cost, best[(1 << n) - 1]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// Some of the units of an instance, any range of groups, with the same memory used again and again.
    #[test]
    fn repartition_is_the_optimum_of_all_divisions(file in made_up::files(8), picked: u16, few in 1_usize..5, spread in 0_usize..4) {
        let instance = checked(file.clone());
        let mut units: Vec<u32> = (0..instance.len() as u32).filter(|u| picked >> u & 1 == 1).collect();
        if units.is_empty() {
            units.push(0);
        }
        // Sites of other units are not open to these groups, so that the file needs no change.
        let costs = brute::cheapest(&file, &units);
        let in_range = costs.iter().enumerate().filter(|(count, _)| (few..=few + spread).contains(count));
        let best = in_range.filter_map(|(_, &cost)| cost).min();
        let mut repartition = Repartition::new();
        for below in [i64::MAX, i64::MAX / 4, 50, 0] {
            let found = repartition.solve(&instance, &units, few..=few + spread, below);
            let Some(groups) = found else {
                prop_assert!(best.is_none_or(|cost| cost >= below), "{best:?} is below {below}");
                continue;
            };
            let mut seen: Vec<u32> = groups.iter().flat_map(|g| g.units.iter().copied()).collect();
            seen.sort_unstable();
            prop_assert_eq!(&seen, &units);
            prop_assert!((few..=few + spread).contains(&groups.len()));
            for group in &groups {
                prop_assert!(brute::connected(&file, &group.units));
                let (violation, cost, site) = brute::value(&file, &group.units);
                prop_assert_eq!((violation, group.value.cost, group.value.site), (0, cost, site));
            }
            let cost: i64 = groups.iter().map(|g| g.value.cost).sum();
            prop_assert_eq!(Some(cost), best);
            prop_assert!(cost < below);
        }
    }

    /// On a path every group is a stretch, so that the cheapest division follows from those of its beginnings: an oracle for as many
    /// units as the search takes.
    #[test]
    fn long_paths_against_stretch_by_stretch(
        sizes in proptest::collection::vec(1..=9_i64, 12..=MOST),
        likes in proptest::collection::vec(-9..=9_i64, MOST),
        (least, room) in (4..=12_i64, 4..=12_i64),
    ) {
        let n = sizes.len();
        let mut file = made_up::path(n as u32, 1, (least, least + room), (1, n as u32));
        file.measures[0].values = sizes;
        file.pairs = (1..n as u32).map(|u| (u - 1, u, likes[u as usize])).collect();
        let mut cheapest: Vec<Option<i64>> = vec![Some(0)];
        for end in 1..=n {
            let last = |start: usize| {
                let stretch: Vec<u32> = (start as u32..end as u32).collect();
                let (violation, cost, _) = brute::value(&file, &stretch);
                (violation == 0).then_some(cheapest[start]? + cost)
            };
            cheapest.push((0..end).filter_map(last).min());
        }
        let units: Vec<u32> = (0..n as u32).collect();
        let found = Repartition::new().solve(&checked(file), &units, 1..=n, i64::MAX);
        prop_assert_eq!(found.map(|groups| groups.iter().map(|g| g.value.cost).sum()), cheapest[n]);
    }

    /// What it returns is a partition again, put in the place of the whole.
    #[test]
    fn a_division_of_all_units_is_a_partition(file in made_up::files(7)) {
        let instance = checked(file.clone());
        let units: Vec<u32> = (0..instance.len() as u32).collect();
        let (least, most) = instance.groups();
        let found = Repartition::new().solve(&instance, &units, least..=most, i64::MAX);
        let best = brute::optimum(&file);
        prop_assert_eq!(found.is_some(), best.is_some());
        if let Some(groups) = found {
            let partition = Partition::new(&instance, groups.iter().map(|g| g.units.clone())).expect("a partition");
            prop_assert_eq!((partition.violation(), Some(partition.cost())), (0, best));
        }
    }
}
