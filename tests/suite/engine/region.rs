//! Parts of an instance as instances of their own: the same worth on both sides.

use super::{checked, made_up};
use locality::engine::instance::SiteFile;
use locality::engine::partition::Partition;
use locality::engine::region::Region;
use proptest::prelude::*;

#[test]
fn a_region_must_be_made_of_whole_groups() {
    // 0 --- 1 --- 2 --- 3
    let instance = checked(made_up::path(4, 1, (1, 4), (1, 4)));
    let whole = Partition::new(&instance, [vec![0, 1], vec![2, 3]]).expect("a partition");
    let region = |units: &[u32]| Region::new(&instance, units.to_vec(), 1, 2).expect("a region");
    assert!(region(&[2, 3]).share(&whole).is_some());
    assert!(region(&[1, 2, 3]).share(&whole).is_none());
    assert!(Region::new(&instance, vec![], 1, 1).is_err());
    assert!(Region::new(&instance, vec![0, 1], 2, 1).is_err());
}

/// A region without a site is not one without hubs: its groups stay unserved.
#[test]
fn a_region_without_a_site_stays_unserved() {
    // 0 --- 1 --- 2 --- 3     one site at 0, which serves all
    let mut file = made_up::path(4, 1, (1, 4), (1, 4));
    file.sites = vec![SiteFile {
        name: "at 0".to_owned(),
        unit: Some(0),
        star: (0..4).map(|u| (u, 1)).collect(),
    }];
    let instance = checked(file);
    let region = Region::new(&instance, vec![2, 3], 1, 2).expect("a region");
    let value = region.instance().value(&[0, 1]);
    assert_eq!(value, instance.value(&[2, 3]));
    assert_eq!((value.violation, value.site), (2, None));
}

proptest! {
    /// Groups of the region, in the numbers of the whole, are worth what the whole says, hub and all; and the share of a
    /// partition of the whole is worth what it was.
    #[test]
    fn a_region_is_worth_what_it_is_in_the_whole(file in made_up::files(10), picked: u16) {
        let instance = checked(file);
        let inside = |u: &u32| picked >> u & 1 == 1;
        let mut units: Vec<u32> = (0..instance.len() as u32).filter(inside).collect();
        if units.is_empty() {
            units.push(0);
        }
        // Single units, then neighbours joined inside and outside of the region.
        let mut groups: Vec<Vec<u32>> = (0..instance.len() as u32).map(|u| vec![u]).collect();
        for &(a, b) in instance.file().edges.iter().step_by(2) {
            let at = |u: u32| groups.iter().position(|g| g.contains(&u)).unwrap_or_default();
            let (from, to) = (at(a), at(b));
            if from != to && units.contains(&a) == units.contains(&b) {
                let more = groups[from].clone();
                groups[to].extend(more);
                groups.swap_remove(from);
            }
        }
        let whole = Partition::new(&instance, groups).expect("joined along edges");
        let region = Region::new(&instance, units.clone(), 1, units.len()).expect("a region");
        let share = region.share(&whole).expect("whole groups");
        let back = region.to_whole(share.groups());
        prop_assert_eq!(share.groups().len(), back.len());
        let mut seen: Vec<u32> = back.iter().flat_map(|g| g.units.iter().copied()).collect();
        seen.sort_unstable();
        prop_assert_eq!(seen, units);
        for group in &back {
            prop_assert_eq!(group.value, instance.value(&group.units));
            prop_assert_eq!(group, &whole.groups()[whole.group_of(group.units[0]) as usize]);
        }
        let (violation, cost) = back.iter().fold((0, 0), |(v, c), g| (v + g.value.violation, c + g.value.cost));
        prop_assert_eq!(share.rank(), (violation, cost));
        for &unit in share.groups().iter().flat_map(|g| &g.units) {
            let names = (&region.instance().file().units, &instance.file().units);
            let at = region.to_whole(&[share.groups()[share.group_of(unit) as usize].clone()]);
            prop_assert!(at[0].units.iter().any(|&u| names.0[unit as usize] == names.1[u as usize]));
        }
    }
}
