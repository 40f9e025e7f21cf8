//! Public functions with values that nobody should give: they answer or refuse, and never panic. Where an argument is the index of something that the
//! library made, it is used as a slice uses it, as the function's page says; such arguments are not among these.

use crate::engine::{checked, made_up};
use locality::apportion::{Limits, Method, apportion, split};
use locality::engine::Run;
use locality::engine::Solver;
use locality::engine::instance::{BandFile, Shape};
use locality::engine::partition::Partition;
use locality::engine::solution::{Grouping, SolveError};
use locality::engine::stop::{CancelToken, Stop};
use locality::ensemble::{Draw, Settings};
use locality::funding::{Budget, RunningCost};
use locality::graph::{EdgeError, PracticeGraph};
use locality::hub::Siting;
use locality::place::PlaceSize;
use locality::plan::Plan;
use locality::practice::{Location, Practice, Practices, Wgs84};
use locality::problem::{Band, Measure, Networks, Problem};
use locality::rollout::{ranks, scores};
use locality::strategy::{HeatBath, Strategy as _};
use locality::synthetic::Region;
use locality::travel::Travel;
use locality::units::{Cost, Metres, Patients, Pence, Seconds};
use proptest::prelude::*;
use std::time::Duration;

const WHOLE: [i64; 9] = [
    i64::MIN,
    i64::MIN + 1,
    -1,
    0,
    1,
    49_999,
    1 << 53,
    i64::MAX - 1,
    i64::MAX,
];
const COUNTS: [u64; 8] = [0, 1, 2, 40_000, 1 << 32, 1 << 53, u64::MAX - 1, u64::MAX];
const REAL: [f64; 9] = [
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    0.0,
    -0.0,
    f64::MIN_POSITIVE,
    f64::MAX,
    f64::MIN,
    90.0,
];

/// Every pair of some values.
fn pairs<T: Copy>(values: &[T]) -> Vec<(T, T)> {
    let each = values.iter().flat_map(|&a| values.iter().map(move |&b| (a, b)));
    each.collect()
}

#[test]
fn places_and_ways() {
    for (a, b) in pairs(&WHOLE) {
        assert!(Location::new(a, b).is_err() || ((0..=700_000).contains(&a) && (0..=1_300_000).contains(&b)));
    }
    for (lat, lon) in pairs(&REAL) {
        assert!(Location::from_wgs84(Wgs84 { lat, lon }).is_err(), "{lat} {lon}");
    }
    for count in COUNTS {
        let _ = locality::travel::drive_time(Metres(count));
    }
    assert!(matches!(
        PracticeGraph::from_edges(usize::MAX, []),
        Err(EdgeError::TooMany { .. })
    ));
    assert!(matches!(
        PracticeGraph::from_edges(2, [(0, usize::MAX)]),
        Err(EdgeError::OutOfRange { .. })
    ));
    assert_eq!(
        PracticeGraph::from_edges(0, [])
            .expect("no practice")
            .components(),
        Vec::<Vec<usize>>::new()
    );
}

#[test]
fn units_stay_at_their_ends() {
    for (a, b) in pairs(&COUNTS) {
        assert!(Patients(a) + Patients(b) >= Patients(a.max(b)));
        assert!(Metres(a) - Metres(b) <= Metres(a));
        assert!([Seconds(a), Seconds(b)].into_iter().sum::<Seconds>() >= Seconds(a.max(b)));
        let _ = Networks::Any.range(
            Patients(a),
            Band {
                least: Patients(b),
                most: Patients(a),
            },
        );
        let _ = Networks::Auto.range(
            Patients(b),
            Band {
                least: Patients(0),
                most: Patients(a),
            },
        );
        let band = Band {
            least: Patients(a),
            most: Patients(b),
        };
        let _ = (band.target(), band.outside(Patients(a)), band.to_string());
    }
    for (a, b) in pairs(&WHOLE) {
        let (mut sum, mut rest) = (Cost(a), Pence(a));
        sum += Cost(b);
        rest -= Pence(b);
        assert!(!rest.pounds().is_empty() && !sum.to_string().is_empty());
    }
}

