//! The records of a chain in batches, in constant memory, and whether chains have converged.

use serde::{Deserialize, Serialize};

/// Batches a chain: even, so that a chain falls into halves.
const BATCHES: usize = 32;

/// How many values, their mean, and the sum of their squared distances from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Moments(u64, f64, f64);

impl Moments {
    /// With one more value (Welford 1962, <https://doi.org/10.1080/00401706.1962.10490022>).
    fn add(&mut self, value: f64) {
        let Self(count, mean, squares) = self;
        *count += 1;
        let before = value - *mean;
        *mean += before / *count as f64;
        *squares += before * (value - *mean);
    }

    /// Of both together (Chan, Golub and LeVeque 1983, <https://doi.org/10.1080/00031305.1983.10483115>).
    fn with(self, other: &Self) -> Self {
        let (n, m) = (self.0 as f64, other.0 as f64);
        if other.0 == 0 {
            return self;
        }
        let apart = other.1 - self.1;
        let all = n + m;
        Self(
            self.0 + other.0,
            self.1 + apart * m / all,
            self.2 + other.2 + apart * apart * n * m / all,
        )
    }

    fn of<'a>(parts: impl IntoIterator<Item = &'a Self>) -> Self {
        parts.into_iter().fold(Self::default(), Self::with)
    }

    /// The variance of a sample.
    fn variance(self) -> f64 {
        self.2 / (self.0.saturating_sub(1).max(1)) as f64
    }
}

/// One measure along one chain, in 32 batches of the same length but for one record. A sum is always made in the order of the records,
/// so that its last digit is the same everywhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Batches(Vec<Moments>);

impl Batches {
    pub(super) fn new() -> Self {
        Self(vec![Moments::default(); BATCHES])
    }

    /// Adds record `number` of so many.
    pub(super) fn add(&mut self, number: u64, records: u64, value: i64) {
        let batch = u128::from(number) * BATCHES as u128 / u128::from(records.max(1));
        if let Some(batch) = self.0.get_mut(batch as usize) {
            batch.add(value as f64);
        }
    }

    pub(super) fn records(&self) -> u64 {
        self.0.iter().fold(0, |sum, batch| sum.saturating_add(batch.0))
    }
}

/// What is known of one measure over all chains, and how far to trust it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Convergence {
    /// The mean of all records.
    pub mean: f64,
    /// Their standard deviation.
    pub deviation: f64,
    /// Split R-hat: 1 where all halves of all chains look like draws from one distribution; above 1.01 more steps are needed (Vehtari and
    /// others 2021). Infinite where chains stand still at different values; absent below four records a half.
    ///
    /// Gelman and others, Bayesian Data Analysis, third edition (2013), 11.4.
    pub split_r_hat: Option<f64>,
    /// So many independent draws would tell the mean as exactly: records × variance / variance of batch means × batch length, batches of all
    /// chains around the mean of all. Absent below two records a batch, or where nothing varies. An estimate from 32 batches a chain: one
    /// deviation of its own error is a quarter for one chain, an eighth for four; too high where a batch is not much longer than
    /// the chain remembers.
    ///
    /// J. M. Flegal, M. Haran and G. L. Jones, Markov chain Monte Carlo: can we trust the third significant figure? (2008),
    /// <https://doi.org/10.1214/08-STS257>.
    pub effective: Option<f64>,
}

impl Convergence {
    /// Of one measure along several chains.
    pub(super) fn of(chains: &[&Batches]) -> Self {
        let all = Moments::of(chains.iter().flat_map(|chain| &chain.0));
        Self {
            mean: all.1,
            deviation: all.variance().sqrt(),
            split_r_hat: split_r_hat(chains),
            effective: effective(chains, all),
        }
    }
}

fn split_r_hat(chains: &[&Batches]) -> Option<f64> {
    let halves = chains.iter().flat_map(|chain| chain.0.chunks(BATCHES / 2));
    let halves: Vec<Moments> = halves.map(Moments::of).collect();
    let shortest = halves.iter().map(|half| half.0).min()?;
    if shortest < 4 {
        return None;
    }
    let (n, m) = (shortest as f64, halves.len() as f64);
    let within = halves.iter().map(|half| half.variance()).sum::<f64>() / m;
    let mut means = Moments::default();
    halves.iter().for_each(|half| means.add(half.1));
    let between = means.variance();
    if within > 0.0 {
        return Some((((n - 1.0) / n * within + between) / within).sqrt());
    }
    Some(if between > 0.0 { f64::INFINITY } else { 1.0 })
}

fn effective(chains: &[&Batches], all: Moments) -> Option<f64> {
    let batches: Vec<&Moments> = chains.iter().flat_map(|chain| &chain.0).collect();
    if batches.len() < 2 || batches.iter().any(|batch| batch.0 < 2) {
        return None;
    }
    let apart = batches
        .iter()
        .map(|batch| batch.0 as f64 * (batch.1 - all.1).powi(2));
    let variance = apart.sum::<f64>() / (batches.len() - 1) as f64;
    (variance > 0.0).then(|| all.0 as f64 * all.variance() / variance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::random::Stream;

    fn chain(values: &[i64]) -> Batches {
        let mut batches = Batches::new();
        for (number, &value) in values.iter().enumerate() {
            batches.add(number as u64, values.len() as u64, value);
        }
        batches
    }

    /// Two halves 0 0 0 0 1 1 1 1 repeated and the same plus 2: n = 8, means 0.5 and 2.5, within 2/7, between 2:
    /// the root of (7/8 × 2/7 + 2) / (2/7) = the root of 7.875.
    #[test]
    fn r_hat_by_hand() {
        let values = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3];
        let chain = chain(&values);
        let told = Convergence::of(&[&chain]);
        assert!((told.mean - 1.5).abs() < 1e-12);
        // Sum of squares around 1.5: 8 × 2.25 / 2 + 8 × 0.25 / 2 = 9 + 1 + ... = 20; 20 / 15.
        assert!((told.deviation - (20.0_f64 / 15.0).sqrt()).abs() < 1e-12);
        assert!((told.split_r_hat.expect("long enough") - 7.875_f64.sqrt()).abs() < 1e-12);
        assert_eq!(told.effective, None);
    }

    #[test]
    fn chains_that_stand_still() {
        let (one, other) = (chain(&[5; 64]), chain(&[6; 64]));
        let still = Convergence::of(&[&one, &one]);
        assert_eq!((still.split_r_hat, still.effective), (Some(1.0), None));
        assert_eq!(Convergence::of(&[&one, &other]).split_r_hat, Some(f64::INFINITY));
    }

    /// Independent draws count in full, draws that stand five times a fifth, both within three deviations of the estimate (an eighth each).
    #[test]
    fn repeated_draws_count_once() {
        let mut random = Stream::new(3, &[]);
        let mut draws = |times: usize| {
            let values: Vec<i64> = (0..8_000 / times)
                .flat_map(|_| vec![random.below(1_000) as i64; times])
                .collect();
            chain(&values)
        };
        for (times, wanted) in [(1, 32_000.0), (5, 6_400.0)] {
            let chains: Vec<Batches> = (0..4).map(|_| draws(times)).collect();
            let told = Convergence::of(&chains.iter().collect::<Vec<_>>());
            let share = told.effective.expect("long enough") / wanted;
            assert!((0.625..1.375).contains(&share), "{times} times: {share}");
            assert!(told.split_r_hat.is_some_and(|r| r < 1.01));
        }
    }
}
