//! Better prices for a large instance, part by part.
//!
//! ```text
//! until a pass over all parts lifts the bound no more:
//!     cut the units into parts, other ones in every pass
//!     for a few parts that are far from each other, side by side:
//!         settle all prices but the part's own; converge and cut over the groups that hold one of its units
//!     count the sum of everything anew; keep the prices where it is larger
//! ```
//!
//! The bound is a concave function of the prices, and this is block coordinate ascent on it: each part is as small as a county, and
//! takes cuts of all kinds, where a master of everything would grow with the country.

use super::cutting::Kinds;
use super::outside::Outside;
use super::relaxation::{Goal, Proof, Relaxation};
use super::source::{Everything, Source};
use crate::engine::bound::{Cut, PricedCut, Prices};
use crate::engine::instance::Instance;
use crate::engine::random::Stream;
use crate::engine::region::Region;
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Units of a part.
const UNITS: usize = 400;
/// Groups reach so many edges beyond their part, and hardly any further.
const HALO: usize = 4;
/// Parts that are worked on side by side.
const SIDE_BY_SIDE: usize = 4;
/// Rounds of cuts in a part.
const ROUNDS_OF_CUTS: usize = 20;
/// So many rounds in a row that add less than a twentieth are enough.
const WEAK: usize = 2;
/// Nodes of a search while a part is cut.
const EFFORT: u64 = 5_000;

/// The passes over all parts.
#[derive(Clone, Debug)]
pub(super) struct Lift {
    /// The best prices and their sum.
    pub(super) proof: Proof,
    /// The parts that are still to be worked on in this pass.
    parts: Vec<Vec<u32>>,
    pass: u64,
    /// The sum when the pass began.
    began: i128,
}

/// What was found for a part.
struct Lifted {
    units: Vec<(u32, i64)>,
    cuts: Vec<PricedCut>,
    groups: Vec<Vec<u32>>,
}

impl Lift {
    /// Begins at some prices.
    pub(super) fn new(instance: &Instance, proof: Proof) -> Self {
        Self {
            began: proof.sum,
            proof,
            parts: parts(instance, 0),
            pass: 0,
        }
    }

    /// Works on the next parts; returns whether there is anything left to do. `known` are groups to begin with; those that were found
    /// are added to them.
    pub(super) fn step(
        &mut self,
        everything: &Everything<'_>,
        (instance, scale): (&Instance, i64),
        known: &mut BTreeSet<Vec<u32>>,
        record: &mut Record,
        stopped: Stopped<'_>,
    ) -> bool {
        if self.parts.is_empty() {
            // A pass that lifts the bound by less than a thousandth is the last.
            if self.proof.sum - self.began < self.proof.sum.abs() / 1_000 {
                return false;
            }
            self.pass += 1;
            self.began = self.proof.sum;
            self.parts = parts(instance, self.pass);
        }
        let chosen = self.far_apart(instance);
        let prices = &self.proof.prices;
        let lifted: Vec<Option<(Lifted, Record)>> = chosen
            .par_iter()
            .map(|part| {
                let mut record = Record::new(0);
                let lifted = lift(instance, scale, prices, part, known, &mut record, stopped)?;
                Some((lifted, record))
            })
            .collect();
        let mut prices = prices.clone();
        let mut fresh = Vec::new();
        for (lifted, its) in lifted.into_iter().flatten() {
            record.add(&its);
            let own = |unit: u32| {
                lifted
                    .units
                    .binary_search_by_key(&unit, |&(unit, _)| unit)
                    .is_ok()
            };
            let owned = |cut: &Cut| cut.weights.iter().all(|&(unit, _)| own(unit));
            prices.cuts.retain(|priced| !owned(&priced.cut));
            prices.cuts.extend(lifted.cuts);
            for &(unit, price) in &lifted.units {
                prices.units[unit as usize] = price;
            }
            fresh.extend(lifted.groups);
        }
        known.extend(fresh);
        let Some(offer) = everything.offer(&prices, EFFORT, stopped) else {
            return true;
        };
        record.pricings += 1;
        let sum = worth(instance, &prices) + offer.shortfall;
        if std::env::var_os("TRACE").is_some() {
            eprintln!(
                "lift pass {} parts {} left {}: {} -> {} shortfall {} cuts {}",
                self.pass,
                chosen.len(),
                self.parts.len(),
                self.proof.sum / i128::from(scale) / 1_000_000,
                sum as f64 / scale as f64 / 1e6,
                offer.shortfall as f64 / scale as f64 / 1e6,
                prices.cuts.len()
            );
        }
        known.extend(offer.groups);
        if sum > self.proof.sum {
            self.proof = Proof { sum, prices };
        }
        true
    }

