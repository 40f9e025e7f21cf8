//! Partitions: what is one, and that the totals stay right.

use super::{brute, checked, made_up};
use crate::hostile::Mutator;
use locality::engine::partition::{Group, Partition};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

#[test]
fn only_a_division_into_connected_groups_is_a_partition() {
    // 0 --- 1 --- 2 --- 3
    let instance = checked(made_up::path(4, 1, (1, 4), (1, 4)));
    let is = |groups: &[&[u32]]| Partition::new(&instance, groups.iter().map(|g| g.to_vec())).is_some();
    assert!(is(&[&[1, 0], &[2, 3]]));
    assert!(!is(&[&[0, 1], &[2]]), "unit 3 is missing");
    assert!(!is(&[&[0, 1], &[1, 2, 3]]), "unit 1 stands in two groups");
    assert!(!is(&[&[0, 0, 1], &[2, 3]]), "unit 0 stands twice in a group");
    assert!(!is(&[&[0, 2], &[1, 3]]), "the groups are in pieces");
    assert!(!is(&[&[0, 1, 2, 3], &[]]), "a group is empty");
    assert!(!is(&[&[0, 1, 2, 3, 4]]), "there is no unit 4");
}

#[test]
fn neighbouring_groups_are_named_once() {
    // 0 --- 1     groups {0}, {1, 3}, {2}: both edges of {2} go to {1, 3}
    // |     |
    // 2 --- 3
    let mut file = made_up::path(4, 1, (1, 4), (1, 4));
    file.edges = vec![(0, 1), (0, 2), (1, 3), (2, 3)];
    let instance = checked(file);
    let partition = Partition::new(&instance, [vec![0], vec![1, 3], vec![2]]).expect("a partition");
    assert_eq!(partition.neighbours(1), [0, 2]);
    assert_eq!(partition.neighbours(2), [0, 1]);
}

/// The units of the groups of a mask, merged and then divided into single units or left whole.
fn regrouped(partition: &Partition<'_>, old: &[u32], split: bool) -> Option<Vec<Group>> {
    let instance = partition.instance();
    let units = old
        .iter()
        .flat_map(|&g| partition.groups()[g as usize].units.clone());
    let mut units: Vec<u32> = units.collect();
    units.sort_unstable();
    let lists = if split {
        units.iter().map(|&u| vec![u]).collect()
    } else {
        vec![units]
    };
    let group = |units: Vec<u32>| {
        let value = instance.value(&units);
        instance.is_connected(&units).then_some(Group { units, value })
    };
    lists.into_iter().map(group).collect()
}

proptest! {
    /// Groups merge and fall apart in any order; totals and numbers of groups are always those of a recount.
    #[test]
    fn totals_stay_those_of_a_recount(file in made_up::files(10), moves in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<bool>()), 30)) {
        let instance = checked(file.clone());
        let singles = (0..instance.len() as u32).map(|u| vec![u]);
        let mut partition = Partition::new(&instance, singles).expect("single units are connected");
        for (a, b, split) in moves {
            let count = partition.groups().len();
            let mut old = vec![a.index(count) as u32, b.index(count) as u32];
            old.dedup();
            let Some(new) = regrouped(&partition, &old, split) else { continue };
            partition.replace(&old, new);
            let (mut violation, mut cost, mut units) = (0, 0, 0);
            for (number, group) in partition.groups().iter().enumerate() {
                let (out, price, site) = brute::value(&file, &group.units);
                prop_assert_eq!(group.value.site, site);
                violation += out;
                cost += price;
                units += group.units.len();
                prop_assert!(group.units.iter().all(|&u| partition.group_of(u) as usize == number));
            }
            prop_assert_eq!(partition.rank(), (violation, cost));
            prop_assert_eq!(units, instance.len());
        }
    }
}

/// Many moves of a search, long after one another: a unit goes over, groups merge, one falls in two. Cost and violation as they are kept up to date are
/// those of a recount at the end of every stretch, also where nothing is counted again in between, as in a release build.
/// `LOCALITY_MOVES=N cargo test --release --test suite moves` makes N.
#[test]
fn after_many_moves_the_cost_is_that_of_a_recount() {
    let moves = std::env::var("LOCALITY_MOVES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(3_000_u64);
    let mut runner = TestRunner::deterministic();
    let mut file = made_up::file_of(60)
        .new_tree(&mut runner)
        .expect("an instance")
        .current();
    // Dense enough that most moves are possible.
    file.edges = (1..60)
        .map(|u| (u - 1, u))
        .chain((7..60).map(|u| (u - 7, u)))
        .collect();
    let instance = checked(file.clone());
    let whole = Partition::new(&instance, [(0..60).collect()]).expect("it hangs together");
    let (mut partition, mut luck, mut made, mut most) = (whole, Mutator::new(1), 0_u64, 1);
    while made < moves {
        let Some((old, new)) = a_move(&partition, &mut luck) else {
            continue;
        };
        partition.replace(&old, new);
        (made, most) = (made + 1, most.max(partition.groups().len()));
        if made % 1_000 == 0 || made == moves {
            let counted = partition
                .groups()
                .iter()
                .map(|group| brute::value(&file, &group.units));
            let sum = counted.fold((0, 0), |sum, (violation, cost, _)| {
                (sum.0 + violation, sum.1 + cost)
            });
            assert_eq!(partition.rank(), sum, "after {made} moves");
            let again = Partition::new(
                &instance,
                partition.groups().iter().map(|group| group.units.clone()),
            );
            assert_eq!(
                again.map(|again| again.rank()),
                Some(partition.rank()),
                "after {made} moves"
            );
        }
    }
    assert!(most > 10, "the moves never led beyond {most} groups");
    eprintln!("{moves} moves, up to {most} groups: every recount agrees");
}

/// Two neighbouring groups divided anew at random, or one in two; none where a part would be in pieces.
fn a_move(partition: &Partition<'_>, luck: &mut Mutator) -> Option<(Vec<u32>, Vec<Group>)> {
    let group = luck.below(partition.groups().len()) as u32;
    let near = partition.neighbours(group);
    let mut old = vec![group];
    if luck.below(4) > 0 && !near.is_empty() {
        old.push(near[luck.below(near.len())]);
    }
    let instance = partition.instance();
    let units: Vec<u32> = old
        .iter()
        .flat_map(|&g| partition.groups()[g as usize].units.clone())
        .collect();
    // Grow one part from a unit; the rest is the other.
    let mut part = vec![units[luck.below(units.len())]];
    for _ in 0..luck.below(units.len()) {
        let beside: Vec<u32> = part
            .iter()
            .flat_map(|&u| instance.neighbours(u))
            .copied()
            .collect();
        let beside: Vec<u32> = beside
            .into_iter()
            .filter(|u| units.contains(u) && !part.contains(u))
            .collect();
        match beside.is_empty() {
            true => break,
            false => part.push(beside[luck.below(beside.len())]),
        }
    }
    let rest: Vec<u32> = units
        .iter()
        .copied()
        .filter(|unit| !part.contains(unit))
        .collect();
    let group = |mut units: Vec<u32>| {
        units.sort_unstable();
        let value = instance.value(&units);
        instance.is_connected(&units).then_some(Group { units, value })
    };
    let parts = [part, rest].into_iter().filter(|units| !units.is_empty());
    Some((old, parts.map(group).collect::<Option<_>>()?))
}
