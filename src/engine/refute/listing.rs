//! All allowed groups around one unit, where they are few.

use crate::engine::instance::{BandFile, Instance, MeasureFile};
use std::collections::BTreeSet;

/// More allowed groups than this are not listed.
const GROUPS: usize = 64;
/// The listing of one unit's groups ends, without a list, after so many steps.
const STEPS: u32 = 4_000;

/// The allowed groups of a unit.
pub(super) type Groups = Vec<Vec<u32>>;

/// The connected groups around one unit, each once.
pub(super) struct Listing<'i> {
    instance: &'i Instance,
    /// The measures that only grow.
    growing: Vec<(&'i MeasureFile, BandFile)>,
    /// Units that may no longer be added.
    closed: Vec<bool>,
    /// Units that every allowed group with this one holds, this one included.
    must: Vec<u32>,
    /// For each of them what the way to every unit holds of the first measure that only grows at least, the unit itself not counted.
    ways: Vec<Vec<i64>>,
    units: Vec<u32>,
    found: Groups,
    steps: u32,
}

impl<'i> Listing<'i> {
    pub(super) fn new(instance: &'i Instance, free: &[bool], unit: u32) -> Self {
        let must = companions(instance, unit);
        let growing: Vec<(&MeasureFile, BandFile)> = instance.growing().collect();
        let ways = match growing.first() {
            Some((measure, _)) => must
                .iter()
                .map(|&to| ways(instance, free, &measure.values, to))
                .collect(),
            None => Vec::new(),
        };
        let mut closed: Vec<bool> = free.iter().map(|free| !free).collect();
        closed[unit as usize] = true;
        Self {
            instance,
            growing,
            closed,
            must,
            ways,
            units: vec![unit],
            found: Vec::new(),
            steps: 0,
        }
    }

    /// All allowed groups of free units that hold the unit; `None` where there are too many.
    pub(super) fn groups(&mut self) -> Option<Groups> {
        let unit = self.units[0];
        let mut others = self.must.iter().filter(|&&u| u != unit);
        if others.any(|&u| self.closed[u as usize]) {
            return Some(Vec::new());
        }
        let near = self.instance.neighbours(unit).iter().copied();
        let open: Vec<u32> = near.filter(|&u| !self.closed[u as usize]).collect();
        self.grow(&open).then(|| std::mem::take(&mut self.found))
    }

    /// How many groups were looked at.
    pub(super) fn steps(&self) -> u32 {
        self.steps
    }

    /// Writes down every allowed group that these units grow into by some of the open ones; false where that is too much.
    fn grow(&mut self, open: &[u32]) -> bool {
        self.steps += 1;
        if self.steps > STEPS || self.found.len() > GROUPS {
            return false;
        }
        let missing: Vec<u32> = self
            .must
            .iter()
            .copied()
            .filter(|u| !self.units.contains(u))
            .collect();
        if missing.is_empty() && self.instance.value(&self.units).violation == 0 {
            let mut units = self.units.clone();
            units.sort_unstable();
            self.found.push(units);
        }
        open.iter().for_each(|&u| self.closed[u as usize] = true);
        let mut complete = true;
        for (at, &unit) in open.iter().enumerate() {
            self.units.push(unit);
            if self.can_be_allowed() {
                let near = self.instance.neighbours(unit).iter().copied();
                let fresh: Vec<u32> = near.filter(|&u| !self.closed[u as usize]).collect();
                let next: Vec<u32> = open[at + 1..]
                    .iter()
                    .copied()
                    .chain(fresh.iter().copied())
                    .collect();
                complete = self.grow(&next);
                fresh.iter().for_each(|&u| self.closed[u as usize] = false);
            }
            self.units.pop();
            if !complete || missing.contains(&unit) {
                break;
            }
        }
        complete
    }

    /// Whether no measure that only grows is above its most yet, the first of them also with the ways to those still missing.
    fn can_be_allowed(&self) -> bool {
        let room = |(measure, band): &(&MeasureFile, BandFile)| -> i64 {
            let total: i64 = self.units.iter().map(|&u| measure.values[u as usize]).sum();
            band.most - total
        };
        let mut rooms = self.growing.iter().map(room);
        let Some(first) = rooms.next() else { return true };
        let nearest = |ways: &Vec<i64>| self.units.iter().map(|&u| ways[u as usize]).min();
        let mut ways = self.ways.iter().filter_map(nearest);
        first >= 0 && ways.all(|way| way <= first) && rooms.all(|room| room >= 0)
    }
}

/// What the cheapest way from a unit to every other holds, that unit included and the other not; 0 for the unit itself, far above
/// any band where there is no way. O(n²), which is little beside the listing.
fn ways(instance: &Instance, free: &[bool], values: &[i64], to: u32) -> Vec<i64> {
    let mut ways = vec![i64::MAX / 4; instance.len()];
    ways[to as usize] = 0;
    let mut open = BTreeSet::from([(0, to)]);
    while let Some((way, unit)) = open.pop_first() {
        let through = way + values[unit as usize];
        for &near in instance.neighbours(unit) {
            if free[near as usize] && through < ways[near as usize] {
                open.remove(&(ways[near as usize], near));
                ways[near as usize] = through;
                open.insert((through, near));
            }
        }
    }
    ways
}

/// The units that every group inside its bands holds if it holds this one: without them some measure cannot reach its band, whatever
/// else is in the group. O(measures × n) a companion.
fn companions(instance: &Instance, unit: u32) -> Vec<u32> {
    let mut must = BTreeSet::from([unit]);
    loop {
        let before = must.len();
        for (measure, band) in instance.measures().iter().filter_map(|m| Some((m, m.band?))) {
            // A measure that asks nothing of nobody cannot need anyone while it counts none of them.
            let idle = must.iter().all(|&u| measure.values[u as usize] == 0);
            if idle && band.least <= 0 && band.most >= 0 {
                continue;
            }
            let sum = |part: &dyn Fn(i64) -> i64, inside: bool| -> i64 {
                let units = (0..instance.len() as u32).filter(|u| must.contains(u) == inside);
                units.map(|u| part(measure.values[u as usize])).sum()
            };
            let base = sum(&|v| v, true);
            let (above, below) = (sum(&|v| v.max(0), false), sum(&|v| v.min(0), false));
            let needed = |u: &u32| {
                let value = measure.values[*u as usize];
                base + above - value.max(0) < band.least || base + below - value.min(0) > band.most
            };
            let valued = (0..instance.len() as u32).filter(|&u| measure.values[u as usize] != 0);
            let more: Vec<u32> = valued.filter(|u| !must.contains(u)).filter(needed).collect();
            must.extend(more);
        }
        if must.len() == before {
            return must.into_iter().collect();
        }
    }
}
