//! When a search ends: after so many rounds, so many seconds, or when someone cancels it.

use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Limits of a search; it ends at the first that is reached. Without any, it runs until it is cancelled.
///
/// A limit in rounds gives the same plan on every machine and at any number of threads. A limit in seconds ends the
/// same search earlier or later, in the middle of a round.
///
/// ```
/// use locality::engine::stop::Stop;
/// let stop = Stop::seconds(10).or_rounds(200);
/// assert_eq!(stop.most_rounds(), Some(200));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stop {
    rounds: Option<u64>,
    time: Option<Duration>,
    cancel: CancelToken,
}

/// Cancels a search from anywhere; clones cancel the same search.
#[derive(Clone, Debug, Default)]
pub struct CancelToken(Arc<AtomicBool>);

/// Why a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StopReason {
    /// Proven: nothing better is possible.
    Optimal,
    /// The limit in rounds was reached.
    Rounds,
    /// The limit in seconds was reached.
    Time,
    /// It was cancelled.
    Cancelled,
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

    /// Also ends after so many rounds.
    #[must_use]
    pub fn or_rounds(mut self, rounds: u64) -> Self {
        self.rounds = Some(rounds.max(1));
        self
    }

    /// Also ends after so many seconds.
    #[must_use]
    pub fn or_seconds(mut self, seconds: u64) -> Self {
        self.time = Some(Duration::from_secs(seconds));
        self
    }

    /// Also ends when this token is cancelled.
    #[must_use]
    pub fn or_cancelled(mut self, token: &CancelToken) -> Self {
        self.cancel = token.clone();
        self
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
