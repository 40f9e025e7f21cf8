//! A line of `strategies.csv`.

use locality::report::column::Column;
use serde::{Deserialize, Serialize};

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

/// What the columns mean.
pub fn columns() -> [Column; 27] {
    let whole =
        |name: &'static str, unit: &'static str, meaning: &'static str| Column::whole(name, unit, meaning);
    let part = |name: &'static str, meaning: &'static str| Column::decimal(name, "0 to 1", meaning);
    [
        Column::code("area", "The area."),
        Column::code(
            "strategy",
            "The way in which the plan was made; today for the networks of today.",
        ),
        Column::whole("seed", "number", "The seed of the random numbers."),
        Column::flag("keeps_every_rule", "Whether the plan keeps every rule."),
        whole("networks", "networks", "Networks of the plan."),
        whole("cost", "person-metres", "What the plan costs."),
        whole(
            "bound",
            "person-metres",
            "No plan that keeps every rule costs less, as this strategy says.",
        ),
        part(
            "gap",
            "(cost - the best bound of the area) / cost, of plans that keep every rule.",
        ),
        Column::decimal(
            "over_best",
            "ratio",
            "Cost over that of the cheapest plan of the area that keeps every rule; below 1 where broken rules save travel.",
        ),
        whole("broken", "times", "How often a rule is broken."),
        whole("below_band", "networks", "Networks with too few patients."),
        whole("above_band", "networks", "Networks with too many."),
        whole("in_pieces", "networks", "Networks that are not connected."),
        whole(
            "wrong_number",
            "times",
            "1 where there are too many or too few networks.",
        ),
        whole("missing", "practices", "Practices in no network."),
        part("share_in_band", "The share of patients in networks in the band."),
        whole(
            "mean_way",
            "metres",
            "From a patient's practice to the hub, on average over patients.",
        ),
        whole("longest_way", "metres", "From a hub to its furthest member."),
        Column::decimal(
            "balance",
            "ratio",
            "Standard deviation over mean of the networks' patients.",
        ),
        part(
            "moved",
            "The share of patients whose network is not the one that carries on theirs.",
        ),
        Column::decimal(
            "like_today",
            "-1 to 1",
            "The adjusted Rand index with today's networks; 1 where they are the same.",
        ),
        part(
            "at_home",
            "The share of patients who live where most patients are of their network.",
        ),
        whole("rounds", "rounds", "Rounds of the search."),
        Column::decimal("seconds", "seconds", "How long the run took."),
        Column::decimal(
            "peak_mib",
            "MiB",
            "The most memory of the process, with the instance.",
        ),
        Column::flag(
            "pareto",
            "Whether no other strategy, by medians, is as good in all measures and better in one.",
        ),
        Column::text("note", "Why there is no plan."),
    ]
}
