//! A search put down and taken up again is the search that was never put down.

mod refused;

use super::{checked, columns, made_up, without_times};
use locality::engine::instance::Instance;
use locality::engine::progress::Progress;
use locality::engine::solution::{Solution, SolveError};
use locality::engine::stop::{CancelToken, Stop};
use locality::engine::{Run, Solver};
use locality::fault::FaultCode;
use locality::strategy::{HeatBath, Strategy};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Everything that no clock decides, to the last byte; or why there is no plan.
fn told(instance: &Instance, solved: Result<Solution, SolveError>) -> String {
    match solved {
        Ok(mut solution) => {
            without_times(&mut solution.record);
            format!("{solution:?}")
        }
        Err(SolveError::NotFound {
            violation,
            nearest,
            mut record,
        }) => {
            without_times(&mut record);
            format!("{violation} {nearest:?} {record:?}")
        }
        Err(SolveError::Infeasible(proof)) => format!("{proof:?}"),
        Err(other) => panic!("{other} of {} units", instance.len()),
    }
}

fn at_round(folder: &Path, round: u64) -> PathBuf {
    folder.join(format!("round-{round}"))
}

/// Solves in one go, putting the search down after every round; then goes on from each of these rounds, on other numbers of threads.
/// Returns what the whole came to.
fn unbroken_and_broken(
    instance: &Instance,
    rounds: u64,
    start: Option<&[Vec<u32>]>,
    from: impl IntoIterator<Item = u64>,
) -> Result<Solution, SolveError> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("checkpoint");
    let solver = |threads: usize| {
        let solver = Solver::new(instance)
            .seed(3)
            .threads(threads)
            .stop(Stop::rounds(rounds));
        match start {
            Some(groups) => solver.start(groups.to_vec()),
            None => solver,
        }
    };
    let last = AtomicU64::new(0);
    let keep = |progress: &Progress<'_>| {
        assert!(progress.not_written.is_none(), "{:?}", progress.not_written);
        std::fs::copy(&path, at_round(folder.path(), progress.rounds))
            .expect("it is there after every round");
        last.store(progress.rounds, Ordering::Relaxed);
    };
    let whole = solver(1).checkpoint(&path, 0).observer(&keep).solve();
    let expected = told(instance, whole.clone());
    assert_eq!(
        told(instance, solver(2).solve()),
        expected,
        "putting it down changes nothing"
    );
    let last = last.into_inner();
    let from = from.into_iter().filter(|&round| round <= last);
    for (round, threads) in from.zip([1, 2, 8].into_iter().cycle()) {
        let resumed = solver(threads).resume(at_round(folder.path(), round)).solve();
        assert_eq!(
            told(instance, resumed),
            expected,
            "gone on after round {round} on {threads} threads"
        );
    }
    whole
}

/// A made-up region whose proof goes through root, list and tree, with cuts.
#[test]
fn with_the_number_of_groups_fixed() {
    let solution = unbroken_and_broken(&columns::region(60), 12, None, 1..=12).expect("a plan");
    let record = solution.record;
    assert!(record.cuts > 0 && record.nodes > 0, "{record:?}");
}

#[test]
fn with_the_number_of_groups_free() {
    let mut file = columns::region(60).file().clone();
    (file.groups.least, file.groups.most) = (file.groups.least - 1, file.groups.most + 2);
    let solution = unbroken_and_broken(&checked(file), 10, None, 1..=10).expect("a plan");
    assert!(solution.record.cuts > 0, "{:?}", solution.record);
}

/// With a longer list.
#[test]
fn with_a_larger_region() {
    let solution = unbroken_and_broken(&columns::region(120), 6, None, [2, 5]).expect("a plan");
    assert!(solution.record.cuts > 0, "{:?}", solution.record);
}

/// A plan outside the bands, mended in the first round.
#[test]
fn with_a_plan_to_start_from() {
    let instance = columns::region(60);
    let mut file = instance.file().clone();
    for band in file
        .measures
        .iter_mut()
        .filter_map(|measure| measure.band.as_mut())
    {
        (band.least, band.most) = (0, band.most * 2);
    }
    let loose = checked(file);
    let loose = Solver::new(&loose)
        .threads(1)
        .stop(Stop::rounds(2))
        .solve()
        .expect("a plan");
    let start: Vec<Vec<u32>> = loose.groups.into_iter().map(|group| group.units).collect();
    assert!(start.iter().any(|units| instance.value(units).violation > 0));
    unbroken_and_broken(&instance, 6, Some(&start), 1..=6).expect("a plan");
}

