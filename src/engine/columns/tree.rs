//! Branch and cut over a list of groups.
//!
//! ```text
//! while branches are open:
//!     take the few that promise most and solve them side by side
//!     each becomes a leaf, or two branches
//! ```

use super::branch::{Branch, Done};
use super::list::Part;
use super::proof::Proof;
use super::relaxation::Relaxation;
use crate::engine::bound::{Leaf, Tree as Written};
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;
use rayon::prelude::*;

/// Parts that are worked on side by side; the same at any number of threads.
const SIDE_BY_SIDE: usize = 4;
/// Parts after which a tree is given up.
const MOST_PARTS: usize = 2_000;

/// The tree: open parts, and leaves that cannot hold a plan below the limit.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    pub(super) scale: i64,
    pub(super) below: i64,
    pub(super) open: Vec<Branch<'a>>,
    pub(super) leaves: Vec<Leaf>,
    /// What the leaves prove together.
    pub(super) proven: i64,
    pub(super) parts: usize,
    /// Prices, and what they prove, that shorten the list: the root's first.
    pub(super) filters: Vec<Proof>,
    pub(super) first: Relaxation<'a>,
}

impl<'a> Tree<'a> {
    /// The tree of the plans below a cost that a part of a list holds.
    pub(super) fn new(part: Part<'a>, relaxation: Relaxation<'a>, proof: Proof, below: i64) -> Self {
        let first = Branch {
            decisions: Vec::new(),
            part,
            proof: proof.clone(),
            relaxation: relaxation.clone(),
        };
        Self {
            scale: first.relaxation.scale,
            below,
            open: vec![first],
            leaves: Vec::new(),
            proven: i64::MAX,
            parts: 0,
            filters: vec![proof],
            first: relaxation,
        }
    }

    /// For plans alone: no time goes into the first part that would help the proof of a long list.
    pub(super) fn for_plans(mut self) -> Self {
        self.parts = 1;
        self
    }

    /// Whether every part is a leaf.
    pub(super) fn is_closed(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether it has grown too large to be closed.
    pub(super) fn is_too_large(&self) -> bool {
        self.parts >= MOST_PARTS
    }

    /// What no plan can cost less than, as far as the tree knows: never above the limit.
    pub(super) fn bound(&self) -> i64 {
        let open = self.open.iter().map(|open| open.proof.bound(self.scale));
        open.chain([self.proven, self.below]).min().unwrap_or(self.below)
    }

    /// What the tree proves, with prices for every part.
    pub(super) fn written(&self) -> Written {
        let open = self.open.iter().map(|open| Leaf {
            decisions: open.decisions.clone(),
            prices: open.proof.prices.clone(),
        });
        Written {
            below: self.below,
            filters: self.filters[1..]
                .iter()
                .map(|proof| proof.prices.clone())
                .collect(),
            leaves: self.leaves.iter().cloned().chain(open).collect(),
        }
    }

    /// The relaxation of the first part, as it was when it was divided or closed.
    pub(super) fn into_relaxation(self) -> Relaxation<'a> {
        self.first
    }

    /// Works on the parts that promise most, given the cost of the best plan; returns plans that were found.
    pub(super) fn grow(
        &mut self,
        upper: Option<i64>,
        record: &mut Record,
        stopped: Stopped<'_>,
    ) -> Vec<Vec<Vec<u32>>> {
        if let Some(upper) = upper.filter(|&upper| upper < self.below) {
            self.below = upper;
            self.shorten();
        }
        // Sorted by bound; the sort keeps the order of equals.
        self.open.sort_by_key(|open| open.proof.sum);
        let rest = self.open.split_off(SIDE_BY_SIDE.min(self.open.len()));
        let batch = std::mem::replace(&mut self.open, rest);
        let (below, first) = (self.below, self.parts == 0);
        let upper = upper.unwrap_or(i64::MAX);
        self.parts += batch.len();
        let done: Vec<Done<'a>> = batch
            .into_par_iter()
            .map(|open| open.solve(below, upper, first, stopped))
            .collect();
        let mut plans = Vec::new();
        for done in done {
            record.add(&done.record);
            self.open.extend(done.kept);
            if let Some((leaf, bound)) = done.leaf {
                self.leaves.push(leaf);
                self.proven = self.proven.min(bound);
            }
            plans.extend(done.plan);
            if let Some(relaxation) = done.relaxation {
                self.first = relaxation;
            }
            if !done.filters.is_empty() {
                self.filters.extend(done.filters);
                self.shorten();
            }
        }
        plans
    }

    /// Leaves out what the filters say cannot be in a plan below the limit.
    fn shorten(&mut self) {
        for filter in &self.filters {
            let room = filter.room(self.below, self.scale);
            for open in &mut self.open {
                open.part = open.part.within(&filter.prices, room);
            }
        }
    }
}
