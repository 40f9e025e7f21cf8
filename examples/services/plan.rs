//! A plan for many areas, each by itself.

use locality::engine::solution::SolveError;
use locality::engine::stop::Stop;
use locality::engine::{Run, Solver};
use locality::objective::{Objective, explain, plan_of_those_alone};
use locality::plan::{Assignment, Plan};
use locality::practice::{AreaLevel, Practices};
use locality::problem::{Networks, Problem};
use std::error::Error;

/// Solves each sub-ICB by itself, by hub travel: networks of 40,000 in the mean, any number of networks where that has no plan, and the
/// nearest to a plan, said aloud, where that has none either. Practices in no sub-ICB are an area of their own.
pub fn make(practices: &Practices, rounds: u64, seed: u64) -> Result<Plan, Box<dyn Error>> {
    let areas = practices.areas(AreaLevel::SubIcb);
    let mut rows: Vec<Assignment> = Vec::new();
    let run = Run::new().seed(seed).stop(Stop::gap(0.01).or_rounds(rounds));
    let codes = areas.into_iter().map(|(area, _)| Some(area.code)).chain([None]);
    for code in codes {
        let inside = practices.filter(|p| p.area(AreaLevel::SubIcb).map(|area| area.code) == code);
        let Some(inside) = inside else { continue };
        let name = code.map_or("none".to_owned(), |code| code.to_string());
        let plan = of_area(&name, &inside, &run)?;
        rows.extend(plan.rows().iter().map(|row| Assignment {
            network: format!("{name}-{}", row.network),
            ..row.clone()
        }));
    }
    Ok(Plan::new(rows))
}

fn of_area(name: &str, practices: &Practices, run: &Run<'_>) -> Result<Plan, Box<dyn Error>> {
    let mut nearest = None;
    for networks in [Networks::Auto, Networks::Any] {
        let problem = Problem::builder(practices.clone()).networks(networks).build()?;
        if problem.grouped().is_empty() {
            return Ok(plan_of_those_alone(&problem));
        }
        let task = Objective::hub_travel().compile(&problem)?;
        match Solver::with(task.instance(), run.clone()).solve() {
            Ok(solution) => return Ok(task.plan(&problem, &solution.groups)),
            Err(error @ (SolveError::Infeasible(_) | SolveError::NotFound { .. })) => {
                if let SolveError::NotFound { nearest: groups, .. } = &error {
                    nearest = Some(task.plan(&problem, groups));
                }
                if networks == Networks::Any {
                    eprintln!("{name}: {}", explain(&error));
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    eprintln!("{name}: what follows takes the nearest to a plan, which lies outside the band");
    Ok(nearest.unwrap_or_else(|| {
        Plan::new(
            practices
                .iter()
                .map(|practice| Assignment {
                    practice: practice.code,
                    network: "N01".to_owned(),
                    hub: false,
                })
                .collect(),
        )
    }))
}
