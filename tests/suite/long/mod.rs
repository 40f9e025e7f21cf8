//! Long runs from outside: programs that are killed, lack room or end early, and what is the same in every run.

mod killed;
mod refused;
mod replay;
mod same;
mod signals;

use crate::engine::columns::region;
use crate::engine::without_times;
use locality::engine::solution::SolutionFile;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The program of this name as it was built beside this one; none, said aloud, where it was not: `cargo test` builds all of them,
/// `cargo test --test suite` none.
pub fn example(name: &str, test: &str) -> Option<PathBuf> {
    let here = std::env::current_exe().ok()?;
    let path = here.parent()?.parent()?.join("examples").join(name);
    if !path.is_file() {
        eprintln!(
            "SKIPPED {test}: {} is not there; cargo build --examples",
            path.display()
        );
        return None;
    }
    Some(path)
}

/// A made-up region of so many practices as a file in the folder.
fn instance_in(folder: &Path, practices: usize) -> PathBuf {
    let path = folder.join("instance.json");
    let text = serde_json::to_string(&region(practices)).expect("an instance is JSON");
    std::fs::write(&path, text).expect("it can be written");
    path
}

/// The solution in the file without what a clock says of it; the file is whole.
fn timeless(path: &Path) -> SolutionFile {
    let text = std::fs::read_to_string(path).expect("it is there");
    let mut file: SolutionFile = serde_json::from_str(&text).expect("it is whole");
    if let Some(record) = &mut file.record {
        without_times(record);
    }
    file
}

/// The names of the files in a folder but for those that a killed process left behind, which everyone can tell.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let names = entries.map(|entry| {
        entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    let mut names: Vec<String> = names
        .filter(|name| !name.starts_with(locality::disk::TEMPORARY))
        .collect();
    names.sort();
    names
}

/// Runs a command to its end: its exit status, and what it said on standard error.
fn ended(command: &mut Command) -> (Option<i32>, String) {
    let output = command.output().expect("it starts");
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}
