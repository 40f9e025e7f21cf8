//! What ways cost against how many patients change network, and against how many networks there are: small charts, a table beside each.

use super::options::Choice;
use super::words::percent;
use crate::assess::Assessment;
use crate::change::Moves;
use crate::travel::TravelUnit;
use crate::units::Patients;

/// The left end of the axis across, and how long it is.
const ACROSS: (u64, u64) = (20, 260);

/// The lower end of the axis up, from the top, and how long it is.
const UP: (u64, u64) = (130, 120);

/// A plan that a curve goes through.
pub(super) struct Step {
    /// What was asked for: `12 networks`.
    pub name: String,
    /// The plan as it was judged, and who moves where today's networks are known; or why there is none.
    pub found: Result<(Assessment, Option<Moves>), String>,
}

/// A chart of plans, with its table.
pub(super) struct Chart {
    pub title: &'static str,
    pub across: &'static str,
    pub up: &'static str,
    /// The options, numbered as in their table.
    pub points: Vec<Point>,
    /// The plans of the curve.
    pub steps: Vec<Point>,
    /// The points of the line through them, as SVG writes them; from left to right.
    pub line: String,
    /// The least and the most of each axis, as written.
    pub ends: [String; 4],
    /// A row for every plan, and for every one that was looked for in vain.
    pub rows: Vec<Row>,
}

/// A plan in a chart.
pub(super) struct Point {
    /// From the left, 0 to 300.
    pub x: u64,
    /// From the top, 0 to 150.
    pub y: u64,
    /// The number in the table of options; 0 for a plan of the curve.
    pub number: usize,
}

/// A plan in the table of a chart.
pub(super) struct Row {
    pub mark: String,
    pub name: String,
    /// What it has across and up, and the mean way; or why there is no such plan.
    pub cells: Result<[String; 3], String>,
}

/// What is measured across.
#[derive(Clone, Copy)]
enum Across {
    Moves,
    Networks,
}

impl Across {
    /// The amount and how it is written; `None` for moves where today's networks are not known.
    fn of(self, assessment: &Assessment, moves: Option<&Moves>) -> Option<(u64, String)> {
        match self {
            Self::Moves => moves.map(|m| {
                let share = percent(m.moved, m.patients);
                (m.moved.0, format!("{} ({share})", m.moved))
            }),
            Self::Networks => {
                let networks = assessment.plan.networks as u64;
                Some((networks, Patients(networks).to_string()))
            }
        }
    }
}

/// The two charts, each where it has two plans or more to compare. `by_moves` and `by_number` are the curves, from left to right.
pub(super) fn charts(choices: &[Choice<'_>], by_moves: &[Step], by_number: &[Step]) -> Vec<Chart> {
    let moves = "Patients who change network";
    let both = [
        chart("Ways against moves", moves, Across::Moves, choices, by_moves),
        chart(
            "Ways against the number of networks",
            "Networks",
            Across::Networks,
            choices,
            by_number,
        ),
    ];
    both.into_iter().flatten().collect()
}

/// A plan on its way into the chart.
struct Spot {
    x: u64,
    cost: u64,
    number: usize,
}

fn chart(
    title: &'static str,
    across: &'static str,
    by: Across,
    choices: &[Choice<'_>],
    steps: &[Step],
) -> Option<Chart> {
    let unit = choices.first()?.assessment.travel_unit;
    let (scale, up) = match unit {
        TravelUnit::Metres => (1_000_000, "Thousand patient-km"),
        TravelUnit::Seconds => (3_600_000, "Thousand patient-hours"),
    };
    let (mut spots, mut rows) = (Vec::new(), Vec::new());
    let mut add = |number: usize, name: &str, found: Result<(&Assessment, Option<&Moves>), &String>| {
        let cells = match found {
            Ok((assessment, moves)) => {
                let (x, shown) = by.of(assessment, moves)?;
                let travel = &assessment.plan.travel;
                let cost = u64::try_from(travel.cost.0).unwrap_or(0);
                spots.push(Spot { x, cost, number });
                Ok([shown, tenths(cost, scale), unit.show(travel.mean)])
            }
            Err(why) => Err(why.clone()),
        };
        rows.push(Row {
            mark: match (number, &cells) {
                (0, Ok(_)) => "■".to_owned(),
                (0, Err(_)) => String::new(),
                (number, _) => number.to_string(),
            },
            name: name.to_owned(),
            cells,
        });
        Some(())
    };
    for (k, choice) in choices.iter().enumerate() {
        add(
            k + 1,
            &choice.name,
            Ok((choice.assessment, choice.moves.as_ref())),
        )?;
    }
    for step in steps {
        let found = step.found.as_ref();
        add(
            0,
            &step.name,
            found.map(|(assessment, moves)| (assessment, moves.as_ref())),
        )?;
    }
    (spots.len() > 1).then(|| {
        let ends = |of: &dyn Fn(&Spot) -> u64| {
            let values = spots.iter().map(of);
            (values.clone().min().unwrap_or(0), values.max().unwrap_or(0))
        };
        let ((west, east), (low, high)) = (ends(&|spot| spot.x), ends(&|spot| spot.cost));
        let place = |spot: &Spot| Point {
            x: ACROSS.0 + along(spot.x, west, east, ACROSS.1),
            y: UP.0 - along(spot.cost, low, high, UP.1),
            number: spot.number,
        };
        let (mut steps, points): (Vec<Point>, Vec<Point>) =
            spots.iter().map(place).partition(|point| point.number == 0);
        steps.sort_by_key(|point| point.x);
        let line: Vec<String> = steps.iter().map(|p| format!("{},{}", p.x, p.y)).collect();
        Chart {
            title,
            across,
            up,
            points,
            steps,
            line: line.join(" "),
            ends: [
                Patients(west).to_string(),
                Patients(east).to_string(),
                tenths(low, scale),
                tenths(high, scale),
            ],
            rows,
        }
    })
}

/// How far along an axis of this length a value stands; in its middle where all are alike.
fn along(value: u64, least: u64, most: u64, length: u64) -> u64 {
    match most.saturating_sub(least) {
        0 => length / 2,
        span => ((u128::from(value.saturating_sub(least)) * u128::from(length)) / u128::from(span)) as u64,
    }
}

/// In this unit with one decimal, rounded to the nearest: 1,234.5.
fn tenths(amount: u64, unit: u64) -> String {
    let tenths = (u128::from(amount) * 10 + u128::from(unit) / 2) / u128::from(unit);
    let whole = u64::try_from(tenths / 10).unwrap_or(u64::MAX);
    format!("{}.{}", Patients(whole), tenths % 10)
}
