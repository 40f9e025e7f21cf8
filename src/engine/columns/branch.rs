//! A branch of the tree: some of the plans, and what is proven of them.
//!
//! ```text
//! converge; cut while that helps; where the bound comes to `below`, it is a leaf
//! otherwise divide it by a pair of units, together or apart (D. Ryan and B. Foster 1981), or by a hub, open or not
//! ```

use super::cutting::Kinds;
use super::dive::{Depth, dive};
use super::goal::Goal;
use super::list::{Part, keeps};
use super::master;
use super::pool::together;
use super::proof::Proof;
use super::relaxation::{Relaxation, WHOLE};
use crate::engine::bound::{Decision, Leaf};
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::time::Instant;

/// Rounds of cuts at the first branch, and at later ones.
const ROUNDS_OF_CUTS: (usize, usize) = (40, 6);
/// Pairs, and as many hubs, that are tried before one is chosen.
const TRIED: usize = 4;
/// The list is shortened at the first branch whenever what is missing has shrunk to this share: most groups leave a long list at its first cuts.
const FILTER: (i128, i128) = (3, 4);
/// A list of so many groups needs no pricing.
const SHORT: usize = 3_000;

/// Some of the plans: those that keep the decisions, with the groups of the list that do.
#[derive(Clone, Debug)]
pub(super) struct Branch<'a> {
    pub(super) decisions: Vec<Decision>,
    pub(super) part: Part<'a>,
    pub(super) relaxation: Relaxation<'a>,
    /// The best proof so far; its parent's at first, which holds here too.
    pub(super) proof: Proof,
}

/// What became of a branch.
pub(super) struct Done<'a> {
    pub(super) record: Record,
    pub(super) plan: Option<Vec<Vec<u32>>>,
    pub(super) kept: Vec<Branch<'a>>,
    pub(super) leaf: Option<(Leaf, i64)>,
    /// What the first branch proves of the whole list, time and again.
    pub(super) filters: Vec<Proof>,
    /// The relaxation of the first branch.
    pub(super) relaxation: Option<Relaxation<'a>>,
}

