//! From prices to a proof, step by step.
//!
//! ```text
//! root    converge over all groups there can be: a bound, and the price of everything
//! dive    where the best plan is far above: take what is nearly taken; the search for plans fills the gaps and goes on from there
//! cut     where the list would fall short of the best plan: cut the root, as long as that helps, and begin again
//! list    write down every group that a plan cheaper than the best known one can still hold
//! tree    cut and branch over the list, until nothing below the best plan is left
//! lift    where the list had to stay short: put the tree's cuts into the root, and begin again
//! counts  where the number of groups is free and the root lies between two: plans of fewer and of more, each from the root on; beside
//!         them the groups of all plans and regions are combined anew
//! ```
//!
//! An instance so large that no list would reach the best plan has a [`Mosaic`] instead.

use super::combine::Turns;
use super::counts::Counts;
use super::mosaic::{Mosaic, SIZES};
use super::proof::Proof;
use super::reach::LISTED;
use super::relaxation::Relaxation;
use super::scale::scale;
use super::sketch::Sketch;
use super::source::Everything;
use super::tree::Tree;
use super::trial::Trial;
use crate::engine::bound::Certificate;
use crate::engine::instance::Instance;
use crate::engine::partition::Partition;
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;
use std::collections::BTreeSet;
use std::time::Instant;

/// In an instance of more units no list is long enough: it grows exponentially with the gap, which grows with the units.
const MOST_LISTED: usize = 1_000;
/// What a listed group takes, and a row of the master with its columns and its part of the factor.
const BYTES_A_GROUP: u64 = 150;
const BYTES_A_ROW: u64 = 20_000;
/// Instances with more units get no bound: to price everything once would take an hour.
const MOST_UNITS: usize = 200_000;

/// What is proven, and how far the work is.
#[derive(Debug)]
pub(crate) struct Bounding<'a> {
    pub(super) instance: &'a Instance,
    pub(super) scale: i64,
    pub(super) everything: Everything<'a>,
    pub(super) relaxation: Relaxation<'a>,
    pub(super) root: Option<Proof>,
    /// The best certificate, its bound beside it.
    pub(super) best: Option<(i64, Certificate)>,
    pub(super) stage: Stage<'a>,
    /// The most groups that may be listed.
    pub(super) listed: usize,
    /// The cuts of the root that are tried.
    pub(super) trial: Trial<'a>,
    /// How far above the root's sum the last list reached.
    pub(super) reached: Option<i128>,
    /// The root's sum at the last dive.
    pub(super) dived: Option<i128>,
    /// Whether the best plans have numbers of groups that are allowed here.
    pub(super) promises: bool,
    /// The last list, while it falls short and cuts are tried.
    pub(super) shelved: Option<Shelved>,
    /// Where the number of groups is free, the groups of every plan and region that the search for plans came to.
    pub(super) known: BTreeSet<Vec<u32>>,
    pub(super) turns: Turns,
}

/// A list: the root's sum, its limit and the groups.
pub(super) type Shelved = (i128, i64, Vec<Vec<u32>>);

