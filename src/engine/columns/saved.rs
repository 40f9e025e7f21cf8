//! The work on the bound as it is put down in a checkpoint, and taken up again.
//!
//! What follows from the instance alone is made anew: the roots of the search, what columns and listed groups cost, and the limits.
//! Whatever is read is looked at before it is used, so that a file that fits no such work is refused and does no harm.

use super::bounding::{Bounding, Shelved, Stage};
use super::branch::Branch;
use super::cutting::Kinds;
use super::list::{List, Part};
use super::master::Duals;
use super::pool::Pool;
use super::relaxation::{Proof, Relaxation};
use super::tree::Tree;
use super::trial::Trial;
use crate::engine::bound::{Certificate, Cut, Decision, Leaf, Prices};
use crate::engine::instance::Instance;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// Sums beyond this come from no search: the largest are below the units times 2^53.
const LARGEST: u128 = 1 << 100;

/// Groups that are listed, close together.
#[derive(Debug, Default, Serialize, Deserialize)]
struct SavedList<'s> {
    starts: Cow<'s, [u32]>,
    units: Cow<'s, [u32]>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SavedRelaxation<'s> {
    groups: (usize, usize),
    /// The units of each column, in the order of the pool.
    columns: Vec<Cow<'s, [u32]>>,
    cuts: Cow<'s, [Cut]>,
    centre: Cow<'s, Option<Duals>>,
    taken: Cow<'s, [f64]>,
    cost: f64,
    uncovered: f64,
    limit: f64,
    best: Option<i128>,
    pace: Option<(f64, u64)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SavedBranch<'s> {
    decisions: Cow<'s, [Decision]>,
    members: Cow<'s, [u32]>,
    relaxation: SavedRelaxation<'s>,
    proof: Cow<'s, Proof>,
}

/// The list stands here once; branches refer to it.
#[derive(Debug, Serialize, Deserialize)]
struct SavedTree<'s> {
    list: SavedList<'s>,
    below: i64,
    open: Vec<SavedBranch<'s>>,
    leaves: Cow<'s, [Leaf]>,
    proven: i64,
    parts: usize,
    filters: Cow<'s, [Proof]>,
    first: SavedRelaxation<'s>,
}

#[derive(Debug, Serialize, Deserialize)]
enum SavedStage<'s> {
    Root,
    Dive,
    List,
    Tree(Box<SavedTree<'s>>),
    Done,
}

/// The work on the bound between two rounds.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SavedBounding<'s> {
    relaxation: SavedRelaxation<'s>,
    root: Cow<'s, Option<Proof>>,
    best: Cow<'s, Option<(i64, Certificate)>>,
    stage: SavedStage<'s>,
    kinds: Kinds,
    before: Option<(i128, SavedRelaxation<'s>)>,
    weak: Option<i128>,
    reached: Option<i128>,
    dived: Option<i128>,
    shelved: Cow<'s, Option<Shelved>>,
}

impl<'s> SavedBounding<'s> {
    /// What there is to be put down; nothing is copied.
    pub(crate) fn of(bounding: &'s Bounding<'_>) -> Self {
        let trial = &bounding.trial;
        Self {
            relaxation: SavedRelaxation::of(&bounding.relaxation),
            root: Cow::Borrowed(&bounding.root),
            best: Cow::Borrowed(&bounding.best),
            stage: match &bounding.stage {
                Stage::Root => SavedStage::Root,
                Stage::Dive => SavedStage::Dive,
                Stage::List => SavedStage::List,
                Stage::Tree(tree) => SavedStage::Tree(Box::new(SavedTree::of(tree))),
                Stage::Done => SavedStage::Done,
            },
            kinds: trial.kinds,
            before: trial
                .before
                .as_ref()
                .map(|(sum, before)| (*sum, SavedRelaxation::of(before))),
            weak: trial.weak,
            reached: bounding.reached,
            dived: bounding.dived,
            shelved: Cow::Borrowed(&bounding.shelved),
        }
    }

