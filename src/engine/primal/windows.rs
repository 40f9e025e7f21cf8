//! Parts of a large plan, solved as tasks of their own.
//!
//! ```text
//! choose a few windows of neighbouring groups in every round
//! side by side: bounds and plans by column generation, until the window's own best is proven, or is not in reach, or its share of work is done
//! ```
//!
//! A window has whole towns in it, so that it can change how many groups each of them has, which annealing hardly does.

use super::parts::{Found, Number, put};
use super::{CHOOSE, Primal};
use crate::engine::columns::Bounding;
use crate::engine::partition::{Group, Partition};
use crate::engine::random::Stream;
use crate::engine::regions::regions;
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;
use std::ops::RangeInclusive;

/// The fewest and the most groups of a window.
const GROUPS: RangeInclusive<usize> = 14..=22;
/// A plan of more units has windows.
const LARGE: usize = 1_000;
/// Windows that are solved in a round.
const SIDE_BY_SIDE: usize = 16;
/// Steps of the work on one window.
const STEPS: usize = 30;
/// The bytes that the list of one window may take.
const MEMORY: u64 = 100_000_000;

impl Primal<'_> {
    /// Whether the instance is so large that its plans have windows.
    pub(super) fn is_large(&self) -> bool {
        self.instance.len() > LARGE
    }

    /// Solves some windows of the plan; returns whether it is better now.
    pub(super) fn windows(&mut self, round: u64, stopped: Stopped<'_>) -> bool {
        let Some(mut best) = self.best.take() else {
            return false;
        };
        let mut chosen = regions(&best, GROUPS, &mut Stream::new(self.seed, &[CHOOSE, round]));
        chosen.truncate(SIDE_BY_SIDE);
        let before = best.rank();
        let found = self.side_by_side(&best, &chosen, [round, 0], Number::Free, |share, _| {
            solve_window(share, stopped).map(|groups| Found { groups, keep: true })
        });
        for groups in found {
            self.remember(&groups);
            put(&mut best, groups);
        }
        let improved = best.rank() < before;
        self.best = Some(best);
        improved
    }
}

/// The groups of a better plan of this window.
pub(crate) fn solve_window(share: &Partition<'_>, stopped: Stopped<'_>) -> Option<Vec<Group>> {
    let instance = share.instance();
    let before = share.rank();
    let mut primal = Primal::new(instance, 0).ok()?;
    primal.take(share.clone());
    let mut bounding = Bounding::new(instance, primal.drain_groups(), MEMORY);
    for _ in 0..STEPS {
        let cost = primal
            .best()
            .filter(|best| best.violation() == 0)
            .map(Partition::cost);
        if bounding.is_done() || bounding.is_hopeless(cost) || bounding.bound() >= cost || stopped() {
            break;
        }
        let plans = bounding.step(cost, &mut Record::new(0), stopped);
        primal.complete(plans, stopped);
    }
    let best = primal.best()?;
    (best.rank() < before).then(|| best.groups().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{rows, square};

    const GO_ON: Stopped<'static> = &|| false;

    /// Six rows of a square are one window: what comes of it is no dearer than what annealing finds from the same rows.
    #[test]
    fn a_window_of_everything_is_as_good_as_annealing() {
        let instance = square(6, (8, 20), (6, 6));
        let mut annealed = Primal::new(&instance, 3).expect("no proof against it");
        for _ in 0..4 {
            annealed.round(GO_ON);
        }
        let mut primal = Primal::new(&instance, 3).expect("no proof against it");
        primal.take(rows(&instance, 6));
        assert!(primal.windows(2, GO_ON), "rows are not the best");
        let ranks = [&primal, &annealed].map(|primal| primal.best().map(Partition::rank));
        assert!(ranks[0] <= ranks[1], "{ranks:?}");
        assert!(!primal.windows(3, GO_ON), "there is nothing better");
    }

    /// Some forty groups, so that there are windows side by side.
    #[test]
    fn threads_do_not_change_what_windows_become() {
        let instance = square(14, (8, 20), (40, 40));
        let after = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            pool.expect("threads").install(|| {
                let mut primal = Primal::new(&instance, 3).expect("no proof against it");
                primal.begin(GO_ON);
                let before = primal.best().map(Partition::rank);
                let improved = primal.windows(1, GO_ON);
                let best = primal.best().expect("a plan");
                assert_eq!(improved, Some(best.rank()) < before);
                assert!(improved, "a first plan is not the best");
                assert_eq!(best.groups().len(), 40);
                best.groups().to_vec()
            })
        };
        assert_eq!(after(1), after(2));
    }
}
