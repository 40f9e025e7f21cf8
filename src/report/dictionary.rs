//! The data dictionary: what every column of every sheet means.

use super::column::{Column, Kind};
use super::sheet::{Cell, Sheet};
use std::collections::BTreeSet;

/// The name of its file.
pub const FILE: &str = "data_dictionary.csv";

/// The columns of several sheets, each with its meaning and with what stands in it.
///
/// It is filled with the sheets themselves, so that no column can be written without being described.
///
/// ```
/// use locality::report::Dictionary;
/// use locality::report::column::Column;
/// use locality::report::sheet::{Cell, Sheet};
/// let mut sheet = Sheet::new([Column::whole("patients", "patients", "Registered patients.")]);
/// sheet.row([Cell::number(41_000)]);
/// sheet.row([Cell::number(9_000)]);
/// let mut dictionary = Dictionary::default();
/// dictionary.add("networks.csv", &sheet);
/// let text = dictionary.sheet().to_string();
/// assert!(text.contains("\nnetworks.csv,patients,whole number,patients,Registered patients.,9000 to 41000\n"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    rows: Vec<[Cell; 6]>,
}

impl Dictionary {
    /// Adds the columns of a sheet that is written to this file, in place of those that were there for it. O(cells).
    pub fn add<const N: usize>(&mut self, file: &str, sheet: &Sheet<N>) {
        self.rows.retain(|row| row[0].as_str() != file);
        for (k, column) in sheet.columns().iter().enumerate() {
            let cells = sheet.rows().iter().map(|row| &row[k]);
            let seen = seen(column.kind(), cells);
            self.rows.push(row(file, column, &seen));
        }
    }

    /// Whether no sheet was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The dictionary as a sheet, a row a column, its own columns last.
    #[must_use]
    pub fn sheet(&self) -> Sheet<6> {
        let columns = [
            Column::code("file", "The file that has the column."),
            Column::code("column", "The name of the column in the file's header."),
            Column::text("type", "What kind of value it holds."),
            Column::text("unit", "What its numbers count; empty where there are none."),
            Column::text("meaning", "What it says."),
            Column::text(
                "values_here",
                "The least and the greatest number, or an example, from this very file; empty where all its cells are.",
            ),
        ];
        let mut sheet = Sheet::new(columns.clone());
        for cells in &self.rows {
            sheet.row(cells.clone());
        }
        for column in &columns {
            sheet.row(row(FILE, column, ""));
        }
        sheet
    }
}

fn row(file: &str, column: &Column, seen: &str) -> [Cell; 6] {
    [
        Cell::code(file),
        Cell::code(column.name()),
        Cell::text(&column.kind().to_string()),
        Cell::text(column.unit()),
        Cell::text(column.meaning()),
        Cell::text(seen),
    ]
}

/// What stands in a column: the range of numbers, the flags there are, or the first text.
fn seen<'a>(kind: Kind, cells: impl Iterator<Item = &'a Cell>) -> String {
    let mut texts = cells.map(Cell::as_str).filter(|text| !text.is_empty());
    match kind {
        Kind::Text | Kind::Code => texts.next().unwrap_or_default().to_owned(),
        Kind::Flag => {
            let flags: BTreeSet<&str> = texts.collect();
            flags.into_iter().collect::<Vec<_>>().join(", ")
        }
        Kind::Whole | Kind::Decimal => {
            let numbers = texts.filter_map(|text| Some((text.parse::<f64>().ok()?, text)));
            let numbers: Vec<(f64, &str)> = numbers.collect();
            let least = numbers.iter().min_by(|a, b| a.0.total_cmp(&b.0));
            let most = numbers.iter().max_by(|a, b| a.0.total_cmp(&b.0));
            match least.zip(most) {
                Some(((_, least), (_, most))) => format!("{least} to {most}"),
                None => String::new(),
            }
        }
    }
}
