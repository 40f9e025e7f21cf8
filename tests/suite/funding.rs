//! Money, counted by hand.

use crate::fixture::{codes, line, plan};
use locality::fault::FaultCode;
use locality::funding::{Budget, Rate, RunningCost, TravelPrice, Year, cost_curve, income};
use locality::network::{FallBack, NetworkTable, Populations};
use locality::units::{Patients, Pence};
use proptest::prelude::*;

/// The figure of the room's page: 40,000 registered, 41,000 weighted, 38,800 adjusted in 2023/24; the weighted list is 1.025 of the
/// registered, the adjusted population 0.97.
#[test]
fn a_network_of_40_000_in_2023() {
    let practices = line(&[(25_000, None), (15_000, None), (9_000, None)]);
    let table = NetworkTable::new(&practices, &plan(&[("P", &[0, 1, 2])]), &[2]).expect("networks");
    let populations = Populations::of(&practices, FallBack::default());
    let year = Year::of("2023/24").expect("a year");
    let paid = income(&year, &table, &populations, None).expect("payments");
    let told: Vec<_> = paid
        .networks
        .iter()
        .map(|row| (row.stream.as_str(), row.amount.pounds()))
        .collect();
    let expected = [
        ("core funding", "60000.00"),
        ("clinical director", "29160.00"),
        ("leadership and management", "26539.20"),
        ("enhanced access", "294026.40"),
        ("additional roles", "929511.00"),
        ("capacity and access", "107282.00"),
    ];
    assert_eq!(told, expected.map(|(stream, amount)| (stream, amount.to_owned())));
    assert_eq!(paid.of_network(0).pounds(), "1446518.60");
    // Each member for its own weighted list: 25,625 and 15,375 at 1.761; the one that opted out is not paid.
    let told: Vec<_> = paid
        .practices
        .iter()
        .map(|row| (row.practice, row.amount.pounds()))
        .collect();
    assert_eq!(told, [(0, "45125.63".to_owned()), (1, "27075.38".to_owned())]);
    // 100 beds at 120 pounds.
    let beds = income(&year, &table, &populations, Some(&[100])).expect("payments");
    assert_eq!(beds.to_networks().get() - paid.to_networks().get(), 1_200_000);
    assert_eq!(
        codes(income(&year, &table, &populations, Some(&[1, 2]))),
        [FaultCode::AmountsMisfit]
    );
}

/// Half a year of extended hours at 1.44 and half a year of enhanced access at 7.46: 28,800 and 144,724 pounds.
#[test]
fn a_stream_may_be_paid_for_a_part_of_the_year() {
    let practices = line(&[(40_000, None)]);
    let table = NetworkTable::new(&practices, &plan(&[("P", &[0])]), &[]).expect("networks");
    let populations = Populations::of(&practices, FallBack::default());
    let paid = income(&Year::of("2022-23").expect("a year"), &table, &populations, None).expect("payments");
    let of = |stream: &str| {
        paid.networks
            .iter()
            .find(|row| row.stream == stream)
            .map(|row| row.amount.pounds())
    };
    assert_eq!(of("extended hours").as_deref(), Some("28800.00"));
    assert_eq!(of("enhanced access").as_deref(), Some("144724.00"));
}

#[test]
fn every_year_can_be_read_and_says_what_it_lacks() {
    for name in Year::all() {
        let year = Year::of(name).expect("a year");
        assert_eq!(year.year, name);
        let stated = year.assumptions();
        let rates = year.per_head.len() + year.per_bed.len() + year.participation.len();
        assert_eq!(stated.len(), rates + year.absent.len());
        assert!(
            stated
                .iter()
                .all(|a| !a.source.is_empty() && (a.value != "absent" || !a.verified))
        );
        // Participation is known, or said not to be.
        assert!(
            year.participation.len() == 1 || year.absent.iter().any(|a| a.name == "network participation"),
            "{name}"
        );
    }
    // 2024/25: the two parts of core funding are 2.916 pounds together, 2025/26: 2.999.
    for (name, whole) in [("2024/25", 2_916), ("2025/26", 2_999)] {
        let year = Year::of(name).expect("a year");
        let parts = year
            .per_head
            .iter()
            .filter(|s| s.name.starts_with("core funding"));
        let sum: u32 = parts
            .map(|s| {
                s.pounds
                    .to_string()
                    .replace('.', "")
                    .parse::<u32>()
                    .expect("digits")
            })
            .sum();
        assert_eq!(sum, whole);
    }
}

