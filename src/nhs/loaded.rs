//! What came of reading: the practices, and an account of every file, practice and patient.

use super::date::Date;
use super::kind::Kind;
use crate::fault::Fault;
use crate::practice::Practices;
use crate::units::Patients;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// What to do about faults in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Reading {
    /// Any fault in a file that is used is an error; all of them are returned.
    Strict,
    /// Rows at fault are left out and accounted for. Lists, a map or a directory that cannot be read to their
    /// end are an error still, because what they would have held cannot be accounted for; a register is done
    /// without.
    Lenient,
}

/// Why a practice is not among the practices. Only [`Twice`](Self::Twice), [`Unreadable`](Self::Unreadable)
/// and [`NoLocation`](Self::NoLocation) are faults; the others are normal in published files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Why {
    /// Its list is empty or not given.
    EmptyList,
    /// It has a list, but the map, which is of another month, does not know it: it closed or opened in
    /// between.
    NotInMap,
    /// It stands in the map, but has no list.
    NoList,
    /// It closed within the year of the payments.
    Closed,
    /// It was paid, but is not a GP practice.
    NotAPractice,
    /// Its postcodes are in no directory, or without a grid reference there.
    NoLocation,
    /// Its code stands twice; the first row counts.
    Twice,
    /// The row cannot be read. Its patients are counted where their number can be read, else as none.
    Unreadable,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::EmptyList => "empty list",
            Self::NotInMap => "not in the practice map",
            Self::NoList => "in the map, without a list",
            Self::Closed => "closed within the year",
            Self::NotAPractice => "not a GP practice",
            Self::NoLocation => "postcode in no directory",
            Self::Twice => "code stands twice",
            Self::Unreadable => "row cannot be read",
        })
    }
}

/// A practice that is in the file of list sizes or in the map, but not among the practices.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct LeftOut {
    /// Its code as the file has it.
    pub practice: String,
    /// Its patients.
    pub patients: Patients,
    /// Why.
    pub why: Why,
}

/// A file that was read, and those of its kind that were not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UsedFile {
    /// What it was used for.
    pub kind: Kind,
    /// The file, or the name under which its bytes were given.
    pub path: PathBuf,
    /// Its bytes, where they were given.
    #[serde(skip)]
    pub given: Option<Arc<[u8]>>,
    /// The sheet, in a workbook.
    pub sheet: Option<String>,
    /// Its extract date, where its rows carry one.
    pub date: Option<Date>,
    /// Its rows, without the header.
    pub rows: usize,
    /// Files of the same kind that were not used for it, mostly of other months.
    pub passed_over: Vec<PathBuf>,
}

impl UsedFile {
    /// The SHA-256 hash of the file as it lies on the disk now, or of the bytes that were given, in 64 hexadecimal digits: two who have the same hash have the same
    /// file. O(bytes).
    ///
    /// ```
    /// # let folder = tempfile::tempdir()?;
    /// let path = folder.path().join("practices.csv");
    /// std::fs::write(&path, "practice_code,list_size,easting,northing\nA10001,5996,182500,44900\n")?;
    /// let loaded = locality::nhs::Source::open(&[&path])?.practices(locality::nhs::Reading::Strict)?;
    /// assert_eq!(loaded.used[0].sha256()?.len(), 64);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// What the operating system says where the file can no longer be read.
    pub fn sha256(&self) -> io::Result<String> {
        match &self.given {
            Some(bytes) => Ok(crate::disk::digits(&Sha256::digest(bytes))),
            None => Ok(crate::disk::sha256(&self.path)?.0),
        }
    }
}

impl fmt::Display for UsedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind, self.path.display())?;
        if let Some(sheet) = &self.sheet {
            write!(f, ", sheet {sheet}")?;
        }
        if let Some(date) = self.date {
            write!(f, ", {date}")?;
        }
        write!(f, ", {} rows", Patients(self.rows as u64))?;
        match self.passed_over.len() {
            0 => Ok(()),
            others => write!(f, "; passed over {others} more of this kind"),
        }
    }
}

/// A table that was read, with the files that it came from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome<T> {
    /// What was read.
    pub value: T,
    /// The files that it came from.
    pub used: Vec<UsedFile>,
    /// The faults that a lenient reading passed over; their rows are not in it. Empty after a strict one.
    pub faults: Vec<Fault>,
}

/// The practices, and what became of every practice and every patient of the files.
///
/// The patients of the practices and of those left out are together [all patients](Self::patients_in_file)
/// of the file of list sizes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Loaded {
    /// The practices.
    pub practices: Practices,
    /// The files that they came from.
    pub used: Vec<UsedFile>,
    /// Practices that were left out, sorted by code.
    pub left_out: Vec<LeftOut>,
    /// All patients in the file of list sizes, as far as their number can be read.
    pub patients_in_file: Patients,
    /// Kinds of files that would have added something.
    pub missing: Vec<Kind>,
    /// The faults that a lenient reading passed over. Empty after a strict one.
    pub faults: Vec<Fault>,
}

impl Loaded {
    /// The patients of practices that were left out.
    #[must_use]
    pub fn patients_left_out(&self) -> Patients {
        self.left_out.iter().map(|l| l.patients).sum()
    }

    /// How many practices and patients were left out for each reason.
    #[must_use]
    pub fn left_out_by_reason(&self) -> Vec<(Why, usize, Patients)> {
        let mut reasons: Vec<Why> = self.left_out.iter().map(|l| l.why).collect();
        reasons.sort_unstable();
        reasons.dedup();
        let count = |why| {
            let these = self.left_out.iter().filter(|l| l.why == why);
            (why, these.clone().count(), these.map(|l| l.patients).sum())
        };
        reasons.into_iter().map(count).collect()
    }
}

impl fmt::Display for Loaded {
    /// What was read from where, and what was left out, a line each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = Patients(self.practices.len() as u64);
        write!(f, "{number} practices, {} patients", self.practices.patients())?;
        for file in &self.used {
            write!(f, "\n  {file}")?;
        }
        for (why, practices, patients) in self.left_out_by_reason() {
            write!(
                f,
                "\n  left out, {why}: {practices} practices, {patients} patients"
            )?;
        }
        if !self.faults.is_empty() {
            write!(f, "\n  faults passed over: {}", self.faults.len())?;
        }
        for kind in &self.missing {
            write!(f, "\n  missing: {kind}, for {}", kind.gives())?;
        }
        Ok(())
    }
}
