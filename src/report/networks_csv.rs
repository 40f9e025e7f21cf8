//! The networks of a plan as a sheet: one row a network.

use super::column::Column;
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
    networks_sheet(problem, assessment).to_string()
}

/// The same as a sheet, with what its columns mean.
#[must_use]
pub fn networks_sheet(problem: &Problem, assessment: &Assessment) -> Sheet<10> {
    let unit = assessment.travel_unit;
    let way = |name: &str, meaning: &'static str| {
        Column::whole(format!("{name}_travel_{unit}"), unit.to_string(), meaning)
    };
    let mut sheet = Sheet::new([
        Column::code("network_id", "The network, by its name in the plan."),
        Column::code(
            "hub_code",
            "The practice where the network's hub stands; the best member where the plan names none.",
        ),
        Column::text("hub_name", "The name of that practice."),
        Column::whole("practices", "practices", "How many practices are members."),
        Column::whole("patients", "patients", "Their registered patients."),
        Column::flag("in_band", "Whether so many patients lie in the band."),
        way(
            "mean",
            "Travel from a patient's practice to the hub, on average over patients.",
        ),
        way(
            "p95",
            "So far at most do 95 of 100 patients' practices lie from the hub.",
        ),
        way("longest", "From the hub to the member that is furthest."),
        Column::whole(
            "largest_distance_metres",
            "metres",
            "The longest straight line between two members.",
        ),
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
    sheet
}
