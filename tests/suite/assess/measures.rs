//! Measures worked out by hand.

use locality::assess::{Assessment, DeprivationScores, Extras, assess, assess_with};
use locality::plan::Plan;
use locality::practice::{Location, OdsCode, Practice, Practices};
use locality::problem::Problem;
use locality::travel::{Travel, TravelUnit};
use locality::units::{Cost, Metres, Patients};
use std::collections::BTreeSet;

fn code(text: &str) -> OdsCode {
    text.parse().expect("a code")
}

/// Two networks, far apart, the hubs in capitals:
///
/// ```text
///     b (19,000)
///     |
///     | 3 km
///     |
///     A -- 4 km -- c (1,000)             D (50,000), e (1 patient of its neighbour's 50,000 less one)
/// ```
fn practices() -> Practices {
    let rows = [
        ("A", 400_000, 300_000, 20_000),
        ("B", 400_000, 303_000, 19_000),
        ("C", 404_000, 300_000, 1_000),
        ("D", 500_000, 300_000, 29_999),
        ("E", 500_000, 300_010, 1),
    ];
    let row = |(name, east, north, list)| {
        let place = Location::new(east, north).expect("on the grid");
        Practice::new(code(name), name, place, Patients(list))
    };
    Practices::new(rows.map(row).to_vec()).expect("a table")
}

const PLAN: &str = "practice_code,network_id,hub\nA,N1,1\nB,N1,0\nC,N1,0\nD,N2,1\nE,N2,0\n";

fn plan() -> Plan {
    Plan::read(PLAN.as_bytes(), "plan").expect("a plan")
}

#[test]
fn travel_distance_and_balance() {
    let problem = Problem::builder(practices()).build().expect("a problem");
    let found = assess(&problem, &plan());
    assert!(found.keeps_every_rule(), "{:?}", found.findings);

    let [first, second] = &found.networks[..] else {
        panic!("two networks")
    };
    // 19,000 × 3,000 + 1,000 × 4,000.
    assert_eq!(first.travel.cost, Cost(61_000_000));
    assert_eq!(first.travel.mean, 1_525);
    // 39,000 of 40,000 travel at most 3 km, which is 97.5 %.
    assert_eq!((first.travel.p95, first.travel.longest), (3_000, 4_000));
    // From B to C.
    assert_eq!(first.largest_distance, Metres(5_000));
    assert_eq!((second.travel.cost, second.travel.mean), (Cost(10), 0));
    assert_eq!((second.travel.p95, second.travel.longest), (0, 10));

    let all = found.plan;
    assert_eq!(all.travel.cost, Cost(61_000_010));
    assert_eq!(all.travel.mean, 871);
    // 50,000 of 70,000 travel 10 m at most; the 19,000 on 3 km make it 69,000, which is 98.6 %.
    assert_eq!((all.travel.p95, all.travel.longest), (3_000, 4_000));
    assert_eq!(all.largest_distance, Metres(5_000));
    assert_eq!((all.smallest, all.largest), (Patients(30_000), Patients(40_000)));
    // Mean 35,000, standard deviation 5,000.
    assert!((all.coefficient_of_variation - 1.0 / 7.0).abs() < 1e-12);
    assert!((all.share_in_band - 1.0).abs() < 1e-12);
}

#[test]
fn travel_in_seconds_is_said_to_be() {
    let practices = practices();
    let problem = Problem::builder(practices.clone()).travel(Travel::drive_estimate(&practices));
    let found = assess(&problem.build().expect("a problem"), &plan());
    assert_eq!(found.travel_unit, TravelUnit::Seconds);
    let travel = Travel::drive_estimate(&practices);
    assert_eq!(found.networks[0].travel.longest, travel.between(2, 0));
    // Distances inside a network stay metres.
    assert_eq!(found.networks[0].largest_distance, Metres(5_000));
}

