//! A plan out of known groups: a small restricted master, in whole numbers.
//!
//! ```text
//! known    the columns of a relaxation, and the groups of every plan and region that the search for plans came to
//! cut      the relaxation over these alone, a few times
//! dive     take what is nearly taken, until a part of the units is left
//! tree     branch and cut over what is left
//! ```
//!
//! Groups of good plans, put together anew, make better ones: Y. Rochat and É. Taillard, Probabilistic diversification and intensification in
//! local search for vehicle routing, Journal of Heuristics 1 (1995).

use super::bounding::{Bounding, Stage};
use super::cutting::Kinds;
use super::dive::{Depth, dive};
use super::goal::Goal;
use super::list::{List, Part};
use super::relaxation::{Relaxation, UNCOVERED};
use super::sketch::Sketch;
use super::till::Till;
use super::tree::Tree;
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Rounds of cuts; further ones make the master larger than they lift it.
const ROUNDS_OF_CUTS: usize = 5;

/// What is missing is shared by all groups of a plan: no group takes more than one part in so many of it.
const SHARE: i128 = 4;

/// A part with more columns has not been cut yet: most of them go then, and so many would take long.
const MOST_COLUMNS: usize = 6_000;

/// The tenths of the units that a dive leaves to the tree, with the steps that the tree gets, in turn.
const LEFT: [(usize, usize); 2] = [(6, 1), (4, 3)];

/// When the next combination is due: soon where there is a new best plan, and each time later where it stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Turns {
    /// What the best plan cost, how many combinations were tried since, and how many times to wait.
    upper: i64,
    tried: u32,
    wait: u64,
}

impl Turns {
    /// The number of the combination that is due, counted since there was a better plan.
    pub(super) fn next(&mut self, upper: i64) -> Option<usize> {
        if self.upper != upper {
            *self = Self {
                upper,
                ..Self::default()
            };
        }
        if self.wait > 0 {
            self.wait -= 1;
            return None;
        }
        self.wait = (2 << self.tried.min(61)) - 1;
        self.tried = self.tried.saturating_add(1);
        Some(self.tried as usize - 1)
    }
}

/// A restricted master to be solved, apart from everything else.
#[derive(Debug)]
pub(crate) struct Combination<'a> {
    pub(super) relaxation: Relaxation<'a>,
    /// All its groups.
    pub(super) part: Part<'a>,
    /// What its plan must cost less than.
    pub(super) upper: i64,
    /// The tenths of the units that are left to the tree, and its steps.
    pub(super) left: (usize, usize),
}

impl<'a> Bounding<'a> {
    /// The next combination for a plan cheaper than that, where one is due: of the parts that plans come from in turn, the one that promises most
    /// first. Forgets groups that are in no such plan.
    pub(crate) fn combination(&mut self, upper: i64) -> Option<Combination<'a>> {
        let Stage::Counts(counts) = &self.stage else {
            return None;
        };
        let few = |part: &Bounding<'_>| part.relaxation.pool.columns().len() <= MOST_COLUMNS;
        let mut parts: Vec<&Bounding<'a>> = counts.parts.iter().filter(|part| part.promises).collect();
        if !parts.iter().any(|part| few(part)) {
            return None;
        }
        let turn = self.turns.next(upper)?;
        parts.sort_by_key(|part| part.bound());
        let known = parts.iter().map(|part| part.within(&self.known, upper, 1));
        let known: BTreeSet<Vec<u32>> = known.flatten().collect();
        self.known = known;
        parts.retain(|part| few(part));
        let part = parts[turn / LEFT.len() % parts.len()];
        let columns = part.relaxation.pool.columns().iter().map(|column| &column.units);
        let groups = part.within(columns.chain(&self.known), upper, SHARE);
        let left = LEFT[turn % LEFT.len()];
        Some(Combination::new(part.relaxation.emptied(), groups, upper, left))
    }

    /// The groups that take less than one part in `share` of what is missing to such a plan.
    fn within<'g>(
        &self,
        groups: impl IntoIterator<Item = &'g Vec<u32>>,
        upper: i64,
        share: i128,
    ) -> Vec<Vec<u32>> {
        let (Some(root), Some(missing)) = (&self.root, self.missing(Some(upper))) else {
            return Vec::new();
        };
        let room = i64::try_from(missing / share).unwrap_or(i64::MAX / 4);
        let mut till = Till::new(self.instance, self.scale, &root.prices, room);
        let mut paid = |group: &[u32]| till.paid(group, self.instance.value(group).cost);
        let groups = groups.into_iter();
        groups.filter(|group| paid(group) < room).cloned().collect()
    }
}

