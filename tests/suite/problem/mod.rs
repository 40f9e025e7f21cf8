//! Problems: every fault of the builder, borders, areas apart, and practices above the band.

mod file;
mod networks;
mod rules;

use crate::fixture::{codes, line};
use locality::fault::FaultCode;
use locality::graph::PracticeGraph;
use locality::practice::{AreaLevel, OdsCode, Organisation, Practices};
use locality::problem::{Band, Networks, Problem};
use locality::travel::Travel;
use locality::units::Patients;

/// Four practices of 20,000 in two areas.
fn four() -> Practices {
    line(&[
        (20_000, Some("11A")),
        (20_000, Some("11A")),
        (20_000, Some("11B")),
        (20_000, Some("11B")),
    ])
}

fn band(least: u64, most: u64) -> Band {
    Band {
        least: Patients(least),
        most: Patients(most),
    }
}

#[test]
fn what_is_not_set_has_its_default() {
    let problem = Problem::builder(four()).build().expect("a problem");
    assert_eq!(problem.graph(), &PracticeGraph::yardstick(&four()));
    assert_eq!(problem.band(), band(30_000, 50_000));
    assert_eq!(problem.networks(), 2..=2);
    assert_eq!(problem.never_across(), None);
    assert_eq!(problem.travel().between(0, 3), 3_000);
    assert_eq!(
        (problem.grouped(), problem.standing_alone()),
        (&[0, 1, 2, 3][..], &[][..])
    );
}

#[test]
fn each_fault_of_the_builder() {
    let with = || Problem::builder(four());
    assert_eq!(
        codes(with().graph(PracticeGraph::edgeless(3)).build()),
        [FaultCode::GraphSize]
    );
    let travel = Travel::straight_line(&line(&[(1, None)]));
    assert_eq!(codes(with().travel(travel).build()), [FaultCode::TravelSize]);
    assert_eq!(
        codes(with().band(band(50_000, 30_000)).build()),
        [FaultCode::EmptyBand]
    );
    for networks in [
        Networks::Exactly(0),
        Networks::Exactly(5),
        Networks::Range(3, 2),
        Networks::Range(5, 9),
    ] {
        assert_eq!(
            codes(with().networks(networks).build()),
            [FaultCode::NetworksRange],
            "{networks}"
        );
    }
    // No more than there are practices must be asked for, but more may be allowed.
    assert!(with().networks(Networks::Range(4, 9)).build().is_ok());
    assert_eq!(
        codes(with().never_across(AreaLevel::Icb).build()),
        [FaultCode::NoArea; 4]
    );
}

#[test]
fn all_faults_come_at_once() {
    let built = Problem::builder(four())
        .graph(PracticeGraph::edgeless(5))
        .travel(Travel::straight_line(&line(&[(1, None)])))
        .band(band(50_000, 30_000))
        .networks(Networks::Exactly(0))
        .never_across(AreaLevel::Region)
        .build();
    let mut expected = vec![
        FaultCode::GraphSize,
        FaultCode::TravelSize,
        FaultCode::EmptyBand,
        FaultCode::NetworksRange,
    ];
    expected.extend([FaultCode::NoArea; 4]);
    assert_eq!(codes(built), expected);
}

#[test]
fn a_practice_above_the_band_stands_alone() {
    // 20,000 --- 50,001 --- 20,000: the graph of the two others passes over the one between them
    let table = line(&[(20_000, None), (50_001, None), (20_000, None)]);
    let problem = Problem::builder(table.clone()).build().expect("a problem");
    assert_eq!(
        (problem.standing_alone(), problem.grouped()),
        (&[1][..], &[0, 2][..])
    );
    assert_eq!(
        (problem.patients(), problem.networks()),
        (Patients(40_000), 1..=1)
    );
    assert!(problem.graph().edges().eq([(0, 2)]));
    // In a graph that is given it loses its edges, and the others are left as they are.
    let path = PracticeGraph::from_edges(3, [(0, 1), (1, 2)]).expect("a graph");
    let given = Problem::builder(table).graph(path).build().expect("a problem");
    assert_eq!(given.graph().edge_count(), 0);
    // Exactly at the upper end it is inside.
    let inside = Problem::builder(line(&[(50_000, None)]))
        .build()
        .expect("a problem");
    assert!(inside.standing_alone().is_empty());
}