/// So large that no list is written down, with plans made of prices and windows of them.
#[test]
fn with_a_region_too_large_for_lists() {
    let solution = unbroken_and_broken(&columns::region(1_010), 12, None, [9]).expect("a plan");
    assert!(solution.record.cuts > 0, "{:?}", solution.record);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Instances of all kinds: without sites, in pieces, without any plan.
    #[test]
    fn with_anything(file in prop_oneof![made_up::file_of(16), made_up::travel(15..=18)]) {
        // What is refused for good is refused as well where it is gone on with.
        let _ = unbroken_and_broken(&checked(file), 8, None, [1, 2, 3, 5, 7]);
    }
}

/// A range of groups may reach beyond the number of units.
#[test]
fn with_more_groups_than_units() {
    let file = made_up::path(16, 1, (1, 2), (15, 17));
    let _ = unbroken_and_broken(&checked(file), 4, None, [1, 2]);
}

/// The search for plans alone, as the strategy that proves nothing does it.
#[test]
fn without_a_bound() {
    let instance = columns::region(60);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("checkpoint");
    let run = || Run::new().seed(2).threads(2);
    let whole = HeatBath.solve(&instance, &run().stop(Stop::rounds(7)));
    let expected = told(&instance, whole);
    for rounds in [1, 3, 6] {
        let part = run().stop(Stop::rounds(rounds)).checkpoint(&path, 1_000_000);
        HeatBath.solve(&instance, &part).expect("a plan");
        let resumed = HeatBath.solve(&instance, &run().stop(Stop::rounds(7)).resume(&path));
        assert_eq!(
            told(&instance, resumed),
            expected,
            "gone on after {rounds} rounds"
        );
    }
    // With a bound it would have gone another way.
    let error = Solver::with(&instance, run().resume(&path))
        .solve()
        .expect_err("no bound");
    assert_eq!(refused::code(&error), FaultCode::CheckpointSettings);
}

/// What a cancelled round had come to is returned, and not put down.
#[test]
fn a_round_that_was_cut_short_is_not_put_down() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("checkpoint");
    let instance = columns::region(60);
    let token = CancelToken::new();
    let cancel = |progress: &Progress<'_>| {
        if progress.rounds == 3 {
            token.cancel();
        }
    };
    let solver = Solver::new(&instance).seed(3).threads(2);
    let stop = Stop::rounds(12).or_cancelled(&token);
    let solution = solver
        .stop(stop)
        .checkpoint(&path, 0)
        .observer(&cancel)
        .solve()
        .expect("a plan");
    assert_eq!((solution.record.rounds, solution.record.cut_short), (3, true));
    let solver = || Solver::new(&instance).seed(3).threads(1).stop(Stop::rounds(8));
    assert_eq!(
        told(&instance, solver().resume(&path).solve()),
        told(&instance, solver().solve())
    );
}

/// A folder stands where the file should be: told after every round, and nothing else is changed.
#[test]
fn a_checkpoint_that_cannot_be_written_ends_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let instance = columns::region(30);
    let times = AtomicU64::new(0);
    let listen = |progress: &Progress<'_>| {
        let error = progress.not_written.expect("a folder stands there");
        assert_eq!(error.code, FaultCode::FileNotWritten);
        times.fetch_add(1, Ordering::Relaxed);
    };
    let solver = || Solver::new(&instance).threads(1).stop(Stop::rounds(3));
    let listened = solver().checkpoint(folder.path(), 0).observer(&listen).solve();
    let rounds = listened.as_ref().expect("a plan").record.rounds;
    assert_eq!(told(&instance, listened), told(&instance, solver().solve()));
    assert_eq!(times.into_inner(), rounds);
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

/// Between times nothing is written, but for the end.
#[test]
fn so_many_seconds_lie_between_two_checkpoints() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("checkpoint");
    let instance = columns::region(60);
    let listen = |progress: &Progress<'_>| assert_eq!(path.is_file(), progress.rounds == 3);
    let solver = Solver::new(&instance).threads(1).stop(Stop::rounds(3));
    solver
        .checkpoint(&path, 1_000_000)
        .observer(&listen)
        .solve()
        .expect("a plan");
}
