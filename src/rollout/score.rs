//! Who should begin early.

use crate::fault::{Fault, FaultCode, Faults};

/// The greatest score.
pub(super) const MOST: u64 = 1_000;

/// Scores of 0 to 1,000 from readiness and need, each 0 to 1,000 a network: `need_percent` of a hundred parts are need, the rest
/// readiness. Rounded down.
///
/// ```
/// use locality::rollout::scores;
/// // By hand: 0.7 × 1,000 + 0.3 × 500 = 850.
/// assert_eq!(scores(&[500, 0], &[1_000, 0], 70)?, [850, 0]);
/// # Ok::<(), locality::fault::Faults>(())
/// ```
///
/// # Errors
/// `R004` where the two are of different numbers of networks, above 1,000, or the percentage is above 100.
pub fn scores(readiness: &[u64], need: &[u64], need_percent: u64) -> Result<Vec<u64>, Faults> {
    let mut faults = Vec::new();
    let mut misfit = |what: String| faults.push(Fault::new(FaultCode::ScoresMisfit, what));
    if readiness.len() != need.len() {
        misfit(format!(
            "{} readiness scores, {} need scores",
            readiness.len(),
            need.len()
        ));
    }
    if need_percent > 100 {
        misfit(format!("{need_percent} % of the score are need"));
    }
    if let Some(score) = readiness.iter().chain(need).find(|&&score| score > MOST) {
        misfit(format!("a score of {score}"));
    }
    Faults::none_or(faults)?;
    let mix = |(&ready, &need): (&u64, &u64)| (need * need_percent + ready * (100 - need_percent)) / 100;
    Ok(readiness.iter().zip(need).map(mix).collect())
}

/// Scores by rank: the greatest value has 1,000, the least 0, the others evenly between; equal values have the score of the first of
/// them. O(n log n).
///
/// ```
/// assert_eq!(locality::rollout::ranks(&[7, 9, 7, 8, 1]), [250, 1_000, 250, 750, 0]);
/// ```
#[must_use]
pub fn ranks(values: &[u64]) -> Vec<u64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let steps = values.len().saturating_sub(1).max(1) as u64;
    let rank = |value: &u64| sorted.partition_point(|other| other < value) as u64;
    values.iter().map(|value| rank(value) * MOST / steps).collect()
}
