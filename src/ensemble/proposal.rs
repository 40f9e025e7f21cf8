//! The memory of a proposal: two groups put together, a tree of them, its cuts, and the parts of one.

use super::bands::{Banded, Bands};
use super::graph::Graph;
use super::state::State;
use super::tree::Tree;
use super::union::Union;
use crate::engine::random::Stream;

/// Filled anew for every pair of groups; no memory is taken.
#[derive(Clone, Debug)]
pub(super) struct Proposal {
    union: Union,
    tree: Tree,
    cuts: Vec<u32>,
    /// The two parts of a cut.
    parts: [Vec<u32>; 2],
}

impl Proposal {
    pub(super) fn new(graph: &Graph) -> Self {
        let list = || Vec::with_capacity(graph.len());
        Self {
            union: Union::new(graph),
            tree: Tree::new(graph.len()),
            cuts: list(),
            parts: [list(), list()],
        }
    }

    /// Draws a tree of two neighbouring groups and lists its cuts; whether there is one.
    pub(super) fn draw(
        &mut self,
        graph: &Graph,
        bands: &Bands,
        state: &State,
        [one, other]: [usize; 2],
        random: &mut Stream,
    ) -> bool {
        let groups = state.groups();
        self.union.fill(graph, &groups[one], &groups[other]);
        self.tree.draw(&self.union, random);
        let Banded { values, band } = &bands.first;
        self.tree.weigh(&self.union, values);
        let total = state.total(one) + state.total(other);
        let (least, most) = (
            band.least.max(total - band.most),
            band.most.min(total - band.least),
        );
        let places = self.union.units().len();
        self.tree.cuts(places, least, most, &mut self.cuts);
        for Banded { values, band } in &bands.others {
            if self.cuts.is_empty() {
                break;
            }
            self.tree.weigh(&self.union, values);
            let total = self
                .union
                .units()
                .iter()
                .map(|&unit| values[unit as usize])
                .sum::<i64>();
            let (least, most) = (
                band.least.max(total - band.most),
                band.most.min(total - band.least),
            );
            self.cuts
                .retain(|&cut| (least..=most).contains(&self.tree.below(cut)));
        }
        !self.cuts.is_empty()
    }

    /// The cuts of the tree.
    pub(super) fn cuts(&self) -> &[u32] {
        &self.cuts
    }

    /// How many edges lead from below a cut to the rest.
    pub(super) fn seam(&mut self, cut: u32) -> u64 {
        let places = self.union.units().len();
        let side = self.tree.side(places, cut);
        let inside = (0..places as u32).filter(|&place| side[place as usize]);
        let across = inside
            .flat_map(|place| self.union.near(place))
            .filter(|&&near| !side[near as usize]);
        across.count() as u64
    }

    /// The two parts of a cut: what lies below it, and the rest.
    pub(super) fn part(&mut self, cut: u32) -> &[Vec<u32>; 2] {
        let units = self.union.units();
        let side = self.tree.side(units.len(), cut);
        let [below, rest] = &mut self.parts;
        below.clear();
        rest.clear();
        for (&unit, &inside) in units.iter().zip(side) {
            match inside {
                true => below.push(unit),
                false => rest.push(unit),
            }
        }
        &self.parts
    }
}
