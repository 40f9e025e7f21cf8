//! Branch and cut over a list of groups.
//!
//! ```text
//! while parts of the plans are open:
//!     take the few that promise most; for each, side by side:
//!         converge; cut while that helps; where the bound comes to `below`, it is a leaf
//!         otherwise divide it by a pair of units: together, or apart (D. Ryan and B. Foster 1981)
//! ```

use super::cutting::Kinds;
use super::dive::dive;
use super::list::{List, Part, keeps};
use super::master;
use super::relaxation::{Goal, Proof, Relaxation};
use super::source::Stopped;
use crate::engine::bound::{Decision, Leaf, Tree as Written};
use crate::engine::solution::Record;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Parts that are worked on side by side; the same at any number of threads.
const SIDE_BY_SIDE: usize = 4;
/// Rounds of cuts at the first part, and at later ones.
const ROUNDS_OF_CUTS: (usize, usize) = (40, 6);
/// Pairs that are tried before one is chosen.
const TRIED: usize = 6;
/// A list of so many groups needs no pricing.
const SHORT: usize = 3_000;
/// Parts after which a tree is given up.
const MOST_PARTS: usize = 2_000;

/// Some of the plans.
#[derive(Clone, Debug)]
struct Open<'a> {
    decisions: Vec<Decision>,
    part: Part<'a>,
    relaxation: Relaxation<'a>,
    /// The best proof so far; its parent's at first, which holds here too.
    proof: Proof,
}

/// The tree: open parts, and leaves that cannot hold a plan below the limit.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    scale: i64,
    below: i64,
    open: Vec<Open<'a>>,
    leaves: Vec<Leaf>,
    /// What the leaves prove together.
    proven: i64,
    parts: usize,
    /// Prices, and what they prove, that shorten the list: the root's first.
    filters: Vec<Proof>,
    first: Relaxation<'a>,
}

/// What became of a part.
struct Done<'a> {
    record: Record,
    plan: Option<Vec<Vec<u32>>>,
    kept: Vec<Open<'a>>,
    leaf: Option<(Leaf, i64)>,
    /// What the first part proves of the whole list.
    filter: Option<Proof>,
    /// The relaxation of the first part.
    relaxation: Option<Relaxation<'a>>,
}

impl<'a> Tree<'a> {
    /// The tree of the plans below a cost that a list holds.
    pub(super) fn new(list: List<'a>, relaxation: Relaxation<'a>, proof: Proof, below: i64) -> Self {
        let first = Open {
            decisions: Vec::new(),
            part: Arc::new(list).all(),
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
            if let Some(filter) = done.filter {
                self.filters.push(filter);
                self.shorten();
            }
        }
        plans
    }

    /// Leaves out what the filters say cannot be in a plan below the limit.
    fn shorten(&mut self) {
        for filter in &self.filters {
            let room = i128::from(self.below) * i128::from(self.scale) - filter.sum;
            let room = i64::try_from(room).unwrap_or(i64::MAX);
            for open in &mut self.open {
                open.part = open.part.within(&filter.prices, room);
            }
        }
    }
}

