//! How far the weights of a cut are from its next step.

use crate::engine::bound::Cut;

/// The most members and the largest step of a table. Prices of cuts are multiples of every step up to this one.
const MEMBERS: usize = 8;
const STEP: u32 = 6;

/// A kind of cut: the weights of its members, by their places, and how much is a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Steps {
    weights: Vec<u32>,
    of: u32,
    /// For each set of free members and each rest of the sum inside, the least that a sum with some of them can be short of one
    /// less than a step.
    short: Vec<u8>,
    /// For each of these, how much of a step each free member that would take one alone can be charged for, in twelfths, so that
    /// no set of them is charged more than the steps that it takes.
    each: Vec<u8>,
}

impl Steps {
    /// Whether a cut is small enough for a table: not where it is over a whole town.
    pub(super) fn knows(cut: &Cut) -> bool {
        cut.weights.len() <= MEMBERS && cut.of <= STEP
    }

    /// The table: O(2^members × of). At most 8 members.
    pub(super) fn new(weights: Vec<u32>, of: u32) -> Self {
        let masks = 1_usize << weights.len();
        let mut short = vec![0; masks * of as usize];
        for mask in 0..masks {
            for rest in 0..of {
                // Some of the free members join: any subset of the mask.
                let mut some = mask;
                let mut least = of;
                loop {
                    let sum: u32 = sum(&weights, some as u8);
                    least = least.min(of - 1 - (rest + sum) % of);
                    if some == 0 {
                        break;
                    }
                    some = (some - 1) & mask;
                }
                short[mask * of as usize + rest as usize] = least as u8;
            }
        }
        let mut each = vec![0; masks * of as usize];
        for mask in 0..masks {
            for rest in 0..of {
                let alone = |bit: usize| rest + weights[bit] >= of;
                let mut some = mask;
                let mut least = 12;
                while some != 0 {
                    let takers = (0..weights.len())
                        .filter(|&bit| some >> bit & 1 == 1 && alone(bit))
                        .count() as u32;
                    let steps = (rest + sum(&weights, some as u8)) / of;
                    least = least.min((12 * steps).checked_div(takers).unwrap_or(12));
                    some = (some - 1) & mask;
                }
                each[mask * of as usize + rest as usize] = least as u8;
            }
        }
        Self {
            weights,
            of,
            short,
            each,
        }
    }

    /// What each of the free members that would take a step alone can be charged for, in twelfths of a step.
    pub(super) fn each(&self, free: u8, rest: u32) -> u8 {
        self.each[usize::from(free) * self.of as usize + rest as usize]
    }

    /// Whether these are its weights.
    pub(super) fn is(&self, weights: &[(u32, u32)], of: u32) -> bool {
        self.of == of && self.weights.iter().eq(weights.iter().map(|(_, weight)| weight))
    }

    /// How far any sum with some of the free members is short of one less than a step, at least.
    pub(super) fn short(&self, free: u8, inside: u32) -> u8 {
        self.short[usize::from(free) * self.of as usize + (inside % self.of) as usize]
    }

    /// The weights of these members together.
    pub(super) fn sum(&self, members: u8) -> u32 {
        sum(&self.weights, members)
    }
}

fn sum(weights: &[u32], members: u8) -> u32 {
    let inside = weights
        .iter()
        .enumerate()
        .filter(|(bit, _)| members >> bit & 1 == 1);
    inside.map(|(_, weight)| weight).sum()
}
