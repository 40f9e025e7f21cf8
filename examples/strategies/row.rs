//! A line of `strategies.csv`.

use serde::{Deserialize, Serialize};
use std::error::Error;

/// One run. Empty where there is nothing to say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub area: String,
    pub strategy: String,
    pub seed: u64,
    pub keeps_every_rule: Option<bool>,
    pub networks: Option<usize>,
    /// In person-metres.
    pub cost: Option<i64>,
    /// The strategy's own bound.
    pub bound: Option<i64>,
    /// (cost - the best bound of the area) / cost, of plans that keep every rule: a bound says nothing of others.
    pub gap: Option<f64>,
    /// Cost over that of the cheapest plan of the area that keeps every rule; below 1 where broken rules save travel.
    pub over_best: Option<f64>,
    /// Rules broken, as `assess` counts them.
    pub broken: Option<usize>,
    pub below_band: Option<usize>,
    pub above_band: Option<usize>,
    pub in_pieces: Option<usize>,
    pub wrong_number: Option<usize>,
    /// Practices in no network.
    pub missing: Option<usize>,
    /// The share of patients in networks in the band.
    pub share_in_band: Option<f64>,
    /// Mean way of a patient's list to the hub, in metres.
    pub mean_way: Option<u64>,
    pub longest_way: Option<u64>,
    /// The coefficient of variation of the networks' patients.
    pub balance: Option<f64>,
    /// The share of patients whose network is not the one that carries on theirs.
    pub moved: Option<f64>,
    /// The adjusted Rand index with today's networks.
    pub like_today: Option<f64>,
    /// The share of patients who live where most patients are of their network.
    pub at_home: Option<f64>,
    pub rounds: Option<u64>,
    pub seconds: Option<f64>,
    /// The most memory of the process, with the instance.
    pub peak_mib: Option<f64>,
    /// Whether the strategy, by its medians, is in the Pareto set.
    pub pareto: bool,
    /// Why there is no plan.
    pub note: Option<String>,
}

impl Row {
    pub fn new(area: &str, strategy: &str, seed: u64) -> Self {
        Self {
            area: area.to_owned(),
            strategy: strategy.to_owned(),
            seed,
            ..Self::default()
        }
    }
}

/// Fills in what needs all rows of an area: the gap to the best bound, and the cost over the best.
pub fn compare(rows: &mut [Row]) {
    // A bound below nought says nothing of travel.
    let bound = rows
        .iter()
        .filter_map(|row| row.bound)
        .max()
        .filter(|&bound| bound > 0);
    let kept = |row: &Row| row.keeps_every_rule == Some(true);
    let best = rows
        .iter()
        .filter(|row| kept(row))
        .filter_map(|row| row.cost)
        .min();
    for row in rows {
        let Some(cost) = row.cost else { continue };
        row.over_best = best.map(|best| cost as f64 / best as f64);
        row.gap = bound
            .filter(|_| row.keeps_every_rule == Some(true))
            .map(|bound| (cost - bound) as f64 / cost as f64);
    }
}

pub fn csv(rows: &[Row]) -> Result<String, Box<dyn Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.serialize(row)?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}