#[derive(Debug)]
pub(super) enum Stage<'a> {
    Root,
    Dive,
    List,
    Tree(Box<Tree<'a>>),
    Counts(Counts<'a>),
    Mosaic(Box<Mosaic>),
    Done,
}

impl<'a> Bounding<'a> {
    /// Begins with these groups, which should cover the instance; with so many bytes of memory there is no bound for instances whose
    /// master would need more.
    pub(crate) fn new(instance: &'a Instance, groups: Vec<Vec<u32>>, memory: u64) -> Self {
        let scale = scale(instance);
        let rows = 2 * instance.len() as u64;
        let is_large = instance.len() > MOST_LISTED;
        // Of a large instance only some parts have a master at a time.
        let master = rows * BYTES_A_ROW + if is_large { 0 } else { rows * rows / 8 };
        let lists = memory.saturating_sub(master) / BYTES_A_GROUP;
        let stage = match instance.len() <= MOST_UNITS && master <= memory {
            true if is_large => Stage::Mosaic(Box::new(Mosaic::new(SIZES))),
            true => Stage::Root,
            false => Stage::Done,
        };
        let first = groups.into_iter().filter(|_| matches!(stage, Stage::Root));
        Self {
            relaxation: Relaxation::new(instance, scale, first),
            stage,
            listed: LISTED.1.min(lists as usize),
            ..Self::of(instance, scale)
        }
    }

    /// Before anything is known.
    pub(super) fn of(instance: &'a Instance, scale: i64) -> Self {
        Self {
            instance,
            scale,
            everything: Everything::new(instance, scale),
            relaxation: Relaxation::new(instance, scale, []),
            root: None,
            best: None,
            stage: Stage::Root,
            listed: LISTED.1,
            trial: Trial::new(),
            reached: None,
            dived: None,
            promises: true,
            shelved: None,
            known: BTreeSet::new(),
            turns: Turns::default(),
        }
    }

    /// Groups met elsewhere become columns.
    pub(crate) fn meet(&mut self, groups: Vec<Vec<u32>>) {
        match &mut self.stage {
            Stage::Root => {
                for group in groups {
                    self.relaxation.pool.add(self.instance, group);
                }
            }
            Stage::Counts(counts) => counts.parts.iter_mut().for_each(|part| part.meet(groups.clone())),
            _ => {}
        }
    }

    /// Groups that were tried elsewhere may be combined.
    pub(crate) fn know(&mut self, groups: BTreeSet<Vec<u32>>) {
        self.known.extend(groups);
    }

    /// The best plan so far, which says what parts of a large instance are made of, and the best one with another number of groups:
    /// dives for further numbers hardly ever come near.
    pub(crate) fn look(&mut self, best: &Partition<'_>, rival: Option<&Partition<'_>>) {
        match &mut self.stage {
            Stage::Mosaic(mosaic) if mosaic.is_between_passes() => mosaic.look(best),
            Stage::Counts(counts) => {
                for part in &mut counts.parts {
                    let (least, most) = part.relaxation.groups;
                    let mut plans = rival.into_iter().chain([best]);
                    part.promises = plans.any(|plan| (least..=most).contains(&plan.groups().len()));
                }
            }
            _ => {}
        }
    }

    /// Whether the first plan of prices is still to come, where nothing else tells how many groups each town should have: in a large
    /// instance, and where their number is free.
    pub(crate) fn is_young(&self) -> bool {
        match &self.stage {
            Stage::Root | Stage::Dive => self.is_free() && self.dived.is_none() && !self.trial.is_on(),
            Stage::Mosaic(mosaic) => mosaic.is_young(),
            _ => false,
        }
    }

    /// Whether plans of fewer groups and of more are proven each on their own.
    pub(crate) fn counts(&self) -> bool {
        matches!(self.stage, Stage::Counts(_))
    }

    /// Whether the next step makes a plan of prices.
    pub(crate) fn dives(&self) -> bool {
        match &self.stage {
            Stage::Counts(counts) => counts.parts.iter().any(Self::dives),
            stage => matches!(stage, Stage::Dive),
        }
    }

    /// Whether there is nothing left to do.
    pub(crate) fn is_done(&self) -> bool {
        matches!(self.stage, Stage::Done)
    }

    /// The next piece of work, given the cost of the best plan known; returns the plans that were found, or what may become one.
    pub(crate) fn step(
        &mut self,
        upper: Option<i64>,
        record: &mut Record,
        stopped: Stopped<'_>,
    ) -> Vec<Sketch> {
        let mut plans = Vec::new();
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Root => {
                let finished = self.converge(upper, record, stopped);
                if let (true, Some(root)) = (finished, &self.root) {
                    self.trial.end(&mut self.relaxation, root.sum);
                }
                match finished {
                    false => Stage::Root,
                    true if self.wants_plan(upper) => Stage::Dive,
                    true => self.below_root(upper, record),
                }
            }
            Stage::Dive => {
                self.dived = self.root.as_ref().map(|root| root.sum);
                plans = self.sketches(record, stopped);
                self.below_root(upper, record)
            }
            Stage::List => {
                let began = Instant::now();
                let listed = self.list(upper, stopped);
                record.parts.enumeration += began.elapsed().as_secs_f64();
                let short = match (&listed, upper) {
                    (Some((below, _)), Some(upper)) => *below < upper,
                    _ => listed.is_none() && !stopped(),
                };
                let sum = self.root.as_ref().map_or(0, |root| root.sum);
                match listed {
                    listed if short && self.cut_root(upper, record) => {
                        self.shelved = listed.map(|(below, groups)| (sum, below, groups));
                        Stage::Root
                    }
                    Some((below, groups)) => self.tree(below, &groups).map_or(Stage::Done, Stage::Tree),
                    None => Stage::Done,
                }
            }
            Stage::Tree(mut tree) => {
                let most = self.relaxation.groups.1;
                let found = tree.grow(upper, record, stopped).into_iter();
                plans.extend(found.map(|groups| Sketch { groups, most }));
                self.note(Some(&tree));
                if tree.is_too_large() {
                    Stage::Done
                } else if tree.is_closed() {
                    // Nothing below the limit of this list: with its cuts the root reaches further.
                    self.relaxation = tree.into_relaxation();
                    Stage::Root
                } else {
                    Stage::Tree(tree)
                }
            }
            Stage::Counts(mut counts) => {
                plans = counts.step(upper, record, stopped);
                self.note_counts(&counts);
                match counts.is_done(upper) {
                    true => Stage::Done,
                    false => Stage::Counts(counts),
                }
            }
            Stage::Mosaic(mut mosaic) => {
                let passed = mosaic.step(&self.everything, (self.instance, self.scale), record, stopped);
                if let Some(passed) = passed {
                    let better = |proof: &Proof| self.root.as_ref().is_none_or(|root| proof.sum > root.sum);
                    self.root = passed.proof.filter(better).or(self.root.take());
                    self.note(None);
                    let most = self.relaxation.groups.1;
                    plans.extend(passed.plan.map(|groups| Sketch { groups, most }));
                }
                Stage::Mosaic(mosaic)
            }
            Stage::Done => Stage::Done,
        };
        plans
    }

    /// Whether the instance is so large that no list is made: then a step takes as long as a round of the search for plans.
    pub(crate) fn is_large(&self) -> bool {
        self.instance.len() > MOST_LISTED
    }

    /// Whether the next step may work on a tree, which takes long.
    pub(crate) fn is_in_tree(&self) -> bool {
        match &self.stage {
            Stage::Tree(_) => true,
            Stage::Counts(counts) => counts.parts.iter().any(Self::is_in_tree),
            _ => false,
        }
    }
}
