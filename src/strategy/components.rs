//! The components of the graph, and how many groups each is to form.

use super::weights::weights;
use crate::engine::instance::Instance;

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

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::engine::instance::{FORMAT, GroupsFile, InstanceFile};

    /// ```text
    ///   0 - 1 - 2     3 - 4
    /// ```
    pub(in crate::strategy) fn two_components() -> Instance {
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
}
