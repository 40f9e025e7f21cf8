//! Every fault that an instance may have, each once, and all of them together.

use super::made_up;
use locality::engine::instance::{
    BandFile, GroupsFile, Instance, InstanceFault, InstanceFile, Shape, SiteFile,
};

/// A sound instance of four units with a site, a pair and a shape.
fn sound() -> InstanceFile {
    let mut file = made_up::path(4, 5, (5, 10), (2, 3));
    file.sites = vec![SiteFile {
        name: "hall".to_owned(),
        unit: None,
        star: (0..4).map(|u| (u, 1)).collect(),
    }];
    file.pairs = vec![(0, 1, 3)];
    file
}

fn faults(change: impl FnOnce(&mut InstanceFile)) -> Vec<InstanceFault> {
    let mut file = sound();
    change(&mut file);
    Instance::try_from(file).expect_err("not sound").0
}

#[test]
fn the_sound_one_is_sound() {
    assert!(Instance::try_from(sound()).is_ok());
}

#[test]
fn another_format() {
    let found = faults(|file| file.format = "locality-instance/2".to_owned());
    let expected = InstanceFault::Format {
        found: "locality-instance/2".to_owned(),
    };
    assert_eq!(found, [expected]);
}

#[test]
fn no_unit() {
    let empty = InstanceFile {
        groups: GroupsFile { least: 1, most: 1 },
        ..made_up::path(0, 5, (5, 10), (1, 1))
    };
    let found = Instance::try_from(empty).expect_err("not sound").0;
    let groups = InstanceFault::Groups {
        least: 1,
        most: 1,
        units: 0,
    };
    assert_eq!(found, [InstanceFault::NoUnits, groups]);
}

#[test]
fn a_name_twice() {
    let found = faults(|file| file.units[3] = file.units[1].clone());
    let twice = InstanceFault::NameTwice {
        name: "U1".to_owned(),
        first: 1,
        second: 3,
    };
    assert_eq!(twice.to_string(), "units 1 and 3 are both called \"U1\"");
    assert_eq!(found, [twice]);
}

#[test]
fn a_unit_that_does_not_exist() {
    let unknown = |what: &str| InstanceFault::UnknownUnit {
        what: what.to_owned(),
        unit: 9,
        last: 3,
    };
    assert_eq!(faults(|file| file.edges[1].1 = 9), [unknown("edge 1")]);
    assert_eq!(faults(|file| file.pairs[0].0 = 9), [unknown("pair 0")]);
    assert_eq!(
        faults(|file| file.sites[0].unit = Some(9)),
        [unknown("site \"hall\"")]
    );
    assert_eq!(
        faults(|file| file.sites[0].star[3].0 = 9),
        [unknown("site \"hall\"")]
    );
}

#[test]
fn a_unit_joined_with_itself() {
    let itself = |what: &str| InstanceFault::Loop {
        what: what.to_owned(),
        unit: 2,
    };
    assert_eq!(faults(|file| file.edges.push((2, 2))), [itself("edge 3")]);
    assert_eq!(faults(|file| file.pairs.push((2, 2, 1))), [itself("pair 1")]);
}

#[test]
fn values_that_do_not_fit() {
    let found = faults(|file| file.measures[0].values.truncate(3));
    let expected = InstanceFault::Values {
        measure: "size".to_owned(),
        values: 3,
        units: 4,
    };
    assert_eq!(found, [expected]);
}

#[test]
fn an_empty_band() {
    let found = faults(|file| file.measures[0].band = Some(BandFile { least: 7, most: 6 }));
    let expected = InstanceFault::Band {
        measure: "size".to_owned(),
        least: 7,
        most: 6,
    };
    assert_eq!(found, [expected]);
}

#[test]
fn shapes_that_are_none() {
    let refused = |points: Vec<(i64, i64)>| {
        Shape::new(points.clone()).is_err_and(|fault| fault == InstanceFault::Shape { points: points.len() })
    };
    assert!(refused(vec![]));
    assert!(refused(vec![(3, 1), (3, 2)]));
    assert!(refused(vec![(3, 1), (2, 2)]));
    assert!(refused(vec![((1 << 53) + 1, 1)]));
    assert!(refused(vec![(1, i64::MIN)]));
    assert!(!refused(vec![(-(1 << 53), 1 << 53)]));
    let text = r#"{"name": "size", "values": [], "shape": [[3, 1], [2, 2]]}"#;
    let read = serde_json::from_str::<locality::engine::instance::MeasureFile>(text);
    assert!(
        read.expect_err("falling totals")
            .to_string()
            .contains("a shape of 2 points")
    );
}

