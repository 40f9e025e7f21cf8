//! Whether what was read can be of work on an instance.

use super::super::proof::Proof;
use crate::engine::bound::{Cut, Decision, Prices};
use crate::engine::instance::Instance;

/// Sums beyond this come from no search: the largest are below the units times 2^53.
const LARGEST: u128 = 1 << 100;

pub(super) fn is_sum(sum: i128) -> bool {
    sum.unsigned_abs() < LARGEST
}

/// Prices beyond this would not add up.
pub(in crate::engine::columns) fn is_price(price: i64) -> bool {
    price.unsigned_abs() < 1 << 60
}

/// Units of the instance, ascending.
pub(in crate::engine::columns) fn is_group(instance: &Instance, units: &[u32]) -> bool {
    let known = units.last().is_some_and(|&last| (last as usize) < instance.len());
    known && units.windows(2).all(|pair| pair[0] < pair[1])
}

pub(in crate::engine::columns) fn is_cut(instance: &Instance, cut: &Cut) -> bool {
    let fits =
        |&(unit, weight): &(u32, u32)| (unit as usize) < instance.len() && (1..cut.of).contains(&weight);
    cut.of >= 2 && cut.weights.iter().all(fits)
}

pub(super) fn is_priced(instance: &Instance, prices: &Prices) -> bool {
    prices.units.len() == instance.len() && prices.cuts.iter().all(|priced| is_cut(instance, &priced.cut))
}

pub(super) fn is_proof(instance: &Instance, proof: &Proof) -> bool {
    is_sum(proof.sum) && is_priced(instance, &proof.prices)
}

pub(super) fn is_decision(instance: &Instance, decision: Decision) -> bool {
    let n = instance.len();
    match decision {
        Decision::Together { a, b, .. } => a < b && (b as usize) < n,
        Decision::Open { site, .. } => (site as usize) < instance.file().sites.len(),
        Decision::AtLeast { groups, .. } => (1..=n).contains(&(groups as usize)),
    }
}
