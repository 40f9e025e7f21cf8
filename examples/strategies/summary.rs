//! Medians and ranges over seeds, and the Pareto set.

use super::row::Row;
use super::scene::Scene;
use clap::ValueEnum;
use locality::report::table::{Side, Table};

/// What strategies are compared by; of each the less is the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Measure {
    /// Rules broken.
    Broken,
    /// Travel, in person-metres.
    Cost,
    /// Patients who change network.
    Moved,
    /// How uneven networks are (coefficient of variation).
    Balance,
    /// Patients who do not live where their network is at home.
    Away,
    /// Time.
    Seconds,
    /// Memory.
    Memory,
}

impl Measure {
    fn of(self, row: &Row) -> Option<f64> {
        match self {
            Self::Broken => row.broken.map(|broken| broken as f64),
            Self::Cost => row.cost.map(|cost| cost as f64),
            Self::Moved => row.moved,
            Self::Balance => row.balance,
            Self::Away => row.at_home.map(|share| 1.0 - share),
            Self::Seconds => row.seconds,
            Self::Memory => row.peak_mib,
        }
    }
}

/// The least, the median (of an even number the lower of the two in the middle) and the most.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    pub least: f64,
    pub median: f64,
    pub most: f64,
}

/// One strategy over its seeds.
pub struct Summary {
    pub strategy: String,
    pub note: Option<String>,
    pub runs: Vec<Row>,
    pub pareto: bool,
}

impl Summary {
    /// Of rows that come by strategy; marks in the rows which are in the Pareto set.
    pub fn of(rows: &mut [Row], measures: &[Measure]) -> Vec<Self> {
        let mut summaries: Vec<Self> = rows
            .chunk_by(|a, b| a.strategy == b.strategy)
            .map(|runs| Self {
                strategy: runs[0].strategy.clone(),
                note: runs[0].note.clone(),
                runs: runs.to_vec(),
                pareto: false,
            })
            .collect();
        // What is not known in this area, such as where patients live, is no measure.
        let point = |summary: &Self| -> Vec<Option<f64>> {
            measures
                .iter()
                .map(|&measure| summary.spread(|row| measure.of(row)).map(|s| s.median))
                .collect()
        };
        let points: Vec<Vec<Option<f64>>> = summaries.iter().map(point).collect();
        for (at, summary) in summaries.iter_mut().enumerate() {
            let beaten = points
                .iter()
                .enumerate()
                .any(|(other, point)| other != at && dominates(point, &points[at]));
            summary.pareto = points[at].iter().any(Option::is_some) && !beaten;
        }
        for row in rows {
            row.pareto = summaries
                .iter()
                .any(|summary| summary.strategy == row.strategy && summary.pareto);
        }
        summaries
    }

    pub fn spread(&self, of: impl Fn(&Row) -> Option<f64>) -> Option<Spread> {
        let mut values: Vec<f64> = self.runs.iter().filter_map(of).collect();
        values.sort_by(f64::total_cmp);
        Some(Spread {
            least: *values.first()?,
            median: *values.get((values.len() - 1) / 2)?,
            most: *values.last()?,
        })
    }
}

/// Whether one is as good in all that both have, and better in something.
fn dominates(one: &[Option<f64>], other: &[Option<f64>]) -> bool {
    let pairs: Vec<(f64, f64)> = one.iter().zip(other).filter_map(|(a, b)| (*a).zip(*b)).collect();
    pairs.iter().all(|(a, b)| a <= b) && pairs.iter().any(|(a, b)| a < b)
}

/// The area as a table; medians, ranges where seeds differ.
pub fn table(scene: &Scene, summaries: &[Summary], measures: &[Measure]) -> String {
    let right = Side::Right;
    let mut table = Table::new([
        ("strategy", Side::Left),
        ("cost, million", right),
        ("range", right),
        ("over best", right),
        ("gap", right),
        ("broken", right),
        ("below", right),
        ("above", right),
        ("pieces", right),
        ("mean way", right),
        ("uneven", right),
        ("moved", right),
        ("at home", right),
        ("seconds", right),
        ("MiB", right),
        ("Pareto", Side::Left),
    ]);
    for summary in summaries {
        let shown = |of: &dyn Fn(&Row) -> Option<f64>, show: &dyn Fn(f64) -> String| {
            summary
                .spread(of)
                .map_or("-".to_owned(), |spread| show(spread.median))
        };
        let count =
            |of: fn(&Row) -> Option<usize>| shown(&|row| of(row).map(|n| n as f64), &|n| format!("{n:.0}"));
        let share = |of: fn(&Row) -> Option<f64>| shown(&of, &|share| format!("{:.1} %", 100.0 * share));
        let cost = |row: &Row| row.cost.map(|cost| cost as f64 / 1e6);
        let range = summary.spread(cost).filter(|s| s.least < s.most);
        table.row([
            summary.strategy.clone(),
            shown(&cost, &|cost| format!("{cost:.1}")),
            range.map_or(String::new(), |s| format!("{:.1}-{:.1}", s.least, s.most)),
            shown(&|row| row.over_best, &|over| format!("{over:.3}")),
            shown(&|row| row.gap, &|gap| format!("{:.2} %", 100.0 * gap)),
            count(|row| row.broken),
            count(|row| row.below_band),
            count(|row| row.above_band),
            count(|row| row.in_pieces),
            shown(&|row| row.mean_way.map(|way| way as f64), &|way| {
                format!("{way:.0} m")
            }),
            shown(&|row| row.balance, &|cv| format!("{cv:.3}")),
            share(|row| row.moved),
            share(|row| row.at_home),
            shown(&|row| row.seconds, &|seconds| format!("{seconds:.1}")),
            shown(&|row| row.peak_mib, &|mib| format!("{mib:.0}")),
            match (&summary.note, summary.pareto) {
                (Some(note), _) => note.clone(),
                (None, pareto) => (if pareto { "yes" } else { "" }).to_owned(),
            },
        ]);
    }
    let named: Vec<String> = measures
        .iter()
        .filter_map(|m| m.to_possible_value().map(|value| value.get_name().to_owned()))
        .collect();
    format!(
        "{}: {} practices, {} networks asked for; medians over seeds; Pareto set by {}\n\n{table}",
        scene.area,
        scene.problem.practices().len(),
        scene.problem.networks().start(),
        named.join(", ")
    )
}
