//! Sheets read back as they were written, and hold no formula.

use locality::report::column::Column;
use locality::report::sheet::{Cell, Sheet, harmless};
use proptest::prelude::*;

fn read(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows = reader
        .records()
        .map(|row| row.expect("as many cells as the header"));
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

#[test]
fn formulas_become_text_and_numbers_stay_numbers() {
    let mut sheet = Sheet::new([
        Column::text("name", "A name."),
        Column::whole("change", "patients", "A number."),
        Column::flag("hub", "A flag."),
        Column::text("note", "Nothing."),
    ]);
    for name in ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1"] {
        sheet.row([
            Cell::text(name),
            Cell::number(-5),
            Cell::flag(true),
            Cell::empty(),
        ]);
    }
    for row in &read(&sheet.to_string())[1..] {
        assert!(row[0].starts_with('\''), "{row:?}");
        assert_eq!(row[1..], ["-5", "true", ""]);
    }
}

proptest! {
    #[test]
    fn every_text_comes_back(rows in prop::collection::vec(["\\PC{0,8}", "[=+@,\"\r\n\t a-]{0,6}"], 0..8)) {
        let mut sheet = Sheet::new([Column::text("first", "One."), Column::text("second", "Another.")]);
        for [first, second] in &rows {
            sheet.row([Cell::text(first), Cell::text(second)]);
        }
        let back = read(&sheet.to_string());
        prop_assert_eq!(back.len(), rows.len() + 1);
        for (back, [first, second]) in back[1..].iter().zip(&rows) {
            prop_assert_eq!(&back[..], [harmless(first).into_owned(), harmless(second).into_owned()]);
            prop_assert!(back.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t'])));
        }
    }
}
