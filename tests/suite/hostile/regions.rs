//! Whole regions of random shape under random rules, from the table of practices to the judged plan.
//!
//! Each ends in a plan that `assess` finds sound, in a refusal with its code, in a proof that there is no plan, which trying every division
//! confirms, or, where the limit came first, without a plan. The tests make 150 of them; `LOCALITY_REGIONS=N cargo test --release --test suite
//! hostile::regions -- --nocapture` makes N.

use super::asked;
use super::ends::ends;
use super::made_up::{Region, regions};
use crate::engine::brute;
use locality::assess::assess;
use locality::engine::Run;
use locality::engine::solution::{Solution, SolveError, Status};
use locality::engine::stop::Stop;
use locality::objective::{
    Compactness, NetworkCost, Objective, Task, TodaysNetwork, Weight, plan_of_those_alone,
};
use locality::plan::{Assignment, Plan};
use locality::problem::Problem;
use locality::strategy::{Columns, HeatBath, Strategy};
use proptest::prelude::*;

/// So many regions where nothing else is asked for.
const FEW: u64 = 150;
/// Of so many units a plan is compared with the cheapest of all. Up to 14 the engine tries every division itself, beyond that it searches.
const COMPARED: usize = 9;
/// Of so many practices every division is put to `assess`, where it is said that there is no plan.
const JUDGED: usize = 5;

/// What became of a region, in a word.
fn end(region: &Region) -> Result<&'static str, TestCaseError> {
    let problem = match region.problem() {
        Ok(problem) => problem,
        Err(faults) => {
            prop_assert!(!faults.as_slice().is_empty() && !faults.to_string().is_empty());
            return Ok("refused: no problem");
        }
    };
    let again = Problem::from_json(&problem.to_json()).map_err(|why| TestCaseError::fail(why.to_string()))?;
    prop_assert_eq!(again.to_json(), problem.to_json());
    if problem.grouped().is_empty() {
        let assessment = assess(&problem, &plan_of_those_alone(&problem));
        prop_assert!(assessment.keeps_every_rule(), "{:?}", assessment.findings);
        return Ok("nothing to group");
    }
    let task = match objective(region.objective, &problem).compile(&problem) {
        Ok(task) => task,
        Err(why) => {
            prop_assert!(!why.to_string().is_empty());
            return Ok("refused: no task");
        }
    };
    let strategy: &dyn Strategy = if region.columns { &Columns } else { &HeatBath };
    let run = Run::new().seed(region.seed).threads(1).stop(Stop::rounds(3));
    match task.solve(&problem, strategy, &run) {
        Ok(solution) => sound(&problem, &task, &solution),
        Err(SolveError::Infeasible(proof)) => {
            prop_assert!(!proof.to_string().is_empty());
            none(&problem, &task)
        }
        Err(SolveError::NotFound { violation, .. }) => {
            prop_assert!(violation > 0);
            Ok("no plan found in 3 rounds")
        }
        Err(other) => Err(TestCaseError::fail(other.to_string())),
    }
}

fn objective(number: u8, problem: &Problem) -> Objective {
    match number {
        0 => Objective::hub_travel(),
        1 => Objective::new().with(Compactness, Weight::Travel),
        2 => Objective::hub_travel().with(NetworkCost::new(1_000_000), Weight::Travel),
        3 => Objective::hub_travel().with(
            TodaysNetwork::new(Plan::today(problem.practices())),
            Weight::Travel,
        ),
        _ => Objective::new(),
    }
}

