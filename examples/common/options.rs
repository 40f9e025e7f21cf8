//! Other plans beside the one that was found: least change, what fewer moves cost, and other numbers of networks.

use crate::common::Search;
use locality::change::curve;
use locality::engine::Run;
use locality::engine::solution::SolveError;
use locality::objective::Objective;
use locality::plan::Plan;
use locality::problem::{Networks, Problem};
use locality::report::Page;
use locality::strategy::{Columns, Strategy};
use std::error::Error;

/// What it weighs that a patient changes network, in minutes of way.
const MINUTES: f64 = 10.0;

/// The shares of patients who may change network, on the curve.
const SHARES: [f64; 7] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0];

/// So many networks more and fewer than the plan are tried.
const AROUND: u32 = 2;

/// A number of networks, and the plan that has it.
type Numbered = (u32, Result<Plan, SolveError>);

/// The page with what could be instead of its plan. Says what was not found.
pub fn beside<'a>(
    page: Page<'a>,
    problem: &Problem,
    plan: &Plan,
    search: &Search,
) -> Result<Page<'a>, Box<dyn Error>> {
    let today = Plan::today(problem.practices());
    let short = search.a_fifth().run();
    let page = match today.rows().is_empty() {
        true => {
            eprintln!("--options: the files do not name today's networks; there is no least change to show");
            page
        }
        false => least_change(page, problem, today, &search.run(), &short)?,
    };
    Ok(page.by_number(by_number(problem, plan, &short)?))
}

fn least_change<'a>(
    mut page: Page<'a>,
    problem: &Problem,
    today: Plan,
    run: &Run<'_>,
    short: &Run<'_>,
) -> Result<Page<'a>, Box<dyn Error>> {
    let task = Objective::least_change(today.clone(), MINUTES).compile(problem)?;
    match task.solve(problem, &Columns, run) {
        Ok(solution) => page = page.option("Least change", task.plan(problem, &solution.groups)),
        Err(error) => eprintln!("--options, least change: {}", task.explain(&error)),
    }
    match curve(problem, &today, Objective::hub_travel, &SHARES, &Columns, short) {
        Ok(points) => page = page.by_moves(&points),
        Err(error) => eprintln!("--options, what fewer moves cost: {error}"),
    }
    Ok(page)
}

/// Plans of about as many networks as the plan has, itself among them, under the same rules but for their number.
fn by_number(problem: &Problem, plan: &Plan, run: &Run<'_>) -> Result<Vec<Numbered>, Box<dyn Error>> {
    let assessment = locality::assess::assess(problem, plan);
    let here = u32::try_from(assessment.plan.networks)?;
    let possible = Networks::Any.range(problem.patients(), problem.band());
    let (least, most) = (here.saturating_sub(AROUND), here.saturating_add(AROUND));
    let mut plans = Vec::new();
    for number in least.max(*possible.start())..=most.min(*possible.end()) {
        if number == here {
            plans.push((number, Ok(plan.clone())));
            continue;
        }
        let mut rules = problem.rules().clone();
        rules.networks = Networks::Exactly(number);
        let other = Problem::builder(problem.practices().clone())
            .graph(problem.graph().clone())
            .travel(problem.travel().clone())
            .rules(rules)
            .build()?;
        let task = Objective::hub_travel().compile(&other)?;
        let solved = Columns.solve(task.instance(), run);
        plans.push((number, solved.map(|solution| task.plan(&other, &solution.groups))));
    }
    Ok(plans)
}
