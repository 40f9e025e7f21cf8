//! What a search tells while it runs.

use super::partition::Group;
use crate::disk::WriteError;
use std::time::Duration;

/// How a search stands after a round.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// How many rounds are done.
    pub rounds: u64,
    /// How long it has run, since it was begun or taken up again.
    pub elapsed: Duration,
    /// By how much the best plan so far lies outside its bands; 0 when it keeps every rule.
    pub violation: i64,
    /// What the best plan so far costs.
    pub cost: i64,
    /// What no plan can cost less than, where it is known.
    pub bound: Option<i64>,
    /// Whether this round found a better plan.
    pub improved: bool,
    /// The groups of the best plan so far.
    pub best: &'a [Group],
    /// Why the checkpoint that was due could not be written; it is tried again when the next one is due.
    pub not_written: Option<&'a WriteError>,
}

/// Listens to a search. Called from the thread that runs the search, after every round.
pub trait Observer: Sync {
    /// A round is done.
    fn round(&self, progress: &Progress<'_>);
}

/// Listens to nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Observer for Silent {
    fn round(&self, _: &Progress<'_>) {}
}

impl<F: Fn(&Progress<'_>) + Sync> Observer for F {
    fn round(&self, progress: &Progress<'_>) {
        self(progress);
    }
}
