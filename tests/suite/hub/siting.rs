//! Siting against every choice of sites, on small random tasks.

use locality::engine::Run;
use locality::engine::solution::{SolveError, Status};
use locality::engine::stop::Stop;
use locality::hub::{Aim, Limit, Offer, Site, Siting, SitingError, Work, best_site};
use locality::practice::{Location, Practice, Practices};
use locality::travel::Travel;
use locality::units::{Patients, Thousandths};
use proptest::prelude::*;

/// A task as it was made up: weights, and ways place by place.
#[derive(Clone, Debug)]
struct Task {
    weights: Vec<u64>,
    ways: Vec<Vec<u64>>,
    hubs: usize,
}

fn task(places: usize, sites: usize) -> impl Strategy<Value = Task> {
    // Short ways make many equal ones; long ones are all different.
    (1..=places, 1..=sites, prop_oneof![Just(4_u64), Just(1_000)]).prop_flat_map(move |(n, m, far)| {
        let ways = prop::collection::vec(prop::collection::vec(0..=far, m), n);
        (prop::collection::vec(0_u64..50, n), ways, 1..=m).prop_map(|(weights, ways, hubs)| Task {
            weights,
            ways,
            hubs,
        })
    })
}

impl Task {
    fn siting(&self) -> Siting {
        Siting::new(self.weights.clone(), self.ways.clone()).expect("a task")
    }

    /// The least of all choices of exactly so many sites.
    fn least(&self, hubs: usize, cost: impl Fn(&[usize]) -> u64) -> u64 {
        let sites = self.ways[0].len();
        let choices = (0_u32..1 << sites).filter(|mask| mask.count_ones() as usize == hubs);
        let listed = choices.map(|mask| (0..sites).filter(|j| mask >> j & 1 == 1).collect::<Vec<_>>());
        listed.map(|choice| cost(&choice)).min().expect("a choice")
    }

    fn nearest(&self, place: usize, sites: &[usize]) -> u64 {
        sites.iter().map(|&j| self.ways[place][j]).min().expect("a site")
    }

    fn median(&self, sites: &[usize]) -> u64 {
        (0..self.weights.len())
            .map(|i| self.weights[i] * self.nearest(i, sites))
            .sum()
    }

    fn longest(&self, sites: &[usize]) -> u64 {
        (0..self.weights.len())
            .map(|i| self.nearest(i, sites))
            .max()
            .expect("a place")
    }

