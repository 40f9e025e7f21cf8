//! assumptions.csv: every parameter with its source.

use locality::assumption::Assumption;
use locality::report::Folder;
use locality::report::column::Column;
use locality::report::sheet::{Cell, Sheet};
use std::error::Error;

pub fn write(stated: &[Assumption], out: &mut Folder) -> Result<(), Box<dyn Error>> {
    let mut sheet = Sheet::new([
        Column::code("topic", "The calculation that used the parameter."),
        Column::text("parameter", "What it is."),
        Column::text("value", "Its value, as it was used."),
        Column::text("unit", "What the value counts."),
        Column::text("source", "Publisher, document and year; or: set by the caller."),
        Column::flag(
            "verified",
            "Whether the value was seen in that source; false for a default that nobody has checked.",
        ),
    ]);
    for row in stated {
        sheet.row([
            Cell::code(row.topic),
            Cell::text(&row.parameter),
            Cell::text(&row.value),
            Cell::text(&row.unit),
            Cell::text(&row.source),
            Cell::flag(row.verified),
        ]);
    }
    Ok(out.sheet("assumptions.csv", &sheet)?)
}
