//! The front door: what is given to it, and what comes out.

use super::{brute, checked, made_up};
use locality::engine::instance::Instance;
use locality::engine::solution::{Solution, SolveError, Status};
use locality::engine::stop::{CancelToken, Stop, StopReason};
use locality::engine::{Run, Solver, StartFault};
use locality::objective::Objective;
use locality::problem::{Problem, Rules, Together};
use locality::strategy::{HeatBath, Strategy as _};
use locality::synthetic::Region;
use proptest::prelude::*;

fn region(practices: usize) -> Instance {
    let table = Region::new(practices).seed(4).build().expect("a region");
    let problem = Problem::builder(table).build().expect("a problem");
    let task = Objective::hub_travel().compile(&problem).expect("a task");
    task.instance().clone()
}

/// Counts a solution again by the oracle.
pub fn recount(instance: &Instance, solution: &Solution) {
    let file = instance.file();
    let mut seen: Vec<u32> = Vec::new();
    let mut cost = 0;
    for group in &solution.groups {
        let (violation, worth, _) = brute::value(file, &group.units);
        assert_eq!(violation, 0);
        assert!(brute::connected(file, &group.units));
        cost += worth;
        seen.extend(&group.units);
    }
    seen.sort_unstable();
    assert!(seen.into_iter().eq(0..instance.len() as u32));
    assert!((instance.groups().0..=instance.groups().1).contains(&solution.groups.len()));
    assert_eq!(cost, solution.cost);
    assert!(solution.bound.is_none_or(|bound| bound <= cost));
}

fn units(solution: &Solution) -> Vec<Vec<u32>> {
    solution.groups.iter().map(|group| group.units.clone()).collect()
}

fn cancelled() -> Stop {
    let token = CancelToken::new();
    token.cancel();
    Stop::default().or_cancelled(&token)
}

/// All settings at once; the observer is told every round.
#[test]
fn the_settings_reach_the_search() {
    let instance = region(60);
    let rounds = std::sync::Mutex::new(0);
    let listen = |_: &locality::engine::progress::Progress<'_>| *rounds.lock().expect("no panic") += 1;
    let solver = Solver::new(&instance)
        .seed(7)
        .threads(2)
        .stop(Stop::gap(0.0).or_rounds(3))
        .memory(1 << 30)
        .observer(&listen);
    let solution = solver.solve().expect("a plan");
    recount(&instance, &solution);
    assert_eq!(solution.record.seed, 7);
    assert!(solution.record.rounds <= 3);
    assert_eq!(*rounds.lock().expect("no panic"), solution.record.rounds);
    assert!([StopReason::Rounds, StopReason::Optimal, StopReason::Gap].contains(&solution.record.stop));
}

/// It is never left for a dearer one: a good plan, and hardly any time for another.
#[test]
fn a_good_plan_to_start_from_is_kept() {
    let instance = region(60);
    let run = Run::new().seed(1).threads(2).stop(Stop::rounds(6));
    let good = HeatBath.solve(&instance, &run).expect("a plan");
    let fresh = Solver::new(&instance).seed(2).stop(cancelled()).solve();
    let from = Solver::new(&instance)
        .seed(2)
        .stop(cancelled())
        .start(units(&good));
    let kept = from.solve().expect("a plan");
    recount(&instance, &kept);
    assert!(kept.cost <= good.cost, "{} from {}", kept.cost, good.cost);
    // Without it the same run ends worse, or the test says nothing.
    assert!(fresh.is_err() || fresh.is_ok_and(|fresh| fresh.cost > kept.cost));
    assert!(kept.record.first_plan_seconds.is_some());
}

/// A plan outside its bands is only somewhere to begin.
///
/// ```text
///   0 --- 1 --- 2 --- 3    each of 1, in pairs
/// ```
#[test]
fn a_plan_to_start_from_may_lie_outside_its_bands() {
    let instance = checked(made_up::path(4, 1, (2, 2), (2, 2)));
    let solver = Solver::new(&instance).start(vec![vec![0], vec![3, 2, 1]]);
    let solution = solver.solve().expect("a plan");
    recount(&instance, &solution);
    assert_eq!(units(&solution), [[0, 1], [2, 3]]);
    assert_eq!(solution.status, Status::Optimal);
}

fn refused(instance: &Instance, groups: &[&[u32]]) -> Vec<StartFault> {
    let groups = groups.iter().map(|group| group.to_vec()).collect();
    match Solver::new(instance).start(groups).solve() {
        Err(SolveError::Start(faults)) => faults.0,
        other => panic!("it should be refused: {other:?}"),
    }
}

