//! A proof by listing that some units cannot all be in allowed groups.
//!
//! ```text
//! refute(what is left):
//!     list the allowed groups of the units that have few
//!     take the unit with the fewest; for each of its groups:
//!         refute(what is left without the group), or there is no proof
//!     the unit, and those that the proofs below needed, cannot all be in groups that share no unit
//! ```
//!
//! Neither the number of groups nor what becomes of the other units is looked at, so that the proof holds whatever they are.

use super::instance::{Instance, MeasureFile};
use super::stop::Stopped;
use std::collections::{BTreeMap, BTreeSet};

/// A unit with more allowed groups than this is not branched on.
const GROUPS: usize = 64;
/// The listing of one unit's groups ends, without a list, after so many steps.
const STEPS: u32 = 4_000;
/// The whole proof ends, without a verdict, after so many steps.
const WORK: u64 = 1_000_000;

/// Units that cannot all be in allowed groups at once, none of them to spare as far as the same proof sees; `None` where nothing was
/// proven. Only units of `among` are asked for. At most some millions of steps.
pub(crate) fn refute(instance: &Instance, among: &[u32], stopped: Stopped<'_>) -> Option<Vec<u32>> {
    let mut units = Refuter::new(instance, stopped).from(among)?;
    let mut at = 0;
    while let Some(&unit) = units.iter().nth(at) {
        let mut fewer = units.clone();
        fewer.remove(&unit);
        let fewer: Vec<u32> = fewer.into_iter().collect();
        match Refuter::new(instance, stopped).from(&fewer) {
            Some(proven) => units = proven,
            None => at += 1,
        }
    }
    Some(units.into_iter().collect())
}

/// The allowed groups of a unit.
type Groups = Vec<Vec<u32>>;

struct Refuter<'i> {
    instance: &'i Instance,
    stopped: Stopped<'i>,
    free: Vec<bool>,
    wanted: Vec<bool>,
    work: u64,
}

impl<'i> Refuter<'i> {
    fn new(instance: &'i Instance, stopped: Stopped<'i>) -> Self {
        Self {
            instance,
            stopped,
            free: vec![true; instance.len()],
            wanted: vec![false; instance.len()],
            work: 0,
        }
    }

    fn from(mut self, among: &[u32]) -> Option<BTreeSet<u32>> {
        for &unit in among {
            self.wanted[unit as usize] = true;
        }
        self.refute(BTreeMap::new(), among)
    }

    /// The units that the proof needed. `lists` are those of before without the groups that are gone, `near` the units whose lists
    /// are still to be made.
    fn refute(&mut self, mut lists: BTreeMap<u32, Groups>, near: &[u32]) -> Option<BTreeSet<u32>> {
        for &unit in near {
            if self.free[unit as usize]
                && self.wanted[unit as usize]
                && !lists.contains_key(&unit)
                && let Some(groups) = self.list(unit)
            {
                if groups.is_empty() {
                    return Some(BTreeSet::from([unit]));
                }
                lists.insert(unit, groups);
            }
            if self.work > WORK || (self.stopped)() {
                return None;
            }
        }
        let (&unit, groups) = lists.iter().min_by_key(|(_, groups)| groups.len())?;
        let mut needed = BTreeSet::from([unit]);
        for group in groups {
            group.iter().for_each(|&u| self.free[u as usize] = false);
            let left = |(&u, list): (&u32, &Groups)| {
                let apart = |other: &&Vec<u32>| other.iter().all(|u| group.binary_search(u).is_err());
                (u, list.iter().filter(apart).cloned().collect())
            };
            let lists = lists.iter().filter(|(u, _)| group.binary_search(u).is_err());
            let lists: BTreeMap<u32, Groups> = lists.map(left).collect();
            let near: BTreeSet<u32> = group
                .iter()
                .flat_map(|&u| self.instance.neighbours(u))
                .copied()
                .collect();
            let near: Vec<u32> = near.into_iter().collect();
            let below = self.refute(lists, &near);
            group.iter().for_each(|&u| self.free[u as usize] = true);
            needed.extend(below?);
        }
        Some(needed)
    }

    /// All allowed groups of free units that hold this one; `None` where there are too many.
    fn list(&mut self, unit: u32) -> Option<Groups> {
        let mut listing = Listing::new(self.instance, &self.free, unit);
        // Growing closes units, also those that must be together: whether they can is asked before.
        let complete = !listing.must_can() || listing.grow(&listing.first());
        self.work += u64::from(listing.steps) + 1;
        complete.then_some(listing.found)
    }
}

