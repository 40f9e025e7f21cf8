//! Random numbers that are the same on every machine.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// What a stream of random numbers is for. Each purpose has a stream of its own, so that a draw more for
/// one of them changes nothing in the others. The number is the number of jumps and never changes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    Land = 0,
    Settlements = 1,
    Buildings = 2,
    Lists = 3,
    Names = 4,
    Areas = 5,
}

/// A stream of whole random numbers: xoshiro256++ (Blackman and Vigna 2021, doi:10.1145/3460772), its
/// state filled from the seed by SplitMix64 and then moved on by one jump of 2^128 steps for each purpose
/// before this one. No floating-point number is used, so that no platform can differ.
#[derive(Debug)]
pub(super) struct Stream(Xoshiro256PlusPlus);

impl Stream {
    /// The stream of this seed for this purpose.
    pub fn new(seed: u64, purpose: Purpose) -> Self {
        let mut generator = Xoshiro256PlusPlus::seed_from_u64(seed);
        for _ in 0..purpose as u8 {
            generator.jump();
        }
        Self(generator)
    }

    /// A number from 0 up to, not including, `end`; 0 for `end` 0. The upper half of a 128-bit product:
    /// its bias, below `end` / 2^64, is far too small to see.
    pub fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.0.next_u64()) * u128::from(end)) >> 64) as u64
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(high.abs_diff(low) + 1) as i64
    }

    /// A whole number of at least 1 with P(number >= k) = 1/k, Zipf's law of town sizes, at most `most`.
    pub fn zipf(&mut self, most: u64) -> u64 {
        // The quotient of 2^64 and a uniform number of 64 bits, without the rare zero.
        (u64::MAX / self.0.next_u64().max(1)).clamp(1, most.max(1))
    }

    /// Puts the items in random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last as u64 + 1) as usize;
            items.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The first outputs of xoshiro256++ after SplitMix64 filled its state from 0, computed with a
    // transcription of the authors' public reference code into another language.
    #[test]
    fn the_streams_are_those_of_the_reference_code() {
        let mut stream = Stream::new(0, Purpose::Land);
        let first: Vec<u64> = (0..3).map(|_| stream.0.next_u64()).collect();
        assert_eq!(first, REFERENCE);
    }
    const REFERENCE: [u64; 3] = [0x53175d61490b23df, 0x61da6f3dc380d507, 0x5c0fdf91ec9a7bfc];

    #[test]
    fn purposes_draw_different_numbers() {
        let mut land = Stream::new(1, Purpose::Land);
        let mut areas = Stream::new(1, Purpose::Areas);
        assert_ne!(land.0.next_u64(), areas.0.next_u64());
    }

    #[test]
    fn numbers_stay_in_their_range() {
        let mut stream = Stream::new(3, Purpose::Lists);
        let mut seen = [0_u32; 5];
        for _ in 0..1_000 {
            let number = stream.between(-2, 2);
            assert!((-2..=2).contains(&number));
            seen[(number + 2) as usize] += 1;
        }
        assert!(seen.iter().all(|&n| n > 100), "not near 200 each: {seen:?}");
        assert_eq!(stream.below(0), 0);
    }

    #[test]
    fn half_of_the_towns_are_of_size_one() {
        let mut stream = Stream::new(4, Purpose::Settlements);
        let sizes: Vec<u64> = (0..10_000).map(|_| stream.zipf(50)).collect();
        for k in [2_u64, 5, 20, 50] {
            let share = sizes.iter().filter(|&&s| s >= k).count();
            let expected = 10_000 / k as usize;
            assert!(
                share.abs_diff(expected) < expected / 4 + 20,
                "{share} of 10,000 are at least {k}"
            );
        }
        assert!(sizes.iter().all(|&s| (1..=50).contains(&s)));
    }
}
