//! Exact shares inside limits.

use super::Fraction;
use std::cmp::Ordering;

/// The shares `clamp(rate × weight, floor, cap)` for the one rate at which they add up to the total. The caller has checked that there
/// is one. O(n log n).
///
/// Without limits this is total × weight / all weights. The sum grows with the rate, and bends only where somebody leaves a floor or
/// meets a cap, so that the rate is found by halving the sorted list of bends.
pub(super) fn quotas(total: u64, weights: &[u64], bounds: &[(u64, u64)]) -> Vec<Fraction> {
    let parties = || weights.iter().zip(bounds).map(|(&w, &b)| (u128::from(w), b));
    let mut bends: Vec<(u128, u128)> = parties()
        .filter(|(weight, _)| *weight > 0)
        .flat_map(|(weight, (floor, cap))| [(u128::from(floor), weight), (u128::from(cap), weight)])
        .collect();
    bends.sort_by(|a, b| compare(*a, *b));
    let enough = |&(up, down): &(u128, u128)| {
        let at = parties().map(|(weight, (floor, cap))| {
            (up * weight).clamp(u128::from(floor) * down, u128::from(cap) * down)
        });
        at.sum::<u128>() >= u128::from(total) * down
    };
    let first = bends.partition_point(|bend| !enough(bend));
    // The rate is not above this bend and above the one before. The caps add up to the total at least, so that there is one.
    let Some(&bend) = bends.get(first) else {
        return bounds
            .iter()
            .map(|&(_, cap)| Fraction::new(cap.into(), 1))
            .collect();
    };
    let settled = |weight: u128, (floor, cap): (u64, u64)| {
        if weight == 0 || compare((floor.into(), weight), bend).is_ge() {
            Some(floor)
        } else if compare((cap.into(), weight), bend).is_lt() {
            Some(cap)
        } else {
            None
        }
    };
    let (mut left, mut free) = (u128::from(total), 0);
    for (weight, bound) in parties() {
        match settled(weight, bound) {
            Some(share) => left -= u128::from(share),
            None => free += weight,
        }
    }
    let share = |(weight, bound)| match settled(weight, bound) {
        Some(share) => Fraction::new(share.into(), 1),
        None => Fraction::new(weight * left, free),
    };
    parties().map(share).collect()
}

/// Two fractions by their value.
fn compare((a, b): (u128, u128), (c, d): (u128, u128)) -> Ordering {
    (a * d).cmp(&(c * b))
}
