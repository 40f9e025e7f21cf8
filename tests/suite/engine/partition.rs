//! Partitions: what is one, and that the totals stay right.

use super::{brute, checked, made_up};
use locality::engine::partition::{Group, Partition};
use proptest::prelude::*;

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
