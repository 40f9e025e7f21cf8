//! A search put down and taken up again is the search that was never put down.

use super::made_up::path;
use super::{checked, columns, made_up};
use locality::engine::Solver;
use locality::engine::instance::{Instance, InstanceFile};
use locality::engine::progress::Progress;
use locality::engine::solution::{Parts, Solution, SolveError};
use locality::engine::stop::{CancelToken, Stop};
use locality::fault::FaultCode;
use locality::strategy::{HeatBath, Strategy};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Everything that no clock decides, to the last byte; or why there is no plan.
fn told(instance: &Instance, solved: Result<Solution, SolveError>) -> String {
    let timeless = |mut record: locality::engine::solution::Record| {
        (record.seconds, record.first_plan_seconds, record.parts) = (0.0, None, Parts::default());
        record
    };
    match solved {
        Ok(mut solution) => {
            solution.record = timeless(solution.record);
            format!("{solution:?}")
        }
        Err(SolveError::NotFound {
            violation,
            nearest,
            record,
        }) => format!("{violation} {nearest:?} {:?}", timeless(*record)),
        Err(SolveError::Infeasible(proof)) => format!("{proof:?}"),
        Err(other) => panic!("{other} of {} units", instance.len()),
    }
}

fn at_round(folder: &Path, round: u64) -> PathBuf {
    folder.join(format!("round-{round}"))
}

/// Solves in one go, putting the search down after every round; then goes on from each of these, on other numbers of threads.
/// Returns how many there were, and the record of the whole.
fn unbroken_and_broken(
    file: &InstanceFile,
    rounds: u64,
    start: Option<&[Vec<u32>]>,
    from: &[u64],
) -> Solution {
    let instance = checked(file.clone());
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("checkpoint");
    let solver = |threads: usize| {
        let solver = Solver::new(&instance)
            .seed(3)
            .threads(threads)
            .stop(Stop::rounds(rounds));
        match start {
            Some(groups) => solver.start(groups.to_vec()),
            None => solver,
        }
    };
    let keep = |progress: &Progress<'_>| {
        assert!(progress.not_written.is_none(), "{:?}", progress.not_written);
        std::fs::copy(&path, at_round(folder.path(), progress.rounds))
            .expect("it is there after every round");
    };
    let plain = solver(2).solve();
    let whole = solver(1).checkpoint(&path, 0).observer(&keep).solve();
    let solution = whole.as_ref().expect("a plan").clone();
    let expected = told(&instance, plain);
    assert_eq!(
        told(&instance, whole),
        expected,
        "putting it down changes nothing"
    );
    for (&round, threads) in from.iter().zip([1, 2, 8].into_iter().cycle()) {
        let path = at_round(folder.path(), round);
        if round > solution.record.rounds {
            break;
        }
        let resumed = solver(threads).resume(&path).solve();
        assert_eq!(
            told(&instance, resumed),
            expected,
            "gone on after round {round} on {threads} threads"
        );
    }
    solution
}

const EVERY: [u64; 12] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/// A made-up region whose proof goes through root, list and tree, with cuts.
#[test]
fn with_the_number_of_groups_fixed() {
    let solution = unbroken_and_broken(columns::region(60).file(), 12, None, &EVERY);
    assert!(
        solution.record.cuts > 0 && solution.record.nodes > 0,
        "{:?}",
        solution.record
    );
}

#[test]
fn with_the_number_of_groups_free() {
    let mut file = columns::region(60).file().clone();
    let groups = file.groups.least;
    (file.groups.least, file.groups.most) = (groups - 1, groups + 2);
    let solution = unbroken_and_broken(&file, 10, None, &EVERY);
    assert!(solution.record.cuts > 0, "{:?}", solution.record);
}

#[test]
fn with_a_larger_region() {
    let solution = unbroken_and_broken(
        columns::region(150).file(),
        14,
        None,
        &[1, 4, 7, 9, 11, 12, 13, 14],
    );
    assert!(solution.record.rounds > 8, "{:?}", solution.record);
}
