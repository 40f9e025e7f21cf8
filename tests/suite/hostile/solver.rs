//! The solver with values that nobody should give, and cancelled at any time.

use crate::engine::{checked, made_up};
use locality::engine::partition::Partition;
use locality::engine::solution::{Grouping, SolveError};
use locality::engine::stop::{CancelToken, Stop};
use locality::engine::{Run, Solver};
use locality::ensemble::{Draw, Settings};
use locality::problem::{Networks, Problem};
use locality::strategy::{HeatBath, Strategy as _};
use locality::synthetic::Region;
use proptest::prelude::*;
use std::time::Duration;

#[test]
fn the_solver() {
    let instance = checked(made_up::path(4, 1, (1, 2), (2, 4)));
    let starts = [
        vec![],
        vec![vec![]],
        vec![vec![u32::MAX]],
        vec![vec![0, 0, 1, 2, 3]],
        vec![vec![3], vec![2, 1, 0]],
    ];
    for start in starts {
        let solved = Solver::new(&instance).threads(1).start(start.clone()).solve();
        assert!(
            solved.is_ok() || matches!(solved, Err(SolveError::Start(_))),
            "{start:?}"
        );
        let _ = Partition::new(&instance, start.clone());
        let _ = Grouping::new(&instance, start);
    }
    for memory in [0, 1, u64::MAX] {
        let solved = Solver::new(&instance).threads(1).memory(memory).solve();
        assert!(
            solved.is_ok() || matches!(solved, Err(SolveError::Memory { .. })),
            "{memory}"
        );
    }
    for stop in [
        Stop::rounds(0),
        Stop::seconds(0),
        Stop::seconds(u64::MAX),
        Stop::time(Duration::MAX),
        Stop::gap(f64::NAN),
    ] {
        let run = Run::new().threads(1).seed(u64::MAX).stop(stop);
        assert!(HeatBath.solve(&instance, &run).is_ok());
    }
    for number in [0, 1, u64::MAX] {
        let settings = Settings {
            chains: number.min(3) as u32,
            steps: number.min(9),
            burn_in: number,
            thin: number,
            ..Settings::default()
        };
        let _ = Draw::new(&instance, settings).threads(1).run();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Cancelled from another thread at any moment, a search ends with a plan that keeps every rule, or says that it has none; with a plan to start
    /// from it always has one, and never a dearer one.
    #[test]
    fn a_search_may_be_cancelled_at_any_time(after in 0..40_000_u64, seed: u64, threads in 1..=3_usize, begun: bool) {
        let table = Region::new(60).seed(seed % 5).oversize(false).build().expect("a region");
        let problem = Problem::builder(table).networks(Networks::Any).build().expect("a problem");
        let task = locality::objective::Objective::hub_travel().compile(&problem).expect("a task");
        let first = HeatBath.solve(task.instance(), &Run::new().stop(Stop::rounds(1)));
        let first = first.ok().filter(|_| begun);
        let token = CancelToken::new();
        let mut run = Run::new().seed(seed).threads(threads).stop(Stop::default().or_cancelled(&token));
        if let Some(first) = &first {
            run = run.start(first.groups.iter().map(|group| group.units.clone()).collect());
        }
        let solved = std::thread::scope(|scope| {
            scope.spawn(|| {
                std::thread::sleep(Duration::from_micros(after));
                token.cancel();
            });
            Solver::with(task.instance(), run).solve()
        });
        match solved {
            Ok(solution) => {
                let plan = task.plan(&problem, &solution.groups);
                prop_assert!(locality::assess::assess(&problem, &plan).keeps_every_rule());
                prop_assert!(first.is_none_or(|first| solution.cost <= first.cost));
                prop_assert!(solution.bound.is_none_or(|bound| bound <= solution.cost));
            }
            Err(SolveError::NotFound { violation, .. }) => prop_assert!(violation > 0 && first.is_none()),
            Err(other) => prop_assert!(matches!(other, SolveError::Infeasible(_)), "{}", other),
        }
    }
}
