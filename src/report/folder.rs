//! A folder of results.

use super::column::Column;
use super::dictionary::{self, Dictionary};
use super::file_name::is_safe;
use super::sheet::Sheet;
use super::workbook::Workbook;
use crate::disk::{self, WriteError};
use crate::fault::FaultCode;
use std::io;
use std::path::{Path, PathBuf};

/// The name of the workbook's file.
const WORKBOOK: &str = "workbook.xlsx";

/// A folder that results are written to: each file at once (see [`disk`]), each in the folder itself, each column described in
/// `data_dictionary.csv`.
///
/// ```
/// use locality::report::Folder;
/// use locality::report::column::Column;
/// use locality::report::sheet::{Cell, Sheet};
/// let place = tempfile::tempdir()?;
/// let mut out = Folder::open(place.path().join("results"))?;
/// let mut sheet = Sheet::new([Column::code("practice_code", "The practice.")]);
/// sheet.row([Cell::code("A81001")]);
/// out.sheet("plan.csv", &sheet)?;
/// assert!(out.write("../plan.csv", "").is_err());
/// assert_eq!(out.finish()?, ["plan.csv", "data_dictionary.csv"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    dictionary: Dictionary,
    workbook: Option<Workbook>,
    written: Vec<String>,
}

impl Folder {
    /// The folder at this path, made where it is not there.
    ///
    /// # Errors
    /// `O001` where it cannot be made, or is a file.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, WriteError> {
        let path = path.into();
        match std::fs::create_dir_all(&path) {
            Ok(()) => Ok(Self {
                path,
                dictionary: Dictionary::default(),
                workbook: None,
                written: Vec::new(),
            }),
            Err(source) => Err(WriteError {
                code: FaultCode::FileNotWritten,
                path,
                source,
            }),
        }
    }

    /// The same, which puts its sheets into this workbook too; it becomes `workbook.xlsx` at the end.
    #[must_use]
    pub fn with_workbook(mut self, workbook: Workbook) -> Self {
        self.workbook = Some(workbook);
        self
    }

    /// The folder of this name inside it, made where it is not there. A symbolic link is refused: it may lead out of the folder.
    ///
    /// # Errors
    /// `O001` where it cannot be made, or is a file or a link; `O002` where the name is none.
    pub fn inside(&self, name: &str) -> Result<Self, WriteError> {
        let path = self.named(name)?;
        let folder = Self::open(&path)?;
        match std::fs::symlink_metadata(&path) {
            Ok(found) if found.is_dir() => Ok(folder),
            Ok(_) => Err(WriteError {
                code: FaultCode::FileNotWritten,
                path,
                source: io::Error::other("this is a link, which may lead out of the folder"),
            }),
            Err(source) => Err(WriteError {
                code: FaultCode::FileNotWritten,
                path,
                source,
            }),
        }
    }

    /// Writes the content into the file of this name, as [`disk::write`] does. Names from data become names of files by
    /// [`safe_name`](super::safe_name).
    ///
    /// # Errors
    /// `O001` where it cannot be written; `O002` where the name would not be a file in the folder.
    pub fn write(&mut self, name: &str, content: impl AsRef<[u8]>) -> Result<(), WriteError> {
        disk::write(self.named(name)?, content)?;
        if !self.written.iter().any(|written| written == name) {
            self.written.push(name.to_owned());
        }
        Ok(())
    }

    /// Writes the sheet as CSV, and notes its columns for the dictionary.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn sheet<const N: usize>(&mut self, name: &str, sheet: &Sheet<N>) -> Result<(), WriteError> {
        self.write(name, sheet.to_string())?;
        self.dictionary.add(name, sheet);
        if let Some(workbook) = &mut self.workbook {
            let title = Column::text(name.trim_end_matches(".csv").to_owned(), "").title();
            workbook.table(&title, &title, sheet);
        }
        Ok(())
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The columns of the sheets so far.
    #[must_use]
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// The workbook so far; `None` where there is none.
    #[must_use]
    pub fn workbook(&self) -> Option<&Workbook> {
        self.workbook.as_ref()
    }

    /// Writes the workbook where there is one, the dictionary where there was a sheet, and returns the names of the files in the order in which they were written.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn finish(mut self) -> Result<Vec<String>, WriteError> {
        if let Some(workbook) = self.workbook.take() {
            let bytes = workbook.to_xlsx().map_err(|error| WriteError {
                code: FaultCode::FileNotWritten,
                path: self.path.join(WORKBOOK),
                source: io::Error::other(error),
            })?;
            self.write(WORKBOOK, bytes)?;
        }
        if !self.dictionary.is_empty() {
            self.write(dictionary::FILE, self.dictionary.sheet().to_string())?;
        }
        Ok(self.written)
    }

    fn named(&self, name: &str) -> Result<PathBuf, WriteError> {
        match is_safe(name) {
            true => Ok(self.path.join(name)),
            false => Err(WriteError {
                code: FaultCode::FileName,
                path: self.path.clone(),
                source: io::Error::new(io::ErrorKind::InvalidInput, format!("{name:?}")),
            }),
        }
    }
}