/// The connected groups around one unit, each once.
struct Listing<'i> {
    instance: &'i Instance,
    /// Units that may no longer be added.
    closed: Vec<bool>,
    /// Units that every allowed group with this one holds, this one included.
    must: Vec<u32>,
    /// For each of them what the way to every unit holds of the first measure at least, the unit itself not counted.
    ways: Vec<Vec<i64>>,
    units: Vec<u32>,
    found: Groups,
    steps: u32,
}

impl<'i> Listing<'i> {
    fn new(instance: &'i Instance, free: &[bool], unit: u32) -> Self {
        let must = companions(instance, unit);
        let ways = match first_of(instance) {
            Some(measure) => must
                .iter()
                .map(|&to| ways(instance, free, &measure.values, to))
                .collect(),
            None => Vec::new(),
        };
        let mut closed: Vec<bool> = free.iter().map(|free| !free).collect();
        closed[unit as usize] = true;
        Self {
            instance,
            closed,
            must,
            ways,
            units: vec![unit],
            found: Vec::new(),
            steps: 0,
        }
    }

    /// Whether those that must be together are free.
    fn must_can(&self) -> bool {
        self.must
            .iter()
            .all(|&u| u == self.units[0] || !self.closed[u as usize])
    }

    /// Closes and returns the free neighbours of the first unit.
    fn first(&self) -> Vec<u32> {
        let near = self.instance.neighbours(self.units[0]).iter().copied();
        near.filter(|&u| !self.closed[u as usize]).collect()
    }