#[test]
fn what_is_wrong_with_a_plan_to_start_from_comes_at_once() {
    let instance = checked(made_up::path(5, 1, (1, 5), (1, 3)));
    let faults = refused(&instance, &[&[0, 9], &[1, 1], &[], &[2, 4, 0]]);
    let twice = |unit: &str, first, second| StartFault::Twice {
        unit: unit.to_owned(),
        first,
        second,
    };
    assert_eq!(
        faults,
        [
            StartFault::UnknownUnit {
                group: 0,
                unit: 9,
                last: 4
            },
            twice("U1", 1, 1),
            StartFault::Empty { group: 2 },
            twice("U0", 0, 3),
            StartFault::Missing {
                unit: "U3".to_owned()
            },
            StartFault::Groups {
                groups: 4,
                least: 1,
                most: 3
            },
        ]
    );
    let faults = refused(&instance, &[&[0, 1, 3], &[2], &[4]]);
    let piece = StartFault::InPieces {
        group: 0,
        unit: "U3".to_owned(),
        from: "U0".to_owned(),
    };
    assert_eq!(
        piece.to_string(),
        "group 0 is in pieces: U3 cannot be reached from U0 inside it"
    );
    assert_eq!(faults, [piece]);
    assert_eq!(refused(&instance, &[]).len(), 6);
}

/// A long list of faults is cut off in the message, not in the error.
#[test]
fn a_message_stays_short() {
    let instance = checked(made_up::path(60, 1, (1, 60), (1, 60)));
    let error = Solver::new(&instance).start(vec![vec![0]]).solve();
    let text = error.expect_err("59 are missing").to_string();
    assert!(text.contains("U20 is in no group; and 39 more"), "{text}");
}

proptest! {
    /// Any partition is accepted or refused as the oracle says, and what is accepted never makes the answer worse.
    #[test]
    fn plans_to_start_from_are_judged_rightly(
        file in made_up::files(6),
        group_of in proptest::collection::vec(0..4_usize, 6),
    ) {
        let instance = checked(file.clone());
        let n = file.units.len();
        let mut groups: Vec<Vec<u32>> = vec![Vec::new(); 4];
        (0..n).for_each(|unit| groups[group_of[unit]].push(unit as u32));
        groups.retain(|group| !group.is_empty());
        let good = groups.iter().all(|group| brute::connected(&file, group))
            && (file.groups.least..=file.groups.most).contains(&(groups.len() as u32));
        match Solver::new(&instance).threads(1).start(groups).solve() {
            Err(SolveError::Start(faults)) => prop_assert!(!good && !faults.0.is_empty()),
            Err(SolveError::Infeasible(_)) => prop_assert!(good && brute::optimum(&file).is_none()),
            Ok(solution) => {
                prop_assert!(good);
                prop_assert_eq!(Some(solution.cost), brute::optimum(&file));
                recount(&instance, &solution);
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}

/// A plan that is allowed is the answer as it stands; a limit in the first plan ends there.
#[test]
fn the_first_plan_is_enough() {
    let instance = region(150);
    let first = HeatBath
        .solve(&instance, &Run::new().stop(Stop::first_plan().or_rounds(9)))
        .expect("a plan");
    assert_eq!(first.record.stop, StopReason::Plan);
    recount(&instance, &first);
    let again = Run::new()
        .start(units(&first))
        .stop(Stop::first_plan().or_rounds(9));
    let again = HeatBath.solve(&instance, &again).expect("the same plan");
    assert_eq!((units(&again), again.record.rounds), (units(&first), 1));
}

/// Two practices of different networks are to be together: the networks far from them stay as they are.
#[test]
fn what_a_pin_does_not_touch_stays() {
    let table = Region::new(150).seed(4).build().expect("a region");
    let problem = Problem::builder(table.clone()).build().expect("a problem");
    let task = Objective::hub_travel().compile(&problem).expect("a task");
    let first = HeatBath
        .solve(task.instance(), &Run::new().stop(Stop::rounds(2)))
        .expect("a plan");
    let network = |unit: u32| first.groups.iter().position(|group| group.units.contains(&unit));
    let edges = &task.instance().file().edges;
    let &(a, b) = edges
        .iter()
        .find(|&&(a, b)| network(a) != network(b))
        .expect("a border");
    let code = |unit: u32| table[task.practice_of(unit)].code;
    let rules = Rules {
        together: vec![Together::new([code(a), code(b)])],
        ..Rules::default()
    };
    let pinned = Problem::builder(table.clone())
        .rules(rules)
        .build()
        .expect("a problem");
    let task = Objective::hub_travel().compile(&pinned).expect("a task");
    let run = Run::new()
        .start(units(&first))
        .stop(Stop::first_plan().or_rounds(9));
    let answer = HeatBath.solve(task.instance(), &run).expect("a plan");
    recount(task.instance(), &answer);
    let (before, after) = (units(&first), units(&answer));
    let kept = before.iter().filter(|group| after.contains(group)).count();
    assert!(2 * kept >= before.len(), "{kept} of {} stay", before.len());
    for threads in [1, 2] {
        let same = HeatBath
            .solve(task.instance(), &run.clone().threads(threads))
            .expect("a plan");
        assert_eq!(units(&same), after);
    }
}