    /// Takes parts off the list that no group can touch two of.
    fn far_apart(&mut self, instance: &Instance) -> Vec<Vec<u32>> {
        let mut chosen: Vec<Vec<u32>> = Vec::new();
        let mut near = vec![false; instance.len()];
        let mut left = Vec::new();
        for part in std::mem::take(&mut self.parts) {
            let with_halo = widened(instance, &part, HALO);
            let apart = !part.iter().any(|&unit| near[unit as usize]);
            if apart && chosen.len() < SIDE_BY_SIDE {
                with_halo.iter().for_each(|&unit| near[unit as usize] = true);
                chosen.push(part);
            } else {
                left.push(part);
            }
        }
        self.parts = left;
        chosen
    }
}

/// What a plan whose groups all pay for themselves costs at least.
fn worth(instance: &Instance, prices: &Prices) -> i128 {
    let (least, most) = instance.groups();
    let groups = if prices.group >= 0 { least } else { most } as i128;
    let units: i128 = prices.units.iter().map(|&price| i128::from(price)).sum();
    let charge = |priced: &PricedCut| i128::from(priced.price) * i128::from(priced.cut.most());
    units + i128::from(prices.group) * groups - prices.cuts.iter().map(charge).sum::<i128>()
}

/// Better prices for a part; `None` where there are none.
fn lift(
    instance: &Instance,
    scale: i64,
    prices: &Prices,
    part: &[u32],
    known: &BTreeSet<Vec<u32>>,
    record: &mut Record,
    stopped: Stopped<'_>,
) -> Option<Lifted> {
    let mut units = widened(instance, part, HALO);
    units.sort_unstable();
    let region = Region::new(instance, units.clone(), 1, units.len()).ok()?;
    let local = |unit: u32| units.binary_search(&unit).ok().map(|at| at as u32);
    let own: Vec<bool> = units.iter().map(|unit| part.contains(unit)).collect();
    let inside = |cut: &Cut| -> Option<Cut> {
        let weights = cut.weights.iter();
        let weights: Vec<(u32, u32)> = weights
            .filter_map(|&(unit, weight)| Some((local(unit)?, weight)))
            .collect();
        (!weights.is_empty()).then_some(Cut { weights, of: cut.of })
    };
    let (mut cuts, mut settled) = (Vec::new(), Vec::new());
    for priced in &prices.cuts {
        let Some(cut) = inside(&priced.cut) else { continue };
        let whole = cut.weights.len() == priced.cut.weights.len();
        let price = priced.price;
        match whole && cut.weights.iter().all(|&(unit, _)| own[unit as usize]) {
            true => cuts.push(PricedCut { cut, price }),
            false => settled.push(PricedCut { cut, price }),
        }
    }
    let columns = known.iter().filter_map(|group| {
        let group: Option<Vec<u32>> = group.iter().map(|&unit| local(unit)).collect();
        group.filter(|group| group.iter().any(|&unit| own[unit as usize]))
    });
    let mut relaxation = Relaxation::new(region.instance(), scale, columns);
    let there: Vec<i64> = units.iter().map(|&unit| prices.units[unit as usize]).collect();
    let in_cost = |price: i64| price as f64 / scale as f64;
    relaxation.begin(
        there.iter().map(|&price| in_cost(price)).collect(),
        cuts.iter().map(|priced| in_cost(priced.price)).collect(),
        in_cost(prices.group),
    );
    relaxation.outside = Some(Outside {
        units: there
            .iter()
            .zip(&own)
            .map(|(&price, &own)| (!own).then_some(price))
            .collect(),
        group: prices.group,
        cuts: settled.clone(),
    });
    relaxation.cuts = cuts.into_iter().map(|priced| priced.cut).collect();
    let source = Everything::new(region.instance(), scale);
    let goal = Goal {
        accuracy: 1e-4,
        enough: None,
        effort: EFFORT,
        turns: usize::MAX,
    };
    let mut best = relaxation.converge(&source, goal, record, stopped)?;
    let first = best.sum;
    let mut weak = 0;
    for _ in 0..ROUNDS_OF_CUTS {
        if weak == WEAK || stopped() || relaxation.cut(Kinds::All, record) == 0 {
            break;
        }
        let proof = relaxation.converge(&source, goal, record, stopped)?;
        let gain = proof.sum - best.sum;
        if gain > 0 {
            best = proof;
        }
        weak = if gain * 20 <= best.sum - first {
            weak + 1
        } else {
            0
        };
    }
    if std::env::var_os("TRACE").is_some() {
        eprintln!(
            "   part of {} of {}: {:.1} -> {:.1} cuts {} -> {}",
            part.len(),
            units.len(),
            first as f64 / scale as f64 / 1e6,
            best.sum as f64 / scale as f64 / 1e6,
            settled.len(),
            best.prices.cuts.len()
        );
    }
    let room = best.sum / 200;
    relaxation.clean(&best, i64::try_from(room).unwrap_or(i64::MAX));
    let to_whole = |&unit: &u32| units[unit as usize];
    let own_cuts = best.prices.cuts.len() - settled.len();
    let cuts = best.prices.cuts[..own_cuts].iter().map(|priced| PricedCut {
        cut: Cut {
            weights: priced
                .cut
                .weights
                .iter()
                .map(|(unit, weight)| (to_whole(unit), *weight))
                .collect(),
            of: priced.cut.of,
        },
        price: priced.price,
    });
    let found = relaxation.pool.columns().iter();
    Some(Lifted {
        cuts: cuts.collect(),
        units: (0..units.len() as u32)
            .filter(|&at| own[at as usize])
            .map(|at| (to_whole(&at), best.prices.units[at as usize]))
            .collect(),
        groups: found
            .map(|column| column.units.iter().map(to_whole).collect())
            .collect(),
    })
}

