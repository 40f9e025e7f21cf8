//! What the strategies that keep groups whole share: components, growing at random, and moving one unit across a border.

use crate::engine::instance::{GroupValue, Instance};
use crate::engine::random::Stream;

/// What units weigh: by the first measure where that is never below nought and not nought throughout, otherwise one each.
pub(super) fn weights(instance: &Instance) -> Vec<i64> {
    let first = instance.measures().first().map(|measure| &measure.values);
    match first.filter(|values| values.iter().all(|&v| v >= 0) && values.iter().any(|&v| v > 0)) {
        Some(values) => values.clone(),
        None => vec![1; instance.len()],
    }
}

/// How many groups to make: as many as the weights make of the middle of the first measure's band, as far as that is allowed.
pub(super) fn asked(instance: &Instance) -> usize {
    let (least, most) = instance.groups();
    let most = most.min(instance.len()).max(1);
    let first = instance.measures().first();
    let wanted = first.and_then(|measure| {
        let band = measure.band?;
        let total: i128 = measure.values.iter().map(|&value| i128::from(value)).sum();
        let middle = (i128::from(band.least) + i128::from(band.most)) / 2;
        (middle > 0 && total > 0).then(|| ((total + middle / 2) / middle) as usize)
    });
    wanted.unwrap_or(least).clamp(least.min(most), most)
}

/// The components of the graph, each ascending, by their first unit. O(n + edges).
pub(super) fn components(instance: &Instance) -> Vec<Vec<u32>> {
    let mut seen = vec![false; instance.len()];
    let mut components = Vec::new();
    for first in 0..instance.len() as u32 {
        if std::mem::replace(&mut seen[first as usize], true) {
            continue;
        }
        let mut component = vec![first];
        let mut at = 0;
        while let Some(&unit) = component.get(at) {
            at += 1;
            for &next in instance.neighbours(unit) {
                if !std::mem::replace(&mut seen[next as usize], true) {
                    component.push(next);
                }
            }
        }
        component.sort_unstable();
        components.push(component);
    }
    components
}

/// The components with how many of `count` groups each is to form: one at least, the others where a group is heaviest, never
/// more than its units.
pub(super) fn shares(instance: &Instance, count: usize) -> Vec<(Vec<u32>, usize)> {
    let weights = weights(instance);
    let mut shares: Vec<(Vec<u32>, usize)> = components(instance).into_iter().map(|c| (c, 1)).collect();
    let weight = |units: &[u32]| {
        units
            .iter()
            .map(|&u| i128::from(weights[u as usize]))
            .sum::<i128>()
    };
    let heavy: Vec<i128> = shares.iter().map(|(units, _)| weight(units)).collect();
    for _ in shares.len()..count {
        // The heaviest mean group is divided, the first of equals; cross-multiplied, so that nothing is rounded.
        let open = (0..shares.len()).filter(|&c| shares[c].1 < shares[c].0.len());
        let heaviest = open.reduce(|a, b| {
            let (left, right) = (heavy[a] * shares[b].1 as i128, heavy[b] * shares[a].1 as i128);
            if right > left { b } else { a }
        });
        match heaviest {
            Some(c) => shares[c].1 += 1,
            None => break,
        }
    }
    shares
}

/// So many of these units, each once, at random.
pub(super) fn drawn(units: &[u32], count: usize, random: &mut Stream) -> Vec<u32> {
    let mut left = units.to_vec();
    let mut drawn = Vec::new();
    while drawn.len() < count && !left.is_empty() {
        drawn.push(left.swap_remove(random.index(left.len())));
    }
    drawn
}

/// Seeds for `count` groups, one at least in every component.
pub(super) fn seeds(instance: &Instance, count: usize, random: &mut Stream) -> Vec<u32> {
    let shares = shares(instance, count);
    shares
        .iter()
        .flat_map(|(units, count)| drawn(units, *count, random))
        .collect()
}

/// Groups grown from seeds at random, unit by unit, until every unit is in one.
pub(super) fn grown(instance: &Instance, count: usize, random: &mut Stream) -> Vec<Vec<u32>> {
    let seeds = seeds(instance, count, random);
    let mut taken = vec![false; instance.len()];
    let mut next: Vec<(u32, usize)> = Vec::new();
    let mut groups: Vec<Vec<u32>> = vec![Vec::new(); seeds.len()];
    for (group, &seed) in seeds.iter().enumerate() {
        taken[seed as usize] = true;
        groups[group].push(seed);
    }
    for (group, &seed) in seeds.iter().enumerate() {
        next.extend(instance.neighbours(seed).iter().map(|&unit| (unit, group)));
    }
    while !next.is_empty() {
        let (unit, group) = next.swap_remove(random.index(next.len()));
        if !std::mem::replace(&mut taken[unit as usize], true) {
            groups[group].push(unit);
            next.extend(instance.neighbours(unit).iter().map(|&unit| (unit, group)));
        }
    }
    groups
}

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

    pub(super) fn values(&self) -> &[GroupValue] {
        &self.values
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

    /// Puts new units in the place of two groups.
    pub(super) fn put(&mut self, places: [usize; 2], new: [(Vec<u32>, GroupValue); 2]) {
        for (place, (units, value)) in places.into_iter().zip(new) {
            units.iter().for_each(|&unit| self.of[unit as usize] = place);
            self.groups[place] = units;
            self.values[place] = value;
        }
    }
}

/// Whether a group without one of its units has others, and these hang together. O(edges of the group).
pub(super) fn stays_whole(instance: &Instance, group: &[u32], unit: u32) -> bool {
    let others: Vec<u32> = group.iter().copied().filter(|&other| other != unit).collect();
    instance.is_connected(&others)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::instance::{FORMAT, GroupsFile, InstanceFile};

    /// ```text
    ///   0 - 1 - 2     3 - 4
    /// ```
    fn two_components() -> Instance {
        let file = InstanceFile {
            format: FORMAT.to_owned(),
            units: (0..5).map(|u| format!("U{u}")).collect(),
            edges: vec![(0, 1), (1, 2), (3, 4)],
            sites: Vec::new(),
            pairs: vec![(0, 1, -5), (1, 2, 3)],
            measures: Vec::new(),
            fixed: 0,
            groups: GroupsFile { least: 3, most: 3 },
        };
        Instance::try_from(file).expect("a sound instance")
    }

    #[test]
    fn every_component_has_a_group_and_the_heaviest_the_third() {
        let shares = shares(&two_components(), 3);
        assert_eq!(shares, [(vec![0, 1, 2], 2), (vec![3, 4], 1)]);
    }

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

    #[test]
    fn growing_at_random_leaves_groups_whole() {
        let instance = two_components();
        for seed in 0..20 {
            let groups = grown(&instance, 3, &mut Stream::new(seed, &[]));
            assert_eq!((groups.len(), groups.iter().map(Vec::len).sum::<usize>()), (3, 5));
            assert!(groups.iter().all(|group| instance.is_connected(group)));
        }
    }
}
