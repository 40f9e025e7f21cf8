//! The yardstick graph on the published practices, against the plainest means.

use super::{brute, points};
use crate::data;
use locality::graph::{PracticeGraph, YARDSTICK_NEAREST};
use locality::practice::{Location, Practice, Practices};
use locality::units::Patients;
use std::collections::BTreeMap;

/// All practices of January 2022 up to the band's upper end, by integrated care board.
fn boards(folder: &std::path::Path) -> BTreeMap<String, Vec<Practice>> {
    let mut reader = csv::Reader::from_path(folder.join("england-2022/practices.csv")).expect("a file");
    let mut boards: BTreeMap<String, Vec<Practice>> = BTreeMap::new();
    for row in reader.deserialize::<BTreeMap<String, String>>() {
        let row = row.expect("a row");
        let number = |name: &str| row[name].parse::<i64>().expect("a number");
        let place = Location::new(number("easting"), number("northing")).expect("on the grid");
        let list = Patients(number("list_size") as u64);
        if list <= Patients(50_000) {
            let code = row["practice_code"].parse().expect("a code");
            boards
                .entry(row["icb_code"].clone())
                .or_default()
                .push(Practice::new(code, "", place, list));
        }
    }
    boards
}

#[test]
fn the_yardstick_graph_of_every_board_is_exact() {
    let Some(folder) = data::folder("the_yardstick_graph_of_every_board_is_exact") else {
        return;
    };
    let boards = boards(&folder);
    assert_eq!(boards.len(), 42);
    for (board, rows) in boards {
        let practices = Practices::new(rows).expect("a table");
        let points: Vec<Location> = practices.iter().map(|p| p.location).collect();
        let mut expected = brute::gabriel(&points);
        expected.extend(brute::nearest(&points, YARDSTICK_NEAREST));
        let found = PracticeGraph::yardstick(&practices);
        assert!(found.edges().eq(expected), "{board}");
        assert_eq!(found.components().len(), 1, "{board}");
    }
}

#[test]
fn a_thousand_made_up_practices_in_towns_are_exact() {
    let points = points::towns(1_000, 7);
    let mut expected = brute::gabriel(&points);
    expected.extend(brute::nearest(&points, 5));
    let found = PracticeGraph::builder_at(&points)
        .gabriel()
        .nearest(5)
        .build()
        .expect("no fault");
    assert!(found.edges().eq(expected));
}
