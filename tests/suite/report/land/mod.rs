//! Areas on a map: closed, the right way round, none over another, and around their practices.

mod given;

use locality::practice::{Location, Practice, Practices};
use locality::problem::Problem;
use locality::report::land::{Land, Outlines, Polygon};
use locality::units::Patients;
use proptest::prelude::*;

fn at(east: i64, north: i64) -> Location {
    Location::new(east, north).expect("on the grid")
}

fn problem(points: &[Location]) -> Problem {
    let row = |(k, &place): (usize, &Location)| {
        Practice::new(
            format!("R{k:03}").parse().expect("a code"),
            "",
            place,
            Patients(9_000),
        )
    };
    let rows = points.iter().enumerate().map(row).collect();
    Problem::builder(Practices::new(rows).expect("a table"))
        .build()
        .expect("a problem")
}

fn outlines(problem: &Problem, networks: &[Vec<usize>]) -> Outlines {
    Land::of(problem).outlines(problem, networks)
}

/// Twice the area of a closed ring in square metres, by the shoelace formula.
fn doubled(ring: &[Location]) -> i128 {
    let east = |p: &Location| i128::from(p.easting());
    let north = |p: &Location| i128::from(p.northing());
    ring.windows(2)
        .map(|pair| east(&pair[0]) * north(&pair[1]) - east(&pair[1]) * north(&pair[0]))
        .sum()
}

/// Whether a point is in a polygon: a ray to the east crosses its rings an odd number of times.
fn inside(polygon: &Polygon, point: Location) -> bool {
    let (x, y) = (f64::from(point.easting()), f64::from(point.northing()));
    let mut odd = false;
    for pair in polygon.iter().flat_map(|ring| ring.windows(2)) {
        let [a, b] = [pair[0], pair[1]].map(|p| (f64::from(p.easting()), f64::from(p.northing())));
        if (a.1 > y) != (b.1 > y) && x < a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0) {
            odd = !odd;
        }
    }
    odd
}

/// How many areas of networks hold a point.
fn holders(found: &Outlines, point: Location) -> Vec<usize> {
    let holds = |&k: &usize| found.areas[k].iter().any(|polygon| inside(polygon, point));
    (0..found.areas.len()).filter(holds).collect()
}

fn check_rings(found: &Outlines) -> Result<(), TestCaseError> {
    for polygon in found.areas.iter().flatten() {
        for (k, ring) in polygon.iter().enumerate() {
            prop_assert!(ring.len() >= 4 && ring.first() == ring.last());
            prop_assert_eq!(
                doubled(ring) > 0,
                k == 0,
                "outer rings run counter-clockwise, others not"
            );
        }
    }
    Ok(())
}

/// ```text
///     0 0 0
///     0 1 0        network 1 lies in the middle of network 0, three kilometres from each practice to the next
///     0 0 0
/// ```
#[test]
fn a_network_around_another_has_a_hole() {
    let points: Vec<Location> = (0..9)
        .map(|k| at(400_000 + 3_000 * (k % 3), 300_000 + 3_000 * (k / 3)))
        .collect();
    let ring: Vec<usize> = (0..9).filter(|&k| k != 4).collect();
    let found = outlines(&problem(&points), &[ring, vec![4]]);
    let [around] = &found.areas[0][..] else {
        panic!("one piece: {:?}", found.areas[0])
    };
    let [middle] = &found.areas[1][..] else {
        panic!("one piece: {:?}", found.areas[1])
    };
    assert_eq!((around.len(), middle.len()), (2, 1));
    // The square of three kilometres around the middle is the hole.
    assert_eq!(
        (doubled(&middle[0]), doubled(&around[1])),
        (18_000_000, -18_000_000)
    );
    assert_eq!(holders(&found, points[4]), [1]);
    assert_eq!(found.beside, [(0, 1)].into());
}

#[test]
fn a_practice_alone_has_a_round_area() {
    let found = outlines(&problem(&[at(400_000, 300_000)]), &[vec![0]]);
    let [polygon] = &found.areas[0][..] else {
        panic!("one piece")
    };
    // A polygon of sixteen sides around a circle of one kilometre, within a few metres of rounding.
    assert_eq!(polygon[0].len(), 17);
    let area = doubled(&polygon[0]) as f64 / 2.0;
    let expected = 16.0 * (std::f64::consts::PI / 16.0).tan() * 1e6;
    assert!((area / expected - 1.0).abs() < 0.005, "{area} {expected}");
}

#[test]
fn networks_in_one_building_stand_side_by_side() {
    let points = [at(400_000, 300_000); 4];
    let found = outlines(&problem(&points), &[vec![0], vec![1, 2], vec![3]]);
    assert!(found.areas.iter().all(|area| area.len() == 1), "{found:?}");
    assert_eq!(found.beside, [(0, 1), (0, 2), (1, 2)].into());
}

#[test]
fn no_network_is_no_area() {
    let found = outlines(&problem(&[at(0, 0), at(700_000, 1_300_000)]), &[]);
    assert!(found.areas.is_empty() && found.beside.is_empty());
    // At the corners of the grid an area is cut, not lost.
    let found = outlines(&problem(&[at(0, 0), at(700_000, 1_300_000)]), &[vec![0], vec![1]]);
    assert!(found.areas.iter().all(|area| area.len() == 1), "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn areas_hold_their_practices_and_nobody_elses(
        rows in prop::collection::btree_map((0..14_i64, 0..14_i64), 0..5_usize, 1..40)
    ) {
        // On a lattice many points are on one line or on one circle, which is where triangulations have a choice.
        let points: Vec<Location> = rows.keys().map(|&(x, y)| at(400_000 + 900 * x, 300_000 + 900 * y)).collect();
        let mut networks = vec![Vec::new(); 4];
        for (i, &network) in rows.values().enumerate() {
            // The fifth is none.
            if let Some(members) = networks.get_mut(network) {
                members.push(i);
            }
        }
        let found = outlines(&problem(&points), &networks);
        check_rings(&found)?;
        for (i, &network) in rows.values().enumerate() {
            let expected: Vec<usize> = (network < 4).then_some(network).into_iter().collect();
            prop_assert_eq!(holders(&found, points[i]), expected);
        }
        // Somewhere off the lattice: in the area of the nearest practice, or in none where it is far from all.
        for k in 0..100 {
            let point = at(399_000 + 137 * k, 299_000 + (k * k * 53) % 14_011);
            let mut distances: Vec<(u64, usize)> =
                rows.values().zip(&points).map(|(&network, &p)| (p.squared_distance(point), network)).collect();
            distances.sort_unstable();
            let (nearest, network) = distances[0];
            let found = holders(&found, point);
            // Borders are rounded to metres, so that near them either is right.
            let clear = distances.iter().all(|&(d, other)| other == network || d.isqrt() > nearest.isqrt() + 10);
            prop_assert!(!clear || found.iter().all(|&other| other == network), "{point:?} {found:?} {distances:?}");
            prop_assert!(!(clear && nearest < 950 * 950 && network < 4) || found == [network], "{point:?} {found:?}");
        }
    }
}
