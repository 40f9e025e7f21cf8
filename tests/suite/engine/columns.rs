//! Bounds and proofs through the front door: never a bound above the optimum, never "optimal" of what is not.

use super::solver::recount;
use super::{brute, checked, made_up};
use locality::engine::Solver;
use locality::engine::instance::{Instance, InstanceFile};
use locality::engine::solution::{Solution, SolveError, Status};
use locality::engine::stop::Stop;
use locality::objective::Objective;
use locality::problem::Problem;
use locality::synthetic::Region;
use proptest::prelude::*;

/// What the solver says of an instance is true; its solution, where there is one.
fn judged(file: &InstanceFile, optimum: Option<i64>, rounds: u64) -> Result<Option<Solution>, TestCaseError> {
    let instance = checked(file.clone());
    match Solver::new(&instance)
        .threads(1)
        .stop(Stop::rounds(rounds))
        .solve()
    {
        Ok(solution) => {
            recount(&instance, &solution);
            let Some(optimum) = optimum else {
                return Err(TestCaseError::fail("a plan where there is none"));
            };
            prop_assert!(solution.cost >= optimum);
            prop_assert!(
                solution.bound.is_none_or(|bound| bound <= optimum),
                "{:?} is above {}",
                solution.bound,
                optimum
            );
            prop_assert_eq!(
                solution.status == Status::Optimal,
                solution.bound == Some(solution.cost)
            );
            prop_assert!(solution.status != Status::Optimal || solution.cost == optimum);
            Ok(Some(solution))
        }
        Err(SolveError::Infeasible(proof)) => {
            prop_assert!(optimum.is_none(), "{proof}, but a plan costs {optimum:?}");
            Ok(None)
        }
        Err(SolveError::NotFound { violation, .. }) => {
            prop_assert!(violation > 0);
            Ok(None)
        }
        Err(other) => Err(TestCaseError::fail(other.to_string())),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Few enough units to be solved by trying everything: always proven.
    #[test]
    fn small_instances_are_solved(file in prop_oneof![made_up::files(9), made_up::travel(6..=10), made_up::travel_from_today(6..=10)]) {
        let optimum = brute::optimum(&file);
        prop_assert_eq!(brute::plan(&file).map(|(cost, _)| cost), optimum, "the oracles agree");
        let solution = judged(&file, optimum, 4)?;
        prop_assert_eq!(solution.map(|solution| solution.cost), optimum);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// One unit too many for that: columns and cuts have to do it.
    #[test]
    fn columns_prove_nothing_false_of_any_instance(file in made_up::file_of(15)) {
        judged(&file, brute::plan(&file).map(|(cost, _)| cost), 12)?;
    }

    #[test]
    fn columns_prove_hub_travel(file in made_up::travel(15..=15)) {
        let optimum = brute::plan(&file).map(|(cost, _)| cost);
        if let Some(solution) = judged(&file, optimum, 40)? {
            prop_assert_eq!(solution.status, Status::Optimal, "{:?} of {:?}", solution.bound, optimum);
            prop_assert!(solution.certificate.is_some());
        }
    }
}

pub fn region(practices: usize) -> Instance {
    let table = Region::new(practices).seed(4).build().expect("a region");
    let problem = Problem::builder(table).build().expect("a problem");
    let task = Objective::hub_travel().compile(&problem).expect("a task");
    task.instance().clone()
}

/// Everything of a solution that no clock decides: also how much work the proof was.
fn threads_change_nothing(instance: &Instance, rounds: u64, others: &[usize]) -> Solution {
    let solve = |threads| {
        let solver = Solver::new(instance)
            .seed(3)
            .threads(threads)
            .stop(Stop::rounds(rounds));
        solver.solve().expect("a plan")
    };
    let one = solve(1);
    recount(instance, &one);
    for &threads in others {
        let other = solve(threads);
        assert_eq!(other.groups, one.groups, "{threads} threads");
        assert_eq!(
            (other.cost, other.bound),
            (one.cost, one.bound),
            "{threads} threads"
        );
        assert_eq!(other.certificate, one.certificate, "{threads} threads");
        let work = |solution: &Solution| {
            let record = &solution.record;
            (
                record.rounds,
                record.columns,
                record.cuts,
                record.nodes,
                record.pricings,
            )
        };
        assert_eq!(work(&other), work(&one), "{threads} threads");
    }
    one
}

#[test]
fn threads_change_no_proof() {
    let solution = threads_change_nothing(&region(60), 6, &[2, 8]);
    assert!(solution.certificate.is_some());
}

/// With the number of groups free, the list and the tree look different.
#[test]
fn threads_change_no_proof_with_the_number_of_groups_free() {
    let mut file = region(50).file().clone();
    file.groups.least -= 1;
    file.groups.most += 1;
    let solution = threads_change_nothing(&checked(file), 6, &[2, 8]);
    assert!(solution.certificate.is_some());
}

/// So large that no list is written down: parts are priced in turn, and their dives are filled up to plans.
/// Groups are dear, so that few full ones are wanted: the root lies between two numbers of them, and each side has a proof of its own.
#[test]
fn threads_change_no_proof_for_single_numbers_of_groups() {
    let mut file = region(60).file().clone();
    file.groups.least -= 4;
    file.groups.most += 4;
    file.fixed = 100_000_000;
    let solution = threads_change_nothing(&checked(file), 5, &[2, 8]);
    let certificate = solution.certificate.expect("a bound has a certificate");
    assert!(certificate.counts.len() >= 2, "no number of groups on its own");
}

#[test]
fn a_large_region_has_a_bound_and_threads_do_not_change_it() {
    let solution = threads_change_nothing(&region(1_010), 7, &[8]);
    let gap = solution.gap().expect("a bound");
    assert!(gap < 0.02, "{gap}");
    assert!(solution.record.cuts > 0, "it came as far as cuts");
}