#[test]
fn tables_and_problems() {
    assert!(Practices::new(Vec::new()).is_err());
    let place = Location::new(400_000, 300_000).expect("on the grid");
    for list in COUNTS {
        let practice = Practice::new("A1".parse().expect("a code"), "", place, Patients(list));
        let made = Practices::new(vec![practice]);
        assert_eq!(
            made.is_ok(),
            (1..=Practices::LARGEST_LIST.0).contains(&list),
            "{list}"
        );
    }
    let table = Region::new(4).build().expect("a region");
    let code = table.as_slice()[0].code;
    for (a, b) in pairs(&COUNTS) {
        let built = Problem::builder(table.clone())
            .band(Band {
                least: Patients(a),
                most: Patients(b),
            })
            .supply(Measure::new("rooms", [(code, a)]))
            .build();
        assert!(built.is_err() || (a <= b && b <= Practices::LARGEST_LIST.0));
        let most = (
            a.min(u64::from(u32::MAX)) as u32,
            b.min(u64::from(u32::MAX)) as u32,
        );
        let _ = Problem::builder(table.clone())
            .networks(Networks::Range(most.0, most.1))
            .build();
    }
    // A plan of nothing, and travel or a graph of others.
    let problem = Problem::builder(table.clone()).build().expect("a problem");
    let nothing = locality::assess::assess(&problem, &Plan::new(Vec::new()));
    assert!(!nothing.keeps_every_rule() && nothing.networks.is_empty());
    let others = Region::new(3).build().expect("a region");
    assert!(
        Problem::builder(table.clone())
            .travel(Travel::straight_line(&others))
            .build()
            .is_err()
    );
    assert!(
        Problem::builder(table)
            .graph(PracticeGraph::yardstick(&others))
            .build()
            .is_err()
    );
    for number in [0, usize::MAX] {
        assert!(Region::new(number).build().is_err());
    }
}

#[test]
fn shares_and_money() {
    for (a, b) in pairs(&COUNTS) {
        for method in [Method::LargestRemainder, Method::Webster, Method::DHondt] {
            if let Ok(found) = apportion(
                a.min(9_999),
                &[a, b],
                method,
                &Limits::Each(vec![(0, Some(b)), (0, None)]),
            ) {
                assert_eq!(found.seats.iter().sum::<u64>(), a.min(9_999));
            }
            let _ = apportion(a, &[], method, &Limits::None);
        }
        let _ = (
            scores(&[a], &[b], a),
            scores(&[a], &[], b),
            ranks(&[a, b, a]),
            ranks(&[]),
        );
        let _ = PlaceSize {
            least_networks: a,
            most_networks: b,
            least_patients: Patients(a),
        }
        .number(b, Patients(a));
        let _ = PlaceSize::provider().number(a, Patients(b));
        let _ = (
            RunningCost::default().of_networks(a),
            RunningCost::default().of_commissioner(Patients(b)),
        );
        let _ = Siting::new(vec![a, b], vec![vec![a, b], vec![b, a]]);
        let _ = Siting::new(vec![a], vec![vec![], vec![b]]);
    }
    for (a, b) in pairs(&WHOLE) {
        let _ = Budget::new(Pence(a), Pence(b)).settle(&[1, 2]);
        if let Ok(parts) = split(a, &[1, b.unsigned_abs() >> 12]) {
            assert_eq!(
                parts.iter().map(|&part| i128::from(part)).sum::<i128>(),
                i128::from(a)
            );
        }
    }
}

#[test]
fn limits_and_shapes() {
    for gap in REAL {
        let stop = Stop::gap(gap);
        for (cost, bound) in pairs(&WHOLE) {
            let _ = stop.near_enough(cost, bound);
        }
        assert!(stop.widest_gap().is_some_and(|gap| gap >= 0.0));
    }
    for (a, b) in pairs(&WHOLE) {
        let _ = BandFile { least: a, most: b }.outside(b);
        if let Ok(shape) = Shape::new(vec![(a, b), (b, a)]) {
            WHOLE.iter().for_each(|&total| _ = shape.price(total));
        }
    }
    assert!(Shape::new(Vec::new()).is_err());
}

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
