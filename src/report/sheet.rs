//! Comma-separated values that a spreadsheet may open without harm.

use std::borrow::Cow;
use std::fmt;

/// A sheet of `N` columns, written as RFC 4180 says but with bare line feeds: a header, then the rows.
///
/// Cells are either numbers, written as they are, or texts, made harmless by [`harmless`].
///
/// ```
/// use locality::report::sheet::{Cell, Sheet};
/// let mut sheet = Sheet::new(["practice_code", "name", "metres"]);
/// sheet.row([Cell::text("SYN000001"), Cell::text("Mill Lane, Surgery"), Cell::number(1_250)]);
/// assert_eq!(
///     sheet.to_string(),
///     "practice_code,name,metres\nSYN000001,\"Mill Lane, Surgery\",1250\n"
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Sheet<const N: usize> {
    text: String,
}

/// What stands in one column of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell(String);

impl Cell {
    /// A text, such as a name; made harmless and quoted where needed.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self(quoted(&harmless(text)).into_owned())
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

impl<const N: usize> Sheet<N> {
    /// A sheet with this header and no row.
    #[must_use]
    pub fn new(header: [&str; N]) -> Self {
        let mut sheet = Self { text: String::new() };
        sheet.row(header.map(Cell::text));
        sheet
    }

    /// Adds a row.
    pub fn row(&mut self, cells: [Cell; N]) {
        for (column, cell) in cells.iter().enumerate() {
            if column > 0 {
                self.text.push(',');
            }
            self.text.push_str(&cell.0);
        }
        self.text.push('\n');
    }
}

impl<const N: usize> fmt::Display for Sheet<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
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

/// In quotation marks where the text holds a comma, a quotation mark or a line break, or where a reader
/// might trim it.
fn quoted(text: &str) -> Cow<'_, str> {
    let plain = !text.contains([',', '"', '\n', '\r']) && text.trim() == text;
    if plain {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
}
