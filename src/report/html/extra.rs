//! Further tables: hubs, staff, money, a rollout.

use crate::report::column::{Column, Kind};
use crate::report::sheet::{Cell, Sheet};
use crate::report::workbook::Workbook;
use crate::units::Patients;

/// A table of more rows is for a spreadsheet; the page says so, and names the file.
const LONGEST: usize = 200;

/// A table that was handed in.
#[derive(Clone, Debug)]
pub(super) struct Extra {
    pub title: String,
    pub about: String,
    pub heads: Vec<Head>,
    /// None where there are too many.
    pub rows: Vec<Vec<Value>>,
    /// How many rows there are, in words, where they are too many to be shown.
    pub left_out: Option<String>,
}

/// A column.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// Its name for people, with the unit.
    pub title: String,
    pub meaning: String,
    /// Whether it holds numbers.
    pub number: bool,
}

/// A cell.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub shown: String,
    /// What it is sorted by, where it is a number.
    pub number: Option<String>,
}

impl Extra {
    pub fn of_sheet<const N: usize>(title: &str, about: &str, sheet: &Sheet<N>) -> Self {
        let heads = sheet.columns().iter().map(|column: &Column| Head {
            title: column.title(),
            meaning: column.meaning().to_owned(),
            number: is_number(column.kind()),
        });
        Self::new(
            title,
            about,
            heads.collect(),
            sheet.rows().iter().map(|row| &row[..]),
        )
    }

    /// Each table of the workbook.
    pub fn of_workbook(workbook: &Workbook, about: &str) -> Vec<Self> {
        let tables = workbook.tables.iter().map(|page| {
            let number = |k: usize| {
                let mut kinds = page.rows.iter().filter_map(|row| row.get(k)?.kind());
                let all = kinds.clone().all(is_number);
                kinds.next().is_some() && all
            };
            let heads = page.columns.iter().enumerate().map(|(k, head)| Head {
                title: head.title.clone(),
                meaning: head.note.clone(),
                number: number(k),
            });
            let rows = page.rows.iter().map(|row| &row[..]);
            Self::new(&page.title, about, heads.collect(), rows)
        });
        tables.collect()
    }

    fn new<'c>(
        title: &str,
        about: &str,
        heads: Vec<Head>,
        rows: impl ExactSizeIterator<Item = &'c [Cell]>,
    ) -> Self {
        let count = rows.len();
        let left_out = (count > LONGEST).then(|| Patients(count as u64).to_string());
        Self {
            title: title.to_owned(),
            about: about.to_owned(),
            heads,
            rows: match left_out {
                Some(_) => Vec::new(),
                None => rows.map(|row| row.iter().map(value).collect()).collect(),
            },
            left_out,
        }
    }
}

fn is_number(kind: Kind) -> bool {
    matches!(kind, Kind::Whole | Kind::Decimal)
}

fn value(cell: &Cell) -> Value {
    let text = cell.as_str();
    let number = cell.kind().is_some_and(is_number).then(|| text.to_owned());
    let shown = match (cell.kind(), text.parse::<u64>()) {
        // A year has no comma; nothing else below 10,000 needs one.
        (Some(Kind::Whole), Ok(whole)) if whole >= 10_000 => Patients(whole).to_string(),
        (Some(Kind::Flag), _) => if text == "true" { "yes" } else { "no" }.to_owned(),
        _ => text.to_owned(),
    };
    Value { shown, number }
}