/// The plan keeps every rule, costs what its bound allows, and no other plan of a small region is cheaper.
fn sound(problem: &Problem, task: &Task, solution: &Solution) -> Result<&'static str, TestCaseError> {
    let plan = task.plan(problem, &solution.groups);
    let assessment = assess(problem, &plan);
    prop_assert!(
        assessment.keeps_every_rule(),
        "{:?}\n{:?}",
        assessment.findings,
        plan
    );
    prop_assert!(solution.bound.is_none_or(|bound| bound <= solution.cost));
    let file = task.instance().file();
    let recounted = solution
        .groups
        .iter()
        .map(|group| brute::value(file, &group.units));
    let (violation, cost) = recounted.fold((0, 0), |sum, (by, cost, _)| (sum.0 + by, sum.1 + cost));
    prop_assert_eq!((violation, cost), (0, solution.cost));
    if file.units.len() <= COMPARED && problem.rules().none_enclosed.is_none() {
        let best = brute::plan(file).map(|(cost, _)| cost);
        prop_assert_eq!(best, Some(solution.cost));
        prop_assert_eq!(solution.status, Status::Optimal);
    }
    Ok(match (solution.status, file.units.len() > 14) {
        (Status::Optimal, false) => "the best plan, all tried",
        (Status::Optimal, true) => "the best plan, proven",
        _ => "a plan",
    })
}

/// There is no plan: not for the engine's task, and in the smallest regions not for `assess`.
fn none(problem: &Problem, task: &Task) -> Result<&'static str, TestCaseError> {
    let file = task.instance().file();
    if file.units.len() <= COMPARED && problem.rules().none_enclosed.is_none() {
        prop_assert_eq!(brute::plan(file), None);
    }
    let grouped = problem.grouped();
    if grouped.len() > JUDGED {
        return Ok("no plan, proven");
    }
    let aside = plan_of_those_alone(problem);
    let mut of = vec![0; grouped.len()];
    loop {
        let row = |(&i, &group): (&usize, &usize)| Assignment {
            practice: problem.practices()[i].code,
            network: name(problem, &of, group),
            hub: false,
        };
        let mut rows: Vec<Assignment> = grouped.iter().zip(&of).map(row).collect();
        rows.extend(aside.rows().iter().cloned());
        let plan = Plan::new(rows);
        let assessment = assess(problem, &plan);
        prop_assert!(!assessment.keeps_every_rule(), "a plan after all: {:?}", plan);
        if !next_division(&mut of) {
            return Ok("no plan, proven; every division judged");
        }
    }
}

/// The name that a practice of the group is fixed to, else one of its own.
fn name(problem: &Problem, of: &[usize], group: usize) -> String {
    let inside = |code| {
        let at = problem
            .grouped()
            .iter()
            .position(|&i| problem.practices()[i].code == code);
        at.is_some_and(|at| of[at] == group)
    };
    let fixed = problem.rules().fixed.iter().find(|rule| inside(rule.practice));
    fixed.map_or_else(|| format!("group {group}"), |rule| rule.network.clone())
}

/// The next division of the units, each written as the group of every unit, numbered by first use; false after the last.
fn next_division(of: &mut [usize]) -> bool {
    for at in (1..of.len()).rev() {
        let used = of[..at].iter().max().map_or(0, |most| most + 1);
        if of[at] < used {
            of[at] += 1;
            of[at + 1..].fill(0);
            return true;
        }
    }
    false
}

#[test]
fn every_division_is_made_once() {
    // Bell numbers: 1, 2, 5, 15, 52, 203 (OEIS A000110).
    for (units, bell) in [(1, 1), (2, 2), (3, 5), (4, 15), (5, 52), (6, 203)] {
        let mut of = vec![0; units];
        let mut count = 1;
        while next_division(&mut of) {
            count += 1;
        }
        assert_eq!(count, bell);
    }
}

#[test]
fn a_region_ends_in_a_sound_plan_a_refusal_or_a_proof() {
    let number = asked("LOCALITY_REGIONS").unwrap_or(FEW);
    let ends = ends(&regions(), number, |region| end(&region));
    // Of every kind some, or the regions test less than they seem to.
    for kind in [
        "refused: no problem",
        "nothing to group",
        "the best plan, all tried",
        "no plan, proven",
    ] {
        let found = ends.keys().any(|end| end.starts_with(kind));
        assert!(found, "no region ended so: {kind}");
    }
}