#[test]
fn all_practices_may_stand_alone() {
    let problem = Problem::builder(line(&[(60_000, None), (70_000, None)]))
        .build()
        .expect("a problem");
    assert_eq!(problem.standing_alone(), [0, 1]);
    assert_eq!(problem.patients(), Patients::ZERO);
}

#[test]
fn borders_part_only_where_they_are_to_be_kept() {
    let open = Problem::builder(four()).build().expect("a problem");
    assert!(open.same_area(1, 2));
    let kept = Problem::builder(four())
        .never_across(AreaLevel::SubIcb)
        .build()
        .expect("a problem");
    assert!(kept.same_area(0, 1) && kept.same_area(2, 3) && !kept.same_area(1, 2));
}

#[test]
fn areas_apart_are_problems_of_their_own() {
    let travel = Travel::straight_line(&four());
    let path = PracticeGraph::from_edges(4, [(0, 1), (1, 2), (2, 3)]).expect("a graph");
    let problem = Problem::builder(four())
        .graph(path)
        .travel(travel)
        .band(band(10_000, 45_000))
        .networks(Networks::Range(1, 2))
        .never_across(AreaLevel::SubIcb)
        .build()
        .expect("a problem");
    let apart = problem.separately(AreaLevel::SubIcb).expect("two problems");
    let areas: Vec<String> = apart.iter().map(|(area, _)| area.to_string()).collect();
    assert_eq!(areas, ["11A", "11B"]);
    for (area, part) in &apart {
        assert!(
            part.practices()
                .iter()
                .all(|p| p.area(AreaLevel::SubIcb).is_some_and(|a| a.code == *area))
        );
        assert!(part.graph().edges().eq([(0, 1)]));
        assert_eq!(part.travel().between(0, 1), 1_000);
        assert_eq!((part.band(), part.networks()), (band(10_000, 45_000), 1..=2));
        assert_eq!(part.never_across(), Some(AreaLevel::SubIcb));
    }
    let all: usize = apart.iter().map(|(_, part)| part.practices().len()).sum();
    assert_eq!(all, problem.practices().len());
}

/// A smaller border inside the areas that are solved apart is kept.
#[test]
fn areas_apart_keep_the_borders_inside_them() {
    let icb: OdsCode = "QAA".parse().expect("a code");
    let mut rows = Vec::from(four());
    for practice in &mut rows {
        practice.icb = Some(Organisation::new(icb, "Board"));
    }
    let table = Practices::new(rows).expect("a table");
    let problem = Problem::builder(table)
        .never_across(AreaLevel::SubIcb)
        .build()
        .expect("a problem");
    let apart = problem.separately(AreaLevel::Icb).expect("one problem");
    assert_eq!(apart.len(), 1);
    assert!(!apart[0].1.same_area(1, 2));
}

#[test]
fn a_practice_in_no_area_is_a_fault_of_areas_apart() {
    let table = line(&[(40_000, Some("11A")), (20_000, None)]);
    let problem = Problem::builder(table).build().expect("a problem");
    let faults = problem
        .separately(AreaLevel::SubIcb)
        .expect_err("A02 is in no area");
    let found: Vec<_> = faults.as_slice().iter().map(|f| (f.code, f.practice)).collect();
    assert_eq!(found, [(FaultCode::NoArea, Some("A02".parse().expect("a code")))]);
}

/// Three networks are fine for four practices, but not for the two of either area.
#[test]
fn areas_apart_report_every_fault() {
    let problem = Problem::builder(four())
        .networks(Networks::Exactly(3))
        .build()
        .expect("a problem");
    let faults = problem
        .separately(AreaLevel::SubIcb)
        .expect_err("too many networks");
    let found: Vec<FaultCode> = faults.as_slice().iter().map(|f| f.code).collect();
    assert_eq!(found, [FaultCode::NetworksRange; 2]);
}

#[test]
fn the_band_counts_both_ends() {
    let band = band(30_000, 50_000);
    let outside = |patients| band.outside(Patients(patients)).get();
    assert_eq!([29_999, 30_000, 50_000, 50_001].map(outside), [1, 0, 0, 1]);
    assert_eq!(
        [29_999, 30_000, 50_000, 50_001].map(|p| band.holds(Patients(p))),
        [false, true, true, false]
    );
    assert_eq!(band.to_string(), "30,000-50,000");
}
