//! Files read one by one, and the account of them.

use super::kind::Kind;
use super::loaded::{Outcome, Reading, UsedFile};
use super::report::{Report, Unreadable};
use super::source::{Found, Source};
use crate::fault::{Fault, FaultCode, Faults};
use crate::practice::OdsCode;

/// Reads files one by one and keeps the account: files used, faults found.
#[derive(Debug)]
pub(crate) struct Reader {
    reading: Reading,
    pub used: Vec<UsedFile>,
    faults: Vec<Fault>,
    /// Faults that no reading may pass over.
    fatal: Vec<Fault>,
}

impl Reader {
    pub fn new(reading: Reading) -> Self {
        Self {
            reading,
            used: Vec::new(),
            faults: Vec::new(),
            fatal: Vec::new(),
        }
    }

    /// Reads one file; `None`, and its faults are kept, where it cannot be read to its end.
    pub fn read<T>(
        &mut self,
        found: &Found,
        passed_over: &[&Found],
        read: impl FnOnce(&Found, &mut Report) -> Result<(T, usize), Unreadable>,
    ) -> Option<T> {
        let mut report = Report::new(&found.path);
        match read(found, &mut report) {
            Ok((value, rows)) => {
                self.faults.extend(report.into_faults());
                self.used.push(UsedFile {
                    kind: found.kind,
                    path: found.path.clone(),
                    given: found.given.clone(),
                    sheet: found.sheet.clone(),
                    date: found.date,
                    rows,
                    passed_over: passed_over.iter().map(|f| f.path.clone()).collect(),
                });
                Some(value)
            }
            Err(Unreadable) => {
                self.fatal.extend(report.into_faults());
                None
            }
        }
    }

    /// Reads a file that only adds to others: of its faults only those count that may concern one of our
    /// practices, and a lenient reading does without the file where it cannot be read to its end.
    pub fn extra<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Option<T>,
        ours: impl Fn(OdsCode) -> bool,
    ) -> Option<T> {
        let (faults, fatal) = (self.faults.len(), self.fatal.len());
        let value = read(self);
        let mut new = self.faults.split_off(faults);
        if self.reading == Reading::Lenient {
            new.extend(self.fatal.split_off(fatal));
        }
        new.retain(|fault| fault.practice.is_none_or(&ours));
        self.faults.extend(new);
        value
    }

    pub fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    pub fn fatal(&mut self, fault: Fault) {
        self.fatal.push(fault);
    }

    /// Says that there is no file of this kind.
    pub fn lack<T>(&mut self, source: &Source, kind: Kind) -> Option<T> {
        self.fatal.push(missing_file(source, kind));
        None
    }

    /// The files and the faults that a lenient reading passed over.
    ///
    /// # Errors
    /// All faults, where they may not be passed over.
    pub fn finish(mut self) -> Result<(Vec<UsedFile>, Vec<Fault>), Faults> {
        if self.reading == Reading::Strict || !self.fatal.is_empty() {
            self.fatal.append(&mut self.faults);
        }
        Faults::none_or(self.fatal)?;
        Ok((self.used, self.faults))
    }

    /// What was read, with the account of it.
    ///
    /// # Errors
    /// As [`finish`](Self::finish).
    pub fn outcome<T>(self, value: Option<T>) -> Result<Outcome<T>, Faults> {
        let (used, faults) = self.finish()?;
        // Without a value there is a fault that no reading passes over.
        let none = || Faults::from(Fault::new(FaultCode::FileMissing, "no file could be read"));
        Ok(Outcome {
            value: value.ok_or_else(none)?,
            used,
            faults,
        })
    }
}

/// The fault of a kind of which there is no file, or none that is complete.
pub(crate) fn missing_file(source: &Source, kind: Kind) -> Fault {
    let incomplete = source
        .found
        .iter()
        .find_map(|f| Some((f, f.lacks.filter(|_| f.kind == kind)?)));
    if let Some((found, column)) = incomplete {
        let what = format!("it looks like {kind}, but has no column {column}");
        return Fault::new(FaultCode::ColumnMissing, what)
            .file(found.path.display().to_string())
            .line(1)
            .column(column);
    }
    let from = match (kind.publication(), kind.address()) {
        (Some(publication), Some(address)) => format!(" ({publication}, {address})"),
        _ => String::new(),
    };
    Fault::new(FaultCode::FileMissing, format!("{kind}: {}{from}", kind.gives()))
}
