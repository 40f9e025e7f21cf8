//! What a search keeps of the plans that it meets: the best, its rival, and their groups.

use super::Primal;
use crate::engine::partition::{Group, Partition};
use std::collections::BTreeSet;

impl<'a> Primal<'a> {
    /// Takes a plan made elsewhere; it is kept where it is better than the best so far.
    pub(crate) fn take(&mut self, plan: Partition<'a>) -> bool {
        self.remember(plan.groups());
        let better = self.best.as_ref().is_none_or(|best| plan.rank() < best.rank());
        let other = match better {
            true => self.best.replace(plan),
            false => Some(plan),
        };
        if better {
            self.idle = 0;
        }
        self.compare(other);
        better
    }

    /// Keeps the better one of the rival and a plan that is not the best, where they have another number of groups than the best.
    fn compare(&mut self, other: Option<Partition<'a>>) {
        let Some(count) = self.best.as_ref().map(|best| best.groups().len()) else {
            return;
        };
        let plans = self.rival.take().into_iter().chain(other);
        self.rival = plans
            .filter(|plan| plan.groups().len() != count && plan.violation() == 0)
            .min_by_key(Partition::rank);
    }

    /// The allowed groups, units ascending, of the plans and regions that were kept, and of every fresh plan, since this was
    /// asked last; each once, in ascending order.
    pub(crate) fn drain_groups(&mut self) -> Vec<Vec<u32>> {
        std::mem::take(&mut self.met).into_iter().collect()
    }

    /// The allowed groups of everything that was tried since this was asked last.
    pub(crate) fn drain_tried(&self) -> BTreeSet<Vec<u32>> {
        let tried = self.tried.lock();
        tried.map_or_else(|_| BTreeSet::new(), |mut tried| std::mem::take(&mut *tried))
    }

    /// Keeps the allowed groups of what was tried, where somebody may want to combine them.
    pub(super) fn note_tried(&self, groups: &[Group]) {
        if self.is_large() || !self.instance.is_free() {
            return;
        }
        if let Ok(mut tried) = self.tried.lock() {
            tried.extend(allowed(groups));
        }
    }

    pub(super) fn remember(&mut self, groups: &[Group]) {
        self.note_tried(groups);
        self.met.extend(allowed(groups));
    }
}

/// The units of each allowed group.
fn allowed(groups: &[Group]) -> impl Iterator<Item = Vec<u32>> {
    let allowed = groups.iter().filter(|group| group.value.violation == 0);
    allowed.map(|group| group.units.clone())
}
