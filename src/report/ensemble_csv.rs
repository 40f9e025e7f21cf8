//! What an ensemble says, as CSV.

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
    let mut sheet = Sheet::new([
        "measure",
        "draws",
        "mean",
        "standard_deviation",
        "least",
        "p05",
        "p25",
        "median",
        "p75",
        "p95",
        "most",
        "split_r_hat",
        "effective_draws",
    ]);
    for (number, name) in ensemble.measures().iter().enumerate() {
        let (Some(histogram), Some(told)) = (ensemble.histogram(number), ensemble.convergence(number)) else {
            continue;
        };
        let at = |share| histogram.quantile(share).map_or(Cell::empty(), Cell::number);
        let end = |end: Option<i64>| end.map_or(Cell::empty(), Cell::number);
        let decimals = |number: f64, places: usize| Cell::code(format!("{number:.places$}"));
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
    sheet.to_string()
}

/// A line for each plan and measure: how many draws lie below, in the same bin and above (a bin is a value below 16,384, and at most
/// 1/8,192 of a larger one), and the quantile.
#[must_use]
pub fn standing_csv(ensemble: &Ensemble, plans: &[Placed]) -> String {
    let mut sheet = Sheet::new([
        "plan",
        "measure",
        "value",
        "draws_below",
        "draws_same",
        "draws_above",
        "quantile",
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
                Cell::code(format!("{:.5}", standing.quantile())),
            ]);
        }
    }
    sheet.to_string()
}

/// A line a practice: how settled its company is (1 where it is always the same; see
/// [`Together::stability`](crate::ensemble::Together::stability)), how many practices it has with it on average, how many always, how many it is
/// undecided about (with them in 10-90 % of draws), and who is with it most often (the first of equals). O(n²).
#[must_use]
pub fn stability_csv(ensemble: &Ensemble) -> String {
    let mut sheet = Sheet::new([
        "practice_code",
        "stability",
        "mean_company",
        "always_with",
        "undecided_about",
        "most_often_with",
        "share_of_draws",
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
            Cell::code(format!("{:.4}", together.stability(unit))),
            Cell::code(format!(
                "{:.3}",
                shares.iter().map(|(share, _)| share).sum::<f64>()
            )),
            Cell::number(always.count() as u64),
            Cell::number(undecided.count() as u64),
            most.and_then(|&(_, other)| ensemble.units().get(other as usize))
                .map_or(Cell::empty(), Cell::code),
            most.map_or(Cell::empty(), |(share, _)| Cell::code(format!("{share:.4}"))),
        ]);
    }
    sheet.to_string()
}

/// A line for each pair of practices that were ever together, with the share of draws in which they were.
#[must_use]
pub fn together_csv(ensemble: &Ensemble) -> String {
    let mut sheet = Sheet::new(["practice_a", "practice_b", "draws_together", "share_of_draws"]);
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
            Cell::code(format!("{share:.4}")),
        ]);
    }
    sheet.to_string()
}
