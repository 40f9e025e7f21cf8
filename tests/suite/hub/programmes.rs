//! Siting by the searches against siting by the integer programmes of the textbooks, solved by good_lp's solver: two ways that share nothing but
//! the counting of costs.

use locality::engine::Run;
use locality::engine::solution::{SolveError, Status};
use locality::engine::stop::Stop;
use locality::hub::{Limit, Question, Sited, Siting, SitingError, Work};
use proptest::prelude::*;

/// Eight places and six sites, with the way from each place to each site, and the places at which the sites stand.
#[derive(Clone, Debug)]
struct Task {
    weights: Vec<u64>,
    ways: Vec<Vec<u64>>,
    hubs: usize,
}

const PLACES: usize = 8;
const SITES: usize = 6;

fn task() -> impl Strategy<Value = Task> {
    let way = prop_oneof![Just(12_u64), Just(900)]
        .prop_flat_map(|far| prop::collection::vec(prop::collection::vec(0..=far, SITES), PLACES));
    let weights = prop::collection::vec(1_u64..50, PLACES);
    (weights, way, 1..=SITES).prop_map(|(weights, ways, hubs)| Task { weights, ways, hubs })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn searches_and_programmes_agree(task in task(), part in 0_u64..=100) {
        let siting = Siting::new(task.weights.clone(), task.ways.clone()).expect("a task");
        let work = Work::default();
        // A limit somewhere among the ways.
        let longest = task.ways.concat().into_iter().max().expect("a way");
        let within = longest * part / 100;
        let hubs = task.hubs;
        let asked = [
            (Question::Median(hubs), siting.median(hubs, work)),
            (Question::Centre(hubs), siting.centre(hubs, work)),
            (Question::Reach(hubs, within), siting.reach(hubs, within, work)),
            (Question::Cover(within), siting.cover(within, work)),
        ];
        for (question, searched) in asked {
            match (siting.programme(&question, None), searched) {
                (Ok(stated), Ok(searched)) => {
                    let proven = |found: &Sited| (found.cost, found.bound, found.status);
                    prop_assert_eq!(proven(&stated), proven(&searched), "{:?}", question);
                    prop_assert_eq!(stated.status, Status::Optimal, "{:?}", question);
                }
                (Err(SitingError::Input(stated)), Err(searched)) => prop_assert_eq!(stated, searched),
                other => prop_assert!(false, "{:?}: {:?}", question, other),
            }
        }
    }

    #[test]
    fn limits_cost_what_the_programme_says(
        task in task(),
        values in prop::collection::vec(1_u64..9, PLACES),
        (least, most) in (0_u64..6, 8_u64..30),
    ) {
        let homes: Vec<usize> = (0..SITES).collect();
        let limits = vec![Limit { name: "contacts".to_owned(), values, least, most }];
        let siting = Siting::new(task.weights.clone(), task.ways.clone()).expect("a task");
        let run = Run::new().threads(1).stop(Stop::rounds(50));
        let searched = siting.capacitated(task.hubs, &homes, &limits, &run);
        let question = Question::Capacitated { hubs: task.hubs, homes, limits };
        match (siting.programme(&question, None), searched) {
            (Ok(stated), Ok(searched)) => {
                prop_assert_eq!((stated.cost, stated.status), (searched.cost, Status::Optimal));
                prop_assert_eq!((searched.bound, searched.status), (searched.cost, Status::Optimal));
            }
            (
                Err(SitingError::Solve(SolveError::Infeasible(_))),
                Err(SitingError::Solve(SolveError::Infeasible(_))),
            ) => {}
            other => prop_assert!(false, "{:?}", other),
        }
    }
}

/// The answers by hand of two villages and a town on a road, at 0, 3 and 10 km with 10, 10 and 50 patients: see `Siting`.
#[test]
fn a_road_by_hand() {
    let at = [0_u64, 3, 10];
    let ways = at.iter().map(|a| at.iter().map(|b| a.abs_diff(*b)).collect());
    let road = Siting::new(vec![10, 10, 50], ways.collect()).expect("a task");
    let limits = vec![Limit {
        name: "patients".to_owned(),
        values: vec![10, 10, 50],
        least: 20,
        most: 50,
    }];
    let cases = [
        // In the town: 10 × 10 + 10 × 7. In the middle: 3 and 7. Two within 3 km of each other and the town.
        (Question::Median(1), 170),
        (Question::Centre(1), 7),
        (Question::Cover(3), 2),
        (Question::Reach(1, 3), 20),
        // The villages together, at either, and the town: 10 × 3.
        (
            Question::Capacitated {
                hubs: 2,
                homes: vec![0, 1, 2],
                limits,
            },
            30,
        ),
    ];
    for (question, cost) in cases {
        let found = road.programme(&question, Some(60)).expect("an answer");
        assert_eq!((found.cost, found.bound), (cost, cost), "{question:?}");
    }
    assert!(matches!(
        road.programme(&Question::Median(4), None),
        Err(SitingError::Input(_))
    ));
}
