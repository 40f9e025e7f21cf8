//! Public functions with values that nobody should give: they answer or refuse, and never panic. Where an argument is the index of something that the
//! library made, it is used as a slice uses it, as the function's page says; such arguments are not among these.

use locality::apportion::{Limits, Method, apportion, split};
use locality::engine::instance::{BandFile, Shape};
use locality::engine::stop::Stop;
use locality::funding::{Budget, RunningCost};
use locality::graph::{EdgeError, PracticeGraph};
use locality::hub::Siting;
use locality::place::PlaceSize;
use locality::plan::Plan;
use locality::practice::{Location, Practice, Practices, Wgs84};
use locality::problem::{Band, Measure, Networks, Problem};
use locality::rollout::{ranks, scores};
use locality::synthetic::Region;
use locality::travel::Travel;
use locality::units::{Cost, Metres, Patients, Pence, Seconds};

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
