//! The same instance, seed and rounds give the same plan: twice, and at any number of threads.

use super::{region, solve};
use locality::engine::Run;
use locality::engine::instance::Instance;
use locality::engine::partition::Group;
use locality::engine::progress::Progress;
use locality::engine::solution::Solution;
use locality::engine::stop::Stop;
use locality::strategy::{HeatBath, Strategy};
use std::sync::Mutex;

/// Everything of a solution that no clock decides.
fn told(solution: &Solution) -> (&[Group], i64, u64, u64) {
    let record = &solution.record;
    (
        &solution.groups,
        solution.cost,
        record.rounds,
        record.improvements,
    )
}

fn threads_change_nothing(instance: &Instance, rounds: u64) {
    let one = solve(instance, 1, 1, rounds);
    assert_eq!(one.record.rounds, rounds);
    for threads in [1, 2, 8] {
        let other = solve(instance, 1, threads, rounds);
        assert_eq!(told(&other), told(&one), "{threads} threads");
    }
}

#[test]
fn threads_change_nothing_for_60_practices() {
    threads_change_nothing(&region(60), 7);
}

#[test]
fn threads_change_nothing_for_150_practices() {
    threads_change_nothing(&region(150), 3);
}

#[test]
fn threads_change_nothing_for_400_practices() {
    threads_change_nothing(&region(400), 2);
}

/// With the number of groups free, groups are renumbered as they come and go.
#[test]
fn threads_change_nothing_with_the_number_of_groups_free() {
    let mut file = region(150).file().clone();
    let groups = file.groups.least;
    (file.groups.least, file.groups.most) = (groups - 2, groups + 2);
    let instance = Instance::try_from(file).expect("a range of groups");
    threads_change_nothing(&instance, 3);
    let count = solve(&instance, 1, 2, 3).groups.len() as u32;
    assert!((groups - 2..=groups + 2).contains(&count));
}

/// The seed is used: of three seeds, not all take the same path.
#[test]
fn seeds_take_paths_of_their_own() {
    let instance = region(150);
    let first = [1, 2, 3].map(|seed| solve(&instance, seed, 1, 1).groups);
    assert!(first[0] != first[1] || first[1] != first[2]);
}

/// What an observer of a long run sees after round k is what a run of k rounds returns.
#[test]
fn a_shorter_run_is_the_beginning_of_a_longer_one() {
    let instance = region(60);
    let seen: Mutex<Vec<(Vec<Group>, i64, bool)>> = Mutex::new(Vec::new());
    let listen = |progress: &Progress<'_>| {
        let mut seen = seen.lock().expect("no panic");
        assert_eq!(progress.rounds, seen.len() as u64 + 1);
        assert_eq!(progress.violation, 0);
        seen.push((progress.best.to_vec(), progress.cost, progress.improved));
    };
    let run = Run::new().threads(2).stop(Stop::rounds(6)).observer(&listen);
    HeatBath.solve(&instance, &run).expect("a plan");
    let seen = seen.into_inner().expect("no panic");
    assert_eq!(seen.len(), 6);
    assert!(
        seen.windows(2)
            .all(|pair| pair[1].1 <= pair[0].1 && pair[1].2 == (pair[1].1 < pair[0].1))
    );
    for rounds in [1, 2, 4, 6] {
        let solution = solve(&instance, 1, 1, rounds);
        let (mut groups, cost, _) = seen[rounds as usize - 1].clone();
        groups.sort_by_key(|group| group.units[0]);
        assert_eq!(
            (&solution.groups, solution.cost),
            (&groups, cost),
            "{rounds} rounds"
        );
        let improved = seen[..rounds as usize].iter().filter(|round| round.2).count() as u64;
        assert_eq!(solution.record.improvements, improved);
    }
}
