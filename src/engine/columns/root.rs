//! The root: all groups that there can be, priced, cut where that helps, and what comes after it.

use super::bounding::{Bounding, Stage};
use super::counts::Counts;
use super::goal::Goal;
use super::pool::Pool;
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;

/// Nodes that pricing may visit at one root: while duals are wild, and with cuts.
pub(super) const EFFORT: u64 = 50_000;

/// A column that pays a tenth of what a group costs is far from being taken.
pub(super) const FAR: i128 = 10;

/// Masters of the root in one step: between steps the search for plans and the work on the bound exchange what they found.
const TURNS: usize = 4;

impl<'a> Bounding<'a> {
    pub(super) fn converge(&mut self, upper: Option<i64>, record: &mut Record, stopped: Stopped<'_>) -> bool {
        let enough = upper.map(|upper| (i128::from(upper) - 1) * i128::from(self.scale) + 1);
        let goal = self.goal(enough);
        let proof = self.relaxation.converge(&self.everything, goal, record, stopped);
        if let Some(proof) = proof
            && self.root.as_ref().is_none_or(|root| proof.sum > root.sum)
        {
            self.root = Some(proof);
        }
        self.note(None);
        self.relaxation.is_converged()
    }

    pub(super) fn goal(&self, enough: Option<i128>) -> Goal {
        // With cuts that are only tried the search must end soon at nearly every root: such cuts take more than they give.
        let (effort, patience) = match self.trial.is_on() {
            true => (EFFORT / 5, self.instance.len() / 20),
            false => (EFFORT, usize::MAX),
        };
        Goal {
            accuracy: 1e-5,
            enough,
            effort,
            turns: TURNS,
            patience,
        }
    }

    /// Forgets the columns that are far from being taken, and the cuts without a price: every master looks at all of them.
    pub(super) fn clean(&mut self) {
        let Some(root) = &self.root else { return };
        // What a group pays above nought, as a share of what one costs.
        let room = root.sum.abs() / (FAR * self.relaxation.groups.0.max(1) as i128);
        self.relaxation
            .clean(root, i64::try_from(room).unwrap_or(i64::MAX));
    }

    /// Cuts the root, unless cuts no longer help; returns whether it did.
    pub(super) fn cut_root(&mut self, upper: Option<i64>, record: &mut Record) -> bool {
        let (Some(root), Some(missing)) = (&self.root, self.missing(upper)) else {
            return false;
        };
        let sum = root.sum;
        let Some(kinds) = self.trial.next(sum, missing, self.is_free()) else {
            return false;
        };
        // Cuts without a price would only burden every master and search to come.
        self.clean();
        self.trial.cut(&mut self.relaxation, sum, kinds, record)
    }

    /// What comes after a root of a smaller instance: where a list would fall far short, fewer groups and more apart, or cuts; otherwise
    /// the list.
    pub(super) fn below_root(&mut self, upper: Option<i64>, record: &mut Record) -> Stage<'a> {
        if let (true, Some(groups)) = (self.is_far(upper), self.between()) {
            let counts = Counts::new(self, groups);
            // Nobody looks at all groups any more.
            self.relaxation.pool = Pool::default();
            self.relaxation.taken.clear();
            return Stage::Counts(counts);
        }
        match self.is_far(upper) && self.cut_root(upper, record) {
            true => Stage::Root,
            false => Stage::List,
        }
    }
}
