//! The graph that the units of two groups induce.

use super::graph::Graph;

/// Stands for a unit that is in neither group.
const NOWHERE: u32 = u32::MAX;

/// The units of two groups, and for each its neighbours among them. Units go by their place in the list. All memory is taken once.
#[derive(Clone, Debug)]
pub(super) struct Union {
    units: Vec<u32>,
    begin: Vec<u32>,
    near: Vec<u32>,
    /// The place of every unit of the instance; nowhere between two fillings.
    place: Vec<u32>,
}

impl Union {
    /// An empty one, with room for every unit.
    pub(super) fn new(graph: &Graph) -> Self {
        Self {
            units: Vec::with_capacity(graph.len()),
            begin: Vec::with_capacity(graph.len() + 1),
            // One more than there can be: what is written is kept only where it counts.
            near: vec![0; 2 * graph.edges().len() + 1],
            place: vec![NOWHERE; graph.len()],
        }
    }

    /// The graph of these two groups, which share no unit. O(their degrees).
    pub(super) fn fill(&mut self, graph: &Graph, one: &[u32], other: &[u32]) {
        self.units.clear();
        self.units.extend_from_slice(one);
        self.units.extend_from_slice(other);
        for (place, &unit) in self.units.iter().enumerate() {
            self.place[unit as usize] = place as u32;
        }
        self.begin.clear();
        let mut end = 0;
        for &unit in &self.units {
            self.begin.push(end as u32);
            for &near in graph.near(unit) {
                // Written always, counted only inside: no branch that a processor has to guess.
                let place = self.place[near as usize];
                self.near[end] = place;
                end += usize::from(place != NOWHERE);
            }
        }
        self.begin.push(end as u32);
        for &unit in &self.units {
            self.place[unit as usize] = NOWHERE;
        }
    }

    /// The units, those of the first group first.
    pub(super) fn units(&self) -> &[u32] {
        &self.units
    }

    /// The places next to a place.
    #[inline]
    pub(super) fn near(&self, place: u32) -> &[u32] {
        let place = place as usize;
        &self.near[self.begin[place] as usize..self.begin[place + 1] as usize]
    }
}
