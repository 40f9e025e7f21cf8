//! Searches end when they are told to, with the best plan so far.

use super::{region, solve};
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
                (nearest, record)
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

/// A plan that exists but is not found in time: the error says how near the nearest came.
#[test]
fn not_found_tells_the_nearest() {
    let mut file = region(60).file().clone();
    // Two thousand patients wide: too narrow for one round that is cut short at its first stage.
    let band = file.measures[0].band.as_mut().expect("a band");
    (band.least, band.most) = (39_000, 41_000);
    let total: i64 = file.measures[0].values.iter().sum();
    let groups = (total / 40_000) as u32;
    (file.groups.least, file.groups.most) = (groups, groups);
    let instance = crate::engine::checked(file);
    let token = CancelToken::new();
    token.cancel();
    let run = Run::new().threads(1).stop(Stop::default().or_cancelled(&token));
    let Err(SolveError::NotFound {
        violation,
        nearest,
        record,
    }) = HeatBath.solve(&instance, &run)
    else {
        panic!("no plan is found so soon");
    };
    let recount: i64 = nearest.iter().map(|g| instance.value(&g.units).violation).sum();
    assert_eq!((violation, record.first_plan_seconds), (recount, None));
    assert!(violation > 0);
}
