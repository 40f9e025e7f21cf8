//! The walk along a list against all groups of it, one by one.

use super::super::list::{List, keeps};
use super::super::source::Source;
use super::{Served, all_served, checked, made_up, paid, prices};
use crate::engine::bound::{Decision, Prices};
use crate::engine::instance::InstanceFile;
use proptest::prelude::*;
use std::sync::Arc;

const SCALE: i64 = 64;

fn with_prices() -> impl Strategy<Value = (InstanceFile, Prices, Prices)> {
    let files = prop_oneof![made_up::files(8), made_up::travel(5..=8)];
    files.prop_flat_map(|file| {
        let (first, second) = (prices(&file, SCALE), prices(&file, SCALE));
        (Just(file), first, second)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_walk_offers_what_the_list_holds(
        (file, prices, filter) in with_prices(),
        room in -20..=60_i64,
        pair in (0..8_u32, 0..8_u32, any::<bool>()),
        site in (0..5_u32, any::<bool>()),
    ) {
        let instance = checked(&file);
        let n = file.units.len() as u32;
        let mut left: Vec<Served> = all_served(&file).into_iter().filter(|served| served.best).collect();
        let groups: Vec<Vec<u32>> = left.iter().map(|served| served.units.clone()).collect();
        let mut part = Arc::new(List::new(&instance, SCALE, &groups)).all();
        prop_assert_eq!(part.len(), left.len());

        part = part.within(&filter, room * SCALE);
        left.retain(|served| paid(SCALE, &filter, served) < room * SCALE);
        prop_assert_eq!(part.len(), left.len());

        let (a, b) = (pair.0.min(pair.1) % n, pair.0.max(pair.1) % n);
        let mut decisions = vec![Decision::AtLeast { groups: 2, yes: true }];
        if let Some(number) = site.0.checked_rem(file.sites.len() as u32) {
            decisions.push(Decision::Open { site: number, yes: site.1 });
        }
        if a != b {
            decisions.push(Decision::Together { a: a.min(b), b: a.max(b), yes: pair.2 });
        }
        for decision in decisions {
            part = part.filter(|units, site| keeps(&instance, units, site, decision));
            left.retain(|served| match decision {
                Decision::Together { a, b, yes } => {
                    let count = served.units.iter().filter(|&&unit| unit == a || unit == b).count();
                    if yes { count != 1 } else { count != 2 }
                }
                Decision::Open { site, yes: false } => served.site != Some(site),
                Decision::Open { site, yes: true } => {
                    let home = file.sites[site as usize].unit;
                    served.site == Some(site) || !home.is_some_and(|unit| served.units.contains(&unit))
                }
                Decision::AtLeast { .. } => true,
            });
            prop_assert_eq!(part.len(), left.len(), "{:?}", decision);
        }

        let offer = part.offer(&prices, 0, &|| false).expect("it is not stopped");
        let least = |site: Option<u32>| {
            let mine = left.iter().filter(|served| served.site == site);
            i128::from(mine.map(|served| paid(SCALE, &prices, served)).min().unwrap_or(0).min(0))
        };
        let most = i128::from(file.groups.most);
        let often = |site: u32| if file.sites[site as usize].unit.is_some() { 1 } else { most };
        let sites = (0..file.sites.len() as u32).map(|site| least(Some(site)) * often(site));
        prop_assert_eq!(offer.shortfall, sites.sum::<i128>() + least(None) * most);
        for group in &offer.groups {
            let served = left.iter().find(|served| served.units == *group);
            prop_assert!(served.is_some_and(|served| paid(SCALE, &prices, served) < 0));
        }
        // The one that pays least is among them, of every site that has one.
        for served in left.iter().filter(|served| paid(SCALE, &prices, served) < 0) {
            let least = least(served.site);
            let offered = offer.groups.iter().filter_map(|units| left.iter().find(|served| served.units == *units));
            let mut offered = offered.filter(|other| other.site == served.site);
            prop_assert!(offered.any(|other| i128::from(paid(SCALE, &prices, other)) == least));
        }
    }
}
