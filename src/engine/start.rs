//! A first partition: groups grown from random seeds, always the one with the least next.

use super::instance::Instance;
use super::partition::{Group, Partition};
use super::random::Stream;

/// Grows `counts[c]` groups (at least 1, at most its units) in each component `c` of the instance.
/// O(n × (groups + edges of a group)).
pub(crate) fn grow<'a>(
    instance: &'a Instance,
    components: &[Vec<u32>],
    counts: &[usize],
    random: &mut Stream,
) -> Partition<'a> {
    let mut groups = Vec::new();
    for (component, &count) in components.iter().zip(counts) {
        for mut units in grow_component(instance, component, count.clamp(1, component.len()), random) {
            units.sort_unstable();
            let value = instance.value(&units);
            groups.push(Group { units, value });
        }
    }
    Partition::of_groups(instance, groups)
}

fn grow_component(
    instance: &Instance,
    component: &[u32],
    count: usize,
    random: &mut Stream,
) -> Vec<Vec<u32>> {
    let mut free: Vec<u32> = component.to_vec();
    let mut groups: Vec<Vec<u32>> = Vec::with_capacity(count);
    let mut taken = vec![false; instance.len()];
    for _ in 0..count {
        let seed = free.swap_remove(random.index(free.len()));
        taken[seed as usize] = true;
        groups.push(vec![seed]);
    }
    // How full a group is: its total of the first measure, or its number of units where nothing is measured.
    let weight = |unit: u32| instance.measures().first().map_or(1, |m| m.values[unit as usize]);
    let mut fill: Vec<(i64, usize)> = groups
        .iter()
        .enumerate()
        .map(|(g, units)| (weight(units[0]), g))
        .collect();
    while !fill.is_empty() {
        let least = fill
            .iter()
            .enumerate()
            .min_by_key(|&(_, entry)| entry)
            .map_or(0, |(at, _)| at);
        let (_, g) = fill[least];
        let near = groups[g].iter().flat_map(|&u| instance.neighbours(u)).copied();
        let open: Vec<u32> = near.filter(|&v| !taken[v as usize]).collect();
        if open.is_empty() {
            fill.swap_remove(least);
            continue;
        }
        let unit = open[random.index(open.len())];
        taken[unit as usize] = true;
        groups[g].push(unit);
        fill[least].0 += weight(unit);
    }
    groups
}
