//! Where a chain stands.

use crate::engine::instance::Instance;
use crate::engine::partition::Partition;

/// A plan of a chain: which units are in each group, what a group weighs, and what groups cost as far as it was asked.
#[derive(Debug, PartialEq, Eq)]
pub struct State {
    groups: Vec<Vec<u32>>,
    group_of: Vec<u32>,
    totals: Vec<i64>,
    costs: Vec<i64>,
    /// Whether a group's cost is of units that it has no more.
    stale: Vec<bool>,
}

impl State {
    pub(super) fn of(partition: &Partition<'_>, weights: &[i64]) -> Self {
        let groups: Vec<Vec<u32>> = partition
            .groups()
            .iter()
            .map(|group| group.units.clone())
            .collect();
        let units = 0..partition.instance().len() as u32;
        Self {
            group_of: units.map(|unit| partition.group_of(unit)).collect(),
            totals: groups.iter().map(|group| total(group, weights)).collect(),
            costs: partition.groups().iter().map(|group| group.value.cost).collect(),
            stale: vec![false; groups.len()],
            groups,
        }
    }

    /// The units of each group, in no order.
    #[must_use]
    pub fn groups(&self) -> &[Vec<u32>] {
        &self.groups
    }

    /// The group that holds a unit.
    pub(super) fn group_of(&self, unit: u32) -> usize {
        self.group_of[unit as usize] as usize
    }

    /// What a group weighs.
    pub(super) fn total(&self, group: usize) -> i64 {
        self.totals[group]
    }

    /// What the plan costs; groups that changed are counted again.
    pub(super) fn cost(&mut self, instance: &Instance) -> i64 {
        for (group, stale) in self.stale.iter_mut().enumerate() {
            if *stale {
                self.costs[group] = instance.value(&self.groups[group]).cost;
                *stale = false;
            }
        }
        self.costs.iter().sum()
    }

    /// Puts other units into two groups.
    pub(super) fn replace(&mut self, groups: [usize; 2], parts: [&Vec<u32>; 2], weights: &[i64]) {
        for (group, part) in groups.into_iter().zip(parts) {
            self.groups[group].clone_from(part);
            self.totals[group] = total(part, weights);
            self.stale[group] = true;
            for &unit in part {
                self.group_of[unit as usize] = group as u32;
            }
        }
    }
}

impl Clone for State {
    fn clone(&self) -> Self {
        Self {
            groups: self.groups.clone(),
            group_of: self.group_of.clone(),
            totals: self.totals.clone(),
            costs: self.costs.clone(),
            stale: self.stale.clone(),
        }
    }

    /// Into memory that is there: a short burst does this every few steps.
    fn clone_from(&mut self, other: &Self) {
        self.groups.clone_from(&other.groups);
        self.group_of.clone_from(&other.group_of);
        self.totals.clone_from(&other.totals);
        self.costs.clone_from(&other.costs);
        self.stale.clone_from(&other.stale);
    }
}

fn total(units: &[u32], weights: &[i64]) -> i64 {
    units.iter().map(|&unit| weights[unit as usize]).sum()
}
