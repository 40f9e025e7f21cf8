//! Groups under way, and moving one unit across a border.

use crate::engine::instance::{GroupValue, Instance};

/// Groups under way, every unit in one of them, with what each is worth.
#[derive(Clone)]
pub(super) struct Regions<'i> {
    instance: &'i Instance,
    of: Vec<usize>,
    groups: Vec<Vec<u32>>,
    values: Vec<GroupValue>,
}

/// A unit that goes to another group, and what the two groups are then worth.
#[derive(Clone, Copy)]
pub(super) struct Move {
    pub(super) unit: u32,
    pub(super) to: usize,
    from_value: GroupValue,
    to_value: GroupValue,
    /// What violation and cost change by.
    pub(super) change: (i64, i64),
}

impl<'i> Regions<'i> {
    /// These groups, which hold every unit once.
    pub(super) fn new(instance: &'i Instance, groups: Vec<Vec<u32>>) -> Self {
        let mut of = vec![0; instance.len()];
        for (group, units) in groups.iter().enumerate() {
            units.iter().for_each(|&unit| of[unit as usize] = group);
        }
        Self {
            values: groups.iter().map(|units| instance.value(units)).collect(),
            instance,
            of,
            groups,
        }
    }

    pub(super) fn groups(&self) -> &[Vec<u32>] {
        &self.groups
    }

    pub(super) fn into_groups(self) -> Vec<Vec<u32>> {
        self.groups
    }

    pub(super) fn of(&self, unit: u32) -> usize {
        self.of[unit as usize]
    }

    /// How far outside the bands, and the cost.
    pub(super) fn rank(&self) -> (i64, i64) {
        let sum = |(violation, cost), value: &GroupValue| (violation + value.violation, cost + value.cost);
        self.values.iter().fold((0, 0), sum)
    }

    /// The groups next to a unit, its own left out, ascending.
    pub(super) fn next_to(&self, unit: u32) -> Vec<usize> {
        let near = self.instance.neighbours(unit).iter();
        let mut groups: Vec<usize> = near
            .map(|&v| self.of(v))
            .filter(|&g| g != self.of(unit))
            .collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    /// Whether the group of a unit has others, and these hang together without it.
    pub(super) fn may_leave(&self, unit: u32) -> bool {
        let group = &self.groups[self.of(unit)];
        stays_whole(self.instance, group, unit)
    }

    /// What moving a unit to another group comes to.
    pub(super) fn look(&self, unit: u32, to: usize) -> Move {
        let from = self.of(unit);
        let left: Vec<u32> = self.groups[from].iter().copied().filter(|&u| u != unit).collect();
        let mut joined = self.groups[to].clone();
        joined.push(unit);
        let (from_value, to_value) = (self.instance.value(&left), self.instance.value(&joined));
        let (old_from, old_to) = (&self.values[from], &self.values[to]);
        let change = |of: fn(&GroupValue) -> i64| of(&from_value) + of(&to_value) - of(old_from) - of(old_to);
        Move {
            unit,
            to,
            change: (change(|value| value.violation), change(|value| value.cost)),
            from_value,
            to_value,
        }
    }

    /// Moves a unit. The move must have been looked at since the last.
    pub(super) fn make(&mut self, step: &Move) {
        let from = self.of(step.unit);
        self.groups[from].retain(|&unit| unit != step.unit);
        self.groups[step.to].push(step.unit);
        self.values[from] = step.from_value;
        self.values[step.to] = step.to_value;
        self.of[step.unit as usize] = step.to;
    }
}

/// Whether a group without one of its units has others, and these hang together. O(edges of the group).
pub(super) fn stays_whole(instance: &Instance, group: &[u32], unit: u32) -> bool {
    let others: Vec<u32> = group.iter().copied().filter(|&other| other != unit).collect();
    instance.is_connected(&others)
}

#[cfg(test)]
mod tests {
    use super::super::components::tests::two_components;
    use super::*;

    #[test]
    fn the_middle_may_not_leave() {
        let instance = two_components();
        let regions = Regions::new(&instance, vec![vec![0, 1, 2], vec![3], vec![4]]);
        assert_eq!(
            [0, 1, 2, 3].map(|unit| regions.may_leave(unit)),
            [true, false, true, false]
        );
        assert_eq!((regions.next_to(3), regions.next_to(1)), (vec![2], vec![]));
    }

    #[test]
    fn a_move_comes_to_what_was_looked_at() {
        let instance = two_components();
        let mut regions = Regions::new(&instance, vec![vec![0, 1], vec![2], vec![3, 4]]);
        // Of -5 in the first group, 3 in the second.
        let step = regions.look(1, 1);
        assert_eq!((regions.rank(), step.change), ((0, -5), (0, 8)));
        regions.make(&step);
        assert_eq!((regions.rank(), regions.of(1)), ((0, 3), 1));
    }
}