    fn beyond(&self, sites: &[usize], within: u64) -> u64 {
        let beyond = (0..self.weights.len()).filter(|&i| self.nearest(i, sites) > within);
        beyond.map(|i| self.weights[i]).sum()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_median_is_the_best_of_all(task in task(9, 8)) {
        let found = task.siting().median(task.hubs, Work::default()).expect("sites");
        let best = task.least(task.hubs, |sites| task.median(sites));
        prop_assert_eq!((found.cost, found.bound, found.status), (best, best, Status::Optimal));
        prop_assert_eq!(found.sites.len(), task.hubs);
        prop_assert_eq!(task.median(&found.sites), best);
        for (place, &site) in found.serves.iter().enumerate() {
            prop_assert!(found.sites.contains(&site));
            prop_assert_eq!(task.ways[place][site], task.nearest(place, &found.sites));
        }
    }

    #[test]
    fn the_centre_is_the_best_of_all(task in task(9, 8)) {
        let found = task.siting().centre(task.hubs, Work::default()).expect("sites");
        let best = task.least(task.hubs, |sites| task.longest(sites));
        prop_assert_eq!((found.cost, found.bound), (best, best));
        prop_assert_eq!((found.sites.len(), task.longest(&found.sites)), (task.hubs, best));
    }

    #[test]
    fn the_most_are_reached(task in task(9, 8), within in 0_u64..5) {
        let found = task.siting().reach(task.hubs, within, Work::default()).expect("sites");
        let best = task.least(task.hubs, |sites| task.beyond(sites, within));
        prop_assert_eq!((found.cost, found.bound), (best, best));
        prop_assert_eq!((found.sites.len(), task.beyond(&found.sites, within)), (task.hubs, best));
    }

    #[test]
    fn the_fewest_cover(task in task(12, 8), within in 0_u64..5) {
        let reached = |sites: &[usize]| task.longest(sites) <= within;
        let all: Vec<usize> = (0..task.ways[0].len()).collect();
        match task.siting().cover(within, Work::default()) {
            Ok(found) => {
                let fewest = (1..=all.len()).find(|&p| task.least(p, |sites| u64::from(!reached(sites))) == 0);
                prop_assert_eq!((Some(found.cost as usize), found.bound), (fewest, found.cost));
                prop_assert!(reached(&found.sites) && found.sites.len() as u64 == found.cost);
            }
            Err(faults) => {
                prop_assert!(!reached(&all));
                let beyond = (0..task.weights.len()).filter(|&i| task.nearest(i, &all) > within).count();
                prop_assert_eq!(faults.as_slice().len(), beyond);
                prop_assert!(faults.as_slice().iter().all(|f| f.code.code() == "H007"));
            }
        }
    }

    /// However little is looked at, what is said is true.
    #[test]
    fn a_bound_holds_when_the_work_ends(task in task(9, 8)) {
        let siting = task.siting();
        for found in [siting.median(task.hubs, Work(0)), siting.centre(task.hubs, Work(0)), siting.reach(task.hubs, 2, Work(0))] {
            let found = found.expect("sites");
            prop_assert!(found.bound <= found.cost);
            prop_assert_eq!(found.status == Status::Optimal, found.bound == found.cost);
        }
        let median = siting.median(task.hubs, Work(0)).expect("sites");
        let best = task.least(task.hubs, |sites| task.median(sites));
        prop_assert!(median.bound <= best && best <= median.cost);
        let centre = siting.centre(task.hubs, Work(0)).expect("sites");
        let best = task.least(task.hubs, |sites| task.longest(sites));
        prop_assert!(centre.bound <= best && best <= centre.cost);
        if let Ok(few) = siting.cover(2, Work(0)) {
            let reached = |sites: &[usize]| u64::from(task.longest(sites) > 2);
            let best = (1..=task.ways[0].len()).find(|&p| task.least(p, reached) == 0).expect("a cover") as u64;
            prop_assert!(few.bound <= best && best <= few.cost);
        }
    }
}

/// The least cost of every division of the places into `hubs` groups whose sums lie within the limit, each served from the best place in it.
fn divided(task: &Task, hubs: usize, limit: &Limit) -> Option<u64> {
    let n = task.weights.len();
    let mut best = None;
    let mut group_of = vec![0; n];
    loop {
        let mut cost = Some(0);
        for group in 0..hubs {
            let members: Vec<usize> = (0..n).filter(|&i| group_of[i] == group).collect();
            let total: u64 = members.iter().map(|&i| limit.values[i]).sum();
            let at = |h: usize| {
                members
                    .iter()
                    .map(|&i| task.weights[i] * task.ways[i][h])
                    .sum::<u64>()
            };
            let served = members.iter().map(|&h| at(h)).min();
            let held = (limit.least..=limit.most).contains(&total);
            cost = cost.zip(served.filter(|_| held)).map(|(sum, more)| sum + more);
        }
        best = match (best, cost) {
            (Some(a), Some(b)) => Some(std::cmp::min::<u64>(a, b)),
            (a, b) => a.or(b),
        };
        let Some(at) = (0..n).find(|&i| group_of[i] + 1 < hubs) else {
            return best;
        };
        group_of[at] += 1;
        group_of[..at].fill(0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn limits_are_kept_at_least_cost(
        n in 2_usize..7,
        seed in prop::collection::vec(0_u64..100, 36),
        values in prop::collection::vec(1_u64..9, 6),
        most in 8_u64..20,
        hubs in 1_usize..4,
    ) {
        let hubs = hubs.min(n);
        let ways = (0..n).map(|i| (0..n).map(|j| if i == j { 0 } else { seed[i * 6 + j] }).collect()).collect();
        let task = Task { weights: seed[..n].to_vec(), ways, hubs };
        let limit = Limit { name: "contacts".to_owned(), values: values[..n].to_vec(), least: 2, most };
        let homes: Vec<usize> = (0..n).collect();
        let run = Run::new().threads(1).stop(Stop::rounds(50));
        match (task.siting().capacitated(hubs, &homes, std::slice::from_ref(&limit), &run), divided(&task, hubs, &limit)) {
            (Ok(found), Some(best)) => {
                prop_assert_eq!((found.cost, found.bound, found.status), (best, best, Status::Optimal));
                let cost: u64 = (0..n).map(|i| task.weights[i] * task.ways[i][found.serves[i]]).sum();
                prop_assert_eq!((cost, found.sites.len()), (best, hubs));
                for site in &found.sites {
                    let total: u64 = (0..n).filter(|&i| found.serves[i] == *site).map(|i| limit.values[i]).sum();
                    prop_assert!((2..=most).contains(&total));
                }
            }
            (Err(SitingError::Solve(SolveError::Infeasible(_))), None) => {}
            (found, best) => prop_assert!(false, "{:?} against {:?}", found, best),
        }
    }
}

#[test]
fn what_is_wrong_is_said() {
    let codes = |result: Result<Siting, locality::fault::Faults>| {
        let faults = result.expect_err("faults").into_vec();
        faults
            .into_iter()
            .map(|f| (f.code.code(), f.what))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        codes(Siting::new(vec![], vec![])),
        [("H005", "0 places and 0 sites".to_owned())]
    );
    assert_eq!(
        codes(Siting::new(vec![1, 2], vec![vec![1, 2], vec![3]])),
        [("H005", "place 1 has 1 ways to 2 sites".to_owned())]
    );
    assert_eq!(
        codes(Siting::new(vec![1 << 40], vec![vec![1 << 20]]))[0].0,
        "H005"
    );
    let one = Siting::new(vec![1], vec![vec![5]]).expect("a task");
    for hubs in [0, 2] {
        let fault = one.median(hubs, Work::default()).expect_err("too many or none");
        assert_eq!(fault.as_slice()[0].code.code(), "H004");
    }
    let fault = one.cover(4, Work::default()).expect_err("too far");
    assert_eq!(
        fault.to_string(),
        "H007 a place is beyond the reach of every site: place 0 is 5 from the nearest site, the limit is 4; allow a longer way, or offer \
         a nearer site"
    );
    let two = Limit {
        name: "rooms".to_owned(),
        values: vec![1, 2],
        least: 3,
        most: 2,
    };
    let fault = one
        .capacitated(1, &[7], &[two], &Run::new())
        .expect_err("three faults");
    assert!(matches!(fault, SitingError::Input(faults) if faults.as_slice().len() == 3));
}

/// ```text
/// 0 km: 100   1 km: 10   5 km: 10   9 km: 10 patients
/// ```
fn road() -> Practices {
    let rows = [(0, 100), (1_000, 10), (5_000, 10), (9_000, 10)];
    let practice = |(i, &(x, patients)): (usize, &(i64, u64))| {
        let at = Location::new(x, 0).expect("a place");
        Practice::new(
            crate::fixture::code(i),
            format!("Practice {i}"),
            at,
            Patients(patients),
        )
    };
    Practices::new(rows.iter().enumerate().map(practice).collect()).expect("a table")
}

#[test]
fn the_aim_decides_and_rooms_limit() {
    let practices = road();
    let travel = Travel::straight_line(&practices);
    let hall = Site::Premises {
        name: "Hall".to_owned(),
        at: Location::new(4_000, 0).expect("a place"),
    };
    let mut offers: Vec<Offer> = (0..4)
        .map(|i| Offer {
            site: Site::Practice(i),
            rooms: None,
        })
        .collect();
    offers.push(Offer {
        site: hall.clone(),
        rooms: Some(3),
    });
    let best =
        |rooms, aim, offers: &[Offer]| best_site(&practices, &travel, &[0, 1, 2, 3], offers, rooms, aim);
    let median = best(0, Aim::Median, &offers).expect("a site");
    // 10 × 1 + 10 × 5 + 10 × 9 = 150 km of 130 patients.
    assert_eq!(
        (median.site, median.mean, median.longest),
        (Site::Practice(0), 1_154, 9_000)
    );
    // At 4 km the furthest are 5 km away, as they are at 5 km; the practice is the first of the two.
    assert_eq!(
        best(0, Aim::Centre, &offers).expect("a site").site,
        Site::Practice(2)
    );
    // With all weight on the longest way, the same; with none, the median; with half of it 0.5 × 1.154 + 0.5 × 9 = 5.08 km at 0 km,
    // 0.5 × (100 + 40 + 80) / 130 + 0.5 × 8 = 4.85 km at 1 km, 0.5 × (400 + 30 + 10 + 50) / 130 + 2.5 = 4.38 km in the hall.
    let mixed = |weight| {
        best(0, Aim::Mixed(Thousandths(weight)), &offers)
            .expect("a site")
            .site
    };
    assert_eq!(
        (mixed(0), mixed(500), mixed(1_000)),
        (Site::Practice(0), hall.clone(), Site::Practice(2))
    );
    // Four rooms rule out the hall only; where nothing else is offered, nothing is left.
    assert_eq!(
        best(4, Aim::Mixed(Thousandths(500)), &offers)
            .expect("a site")
            .site,
        Site::Practice(2)
    );
    let fault = best(4, Aim::Median, &offers[4..]).expect_err("too small");
    assert_eq!(
        fault.to_string(),
        "H003 no site can hold the hub: 4 rooms are needed, and the largest of 1 sites has 3; offer a site with more rooms, or send it \
         fewer sessions"
    );
}

#[test]
fn practices_and_premises_are_places_and_sites() {
    let practices = road();
    let travel = Travel::straight_line(&practices);
    let places = [(0, 100), (1, 10), (2, 30), (3, 10)];
    let hall = Site::Premises {
        name: "Hall".to_owned(),
        at: Location::new(6_000, 0).expect("a place"),
    };
    let sites = [Site::Practice(0), Site::Practice(3), hall];
    let siting = Siting::of_practices(&practices, &travel, &places, &sites).expect("a task");
    // From 0 km the first two, from the hall the others: 10 × 1 + 30 × 1 + 10 × 3 km.
    let two = siting.median(2, Work::default()).expect("sites");
    assert_eq!(
        (two.sites, two.serves, two.cost),
        (vec![0, 2], vec![0, 0, 2, 2], 70_000)
    );
    let unknown = Siting::of_practices(&practices, &travel, &[(9, 1)], &sites).expect_err("no such practice");
    assert_eq!(unknown.as_slice()[0].code.code(), "H005");
}