#[test]
fn deprivation_is_weighted_by_patients() {
    let problem = Problem::builder(practices()).build().expect("a problem");
    // C has no score. N1: (20,000 × 10 + 19,000 × 49) / 39,000 = 29; N2: 40.
    let scores = [("A", 10.0), ("B", 49.0), ("D", 40.0), ("E", 40.0)];
    let scores = DeprivationScores::new(scores.map(|(name, score)| (code(name), score))).expect("scores");
    let extras = Extras {
        deprivation: Some(scores),
    };
    let found = assess_with(&problem, &plan(), &extras);
    let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
    assert!(found.networks[0].deprivation.is_some_and(|mean| near(mean, 29.0)));
    let spread = found.plan.deprivation.expect("scores were given");
    assert_eq!(spread.patients, Patients(69_000));
    let mean = (39_000.0 * 29.0 + 30_000.0 * 40.0) / 69_000.0;
    assert!(near(spread.mean, mean) && near(spread.lowest, 29.0) && near(spread.highest, 40.0));
    let squared = |x: f64| (x - mean) * (x - mean);
    let between = (39_000.0 * squared(29.0) + 30_000.0 * squared(40.0)) / 69_000.0;
    let whole = (20_000.0 * squared(10.0) + 19_000.0 * squared(49.0) + 30_000.0 * squared(40.0)) / 69_000.0;
    assert!(
        near(spread.between, between) && near(spread.whole, whole),
        "{spread:?}"
    );

    // Scores of nobody in the plan say nothing.
    let nobody = Extras {
        deprivation: Some(DeprivationScores::new([(code("X"), 1.0)]).expect("a score")),
    };
    assert_eq!(assess_with(&problem, &plan(), &nobody).plan.deprivation, None);
}

#[test]
fn what_is_no_score_is_refused() {
    for score in [f64::NAN, f64::INFINITY, -2e6] {
        assert!(DeprivationScores::new([(code("A"), score)]).is_err());
    }
}

/// The same measures by name, each name once; and an assessment of another version is not read.
#[test]
fn numbers_are_the_measures_by_name() {
    let problem = Problem::builder(practices()).build().expect("a problem");
    let scores = [("A", 10.0), ("B", 49.0), ("D", 40.0), ("E", 40.0)];
    let scores = DeprivationScores::new(scores.map(|(name, score)| (code(name), score))).expect("scores");
    let extras = Extras {
        deprivation: Some(scores),
    };
    let numbers = assess_with(&problem, &plan(), &extras).plan.numbers();
    let names: BTreeSet<&str> = numbers.iter().map(|&(name, _)| name).collect();
    assert_eq!(names.len(), numbers.len());
    let of = |name: &str| {
        numbers
            .iter()
            .find(|(other, _)| *other == name)
            .map(|&(_, value)| value)
    };
    let expected = [
        ("networks", 2),
        ("networks_in_band", 2),
        ("networks_below_band", 0),
        ("practices_missing", 0),
        ("patients", 70_000),
        ("share_in_band_thousandths", 1_000),
        ("travel_cost", 61_000_010),
        ("mean_travel", 871),
        ("p95_travel", 3_000),
        ("longest_travel", 4_000),
        ("largest_distance", 5_000),
        ("smallest_network", 30_000),
        ("largest_network", 40_000),
        // 1 / 7.
        ("size_variation_thousandths", 143),
        ("deprivation_patients", 69_000),
        ("deprivation_lowest_thousandths", 29_000),
        ("deprivation_highest_thousandths", 40_000),
        // (39,000 × 29 + 30,000 × 40) / 69,000 = 33.7826.
        ("deprivation_mean_thousandths", 33_783),
    ];
    for (name, value) in expected {
        assert_eq!(of(name), Some(value), "{name}");
    }
    let text = locality::report::assessment_json(&assess(&problem, &plan()));
    let other = text.replacen("locality-assessment/1", "locality-assessment/2", 1);
    let told = serde_json::from_str::<Assessment>(&other).expect_err("another version");
    assert!(told.to_string().contains("locality-assessment/2"), "{told}");
}
