//! The made-up county with today's networks, for reports to show.

use locality::assess::{Assessment, assess};
use locality::plan::Plan;
use locality::problem::Problem;

/// The county, today's networks as a plan, and what is found of them.
pub fn today() -> (Problem, Plan, Assessment) {
    let problem = Problem::builder(locality::synthetic::county()).build();
    let problem = problem.expect("a problem");
    let plan = Plan::today(problem.practices());
    let assessment = assess(&problem, &plan);
    (problem, plan, assessment)
}
