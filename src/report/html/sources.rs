//! Where the numbers come from: files, their hashes, and the lines that their licences ask for.

use crate::nhs::{Kind, UsedFile};
use crate::units::Patients;

/// A file as the page lists it.
pub(super) struct FileRow {
    pub what: String,
    pub publication: &'static str,
    pub name: String,
    pub date: String,
    pub rows: String,
    pub sha256: String,
}

impl FileRow {
    pub fn of(file: &UsedFile) -> Self {
        Self {
            what: file.kind.title().to_owned(),
            publication: file.kind.publication().unwrap_or("not a published file"),
            // The folder is of the machine that read it, and of no use to others.
            name: file
                .path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            date: file.date.map_or_else(String::new, |date| date.to_string()),
            rows: Patients(file.rows as u64).to_string(),
            sha256: file
                .sha256()
                .unwrap_or_else(|error| format!("not known: {error}")),
        }
    }
}

/// The lines that the licences of these kinds of files ask for, each once.
pub(super) fn licences(kinds: impl Iterator<Item = Kind> + Clone) -> Vec<&'static str> {
    let mut lines: Vec<&'static str> = Vec::new();
    for line in kinds.flat_map(|kind| kind.licences().iter().copied()) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}
