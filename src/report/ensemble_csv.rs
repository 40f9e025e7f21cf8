//! What an ensemble says, as CSV.

use super::column::Column;
use super::sheet::{Cell, Sheet};
use crate::ensemble::Ensemble;

/// A plan to be placed among the draws: its name and its value of each measure of the ensemble, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What it is called, such as `today`.
    pub name: String,
    /// Its values; one that is missing is left out.
    pub values: Vec<Option<i64>>,
}

/// A share below this is as good as never, one above 1 less this as good as always.
const UNDECIDED: f64 = 0.1;

/// A line a measure: how it is spread over the draws, and how far to trust it (see
/// [`Convergence`](crate::ensemble::Convergence)).
#[must_use]
pub fn ensemble_csv(ensemble: &Ensemble) -> String {
    ensemble_sheet(ensemble).to_string()
}

/// The same as a sheet, with what its columns mean.
#[must_use]
pub fn ensemble_sheet(ensemble: &Ensemble) -> Sheet<13> {
    let mut sheet = Sheet::new([
        Column::text("measure", "What was measured of every plan that was drawn."),
        Column::whole("draws", "plans", "How many plans were recorded."),
        Column::decimal("mean", "as the measure", "The mean over the draws."),
        Column::decimal(
            "standard_deviation",
            "as the measure",
            "How far draws lie from the mean.",
        ),
        Column::whole("least", "as the measure", "The least of all draws."),
        Column::whole("p05", "as the measure", "5 of 100 draws are not above this."),
        Column::whole("p25", "as the measure", "25 of 100 draws are not above this."),
        Column::whole(
            "median",
            "as the measure",
            "Half of the draws are not above this.",
        ),
        Column::whole("p75", "as the measure", "75 of 100 draws are not above this."),
        Column::whole("p95", "as the measure", "95 of 100 draws are not above this."),
        Column::whole("most", "as the measure", "The greatest of all draws."),
        Column::decimal(
            "split_r_hat",
            "ratio",
            "How far chains disagree; near 1 where they agree.",
        ),
        Column::decimal(
            "effective_draws",
            "plans",
            "How many independent draws these are worth.",
        ),
    ]);
    for (number, name) in ensemble.measures().iter().enumerate() {
        let (Some(histogram), Some(told)) = (ensemble.histogram(number), ensemble.convergence(number)) else {
            continue;
        };
        let at = |share| histogram.quantile(share).map_or(Cell::empty(), Cell::number);
        let end = |end: Option<i64>| end.map_or(Cell::empty(), Cell::number);
        let decimals = |number: f64, places: usize| Cell::decimal(format!("{number:.places$}"));
        sheet.row([
            Cell::text(name),
            Cell::number(histogram.count()),
            decimals(told.mean, 3),
            decimals(told.deviation, 3),
            end(histogram.range().map(|(least, _)| least)),
            at(0.05),
            at(0.25),
            at(0.5),
            at(0.75),
            at(0.95),
            end(histogram.range().map(|(_, most)| most)),
            told.split_r_hat.map_or(Cell::empty(), |r| decimals(r, 4)),
            told.effective.map_or(Cell::empty(), |draws| decimals(draws, 0)),
        ]);
    }
    sheet
}

/// A line for each plan and measure: how many draws lie below, in the same bin and above (a bin is a value below 16,384, and at most
/// 1/8,192 of a larger one), and the quantile.
#[must_use]
pub fn standing_csv(ensemble: &Ensemble, plans: &[Placed]) -> String {
    standing_sheet(ensemble, plans).to_string()
}

/// The same as a sheet, with what its columns mean.
#[must_use]
pub fn standing_sheet(ensemble: &Ensemble, plans: &[Placed]) -> Sheet<7> {
    let mut sheet = Sheet::new([
        Column::text("plan", "The plan that is placed among the draws."),
        Column::text("measure", "What was measured."),
        Column::whole("value", "as the measure", "The value of the plan."),
        Column::whole("draws_below", "plans", "Draws with less."),
        Column::whole("draws_same", "plans", "Draws in the same bin."),
        Column::whole("draws_above", "plans", "Draws with more."),
        Column::decimal(
            "quantile",
            "0 to 1",
            "The share of draws below, with half of those that are the same.",
        ),
    ]);
    for plan in plans {
        for (number, (name, value)) in ensemble.measures().iter().zip(&plan.values).enumerate() {
            let Some((value, standing)) = value.and_then(|v| Some((v, ensemble.standing(number, v)?))) else {
                continue;
            };
            sheet.row([
                Cell::text(&plan.name),
                Cell::text(name),
                Cell::number(value),
                Cell::number(standing.below),
                Cell::number(standing.same),
                Cell::number(standing.above),
                Cell::decimal(format!("{:.5}", standing.quantile())),
            ]);
        }
    }
    sheet
}

