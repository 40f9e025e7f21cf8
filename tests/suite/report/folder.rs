//! A folder of results: names stay inside, columns are described.

use super::county;
use locality::change::Moves;
use locality::plan::Plan;
use locality::report::column::{Column, Kind};
use locality::report::sheet::{Cell, Sheet};
use locality::report::{Folder, moves_sheet, networks_sheet, plan_sheet, safe_name};
use proptest::prelude::*;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path};

/// What somebody may call an area who wishes us ill.
const WICKED: [&str; 14] = [
    "../plan.csv",
    "/etc/passwd",
    "..",
    ".",
    "",
    "a/b",
    "a\\b",
    "nul\0l",
    "CON",
    "con.csv",
    "LPT1.txt",
    ".hidden",
    "trailing.",
    "C:plan.csv",
];

#[test]
fn wicked_names_are_refused_and_can_be_made_safe() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let mut out = Folder::open(place.path().join("out")).expect("a folder");
    for name in WICKED {
        let error = out.write(name, "text").expect_err(name);
        assert_eq!(error.code.code(), "O002", "{error}");
        out.write(&safe_name(name), "text").expect("safe");
    }
    let inside = fs::read_dir(out.path()).expect("a folder").count();
    assert_eq!(inside, WICKED.len(), "each has a file of its own");
    assert_eq!(
        fs::read_dir(place.path()).expect("a folder").count(),
        1,
        "nothing lies outside"
    );
}

#[test]
fn plain_names_stay_as_they_are() {
    for name in ["plan.csv", "QT6.plan.csv", "U12345.md", "histogram-cost.svg"] {
        assert_eq!(safe_name(name), name);
    }
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let (out, elsewhere) = (place.path().join("out"), place.path().join("elsewhere"));
    fs::create_dir(&elsewhere).expect("a folder");
    fs::write(elsewhere.join("plan.csv"), "kept").expect("a file");
    let mut out = Folder::open(out).expect("a folder");
    // A file that is a link is replaced, and what it points to stays.
    std::os::unix::fs::symlink(elsewhere.join("plan.csv"), out.path().join("plan.csv")).expect("a link");
    out.write("plan.csv", "new").expect("written");
    assert_eq!(
        fs::read_to_string(elsewhere.join("plan.csv")).expect("there"),
        "kept"
    );
    assert_eq!(
        fs::read_to_string(out.path().join("plan.csv")).expect("there"),
        "new"
    );
    // A folder that is a link is refused.
    std::os::unix::fs::symlink(&elsewhere, out.path().join("letters")).expect("a link");
    let error = out.inside("letters").expect_err("a link");
    assert!(
        error.to_string().contains("O001") && error.to_string().contains("link"),
        "{error}"
    );
    assert_eq!(fs::read_dir(&elsewhere).expect("a folder").count(), 1);
}

/// Files with their columns.
type Columns = BTreeSet<(String, String)>;

/// The columns that the files have, and those that the dictionary describes.
fn columns_of(folder: &Path) -> (Columns, Columns) {
    let (mut there, mut described) = (BTreeSet::new(), BTreeSet::new());
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|ending| ending == "csv") {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let mut reader = csv::Reader::from_path(&path).expect("a file");
            let header = reader.headers().expect("a header").clone();
            there.extend(header.iter().map(|column| (name.clone(), column.to_owned())));
        }
    }
    let mut reader = csv::Reader::from_path(folder.join("data_dictionary.csv")).expect("a dictionary");
    for row in reader.records() {
        let row = row.expect("a row");
        assert!(row[4].ends_with('.'), "{row:?} has no sentence");
        assert_ne!(
            row[2].ends_with("number"),
            row[3].is_empty(),
            "{row:?}: numbers have units, others have none"
        );
        assert!(
            described.insert((row[0].to_owned(), row[1].to_owned())),
            "{row:?} stands twice"
        );
    }
    (there, described)
}

