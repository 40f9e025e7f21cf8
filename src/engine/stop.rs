//! When a search ends: near enough to the best possible, after so many rounds, so many seconds, or when someone cancels it.

use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Asked often: true when the work should end at once.
pub(crate) type Stopped<'s> = &'s (dyn Fn() -> bool + Sync);

/// Limits of a search; it ends at the first that is reached. Without any, it runs until it is cancelled.
///
/// A limit in rounds gives the same plan on every machine and at any number of threads. A limit in seconds ends the
/// same search earlier or later, in the middle of a round. A limit in the gap needs a bound: give another limit beside it,
/// because a bound may not come near enough, and strategies without one never reach it. It also says what the proof goes for: no time is spent
/// on proving more than that, so that with another gap the same rounds may lead to another plan.
///
/// ```
/// use locality::engine::stop::Stop;
/// let stop = Stop::seconds(10).or_rounds(200);
/// assert_eq!(stop.most_rounds(), Some(200));
/// let stop = Stop::gap(0.001).or_seconds(60);
/// assert!(stop.near_enough(1_000_000, 999_000) && !stop.near_enough(1_000_000, 998_999));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stop {
    /// The widest gap, in parts of [`WHOLE`].
    gap: Option<u64>,
    rounds: Option<u64>,
    time: Option<Duration>,
    first_plan: bool,
    cancel: CancelToken,
}

/// Gaps are kept in parts of this, so that costs are compared in whole numbers.
const WHOLE: u64 = 1_000_000_000_000;

/// Cancels a search from anywhere; clones cancel the same search.
#[derive(Clone, Debug, Default)]
pub struct CancelToken(Arc<AtomicBool>);

/// Why a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StopReason {
    /// Proven: nothing better is possible.
    Optimal,
    /// The limit in the gap was reached: it is near enough to the best possible.
    Gap,
    /// There is a plan that keeps every rule, and no more was asked for.
    Plan,
    /// The strategy had nothing left to try.
    Done,
    /// The limit in rounds was reached.
    Rounds,
    /// The limit in seconds was reached.
    Time,
    /// It was cancelled.
    Cancelled,
}

impl From<Arc<AtomicBool>> for CancelToken {
    /// A token over a flag that others raise, such as a handler of signals.
    fn from(flag: Arc<AtomicBool>) -> Self {
        Self(flag)
    }
}

impl CancelToken {
    /// A token that is not cancelled.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks every search that holds this token to end with its best plan so far.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Stop {
    /// Ends when (cost - bound) / cost is at most this: 0.001 is one part in a thousand, 0 proven to be the best possible. What
    /// is below 0 or no number is taken as 0. Kept to one part in 10^12.
    #[must_use]
    pub fn gap(gap: f64) -> Self {
        Self::default().or_gap(gap)
    }

    /// Ends after so many rounds; round 0 makes the first plan, so that 0 is taken as 1.
    #[must_use]
    pub fn rounds(rounds: u64) -> Self {
        Self::default().or_rounds(rounds)
    }

    /// Ends after so many seconds.
    #[must_use]
    pub fn seconds(seconds: u64) -> Self {
        Self::time(Duration::from_secs(seconds))
    }

    /// Ends after this time.
    #[must_use]
    pub fn time(time: Duration) -> Self {
        Self {
            time: Some(time),
            ..Self::default()
        }
    }

    /// Also ends when (cost - bound) / cost is at most this: see [`gap`](Self::gap).
    #[must_use]
    pub fn or_gap(mut self, gap: f64) -> Self {
        // The cast takes what is below 0 or no number as 0, and what is too large as the largest.
        self.gap = Some((gap * WHOLE as f64).round() as u64);
        self
    }

    /// Also ends after so many rounds.
    #[must_use]
    pub fn or_rounds(mut self, rounds: u64) -> Self {
        self.rounds = Some(rounds.max(1));
        self
    }

