//! Made-up regions: what always holds of them, and how like England in January 2022 they are.

use crate::data;
use locality::practice::{AreaLevel, Practice, Practices};
use locality::synthetic::{MOST_PRACTICES, Region, RegionError, Setting, county};
use locality::units::Patients;
use proptest::prelude::*;
use rstar::RTree;
use std::collections::{BTreeMap, BTreeSet};

/// The figures of a table that the comparison looks at.
struct Look {
    lists: Vec<u64>,
    /// Metres from each building to the nearest other one.
    apart: Vec<u64>,
    /// Share of the practices that have their postcode in common with another one.
    sharing: f64,
    oversize: f64,
    pcns: Vec<u64>,
}

/// Easting, northing, list size, postcode and code of today's network, if any.
type Row = (i32, i32, u64, String, Option<String>);

fn look(rows: &[Row]) -> Look {
    let mut lists: Vec<u64> = rows.iter().map(|r| r.2).collect();
    lists.sort_unstable();
    let points: BTreeSet<[i64; 2]> = rows.iter().map(|r| [i64::from(r.0), i64::from(r.1)]).collect();
    let points: Vec<[i64; 2]> = points.into_iter().collect();
    let tree = RTree::bulk_load(points.clone());
    let mut apart: Vec<u64> = points
        .iter()
        .filter_map(|p| tree.nearest_neighbor_iter(*p).nth(1).map(|q| (p, q)))
        .map(|(p, q)| ((p[0] - q[0]).pow(2) as u64 + (p[1] - q[1]).pow(2) as u64).isqrt())
        .collect();
    apart.sort_unstable();
    let mut at_postcode = BTreeMap::<&str, usize>::new();
    let mut networks = BTreeMap::<&str, u64>::new();
    for row in rows {
        *at_postcode.entry(&row.3).or_default() += 1;
        if let Some(pcn) = &row.4 {
            *networks.entry(pcn).or_default() += row.2;
        }
    }
    let sharing: usize = at_postcode.values().filter(|&&n| n > 1).sum();
    let mut pcns: Vec<u64> = networks.into_values().collect();
    pcns.sort_unstable();
    Look {
        oversize: lists.iter().filter(|&&l| l > 50_000).count() as f64 / rows.len() as f64,
        sharing: sharing as f64 / rows.len() as f64,
        lists,
        apart,
        pcns,
    }
}

fn made_up(practices: &Practices) -> Vec<Row> {
    let row = |p: &Practice| {
        let postcode = p.postcode.map(|c| c.to_string()).unwrap_or_default();
        let pcn = p.pcn.as_ref().map(|pcn| pcn.code.to_string());
        (
            p.location.easting(),
            p.location.northing(),
            p.list_size.get(),
            postcode,
            pcn,
        )
    };
    practices.iter().map(row).collect()
}

/// The real practices of January 2022, all or those of one integrated care board.
fn england(test: &str, icb: Option<&str>) -> Option<Vec<Row>> {
    let file = data::folder(test)?.join("england-2022/practices.csv");
    let mut reader = csv::Reader::from_path(file).expect("practices.csv opens");
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.expect("practices.csv is well formed");
        let number = |column: usize| record[column].parse::<i32>().expect("a whole number");
        if icb.is_none_or(|icb| icb == &record[12]) {
            let pcn = (!record[8].is_empty()).then(|| record[8].to_owned());
            rows.push((number(5), number(6), number(7) as u64, record[2].to_owned(), pcn));
        }
    }
    Some(rows)
}

/// The value below which so many of 100 lie.
fn percentile(sorted: &[u64], percent: usize) -> f64 {
    sorted[(sorted.len() - 1) * percent / 100] as f64
}

fn assert_near(what: &str, made_up: f64, real: f64, factor: f64) {
    assert!(
        made_up <= real * factor && made_up >= real / factor,
        "{what}: {made_up:.3} here, {real:.3} in England, more than a factor of {factor} apart"
    );
}

#[test]
fn a_country_of_6527_practices_is_like_england() {
    let Some(rows) = england("a_country_of_6527_practices_is_like_england", None) else {
        return;
    };
    let real = look(&rows);
    for seed in 0..3 {
        let here = look(&made_up(
            &Region::new(rows.len()).seed(seed).build().expect("in range"),
        ));
        for percent in [5, 10, 25, 50, 75, 90, 95, 99] {
            let (list, other) = (percentile(&here.lists, percent), percentile(&real.lists, percent));
            assert_near(&format!("list size at {percent} %"), list, other, 1.03);
        }
        for (percent, factor) in [
            (5, 1.2),
            (10, 1.2),
            (25, 1.2),
            (50, 1.2),
            (75, 1.25),
            (90, 1.25),
            (95, 1.3),
            (99, 1.6),
        ] {
            let (metres, other) = (percentile(&here.apart, percent), percentile(&real.apart, percent));
            assert_near(
                &format!("metres to the nearest at {percent} %"),
                metres,
                other,
                factor,
            );
        }
        for percent in [5, 25, 50, 75, 95] {
            let (size, other) = (percentile(&here.pcns, percent), percentile(&real.pcns, percent));
            assert_near(&format!("network size at {percent} %"), size, other, 1.1);
        }
        let in_band = |pcns: &[u64]| {
            pcns.iter().filter(|&p| (30_000..=50_000).contains(p)).count() as f64 / pcns.len() as f64
        };
        assert_near("networks in band", in_band(&here.pcns), in_band(&real.pcns), 1.15);
        assert_near("practices sharing a building", here.sharing, real.sharing, 1.15);
        assert_near("oversize practices", here.oversize, real.oversize, 1.15);
    }
}

