//! Re-checks the fit and the documented errors of the drive-time estimate from the published times.

use crate::data;
use flate2::read::GzDecoder;
use locality::practice::Location;
use locality::travel::drive_time;
use locality::units::Metres;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A straight line in metres and a published time in seconds.
type Drive = (u64, u64);

const LONGEST: u64 = 200_000;
const BANDS: [(u64, u64); 7] = [(0, 1), (1, 2), (2, 5), (5, 10), (10, 20), (20, 40), (40, 80)];
const ESTIMATE: &str = include_str!("../../../src/travel/drive.rs");

#[test]
fn the_documented_errors_are_those_of_the_published_times() {
    let Some(folder) = data::folder("the_documented_errors_are_those_of_the_published_times") else {
        return;
    };
    let (_, held_out) = from_small_areas(&folder);
    let mut rows = errors(&held_out, &BANDS[..5]);
    rows.extend(errors(&held_out, &[(1, 20), (20, 40), (40, 80)]));
    let between = between_hospitals(&folder);
    rows.extend(errors(&between, &[(5, 10), (10, 20), (20, 40), (40, 80)]));
    for row in rows {
        assert!(ESTIMATE.contains(&row), "the docs of drive_time lack: {row}");
    }
}

#[test]
fn no_knot_can_be_moved_for_a_better_fit() {
    let Some(folder) = data::folder("no_knot_can_be_moved_for_a_better_fit") else {
        return;
    };
    let (fitted, _) = from_small_areas(&folder);
    let knots = [0, 1_000, 2_000, 5_000, 10_000, 20_000, 40_000, 80_000, LONGEST];
    for (k, &knot) in knots.iter().enumerate() {
        let before = if k > 0 { knots[k - 1] } else { 0 };
        let after = knots.get(k + 1).copied().unwrap_or(LONGEST);
        // How much of a move of this knot by one second reaches an estimate at this distance.
        let share = |d: u64| {
            if d < knot {
                (d - before) as f64 / (knot - before) as f64
            } else if after > knot {
                (after - d) as f64 / (after - knot) as f64
            } else {
                1.0
            }
        };
        let near: Vec<&Drive> = fitted
            .iter()
            .filter(|(d, _)| (before..=after).contains(d))
            .collect();
        let total = |by: f64| -> f64 {
            let error =
                |&&(d, t): &&Drive| (drive_time(Metres(d)).get() as f64 + by * share(d) - t as f64).abs();
            near.iter().map(error).sum()
        };
        for by in [-15.0, 15.0] {
            assert!(
                total(by) > total(0.0),
                "the knot at {knot} m should move by {by} s"
            );
        }
    }
}

/// The published times from small areas to hospitals: those fitted, and those to every fifth hospital.
fn from_small_areas(folder: &Path) -> (Vec<Drive>, Vec<Drive>) {
    let hospitals = hospitals(folder);
    let areas = unpacked(&folder.join("geography/LSOA_Dec_2011_PWC_in_England_and_Wales_2022.csv.gz"));
    let mut centroids = BTreeMap::new();
    for row in csv::Reader::from_reader(areas.as_bytes()).records() {
        let row = row.expect("a row");
        centroids.insert(row[2].to_string(), at(&row[4], &row[5]));
    }
    let times = unpacked(&folder.join("travel/lsoa_travel_time_matrix_calibrated.csv.gz"));
    let mut reader = csv::Reader::from_reader(times.as_bytes());
    let to: Vec<Location> = reader
        .headers()
        .expect("a header")
        .iter()
        .skip(1)
        .map(|name| hospitals[name])
        .collect();
    let (mut fitted, mut held_out) = (Vec::new(), Vec::new());
    for row in reader.records() {
        let row = row.expect("a row");
        let from = centroids[&row[0]];
        for (k, (cell, there)) in row.iter().skip(1).zip(&to).enumerate() {
            let distance = from.straight_line(*there).get();
            // One small area lacks some times.
            if cell.is_empty() || distance > LONGEST {
                continue;
            }
            let side = if (k + 1) % 5 == 0 {
                &mut held_out
            } else {
                &mut fitted
            };
            side.push((distance, seconds(cell)));
        }
    }
    (fitted, held_out)
}

fn between_hospitals(folder: &Path) -> Vec<Drive> {
    let hospitals = hospitals(folder);
    let mut reader =
        csv::Reader::from_path(folder.join("travel/inter_hospital_time_calibrated.csv")).expect("a file");
    let names = reader.headers().expect("a header").clone();
    let mut drives = Vec::new();
    for row in reader.records() {
        let row = row.expect("a row");
        for (name, cell) in names
            .iter()
            .zip(&row)
            .skip(1)
            .filter(|(name, _)| *name != &row[0])
        {
            drives.push((
                hospitals[&row[0]].straight_line(hospitals[name]).get(),
                seconds(cell),
            ));
        }
    }
    drives
}

/// One row of the docs for each band of kilometres.
fn errors(drives: &[Drive], bands: &[(u64, u64)]) -> Vec<String> {
    let row = |&(from, to): &(u64, u64)| {
        let inside = drives
            .iter()
            .filter(|(d, _)| (from * 1_000..to * 1_000).contains(d));
        let mut errors: Vec<u64> = inside
            .map(|&(d, t)| drive_time(Metres(d)).get().abs_diff(t))
            .collect();
        errors.sort_unstable();
        let count = errors.len();
        format!(
            "| {from}-{to} km | {count} | {} | {} |",
            errors[count / 2],
            errors[count * 9 / 10]
        )
    };
    bands.iter().map(row).collect()
}

fn hospitals(folder: &Path) -> BTreeMap<String, Location> {
    let mut reader = csv::Reader::from_path(folder.join("travel/unit_postcodes_coords.csv")).expect("a file");
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| (row[0].to_string(), at(&row[1], &row[2])))
        .collect()
}

fn at(east: &str, north: &str) -> Location {
    let metres = |text: &str| text.parse::<f64>().expect("a number").round() as i64;
    Location::new(metres(east), metres(north)).expect("on the grid")
}

fn seconds(minutes: &str) -> u64 {
    (minutes.parse::<f64>().expect("minutes") * 60.0).round() as u64
}

fn unpacked(path: &Path) -> String {
    let mut text = String::new();
    GzDecoder::new(File::open(path).expect("a file"))
        .read_to_string(&mut text)
        .expect("text");
    text
}
