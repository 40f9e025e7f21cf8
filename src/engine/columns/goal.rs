//! How far a relaxation is to converge.

/// Nodes of a short look.
pub(super) const GLANCE: u64 = 300;

/// When to stop converging.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goal {
    /// Relative distance of bound and master.
    pub(super) accuracy: f64,
    /// A sum that is enough.
    pub(super) enough: Option<i128>,
    /// Nodes for each search.
    pub(super) effort: u64,
    /// Masters to solve before it pauses.
    pub(super) turns: usize,
    /// It ends where more searches than this give up.
    pub(super) patience: usize,
}

impl Goal {
    /// Over a list, which is walked in full: without a limit.
    pub(super) fn of_list(accuracy: f64, enough: Option<i128>) -> Self {
        Self {
            accuracy,
            enough,
            effort: 0,
            turns: usize::MAX,
            patience: usize::MAX,
        }
    }
}
