//! What a group is worth: the instance and the subset table against the formula.

use super::{brute, checked, made_up};
use locality::engine::instance::{Instance, InstanceFile, MeasureFile, Shape, SiteFile};
use locality::engine::subset::SubsetTable;
use proptest::prelude::*;

/// Three units on a path, and what the docs say of each part of the cost.
///
/// ```text
///   0 ---- 1 ---- 2      sizes 4, 5, 6; band 8-12
/// ```
fn three() -> InstanceFile {
    let mut file = made_up::path(3, 0, (8, 12), (1, 2));
    file.measures[0].values = vec![4, 5, 6];
    file
}

#[test]
fn violation_is_the_way_to_the_band() {
    let instance = checked(three());
    let violation = |group: &[u32]| instance.value(group).violation;
    assert_eq!(violation(&[0]), 4);
    assert_eq!(violation(&[0, 1]), 0);
    assert_eq!(violation(&[0, 1, 2]), 3);
}

#[test]
fn the_cheapest_open_site_is_the_hub_and_the_first_of_equals() {
    let mut file = three();
    let site = |name: &str, unit, star: &[(u32, i64)]| SiteFile {
        name: name.to_owned(),
        unit,
        star: star.to_vec(),
    };
    file.sites = vec![
        site("at 2, cheapest of all", Some(2), &[(0, 0), (1, 0), (2, 0)]),
        site("premises", None, &[(0, 3), (1, 4)]),
        site("at 1", Some(1), &[(0, 7), (1, 0), (2, 1)]),
    ];
    let instance = checked(file);
    let hub = |group: &[u32]| (instance.value(group).cost, instance.value(group).site);
    // The site at unit 2 is not open to a group without unit 2; premises and the site at 1 cost 7 each.
    assert_eq!(hub(&[0, 1]), (7, Some(1)));
    assert_eq!(hub(&[1, 2]), (0, Some(0)));
    assert_eq!(hub(&[0]), (3, Some(1)));
}

#[test]
fn a_group_that_no_site_serves_counts_whole() {
    let mut file = three();
    file.sites = vec![SiteFile {
        name: "premises that cannot serve 2".to_owned(),
        unit: None,
        star: vec![(0, 1), (1, 1)],
    }];
    let value = checked(file.clone()).value(&[1, 2]);
    assert_eq!((value.violation, value.cost, value.site), (11, 0, None));
    // Where the total is nought, or nothing is measured, the violation is still not nought.
    file.measures[0].values = vec![10, 0, 0];
    file.measures[0].band = None;
    assert_eq!(checked(file.clone()).value(&[1, 2]).violation, 1);
    file.measures.clear();
    assert_eq!(checked(file).value(&[1, 2]).violation, 1);
}

#[test]
fn a_shape_is_rounded_down_and_continued() {
    let shape = |points: &[(i64, i64)]| Shape::new(points.to_vec()).expect("a shape");
    let valley = shape(&[(0, 10), (3, 0), (6, 1)]);
    // From (0, 10) to (3, 0): 6 2/3 and 3 1/3; from (3, 0) to (6, 1): 1/3; beyond both ends the same slopes.
    let prices: Vec<i64> = [-3, 0, 1, 2, 3, 4, 6, 9, 10].map(|t| valley.price(t)).to_vec();
    assert_eq!(prices, [20, 10, 6, 3, 0, 0, 1, 2, 2]);
    assert_eq!(shape(&[(5, -7)]).price(1_000_000), -7);
    assert_eq!(shape(&[(0, 0), (1, 1 << 53)]).price(i64::MAX), 1 << 53);
}

