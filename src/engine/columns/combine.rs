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
use super::list::{List, Part};
use super::relaxation::{Goal, Relaxation};
use super::sketch::Sketch;
use super::till::Till;
use super::tree::Tree;
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;
use serde::{Deserialize, Serialize};
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
    fn next(&mut self, upper: i64) -> Option<usize> {
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
    relaxation: Relaxation<'a>,
    /// All its groups.
    part: Part<'a>,
    upper: i64,
    left: (usize, usize),
}

impl<'a> Bounding<'a> {
    /// The next combination for a plan cheaper than that, where one is due: of the parts that plans come from in turn, the one that promises most
    /// first.
    pub(crate) fn combination(&mut self, upper: i64) -> Option<Combination<'a>> {
        let Stage::Counts(counts) = &self.stage else {
            return None;
        };
        let mut parts: Vec<&Bounding<'_>> = counts.parts.iter().collect();
        parts.retain(|part| part.promises && part.relaxation.pool.columns().len() <= MOST_COLUMNS);
        if parts.is_empty() {
            return None;
        }
        let turn = self.turns.next(upper)?;
        parts.sort_by_key(|part| part.bound());
        let part = parts[turn / LEFT.len() % parts.len()];
        let proof = part.root.clone()?;
        let room = part.missing(Some(upper)).filter(|&room| room > 0)?;
        let room = i64::try_from(room / SHARE).unwrap_or(i64::MAX / 4);
        let mut till = Till::new(self.instance, self.scale, &proof.prices, room);
        let mut relaxation = part.relaxation.emptied();
        let columns = part.relaxation.pool.columns().iter().map(|column| &column.units);
        for units in columns.chain(&self.known) {
            let cost = self.instance.value(units).cost;
            if till.paid(units, cost) < room {
                relaxation.pool.add(self.instance, units.clone());
            }
        }
        let groups = relaxation.pool.columns().iter();
        let groups: Vec<Vec<u32>> = groups.map(|column| column.units.clone()).collect();
        Some(Combination {
            relaxation,
            part: Arc::new(List::new(self.instance, self.scale, &groups)).all(),
            upper,
            left: LEFT[turn % LEFT.len()],
        })
    }
}

impl Combination<'_> {
    /// A plan cheaper than the best one, where one was found.
    pub(crate) fn solve(mut self, record: &mut Record, stopped: Stopped<'_>) -> Option<Sketch> {
        let most = self.relaxation.groups.1;
        self.cut(record, stopped);
        let found = self.dive(record, stopped);
        found.map(|groups| Sketch { groups, most })
    }

    /// Cuts what is known a few times.
    fn cut(&mut self, record: &mut Record, stopped: Stopped<'_>) {
        for round in 0..=ROUNDS_OF_CUTS {
            let proof = self.relaxation.converge(&self.part, goal(1e-5), record, stopped);
            let Some(proof) = proof.filter(|_| !stopped()) else {
                return;
            };
            let room = i128::from(self.upper) * i128::from(self.relaxation.scale) - proof.sum;
            let room = room.clamp(0, i128::from(i64::MAX / 4)) as i64;
            self.relaxation.clean(&proof, room);
            if round == ROUNDS_OF_CUTS || self.relaxation.cut(Kinds::All, record) == 0 {
                return;
            }
        }
    }

    /// A better plan by a dive and a tree over what it leaves.
    fn dive(&self, record: &mut Record, stopped: Stopped<'_>) -> Option<Vec<Vec<u32>>> {
        let (left, steps) = self.left;
        let instance = self.relaxation.instance;
        let depth = Depth {
            below: Some(self.upper),
            left: instance.len() * left / 10,
        };
        let dive = dive(
            self.relaxation.clone(),
            &self.part,
            goal(1e-4),
            depth,
            record,
            stopped,
        );
        let mut plan = dive.groups;
        if dive.complete {
            return Some(plan);
        }
        let mut rest = dive.rest;
        let costs = plan.iter().map(|group| instance.value(group).cost);
        let mut below = self.upper.checked_sub(costs.sum())?;
        let part = self
            .part
            .filter(|units, _| units.iter().all(|&unit| rest.is_open(unit)));
        let groups: Vec<Vec<u32>> = part.groups(usize::MAX)?.map(<[u32]>::to_vec).collect();
        let proof = rest.converge(&part, goal(1e-4), record, stopped)?;
        let list = List::new(instance, rest.scale, &groups);
        let mut tree = Tree::new(list, rest, proof, below).for_plans();
        let mut best = None;
        for _ in 0..steps {
            for groups in tree.grow(Some(below), record, stopped) {
                let cost = groups.iter().map(|group| instance.value(group).cost).sum();
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

fn goal(accuracy: f64) -> Goal {
    Goal {
        accuracy,
        enough: None,
        effort: 0,
        turns: usize::MAX,
        patience: usize::MAX,
    }
}
