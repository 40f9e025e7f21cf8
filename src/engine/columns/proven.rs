//! What is proven: the best bound so far, and its certificate.

use super::bounding::Bounding;
use super::counts::Counts;
use super::tree::Tree;
use crate::engine::bound::{Certificate, Counted, Tree as Written};

impl Bounding<'_> {
    /// What no plan can cost less than.
    pub(crate) fn bound(&self) -> Option<i64> {
        self.best.as_ref().map(|&(bound, _)| bound)
    }

    /// Why.
    pub(crate) fn certificate(&self) -> Option<&Certificate> {
        self.best.as_ref().map(|(_, certificate)| certificate)
    }

    /// Keeps what is proven of all numbers of groups where it is the best so far.
    pub(super) fn note_counts(&mut self, counts: &Counts<'_>) {
        self.keep(counts.bound(), || (None, counts.written()));
    }

    /// Keeps what the root and the tree prove where it is the best so far.
    pub(super) fn note(&mut self, tree: Option<&Tree<'_>>) {
        let Some(root) = &self.root else { return };
        let bound = root.bound(self.scale).max(tree.map_or(i64::MIN, Tree::bound));
        self.keep(bound, || (tree.map(Tree::written), Vec::new()));
    }

    /// Keeps a bound with the certificate that the root and what is above it make, where it is the best so far.
    fn keep(&mut self, bound: i64, above: impl FnOnce() -> (Option<Written>, Vec<Counted>)) {
        let Some(root) = &self.root else { return };
        if self.best.as_ref().is_none_or(|&(best, _)| bound > best) {
            let (tree, counts) = above();
            let certificate = Certificate {
                scale: self.scale,
                root: root.prices.clone(),
                tree,
                counts,
            };
            self.best = Some((bound, certificate));
        }
    }
}
