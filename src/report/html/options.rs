//! Plans side by side, as a table and as small charts.

use super::summary::percent;
use crate::assess::Assessment;
use crate::change::Moves;
use crate::units::{Cost, Patients};

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

/// A chart of points, each a plan.
pub(super) struct Chart {
    pub title: &'static str,
    pub across: String,
    pub up: String,
    pub points: Vec<Point>,
    /// The least and the most of each axis, as written.
    pub ends: [String; 4],
}

/// A plan in a chart.
pub(super) struct Point {
    /// From the left, 0 to 300.
    pub x: i64,
    /// From the top, 0 to 150.
    pub y: i64,
    /// The number in the table's head.
    pub number: usize,
    pub name: String,
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

/// What ways cost against moves, and against the number of networks; none where there is nothing to compare.
pub(super) fn charts(choices: &[Choice<'_>]) -> Vec<Chart> {
    if choices.len() < 2 {
        return Vec::new();
    }
    let cost = |c: &Choice<'_>| c.assessment.plan.travel.cost;
    let mut charts = Vec::new();
    if choices.iter().all(|c| c.moves.is_some()) {
        let moved = |c: &Choice<'_>| c.moves.as_ref().map_or(0, |m| m.moved.0);
        charts.push(chart(
            "Ways against moves",
            "patients who change network",
            choices,
            &moved,
            &cost,
        ));
    }
    let networks = |c: &Choice<'_>| c.assessment.plan.networks as u64;
    charts.push(chart(
        "Ways against the number of networks",
        "networks",
        choices,
        &networks,
        &cost,
    ));
    charts
}

fn chart(
    title: &'static str,
    across: &str,
    choices: &[Choice<'_>],
    x: &dyn Fn(&Choice<'_>) -> u64,
    cost: &dyn Fn(&Choice<'_>) -> Cost,
) -> Chart {
    let unit = choices.first().map_or("", |c| match c.assessment.travel_unit {
        crate::travel::TravelUnit::Metres => "thousand patient-kilometres, one way each",
        crate::travel::TravelUnit::Seconds => "thousand patient-hours, one way each",
    });
    let scale = choices.first().map_or(1, |c| match c.assessment.travel_unit {
        crate::travel::TravelUnit::Metres => 1_000_000,
        crate::travel::TravelUnit::Seconds => 3_600_000,
    });
    let y = |c: &Choice<'_>| cost(c).0.max(0) as u64;
    let ends = |of: &dyn Fn(&Choice<'_>) -> u64| {
        let values = choices.iter().map(of);
        (values.clone().min().unwrap_or(0), values.max().unwrap_or(0))
    };
    let ((west, east), (low, high)) = (ends(x), ends(&y));
    let along = |value: u64, least: u64, most: u64, length: u64| match most - least {
        0 => length / 2,
        span => ((u128::from(value - least) * u128::from(length)) / u128::from(span)) as u64,
    };
    let points = choices.iter().enumerate().map(|(k, c)| Point {
        x: 20 + along(x(c), west, east, 260) as i64,
        y: 130 - along(y(c), low, high, 120) as i64,
        number: k + 1,
        name: c.name.clone(),
    });
    Chart {
        title,
        across: across.to_owned(),
        up: unit.to_owned(),
        points: points.collect(),
        ends: [
            Patients(west).to_string(),
            Patients(east).to_string(),
            Patients(low / scale).to_string(),
            Patients(high / scale).to_string(),
        ],
    }
}