#[test]
fn a_unit_served_twice() {
    let found = faults(|file| file.sites[0].star.push((1, 8)));
    let expected = InstanceFault::ServedTwice {
        site: "hall".to_owned(),
        unit: 1,
    };
    assert_eq!(found, [expected]);
}

#[test]
fn a_pair_twice_either_way_round() {
    let found = faults(|file| file.pairs.push((1, 0, 8)));
    assert_eq!(found, [InstanceFault::PairTwice { a: 0, b: 1 }]);
}

#[test]
fn an_edge_twice_is_one_edge() {
    let mut file = sound();
    file.edges.push((1, 0));
    assert_eq!(
        Instance::try_from(file).expect("sound"),
        Instance::try_from(sound()).expect("sound")
    );
}

#[test]
fn ranges_of_groups_that_hold_none() {
    for (least, most) in [(0, 3), (3, 2), (5, 9)] {
        let found = faults(|file| file.groups = GroupsFile { least, most });
        assert_eq!(
            found,
            [InstanceFault::Groups {
                least,
                most,
                units: 4
            }]
        );
    }
    // More groups than units may be allowed, as long as they are not asked for.
    let mut file = sound();
    file.groups = GroupsFile { least: 4, most: 9 };
    assert!(Instance::try_from(file).is_ok());
}

#[test]
fn numbers_too_large_to_be_added_up() {
    const EDGE: i64 = 1 << 53;
    let too_large = |what: &str| InstanceFault::TooLarge {
        what: what.to_owned(),
    };
    let (measure, cost) = (["measure \"size\""], ["the cost of a plan"]);
    let (measure, cost) = (measure.map(too_large), cost.map(too_large));
    assert_eq!(faults(|file| file.measures[0].values[2] = EDGE), measure);
    assert_eq!(faults(|file| file.measures[0].values[2] = i64::MIN), measure);
    assert_eq!(
        faults(|file| file.measures[0].band = Some(BandFile {
            least: 5,
            most: EDGE + 1
        })),
        [too_large("the band of measure \"size\"")]
    );
    assert_eq!(faults(|file| file.sites[0].star[1].1 = -EDGE), cost);
    assert_eq!(faults(|file| file.pairs[0].2 = EDGE), cost);
    assert_eq!(faults(|file| file.fixed = EDGE / 4 + 1), cost);
}

/// A price counts at the dearest total that a group can have, once for every group.
#[test]
fn prices_too_large_to_be_added_up() {
    const EDGE: i64 = 1 << 53;
    let priced = |points: &[(i64, i64)]| {
        let mut file = sound();
        file.measures[0].shape = Some(Shape::new(points.to_vec()).expect("a shape"));
        Instance::try_from(file).map_err(|faults| faults.0)
    };
    let cost = InstanceFault::TooLarge {
        what: "the cost of a plan".to_owned(),
    };
    assert_eq!(priced(&[(0, EDGE / 2)]), Err(vec![cost.clone()]));
    assert_eq!(priced(&[(10, -EDGE)]), Err(vec![cost.clone()]));
    // Totals reach from 0 to 20: nought between, but steep on the way up.
    assert_eq!(priced(&[(0, 0), (1, EDGE / 8)]), Err(vec![cost]));
    assert!(priced(&[(0, 0), (20, 0), (21, EDGE / 32)]).is_ok());
}

#[test]
fn all_faults_come_at_once() {
    let found = faults(|file| {
        file.format.clear();
        file.edges.push((3, 3));
        file.edges.push((0, 9));
        file.measures[0].values.push(1);
        file.measures[0].band = Some(BandFile { least: 7, most: 6 });
        file.sites[0].star.push((1, 8));
        file.pairs.push((1, 0, i64::MAX));
        file.groups.least = 0;
    });
    assert_eq!(found.len(), 9, "{found:?}");
    let text = locality::engine::instance::InstanceFaults(found).to_string();
    assert_eq!(text.matches("; ").count() - 1, 8, "{text}");
}
