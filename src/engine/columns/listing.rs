//! The list of what a better plan can still hold, and the tree over it.

use super::bounding::Bounding;
use super::cutting::Kinds;
use super::list::List;
use super::reach::reach;
use super::source::Most;
use super::tree::Tree;
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;
use std::sync::Arc;

/// Nodes that listing may visit where the best plan is far off, so that a list says little, and otherwise.
const NODES: (u64, u64) = (1_000_000, 8_000_000);

impl<'a> Bounding<'a> {
    /// Lists what can still be in a plan below the best one, or as far towards it as the list may grow: a plan with a group that is
    /// not listed costs so much or more, and the groups.
    pub(super) fn list(&mut self, upper: Option<i64>, stopped: Stopped<'_>) -> Option<(i64, Vec<Vec<u32>>)> {
        let root = self.root.as_ref()?;
        if let Some((_, below, groups)) = self.shelved.take().filter(|(sum, ..)| *sum == root.sum) {
            return Some((upper.map_or(below, |upper| upper.min(below)), groups));
        }
        let scale = i128::from(self.scale);
        let listed = Most {
            groups: self.listed,
            nodes: match self.is_free() && self.is_far(upper) {
                true => NODES.0,
                false => NODES.1,
            },
        };
        let most = upper.map_or(i128::MAX / 2, |upper| i128::from(upper) * scale - root.sum);
        let (room, groups) = reach(&self.everything, root, (scale, most), listed, stopped)?;
        self.reached = Some(room);
        let below = (root.sum + room + scale - 1).div_euclid(scale);
        let below = i64::try_from(below).unwrap_or(i64::MAX);
        Some((upper.map_or(below, |upper| upper.min(below)), groups))
    }

    /// The tree over a list.
    pub(super) fn tree(&self, below: i64, groups: &[Vec<u32>]) -> Option<Box<Tree<'a>>> {
        let list = Arc::new(List::new(self.instance, self.scale, groups));
        let mut relaxation = self.relaxation.clone();
        if relaxation.cuts.is_empty() {
            relaxation.cut(Kinds::Triples, &mut Record::new(0));
        }
        Some(Box::new(Tree::new(
            list.all(),
            relaxation,
            self.root.clone()?,
            below,
        )))
    }
}