/// Median distances of three boards and of regions of the same number of practices in the like setting.
/// One region is small, so the median is taken over 15 of them.
#[test]
fn each_setting_is_as_dense_as_its_model() {
    let models = [
        ("QHL", Setting::City),
        ("QNC", Setting::Mixed),
        ("QT6", Setting::Rural),
    ];
    for (icb, setting) in models {
        let Some(rows) = england("each_setting_is_as_dense_as_its_model", Some(icb)) else {
            return;
        };
        let real = look(&rows);
        let mut together = Vec::new();
        for seed in 0..15 {
            let region = Region::new(rows.len())
                .seed(seed)
                .setting(setting)
                .build()
                .expect("in range");
            together.extend(look(&made_up(&region)).apart);
        }
        together.sort_unstable();
        for percent in [10, 25, 50, 75, 90] {
            let what = format!("{icb}, metres to the nearest at {percent} %");
            assert_near(
                &what,
                percentile(&together, percent),
                percentile(&real.apart, percent),
                2.0,
            );
        }
    }
}

#[test]
fn kelland_is_a_county_that_can_be_planned() {
    let kelland = county();
    assert_eq!(kelland.len(), 60);
    assert!(
        (480_000..=600_000).contains(&kelland.patients().get()),
        "{}",
        kelland.patients()
    );
    assert!(kelland.iter().all(|p| p.list_size <= Patients(50_000)));
    assert_eq!(kelland.areas(AreaLevel::Icb).len(), 1);
    // Three practices on the island, more than 4 km of water from the main land, together too few patients
    // for a network of their own.
    let (island, main): (Vec<&Practice>, Vec<&Practice>) =
        kelland.iter().partition(|p| p.location.northing() < 523_000);
    assert_eq!(island.len(), 3);
    for there in &island {
        assert!(
            main.iter()
                .all(|here| here.location.straight_line(there.location).get() > 4_000)
        );
    }
    assert!(island.iter().map(|p| p.list_size).sum::<Patients>() < Patients(30_000));
}

/// Examples, documents and other tests lean on these figures: a change of the generator shows here first.
#[test]
fn kelland_stays_as_it_is() {
    let kelland = county();
    assert_eq!(kelland, county());
    let folded = made_up(&kelland).iter().fold(0_u64, |sum, row| {
        sum.wrapping_mul(31)
            .wrapping_add(row.0 as u64 + row.1 as u64 + row.2)
    });
    assert_eq!(
        (kelland.patients(), folded),
        (Patients(553_500), 5_227_550_458_458_561_980)
    );
}

#[test]
fn one_seed_is_one_region() {
    let region = Region::new(300).seed(1);
    assert_eq!(region.build(), region.build());
    assert_ne!(region.build(), region.clone().seed(2).build());
}

#[test]
fn without_oversize_every_practice_fits_a_network() {
    let table = Region::new(4_000).oversize(false).build().expect("in range");
    assert!(table.iter().all(|p| p.list_size <= Patients(50_000)));
    let with = Region::new(4_000).build().expect("in range");
    assert!(with.iter().any(|p| p.list_size > Patients(50_000)));
}

#[test]
fn no_practice_and_too_many_are_refused() {
    for practices in [0, MOST_PRACTICES + 1] {
        assert_eq!(
            Region::new(practices).build(),
            Err(RegionError::OutOfRange { practices })
        );
    }
}

#[test]
fn a_large_region_fits_the_grid() {
    let table = Region::new(100_000)
        .setting(Setting::Rural)
        .build()
        .expect("in range");
    assert_eq!(table.len(), 100_000);
    assert!(table.iter().all(|p| p.location.to_wgs84().is_some()));
}

proptest! {
    #[test]
    fn every_region_is_sound(practices in 1_usize..2_000, seed: u64, setting in 0_usize..3) {
        let setting = [Setting::City, Setting::Mixed, Setting::Rural][setting];
        let table = Region::new(practices).seed(seed).setting(setting).build().expect("in range");
        prop_assert_eq!(table.len(), practices);
        let mut home_of_pcn = BTreeMap::new();
        let mut point_of_postcode = BTreeMap::new();
        for practice in &table {
            prop_assert!(practice.location.to_wgs84().is_some());
            prop_assert!(AreaLevel::ALL.iter().all(|&level| practice.area(level).is_some()));
            let sub_icb = practice.sub_icb.as_ref().map(|s| s.code);
            if let Some(pcn) = &practice.pcn {
                prop_assert_eq!(*home_of_pcn.entry(pcn.code).or_insert(sub_icb), sub_icb);
            }
            let postcode = practice.postcode.expect("every practice has a postcode");
            prop_assert_eq!(*point_of_postcode.entry(postcode).or_insert(practice.location), practice.location);
        }
        let tops = table.areas(AreaLevel::Icb);
        prop_assert!(tops.iter().all(|&(_, n)| n <= 170));
    }
}
