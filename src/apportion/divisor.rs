//! Divisor methods: one after the other, each to whoever has the greatest weight for its divisor.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A claim to the next one.
struct Claim {
    weight: u64,
    divisor: u64,
    party: usize,
}

impl Ord for Claim {
    /// By weight / divisor, then by weight, then the party named first.
    fn cmp(&self, other: &Self) -> Ordering {
        let worth = |a: &Self, b: &Self| u128::from(a.weight) * u128::from(b.divisor);
        worth(self, other)
            .cmp(&worth(other, self))
            .then(self.weight.cmp(&other.weight))
            .then(other.party.cmp(&self.party))
    }
}

impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Claim {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Claim {}

/// Whole shares by the divisors of `after`, which says by what the weight of one that holds so many is divided. Floors are given
/// first; whoever reaches its cap claims no more.
pub(super) fn seats(
    total: u64,
    weights: &[u64],
    bounds: &[(u64, u64)],
    after: impl Fn(u64) -> u64,
) -> Vec<u64> {
    let mut seats: Vec<u64> = bounds.iter().map(|bound| bound.0).collect();
    let claim = |party: usize, held: u64| {
        let open = weights[party] > 0 && held < bounds[party].1;
        open.then(|| Claim {
            weight: weights[party],
            divisor: after(held),
            party,
        })
    };
    let mut claims: BinaryHeap<Claim> = (0..weights.len()).filter_map(|p| claim(p, seats[p])).collect();
    for _ in seats.iter().sum::<u64>()..total {
        let Some(Claim { party, .. }) = claims.pop() else {
            break;
        };
        seats[party] += 1;
        claims.extend(claim(party, seats[party]));
    }
    seats
}