impl<'a> Branch<'a> {
    /// Converges and cuts; then it is a leaf, or divided in two. `below` is what the list reaches to, `upper` what the best plan costs.
    pub(super) fn solve(mut self, below: i64, upper: i64, first: bool, stopped: Stopped<'_>) -> Done<'a> {
        let scale = self.relaxation.scale;
        let mut record = Record::new(0);
        record.nodes = 1;
        let mut done = Done {
            record: record.clone(),
            plan: None,
            kept: Vec::new(),
            leaf: None,
            filters: Vec::new(),
            relaxation: None,
        };
        let enough = (i128::from(below) - 1) * i128::from(scale) + 1;
        let rounds = if first { ROUNDS_OF_CUTS.0 } else { ROUNDS_OF_CUTS.1 };
        // A short list goes into the master as it is.
        for group in self.part.groups(SHORT).into_iter().flatten() {
            self.relaxation.pool.add(self.relaxation.instance, group.to_vec());
        }
        let mut weak = 0;
        let mut filtered = enough - self.proof.sum;
        for _ in 0..=rounds {
            let before = self.proof.sum;
            self.converge(enough, &mut record, stopped);
            let missing = enough - self.proof.sum;
            if missing <= 0 || stopped() {
                break;
            }
            if first && missing * FILTER.1 < filtered * FILTER.0 {
                filtered = missing;
                self.shorten(below, &mut done.filters);
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
            done.plan = self.dive(upper, &mut record, stopped);
        }
        if self.proof.sum >= enough {
            done.leaf = Some(self.into_leaf());
        } else if stopped() {
            done.kept.push(self);
        } else {
            if first {
                self.shorten(below, &mut done.filters);
            }
            // Neither needs what the other finds.
            let choose = || {
                let began = Instant::now();
                (self.choose(), began.elapsed().as_secs_f64())
            };
            let (plan, (decision, seconds)) = rayon::join(|| self.dive(below, &mut record, stopped), choose);
            done.plan = plan;
            record.parts.branching += seconds;
            match decision {
                Some(decision) => {
                    done.kept.push(self.deciding(decision));
                    done.kept.push(self.deciding(decision.other()));
                }
                // One plan is left, and what is missing lies within the accuracy of the master: once more with what is left alone.
                None if first && self.begin_anew() => done.kept.push(self),
                None => done.leaf = Some(self.into_leaf()),
            }
        }
        done.record = record;
        done
    }

    fn dive(&self, below: i64, record: &mut Record, stopped: Stopped<'_>) -> Option<Vec<Vec<u32>>> {
        let goal = Goal::of_list(1e-4, None);
        let relaxation = self.relaxation.clone();
        let dive = dive(relaxation, &self.part, goal, Depth::below(below), record, stopped);
        dive.complete.then_some(dive.groups)
    }

    /// Forgets what is in no plan below a cost, as the proof says, which becomes a filter unless it is the last one.
    fn shorten(&mut self, below: i64, filters: &mut Vec<Proof>) {
        if filters.last().is_some_and(|last| last.sum == self.proof.sum) {
            return;
        }
        filters.push(self.proof.clone());
        let room = self.proof.room(below, self.relaxation.scale);
        self.part = self.part.within(&self.proof.prices, room);
    }

    /// Forgets all columns and cuts but the groups that are left on a short list: of so few there is a sharper master. False where the list
    /// is long.
    fn begin_anew(&mut self) -> bool {
        let (instance, scale) = (self.relaxation.instance, self.relaxation.scale);
        let groups = self.part.groups(SHORT);
        let left = groups.map(|groups| groups.map(<[u32]>::to_vec).collect::<Vec<_>>());
        let short = left.is_some();
        if let Some(groups) = left {
            self.relaxation = Relaxation::new(instance, scale, groups);
        }
        short
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
        let goal = |accuracy| Goal::of_list(accuracy, Some(enough));
        // As sharp as what is missing asks for.
        let missing = (enough - self.proof.sum) as f64 / enough.max(1) as f64;
        let first = (missing / 20.0).clamp(1e-6, 1e-4);
        let keep = |branch: &mut Self, proof: Option<Proof>| {
            if let Some(proof) = proof
                && proof.sum > branch.proof.sum
            {
                branch.proof = proof;
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
        let mut branch = self.clone();
        branch.decisions.push(decision);
        if let Decision::AtLeast { groups, yes } = decision {
            let (least, most) = &mut branch.relaxation.groups;
            if yes {
                *least = (*least).max(groups as usize);
            } else {
                *most = (*most).min(groups as usize - 1);
            }
        } else {
            let instance = self.relaxation.instance;
            branch.part = self
                .part
                .filter(|units, site| keeps(instance, units, site, decision));
            branch.relaxation.pool.keep(instance, decision);
        }
        branch.relaxation.taken.clear();
        branch
    }

    /// What to divide by: the number of groups where that is broken, otherwise the pair of units, kept together or apart, or the hub,
    /// open or not, that lifts the master most.
    fn choose(&self) -> Option<Decision> {
        let taken = || {
            let columns = self.relaxation.pool.columns().iter().zip(&self.relaxation.taken);
            columns.filter(|&(_, &x)| x > 1e-5)
        };
        let count: f64 = taken().map(|(_, &x)| x).sum();
        if (count - count.round()).abs() > WHOLE {
            return Some(Decision::AtLeast {
                groups: count.ceil() as u32,
                yes: true,
            });
        }
        let together = together(taken().map(|(column, &x)| (column, x)));
        let pairs = together
            .into_iter()
            .map(|((a, b), x)| (x, Decision::Together { a, b, yes: true }));
        let mut open: BTreeMap<u32, f64> = BTreeMap::new();
        for (column, &x) in taken() {
            // A hub that is no unit says nothing of the other groups.
            let site = column.site.filter(|&site| {
                self.relaxation.instance.file().sites[site as usize]
                    .unit
                    .is_some()
            });
            site.into_iter()
                .for_each(|site| *open.entry(site).or_default() += x);
        }
        let hubs = open
            .into_iter()
            .map(|(site, x)| (x, Decision::Open { site, yes: true }));
        let mut tried = most_broken(pairs);
        tried.extend(most_broken(hubs));
        if tried.is_empty() {
            return self.undecided();
        }
        let lifts: Vec<(f64, Decision)> = tried
            .into_par_iter()
            .map(|decision| {
                let lift = |decision| {
                    let mut relaxation = self.relaxation.clone();
                    relaxation.pool.keep(relaxation.instance, decision);
                    (master::solve(&relaxation, 1e-4).cost - self.relaxation.cost).max(1.0)
                };
                (lift(decision) * lift(decision.other()), decision)
            })
            .collect();
        // The first of equals.
        lifts
            .into_iter()
            .rev()
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, decision)| decision)
    }
}

/// The questions that the relaxation answers least clearly.
fn most_broken(questions: impl Iterator<Item = (f64, Decision)>) -> Vec<Decision> {
    let broken = |x: f64| x.min(1.0 - x);
    let mut questions: Vec<(f64, Decision)> = questions.filter(|&(x, _)| broken(x) > 0.005).collect();
    questions.sort_by(|a, b| broken(b.0).total_cmp(&broken(a.0)).then(a.1.cmp(&b.1)));
    questions
        .into_iter()
        .map(|(_, question)| question)
        .take(TRIED)
        .collect()
}
