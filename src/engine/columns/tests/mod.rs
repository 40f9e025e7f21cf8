//! The parts of column generation against the plainest means: the oracle of the engine's tests, which shares no code with it.

#[allow(dead_code)]
#[path = "../../../../tests/suite/engine/brute.rs"]
mod brute;
#[allow(dead_code)]
#[path = "../../../../tests/suite/engine/made_up.rs"]
mod made_up;

mod bounding;
mod combine;
mod cutting;
mod list;
mod outlook;
mod pricing;
mod steps;

use crate::engine::bound::{Cut, PricedCut, Prices};
use crate::engine::instance::{Instance, InstanceFile};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample;

fn checked(file: &InstanceFile) -> Instance {
    Instance::try_from(file.clone()).expect("a sound instance")
}

/// An allowed group with one of its hubs, counted by the oracle alone.
#[derive(Clone, Debug)]
struct Served {
    units: Vec<u32>,
    site: Option<u32>,
    cost: i64,
    /// Whether no other hub is cheaper, or as cheap and before it.
    best: bool,
}

/// Every allowed group with every hub that is open to it.
fn all_served(file: &InstanceFile) -> Vec<Served> {
    let units: Vec<u32> = (0..file.units.len() as u32).collect();
    let bare = InstanceFile {
        sites: Vec::new(),
        ..file.clone()
    };
    let mut all = Vec::new();
    for mask in 1..1_usize << units.len() {
        let group = brute::members(&units, mask);
        let (violation, cost, best) = brute::value(file, &group);
        if violation > 0 || !brute::connected(file, &group) {
            continue;
        }
        if file.sites.is_empty() {
            all.push(Served {
                units: group,
                site: None,
                cost,
                best: true,
            });
            continue;
        }
        let (_, bare, _) = brute::value(&bare, &group);
        for (number, site) in file.sites.iter().enumerate() {
            let way = |unit: &u32| {
                site.star
                    .iter()
                    .find(|(served, _)| served == unit)
                    .map(|&(_, way)| way)
            };
            let ways: Option<i64> = group.iter().map(way).sum();
            if let Some(ways) = ways.filter(|_| site.unit.is_none_or(|home| group.contains(&home))) {
                all.push(Served {
                    units: group.clone(),
                    site: Some(number as u32),
                    cost: bare + ways,
                    best: best == Some(number as u32),
                });
            }
        }
    }
    all
}

/// What a group pays: the formula of the certificate.
fn paid(scale: i64, prices: &Prices, served: &Served) -> i64 {
    let worth: i64 = served.units.iter().map(|&unit| prices.units[unit as usize]).sum();
    let steps = |cut: &Cut| {
        let inside = cut.weights.iter().filter(|(unit, _)| served.units.contains(unit));
        i64::from(inside.map(|&(_, weight)| weight).sum::<u32>() / cut.of)
    };
    let cuts: i64 = prices
        .cuts
        .iter()
        .map(|priced| priced.price * steps(&priced.cut))
        .sum();
    scale * served.cost - worth - prices.group + cuts
}

/// Prices about as large as what units and groups cost, with up to eight cuts of the kinds that are looked for, some over towns.
fn prices(file: &InstanceFile, scale: i64) -> impl Strategy<Value = Prices> + use<> {
    let units = file.units.len();
    let towns = priced_town(file, scale);
    let cuts = match units {
        0..3 => vec(towns, 0..=4).boxed(),
        _ => vec(prop_oneof![2 => priced_cut(units, scale), 1 => towns], 0..=8).boxed(),
    };
    let unit = sample::select(vec![5, 15, 40])
        .prop_flat_map(move |most| vec(-most * scale / 4..=most * scale, units));
    (unit, -30 * scale..=30 * scale, cuts).prop_map(|(units, group, cuts)| Prices { units, group, cuts })
}

/// The kinds of weights, each with its step.
const KINDS: [(&[u32], u32); 6] = [
    (&[1, 1, 1], 2),
    (&[2, 1, 1, 1], 3),
    (&[1, 1, 1, 1, 1], 2),
    (&[1, 1, 1, 1, 1], 3),
    (&[3, 1, 1, 1, 1], 4),
    (&[2, 2, 1, 1, 1], 5),
];

fn priced_cut(units: usize, scale: i64) -> impl Strategy<Value = PricedCut> {
    let kinds: Vec<(&[u32], u32)> = KINDS
        .into_iter()
        .filter(|(weights, _)| weights.len() <= units)
        .collect();
    sample::select(kinds).prop_flat_map(move |(weights, of)| {
        let some = sample::subsequence((0..units as u32).collect::<Vec<u32>>(), weights.len());
        (some, Just(weights.to_vec()).prop_shuffle(), 1..=scale.max(60) / 4).prop_map(
            move |(some, weights, price)| PricedCut {
                cut: Cut {
                    weights: some.into_iter().zip(weights).collect(),
                    of,
                },
                price: price * 60,
            },
        )
    })
}

/// A cut over some of the units with a step too large for a table: weights by the sizes of a measure that is never below nought,
/// rounded down or up, or any weights.
fn priced_town(file: &InstanceFile, scale: i64) -> impl Strategy<Value = PricedCut> + use<> {
    let units = file.units.len();
    let mut measures = file.measures.iter().map(|measure| measure.values.clone());
    let sizes = measures.find(|values| values.iter().all(|&value| value >= 0));
    let sizes = sizes.unwrap_or_else(|| vec![0; units]);
    let some = sample::subsequence((0..units as u32).collect::<Vec<u32>>(), 1..=units);
    let any = vec(0..1000_i64, units);
    (some, 9..=60_i64, 0..3_usize, any, 1..=scale.max(60) / 4).prop_map(
        move |(some, of, kind, any, price)| {
            let weight = |unit: u32| {
                let size = sizes[unit as usize];
                [size, -size, any[unit as usize]][kind].rem_euclid(of) as u32
            };
            let weights: Vec<(u32, u32)> = some.iter().map(|&unit| (unit, weight(unit))).collect();
            let mut weights: Vec<(u32, u32)> =
                weights.into_iter().filter(|&(_, weight)| weight > 0).collect();
            if weights.is_empty() {
                weights.push((some[0], 1));
            }
            PricedCut {
                cut: Cut {
                    weights,
                    of: of as u32,
                },
                price: price * 60,
            }
        },
    )
}
