//! How often which units were in one group.

use serde::{Deserialize, Serialize};

/// Of so many records, in how many each pair of units was in one group. Eight bytes a pair: n²/2.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "TogetherFile", into = "TogetherFile")]
pub struct Together {
    units: u32,
    records: u64,
    /// Row by row the pairs with every lower unit.
    counts: Vec<u64>,
}

/// As it is written down: only pairs that were ever together.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TogetherFile {
    pub(super) units: u32,
    records: u64,
    pairs: Vec<(u32, u32, u64)>,
}

/// Pairs of more units would take ten thousand million bytes.
const MOST_UNITS: u32 = 50_000;

fn place(a: u32, b: u32) -> usize {
    let (low, high) = (a.min(b) as usize, a.max(b) as usize);
    high * high.saturating_sub(1) / 2 + low
}

impl Together {
    /// No record yet.
    pub(super) fn new(units: usize) -> Self {
        Self {
            units: units as u32,
            records: 0,
            counts: vec![0; units * units.saturating_sub(1) / 2],
        }
    }

    /// Records a plan. O(sum of squares of its groups).
    pub(super) fn add(&mut self, groups: &[Vec<u32>]) {
        self.records += 1;
        for group in groups {
            for (i, &a) in group.iter().enumerate() {
                for &b in &group[..i] {
                    self.counts[place(a, b)] += 1;
                }
            }
        }
    }

    /// Adds what another of the same units recorded.
    pub(super) fn merge(&mut self, other: &Self) {
        self.records += other.records;
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
    }

    /// How many units.
    #[must_use]
    pub fn units(&self) -> u32 {
        self.units
    }

    /// How many plans were recorded.
    #[must_use]
    pub fn records(&self) -> u64 {
        self.records
    }

    /// In how many records two units, not the same, were in one group.
    #[must_use]
    pub fn count(&self, a: u32, b: u32) -> u64 {
        self.counts[place(a, b)]
    }

    /// The same as a share, 0 to 1; 0 where nothing was recorded.
    #[must_use]
    pub fn share(&self, a: u32, b: u32) -> f64 {
        self.count(a, b) as f64 / self.records.max(1) as f64
    }

    /// The pairs that were together at least once, the lower unit first, ascending by the higher.
    pub fn pairs(&self) -> impl Iterator<Item = (u32, u32, u64)> + '_ {
        let pairs = (0..self.units).flat_map(|high| (0..high).map(move |low| (low, high)));
        let counted = pairs.zip(&self.counts).filter(|(_, count)| **count > 0);
        counted.map(|((low, high), &count)| (low, high, count))
    }

    /// How settled a unit is: of the company that it has in one draw, the share that it is expected to have again in another. 1 where it is
    /// always with the same, or always alone.
    ///
    /// With `p` the shares of all other units: sum of p² / sum of p. With A always and with B in half of the draws: (1 + 1/4) / (1 + 1/2) = 0.83.
    /// O(n).
    #[must_use]
    pub fn stability(&self, unit: u32) -> f64 {
        let others = || (0..self.units).filter(|&other| other != unit);
        let sum: u128 = others().map(|other| u128::from(self.count(unit, other))).sum();
        let squares: u128 = others()
            .map(|other| u128::from(self.count(unit, other)).pow(2))
            .sum();
        match sum {
            0 => 1.0,
            sum => squares as f64 / (sum as f64 * self.records.max(1) as f64),
        }
    }

    /// The units that were together in every record, each list ascending, of two units or more. O(n²).
    #[must_use]
    pub fn always(&self) -> Vec<Vec<u32>> {
        let mut taken = vec![false; self.units as usize];
        let mut blocks = Vec::new();
        for first in 0..self.units {
            // Always together is an equivalence: who is always with the first is always with all others of the block.
            let with = (first + 1..self.units).filter(|&unit| self.count(first, unit) == self.records);
            let block: Vec<u32> = std::iter::once(first).chain(with).collect();
            if !taken[first as usize] && self.records > 0 && block.len() > 1 {
                for &unit in &block {
                    taken[unit as usize] = true;
                }
                blocks.push(block);
            }
        }
        blocks
    }

    /// Of the pairs that a plan has in one group, the share that a draw has too, on average: 0 to 1, `None` for a plan of single units. What
    /// draws reach among each other is [`typical`](Self::typical).
    #[must_use]
    pub fn likeness(&self, groups: &[Vec<u32>]) -> Option<f64> {
        let (mut pairs, mut sum) = (0_u64, 0_u128);
        for group in groups {
            for (i, &a) in group.iter().enumerate() {
                for &b in group[..i].iter().filter(|&&b| b != a && a.max(b) < self.units) {
                    pairs += 1;
                    sum += u128::from(self.count(a, b));
                }
            }
        }
        (pairs > 0).then(|| sum as f64 / (pairs as f64 * self.records.max(1) as f64))
    }

    /// The [`likeness`](Self::likeness) of a draw to another, on average over pairs.
    #[must_use]
    pub fn typical(&self) -> Option<f64> {
        let sum: u128 = self.counts.iter().map(|&count| u128::from(count)).sum();
        let squares: u128 = self.counts.iter().map(|&count| u128::from(count).pow(2)).sum();
        (sum > 0).then(|| squares as f64 / (sum as f64 * self.records.max(1) as f64))
    }
}

impl From<Together> for TogetherFile {
    fn from(together: Together) -> Self {
        Self {
            units: together.units,
            records: together.records,
            pairs: together.pairs().collect(),
        }
    }
}

impl TryFrom<TogetherFile> for Together {
    type Error = String;

    fn try_from(file: TogetherFile) -> Result<Self, String> {
        if file.units > MOST_UNITS {
            return Err(format!("{} units are too many to count their pairs", file.units));
        }
        let mut together = Self::new(file.units as usize);
        together.records = file.records;
        for (a, b, count) in file.pairs {
            if a >= b || b >= file.units || count > file.records {
                return Err(format!(
                    "units {a} and {b} cannot be together in {count} of {} plans",
                    file.records
                ));
            }
            together.counts[place(a, b)] = count;
        }
        Ok(together)
    }
}
