//! Land that is given: an outline around it, and small areas in place of cells.

use super::{at, check_rings, doubled, holders, problem};
use crate::data;
use locality::fault::FaultCode;
use locality::nhs::{Boundaries, Reading, Source};
use locality::plan::Plan;
use locality::practice::{Flows, Location, OdsCode};
use locality::problem::Problem;
use locality::report::land::{Land, Outlines};
use locality::units::Patients;
use proptest::prelude::*;

/// A rectangle of the grid, kilometres from 400,000, 300,000.
fn rectangle(code: &str, west: i64, south: i64, east: i64, north: i64) -> String {
    let corner = |x: i64, y: i64| format!("[{},{}]", 400_000 + 1_000 * x, 300_000 + 1_000 * y);
    // Clockwise, as many files have it.
    let line = [
        (west, south),
        (west, north),
        (east, north),
        (east, south),
        (west, south),
    ];
    let line = line.map(|(x, y)| corner(x, y)).join(",");
    format!(
        r#"{{"type":"Feature","properties":{{"name":"Somewhere","LSOA21CD":"{code}"}},"geometry":{{"type":"Polygon","coordinates":[[{line}]]}}}}"#
    )
}

fn boundaries(features: &[String]) -> Boundaries {
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        features.join(",")
    );
    Boundaries::read(&text, "made-up.geojson").expect("boundaries")
}

/// Twice the square metres of a network's area.
fn twice(found: &Outlines, k: usize) -> i128 {
    found.areas[k].iter().flatten().map(|ring| doubled(ring)).sum()
}

/// Square metres of a network's area.
fn area(found: &Outlines, k: usize) -> i128 {
    twice(found, k) / 2
}

/// ```text
///   +--------+--------+
///   |   0    |    1   |   four kilometres apart; the outline is ten by six, and the border midway
///   +--------+--------+
/// ```
#[test]
fn an_outline_is_filled_and_nothing_beyond_it() {
    let problem = problem(&[at(403_000, 303_000), at(407_000, 303_000)]);
    // In two parts, and one without a practice, which is not drawn.
    let outline = boundaries(&[
        rectangle("a", 0, 0, 6, 6),
        rectangle("b", 6, 0, 10, 6),
        rectangle("c", 10, 0, 20, 6),
    ]);
    let land = Land::within(&problem, &outline).expect("land");
    let found = land.outlines(&problem, &[vec![0], vec![1]]);
    assert_eq!([area(&found, 0), area(&found, 1)], [30_000_000; 2]);
    assert_eq!(found.beside, [(0, 1)].into());
    for (point, holder) in [(at(400_500, 300_500), 0), (at(409_500, 305_500), 1)] {
        assert_eq!(holders(&found, point), [holder]);
    }
    assert_eq!(holders(&found, at(403_000, 306_500)), [] as [usize; 0]);
}

#[test]
fn an_outline_somewhere_else_is_refused() {
    let problem = problem(&[at(403_000, 303_000)]);
    let faults = Land::within(&problem, &boundaries(&[rectangle("a", 50, 50, 60, 60)])).expect_err("a fault");
    assert_eq!(faults.as_slice()[0].code, FaultCode::BoundariesMisfit);
    assert!(faults.to_string().contains("made-up.geojson"), "{faults}");
}

/// ```text
///   +---+---+---+---+
///   | a | b | c | d |     patients   R000 (network 0): a 900, b 400, c 500
///   +---+---+---+---+                R001 (network 1): b 600, c 500, d 9
/// ```
/// a is 0's, b is 1's, c by equal numbers the first's, d has too few: the median patient's area has 1,000.
#[test]
fn a_small_area_goes_with_most_of_its_patients() {
    let problem = problem(&[at(400_500, 300_500), at(403_500, 300_500)]);
    let areas: Vec<String> = ["a", "b", "c", "d"]
        .iter()
        .zip(0..)
        .map(|(code, x)| rectangle(code, x, 0, x + 1, 1))
        .collect();
    let code = |k: usize| -> OdsCode { format!("R{k:03}").parse().expect("a code") };
    let rows = [
        (0, "a", 900),
        (0, "b", 400),
        (0, "c", 500),
        (1, "b", 600),
        (1, "c", 500),
        (1, "d", 9),
    ];
    let rows = rows.map(|(k, area, patients)| (code(k), area, Patients(patients)));
    let flows = Flows::new(problem.practices(), rows).expect("flows");
    let land = Land::of(&problem)
        .small_areas(&boundaries(&areas), &flows)
        .expect("land");
    let found = land.outlines(&problem, &[vec![0], vec![1]]);
    assert_eq!([area(&found, 0), area(&found, 1)], [2_000_000, 1_000_000]);
    assert_eq!(found.areas[0].len(), 2, "b lies between a and c");
    assert_eq!(holders(&found, at(402_500, 300_500)), [0]);
    assert_eq!(holders(&found, at(403_500, 300_500)), [] as [usize; 0]);
    // Where 0 is in no network, c has as many who are in none: the network comes first; a is nobody's.
    let found = land.outlines(&problem, &[vec![1]]);
    assert_eq!(area(&found, 0), 2_000_000);
}

