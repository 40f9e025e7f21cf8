//! The work on the bound as it is put down in a checkpoint, and taken up again.
//!
//! What follows from the instance alone is made anew: the roots of the search, what columns and listed groups cost, and the limits.
//! Whatever is read is looked at before it is used, so that a file that fits no such work is refused and does no harm.

mod sound;
mod tree;

use super::bounding::{Bounding, Shelved, Stage};
use super::combine::Turns;
use super::counts::Counts;
use super::cutting::Kinds;
use super::master::Duals;
use super::mosaic::Mosaic;
use super::pool::Pool;
use super::proof::Proof;
use super::relaxation::Relaxation;
use super::trial::Trial;
use crate::engine::bound::{Certificate, Cut};
use crate::engine::instance::Instance;
use serde::{Deserialize, Serialize};
pub(super) use sound::{is_cut, is_group, is_price};
use sound::{is_proof, is_sum};
use std::borrow::Cow;
use std::collections::BTreeSet;
use tree::SavedTree;

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
enum SavedStage<'s> {
    Root,
    Dive,
    List,
    Tree(Box<SavedTree<'s>>),
    Counts(Vec<SavedBounding<'s>>),
    Mosaic(Box<Cow<'s, Mosaic>>),
    Done,
}

/// The work on the bound between two rounds.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SavedBounding<'s> {
    relaxation: SavedRelaxation<'s>,
    root: Cow<'s, Option<Proof>>,
    best: Cow<'s, Option<(i64, Certificate)>>,
    stage: SavedStage<'s>,
    listed: usize,
    kinds: Kinds,
    before: Option<(i128, SavedRelaxation<'s>)>,
    weak: Option<i128>,
    reached: Option<i128>,
    dived: Option<i128>,
    shelved: Cow<'s, Option<Shelved>>,
    known: Cow<'s, BTreeSet<Vec<u32>>>,
    turns: Turns,
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
                Stage::Counts(counts) => SavedStage::Counts(counts.parts.iter().map(Self::of).collect()),
                Stage::Mosaic(mosaic) => SavedStage::Mosaic(Box::new(Cow::Borrowed(mosaic))),
                Stage::Done => SavedStage::Done,
            },
            listed: bounding.listed,
            kinds: trial.kinds,
            before: trial
                .before
                .as_ref()
                .map(|(sum, before)| (*sum, SavedRelaxation::of(before))),
            weak: trial.weak,
            reached: bounding.reached,
            dived: bounding.dived,
            shelved: Cow::Borrowed(&bounding.shelved),
            known: Cow::Borrowed(&bounding.known),
            turns: bounding.turns,
        }
    }

    /// The work as it stood, with so many bytes of memory; `None` where this is no work on this instance.
    pub(crate) fn restore(self, instance: &Instance, memory: u64) -> Option<Bounding<'_>> {
        let mut bounding = Bounding::new(instance, Vec::new(), memory);
        let scale = bounding.scale;
        let shelved = self.shelved.iter().flat_map(|(_, _, groups)| groups);
        let sound = self.root.iter().all(|proof| is_proof(instance, proof))
            && self.before.iter().all(|&(sum, _)| is_sum(sum))
            && shelved.into_iter().all(|group| is_group(instance, group))
            && self.known.iter().all(|group| is_group(instance, group));
        if !sound {
            return None;
        }
        bounding.stage = match self.stage {
            SavedStage::Root => Stage::Root,
            SavedStage::Dive => Stage::Dive,
            SavedStage::List => Stage::List,
            SavedStage::Tree(tree) => Stage::Tree(Box::new(tree.restore(instance, scale)?)),
            SavedStage::Counts(parts) => {
                let parts = parts.into_iter().map(|part| part.restore(instance, memory));
                Stage::Counts(Counts {
                    parts: parts.collect::<Option<_>>()?,
                })
            }
            SavedStage::Mosaic(mosaic) if mosaic.is_sound(instance) => {
                Stage::Mosaic(Box::new(mosaic.into_owned()))
            }
            SavedStage::Mosaic(_) => return None,
            SavedStage::Done => Stage::Done,
        };
        bounding.relaxation = self.relaxation.restore(instance, scale)?;
        bounding.listed = bounding.listed.min(self.listed);
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
        bounding.known = self.known.into_owned();
        bounding.turns = self.turns;
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
            settled: None,
            covered: vec![false; instance.len()],
        })
    }
}
