//! Proofs that there is no plan: each in a tiny case, and never where there is one.

use super::{brute, checked, made_up};
use locality::engine::Run;
use locality::engine::feasible::Infeasible;
use locality::engine::instance::{BandFile, InstanceFile, MeasureFile};
use locality::engine::solution::SolveError;
use locality::engine::stop::Stop;
use locality::strategy::{HeatBath, Strategy};
use proptest::prelude::*;

fn proof(file: InstanceFile) -> Infeasible {
    assert_eq!(brute::optimum(&file), None, "there is a plan");
    match HeatBath.solve(&checked(file), &Run::new().threads(1)) {
        Err(SolveError::Infeasible(proof)) => proof,
        other => panic!("no proof but {other:?}"),
    }
}

/// Units on a path with these sizes.
fn sizes(sizes: &[i64], band: (i64, i64), groups: (u32, u32)) -> InstanceFile {
    let mut file = made_up::path(sizes.len() as u32, 0, band, groups);
    file.measures[0].values = sizes.to_vec();
    file
}

#[test]
fn a_unit_above_the_band() {
    //  4 --- 11 --- 4     band 5-10
    let found = proof(sizes(&[4, 11, 4], (5, 10), (1, 3)));
    let expected = Infeasible::UnitTooLarge {
        unit: "U1".to_owned(),
        measure: "size".to_owned(),
        value: 11,
        most: 10,
    };
    assert_eq!(found, expected);
}

#[test]
fn a_component_between_two_numbers_of_groups() {
    //  6 --- 6     3 --- 3 --- 3     band 7-8: one group of 12 is too large, two are too small
    let mut file = sizes(&[6, 6, 3, 3, 3], (7, 8), (1, 5));
    file.edges.retain(|&edge| edge != (1, 2));
    let expected = Infeasible::Component {
        unit: "U0".to_owned(),
        units: 2,
        measure: "size".to_owned(),
        total: 12,
        least: 7,
        most: 8,
    };
    assert_eq!(proof(file), expected);
}

#[test]
fn a_component_that_is_too_small() {
    //  5 --- 5     3     band 5-10: the last unit has no neighbour
    let mut file = sizes(&[5, 5, 3], (5, 10), (1, 3));
    file.edges.retain(|&edge| edge != (1, 2));
    let expected = Infeasible::Component {
        unit: "U2".to_owned(),
        units: 1,
        measure: "size".to_owned(),
        total: 3,
        least: 5,
        most: 10,
    };
    assert_eq!(proof(file), expected);
}

#[test]
fn two_measures_that_want_different_numbers_of_groups() {
    //  5 --- 5     sizes in 4-6: two groups; staff 3 in 3-4: one group
    let mut file = sizes(&[5, 5], (4, 6), (1, 2));
    file.measures.push(MeasureFile {
        name: "staff".to_owned(),
        values: vec![1, 2],
        band: Some(BandFile { least: 3, most: 4 }),
        shape: None,
    });
    let expected = Infeasible::Opposed {
        unit: "U0".to_owned(),
        units: 2,
        fewest: 2,
        greatest: 1,
    };
    assert_eq!(proof(file), expected);
}

#[test]
fn a_number_of_groups_that_the_totals_do_not_allow() {
    //  5 --- 5 --- 5 --- 5     band 5-10: two to four groups
    for groups in [(1, 1), (5, 6)] {
        let file = match groups.0 {
            1 => sizes(&[5; 4], (5, 10), groups),
            // Five groups are more than four units, so that a fifth unit of nothing is needed.
            _ => sizes(&[5, 5, 5, 5, 0], (5, 10), groups),
        };
        let expected = Infeasible::Groups {
            least: groups.0 as usize,
            most: groups.1 as usize,
            fewest: 2,
            greatest: 4,
        };
        assert_eq!(proof(file), expected);
    }
}

#[test]
fn a_unit_that_no_group_can_hold() {
    //  2 --- 2 --- 9 --- 3 --- 3     band 6-10: the first has 4 with the second, 13 with the third
    let expected = Infeasible::NoGroupFor {
        unit: "U0".to_owned(),
        measure: "size".to_owned(),
        least: 6,
        most: 10,
        below: Some(4),
        above: Some(13),
    };
    assert_eq!(proof(sizes(&[2, 2, 9, 3, 3], (6, 10), (2, 2))), expected);
}

#[test]
fn every_division_tried() {
    //        4
    //        |
    //  3 --- 3 --- 4     band 6-8, 14 in all: two groups. Every unit has a group, but they all need the middle.
    let mut star = sizes(&[3, 3, 4, 4], (6, 8), (2, 2));
    star.edges = vec![(0, 1), (1, 2), (1, 3)];
    let expected = Infeasible::Exhausted {
        units: 4,
        least: 2,
        most: 2,
    };
    assert_eq!(proof(star), expected);
}

/// Where groups may hold thousands of units, the search for one group must end without a verdict, not without a stack.
#[test]
fn a_long_path_ends_without_a_verdict() {
    let long = checked(made_up::path(30_000, 1, (25_000, 30_000), (1, 1)));
    let run = Run::new().threads(1).stop(Stop::rounds(1).or_seconds(0));
    assert!(HeatBath.solve(&long, &run).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Sizes and bands where quick proofs apply often; what is proven is true, and what is true is found.
    #[test]
    fn a_proof_is_given_exactly_where_there_is_no_plan(
        values in prop::collection::vec(1..=9_i64, 1..=9),
        (least, room) in (4..=14_i64, 0..=6_i64),
        (few, spread) in (1..=3_u32, 0..=2_u32),
        broken: u16,
    ) {
        let few = few.min(values.len() as u32);
        let mut file = sizes(&values, (least, least + room), (few, few + spread));
        file.edges.retain(|&(a, _)| broken >> a & 3 != 3);
        let solved = HeatBath.solve(&checked(file.clone()), &Run::new().threads(1));
        match brute::optimum(&file) {
            Some(cost) => prop_assert_eq!(solved.ok().map(|s| s.cost), Some(cost)),
            None => prop_assert!(matches!(solved, Err(SolveError::Infeasible(_)))),
        }
    }
}
