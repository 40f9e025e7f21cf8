//! Exact re-partition: the cheapest way to divide a few units into allowed groups.
//!
//! Every subset that may be a group is listed, by its lowest unit; then the group of the lowest unit that is
//! still free is chosen, one after the other (Taillard and Voss 2002 call the use of an exact method on
//! parts of a plan POPMUSIC). What a group costs above its share keeps the search short: if unit u is given
//! the least, over all groups S that hold it, of cost(S) · w(u) / w(S), then no set of groups costs
//! less than the shares of its units, and only the surplus is left to be minimised.

use super::instance::Instance;
use super::partition::Group;
use super::subset::{MOST, SubsetTable};
use std::ops::RangeInclusive;

/// Divides sets of units exactly. Reusable: the memory is kept.
#[derive(Debug, Default)]
pub struct Repartition {
    table: SubsetTable,
    parts: Vec<Part>,
    /// Where the parts of each lowest atom start.
    starts: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Part {
    mask: u32,
    cost: i64,
    surplus: i64,
}

/// The best choice of parts so far.
struct Search<'s> {
    parts: &'s [Part],
    starts: &'s [usize],
    groups: RangeInclusive<usize>,
    chosen: Vec<u32>,
    best: Option<Vec<u32>>,
    /// Only surplus below this is of interest.
    ceiling: i64,
}

impl Repartition {
    /// The memory for exact divisions.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The cheapest division of these units into a number of allowed groups within `groups` that costs less
    /// than `below`; `None` where there is none. Complete: `None` proves that there is none.
    ///
    /// Of no units or more than [`MOST`] there is no division that it could find. O(2^units) for the list, exponential
    /// in the number of groups after it, but the ceiling cuts most of it.
    #[must_use]
    pub fn solve(
        &mut self,
        instance: &Instance,
        units: &[u32],
        groups: RangeInclusive<usize>,
        below: i64,
    ) -> Option<Vec<Group>> {
        if units.is_empty() || units.len() > MOST {
            return None;
        }
        let atoms: Vec<Vec<u32>> = units.iter().map(|&u| vec![u]).collect();
        self.table.fill(instance, &atoms);
        self.list(instance);
        let floor = self.shares(units.len());
        // Saturating, because `below` may be the largest number and the floor below nought.
        let ceiling = below.saturating_sub(floor);
        self.parts.retain(|part| part.surplus < ceiling);
        self.parts
            .sort_by_key(|part| (part.mask.trailing_zeros(), part.surplus, part.mask));
        self.starts.clear();
        for atom in 0..=units.len() as u32 {
            self.starts.push(
                self.parts
                    .partition_point(|part| part.mask.trailing_zeros() < atom),
            );
        }
        let mut search = Search {
            parts: &self.parts,
            starts: &self.starts,
            groups,
            chosen: Vec::new(),
            best: None,
            ceiling,
        };
        search.choose(self.table.full(), 0);
        let best = search.best?;
        Some(
            best.iter()
                .map(|&mask| self.group(instance, units, mask))
                .collect(),
        )
    }

    /// Lists every mask that is an allowed group.
    fn list(&mut self, instance: &Instance) {
        self.parts.clear();
        for mask in 1..=self.table.full() {
            if self.table.outside(mask) == 0 && self.table.connected(mask) {
                let value = self.table.value(instance, mask);
                if value.violation == 0 {
                    self.parts.push(Part {
                        mask,
                        cost: value.cost,
                        surplus: 0,
                    });
                }
            }
        }
    }

    /// Works out the shares of the units and the surplus of every part; returns the sum of the shares.
    fn shares(&mut self, units: usize) -> i64 {
        let mut shares = vec![i64::MAX; units];
        let members = |mask: u32| (0..units).filter(move |&atom| mask >> atom & 1 == 1);
        for part in &self.parts {
            // Every unit weighs the same; any positive weights would do.
            let share = part.cost.div_euclid(i64::from(part.mask.count_ones()));
            for atom in members(part.mask) {
                shares[atom] = shares[atom].min(share);
            }
        }
        for part in &mut self.parts {
            part.surplus = part.cost - members(part.mask).map(|atom| shares[atom]).sum::<i64>();
        }
        // A unit that no part holds: there is no division, whatever the floor.
        if shares.contains(&i64::MAX) {
            i64::MAX
        } else {
            shares.iter().sum()
        }
    }

    fn group(&self, instance: &Instance, units: &[u32], mask: u32) -> Group {
        let inside = units.iter().enumerate().filter(|(atom, _)| mask >> atom & 1 == 1);
        let mut units: Vec<u32> = inside.map(|(_, &unit)| unit).collect();
        units.sort_unstable();
        Group {
            units,
            value: self.table.value(instance, mask),
        }
    }
}

impl Search<'_> {
    /// Chooses the group of the lowest free atom, then of the next; `surplus` is what was chosen before.
    fn choose(&mut self, free: u32, surplus: i64) {
        if free == 0 {
            if self.groups.contains(&self.chosen.len()) {
                self.ceiling = surplus;
                self.best = Some(self.chosen.clone());
            }
            return;
        }
        if self.chosen.len() >= *self.groups.end() {
            return;
        }
        let lowest = free.trailing_zeros() as usize;
        for at in self.starts[lowest]..self.starts[lowest + 1] {
            let part = self.parts[at];
            if surplus + part.surplus >= self.ceiling {
                return;
            }
            if part.mask & !free == 0 {
                self.chosen.push(part.mask);
                self.choose(free & !part.mask, surplus + part.surplus);
                self.chosen.pop();
            }
        }
    }
}