    /// Writes down every allowed group that these units grow into by some of the open ones; false where that is too much.
    fn grow(&mut self, open: &[u32]) -> bool {
        self.steps += 1;
        if self.steps > STEPS || self.found.len() > GROUPS {
            return false;
        }
        let missing = |u: &&u32| !self.units.contains(u);
        if self.must.iter().all(|u| self.units.contains(u)) && self.instance.value(&self.units).violation == 0
        {
            let mut units = self.units.clone();
            units.sort_unstable();
            self.found.push(units);
        }
        let missing: Vec<u32> = self.must.iter().filter(missing).copied().collect();
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

    /// Whether no measure without values below nought is above its most yet, even with the ways to those still missing.
    fn can_be_allowed(&self) -> bool {
        let total = |measure: &MeasureFile| -> i64 {
            let values = self.units.iter().map(|&u| measure.values[u as usize]);
            values.sum()
        };
        let mut growing = growing(self.instance);
        if !growing.all(|m| m.band.is_none_or(|band| total(m) <= band.most)) {
            return false;
        }
        let Some((measure, band)) = first_of(self.instance).and_then(|m| Some((m, m.band?))) else {
            return true;
        };
        let room = band.most - total(measure);
        self.ways.iter().all(|ways| {
            let nearest = self.units.iter().map(|&u| ways[u as usize]).min();
            nearest.is_none_or(|way| way <= room)
        })
    }
}

/// The measures with a band that a group only adds to when it grows.
fn growing(instance: &Instance) -> impl Iterator<Item = &MeasureFile> {
    let grows = |m: &&MeasureFile| m.band.is_some() && m.values.iter().all(|&v| v >= 0);
    instance.measures().iter().filter(grows)
}

fn first_of(instance: &Instance) -> Option<&MeasureFile> {
    growing(instance).next()
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    const GO_ON: Stopped<'static> = &|| false;

    /// Units of these values joined by these edges, in groups of 30 to 50; `marks` is a second measure, whose total must be nought.
    fn instance(values: &[i64], edges: &[(u32, u32)], marks: &[i64]) -> Instance {
        let text = json!({
            "format": "locality-instance/1",
            "units": (0..values.len()).map(|u| format!("U{u}")).collect::<Vec<_>>(),
            "edges": edges,
            "measures": [
                {"name": "patients", "values": values, "band": {"least": 30, "most": 50}},
                {"name": "together", "values": marks, "band": {"least": 0, "most": 0}},
            ],
            "groups": {"least": 1, "most": values.len()},
        });
        serde_json::from_value(text).expect("a sound instance")
    }

    /// Whether these units can all be in allowed groups that share no unit: every way to give each unit a group or none.
    fn can(instance: &Instance, wanted: &[u32]) -> bool {
        fn place(instance: &Instance, unit: u32, groups: &mut Vec<Vec<u32>>, wanted: &[u32]) -> bool {
            if unit as usize == instance.len() {
                let allowed = |g: &Vec<u32>| instance.is_connected(g) && instance.value(g).violation == 0;
                return groups.iter().all(allowed);
            }
            for at in 0..=groups.len() {
                if at == groups.len() {
                    groups.push(Vec::new());
                }
                groups[at].push(unit);
                let found = place(instance, unit + 1, groups, wanted);
                groups[at].pop();
                groups.retain(|g| !g.is_empty());
                if found {
                    return true;
                }
            }
            !wanted.contains(&unit) && place(instance, unit + 1, groups, wanted)
        }
        place(instance, 0, &mut Vec::new(), wanted)
    }

    /// Manchester in small: 8 - 4 - 49 - 30: 8 and 4 are too few, with 49 too many.
    #[test]
    fn a_dead_end_that_no_group_can_hold() {
        let chain = [(0, 1), (1, 2), (2, 3)];
        let instance = instance(&[8, 4, 49, 30], &chain, &[0; 4]);
        assert_eq!(refute(&instance, &[0, 1, 2, 3], GO_ON), Some(vec![0]));
        assert_eq!(refute(&instance, &[1], GO_ON), Some(vec![1]));
        assert_eq!(refute(&instance, &[2, 3], GO_ON), None, "49 and 30 can");
    }

    /// Two of 20 at one of 20, which can go with either, not with both: each alone can be held.
    #[test]
    fn two_that_need_the_same_third() {
        let instance = instance(&[20, 20, 20], &[(0, 1), (1, 2)], &[0; 3]);
        assert_eq!(refute(&instance, &[0, 1, 2], GO_ON), Some(vec![0, 2]));
    }

    /// Ends of a chain of 15s that must be together, with 60 in all: the way between them is too much.
    #[test]
    fn together_over_too_long_a_way() {
        let chain = [(0, 1), (1, 2), (2, 3)];
        let apart = instance(&[15; 4], &chain, &[1, 0, 0, -1]);
        assert_eq!(refute(&apart, &[0, 1, 2, 3], GO_ON), Some(vec![0]));
        assert_eq!(
            refute(&instance(&[12; 4], &chain, &[1, 0, 0, -1]), &[0, 1, 2, 3], GO_ON),
            None
        );
    }

    #[test]
    fn a_search_that_is_stopped_proves_nothing() {
        let instance = instance(&[8, 4, 49], &[(0, 1), (1, 2)], &[0; 3]);
        assert_eq!(refute(&instance, &[2, 1, 0], &|| true), None);
    }

    /// 1 and 1 that must be together, beside eighteen of 1 that are all neighbours, and 48, with another behind: only the two and the first
    /// 48 will do, which comes after all that can be made of the eighteen. A list that was given up is no list.
    #[test]
    fn a_list_that_was_given_up_proves_nothing() {
        let mut values = vec![1; 22];
        (values[20], values[21]) = (48, 48);
        let around = |a: u32| (a + 1..20).map(move |b| (a, b));
        let edges: Vec<(u32, u32)> = (0..20).flat_map(around).chain([(1, 20), (20, 21)]).collect();
        let mut marks = vec![0; 22];
        (marks[0], marks[1]) = (1, -1);
        let instance = instance(&values, &edges, &marks);
        assert_eq!(instance.value(&[0, 1, 20]).violation, 0);
        assert_eq!(refute(&instance, &[0, 1], GO_ON), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        /// Up to six units have few enough groups for all to be listed: the proof is found exactly where there is one, and is minimal.
        #[test]
        fn against_every_way(
            values in proptest::collection::vec(1_i64..40, 2..7),
            joined in proptest::collection::vec(proptest::bool::weighted(0.45), 15),
            pair in proptest::option::weighted(0.4, (0_usize..6, 0_usize..6)),
        ) {
            let n = values.len();
            let pairs = (0..n as u32).flat_map(|a| (0..a).map(move |b| (b, a)));
            let edges: Vec<(u32, u32)> = pairs.zip(&joined).filter(|(_, joined)| **joined).map(|(edge, _)| edge).collect();
            let mut marks = vec![0; n];
            if let Some((a, b)) = pair && a % n != b % n {
                (marks[a % n], marks[b % n]) = (1, -1);
            }
            let instance = instance(&values, &edges, &marks);
            let all: Vec<u32> = (0..n as u32).collect();
            match refute(&instance, &all, GO_ON) {
                None => prop_assert!(can(&instance, &all)),
                Some(proven) => {
                    prop_assert!(!can(&instance, &proven));
                    for spared in &proven {
                        let fewer: Vec<u32> = proven.iter().copied().filter(|u| u != spared).collect();
                        prop_assert!(can(&instance, &fewer), "{proven:?} without {spared}");
                    }
                }
            }
        }
    }
}
