//! Comma-separated values that a spreadsheet may open without harm.

use std::borrow::Cow;
use std::fmt;

/// A sheet of `N` columns: a header, then the rows. Written as RFC 4180 says, but with bare line feeds.
///
/// Cells are numbers, written as they are; texts, made harmless by [`harmless`]; or codes, which other programs look up and
/// which therefore never change.
///
/// ```
/// use locality::report::sheet::{Cell, Sheet};
/// let mut sheet = Sheet::new(["practice_code", "name", "metres"]);
/// sheet.row([Cell::code("SYN000001"), Cell::text("Mill Lane, Surgery"), Cell::number(1_250)]);
/// assert_eq!(
///     sheet.to_string(),
///     "practice_code,name,metres\nSYN000001,\"Mill Lane, Surgery\",1250\n"
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Sheet<const N: usize> {
    rows: Vec<[Cell; N]>,
}

/// What stands in one column of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell(String);

impl Cell {
    /// A text, such as a name; made harmless.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self(harmless(text).into_owned())
    }

    /// A code or an identifier, as it is.
    #[must_use]
    pub fn code(code: impl fmt::Display) -> Self {
        Self(code.to_string())
    }

    /// A whole number, without separators of thousands; may be negative.
    #[must_use]
    pub fn number(number: impl Into<i128>) -> Self {
        Self(number.into().to_string())
    }

    /// `true` or `false`.
    #[must_use]
    pub fn flag(flag: bool) -> Self {
        Self(flag.to_string())
    }

    /// Nothing, where there is nothing to say.
    #[must_use]
    pub fn empty() -> Self {
        Self(String::new())
    }
}

impl AsRef<[u8]> for Cell {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl<const N: usize> Sheet<N> {
    /// A sheet with this header and no row.
    #[must_use]
    pub fn new(header: [&str; N]) -> Self {
        Self {
            rows: vec![header.map(Cell::text)],
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: [Cell; N]) {
        self.rows.push(cells);
    }
}

impl<const N: usize> fmt::Display for Sheet<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Rows of one length in memory: neither step below has a way to fail.
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in &self.rows {
            writer.write_record(row).map_err(|_| fmt::Error)?;
        }
        let bytes = writer.into_inner().map_err(|_| fmt::Error)?;
        f.write_str(std::str::from_utf8(&bytes).map_err(|_| fmt::Error)?)
    }
}

/// The text as a spreadsheet may show it. One that begins with `=`, `+`, `-`, `@`, a tab or a line break
/// would be taken for a formula, which may do harm; it gets an apostrophe before it, which spreadsheets
/// read as "this is text" (OWASP, CSV Injection). A program that reads the file back drops the apostrophe.
///
/// ```
/// use locality::report::sheet::harmless;
/// assert_eq!(harmless("=2+2"), "'=2+2");
/// assert_eq!(harmless("Mill Lane"), "Mill Lane");
/// ```
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}
