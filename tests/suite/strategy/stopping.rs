//! Searches end when they are told to, with the best plan so far.

use super::{region, solve};
use crate::engine::{checked, made_up};
use locality::engine::Run;
use locality::engine::progress::Progress;
use locality::engine::solution::SolveError;
use locality::engine::stop::{CancelToken, Stop, StopReason};
use locality::strategy::{HeatBath, Strategy};
use std::sync::mpsc;
use std::time::Duration;

/// Cancelled from another thread as soon as three rounds are done: the plan is that of a round that was completed.
#[test]
fn another_thread_cancels() {
    let instance = region(60);
    let token = CancelToken::new();
    let (tell, told) = mpsc::channel();
    let tell = std::sync::Mutex::new(tell);
    let listen = |progress: &Progress<'_>| {
        // The other thread may have gone already.
        let _ = tell.lock().expect("no panic").send(progress.rounds);
    };
    let solution = std::thread::scope(|scope| {
        let canceller = token.clone();
        scope.spawn(move || {
            while told.recv().is_ok_and(|rounds| rounds < 3) {}
            canceller.cancel();
        });
        let run = Run::new()
            .threads(2)
            .stop(Stop::default().or_cancelled(&token))
            .observer(&listen);
        HeatBath.solve(&instance, &run).expect("a plan")
    });
    assert_eq!(solution.record.stop, StopReason::Cancelled);
    assert!(solution.record.rounds >= 3);
    let again = solve(&instance, 1, 2, solution.record.rounds);
    assert_eq!((again.groups, again.cost), (solution.groups, solution.cost));
}

/// Cancelled before it begins: no hanging, and what there is, be it a plan or the nearest to one.
#[test]
fn cancelled_before_it_begins() {
    for practices in [60, 400] {
        let instance = region(practices);
        let token = CancelToken::new();
        token.cancel();
        let run = Run::new().threads(2).stop(Stop::default().or_cancelled(&token));
        let (groups, record) = match HeatBath.solve(&instance, &run) {
            Ok(solution) => (solution.groups, solution.record),
            Err(SolveError::NotFound {
                violation,
                nearest,
                record,
            }) => {
                assert!(violation > 0);
                (nearest, *record)
            }
            Err(other) => panic!("{other}"),
        };
        assert_eq!((record.stop, record.rounds), (StopReason::Cancelled, 1));
        assert_eq!(
            groups.iter().map(|g| g.units.len()).sum::<usize>(),
            instance.len()
        );
        assert_eq!(groups.len(), instance.groups().0);
    }
}

#[test]
fn a_limit_in_time_ends_a_search() {
    let run = Run::new().threads(2).stop(Stop::time(Duration::from_millis(1)));
    match HeatBath.solve(&region(150), &run) {
        Ok(solution) => assert_eq!(solution.record.stop, StopReason::Time),
        Err(SolveError::NotFound { record, .. }) => assert_eq!(record.stop, StopReason::Time),
        Err(other) => panic!("{other}"),
    }
}

/// No round at all is taken as one: there is always a plan to return.
#[test]
fn no_rounds_are_one() {
    let instance = region(60);
    assert_eq!(solve(&instance, 1, 1, 0).groups, solve(&instance, 1, 1, 1).groups);
    assert_eq!(Stop::rounds(0).most_rounds(), Some(1));
}

/// Sixteen units of 4 around one of 4, band 8-8: every unit has a group, but they all need the middle. That is no quick proof,
/// and too large for a slow one: none is found, and the error says how near the nearest came.
///
/// ```text
///   1   2   3 ...
///    \  |  /
///      0
/// ```
#[test]
fn not_found_tells_the_nearest() {
    let mut file = made_up::path(16, 4, (8, 8), (8, 8));
    file.edges = (1..16).map(|leaf| (0, leaf)).collect();
    let instance = checked(file);
    let run = Run::new().threads(1).stop(Stop::rounds(3));
    let Err(SolveError::NotFound {
        violation,
        nearest,
        record,
    }) = HeatBath.solve(&instance, &run)
    else {
        panic!("there is no plan, and no proof");
    };
    // Seven leaves alone lack 4 each; the middle and the other eight are 28 too many.
    let recount: i64 = nearest.iter().map(|g| instance.value(&g.units).violation).sum();
    assert_eq!((violation, recount, nearest.len()), (56, 56, 8));
    assert_eq!((record.rounds, record.first_plan_seconds), (3, None));
}
