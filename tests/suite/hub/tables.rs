//! The rows that are written.

use super::load::{practices, workforce};
use crate::fixture::plan;
use locality::hub::{GpSource, Gps, Need, NeedBasis, Parameters, access_rows, hub_rows, overflow_rows};
use locality::network::{FallBack, NetworkTable, Populations};
use locality::travel::Travel;
use locality::units::{Patients, Thousandths};

/// Two practices of 10,000 with 8 and 1 GPs, and one of 5,000 without a count.
#[test]
fn a_hub_by_hand() {
    let all = practices(&[10_000, 10_000, 5_000]);
    let file = workforce(&[("A01", "8", 1, 1), ("A02", "1", 1, 1)]);
    let set = Parameters::from_toml(
        "weeks_worked = 52\nday_factors = [1, 1, 1, 1, 1]\ncontacts_a_thousand = 50",
        "x",
    )
    .expect("in range");
    let networks = NetworkTable::new(&all, &plan(&[("N1", &[0, 1]), ("N2", &[2])]), &[]).expect("networks");
    let networks = networks.with_hubs(&all, &Travel::straight_line(&all));
    let gps = Gps::from_workforce(&all, &file, &set);
    let rows = hub_rows(&all, &networks, &Need::by_patients(&all), &gps, &set).expect("rows");
    let first = &rows[0];
    assert_eq!(
        (first.network_id.as_str(), first.practices, first.patients),
        ("N1", 2, Patients(20_000))
    );
    assert_eq!(
        (first.gps_fte, first.gps_source),
        (Thousandths::whole(9), GpSource::File)
    );
    assert_eq!(first.need_basis, NeedBasis::Patients);
    // 500 each are asked for; 920 and 115 are possible: 385 are left over alone, none together.
    assert_eq!(first.demand_contacts_per_week, Thousandths::whole(1_000));
    assert_eq!(first.capacity_contacts_per_week, Thousandths::whole(1_035));
    assert_eq!(first.overflow_unpooled_contacts_per_week, Thousandths::whole(385));
    assert_eq!(first.overflow_pooled_contacts_per_week, Thousandths::ZERO);
    assert_eq!(first.gain_contacts_per_week, Thousandths::whole(385));
    // 385 × 15 minutes; 77 a day are 7 sessions of 12, in 4 rooms of two sessions a day; nobody from outside.
    assert_eq!(first.hub_appointment_hours_per_week, Thousandths(96_250));
    assert_eq!(
        (
            first.hub_sessions_per_week,
            first.hub_sessions_busiest_day,
            first.hub_rooms
        ),
        (35, 7, 4)
    );
    assert_eq!(
        (first.extra_sessions_per_week, first.extra_gps_fte),
        (0, Thousandths::ZERO)
    );
    // 250 are asked for, 5 × 0.436 × 115 = 250.7 possible.
    assert_eq!(
        (rows[1].gps_source, rows[1].hub_sessions_per_week),
        (GpSource::Rate, 0)
    );

    let by_day = overflow_rows(&all, &networks, &Need::by_patients(&all), &gps, &set).expect("rows");
    assert_eq!(by_day.len(), 3 * 5);
    let sum: Thousandths = by_day
        .iter()
        .filter(|r| r.network_id == "N1")
        .map(|r| r.overflow_contacts)
        .sum();
    assert_eq!(sum, first.overflow_unpooled_contacts_per_week);
    assert_eq!((by_day[0].day, by_day[14].day), ("monday", "friday"));
}

#[test]
fn every_header_of_a_quantity_has_its_unit() {
    let county = locality::synthetic::county();
    let (set, travel) = (Parameters::default(), Travel::drive_estimate(&county));
    let networks = NetworkTable::new(&county, &locality::plan::Plan::today(&county), &[]).expect("networks");
    let networks = networks.with_hubs(&county, &travel);
    let rows = hub_rows(
        &county,
        &networks,
        &Need::by_patients(&county),
        &Gps::at_rate(&county, &set),
        &set,
    )
    .expect("rows");
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.iter().for_each(|row| writer.serialize(row).expect("a row"));
    let text = String::from_utf8(writer.into_inner().expect("memory")).expect("text");
    let header = text.lines().next().expect("a header");
    assert!(header.starts_with(
        "network_id,hub_code,practices,patients,gps_fte,gps_source,need_basis,demand_contacts_per_week"
    ));
    assert_eq!(text.lines().count(), networks.len() + 1);
    assert!(
        text.lines()
            .nth(1)
            .is_some_and(|line| line.contains(",rate,patients,")),
        "{text}"
    );

    let populations = Populations::of(&county, FallBack::default());
    let access = access_rows(&county, &networks, &travel, None, &populations).expect("rows");
    let (all, each) = access.split_last().expect("a last row");
    assert_eq!(
        (all.network_id.as_str(), all.hub_code, all.patients),
        ("ALL", None, each.iter().map(|r| r.patients).sum())
    );
    assert_eq!(
        all.extended_hours_minutes_per_week,
        each.iter()
            .map(|r| r.extended_hours_minutes_per_week)
            .sum::<u64>()
    );
    assert!(
        each.iter()
            .all(|r| r.hub_code.is_some() && r.adjusted_patients < r.patients)
    );
    // The share of all is the mean of the shares, each by its patients.
    let reached: u64 = each
        .iter()
        .map(|r| r.drive_within_15_minutes_percent.0 * r.patients.0)
        .sum();
    assert!(
        all.drive_within_15_minutes_percent
            .0
            .abs_diff(reached / all.patients.0)
            <= 1
    );
}

#[test]
fn those_that_opted_out_are_covered_and_no_more() {
    let all = practices(&[10_000, 20_000]);
    let networks = NetworkTable::new(&all, &plan(&[("N1", &[0, 1])]), &[1]).expect("networks");
    let networks = networks.with_hubs(&all, &Travel::straight_line(&all));
    let set = Parameters::default();
    let rows = hub_rows(
        &all,
        &networks,
        &Need::by_patients(&all),
        &Gps::at_rate(&all, &set),
        &set,
    )
    .expect("rows");
    assert_eq!((rows[0].practices, rows[0].patients), (1, Patients(10_000)));
    let populations = Populations::of(&all, FallBack::default());
    let access =
        access_rows(&all, &networks, &Travel::drive_estimate(&all), None, &populations).expect("rows");
    // 30,000 / 1,000 × 30 minutes.
    assert_eq!(
        (access[0].patients, access[0].extended_hours_minutes_per_week),
        (Patients(30_000), 900)
    );
}