    /// The work as it stood, with so many bytes of memory; `None` where this is no work on this instance.
    pub(crate) fn restore(self, instance: &Instance, memory: u64) -> Option<Bounding<'_>> {
        let mut bounding = Bounding::new(instance, Vec::new(), memory);
        let scale = bounding.scale;
        let shelved = self.shelved.iter().flat_map(|(_, _, groups)| groups);
        let sound = self.root.iter().all(|proof| is_proof(instance, proof))
            && self.before.iter().all(|&(sum, _)| is_sum(sum))
            && shelved.into_iter().all(|group| is_group(instance, group));
        if !sound {
            return None;
        }
        bounding.stage = match self.stage {
            SavedStage::Root => Stage::Root,
            SavedStage::Dive => Stage::Dive,
            SavedStage::List => Stage::List,
            SavedStage::Tree(tree) => Stage::Tree(Box::new(tree.restore(instance, scale)?)),
            SavedStage::Done => Stage::Done,
        };
        bounding.relaxation = self.relaxation.restore(instance, scale)?;
        bounding.root = self.root.into_owned();
        bounding.best = self.best.into_owned();
        bounding.trial = Trial {
            kinds: self.kinds,
            before: match self.before {
                Some((sum, before)) => Some((sum, before.restore(instance, scale)?)),
                None => None,
            },
            weak: self.weak,
        };
        bounding.reached = self.reached;
        bounding.dived = self.dived;
        bounding.shelved = self.shelved.into_owned();
        Some(bounding)
    }
}

impl<'s> SavedRelaxation<'s> {
    fn of(relaxation: &'s Relaxation<'_>) -> Self {
        let columns = relaxation.pool.columns().iter();
        Self {
            groups: relaxation.groups,
            columns: columns.map(|column| Cow::Borrowed(&column.units[..])).collect(),
            cuts: Cow::Borrowed(&relaxation.cuts),
            centre: Cow::Borrowed(&relaxation.centre),
            taken: Cow::Borrowed(&relaxation.taken),
            cost: relaxation.cost,
            uncovered: relaxation.uncovered,
            limit: relaxation.limit,
            best: relaxation.best,
            pace: relaxation.pace,
        }
    }

    fn restore(self, instance: &Instance, scale: i64) -> Option<Relaxation<'_>> {
        let mut pool = Pool::default();
        for column in self.columns {
            if !is_group(instance, &column) || !pool.add(instance, column.into_owned()) {
                return None;
            }
        }
        let of_units = |duals: &Duals| duals.units.len() == instance.len();
        let sound = self.cuts.iter().all(|cut| is_cut(instance, cut))
            && self.centre.iter().all(of_units)
            && self.taken.len() <= pool.columns().len()
            && self.groups.1 <= instance.groups().1
            && self.limit > 0.0
            && self.best.is_none_or(|sum| is_sum(sum) || sum == i128::MIN);
        sound.then(|| Relaxation {
            instance,
            scale,
            groups: self.groups,
            pool,
            cuts: self.cuts.into_owned(),
            centre: self.centre.into_owned(),
            taken: self.taken.into_owned(),
            cost: self.cost,
            uncovered: self.uncovered,
            limit: self.limit,
            best: self.best,
            pace: self.pace,
        })
    }
}

impl<'s> SavedTree<'s> {
    fn of(tree: &'s Tree<'_>) -> Self {
        let list = tree.open.first().map(|branch| &branch.part.list);
        let branch = |branch: &'s Branch<'_>| SavedBranch {
            decisions: Cow::Borrowed(&branch.decisions),
            members: Cow::Borrowed(&branch.part.members),
            relaxation: SavedRelaxation::of(&branch.relaxation),
            proof: Cow::Borrowed(&branch.proof),
        };
        Self {
            list: list.map_or_else(SavedList::default, |list| SavedList {
                starts: Cow::Borrowed(&list.starts),
                units: Cow::Borrowed(&list.units),
            }),
            below: tree.below,
            open: tree.open.iter().map(branch).collect(),
            leaves: Cow::Borrowed(&tree.leaves),
            proven: tree.proven,
            parts: tree.parts,
            filters: Cow::Borrowed(&tree.filters),
            first: SavedRelaxation::of(&tree.first),
        }
    }

