//! The networks of a plan as a sheet: one row a network.

use super::sheet::{Cell, Sheet};
use crate::assess::{Assessment, Standing};
use crate::problem::Problem;

/// One row for each network, by name: its hub, practices, patients, whether they lie in the band, travel to the hub
/// (patient-weighted mean, 95th percentile, longest) with the unit in the columns' names, and the longest straight line
/// inside.
///
/// ```
/// use locality::assess::assess;
/// use locality::plan::Plan;
/// use locality::problem::Problem;
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// let today = assess(&problem, &Plan::today(problem.practices()));
/// let text = locality::report::networks_csv(&problem, &today);
/// assert_eq!(text.lines().count(), today.networks.len() + 1);
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[must_use]
pub fn networks_csv(problem: &Problem, assessment: &Assessment) -> String {
    let unit = assessment.travel_unit;
    let [mean, p95, longest] = ["mean", "p95", "longest"].map(|name| format!("{name}_travel_{unit}"));
    let mut sheet = Sheet::new([
        "network_id",
        "hub_code",
        "hub_name",
        "practices",
        "patients",
        "in_band",
        &mean,
        &p95,
        &longest,
        "largest_distance_metres",
    ]);
    for network in &assessment.networks {
        let hub = problem.practices().get(network.hub);
        sheet.row([
            Cell::code(&network.network),
            Cell::code(network.hub),
            hub.map_or_else(Cell::empty, |hub| Cell::text(&hub.name)),
            Cell::number(network.practices.len() as i128),
            Cell::number(network.patients.0),
            Cell::flag(network.standing == Standing::InBand),
            Cell::number(network.travel.mean),
            Cell::number(network.travel.p95),
            Cell::number(network.travel.longest),
            Cell::number(network.largest_distance.0),
        ]);
    }
    sheet.to_string()
}
