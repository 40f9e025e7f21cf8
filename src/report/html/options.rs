//! Plans side by side, as a table.

use super::words::percent;
use crate::assess::Assessment;
use crate::change::Moves;
use crate::units::Patients;

/// A plan among others.
pub(super) struct Choice<'a> {
    pub name: String,
    pub assessment: &'a Assessment,
    /// From today's networks; absent where these are not known.
    pub moves: Option<Moves>,
}

/// A measure of every plan.
pub(super) struct Row {
    pub what: &'static str,
    pub cells: Vec<String>,
}

/// The measures of the plans, a row each.
pub(super) fn rows(choices: &[Choice<'_>]) -> Vec<Row> {
    let whole = |n: usize| Patients(n as u64).to_string();
    let row = |what, cell: &dyn Fn(&Choice<'_>) -> String| Row {
        what,
        cells: choices.iter().map(cell).collect(),
    };
    let show = |c: &Choice<'_>, way| c.assessment.travel_unit.show(way);
    let mut rows = vec![
        row("Networks", &|c| whole(c.assessment.plan.networks)),
        row("Networks in the band", &|c| whole(c.assessment.plan.in_band)),
        row("Networks in pieces", &|c| whole(c.assessment.plan.in_pieces)),
        row("Smallest network, patients", &|c| {
            c.assessment.plan.smallest.to_string()
        }),
        row("Largest network, patients", &|c| {
            c.assessment.plan.largest.to_string()
        }),
        row("Mean way to the hub", &|c| show(c, c.assessment.plan.travel.mean)),
        row("95 of 100 patients within", &|c| {
            show(c, c.assessment.plan.travel.p95)
        }),
        row("Longest way to a hub", &|c| {
            show(c, c.assessment.plan.travel.longest)
        }),
        row("Rules broken", &|c| whole(c.assessment.findings.len())),
    ];
    if choices.iter().all(|c| c.moves.is_some()) {
        let moved = |c: &Choice<'_>| c.moves.as_ref().map_or(Patients::ZERO, |m| m.moved);
        let all = |c: &Choice<'_>| c.moves.as_ref().map_or(Patients::ZERO, |m| m.patients);
        rows.push(row("Patients who change network", &|c| {
            format!("{} ({})", moved(c), percent(moved(c), all(c)))
        }));
    }
    rows
}
