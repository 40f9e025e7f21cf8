//! Comma-separated values that a spreadsheet may open without harm.

use super::column::{Column, Kind};
use crate::fault::{Fault, FaultCode, Faults};
use serde::Serialize;
use std::borrow::Cow;
use std::fmt;

/// A sheet of `N` columns: what they mean, then the rows. Shown as CSV as RFC 4180 says, but with bare line feeds.
///
/// Cells are numbers, written as they are; texts, made harmless by [`harmless`]; or codes, which other programs look up and
/// which therefore never change.
///
/// ```
/// use locality::report::column::Column;
/// use locality::report::sheet::{Cell, Sheet};
/// let mut sheet = Sheet::new([
///     Column::code("practice_code", "The practice."),
///     Column::text("name", "Its name."),
///     Column::whole("metres", "metres", "How far it is."),
/// ]);
/// sheet.row([Cell::code("SYN000001"), Cell::text("Mill Lane, Surgery"), Cell::number(1_250)]);
/// assert_eq!(
///     sheet.to_string(),
///     "practice_code,name,metres\nSYN000001,\"Mill Lane, Surgery\",1250\n"
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Sheet<const N: usize> {
    columns: [Column; N],
    rows: Vec<[Cell; N]>,
}

/// What stands in one column of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    text: String,
    /// Empty cells have none.
    kind: Option<Kind>,
}

impl Cell {
    /// A text, such as a name; made harmless in CSV.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::of(Kind::Text, text.to_owned())
    }

    /// A code or an identifier, as it is.
    #[must_use]
    pub fn code(code: impl fmt::Display) -> Self {
        Self::of(Kind::Code, code.to_string())
    }

    /// A whole number, without separators of thousands; may be negative.
    #[must_use]
    pub fn number(number: impl Into<i128>) -> Self {
        Self::of(Kind::Whole, number.into().to_string())
    }

    /// A number with decimals, as it is written: digits with a point, such as `12.50`.
    #[must_use]
    pub fn decimal(number: impl fmt::Display) -> Self {
        Self::of(Kind::Decimal, number.to_string())
    }

    /// `true` or `false`.
    #[must_use]
    pub fn flag(flag: bool) -> Self {
        Self::of(Kind::Flag, flag.to_string())
    }

    /// Nothing, where there is nothing to say.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            text: String::new(),
            kind: None,
        }
    }

    fn of(kind: Kind, text: String) -> Self {
        Self {
            kind: (!text.is_empty()).then_some(kind),
            text,
        }
    }

    /// What stands in it, not made harmless.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What kind of value it is; `None` for an empty cell.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        self.kind
    }

    /// As it stands in a CSV file.
    fn written(&self) -> Cow<'_, str> {
        match self.kind {
            Some(Kind::Text) => harmless(&self.text),
            _ => Cow::Borrowed(&self.text),
        }
    }
}

impl<const N: usize> Sheet<N> {
    /// A sheet with these columns and no row.
    #[must_use]
    pub fn new(columns: [Column; N]) -> Self {
        Self {
            columns,
            rows: Vec::new(),
        }
    }

    /// A sheet of typed rows, a field a column.
    ///
    /// # Errors
    /// `O003` where the fields of the rows are not the columns, in their order.
    pub fn of_rows<T: Serialize>(columns: [Column; N], rows: &[T]) -> Result<Self, Faults> {
        let refuse = |what: String| Faults::from(Fault::new(FaultCode::ColumnsMisfit, what));
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in rows {
            writer.serialize(row).map_err(|error| refuse(error.to_string()))?;
        }
        let bytes = writer.into_inner().map_err(|error| refuse(error.to_string()))?;
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let mut sheet = Self::new(columns);
        let fields = reader.headers().map_err(|error| refuse(error.to_string()))?;
        if !rows.is_empty() && !fields.iter().eq(sheet.columns.iter().map(Column::name)) {
            let columns: Vec<&str> = sheet.columns.iter().map(Column::name).collect();
            return Err(refuse(format!("fields {fields:?}, columns {columns:?}")));
        }
        for record in reader.records() {
            let record = record.map_err(|error| refuse(error.to_string()))?;
            let cell = |k: usize| {
                let text = record.get(k).unwrap_or_default();
                Cell::of(sheet.columns[k].kind(), text.to_owned())
            };
            let row = std::array::from_fn(cell);
            sheet.row(row);
        }
        Ok(sheet)
    }

    /// Adds a row.
    pub fn row(&mut self, cells: [Cell; N]) {
        self.rows.push(cells);
    }

    /// What the columns mean.
    #[must_use]
    pub fn columns(&self) -> &[Column; N] {
        &self.columns
    }

    /// The rows, in the order in which they were added.
    #[must_use]
    pub fn rows(&self) -> &[[Cell; N]] {
        &self.rows
    }
}

impl<const N: usize> fmt::Display for Sheet<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Rows of one length in memory: no step below has a way to fail.
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header = self.columns.each_ref().map(Column::name);
        writer.write_record(header).map_err(|_| fmt::Error)?;
        for row in &self.rows {
            let cells = row.each_ref().map(Cell::written);
            let bytes = cells.iter().map(|cell| cell.as_bytes());
            writer.write_record(bytes).map_err(|_| fmt::Error)?;
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
