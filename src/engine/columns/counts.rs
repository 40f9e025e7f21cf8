//! The number of groups as the first question: plans of fewer groups and plans of more, each proven on its own.
//!
//! A relaxation with 48.4 groups is a mixture of fewer, fuller groups and of more. On each side of it the relaxation takes a whole number, the cuts
//! are those that this number breaks, and dives make plans of so many groups. A part whose relaxation has the fewest groups that it may have, and
//! is far below the best plan, is divided again: that number, and more.

use super::bounding::{Bounding, Stage};
use super::sketch::Sketch;
use super::source::Everything;
use crate::engine::bound::Counted;
use crate::engine::instance::GroupsFile;
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;
use rayon::prelude::*;

/// Parts that are worked on side by side; the same at any number of threads.
const SIDE_BY_SIDE: usize = 2;

/// All plans, divided by their number of groups, ascending.
#[derive(Debug)]
pub(super) struct Counts<'a> {
    pub(super) parts: Vec<Bounding<'a>>,
}

impl<'a> Counts<'a> {
    /// Plans of fewer groups than that, and plans of so many or more; what is known of all plans holds for both.
    pub(super) fn new(all: &Bounding<'a>, groups: usize) -> Self {
        let (least, most) = all.relaxation.groups;
        let part = |groups| {
            let mut relaxation = all.relaxation.clone();
            relaxation.groups = groups;
            Bounding {
                everything: Everything::new(all.instance, all.scale),
                relaxation,
                root: all.root.clone(),
                best: all.best.clone(),
                listed: all.listed / 2,
                dived: all.dived,
                ..Bounding::of(all.instance, all.scale)
            }
        };
        Self {
            parts: vec![part((least, groups - 1)), part((groups, most))],
        }
    }

    /// What no plan can cost less than.
    pub(super) fn bound(&self) -> i64 {
        let bounds = self.parts.iter().map(|part| part.bound().unwrap_or(i64::MIN));
        bounds.min().unwrap_or(i64::MIN)
    }

    /// Whether nothing is left to be done on any part that may hold a better plan.
    pub(super) fn is_done(&self, upper: Option<i64>) -> bool {
        self.parts.iter().all(|part| is_closed(part, upper))
    }

    /// The next piece of work on the parts that promise most, side by side; returns what [`Bounding::step`] does.
    pub(super) fn step(
        &mut self,
        upper: Option<i64>,
        record: &mut Record,
        stopped: Stopped<'_>,
    ) -> Vec<Sketch> {
        let mut open: Vec<&mut Bounding<'a>> = self.parts.iter_mut().collect();
        open.retain(|part| !is_closed(part, upper));
        // The sort keeps the order of equals.
        open.sort_by_key(|part| part.bound());
        // Beside the part that keeps the bound low, the tree of another says less than its root.
        if let Some((_, others)) = open.split_first_mut() {
            others.sort_by_key(|part| matches!(part.stage, Stage::List | Stage::Tree(_)));
        }
        open.truncate(SIDE_BY_SIDE);
        let step = |part: &mut Bounding<'a>| {
            let mut record = Record::new(0);
            (part.step(upper, &mut record, stopped), record)
        };
        let done: Vec<_> = open.into_par_iter().map(step).collect();
        let mut plans = Vec::new();
        for (found, spent) in done {
            record.add(&spent);
            plans.extend(found);
        }
        // A part that was divided itself is its parts.
        let parts = std::mem::take(&mut self.parts).into_iter();
        let parts = parts.flat_map(|mut part| match std::mem::replace(&mut part.stage, Stage::Done) {
            Stage::Counts(counts) => counts.parts,
            stage => {
                part.stage = stage;
                vec![part]
            }
        });
        self.parts = parts.collect();
        plans
    }

    /// What is proven of each part.
    pub(super) fn written(&self) -> Vec<Counted> {
        let written = self.parts.iter().filter_map(|part| {
            let (least, most) = part.relaxation.groups;
            let proof = part.certificate()?;
            Some(Counted {
                groups: GroupsFile {
                    least: least as u32,
                    most: most as u32,
                },
                root: proof.root.clone(),
                tree: proof.tree.clone(),
            })
        });
        written.collect()
    }
}

/// Whether a part holds no plan below the best one, or has nothing left to be done.
fn is_closed(part: &Bounding<'_>, upper: Option<i64>) -> bool {
    part.is_done() || (upper.is_some() && part.bound() >= upper)
}
