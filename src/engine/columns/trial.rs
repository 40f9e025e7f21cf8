//! Cuts of the root, on trial: they stay only where the root proves more with them.

use super::cutting::Kinds;
use super::relaxation::Relaxation;
use crate::engine::solution::Record;

/// A trial that closed less than one part in so many of what is missing was weak.
const WEAK: i128 = 20;

/// The cuts that the root gets next, and what there was before those that are tried now.
#[derive(Debug)]
pub(super) struct Trial<'a> {
    pub(super) kinds: Kinds,
    /// What the root proved before, and the relaxation without the cuts.
    pub(super) before: Option<(i128, Relaxation<'a>)>,
    /// What the root proved when all kinds of cuts had turned out to be weak: they would be again.
    pub(super) weak: Option<i128>,
}

impl<'a> Trial<'a> {
    pub(super) fn new() -> Self {
        Self {
            kinds: Kinds::Triples,
            before: None,
            weak: None,
        }
    }

    /// Whether there are cuts on trial.
    pub(super) fn is_on(&self) -> bool {
        self.before.is_some()
    }

    /// Which cuts to try next, given what the root proves and what is missing; none where the last ones were weak. Where the number of
    /// groups is free, whole towns are rounded when triples are not enough.
    pub(super) fn next(&mut self, sum: i128, missing: i128, free: bool) -> Option<Kinds> {
        let before = self.before.take();
        let weak = before.is_some_and(|(before, _)| (sum - before) * WEAK < missing);
        let next = match self.kinds {
            Kinds::Triples if weak && free => Some(Kinds::All),
            kinds => (!weak && self.weak != Some(sum)).then_some(kinds),
        };
        match next {
            Some(kinds) => self.kinds = kinds,
            None => self.weak = Some(sum),
        }
        next
    }

    /// Begins a trial; returns whether there is a cut of these kinds.
    pub(super) fn cut(
        &mut self,
        relaxation: &mut Relaxation<'a>,
        sum: i128,
        kinds: Kinds,
        record: &mut Record,
    ) -> bool {
        let before = (sum, relaxation.clone());
        self.before = (relaxation.cut(kinds, record) > 0).then_some(before);
        self.is_on()
    }

    /// Takes cuts back with which the root proves nothing more, because the search for groups has to give up with them.
    pub(super) fn end(&self, relaxation: &mut Relaxation<'a>, sum: i128) {
        if let Some((before, without)) = &self.before
            && sum == *before
        {
            relaxation.clone_from(without);
        }
    }
}
