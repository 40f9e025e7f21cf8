//! Siting on published tasks with known answers.

use crate::data;
use locality::engine::Run;
use locality::engine::solution::Status;
use locality::engine::stop::Stop;
use locality::hub::{Limit, Question, Siting, Work};
use std::collections::BTreeMap;

/// The 205 census tracts and 16 stores of San Francisco of the library spopt (BSD-3-Clause): people, and ways by road in millimetres.
fn san_francisco(test: &str) -> Option<Siting> {
    let path = data::folder(test)?
        .join("benchmarks/san-francisco/SF_network_distance_candidateStore_16_censusTract_205_new.csv");
    let mut reader = csv::Reader::from_path(path).expect("the file");
    let mut ways: BTreeMap<String, (u64, BTreeMap<String, u64>)> = BTreeMap::new();
    for row in reader.deserialize() {
        let (metres, store, tract, people): (f64, String, String, f64) = row.expect("a row");
        let tract = ways.entry(tract).or_insert((people as u64, BTreeMap::new()));
        tract.1.insert(store, (metres * 1_000.0).round() as u64);
    }
    let weights = ways.values().map(|(people, _)| *people).collect();
    let ways = ways
        .values()
        .map(|(_, stores)| stores.values().copied().collect());
    Some(Siting::new(weights, ways.collect()).expect("a task"))
}

/// What spopt's own tests state, <https://github.com/pysal/spopt>, spopt/tests/test_locate: `test_p_median.py`, `test_mclp.py`. The
/// centre and the number of sites that cover all were counted by trying every choice, in another language.
#[test]
fn san_francisco_as_published() {
    let Some(siting) = san_francisco("san_francisco_as_published") else {
        return;
    };
    assert_eq!((siting.places(), siting.sites()), (205, 16));
    let median = siting.median(4, Work::default()).expect("sites");
    assert_eq!(median.status, Status::Optimal);
    let mean = median.cost as f64 / siting.weight() as f64 / 1_000.0;
    assert!((mean - 2_982.126_857_989_065_7).abs() < 0.001, "{mean}");

    let reach = siting.reach(4, 5_000_000, Work::default()).expect("sites");
    assert_eq!(reach.status, Status::Optimal);
    let missed = (0..205)
        .filter(|&i| siting.way_to(i, reach.serves[i]) > 5_000_000)
        .count();
    // 184 of 205 tracts: 89.75609756 %.
    assert_eq!(missed, 21);

    let centre = siting.centre(4, Work::default()).expect("sites");
    assert_eq!((centre.cost, centre.status), (7_403_064, Status::Optimal));
    let cover = siting.cover(5_000_000, Work::default()).expect("sites");
    assert_eq!((cover.cost, cover.status), (8, Status::Optimal));

    // The same by the integer programmes. The centre takes the built-in solver too long.
    let asked = [
        (Question::Median(4), median),
        (Question::Reach(4, 5_000_000), reach),
        (Question::Cover(5_000_000), cover),
    ];
    for (question, searched) in asked {
        let stated = siting.programme(&question, Some(120)).expect("an answer");
        assert_eq!(stated.cost, searched.cost, "{question:?}");
        let apart = searched.cost - stated.bound;
        assert!(
            apart <= 1 + searched.cost / 500_000,
            "{question:?}: {}",
            stated.bound
        );
    }
}

/// OR-Library, capacitated p-median: a file, its siting, limit, medians and the proven best cost.
fn pmedcap(test: &str, id: u32) -> Option<(Siting, Limit, usize, u64)> {
    let path = data::folder(test)?.join(format!("benchmarks/pmedcap/pmedcap{id}.txt"));
    let text = std::fs::read_to_string(path).expect("the file");
    let numbers: Vec<u64> = text
        .split_whitespace()
        .map(|word| word.parse().expect("a number"))
        .collect();
    let points: Vec<&[u64]> = numbers[5..].chunks(4).collect();
    let apart = |a: &[u64], b: &[u64]| (a[1].abs_diff(b[1]).pow(2) + a[2].abs_diff(b[2]).pow(2)).isqrt();
    let ways = points
        .iter()
        .map(|a| points.iter().map(|b| apart(a, b)).collect())
        .collect();
    let values = points.iter().map(|p| p[3]).collect();
    let limit = Limit {
        name: "demand".to_owned(),
        values,
        least: 0,
        most: numbers[4],
    };
    let siting = Siting::new(vec![1; points.len()], ways).expect("a task");
    Some((siting, limit, numbers[3] as usize, numbers[1]))
}

#[test]
fn capacitated_optima_are_never_beaten() {
    let mut near = 0;
    for id in [1, 2] {
        let Some((siting, limit, hubs, best)) = pmedcap("capacitated_optima_are_never_beaten", id) else {
            return;
        };
        let homes: Vec<usize> = (0..siting.places()).collect();
        let run = Run::new().threads(2).stop(Stop::rounds(2));
        match siting.capacitated(hubs, &homes, &[limit], &run) {
            Ok(found) => {
                assert!(
                    found.bound <= best && best <= found.cost,
                    "{id}: {} to {}",
                    found.bound,
                    found.cost
                );
                // The limit costs a few per cent: 713 against 693, 740 against 740.
                near += usize::from((found.cost - found.bound) * 20 <= found.cost);
            }
            Err(other) => panic!("{id}: {other}"),
        }
        // Without the limit it costs no more, and that is proven too.
        let free = siting.median(hubs, Work::default()).expect("sites");
        assert!(
            free.cost <= best && free.status == Status::Optimal,
            "{id}: {free:?}"
        );
    }
    assert_eq!(near, 2);
}