impl<'a> Combination<'a> {
    /// Of these groups, with the cuts and the numbers of groups of a relaxation.
    pub(super) fn new(
        mut relaxation: Relaxation<'a>,
        groups: Vec<Vec<u32>>,
        upper: i64,
        left: (usize, usize),
    ) -> Self {
        let (instance, scale) = (relaxation.instance, relaxation.scale);
        let list = List::new(instance, scale, &groups);
        for group in groups {
            relaxation.pool.add(instance, group);
        }
        Self {
            relaxation,
            part: Arc::new(list).all(),
            upper,
            left,
        }
    }

    /// A plan cheaper than the best one, where one was found.
    pub(crate) fn solve(mut self, record: &mut Record, stopped: Stopped<'_>) -> Option<Sketch> {
        let most = self.relaxation.groups.1;
        self.cut(record, stopped)?;
        let groups = self.dive(record, stopped)?;
        Some(Sketch { groups, most })
    }

    /// Cuts what is known a few times; `None` where no better plan can be made of it.
    fn cut(&mut self, record: &mut Record, stopped: Stopped<'_>) -> Option<()> {
        for round in 0..=ROUNDS_OF_CUTS {
            let proof = self
                .relaxation
                .converge(&self.part, Goal::of_list(1e-5, None), record, stopped)?;
            let room = proof.room(self.upper, self.relaxation.scale);
            if stopped() || room <= 0 || self.relaxation.uncovered > UNCOVERED {
                return None;
            }
            self.relaxation.clean(&proof, room);
            if round == ROUNDS_OF_CUTS || self.relaxation.cut(Kinds::All, record) == 0 {
                break;
            }
        }
        Some(())
    }

    /// A better plan by a dive and a tree over what it leaves.
    fn dive(&self, record: &mut Record, stopped: Stopped<'_>) -> Option<Vec<Vec<u32>>> {
        let instance = self.relaxation.instance;
        let goal = Goal::of_list(1e-4, None);
        let (left, steps) = self.left;
        let depth = Depth {
            below: Some(self.upper),
            left: instance.len() * left / 10,
        };
        let relaxation = self.relaxation.clone();
        let dive = dive(relaxation, &self.part, goal, depth, record, stopped);
        let (mut plan, mut rest) = (dive.groups, dive.rest);
        let cost =
            |groups: &[Vec<u32>]| -> i64 { groups.iter().map(|group| instance.value(group).cost).sum() };
        let mut below = self.upper - cost(&plan);
        if dive.complete {
            return (below > 0).then_some(plan);
        }
        let is_left = |units: &[u32]| units.iter().all(|&unit| rest.is_open(unit));
        let part = self.part.filter(|units, _| is_left(units));
        let proof = rest.converge(&part, goal, record, stopped)?;
        if rest.uncovered > UNCOVERED {
            return None;
        }
        let mut tree = Tree::new(part, rest, proof, below).for_plans();
        let mut best = None;
        for _ in 0..steps {
            for groups in tree.grow(Some(below), record, stopped) {
                let cost = cost(&groups);
                if cost < below {
                    below = cost;
                    best = Some(groups);
                }
            }
            if tree.is_closed() || stopped() {
                break;
            }
        }
        plan.extend(best?);
        Some(plan)
    }
}