/// The units in so many edges' reach of some.
fn widened(instance: &Instance, part: &[u32], edges: usize) -> Vec<u32> {
    let mut seen = vec![false; instance.len()];
    part.iter().for_each(|&unit| seen[unit as usize] = true);
    let mut all = part.to_vec();
    let mut from = 0;
    for _ in 0..edges {
        let to = all.len();
        for at in from..to {
            for &near in instance.neighbours(all[at]) {
                if !std::mem::replace(&mut seen[near as usize], true) {
                    all.push(near);
                }
            }
        }
        from = to;
    }
    all
}

/// Cuts the units into parts of neighbours, other ones in every pass.
fn parts(instance: &Instance, pass: u64) -> Vec<Vec<u32>> {
    let random = &mut Stream::new(pass, &[instance.len() as u64]);
    let mut seeds: Vec<u32> = (0..instance.len() as u32).collect();
    let mut taken = vec![false; instance.len()];
    let mut parts = Vec::new();
    while !seeds.is_empty() {
        let seed = seeds.swap_remove(random.index(seeds.len()));
        if std::mem::replace(&mut taken[seed as usize], true) {
            continue;
        }
        let mut part = vec![seed];
        let mut at = 0;
        while at < part.len() && part.len() < UNITS {
            for &near in instance.neighbours(part[at]) {
                if part.len() < UNITS && !std::mem::replace(&mut taken[near as usize], true) {
                    part.push(near);
                }
            }
            at += 1;
        }
        part.sort_unstable();
        parts.push(part);
    }
    // What lies between the others is small and hemmed in; other passes have it inside.
    let largest = parts.iter().map(Vec::len).max().unwrap_or(0);
    parts.retain(|part| part.len() * 4 >= largest);
    parts
}
