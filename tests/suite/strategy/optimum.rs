//! Small instances against all set partitions.

use crate::engine::{brute, checked, made_up};
use locality::engine::Run;
use locality::engine::instance::InstanceFile;
use locality::engine::partition::Partition;
use locality::engine::solution::{Solution, SolveError, Status};
use locality::engine::stop::{CancelToken, Stop, StopReason};
use locality::strategy::{HeatBath, Strategy as _};
use proptest::prelude::*;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

fn solve(file: &InstanceFile, seed: u64) -> Result<Solution, SolveError> {
    HeatBath.solve(&checked(file.clone()), &Run::new().seed(seed).threads(1))
}

/// The answer is the optimum with a plan to show for it, or a proof that there is none.
fn is_right(file: &InstanceFile, seed: u64) -> Result<(), TestCaseError> {
    let best = brute::optimum(file);
    let solution = match solve(file, seed) {
        Ok(solution) => solution,
        Err(SolveError::Infeasible(proof)) => {
            prop_assert_eq!(best, None, "{}", proof);
            return Ok(());
        }
        Err(other) => return Err(TestCaseError::fail(other.to_string())),
    };
    prop_assert_eq!(Some(solution.cost), best);
    prop_assert_eq!((solution.status, solution.bound), (Status::Optimal, best));
    prop_assert_eq!(solution.gap().map(|gap| gap.to_bits()), Some(0));
    prop_assert_eq!(solution.record.stop, StopReason::Optimal);
    let mut seen: Vec<u32> = Vec::new();
    for group in &solution.groups {
        let (violation, cost, site) = brute::value(file, &group.units);
        prop_assert_eq!((0, cost, site), (violation, group.value.cost, group.value.site));
        prop_assert!(brute::connected(file, &group.units));
        seen.extend(&group.units);
    }
    seen.sort_unstable();
    prop_assert!(seen.into_iter().eq(0..file.units.len() as u32));
    prop_assert!((file.groups.least..=file.groups.most).contains(&(solution.groups.len() as u32)));
    Ok(())
}

/// The random instances below are of both kinds, often enough to mean something.
#[test]
fn made_up_instances_are_with_and_without_a_plan() {
    let mut runner = TestRunner::deterministic();
    let draw = |_| {
        made_up::files(10)
            .new_tree(&mut runner)
            .expect("an instance")
            .current()
    };
    let with = (0..200)
        .map(draw)
        .filter(|file| brute::optimum(file).is_some())
        .count();
    assert!((40..=160).contains(&with), "{with} of 200 have a plan");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn small_instances_are_solved_exactly(file in made_up::files(10), seed: u64) {
        is_right(&file, seed)?;
    }

    /// Numbers as large as the format allows, with rewards: energies must not overflow.
    #[test]
    fn enormous_costs_are_solved_exactly(file in made_up::files(6), seed: u64) {
        let mut file = file;
        let scale = (1_i64 << 53) / 100_000;
        file.fixed *= scale;
        file.pairs.iter_mut().for_each(|pair| pair.2 *= scale);
        file.sites.iter_mut().flat_map(|s| &mut s.star).for_each(|star| star.1 *= scale);
        // A first measure that is nought on the whole gives no scale for the price of a violation.
        file.measures.rotate_left(1);
        is_right(&file, seed)?;
    }
}

/// Twelve to fourteen units are still solved exactly; a sparse graph and a narrow band keep the oracle quick.
#[test]
fn up_to_fourteen_units_are_solved_exactly() {
    for units in 12..=14 {
        let mut file = made_up::path(units, 0, (8, 12), (1, units));
        file.measures[0].values = (0..units).map(|u| 2 + i64::from(u * 7 % 4)).collect();
        file.edges.extend((0..units - 3).map(|u| (u, u + 3)));
        file.pairs = (0..units - 2)
            .map(|u| (u, u + 2, i64::from(u * 5 % 11) - 4))
            .collect();
        assert!(brute::optimum(&file).is_some());
        is_right(&file, 1).expect("solved exactly");
    }
}

/// A proof needs no time: it comes although the search was cancelled before it began.
#[test]
fn a_small_instance_is_solved_although_cancelled() {
    let token = CancelToken::new();
    token.cancel();
    let file = made_up::path(6, 1, (2, 3), (2, 3));
    let run = Run::new().threads(1).stop(Stop::default().or_cancelled(&token));
    let solution = HeatBath.solve(&checked(file), &run).expect("a plan");
    assert_eq!(solution.status, Status::Optimal);
}

/// The groups of a solution are a partition again.
#[test]
fn a_solution_is_a_partition() {
    let instance = checked(made_up::path(9, 1, (2, 4), (3, 3)));
    let solution = HeatBath.solve(&instance, &Run::new().threads(1)).expect("a plan");
    let again = Partition::new(&instance, solution.groups.iter().map(|g| g.units.clone()));
    assert_eq!(again.map(|p| p.rank()), Some((0, solution.cost)));
    assert!(
        solution
            .groups
            .windows(2)
            .all(|pair| pair[0].units[0] < pair[1].units[0])
    );
}
