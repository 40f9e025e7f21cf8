//! Who is near a hub, counted again.

use super::load::practices;
use locality::hub::{Coverage, Homes, Served, Site, ZONES, accessibility, walk_time};
use locality::practice::{Flows, Location};
use locality::travel::{Travel, drive_time};
use locality::units::{Metres, Patients, Seconds, Thousandths};
use proptest::prelude::*;

fn county_network() -> (locality::practice::Practices, Travel) {
    let county = locality::synthetic::county();
    let travel = Travel::drive_estimate(&county);
    (county, travel)
}

#[test]
fn shares_are_what_counting_gives() {
    let (county, travel) = county_network();
    let all: Vec<usize> = (0..county.len()).collect();
    let served = Served {
        practices: all.clone(),
        site: Some(Site::Practice(3)),
    };
    let coverage = Coverage::of(&county, &travel, None, &[served]).expect("in seconds");
    let near = |minutes: u64| {
        all.iter()
            .filter(|&&i| travel.between(i, 3) <= 60 * minutes)
            .map(|&i| county[i].list_size)
            .sum()
    };
    assert_eq!(coverage.driving, [10, 15, 20, 30].map(near));
    let straight = |i: usize| county[i].location.straight_line(county[3].location).0;
    let on_foot = all
        .iter()
        .filter(|&&i| straight(i) <= 1_280)
        .map(|&i| county[i].list_size)
        .sum::<Patients>();
    assert_eq!(
        (coverage.walking, coverage.patients),
        (on_foot, county.patients())
    );
    assert!(
        coverage.driving[0] > Patients(0) && coverage.driving[0] < coverage.driving[3],
        "the county tells limits apart"
    );
}

#[test]
fn metres_tell_no_minutes() {
    let (county, _) = county_network();
    let fault = Coverage::of(&county, &Travel::straight_line(&county), None, &[]).expect_err("metres");
    assert_eq!(
        fault.to_string(),
        "H006 coverage in minutes needs travel in seconds: travel is in metres; use the estimate of drive time or a supplied matrix \
         of times"
    );
}

/// One practice of 100 patients is the hub: 60 live at it, 30 are known to live 20 km off, of 10 nothing is known.
#[test]
fn homes_tell_more_than_practices() {
    let one = practices(&[100]);
    let travel = Travel::drive_estimate(&one);
    let rows = [("NEAR", 60), ("FAR", 30)].map(|(area, n)| (one[0].code, area, Patients(n)));
    let flows = Flows::new(&one, rows).expect("known practices");
    let far = Location::new(400_000, 320_000).expect("a place");
    let homes = Homes::new(&one, &flows, |area| {
        Some(if area == "FAR" { far } else { one[0].location })
    });
    assert_eq!(homes.known(), Patients(90));
    let served = [Served {
        practices: vec![0],
        site: Some(Site::Practice(0)),
    }];
    let from_practice = Coverage::of(&one, &travel, None, &served).expect("in seconds");
    assert_eq!(
        (from_practice.driving, from_practice.walking),
        ([Patients(100); 4], Patients(100))
    );
    let from_homes = Coverage::of(&one, &travel, Some(&homes), &served).expect("in seconds");
    assert!(drive_time(Metres(20_000)) > Seconds(1_800));
    assert_eq!(
        (from_homes.driving, from_homes.walking),
        ([Patients(70); 4], Patients(70))
    );
    assert_eq!(from_homes.walking_percent(), Thousandths::whole(70));
    // Without a hub nobody is near one, and all are counted.
    let none = Coverage::of(
        &one,
        &travel,
        None,
        &[Served {
            practices: vec![0],
            site: None,
        }],
    )
    .expect("in seconds");
    assert_eq!(
        (none.patients, none.driving[3], none.walking),
        (Patients(100), Patients(0), Patients(0))
    );
}

#[test]
fn walking_is_a_mile_an_hour_times_three() {
    assert_eq!(walk_time(Metres(0)), Seconds(0));
    // 1 m is 1.25 m on foot at 4/3 m a second: 0.9375 s, up.
    assert_eq!(
        (walk_time(Metres(1)), walk_time(Metres(1_281))),
        (Seconds(1), Seconds(1_201))
    );
}

proptest! {
    /// Whatever the zones, the people of all places share the doctors of all sites that somebody reaches, and no others.
    #[test]
    fn no_doctor_is_lost_or_invented(
        people in prop::collection::vec(1_000_u64..20_000, 1..8),
        doctors in prop::collection::vec(0_u64..20_000, 1..6),
        ways in prop::collection::vec(0_u64..2_400, 48),
    ) {
        let way = |i: usize, j: usize| ways[i * 6 + j];
        let supply: Vec<Thousandths> = doctors.iter().copied().map(Thousandths).collect();
        let patients: Vec<Patients> = people.iter().copied().map(Patients).collect();
        let reach = accessibility(&patients, &supply, way, &ZONES);
        let reached = (0..doctors.len()).filter(|&j| (0..people.len()).any(|i| way(i, j) <= 1_800));
        let expected: u64 = reached.map(|j| doctors[j]).sum();
        let shared: u64 = people.iter().zip(&reach).map(|(p, r)| p * r.0).sum();
        // Each place's share is rounded to the nearest thousandth of a doctor to 1,000 people.
        let slack = people.iter().sum::<u64>() / 2_000 + 2;
        prop_assert!((shared / 1_000).abs_diff(expected) <= slack, "{shared} {expected}");
    }
}
