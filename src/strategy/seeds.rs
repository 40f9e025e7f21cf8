//! Units drawn at random, and groups grown from them.

use super::components::shares;
use crate::engine::instance::Instance;
use crate::engine::random::Stream;

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

#[cfg(test)]
mod tests {
    use super::super::components::tests::two_components;
    use super::*;

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