#[test]
fn every_column_is_described_and_no_other() {
    let (problem, plan, assessment) = county::today();
    let practices = problem.practices();
    let moves = Moves::between(practices, &Plan::default(), &plan);
    let place = tempfile::tempdir().expect("a temporary folder");
    let mut out = Folder::open(place.path()).expect("a folder");
    out.sheet("plan.csv", &plan_sheet(&problem, &plan, &assessment))
        .expect("written");
    out.sheet("networks.csv", &networks_sheet(&problem, &assessment))
        .expect("written");
    out.sheet("moves.csv", &moves_sheet(practices, &moves, "2026-07-01"))
        .expect("written");
    // The same file again: its columns do not stand twice.
    out.sheet("networks.csv", &networks_sheet(&problem, &assessment))
        .expect("written");
    let ensemble = super::ensemble::drawn();
    out.sheet("ensemble.csv", &locality::report::ensemble_sheet(&ensemble))
        .expect("written");
    out.sheet("standing.csv", &locality::report::standing_sheet(&ensemble, &[]))
        .expect("written");
    out.sheet("stability.csv", &locality::report::stability_sheet(&ensemble))
        .expect("written");
    out.sheet("together.csv", &locality::report::together_sheet(&ensemble))
        .expect("written");
    let written = out.finish().expect("written");
    assert_eq!(written.len(), 8);
    let (there, described) = columns_of(place.path());
    assert_eq!(there, described);
}

#[test]
fn cells_are_of_the_kind_that_their_column_says() {
    fn check<const N: usize>(sheet: &Sheet<N>) {
        for row in sheet.rows() {
            for (cell, column) in row.iter().zip(sheet.columns()) {
                assert!(
                    cell.kind().is_none_or(|kind| kind == column.kind()),
                    "{column:?}: {cell:?}"
                );
            }
        }
    }
    let (problem, plan, assessment) = county::today();
    let moves = Moves::between(problem.practices(), &Plan::default(), &plan);
    check(&plan_sheet(&problem, &plan, &assessment));
    check(&networks_sheet(&problem, &assessment));
    check(&moves_sheet(problem.practices(), &moves, ""));
    let ensemble = super::ensemble::drawn();
    check(&locality::report::ensemble_sheet(&ensemble));
    check(&locality::report::stability_sheet(&ensemble));
    check(&locality::report::together_sheet(&ensemble));
}

#[derive(Serialize)]
struct Line {
    name: &'static str,
    patients: u64,
    near: Option<bool>,
}

#[test]
fn typed_rows_are_a_sheet_when_every_field_has_its_column() {
    let rows = [
        Line {
            name: "=1",
            patients: 7,
            near: None,
        },
        Line {
            name: "b",
            patients: 8,
            near: Some(true),
        },
    ];
    let name = Column::text("name", "A name.");
    let patients = Column::whole("patients", "patients", "How many.");
    let near = Column::flag("near", "Whether.");
    let sheet = Sheet::of_rows([name.clone(), patients.clone(), near.clone()], &rows).expect("a sheet");
    assert_eq!(sheet.to_string(), "name,patients,near\n'=1,7,\nb,8,true\n");
    assert_eq!(sheet.rows()[0][1].kind(), Some(Kind::Whole));
    assert_eq!(sheet.rows()[0][2], Cell::empty());
    let faults = Sheet::of_rows([patients, name, near], &rows).expect_err("another order");
    assert_eq!(faults.as_slice()[0].code.code(), "O003");
}

proptest! {
    /// Whatever a text is, its name is one file in the folder, and another text has another name.
    #[test]
    fn safe_names_are_one_plain_part_and_differ(one in any::<String>(), other in "[./a-c%:]{0,6}", third in "[./a-c%:]{0,6}") {
        for text in [&one, &other] {
            let name = safe_name(text);
            let parts: Vec<Component<'_>> = Path::new(&name).components().collect();
            prop_assert!(matches!(parts[..], [Component::Normal(_)]), "{name:?}");
            prop_assert!(name.len() <= 120 && !name.starts_with('.') && !name.ends_with('.'));
            prop_assert!(name.bytes().all(|b| b.is_ascii_graphic() && !b"/\\:*?\"<>|".contains(&b)));
        }
        // A lone per cent sign stands for nothing at all and for itself it is written otherwise.
        prop_assert_eq!(other == third, safe_name(&other) == safe_name(&third));
    }
}
