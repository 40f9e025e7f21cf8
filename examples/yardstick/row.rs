//! A line of `summary.csv`.

use locality::engine::solution::Record;
use locality::report::column::Column;
use serde::Serialize;

/// What `CODE.json` and a line of `summary.csv` hold. Cost and bound are of the task as it was set: with its network
/// costs, and with hubs that serve only the nearest.
#[derive(Serialize)]
pub struct Row {
    pub area: String,
    pub practices: usize,
    pub networks: Option<usize>,
    pub cost: Option<i64>,
    pub bound: Option<i64>,
    /// The bound as counted again by other code.
    pub verified: Option<i64>,
    pub gap: Option<f64>,
    pub status: &'static str,
    pub seconds: f64,
    pub first_plan_seconds: Option<f64>,
    pub rounds: u64,
    pub columns: u64,
    pub cuts: u64,
    pub nodes: u64,
    pub seed: u64,
    pub threads: usize,
}

impl Row {
    /// How far the search came.
    pub fn ran(&mut self, record: &Record) {
        self.seconds = record.seconds;
        self.first_plan_seconds = record.first_plan_seconds;
        self.rounds = record.rounds;
        self.columns = record.columns;
        self.cuts = record.cuts;
        self.nodes = record.nodes;
    }
}

/// What the columns of `summary.csv` mean.
pub fn columns() -> [Column; 16] {
    let metres = |name: &'static str, meaning: &'static str| Column::whole(name, "person-metres", meaning);
    let whole = |name: &'static str, meaning: &'static str| Column::whole(name, name, meaning);
    [
        Column::code("area", "The area, or the whole table."),
        whole("practices", "Practices that are grouped."),
        whole("networks", "Networks of the plan; empty where there is none."),
        metres("cost", "What the plan costs in the task as it was set."),
        metres("bound", "No plan costs less."),
        metres(
            "verified",
            "The bound as counted again by other code, where that was asked for.",
        ),
        Column::decimal("gap", "0 to 1", "(cost - bound) / cost."),
        Column::code("status", "How the search ended."),
        Column::decimal("seconds", "seconds", "How long it took."),
        Column::decimal("first_plan_seconds", "seconds", "When the first plan was found."),
        whole("rounds", "Rounds of the search."),
        whole("columns", "Columns of the proof."),
        whole("cuts", "Cuts of the proof."),
        whole("nodes", "Parts of the proof's tree."),
        Column::whole("seed", "number", "The seed of the random numbers."),
        Column::whole(
            "threads",
            "threads",
            "Threads that were asked for; 0 is as many as the machine has.",
        ),
    ]
}
