//! The edges of an instance in flat lists, as the step of a chain walks along them.

use crate::engine::instance::Instance;

/// Every unit's neighbours one after the other, and every edge once.
#[derive(Clone, Debug)]
pub(super) struct Graph {
    begin: Vec<u32>,
    near: Vec<u32>,
    edges: Vec<(u32, u32)>,
}

impl Graph {
    /// Of an instance. O(units + edges).
    pub(super) fn new(instance: &Instance) -> Self {
        let mut begin = vec![0];
        let mut near = Vec::new();
        for unit in 0..instance.len() as u32 {
            near.extend_from_slice(instance.neighbours(unit));
            begin.push(near.len() as u32);
        }
        Self {
            begin,
            near,
            edges: instance.file().edges.clone(),
        }
    }

    /// How many units.
    pub(super) fn len(&self) -> usize {
        self.begin.len() - 1
    }

    /// The neighbours of a unit, ascending.
    pub(super) fn near(&self, unit: u32) -> &[u32] {
        let unit = unit as usize;
        &self.near[self.begin[unit] as usize..self.begin[unit + 1] as usize]
    }

    /// Every edge, the lower unit first.
    pub(super) fn edges(&self) -> &[(u32, u32)] {
        &self.edges
    }
}
