//! What chains add to while they walk.

use super::histogram::Histogram;
use super::together::Together;

/// What chains add to.
pub(super) struct Tally {
    pub(super) histograms: Vec<Histogram>,
    pub(super) together: Together,
}

impl Tally {
    pub(super) fn new(units: usize, measures: usize) -> Self {
        Self {
            histograms: vec![Histogram::default(); measures],
            together: Together::new(units),
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (histogram, more) in self.histograms.iter_mut().zip(&other.histograms) {
            histogram.merge(more);
        }
        self.together.merge(&other.together);
    }
}