/// A line a practice: how settled its company is (1 where it is always the same; see
/// [`Together::stability`](crate::ensemble::Together::stability)), how many practices it has with it on average, how many always, how many it is
/// undecided about (with them in 10-90 % of draws), and who is with it most often (the first of equals). O(n²).
#[must_use]
pub fn stability_csv(ensemble: &Ensemble) -> String {
    stability_sheet(ensemble).to_string()
}

/// The same as a sheet, with what its columns mean.
#[must_use]
pub fn stability_sheet(ensemble: &Ensemble) -> Sheet<7> {
    let mut sheet = Sheet::new([
        Column::code("practice_code", "The practice."),
        Column::decimal(
            "stability",
            "0 to 1",
            "How settled its company is; 1 where it is always the same.",
        ),
        Column::decimal(
            "mean_company",
            "practices",
            "How many others are with it on average.",
        ),
        Column::whole("always_with", "practices", "How many are with it in every draw."),
        Column::whole(
            "undecided_about",
            "practices",
            "How many are with it in 10 to 90 of 100 draws.",
        ),
        Column::code(
            "most_often_with",
            "Who is with it most often, the first of equals.",
        ),
        Column::decimal(
            "share_of_draws",
            "0 to 1",
            "In what part of the draws that one is with it.",
        ),
    ]);
    let together = ensemble.together();
    for (unit, name) in (0_u32..).zip(ensemble.units()) {
        let others = (0..together.units()).filter(|&other| other != unit);
        let shares: Vec<(f64, u32)> = others.map(|other| (together.share(unit, other), other)).collect();
        let most = shares
            .iter()
            .rev()
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(share, _)| *share > 0.0);
        let undecided = shares
            .iter()
            .filter(|(share, _)| (UNDECIDED..=1.0 - UNDECIDED).contains(share));
        let always = shares.iter().filter(|(_, other)| {
            together.records() > 0 && together.count(unit, *other) == together.records()
        });
        sheet.row([
            Cell::code(name),
            Cell::decimal(format!("{:.4}", together.stability(unit))),
            Cell::decimal(format!(
                "{:.3}",
                shares.iter().map(|(share, _)| share).sum::<f64>()
            )),
            Cell::number(always.count() as u64),
            Cell::number(undecided.count() as u64),
            most.and_then(|&(_, other)| ensemble.units().get(other as usize))
                .map_or(Cell::empty(), Cell::code),
            most.map_or(Cell::empty(), |(share, _)| Cell::decimal(format!("{share:.4}"))),
        ]);
    }
    sheet
}

/// A line for each pair of practices that were ever together, with the share of draws in which they were.
#[must_use]
pub fn together_csv(ensemble: &Ensemble) -> String {
    together_sheet(ensemble).to_string()
}

/// The same as a sheet, with what its columns mean.
#[must_use]
pub fn together_sheet(ensemble: &Ensemble) -> Sheet<4> {
    let mut sheet = Sheet::new([
        Column::code("practice_a", "One practice of a pair."),
        Column::code("practice_b", "The other."),
        Column::whole("draws_together", "plans", "Draws with both in one network."),
        Column::decimal("share_of_draws", "0 to 1", "Those as a part of all draws."),
    ]);
    let name = |unit: u32| {
        ensemble
            .units()
            .get(unit as usize)
            .map_or(Cell::empty(), Cell::code)
    };
    for (a, b, count) in ensemble.together().pairs() {
        let share = ensemble.together().share(a, b);
        sheet.row([
            name(a),
            name(b),
            Cell::number(count),
            Cell::decimal(format!("{share:.4}")),
        ]);
    }
    sheet
}