    fn restore(self, instance: &Instance, scale: i64) -> Option<Tree<'_>> {
        let groups = self.list.groups(instance)?;
        let list = Arc::new(List::new(instance, scale, &groups));
        let open: Option<Vec<Branch<'_>>> = self
            .open
            .into_iter()
            .map(|branch| branch.restore(instance, scale, &list))
            .collect();
        let leaf = |leaf: &Leaf| {
            is_priced(instance, &leaf.prices) && leaf.decisions.iter().all(|&d| is_decision(instance, d))
        };
        let sound = self.filters.iter().all(|filter| is_proof(instance, filter))
            && !self.filters.is_empty()
            && self.leaves.iter().all(leaf);
        let (open, first) = (open?, self.first.restore(instance, scale)?);
        sound.then(|| Tree {
            scale,
            below: self.below,
            open,
            leaves: self.leaves.into_owned(),
            proven: self.proven,
            parts: self.parts,
            filters: self.filters.into_owned(),
            first,
        })
    }
}

impl SavedBranch<'_> {
    fn restore<'a>(self, instance: &'a Instance, scale: i64, list: &Arc<List<'a>>) -> Option<Branch<'a>> {
        let listed = list.starts.len() as u32 - 1;
        let sound = self.members.iter().all(|&member| member < listed)
            && self.decisions.iter().all(|&d| is_decision(instance, d))
            && is_proof(instance, &self.proof);
        let relaxation = self.relaxation.restore(instance, scale)?;
        sound.then(|| Branch {
            decisions: self.decisions.into_owned(),
            part: Part {
                list: Arc::clone(list),
                members: self.members.into_owned(),
            },
            relaxation,
            proof: self.proof.into_owned(),
        })
    }
}

impl SavedList<'_> {
    fn groups(&self, instance: &Instance) -> Option<Vec<Vec<u32>>> {
        let ends = self.starts.windows(2);
        let group = |ends: &[u32]| {
            let units = self.units.get(ends[0] as usize..ends[1] as usize)?;
            is_group(instance, units).then(|| units.to_vec())
        };
        ends.map(group).collect()
    }
}

fn is_sum(sum: i128) -> bool {
    sum.unsigned_abs() < LARGEST
}

/// Units of the instance, ascending.
fn is_group(instance: &Instance, units: &[u32]) -> bool {
    let known = units.last().is_some_and(|&last| (last as usize) < instance.len());
    known && units.windows(2).all(|pair| pair[0] < pair[1])
}

fn is_cut(instance: &Instance, cut: &Cut) -> bool {
    let fits =
        |&(unit, weight): &(u32, u32)| (unit as usize) < instance.len() && (1..cut.of).contains(&weight);
    cut.of >= 2 && cut.weights.iter().all(fits)
}

fn is_priced(instance: &Instance, prices: &Prices) -> bool {
    prices.units.len() == instance.len() && prices.cuts.iter().all(|priced| is_cut(instance, &priced.cut))
}

fn is_proof(instance: &Instance, proof: &Proof) -> bool {
    is_sum(proof.sum) && is_priced(instance, &proof.prices)
}

fn is_decision(instance: &Instance, decision: Decision) -> bool {
    let n = instance.len();
    match decision {
        Decision::Together { a, b, .. } => a < b && (b as usize) < n,
        Decision::Open { site, .. } => (site as usize) < instance.file().sites.len(),
        Decision::AtLeast { groups, .. } => (1..=n).contains(&(groups as usize)),
    }
}
