//! A plan in a console: a table of its networks, what they come to, and what is wrong.

use super::table::{Side, Table};
use crate::assess::{Assessment, Standing, assess};
use crate::plan::Plan;
use crate::problem::Problem;
use crate::units::Patients;
use std::fmt::Write;

/// So many findings are written out; the rest are counted.
const SHOWN: usize = 20;

/// A summary to read: a row for each network, the plan as a whole beside today's primary care networks where the practices
/// have them, then the rules that it breaks.
///
/// ```
/// use locality::assess::assess;
/// use locality::plan::Plan;
/// use locality::problem::Problem;
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// let today = assess(&problem, &Plan::today(problem.practices()));
/// println!("{}", locality::report::console(&problem, &today));
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[must_use]
pub fn console(problem: &Problem, assessment: &Assessment) -> String {
    let mut text = format!(
        "{}\n{}\n",
        networks(problem, assessment),
        whole(problem, assessment)
    );
    let found = &assessment.findings;
    // Writing into a text does not fail.
    let _ = match found.len() {
        0 => writeln!(text, "The plan keeps every rule."),
        1 => writeln!(text, "The plan breaks a rule:"),
        number => writeln!(text, "The plan breaks rules {number} times:"),
    };
    for finding in found.iter().take(SHOWN) {
        let _ = writeln!(text, "  {finding}");
    }
    if found.len() > SHOWN {
        let _ = writeln!(text, "  and {} more", found.len() - SHOWN);
    }
    text
}

fn networks(problem: &Problem, assessment: &Assessment) -> String {
    let show = |way| assessment.travel_unit.show(way);
    let mut table = Table::new([
        ("network", Side::Left),
        ("hub", Side::Left),
        ("practices", Side::Right),
        ("patients", Side::Right),
        ("mean travel", Side::Right),
        ("longest", Side::Right),
        ("", Side::Left),
    ]);
    for network in &assessment.networks {
        let hub = problem.practices().get(network.hub);
        let name = hub.map_or("", |hub| &hub.name);
        let mut remark = match network.standing {
            Standing::InBand => String::new(),
            other => other.to_string(),
        };
        if network.standing.is_counted() && network.pieces > 1 {
            let comma = if remark.is_empty() { "" } else { ", " };
            remark += &format!("{comma}in {} pieces", network.pieces);
        }
        table.row([
            network.network.clone(),
            format!("{} {name}", network.hub),
            network.practices.len().to_string(),
            network.patients.to_string(),
            show(network.travel.mean),
            show(network.travel.longest),
            remark,
        ]);
    }
    table.to_string()
}

/// The measures of the plan, and beside them those of today's networks.
fn whole(problem: &Problem, assessment: &Assessment) -> String {
    let now = Plan::today(problem.practices());
    let today = (!now.rows().is_empty()).then(|| assess(problem, &now));
    let plan = column(assessment);
    match today.as_ref().map(column) {
        None => {
            let mut table = Table::new([("", Side::Left), ("this plan", Side::Right)]);
            for (name, value) in plan {
                table.row([name.to_owned(), value]);
            }
            table.to_string()
        }
        Some(today) => {
            let heads = [
                ("", Side::Left),
                ("this plan", Side::Right),
                ("today's PCNs", Side::Right),
            ];
            let mut table = Table::new(heads);
            for ((name, value), (_, today)) in plan.into_iter().zip(today) {
                table.row([name.to_owned(), value, today]);
            }
            table.to_string()
        }
    }
}

fn column(assessment: &Assessment) -> [(&'static str, String); 12] {
    let plan = &assessment.plan;
    let show = |way| assessment.travel_unit.show(way);
    let number = |number: usize| Patients(number as u64).to_string();
    [
        ("networks", number(plan.networks)),
        ("  in the band", number(plan.in_band)),
        ("  below it", number(plan.below_band)),
        ("  above it", number(plan.above_band + plan.holding_too_large)),
        ("  in pieces", number(plan.in_pieces)),
        ("practices standing alone", number(plan.standing_alone)),
        ("practices in no network", number(plan.missing)),
        (
            "patients in the band",
            format!("{:.1} %", plan.share_in_band * 100.0),
        ),
        (
            "smallest and largest",
            format!("{} - {}", plan.smallest, plan.largest),
        ),
        ("mean travel", show(plan.travel.mean)),
        ("95 of 100 within", show(plan.travel.p95)),
        ("longest travel", show(plan.travel.longest)),
    ]
}
