//! The search at a root against all groups of that root.

use super::super::market::{Market, Root, roots};
use super::super::pricing::{Aim, Pricer};
use super::super::rewards::Rewards;
use super::super::source::{Everything, Most, Source};
use super::{Served, all_served, checked, made_up, paid, prices};
use crate::engine::bound::Prices;
use crate::engine::instance::InstanceFile;
use proptest::prelude::*;

const SCALE: i64 = 64;
const NO_LIMIT: u64 = u64::MAX;

fn belongs(served: &Served, root: &Root) -> bool {
    let holds = served.units.contains(&root.unit) && (!root.first || served.units[0] == root.unit);
    served.site == root.site && holds
}

fn with_prices(files: impl Strategy<Value = InstanceFile>) -> impl Strategy<Value = (InstanceFile, Prices)> {
    files.prop_flat_map(|file| {
        let prices = prices(&file, SCALE);
        (Just(file), prices)
    })
}

fn files() -> impl Strategy<Value = InstanceFile> {
    prop_oneof![
        made_up::files(9),
        made_up::travel(5..=9),
        made_up::travel_from_today(5..=9)
    ]
}

/// The least, and all below a ceiling, at every root, with one memory for all searches.
fn agrees(file: &InstanceFile, prices: &Prices, ceiling: i64) -> Result<(), TestCaseError> {
    let instance = checked(file);
    let rewards = Rewards::new(&instance, SCALE);
    let market = Market::new(&instance, SCALE, prices, &rewards);
    let all = all_served(file);
    let mut pricer = Pricer::default();
    let mut listed = 0;
    for root in roots(&instance) {
        let mine: Vec<&Served> = all.iter().filter(|served| belongs(served, &root)).collect();
        let least = mine
            .iter()
            .map(|served| paid(SCALE, prices, served))
            .min()
            .unwrap_or(0)
            .min(0);
        let found = pricer.search(&market, &root, Aim::Least, 0, NO_LIMIT);
        prop_assert!(!found.cut_short);
        prop_assert_eq!(found.least, least, "{:?}", root);
        for (says, units) in &found.groups {
            let known = mine.iter().find(|served| served.units == *units);
            prop_assert_eq!(known.map(|served| paid(SCALE, prices, served)), Some(*says));
            prop_assert!(*says < 0);
        }
        prop_assert!(least == 0 || found.groups.iter().any(|&(says, _)| says == least));

        let found = pricer.search(&market, &root, Aim::All { most: usize::MAX }, ceiling, NO_LIMIT);
        let mut groups = found.groups;
        groups.sort_unstable();
        let below = mine.iter().filter(|served| served.best);
        let below = below.map(|served| (paid(SCALE, prices, served), served.units.clone()));
        let mut below: Vec<(i64, Vec<u32>)> = below.filter(|&(paid, _)| paid < ceiling).collect();
        below.sort_unstable();
        prop_assert_eq!(&groups, &below, "below {} at {:?}", ceiling, root);
        listed += groups.len();

        // A search that is ended early never promises too much.
        for limit in [1, 3, 10] {
            let short = pricer.search(&market, &root, Aim::Least, 0, limit);
            prop_assert!(short.least <= least && short.nodes <= limit + 1);
            prop_assert!(short.cut_short || short.least == least);
        }
    }
    let all = Most {
        groups: usize::MAX,
        nodes: u64::MAX,
    };
    let list = Everything::new(&instance, SCALE).list(prices, ceiling, all, &|| false);
    prop_assert_eq!(list.map(|list| list.len()), Some(listed));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_search_finds_what_is_there((file, prices) in with_prices(files()), ceiling in -20..=80_i64) {
        agrees(&file, &prices, ceiling * SCALE)?;
    }

    /// What all groups of a plan pay too little together: no set of groups that a plan could hold pays less.
    #[test]
    fn no_plan_falls_shorter_than_the_offer_says((file, prices) in with_prices(files())) {
        let instance = checked(&file);
        let offer = Everything::new(&instance, SCALE).offer(&prices, NO_LIMIT, &|| false).expect("it is not stopped");
        let all = all_served(&file);
        let mut short = 0_i128;
        for (number, site) in file.sites.iter().enumerate() {
            let mine = all.iter().filter(|served| served.site == Some(number as u32));
            let least = mine.map(|served| paid(SCALE, &prices, served)).min().unwrap_or(0).min(0);
            let often = if site.unit.is_some() { 1 } else { i128::from(file.groups.most) };
            short += i128::from(least) * often;
        }
        if file.sites.is_empty() {
            let least = all.iter().map(|served| paid(SCALE, &prices, served)).min().unwrap_or(0).min(0);
            short = i128::from(least) * i128::from(file.groups.most);
        }
        prop_assert_eq!(offer.shortfall, short);
        // Short looks are allowed to say less, never more.
        let glance = Everything::new(&instance, SCALE).offer(&prices, 2, &|| false).expect("it is not stopped");
        prop_assert!(glance.shortfall <= short);
    }
}

/// More units stand open at a root than a search can hold: it says so, and what it promises is still true.
///
/// ```text
/// 200 units of 1, all next to each other, pairs only; every unit is worth 10, those from 150 on 30 each
/// ```
#[test]
fn too_many_open_units_are_no_proof_of_their_absence() {
    let n = 200;
    let mut file = made_up::path(n, 1, (2, 2), (100, 100));
    file.edges = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).collect();
    let instance = checked(&file);
    let worth = |unit: u32| if unit < 150 { 10 } else { 30 };
    let prices = Prices {
        units: (0..n).map(worth).collect(),
        ..Prices::default()
    };
    let rewards = Rewards::new(&instance, 1);
    let market = Market::new(&instance, 1, &prices, &rewards);
    let mut pricer = Pricer::default();
    for root in roots(&instance) {
        let later = (root.unit + 1..n).map(worth).max();
        let least = later.map_or(0, |most| -worth(root.unit) - most);
        let found = pricer.search(&market, &root, Aim::Least, 0, NO_LIMIT);
        assert!(found.least <= least, "{} of {least} at {root:?}", found.least);
        assert!(found.cut_short || found.least == least, "at {root:?}");
    }
}

/// Numbers as large as an instance may hold: costs and sizes near 2^53 in all.
#[test]
fn large_numbers_do_not_overflow() {
    let mut file = made_up::path(4, 0, (1 << 40, 1 << 51), (1, 4));
    file.measures[0].values = vec![1, 1 << 50, 1, 1 << 50];
    file.fixed = 1 << 48;
    let instance = checked(&file);
    let prices = Prices {
        units: vec![1 << 50, 1 << 40, 1 << 50, -(1 << 50)],
        ..Prices::default()
    };
    let rewards = Rewards::new(&instance, 1);
    let market = Market::new(&instance, 1, &prices, &rewards);
    let all = all_served(&file);
    let mut pricer = Pricer::default();
    for root in roots(&instance) {
        let mine = all.iter().filter(|served| belongs(served, &root));
        let least = mine
            .map(|served| paid(1, &prices, served))
            .min()
            .unwrap_or(0)
            .min(0);
        let found = pricer.search(&market, &root, Aim::Least, 0, NO_LIMIT);
        assert_eq!(found.least, least, "at {root:?}");
    }
}
