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

mod listing;

use super::instance::Instance;
use super::stop::Stopped;
use listing::{Groups, Listing};
use std::collections::{BTreeMap, BTreeSet};

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
        self.work += 1;
        if self.is_over() {
            return None;
        }
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
            if self.is_over() {
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

    fn is_over(&self) -> bool {
        self.work > WORK || (self.stopped)()
    }

    /// All allowed groups of free units that hold this one; `None` where there are too many.
    fn list(&mut self, unit: u32) -> Option<Groups> {
        let mut listing = Listing::new(self.instance, &self.free, unit);
        let groups = listing.groups();
        self.work += u64::from(listing.steps()) + 1;
        groups
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
