//! Places: tiny cases by hand, random ones against every grouping.

use crate::fixture::{self, code, codes};
use locality::engine::Run;
use locality::engine::stop::Stop;
use locality::fault::{FaultCode, Faults};
use locality::graph::PracticeGraph;
use locality::network::NetworkTable;
use locality::place::{Bodies, Body, PlaceRules, PlaceSize, Places, board, places, tree};
use locality::practice::{AreaLevel, Practices};
use locality::travel::Travel;
use locality::units::Patients;

/// A row of networks with so many patients; the first `west` of them in sub-ICB 11A.
fn row(patients: &[u64], west: usize) -> (Practices, NetworkTable, PracticeGraph) {
    let area = |i: usize| if i < west { "11A" } else { "11B" };
    let lists: Vec<_> = (0..).zip(patients).map(|(i, &p)| (p, Some(area(i)))).collect();
    fixture::row(&lists)
}

fn grouped(
    patients: &[u64],
    west: usize,
    rules: &PlaceRules,
    bodies: &[(usize, Body, &str)],
) -> Result<Places, Faults> {
    let (practices, table, graph) = row(patients, west);
    let travel = Travel::straight_line(&practices);
    let bodies = Bodies::new(
        &practices,
        bodies.iter().map(|&(i, body, name)| (code(i), body, name)),
    )
    .expect("bodies");
    let run = Run::new().threads(1).stop(Stop::rounds(20));
    places(&practices, &table, &graph, &travel, &bodies, rules, &run)
}

fn members(found: &Places) -> Vec<Vec<usize>> {
    found.places.iter().map(|place| place.networks.clone()).collect()
}

/// Six networks of 100,000 in a row, 250,000 or more a place: two places of three, each with its middle as seat. Travel: four networks of
/// 100,000 go one kilometre: 400,000 person-kilometres.
#[test]
fn providers_of_250_000() {
    let rules = PlaceRules {
        size: PlaceSize::provider(),
        ..PlaceRules::default()
    };
    let found = grouped(&[100_000; 6], 6, &rules, &[]).expect("places");
    assert_eq!(members(&found), [vec![0, 1, 2], vec![3, 4, 5]]);
    assert_eq!(
        found.places.iter().map(|place| place.seat).collect::<Vec<_>>(),
        [1, 4]
    );
    assert_eq!((found.cost, found.bound), (400_000, Some(400_000)));
    assert!(
        found
            .places
            .iter()
            .all(|place| !place.too_small && place.patients == Patients(300_000))
    );
    assert_eq!(found.place_of(4), Some(1));
}

#[test]
fn borders_and_bodies_part_places() {
    let rules = PlaceRules {
        size: PlaceSize::provider(),
        border: Some(AreaLevel::SubIcb),
        ..PlaceRules::default()
    };
    // Two to the west of the border are 200,000, too few, and stay a place by themselves.
    let found = grouped(&[100_000; 6], 2, &rules, &[]).expect("places");
    assert_eq!(members(&found), [vec![0, 1], vec![2, 3, 4, 5]]);
    assert_eq!(
        found.places.iter().map(|p| p.too_small).collect::<Vec<_>>(),
        [true, false]
    );
    let rules = PlaceRules {
        one: vec![Body::Lmc],
        ..PlaceRules::default()
    };
    let bodies: Vec<_> = (0..6)
        .map(|i| (i, Body::Lmc, if i < 4 { "North" } else { "South" }))
        .collect();
    let found = grouped(&[100_000; 6], 6, &rules, &bodies).expect("places");
    assert_eq!(members(&found), [vec![0, 1, 2, 3], vec![4, 5]]);
}

/// Ten networks are too many for one board: two of five is the least travel, by hand 2 × (2 + 1 + 0 + 1 + 2) km × 100,000.
#[test]
fn fewer_than_ten_networks_a_place() {
    let found = grouped(&[100_000; 10], 10, &PlaceRules::default(), &[]).expect("places");
    assert_eq!(members(&found), [vec![0, 1, 2, 3, 4], vec![5, 6, 7, 8, 9]]);
    assert_eq!((found.cost, found.bound), (1_200_000, Some(1_200_000)));
    assert_eq!(
        grouped(&[100_000; 9], 9, &PlaceRules::default(), &[])
            .expect("places")
            .places
            .len(),
        1
    );
    assert_eq!(PlaceSize::board().number(32, Patients(1_207_870)), Some((4, 5)));
    assert_eq!(
        PlaceSize::provider().number(32, Patients(1_207_870)),
        Some((4, 4))
    );
    assert_eq!(PlaceSize::provider().number(20, Patients(400_000)), None);
}

