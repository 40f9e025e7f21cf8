//! A fault, and all that were found.

use super::FaultCode;
use crate::ods_code::OdsCode;
use serde::Serialize;
use std::fmt;

/// One thing that is wrong, where it is, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The kind of fault.
    pub code: FaultCode,
    /// What was found, with the values at fault.
    pub what: String,
    /// The file, where it came from one.
    pub file: Option<String>,
    /// The line in the file, counted from 1.
    pub line: Option<u64>,
    /// The column's name in the header, or its number where there is no header.
    pub column: Option<String>,
    /// The practice that it concerns.
    pub practice: Option<OdsCode>,
}

impl Fault {
    /// A fault of this kind, with what was found.
    #[must_use]
    pub fn new(code: FaultCode, what: impl Into<String>) -> Self {
        Self {
            code,
            what: what.into(),
            file: None,
            line: None,
            column: None,
            practice: None,
        }
    }

    /// What a reader of TOML says, on one line, at its line of the text.
    pub(crate) fn in_toml(code: FaultCode, text: &str, error: &toml::de::Error) -> Self {
        let fault = Self::new(code, error.message());
        match error.span().and_then(|span| text.get(..span.start)) {
            Some(before) => fault.line(1 + before.matches('\n').count() as u64),
            None => fault,
        }
    }

    /// The same fault in this file.
    #[must_use]
    pub fn file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// The same fault at this line, counted from 1.
    #[must_use]
    pub fn line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// The same fault in this column.
    #[must_use]
    pub fn column(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }

    /// The same fault, of this practice.
    #[must_use]
    pub fn practice(mut self, practice: OdsCode) -> Self {
        self.practice = Some(practice);
        self
    }
}

impl fmt::Display for Fault {
    /// One line: `epraccur.csv:17 column 10: L003 a value cannot be read: "TS1" is not a postcode; correct ...`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}")?;
            if let Some(line) = self.line {
                write!(f, ":{line}")?;
            }
            if let Some(column) = &self.column {
                write!(f, " column {column}")?;
            }
            write!(f, ": ")?;
        } else if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        write!(
            f,
            "{} {}: {}; {}",
            self.code.code(),
            self.code.meaning(),
            self.what,
            self.code.remedy()
        )
    }
}

/// All that is wrong, in the order in which it was found; at least one fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(transparent)]
pub struct Faults(Vec<Fault>);

/// So many faults are written out; the rest are counted.
const SHOWN: usize = 20;

impl Faults {
    /// `Ok` when there is no fault.
    ///
    /// # Errors
    /// The faults, when there is one or more.
    pub fn none_or(faults: Vec<Fault>) -> Result<(), Self> {
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Self(faults))
        }
    }

    /// The faults in the order in which they were found.
    #[must_use]
    pub fn as_slice(&self) -> &[Fault] {
        &self.0
    }

    /// The faults, to be merged with others.
    #[must_use]
    pub fn into_vec(self) -> Vec<Fault> {
        self.0
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self(vec![fault])
    }
}

impl fmt::Display for Faults {
    /// One line a fault, at most twenty, then how many more there are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.0.iter().take(SHOWN).enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{fault}")?;
        }
        if self.0.len() > SHOWN {
            write!(f, "\nand {} more", self.0.len() - SHOWN)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_reads_as_one_line() {
        let fault = Fault::new(FaultCode::EmptyList, "A1 has no registered patient")
            .file("practices.csv")
            .line(7)
            .column("list_size");
        assert_eq!(
            fault.to_string(),
            "practices.csv:7 column list_size: P002 a practice has an empty list: A1 has no registered \
             patient; leave the practice out, or correct its list size"
        );
    }
}
