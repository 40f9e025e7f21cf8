//! Exact re-partition: the cheapest way to divide a few units into allowed groups.
//!
//! Every subset that may be a group is listed, by its lowest unit; then the group of the lowest unit that is
//! still free is chosen, one after the other (Taillard and Voss 2002 call the use of an exact method on
//! parts of a plan POPMUSIC). The list is grown unit by unit, connected from the start and never above a band, so that
//! it holds some thousands of the 2^20 subsets of 20 units.
//!
//! What a group costs above the shares of its units keeps the search short: where no group costs less than the shares
//! of its units together, no division costs less than all shares, and only the surplus is left to be minimised. Each unit
//! is given the least, over all groups that hold it, of the cost by head; then one unit after the other is given
//! what is left over in every group that holds it (the dual ascent of Erlenkotter 1978).

use super::instance::Instance;
use super::partition::Group;
use super::subset::{MOST, SubsetTable};
use std::collections::HashMap;
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
    /// What it costs above the shares of its units; all that it costs until they are known.
    surplus: i64,
}

/// Steps of a choice that is still easy: most take some hundred.
const EASY: u32 = 10_000;

/// The best choice of parts so far.
struct Search<'s> {
    parts: &'s [Part],
    starts: &'s [usize],
    groups: RangeInclusive<usize>,
    chosen: Vec<u32>,
    best: Option<Vec<u32>>,
    /// Only surplus below this is of interest.
    ceiling: i64,
    steps: u32,
    /// The least surplus with which these atoms were left free by so many groups, once the choice is not easy: where bands can hardly be kept
    /// and many numbers of groups are allowed, the same atoms are left free time after time.
    seen: HashMap<(u32, usize), i64>,
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
    /// Of no units or more than [`MOST`] there is no division that it could find. The list grows with the number of
    /// connected subsets that are not above a band (at most 2^units), and the choice after it is exponential in the number of
    /// groups, but the ceiling cuts most of it.
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
            steps: 0,
            seen: HashMap::new(),
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
        let mut lower = 0;
        for atom in 0..self.table.atoms() {
            lower |= 1 << atom;
            self.grow(instance, 1 << atom, self.table.near(atom) & !lower, lower);
        }
    }

    /// Lists the connected mask and all that can be grown from it by `open` atoms; those that are `closed` are in it, were
    /// passed over, or are lower than its lowest: so each mask comes once.
    fn grow(&mut self, instance: &Instance, mask: u32, mut open: u32, mut closed: u32) {
        if self.table.above(mask) > 0 {
            return;
        }
        if self.table.outside(mask) == 0 {
            let value = self.table.value(instance, mask);
            if value.violation == 0 {
                self.parts.push(Part {
                    mask,
                    surplus: value.cost,
                });
            }
        }
        while open != 0 {
            let atom = open.trailing_zeros() as usize;
            open &= open - 1;
            closed |= 1 << atom;
            let wider = open | self.table.near(atom) & !closed;
            self.grow(instance, mask | 1 << atom, wider, closed);
        }
    }

    /// Works out the shares of the units and the surplus of every part; returns the sum of the shares.
    fn shares(&mut self, units: usize) -> i64 {
        let mut shares = vec![i64::MAX; units];
        for part in &self.parts {
            let share = part.surplus.div_euclid(i64::from(part.mask.count_ones()));
            for atom in members(part.mask) {
                shares[atom] = shares[atom].min(share);
            }
        }
        // A unit that no part holds: there is no division, whatever the floor.
        if shares.contains(&i64::MAX) {
            return i64::MAX;
        }
        for part in &mut self.parts {
            part.surplus -= members(part.mask).map(|atom| shares[atom]).sum::<i64>();
        }
        for (atom, share) in shares.iter_mut().enumerate() {
            let holds = |part: &&mut Part| part.mask >> atom & 1 == 1;
            let left = self.parts.iter_mut().filter(holds).map(|part| part.surplus).min();
            let left = left.unwrap_or(0);
            *share += left;
            for part in self.parts.iter_mut().filter(holds) {
                part.surplus -= left;
            }
        }
        shares.iter().sum()
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

/// The atoms of a mask, ascending.
fn members(mut mask: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let atom = mask.trailing_zeros() as usize;
        (mask != 0).then(|| {
            mask &= mask - 1;
            atom
        })
    })
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
        if self.chosen.len() >= *self.groups.end() || self.is_seen(free, surplus) {
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

    /// Whether all that can follow was tried before, with no more surplus: nothing that is cheaper has been left out.
    fn is_seen(&mut self, free: u32, surplus: i64) -> bool {
        self.steps = self.steps.saturating_add(1);
        if self.steps <= EASY {
            return false;
        }
        let least = self.seen.entry((free, self.chosen.len())).or_insert(i64::MAX);
        let seen = *least <= surplus;
        *least = surplus.min(*least);
        seen
    }
}
