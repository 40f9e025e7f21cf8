//! Who moves, as a sheet: the change notice.

use super::column::Column;
use super::sheet::{Cell, Sheet};
use crate::change::Moves;
use crate::practice::{AreaLevel, Practices};

/// A line for each practice that moves, with the columns of the partner file that NHS England publishes (practice, its sub-ICB,
/// network, whether the two match) and of the change notice: from, to, patients, the day from which it holds (as given).
///
/// ```
/// use locality::change::Moves;
/// use locality::plan::Plan;
/// let county = locality::synthetic::county();
/// let moves = Moves::between(&county, &Plan::default(), &Plan::today(&county));
/// let text = locality::report::moves_csv(&county, &moves, "2026-07-01");
/// assert_eq!(text.lines().count(), moves.moves.len() + 1);
/// ```
#[must_use]
pub fn moves_csv(practices: &Practices, moves: &Moves, effective: &str) -> String {
    moves_sheet(practices, moves, effective).to_string()
}

/// The same as a sheet, with what its columns mean.
#[must_use]
pub fn moves_sheet(practices: &Practices, moves: &Moves, effective: &str) -> Sheet<8> {
    let mut sheet = Sheet::new([
        Column::code(
            "Partner Organisation Code",
            "The practice that moves, by its ODS code.",
        ),
        Column::text("Partner Name", "Its name as published."),
        Column::code(
            "Practice Parent Sub ICB Location Code",
            "The sub-ICB that it is in.",
        ),
        Column::code(
            "From PCN Code",
            "The network that it leaves; empty where it was in none.",
        ),
        Column::code(
            "To PCN Code",
            "The network that it joins, by the name of the one that this carries on or by a new name; empty where it is in none.",
        ),
        Column::whole("Registered Patients", "patients", "Its registered patients."),
        Column::text(
            "Practice Sub ICB and PCN Sub ICB Match?",
            "Y where most patients of the network that it joins are in its own sub-ICB, N where not.",
        ),
        Column::code(
            "Effective Date",
            "The day from which it holds, as it was given; empty where it is open.",
        ),
    ]);
    let code = |name: Option<&str>| name.map_or_else(Cell::empty, Cell::code);
    for row in &moves.moves {
        let practice = practices.get(row.practice);
        let area = practice.and_then(|p| p.area(AreaLevel::SubIcb));
        sheet.row([
            Cell::code(row.practice),
            practice.map_or_else(Cell::empty, |p| Cell::text(&p.name)),
            code(area.map(|area| area.code.as_str())),
            code(row.from.as_deref()),
            code(row.to.as_deref()),
            Cell::number(row.patients.0),
            Cell::text(if row.crosses { "N" } else { "Y" }),
            Cell::code(effective),
        ]);
    }
    sheet
}
