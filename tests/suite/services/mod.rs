//! The tables that the example `services` writes, read back.

// The example's own modules, one a table; some of what they hold is for its command line only.
#[path = "../../../examples/common/mod.rs"]
#[allow(dead_code)]
pub(crate) mod common;
#[path = "../../../examples/common/console.rs"]
mod console;

#[path = "../../../examples/services/area_totals.rs"]
mod area_totals;
#[path = "../../../examples/services/budget.rs"]
mod budget;
#[path = "../../../examples/services/curve.rs"]
mod curve;
#[path = "../../../examples/services/funding.rs"]
mod funding;
#[path = "../../../examples/services/need.rs"]
mod need;
#[path = "../../../examples/services/plan.rs"]
mod plan;
#[path = "../../../examples/services/premises.rs"]
mod premises;
#[path = "../../../examples/services/rollout.rs"]
mod rollout;
#[path = "../../../examples/services/scene.rs"]
#[allow(dead_code)]
mod scene;
#[path = "../../../examples/services/shares.rs"]
mod shares;
#[path = "../../../examples/services/workforce.rs"]
mod workforce;

mod england;
mod tables;

use locality::report::Folder;
use std::collections::BTreeMap;
use std::path::Path;
use tempfile::TempDir;

/// What tables are written into.
fn files(folder: &TempDir) -> Folder {
    Folder::open(folder.path()).expect("a folder")
}

/// A table as it was written: each row by the names of its columns.
fn rows(folder: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(folder.join(name)).expect("the table");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// Pence of an amount in pounds with two decimals.
fn pence(pounds: &str) -> i64 {
    let (whole, part) = pounds.split_once('.').expect("two decimals");
    assert_eq!(part.len(), 2, "{pounds}");
    format!("{whole}{part}").parse().expect("pounds")
}

fn number(row: &BTreeMap<String, String>, column: &str) -> u64 {
    row[column].parse().expect("a whole number")
}
