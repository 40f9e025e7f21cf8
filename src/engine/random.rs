//! Seeded random numbers: one stream a task, so that the number of threads changes nothing.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub(crate) struct Stream(Xoshiro256PlusPlus);

impl Stream {
    /// The stream of this seed and these numbers (round, task ...): the same everywhere and always.
    pub(crate) fn new(seed: u64, numbers: &[u64]) -> Self {
        let mut mixed = 0;
        // The seed is mixed before the first number, or else seed 2 with number 1 would be seed 1 with number 2.
        for &number in std::iter::once(&seed).chain(numbers) {
            // One step of SplitMix64 (Steele, Lea and Flood 2014) per number keeps near streams apart.
            mixed = (mixed ^ number).wrapping_add(0x9E37_79B9_7F4A_7C15);
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            mixed ^= mixed >> 31;
        }
        Self(Xoshiro256PlusPlus::seed_from_u64(mixed))
    }

    /// A whole number below `limit` (which must not be 0), by multiplication (Lemire 2019); the bias is below
    /// `limit` / 2^64.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        ((u128::from(self.0.next_u64()) * u128::from(limit)) >> 64) as u64
    }

    /// Puts a list into a random order (Fisher and Yates 1938).
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.index(at + 1));
        }
    }

    /// A position in a list of this length (which must not be 0).
    pub(crate) fn index(&mut self, length: usize) -> usize {
        self.below(length as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Small seeds with small numbers, as runs side by side have them.
    #[test]
    fn no_two_streams_begin_alike() {
        let first = |numbers: &[u64]| Stream::new(numbers[0], &numbers[1..]).0.next_u64();
        let mut begins = BTreeSet::new();
        for seed in 0..20 {
            begins.insert(first(&[seed]));
            for number in 0..20 {
                begins.insert(first(&[seed, number]));
                begins.extend((0..20).map(|further| first(&[seed, number, further])));
            }
        }
        assert_eq!(begins.len(), 20 + 400 + 8_000);
    }
}
