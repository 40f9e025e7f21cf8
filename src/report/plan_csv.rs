//! A plan as a sheet: one row a practice.

use super::column::Column;
use super::sheet::{Cell, Sheet};
use crate::assess::Assessment;
use crate::plan::Plan;
use crate::problem::Problem;

/// One row for each line of the plan, in its order.
///
/// The first columns are `practice_code`, `network_id` and `hub` (1 or 0), as [`Plan::read`] reads them; then the
/// practice's name, postcode and list size, its travel to the network's hub (to the best member where the plan names none) with the
/// unit in the column's name, and the sub-ICB and the primary care network that it is in today. Cells are empty where nothing
/// is known. Codes and names of networks are written as they are, even where a spreadsheet would take one for a formula,
/// because programs look them up.
///
/// ```
/// use locality::assess::assess;
/// use locality::plan::Plan;
/// use locality::problem::Problem;
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// let plan = Plan::today(problem.practices());
/// let text = locality::report::plan_csv(&problem, &plan, &assess(&problem, &plan));
/// assert!(text.starts_with("practice_code,network_id,hub,name,postcode,list_size,travel_to_hub_metres,"));
/// assert_eq!(Plan::read(text.as_bytes(), "plan.csv")?, plan);
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[must_use]
pub fn plan_csv(problem: &Problem, plan: &Plan, assessment: &Assessment) -> String {
    plan_sheet(problem, plan, assessment).to_string()
}

/// The same as a sheet, with what its columns mean.
#[must_use]
pub fn plan_sheet(problem: &Problem, plan: &Plan, assessment: &Assessment) -> Sheet<9> {
    let unit = problem.travel().unit();
    let mut sheet = Sheet::new([
        Column::code("practice_code", "The practice, by its ODS code."),
        Column::code("network_id", "The network that it is in."),
        Column::whole(
            "hub",
            "1 or 0",
            "1 where the network's hub stands at this practice.",
        ),
        Column::text("name", "The name of the practice as published."),
        Column::code("postcode", "Its postcode."),
        Column::whole("list_size", "patients", "Its registered patients."),
        Column::whole(
            format!("travel_to_hub_{unit}"),
            unit.to_string(),
            "From the practice to the hub of its network, or to the best member where the plan names no hub.",
        ),
        Column::code(
            "sub_icb_code",
            "The sub-ICB that it is in; before July 2022 its clinical commissioning group.",
        ),
        Column::code("pcn_code", "The primary care network that it is in today."),
    ]);
    let practices = problem.practices();
    for row in plan.rows() {
        let at = practices.index_of(row.practice);
        let hub = assessment.network(&row.network).map(|network| network.hub);
        let to_hub = at
            .zip(hub.and_then(|hub| practices.index_of(hub)))
            .map(|(i, hub)| problem.travel().between(i, hub));
        let practice = at.map(|i| &practices[i]);
        let code = |organisation: Option<_>| organisation.map_or_else(Cell::empty, Cell::code);
        sheet.row([
            Cell::code(row.practice),
            Cell::code(&row.network),
            Cell::number(i128::from(row.hub)),
            practice.map_or_else(Cell::empty, |p| Cell::text(&p.name)),
            code(practice.and_then(|p| p.postcode).map(|p| p.to_string())),
            practice.map_or_else(Cell::empty, |p| Cell::number(p.list_size.0)),
            to_hub.map_or_else(Cell::empty, Cell::number),
            code(practice.and_then(|p| Some(p.sub_icb.as_ref()?.code.to_string()))),
            code(practice.and_then(|p| Some(p.pcn.as_ref()?.code.to_string()))),
        ]);
    }
    sheet
}