#[test]
fn wrong_parameters_are_refused() {
    let told = Year::of("2031/32").expect_err("a fault").to_string();
    assert!(told.starts_with("F001") && told.contains("2026/27"), "{told}");
    let year = |rest: &str| Year::from_toml(&format!("year = '2027/28'\n{rest}"));
    let stream = |pounds: &str, months: u32| {
        format!(
            "[[per_head]]\nname = 'core'\npounds = '{pounds}'\npopulation = 'registered'\nmonths = {months}\nsource = 's'\nverified = true\n"
        )
    };
    assert!(year(&stream("1.5", 12)).is_ok());
    for text in [
        stream("1.5555", 12),
        stream("-1", 12),
        stream("1.5", 13),
        stream("1.5", 0),
        stream("1.5", 12) + &stream("1.6", 12),
        "[[per_head]]\nname = 'core'\n".to_owned(),
        "pound = 1\n".to_owned(),
    ] {
        assert_eq!(codes(year(&text)), [FaultCode::YearUnreadable], "{text}");
    }
    let told = year(&stream("1.5555", 12)).expect_err("a fault").to_string();
    assert!(
        told.contains("three decimals") && told.contains("line 4"),
        "{told}"
    );
}

/// One locality costs 100,000 pounds, so five cost "nearly half a million"; a group of 250,000 patients at 25 pounds 6.25 million.
#[test]
fn running_costs_by_hand() {
    let running = RunningCost::default();
    assert_eq!(running.of_networks(5), Some(Pence(50_000_000)));
    assert_eq!(
        running.of_commissioner(Patients(250_000)),
        Some(Pence(625_000_000))
    );
    assert_eq!(running.of_networks(u64::MAX), None);
    // The curve falls while a network saves more than it costs: 10 pence a unit each way, one visit.
    let price = TravelPrice {
        pence: 10,
        per: 1,
        visits: 1,
    };
    let plans = [(3, 1_400_000), (1, 3_000_000), (2, 2_000_000), (2, 1_900_000)];
    let curve = cost_curve(&plans, &running, &price).expect("a curve");
    // 60, 38 and 28 million pence of travel, 10, 20 and 30 million of running.
    let told: Vec<_> = curve
        .iter()
        .map(|point| (point.networks, point.total.get()))
        .collect();
    assert_eq!(told, [(1, 70_000_000), (2, 58_000_000), (3, 58_000_000)]);
    assert_eq!(
        codes(cost_curve(&[], &running, &price)),
        [FaultCode::AmountsMisfit]
    );
    assert_eq!(
        codes(cost_curve(&plans, &running, &TravelPrice { per: 0, ..price })),
        [FaultCode::AmountsMisfit]
    );
    assert_eq!(
        codes(cost_curve(&[(1, u64::MAX)], &running, &price)),
        [FaultCode::AmountsMisfit]
    );
}

#[test]
fn a_commissioner_may_bear_a_part() {
    let budget = Budget {
        gain_permille: 500,
        loss_permille: 250,
        ..Budget::new(Pence(1_000), Pence(900))
    };
    let settled = budget.settle(&[1, 2]).expect("a settlement");
    assert_eq!(
        (settled.shares, settled.commissioner),
        (vec![Pence(17), Pence(33)], Pence(50))
    );
    let lost = Budget {
        spent: Pence(1_201),
        ..budget
    };
    // A quarter of a loss of 201 is 50.25: 50 are shared, 151 are the commissioner's.
    let settled = lost.settle(&[1, 1]).expect("a settlement");
    assert_eq!(
        (settled.shares, settled.commissioner),
        (vec![Pence(-25), Pence(-25)], Pence(-151))
    );
    let wrong = Budget {
        gain_permille: 1_001,
        ..budget
    };
    assert_eq!(codes(wrong.settle(&[1])), [FaultCode::AmountsMisfit]);
    assert_eq!(codes(budget.settle(&[])), [FaultCode::NobodyToShare]);
}

proptest! {
    #[test]
    fn a_settlement_adds_up(
        budget in -1_000_000_i64..1_000_000,
        spent in -1_000_000_i64..1_000_000,
        gain_permille in 0_u32..=1_000,
        loss_permille in 0_u32..=1_000,
        weights in prop::collection::vec(1_u64..100_000, 1..30),
    ) {
        let budget = Budget { budget: Pence(budget), spent: Pence(spent), gain_permille, loss_permille };
        let settled = budget.settle(&weights).expect("a settlement");
        let sum: Pence = settled.shares.iter().sum();
        prop_assert_eq!(sum + settled.commissioner, settled.result);
    }

    /// Rounded once: nowhere further than half a penny from the exact amount.
    #[test]
    fn a_rate_is_rounded_once(tenths in 0_u32..100_000, heads in 0_u64..1_000_000, months in 1_u32..=12) {
        let pence = Rate::tenths(tenths).times(heads, months).expect("an amount").get();
        let exact = i128::from(tenths) * i128::from(heads) * i128::from(months);
        let off = 120 * i128::from(pence) - exact;
        prop_assert!((-59..=60).contains(&off), "{off}");
    }
}