/// Rewards are what makes a violation no lower limit of the energy any more: also where a shape falls below nought
/// only beyond its last point.
#[test]
fn rewards_are_seen() {
    let with = |change: &dyn Fn(&mut InstanceFile)| {
        let mut file = three();
        change(&mut file);
        checked(file).has_rewards()
    };
    let priced = |points: &[(i64, i64)]| {
        let shape = Shape::new(points.to_vec()).expect("a shape");
        with(&|file| file.measures[0].shape = Some(shape.clone()))
    };
    assert!(!with(&|_| {}));
    assert!(with(&|file| file.fixed = -1));
    assert!(with(&|file| file.pairs = vec![(0, 1, -1)]));
    assert!(!with(&|file| file.pairs = vec![(0, 1, 1)]));
    assert!(!priced(&[(0, 5), (5, 0), (9, 5)]));
    assert!(priced(&[(0, 5), (5, -1), (9, 5)]));
    assert!(priced(&[(0, 5), (5, 0)]));
    assert!(priced(&[(0, 0), (5, 5)]));
    assert!(!priced(&[(5, 5)]));
}

/// The masks of atoms, as the units that they stand for.
fn units_of(atoms: &[Vec<u32>], mask: u32) -> Vec<u32> {
    let inside = atoms.iter().enumerate().filter(|(a, _)| mask >> a & 1 == 1);
    let mut units: Vec<u32> = inside.flat_map(|(_, units)| units.clone()).collect();
    units.sort_unstable();
    units
}

/// Every mask of the table is what the instance says of its units.
fn table_is_right(instance: &Instance, table: &SubsetTable, atoms: &[Vec<u32>]) -> Result<(), TestCaseError> {
    for mask in 1..=table.full() {
        let units = units_of(atoms, mask);
        let value = table.value(instance, mask);
        prop_assert_eq!(value, instance.value(&units));
        prop_assert_eq!(table.connected(mask), instance.is_connected(&units));
        let total = |m: &MeasureFile| units.iter().map(|&u| m.values[u as usize]).sum::<i64>();
        let mut outside = 0;
        for (m, measure) in instance.measures().iter().enumerate() {
            prop_assert_eq!(table.total(m, mask), total(measure));
            outside += measure.outside(total(measure));
        }
        prop_assert_eq!(table.outside(mask), outside);
    }
    prop_assert!(!table.connected(0));
    Ok(())
}

proptest! {
    #[test]
    fn a_value_is_the_formula(file in made_up::files(8)) {
        let instance = checked(file.clone());
        let units: Vec<u32> = (0..file.units.len() as u32).collect();
        for mask in 1..1 << units.len() {
            let group = brute::members(&units, mask);
            let value = instance.value(&group);
            prop_assert_eq!((value.violation, value.cost, value.site), brute::value(&file, &group));
            prop_assert_eq!(instance.is_connected(&group), brute::connected(&file, &group));
        }
    }

    /// Single units as atoms, for some of the units only, with the same memory used twice.
    #[test]
    fn the_table_is_the_instance(file in made_up::files(9), picked: u16, again: u16) {
        let instance = checked(file);
        let mut table = SubsetTable::new();
        for picked in [picked, again] {
            let some = (0..instance.len() as u32).filter(|u| picked >> u & 1 == 1);
            let atoms: Vec<Vec<u32>> = some.map(|u| vec![u]).collect();
            if !atoms.is_empty() {
                table.fill(&instance, &atoms);
                table_is_right(&instance, &table, &atoms)?;
            }
        }
    }

    /// Units glued together to atoms, each atom connected, as the heat bath glues them.
    #[test]
    fn the_table_of_glued_units_is_the_instance(file in made_up::files(10), glue: u64) {
        let instance = checked(file);
        let mut atoms: Vec<Vec<u32>> = (0..instance.len() as u32).map(|u| vec![u]).collect();
        for (step, &(a, b)) in instance.file().edges.iter().enumerate() {
            let at = |u: u32| atoms.iter().position(|atom| atom.contains(&u)).unwrap_or_default();
            let (a, b) = (at(a), at(b));
            if glue >> (step % 64) & 3 == 0 && a != b {
                let more = atoms[b].clone();
                atoms[a].extend(more);
                atoms.swap_remove(b);
            }
        }
        let mut table = SubsetTable::new();
        table.fill(&instance, &atoms);
        table_is_right(&instance, &table, &atoms)?;
    }
}
