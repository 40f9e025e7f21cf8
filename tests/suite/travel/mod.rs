//! Travel, and the estimate of drive time against real times by road.

mod drive;
mod matrix;
#[cfg(feature = "osm")]
mod osm;

use locality::practice::{Location, Practice, Practices};
use locality::travel::{Travel, TravelUnit};
use locality::units::Patients;

fn table(points: &[(i64, i64)]) -> Practices {
    let practice = |(k, &(e, n)): (usize, &(i64, i64))| {
        let code = format!("A{k:03}").parse().expect("a code");
        Practice::new(
            code,
            "made up",
            Location::new(e, n).expect("on the grid"),
            Patients(1),
        )
    };
    Practices::new(points.iter().enumerate().map(practice).collect()).expect("a table")
}

#[test]
fn straight_lines_are_whole_metres_rounded_down() {
    let travel = Travel::straight_line(&table(&[(0, 0), (1, 1), (3, 4), (700_000, 1_300_000)]));
    assert_eq!(travel.unit(), TravelUnit::Metres);
    assert_eq!(travel.between(0, 1), 1);
    assert_eq!(travel.between(0, 2), 5);
    // 1,476,482.3...: the square root of 2.18e12.
    assert_eq!(travel.between(0, 3), 1_476_482);
    assert_eq!(travel.between(3, 0), 1_476_482);
}

#[test]
fn one_building_costs_no_drive_and_the_next_one_the_constant_part() {
    let travel = Travel::drive_estimate(&table(&[(500, 500), (500, 500), (501, 500)]));
    assert_eq!(travel.unit(), TravelUnit::Seconds);
    assert_eq!(travel.between(0, 1), 0);
    assert_eq!(travel.between(2, 2), 0);
    assert_eq!(travel.between(0, 2), 386);
}

#[test]
fn amounts_are_rounded_for_people() {
    let metres = [
        (0, "0 m"),
        (999, "999 m"),
        (1_000, "1.0 km"),
        (1_049, "1.0 km"),
        (1_050, "1.1 km"),
    ];
    for (amount, shown) in metres {
        assert_eq!(TravelUnit::Metres.show(amount), shown);
    }
    let seconds = [(0, "0 min"), (29, "0 min"), (30, "1 min"), (3_599, "60 min")];
    for (amount, shown) in seconds {
        assert_eq!(TravelUnit::Seconds.show(amount), shown);
    }
}
