//! Plans and bounds, counted again by other code.

use super::Arguments;
use locality::assess::{Assessment, assess};
use locality::engine::bound::verify_bound;
use locality::engine::solution::Solution;
use locality::objective::Task;
use locality::plan::Plan;
use locality::problem::Problem;

/// The plan, counted again by code that shares nothing with the solver. A difference is a fault of the program.
pub fn checked(
    arguments: &Arguments,
    area: &str,
    problem: &Problem,
    task: &Task,
    solution: &Solution,
) -> (Plan, Assessment) {
    let mut plan = task.plan(problem, &solution.groups);
    if arguments.nearest.is_some() {
        // The best hub of a network may be one that may not serve all of it here; the plan is judged by the best.
        plan = with_best_hubs(problem, &plan);
    }
    let assessment = assess(problem, &plan);
    assert!(
        assessment.keeps_every_rule(),
        "{area}: the plan breaks rules: {:?}",
        assessment.findings
    );
    let networks = arguments.network_cost * assessment.plan.networks as u64;
    let again = assessment.plan.travel.cost.get() + networks as i64;
    match arguments.nearest {
        None => assert_eq!(
            again, solution.cost,
            "{area}: the plan costs something else when counted again"
        ),
        Some(_) => assert!(
            again <= solution.cost,
            "{area}: the plan costs {again} when counted again, more than {}",
            solution.cost
        ),
    }
    (plan, assessment)
}

/// The bound as the judge counts it; none, said aloud, where it cannot.
pub fn verified(area: &str, task: &Task, solution: &Solution) -> Option<i64> {
    let judged = verify_bound(task.instance(), solution.certificate.as_ref()?);
    match judged {
        Ok(proven) => {
            assert!(
                solution.bound.is_none_or(|bound| bound <= proven),
                "{area}: the certificate proves {proven} only"
            );
            Some(proven)
        }
        Err(fault) => {
            eprintln!("{area}: the proof could not be counted again: {fault}");
            None
        }
    }
}

/// The same networks, each with its best member as hub.
fn with_best_hubs(problem: &Problem, plan: &Plan) -> Plan {
    let mut rows = plan.rows().to_vec();
    rows.iter_mut().for_each(|row| row.hub = false);
    let assessment = assess(problem, &Plan::new(rows.clone()));
    for row in &mut rows {
        let network = assessment.network(&row.network);
        row.hub = network.is_some_and(|network| network.hub == row.practice);
    }
    Plan::new(rows)
}
