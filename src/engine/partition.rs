//! A division of the units into groups, with the value of each group and of the whole kept up to date.

use super::instance::{GroupValue, Instance};

/// A group of a partition: its units, ascending, and what they are worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The units, ascending; at least one, connected but in a [`Grouping`](super::solution::Grouping).
    pub units: Vec<u32>,
    /// What they are worth.
    pub value: GroupValue,
}

/// Every unit in exactly one connected group. Groups may lie outside their bands: that is counted in
/// [`violation`](Self::violation), not refused, because a search passes through such partitions.
///
/// The order of the groups carries no meaning, but it is the same in every run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition<'a> {
    instance: &'a Instance,
    groups: Vec<Group>,
    group_of: Vec<u32>,
    cost: i64,
    violation: i64,
}

impl<'a> Partition<'a> {
    /// The partition with these groups; `None` unless every unit stands in exactly one of them and each group
    /// is connected. O(n × sites in a group).
    #[must_use]
    pub fn new(instance: &'a Instance, groups: impl IntoIterator<Item = Vec<u32>>) -> Option<Self> {
        let mut partition = Self::empty(instance);
        for mut units in groups {
            units.sort_unstable();
            let fresh = units
                .iter()
                .all(|&u| partition.group_of.get(u as usize) == Some(&u32::MAX));
            let twice = units.windows(2).any(|pair| pair[0] == pair[1]);
            if !fresh || twice || !instance.is_connected(&units) {
                return None;
            }
            let value = instance.value(&units);
            partition.push(Group { units, value });
        }
        let complete = partition.group_of.iter().all(|&g| g != u32::MAX);
        complete.then_some(partition)
    }

    /// No group yet, every unit in none.
    fn empty(instance: &'a Instance) -> Self {
        Self {
            instance,
            groups: Vec::new(),
            group_of: vec![u32::MAX; instance.len()],
            cost: 0,
            violation: 0,
        }
    }

    /// The partition of groups that were one before: nothing is checked again but in debug builds.
    pub(crate) fn of_groups(instance: &'a Instance, groups: Vec<Group>) -> Self {
        let mut partition = Self::empty(instance);
        for group in groups {
            partition.push(group);
        }
        debug_assert!(
            Self::new(instance, partition.groups.iter().map(|g| g.units.clone())).as_ref()
                == Some(&partition),
            "these groups are no partition"
        );
        partition
    }

    /// The instance that it divides.
    #[must_use]
    pub fn instance(&self) -> &'a Instance {
        self.instance
    }

    /// The groups.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The number of the group that holds a unit.
    #[must_use]
    pub fn group_of(&self, unit: u32) -> u32 {
        self.group_of[unit as usize]
    }

    /// What all groups cost together.
    #[must_use]
    pub fn cost(&self) -> i64 {
        self.cost
    }

    /// By how much all groups together lie outside their bands; 0 when every group is allowed.
    #[must_use]
    pub fn violation(&self) -> i64 {
        self.violation
    }

    /// What a search compares: first how far it is from being allowed, then what it costs.
    #[must_use]
    pub fn rank(&self) -> (i64, i64) {
        (self.violation, self.cost)
    }

    /// The groups next to a group, ascending, each once.
    #[must_use]
    pub fn neighbours(&self, group: u32) -> Vec<u32> {
        self.across(group, |unit| self.instance.neighbours(unit))
    }

    /// The groups that the edges a search goes by lead to, ascending, each once.
    pub(crate) fn nearest(&self, group: u32) -> Vec<u32> {
        self.across(group, |unit| self.instance.nearest(unit))
    }

    fn across<'i>(&self, group: u32, next_to: impl Fn(u32) -> &'i [u32]) -> Vec<u32> {
        let units = &self.groups[group as usize].units;
        let across = units.iter().flat_map(|&u| next_to(u)).map(|&v| self.group_of(v));
        let mut near: Vec<u32> = across.filter(|&g| g != group).collect();
        near.sort_unstable();
        near.dedup();
        near
    }

    /// Puts new groups in the place of old ones: the only way in which a partition changes.
    ///
    /// The new groups must hold exactly the units of the old ones, be connected and have the value of their
    /// units; debug builds count all of this again.
    pub fn replace(&mut self, old: &[u32], new: Vec<Group>) {
        debug_assert!(
            new.iter().all(|g| self.instance.is_connected(&g.units)),
            "a new group is in pieces"
        );
        debug_assert!(
            new.iter().all(|g| self.instance.value(&g.units) == g.value),
            "a value is not a recount"
        );
        debug_assert_eq!(
            self.units_of(old),
            sorted(new.iter().flat_map(|g| g.units.iter().copied()))
        );
        let mut places: Vec<u32> = old.to_vec();
        places.sort_unstable();
        let mut new = new.into_iter();
        // Same place, new content, as far as both go; then the rest is added or closed up.
        let mut spare = Vec::new();
        for &place in &places {
            match new.next() {
                Some(group) => self.put(place, group),
                None => spare.push(place),
            }
        }
        for group in new {
            self.push(group);
        }
        for place in spare.into_iter().rev() {
            self.close(place);
        }
    }

    fn units_of(&self, groups: &[u32]) -> Vec<u32> {
        sorted(
            groups
                .iter()
                .flat_map(|&g| self.groups[g as usize].units.iter().copied()),
        )
    }

    fn put(&mut self, place: u32, group: Group) {
        let old = &self.groups[place as usize].value;
        self.cost += group.value.cost - old.cost;
        self.violation += group.value.violation - old.violation;
        for &unit in &group.units {
            self.group_of[unit as usize] = place;
        }
        self.groups[place as usize] = group;
    }

    fn push(&mut self, group: Group) {
        let place = self.groups.len() as u32;
        self.cost += group.value.cost;
        self.violation += group.value.violation;
        for &unit in &group.units {
            self.group_of[unit as usize] = place;
        }
        self.groups.push(group);
    }

    /// Removes a group whose units have gone elsewhere; the last group takes its place.
    fn close(&mut self, place: u32) {
        let gone = self.groups.swap_remove(place as usize);
        self.cost -= gone.value.cost;
        self.violation -= gone.value.violation;
        if let Some(moved) = self.groups.get(place as usize) {
            for &unit in &moved.units {
                self.group_of[unit as usize] = place;
            }
        }
    }
}

fn sorted(units: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut units: Vec<u32> = units.collect();
    units.sort_unstable();
    units
}
