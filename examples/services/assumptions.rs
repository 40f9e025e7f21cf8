//! assumptions.csv: every parameter with its source.

use locality::assumption::Assumption;
use locality::report::files;
use locality::report::sheet::{Cell, Sheet};
use std::error::Error;
use std::path::Path;

pub fn write(stated: &[Assumption], out: &Path) -> Result<(), Box<dyn Error>> {
    let mut sheet = Sheet::new(["topic", "parameter", "value", "unit", "source", "verified"]);
    for row in stated {
        sheet.row([
            Cell::text(row.topic),
            Cell::text(&row.parameter),
            Cell::text(&row.value),
            Cell::text(&row.unit),
            Cell::text(&row.source),
            Cell::flag(row.verified),
        ]);
    }
    Ok(files::write(out.join("assumptions.csv"), sheet.to_string())?)
}
