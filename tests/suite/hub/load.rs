//! Demand, capacity and overflow against the formulae counted in the plainest way.

use locality::hub::{CARR_HILL, GpSource, Gps, Hours, Load, Need, NetworkLoad, Parameters, Staffing};
use locality::nhs::{Reading, Source, Workforce};
use locality::practice::{Location, Practice, Practices};
use locality::units::{Patients, Thousandths};
use proptest::prelude::*;

/// Practices of these lists, side by side.
pub fn practices(lists: &[u64]) -> Practices {
    let practice = |(i, &list): (usize, &u64)| {
        let at = Location::new(400_000 + 1_000 * i as i64, 300_000).expect("a place");
        Practice::new(
            crate::fixture::code(i),
            format!("Practice {i}"),
            at,
            Patients(list),
        )
    };
    Practices::new(lists.iter().enumerate().map(practice).collect()).expect("a table")
}

/// A workforce file of the wide layout, read as one: practice, GPs, and men of 0-4 and women of 85 and over.
pub fn workforce(rows: &[(&str, &str, u64, u64)]) -> Workforce {
    let bands = ["0TO4", "5TO14", "15TO44", "45TO64", "65TO74", "75TO84", "85PLUS"];
    let mut text = "PRAC_CODE,TOTAL_GP_EXTGL_FTE,TOTAL_NURSES_FTE,TOTAL_ADMIN_FTE".to_owned();
    for sex in ["MALE", "FEMALE"] {
        bands
            .iter()
            .for_each(|band| text += &format!(",{sex}_PATIENTS_{band}"));
    }
    for (code, gps, boys, women) in rows {
        text += &format!("\n{code},{gps},1,2,{boys},0,0,0,0,0,0,0,0,0,0,0,0,{women}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("workforce.csv"), text).expect("a file");
    let source = Source::open(&[folder.path()]).expect("a known file");
    source.workforce(Reading::Strict).expect("no fault").value
}

fn loads(practices: &Practices, need: &Need, gps: &Gps, set: &Parameters) -> Vec<Load> {
    (0..practices.len())
        .map(|i| Load::of(practices, i, need, gps, set))
        .collect()
}

/// 40,000 patients: 49.5 - 0.436 × 115 × 43 / 52 = 8.04 contacts to 1,000 patients and week are left over, some 320 in all.
#[test]
fn the_national_overflow_is_about_8_to_1000() {
    let (all, set) = (practices(&[40_000]), Parameters::default());
    let network = NetworkLoad::of(loads(
        &all,
        &Need::by_patients(&all),
        &Gps::at_rate(&all, &set),
        &set,
    ));
    assert_eq!(network.demand_week(), Thousandths::whole(1_980));
    // 17.44 × 23 × 43 / 52 = 331.695 a day.
    assert_eq!(network.capacity_week(), Thousandths(5 * 331_695));
    assert_eq!(network.unpooled_week(), Thousandths(321_525));
    // Monday 107.865, Tuesday 57.573, Wednesday 57.969, Thursday 57.573, Friday 40.545: 9 + 5 + 5 + 5 + 4 sessions of 12; two
    // a day in a room; 321.525 × 52 / (115 × 43) GPs.
    let needs = Staffing {
        sessions: 28,
        busiest_day_sessions: 9,
        extra_sessions: 28,
        extra_gps: Thousandths(3_381),
        clinicians: 5,
        rooms: 5,
    };
    assert_eq!(network.staffing(&set), needs);
}

/// 3 slots of 10 are free in one practice on the day on which another lacks 4.
#[test]
fn a_hub_shares_what_is_free_on_the_same_day_only() {
    let day = |demand: [u64; 5], capacity: [u64; 5]| Load {
        demand: demand.map(Thousandths::whole),
        capacity: capacity.map(Thousandths::whole),
    };
    let lacks = day([14, 10, 10, 10, 10], [10; 5]);
    let same_day = NetworkLoad::of([lacks, day([7, 10, 10, 10, 10], [10; 5])]);
    assert_eq!(
        (
            same_day.unpooled_week().up(),
            same_day.pooled_week().up(),
            same_day.gain_week().up()
        ),
        (4, 1, 3)
    );
    let other_day = NetworkLoad::of([lacks, day([10, 7, 10, 10, 10], [10; 5])]);
    assert_eq!(
        (other_day.unpooled_week().up(), other_day.pooled_week().up()),
        (4, 4)
    );
}

#[test]
fn a_rota_cannot_put_more_than_25_contacts_on_a_day() {
    let all = practices(&[10_000]);
    let set =
        Parameters::from_toml("rota = [2, 1, 1, 1, 1]\nweeks_worked = 52", "clinic.toml").expect("in range");
    let load = Load::of(&all, 0, &Need::by_patients(&all), &Gps::at_rate(&all, &set), &set);
    // 4.36 GPs: a third of 115 would be 38 on Monday, 25 are safe; a sixth on the other days.
    assert_eq!(load.capacity[0], Thousandths(109_000));
    assert_eq!(load.capacity[1], Thousandths(83_567));
}

#[test]
fn need_moves_contacts_and_makes_none() {
    let all = practices(&[1_000, 1_000, 2_000]);
    let file = workforce(&[("A01", "2", 50, 0), ("A02", "NA", 0, 100), ("A03", "0", 100, 100)]);
    let need = Need::by_age_and_sex(&all, &file, &CARR_HILL).expect("ages of all");
    // Boys of 0-4 count 3.97, women of 85 and over 6.72: 3,970 and 6,720 for 1,000 patients, 10,690 for 2,000 of both.
    assert_eq!(
        [need.of(0), need.of(1), need.of(2)].map(|(units, _)| units),
        [397_000, 672_000, 1_069_000]
    );
    let set = Parameters::default();
    let gps = Gps::from_workforce(&all, &file, &set);
    assert_eq!(gps.of(0), (Thousandths(2_000), GpSource::File));
    // Absent and nought are both no count.
    assert_eq!(
        [gps.of(1), gps.of(2)],
        [
            (Thousandths(436), GpSource::Rate),
            (Thousandths(872), GpSource::Rate)
        ]
    );
    let demand = |need: &Need| NetworkLoad::of(loads(&all, need, &gps, &set)).demand_week();
    assert!(demand(&need).0.abs_diff(demand(&Need::by_patients(&all)).0) <= 15);
    let lacking =
        Need::by_age_and_sex(&practices(&[1; 5]), &file, &CARR_HILL).expect_err("two are not in the file");
    assert_eq!(lacking.as_slice().len(), 2);
    assert!(
        lacking
            .as_slice()
            .iter()
            .all(|f| f.code.code() == "H002" && f.practice.is_some())
    );
    assert_eq!(
        Need::by_weighted_list(&all)
            .expect_err("none has one")
            .as_slice()
            .len(),
        3
    );
}

#[test]
fn wrong_parameters_are_named_with_their_line() {
    let text =
        "weeks_worked = 43\n\nslots_a_session = 0\ngps_a_thousand = 11\nday_factors = [0, 0, 0, 0, 0]\n";
    let faults = Parameters::from_toml(text, "clinic.toml").expect_err("three faults");
    let mut lines: Vec<_> = faults
        .as_slice()
        .iter()
        .map(|f| (f.code.code(), f.line))
        .collect();
    lines.sort_unstable();
    assert_eq!(lines, [("H001", Some(3)), ("H001", Some(4)), ("H001", Some(5))]);
    let all = faults.to_string();
    assert!(
        all.contains("clinic.toml:3 column slots_a_session: H001"),
        "{all}"
    );
    assert!(all.contains("slots_a_session is 0; it must be 1 to 50"), "{all}");
    for wrong in [
        "\nweeks_worked = -1",
        "\nweeks_wroked = 40",
        "\ncontacts_a_thousand = \"many\"",
        "\nrota = [1, 1]",
        "\ngps_a_thousand = -0.5",
    ] {
        let fault = Parameters::from_toml(wrong, "clinic.toml").expect_err(wrong);
        assert_eq!(
            (fault.as_slice()[0].code.code(), fault.as_slice()[0].line),
            ("H001", Some(2)),
            "{wrong}"
        );
    }
    assert!(Parameters::from_toml("", "empty.toml").is_ok_and(|set| set == Parameters::default()));
}

#[test]
fn what_is_set_by_the_caller_is_said_to_be() {
    let default = Parameters::default().assumptions();
    assert!(
        default
            .iter()
            .all(|a| a.topic == "hub" && !a.source.is_empty() && a.source != "set by the caller")
    );
    assert!(
        default
            .iter()
            .any(|a| !a.verified && a.parameter.contains("weeks"))
    );
    let set = Parameters::from_toml("weeks_worked = 44", "clinic.toml")
        .expect("in range")
        .assumptions();
    let changed: Vec<_> = set.iter().filter(|a| a.source == "set by the caller").collect();
    assert_eq!(changed.len(), 1);
    assert_eq!((changed[0].value.as_str(), changed[0].verified), ("44", true));
    assert_eq!(set.len(), default.len());
}

#[test]
fn hours_out_of_range_are_refused() {
    assert_eq!(
        Hours::enhanced()
            .with(0, Some(0))
            .expect_err("two faults")
            .as_slice()
            .len(),
        2
    );
    let half = Hours::enhanced().with(30, Some(930)).expect("in range");
    assert_eq!(half.minutes(Patients(40_000)), 1_200);
}

proptest! {
    #[test]
    fn loads_are_the_formulae(
        lists in prop::collection::vec(1_u64..40_000, 1..8),
        weights in prop::collection::vec(1_u64..1_000, 8),
        gp_week in 1_u32..300,
        gp_day in 1_u32..60,
        weeks in 1_u32..=52,
        rota in prop::collection::vec(1_u64..5_000, 5),
    ) {
        let all = practices(&lists);
        let text = format!(
            "contacts_a_gp_week = {gp_week}\ncontacts_a_gp_day = {gp_day}\nweeks_worked = {weeks}\nrota = {:?}",
            rota.iter().map(|r| *r as f64 / 1_000.0).collect::<Vec<_>>()
        );
        let set = Parameters::from_toml(&text, "random").expect("in range");
        let need = Need::supplied(&all, weights[..lists.len()].to_vec()).expect("needs");
        let gps = Gps::at_rate(&all, &set);
        let patients = lists.iter().sum::<u64>() as f64;
        let needed = weights[..lists.len()].iter().sum::<u64>() as f64;
        let loads = loads(&all, &need, &gps, &set);
        for (i, load) in loads.iter().enumerate() {
            let fte = (lists[i] as f64 * 0.436).round() / 1_000.0;
            for day in 0..5 {
                let factor = [1.11, 0.983, 0.984, 0.983, 0.94][day] / 5.0;
                let demand = patients * weights[i] as f64 / needed * 49.5 / 1_000.0 * factor;
                let share = rota[day] as f64 / rota.iter().sum::<u64>() as f64;
                let capacity = fte * (f64::from(gp_week) * share).min(f64::from(gp_day)) * f64::from(weeks) / 52.0;
                prop_assert!((load.demand[day].0 as f64 / 1_000.0 - demand).abs() < 0.000_6);
                // The full-time equivalents themselves are rounded to thousandths, halves up here and from even there.
                prop_assert!((load.capacity[day].0 as f64 / 1_000.0 - capacity).abs() < 0.000_6 + 0.001 * f64::from(gp_day));
            }
        }
        let network = NetworkLoad::of(loads.iter().copied());
        let backwards = NetworkLoad::of(loads.iter().rev().copied());
        prop_assert_eq!(network, backwards);
        for day in 0..5 {
            let (demand, capacity) = (network.all.demand[day].0, network.all.capacity[day].0);
            let alone: u64 = loads.iter().map(|l| l.demand[day].0.saturating_sub(l.capacity[day].0)).sum();
            prop_assert_eq!(network.unpooled[day].0, alone);
            prop_assert_eq!(network.pooled()[day].0, demand.saturating_sub(capacity));
            prop_assert!(network.pooled()[day] <= network.unpooled[day]);
        }
        prop_assert_eq!(network.gain_week() + network.pooled_week(), network.unpooled_week());
        let needs = network.staffing(&set);
        prop_assert!(needs.extra_sessions <= needs.sessions && needs.busiest_day_sessions <= needs.sessions);
        prop_assert!(needs.sessions * 12 * 1_000 >= network.unpooled_week().0);
        prop_assert!(needs.sessions * 12 * 1_000 < network.unpooled_week().0 + 5 * 12 * 1_000);
    }

    #[test]
    fn extended_hours_are_the_nearest_quarter(patients in 0_u64..300_000) {
        let minutes = Hours::extended().minutes(Patients(patients));
        prop_assert_eq!(minutes % 15, 0);
        prop_assert!((minutes as f64 - patients as f64 * 0.03).abs() <= 7.5);
        let enhanced = Hours::enhanced().minutes(Patients(patients)) as f64;
        prop_assert!(enhanced >= patients as f64 * 0.06 - 1e-9 && enhanced < patients as f64 * 0.06 + 1.0);
    }

    #[test]
    fn thousandths_are_read_as_they_are_written(number in 0_u64..1_000_000_000_000) {
        prop_assert_eq!(Thousandths(number).to_string().parse::<Thousandths>(), Ok(Thousandths(number)));
        let json = serde_json::to_string(&Thousandths(number)).expect("a number");
        prop_assert_eq!(serde_json::from_str::<Thousandths>(&json).expect("a number"), Thousandths(number));
    }
}