impl<'a> Open<'a> {
    fn solve(mut self, below: i64, upper: i64, first: bool, stopped: Stopped<'_>) -> Done<'a> {
        let scale = self.relaxation.scale;
        let mut record = Record::new(0);
        record.nodes = 1;
        let mut done = Done {
            record: record.clone(),
            plan: None,
            kept: Vec::new(),
            leaf: None,
            filter: None,
            relaxation: None,
        };
        let enough = (i128::from(below) - 1) * i128::from(scale) + 1;
        let rounds = if first { ROUNDS_OF_CUTS.0 } else { ROUNDS_OF_CUTS.1 };
        // A short list goes into the master as it is.
        for group in self.part.groups(SHORT).into_iter().flatten() {
            self.relaxation.pool.add(self.relaxation.instance, group.to_vec());
        }
        let mut weak = 0;
        for _ in 0..=rounds {
            let before = self.proof.sum;
            self.converge(enough, &mut record, stopped);
            let missing = enough - self.proof.sum;
            if missing <= 0 || stopped() {
                break;
            }
            // Rounds that close less than a twentieth of what is missing are weak; three of them are enough.
            weak = if (self.proof.sum - before) * 20 < missing {
                weak + 1
            } else {
                0
            };
            let room = missing.min(i128::from(i64::MAX / 4)) as i64;
            self.relaxation.clean(&self.proof, room);
            if weak == 3 || self.relaxation.cut(Kinds::All, &mut record) == 0 {
                break;
            }
        }
        if first {
            done.relaxation = Some(self.relaxation.clone());
        }
        if self.proof.sum >= enough && first && below < upper && !stopped() {
            // The list stops short of the best plan; a better one helps the next list.
            done.plan = dive(&self.relaxation, &self.part, upper, &mut record, stopped);
        }
        if self.proof.sum >= enough {
            done.leaf = Some(self.into_leaf());
        } else if stopped() {
            done.kept.push(self);
        } else {
            if first {
                done.filter = Some(self.proof.clone());
                let room = (enough - 1 + i128::from(scale) - self.proof.sum).min(i128::from(i64::MAX)) as i64;
                self.part = self.part.within(&self.proof.prices, room);
            }
            done.plan = dive(&self.relaxation, &self.part, below, &mut record, stopped);
            match self.choose() {
                Some(decision) => {
                    let flip = |yes| match decision {
                        Decision::Together { a, b, .. } => Decision::Together { a, b, yes },
                        Decision::Open { site, .. } => Decision::Open { site, yes },
                        Decision::AtLeast { groups, .. } => Decision::AtLeast { groups, yes },
                    };
                    done.kept.push(self.deciding(flip(true)));
                    done.kept.push(self.deciding(flip(false)));
                }
                // One plan is left, and what is missing lies within the accuracy of the master.
                None => done.leaf = Some(self.into_leaf()),
            }
        }
        done.record = record;
        done
    }

    fn into_leaf(self) -> (Leaf, i64) {
        let bound = self.proof.bound(self.relaxation.scale);
        let leaf = Leaf {
            decisions: self.decisions,
            prices: self.proof.prices,
        };
        (leaf, bound)
    }

    fn converge(&mut self, enough: i128, record: &mut Record, stopped: Stopped<'_>) {
        let goal = |accuracy| Goal {
            accuracy,
            enough: Some(enough),
            effort: 0,
            turns: usize::MAX,
        };
        // As sharp as what is missing asks for.
        let missing = (enough - self.proof.sum) as f64 / enough.max(1) as f64;
        let first = (missing / 20.0).clamp(1e-6, 1e-4);
        let keep = |open: &mut Self, proof: Option<Proof>| {
            if let Some(proof) = proof
                && proof.sum > open.proof.sum
            {
                open.proof = proof;
            }
        };
        let proof = self.relaxation.converge(&self.part, goal(first), record, stopped);
        keep(self, proof);
        // Where the relaxation itself comes to the limit, the last digits decide.
        let limit = enough as f64 / self.relaxation.scale as f64;
        if self.proof.sum < enough && self.relaxation.cost >= limit * (1.0 - 3.0 * first) && !stopped() {
            let proof = self.relaxation.converge(&self.part, goal(1e-11), record, stopped);
            keep(self, proof);
        }
    }

    /// A pair of units that the relaxation keeps together, where the list still has groups that do not.
    fn undecided(&self) -> Option<Decision> {
        let columns = self.relaxation.pool.columns().iter().zip(&self.relaxation.taken);
        let pairs = columns
            .filter(|&(_, &x)| x > 0.5)
            .flat_map(|(column, _)| column.units.windows(2));
        let pair = pairs
            .into_iter()
            .find(|pair| self.part.splits(pair[0], pair[1]))?;
        Some(Decision::Together {
            a: pair[0],
            b: pair[1],
            yes: true,
        })
    }

    /// The part that also keeps a decision.
    fn deciding(&self, decision: Decision) -> Self {
        let mut open = self.clone();
        open.decisions.push(decision);
        if let Decision::AtLeast { groups, yes } = decision {
            let (least, most) = &mut open.relaxation.groups;
            if yes {
                *least = (*least).max(groups as usize);
            } else {
                *most = (*most).min(groups as usize - 1);
            }
        } else {
            open.part = self.part.filter(|units, site| keeps(units, site, decision));
            open.relaxation
                .pool
                .retain(|_, column| keeps(&column.units, column.site, decision));
        }
        open.relaxation.taken.clear();
        open
    }

    /// What to divide by: the number of groups where that is broken, otherwise the pair of units which, kept together or
    /// apart, lifts the master most.
    fn choose(&self) -> Option<Decision> {
        let taken = || {
            let columns = self.relaxation.pool.columns().iter().zip(&self.relaxation.taken);
            columns.filter(|&(_, &x)| x > 1e-5)
        };
        let count: f64 = taken().map(|(_, &x)| x).sum();
        if (count - count.round()).abs() > 0.02 {
            return Some(Decision::AtLeast {
                groups: count.ceil() as u32,
                yes: true,
            });
        }
        let mut together: BTreeMap<(u32, u32), f64> = BTreeMap::new();
        for (column, x) in taken() {
            for (at, &a) in column.units.iter().enumerate() {
                for &b in &column.units[at + 1..] {
                    *together.entry((a, b)).or_default() += x;
                }
            }
        }
        let broken = |x: f64| x.min(1.0 - x);
        let mut pairs: Vec<((u32, u32), f64)> =
            together.into_iter().filter(|&(_, x)| broken(x) > 0.005).collect();
        pairs.sort_by(|a, b| broken(b.1).total_cmp(&broken(a.1)).then(a.0.cmp(&b.0)));
        pairs.truncate(TRIED);
        if pairs.is_empty() {
            return self.undecided();
        }
        let tried: Vec<(f64, Decision)> = pairs
            .into_par_iter()
            .map(|((a, b), _)| {
                let lift = |yes| {
                    let mut relaxation = self.relaxation.clone();
                    let decision = Decision::Together { a, b, yes };
                    relaxation
                        .pool
                        .retain(|_, column| keeps(&column.units, column.site, decision));
                    (master::solve(&relaxation, 1e-4).cost - self.relaxation.cost).max(1.0)
                };
                (lift(true) * lift(false), Decision::Together { a, b, yes: true })
            })
            .collect();
        // The first of equals.
        tried
            .into_iter()
            .rev()
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, decision)| decision)
    }
}
