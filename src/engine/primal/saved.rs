//! The search for plans as it is put down in a checkpoint, and taken up again.

use super::Primal;
use crate::engine::instance::Instance;
use crate::engine::partition::Partition;
use crate::engine::solution::SolveError;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The search for plans between two rounds: every number that it draws follows from these, the instance and the seed.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SavedPrimal<'s> {
    rounds: u64,
    /// The groups of the best plan in the order in which the search has them, which says what regions are made of.
    best: Option<Vec<Cow<'s, [u32]>>>,
    /// Those of its rival.
    rival: Option<Vec<Cow<'s, [u32]>>>,
    idle: u64,
    by_windows: bool,
    of_prices: bool,
}

impl<'s> SavedPrimal<'s> {
    /// What there is to be put down. Groups that were met are fetched before a round ends.
    pub(crate) fn of(primal: &'s Primal<'_>) -> Self {
        debug_assert!(primal.met.is_empty(), "these groups would be lost");
        let groups = |plan: &'s Partition<'_>| {
            let groups = plan.groups().iter();
            groups.map(|group| Cow::Borrowed(&group.units[..])).collect()
        };
        Self {
            rounds: primal.rounds,
            best: primal.best.as_ref().map(groups),
            rival: primal.rival.as_ref().map(groups),
            idle: primal.idle,
            by_windows: primal.by_windows,
            of_prices: primal.of_prices,
        }
    }

    /// The search as it stood; `None` where a plan is none of this instance.
    ///
    /// # Errors
    /// As [`Primal::new`].
    pub(crate) fn restore(self, instance: &Instance, seed: u64) -> Result<Option<Primal<'_>>, SolveError> {
        let mut primal = Primal::new(instance, seed)?;
        for (groups, plan) in [(self.best, &mut primal.best), (self.rival, &mut primal.rival)] {
            if let Some(groups) = groups {
                *plan = restored(instance, groups);
                if plan.is_none() {
                    return Ok(None);
                }
            }
        }
        primal.rounds = self.rounds;
        primal.idle = self.idle;
        primal.by_windows = self.by_windows;
        primal.of_prices = self.of_prices;
        Ok(Some(primal))
    }
}

/// The plan of these groups, where they are one.
fn restored<'a>(instance: &'a Instance, groups: Vec<Cow<'_, [u32]>>) -> Option<Partition<'a>> {
    let (least, most) = instance.groups();
    let known = groups.iter().all(|units| {
        let mut units = units.iter();
        units.len() > 0 && units.all(|&unit| (unit as usize) < instance.len())
    });
    if !known || !(least..=most).contains(&groups.len()) {
        return None;
    }
    Partition::new(instance, groups.into_iter().map(Cow::into_owned))
}
