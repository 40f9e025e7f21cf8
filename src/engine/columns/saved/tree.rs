//! A tree as it is put down: its list once, and its branches, which refer to it.

use super::super::branch::Branch;
use super::super::list::{List, Part};
use super::super::proof::Proof;
use super::super::tree::Tree;
use super::SavedRelaxation;
use super::sound::{is_decision, is_group, is_priced, is_proof};
use crate::engine::bound::{Decision, Leaf};
use crate::engine::instance::Instance;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// Groups that are listed, close together.
#[derive(Debug, Default, Serialize, Deserialize)]
struct SavedList<'s> {
    starts: Cow<'s, [u32]>,
    units: Cow<'s, [u32]>,
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
pub(super) struct SavedTree<'s> {
    list: SavedList<'s>,
    below: i64,
    open: Vec<SavedBranch<'s>>,
    leaves: Cow<'s, [Leaf]>,
    proven: i64,
    parts: usize,
    filters: Cow<'s, [Proof]>,
    first: SavedRelaxation<'s>,
}

impl<'s> SavedTree<'s> {
    pub(super) fn of(tree: &'s Tree<'_>) -> Self {
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

    pub(super) fn restore(self, instance: &Instance, scale: i64) -> Option<Tree<'_>> {
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