#[test]
fn what_cannot_be_grouped_is_told() {
    let sized = |least_networks, most_networks, least_patients| PlaceRules {
        size: PlaceSize {
            least_networks,
            most_networks,
            least_patients: Patients(least_patients),
        },
        ..PlaceRules::default()
    };
    assert_eq!(
        codes(grouped(&[1], 1, &sized(0, 9, 0), &[])),
        [FaultCode::PlaceBand]
    );
    assert_eq!(
        codes(grouped(&[1], 1, &sized(3, 2, 0), &[])),
        [FaultCode::PlaceBand]
    );
    // Three networks of 100,000, two a place at most, 150,000 at least: neither one place nor two.
    let told = grouped(&[100_000; 3], 3, &sized(1, 2, 150_000), &[])
        .expect_err("a fault")
        .to_string();
    assert!(
        told.starts_with("N004") && told.contains("N00") && told.contains("300,000"),
        "{told}"
    );
    // Opposed: 20 networks of 10,000, nine a place at most, 250,000 at least.
    assert_eq!(
        codes(grouped(
            &[10_000; 20],
            20,
            &PlaceRules {
                size: PlaceSize::provider(),
                ..PlaceRules::default()
            },
            &[]
        )),
        [FaultCode::NoPlaces]
    );
    let (practices, ..) = row(&[1], 1);
    assert_eq!(
        codes(Bodies::new(&practices, [(code(7), Body::Lmc, "x")])),
        [FaultCode::LabelsMisfit]
    );
}

#[test]
fn levels_are_nested_and_boards_follow() {
    let (practices, table, _) = row(&[100_000; 10], 10);
    let found = grouped(&[100_000; 10], 10, &PlaceRules::default(), &[]).expect("places");
    let branches = tree(&practices, &table, &found);
    assert_eq!(branches.len(), 10);
    let last = &branches[9];
    assert_eq!(
        (last.practice, last.network.as_str(), last.place.as_str()),
        (code(9), "N09", "P02")
    );
    assert_eq!(last.icb.map(|icb| icb.to_string()).as_deref(), Some("11A"));
    let bodies = Bodies::new(
        &practices,
        [
            (code(0), Body::Lmc, "Kelland LMC"),
            (code(6), Body::Federation, "East"),
            (code(7), Body::Federation, "Far"),
        ],
    );
    let seats = board(&practices, &table, &found, &bodies.expect("bodies"));
    // P01: five directors, its LMC, no federation known; P02: five directors, no LMC known, two federations.
    let of = |place: &str| seats.iter().filter(|seat| seat.place == place).count();
    assert_eq!((of("P01"), of("P02")), (7, 8));
    let unknown: Vec<_> = seats
        .iter()
        .filter(|seat| seat.holder.is_none())
        .map(|seat| (seat.place.as_str(), seat.office))
        .collect();
    assert_eq!(unknown, [("P01", "federation"), ("P02", "LMC chair")]);
}

/// Every way to cut a row of networks into places, against the engine.
#[test]
fn rows_are_cut_where_it_costs_least() {
    use proptest::prelude::*;
    proptest!(ProptestConfig::with_cases(40), |(patients in prop::collection::vec(30_000_u64..120_000, 2..9), least in 50_000_u64..200_000)| {
        let size = PlaceSize { least_networks: 1, most_networks: 4, least_patients: Patients(least) };
        let n = patients.len();
        let way = |from: usize, to: usize| (from.abs_diff(to) as u64 * patients[from]) as i64;
        let cost = |a: usize, b: usize| (a..b).map(|seat| (a..b).map(|k| way(k, seat)).sum::<i64>()).min().expect("a seat");
        // Cut points of every division; those inside the size.
        let mut best: Option<i64> = None;
        for cuts in 0..1_u32 << (n - 1) {
            let mut ends: Vec<usize> = (1..n).filter(|k| cuts >> (k - 1) & 1 == 1).collect();
            ends.push(n);
            let mut from = 0;
            let mut sum = Some(0);
            for to in ends {
                let keeps = to - from <= 4 && patients[from..to].iter().sum::<u64>() >= least;
                sum = sum.filter(|_| keeps).map(|s: i64| s + cost(from, to));
                from = to;
            }
            best = [best, sum].into_iter().flatten().min();
        }
        let found = grouped(&patients, n, &PlaceRules { size, ..PlaceRules::default() }, &[]);
        match (found, best) {
            (Ok(found), Some(best)) => prop_assert_eq!(found.cost, best),
            (Ok(found), None) => prop_assert!(found.places.len() == 1 && found.places[0].too_small),
            (Err(_), best) => prop_assert!(best.is_none()),
        }
    });
}