    /// Also ends after so many seconds.
    #[must_use]
    pub fn or_seconds(self, seconds: u64) -> Self {
        self.or_time(Duration::from_secs(seconds))
    }

    /// Ends as soon as there is a plan that keeps every rule, however good: for questions of what if, beginning with the present plan
    /// ([`Run::start`](super::Run::start)), and of whether there is one at all. Give another limit beside it.
    #[must_use]
    pub fn first_plan() -> Self {
        Self {
            first_plan: true,
            ..Self::default()
        }
    }

    /// Also ends after this time.
    #[must_use]
    pub fn or_time(mut self, time: Duration) -> Self {
        self.time = Some(time);
        self
    }

    /// Also ends when this token is cancelled.
    #[must_use]
    pub fn or_cancelled(mut self, token: &CancelToken) -> Self {
        self.cancel = token.clone();
        self
    }

    /// The limit in the gap.
    #[must_use]
    pub fn widest_gap(&self) -> Option<f64> {
        self.gap.map(|parts| parts as f64 / WHOLE as f64)
    }

    /// Whether a plan of this cost is near enough to what no plan can cost less than; never without a limit in the gap.
    #[must_use]
    pub fn near_enough(&self, cost: i64, bound: i64) -> bool {
        self.gap.is_some() && bound >= self.enough(cost)
    }

    /// The least bound that ends the search for plans of this cost: the cost itself without a limit in the gap.
    pub(crate) fn enough(&self, cost: i64) -> i64 {
        let between = i128::from(self.gap.unwrap_or(0)) * i128::from(cost.unsigned_abs()) / i128::from(WHOLE);
        (i128::from(cost) - between).max(i128::from(i64::MIN)) as i64
    }

    /// The limit in rounds.
    #[must_use]
    pub fn most_rounds(&self) -> Option<u64> {
        self.rounds
    }

    /// The limit in time.
    #[must_use]
    pub fn most_time(&self) -> Option<Duration> {
        self.time
    }

    /// Whether any plan will do.
    #[must_use]
    pub fn at_first_plan(&self) -> bool {
        self.first_plan
    }

    /// What cancels the search.
    pub(crate) fn token(&self) -> &CancelToken {
        &self.cancel
    }

    /// Which limit has been reached by a search that began then and has done so many rounds.
    pub(crate) fn reached(&self, began: Instant, rounds: u64) -> Option<StopReason> {
        if self.rounds.is_some_and(|most| rounds >= most) {
            return Some(StopReason::Rounds);
        }
        self.interrupted(began)
    }

    /// Which limit ends even a round that is under way.
    pub(crate) fn interrupted(&self, began: Instant) -> Option<StopReason> {
        if self.cancel.is_cancelled() {
            Some(StopReason::Cancelled)
        } else if self.time.is_some_and(|most| began.elapsed() >= most) {
            Some(StopReason::Time)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is enough is near enough, and one less is not.
    #[test]
    fn what_is_enough_ends_the_search() {
        for cost in [-1_000_003, -7, 0, 1, 999, 123_456_789, 1 << 53] {
            for gap in [0.0, 1e-12, 0.001, 0.005, 0.1, 1.0, 1.5] {
                let stop = Stop::gap(gap);
                let enough = stop.enough(cost);
                assert!(stop.near_enough(cost, enough), "{cost} {gap}");
                assert!(!stop.near_enough(cost, enough - 1), "{cost} {gap}");
            }
            assert_eq!(Stop::seconds(1).enough(cost), cost, "all of it without a gap");
        }
        for (gap, enough) in [
            (0.0, 1_000_000),
            (1e-6, 999_999),
            (0.001, 999_000),
            (0.005, 995_000),
            (1.5, -500_000),
        ] {
            assert_eq!(Stop::gap(gap).enough(1_000_000), enough, "{gap}");
        }
        assert_eq!(Stop::gap(f64::INFINITY).enough(i64::MAX / 2), i64::MIN);
    }
}