#[test]
fn small_areas_without_a_known_code_are_refused() {
    let problem = problem(&[at(400_500, 300_500)]);
    let rows = [("R000".parse().expect("a code"), "E01000001", Patients(9))];
    let flows = Flows::new(problem.practices(), rows).expect("flows");
    let faults = Land::of(&problem).small_areas(&boundaries(&[rectangle("W01", 0, 0, 1, 1)]), &flows);
    let faults = faults.expect_err("a fault");
    assert_eq!(faults.as_slice()[0].code, FaultCode::BoundariesMisfit);
    assert!(faults.to_string().contains("E01000001"), "{faults}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Squares of a board, each some network's: what is put together is exactly these squares, in lines that touch themselves nowhere.
    #[test]
    fn squares_of_a_board_are_put_together(owners in prop::collection::vec(0..4_usize, 30)) {
        let problem = problem(&[at(400_500, 300_500), at(401_500, 300_500), at(402_500, 300_500), at(403_500, 300_500)]);
        let square = |k: i64| rectangle(&format!("S{k:02}"), k % 6, k / 6, k % 6 + 1, k / 6 + 1);
        let board: Vec<String> = (0..30).map(square).collect();
        let names: Vec<String> = (0..30).map(|k| format!("S{k:02}")).collect();
        let rows = owners.iter().zip(&names).map(|(k, name)| {
            (format!("R{k:03}").parse().expect("a code"), name.as_str(), Patients(1_000))
        });
        let flows = Flows::new(problem.practices(), rows).expect("flows");
        let land = Land::of(&problem).small_areas(&boundaries(&board), &flows).expect("land");
        // The fourth practice is in no network.
        let found = land.outlines(&problem, &[vec![0], vec![1], vec![2]]);
        check_rings(&found)?;
        for (k, &owner) in (0_i64..).zip(&owners) {
            let middle = at(400_500 + 1_000 * (k % 6), 300_500 + 1_000 * (k / 6));
            let expected: Vec<usize> = (owner < 3).then_some(owner).into_iter().collect();
            prop_assert_eq!(holders(&found, middle), expected);
        }
        for (k, network) in found.areas.iter().enumerate() {
            let squares = owners.iter().filter(|&&owner| owner == k).count();
            prop_assert_eq!(area(&found, k), 1_000_000 * squares as i128);
            for ring in network.iter().flatten() {
                let mut corners: Vec<Location> = ring[1..].to_vec();
                corners.sort_unstable();
                corners.dedup();
                prop_assert_eq!(corners.len(), ring.len() - 1);
            }
        }
    }
}

/// Today's networks of Staffordshire on its small areas, whose polygons are those of 2011: all land of networks is land of some small area, and none
/// is drawn twice.
#[test]
fn small_areas_of_staffordshire() {
    let Some(data) = data::folder("small_areas_of_staffordshire") else {
        return;
    };
    let source = Source::open(&[data.join("england-2025"), data.join("geography")]).expect("files");
    let here = source
        .practices(Reading::Strict)
        .expect("practices")
        .practices
        .area("QNC");
    let problem = Problem::builder(here.expect("an area"))
        .build()
        .expect("a problem");
    let registrations = source
        .registrations(Reading::Lenient)
        .expect("registrations")
        .value;
    let rows: Vec<(OdsCode, String, Patients)> = (registrations.as_slice().iter())
        .map(|row| (row.practice, row.lsoa.to_string(), row.patients))
        .collect();
    let rows = rows
        .iter()
        .map(|(code, area, patients)| (*code, area.as_str(), *patients));
    let (flows, _) = Flows::among(problem.practices(), rows);
    let areas = Boundaries::open(&data.join("geography/lsoa2011_boundaries_three_areas.geojson.gz"));
    let land = Land::of(&problem)
        .small_areas(&areas.expect("boundaries"), &flows)
        .expect("land");
    let assessment = locality::assess::assess(&problem, &Plan::today(problem.practices()));
    let index = |code: &OdsCode| problem.practices().index_of(*code);
    let networks: Vec<Vec<usize>> = (assessment.networks.iter())
        .map(|network| network.practices.iter().filter_map(index).collect())
        .collect();
    let found = land.outlines(&problem, &networks);
    check_rings(&found).expect("rings");
    assert!(found.areas.iter().all(|area| !area.is_empty()));
    // Together they are as large as all of them as one network.
    let sum: i128 = (0..networks.len()).map(|k| twice(&found, k)).sum();
    let all = land.outlines(&problem, &[networks.concat()]);
    assert_eq!(sum, twice(&all, 0));
    // The county has 2,700 square kilometres (ONS, Standard Area Measurements 2011), some LSOAs have other codes now.
    assert!((2_200..2_800).contains(&(sum / 2_000_000)), "{sum}");
}
