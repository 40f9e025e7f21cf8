//! Plain text tables for a console.

use std::fmt;

/// On which side the cells of a column are flush.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Left,
    /// Numbers, so that their digits stand below each other.
    Right,
}

/// A table of `N` columns, shown with two spaces between the columns. The header holds the units.
///
/// ```
/// use locality::report::table::{Side, Table};
/// use locality::units::{Metres, Patients};
/// let mut table = Table::new([("hub", Side::Left), ("patients", Side::Right), ("mean travel", Side::Right)]);
/// table.row(["Mill Lane".into(), Patients(41_624).to_string(), Metres(850).to_string()]);
/// table.row(["Oak".into(), Patients(9_100).to_string(), Metres(1_250).to_string()]);
/// assert_eq!(table.to_string(), "\
/// hub        patients  mean travel
/// ---------  --------  -----------
/// Mill Lane    41,624        850 m
/// Oak           9,100      1,250 m
/// ");
/// ```
#[derive(Clone, Debug)]
pub struct Table<const N: usize> {
    columns: [(String, Side); N],
    rows: Vec<[String; N]>,
}

impl<const N: usize> Table<N> {
    /// A table with these column heads and no row.
    #[must_use]
    pub fn new(columns: [(&str, Side); N]) -> Self {
        Self {
            columns: columns.map(|(head, side)| (one_line(head), side)),
            rows: Vec::new(),
        }
    }

    /// Adds a row. Line breaks and other control characters become spaces, so that a row stays a line.
    pub fn row(&mut self, cells: [String; N]) {
        self.rows.push(cells.map(|cell| one_line(&cell)));
    }
}

impl<const N: usize> fmt::Display for Table<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads = self.columns.each_ref().map(|(head, _)| head.as_str());
        let mut widths = heads.map(|head| head.chars().count());
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        let rules = widths.map(|width| "-".repeat(width));
        self.line(f, heads, widths)?;
        self.line(f, rules.each_ref().map(String::as_str), widths)?;
        for row in &self.rows {
            self.line(f, row.each_ref().map(String::as_str), widths)?;
        }
        Ok(())
    }
}

impl<const N: usize> Table<N> {
    fn line(&self, f: &mut fmt::Formatter<'_>, cells: [&str; N], widths: [usize; N]) -> fmt::Result {
        let mut line = String::new();
        for ((cell, width), (_, side)) in cells.iter().zip(widths).zip(&self.columns) {
            line += &match side {
                Side::Left => format!("{cell:<width$}  "),
                Side::Right => format!("{cell:>width$}  "),
            };
        }
        writeln!(f, "{}", line.trim_end())
    }
}

fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}
