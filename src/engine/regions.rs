//! Cuts a partition into regions of neighbouring groups, to be worked on side by side.

use super::partition::Partition;
use super::random::Stream;
use std::ops::RangeInclusive;

/// Regions of neighbouring groups that share no group and leave none out. Each is grown from a random group until it has a
/// random number of groups in the range, or nothing near it is left. O(n).
pub(crate) fn regions(
    partition: &Partition<'_>,
    size: RangeInclusive<usize>,
    random: &mut Stream,
) -> Vec<Vec<u32>> {
    let count = partition.groups().len();
    let mut seeds: Vec<u32> = (0..count as u32).collect();
    let mut taken = vec![false; count];
    let mut regions = Vec::new();
    while !seeds.is_empty() {
        let seed = seeds.swap_remove(random.index(seeds.len()));
        if std::mem::replace(&mut taken[seed as usize], true) {
            continue;
        }
        let size = size.start() + random.index(size.end() - size.start() + 1);
        regions.push(around(partition, seed, size, &mut taken));
    }
    regions
}

/// The group and those nearest to it that are not taken, step by step outwards, until there are `size` of them.
pub(crate) fn around(partition: &Partition<'_>, seed: u32, size: usize, taken: &mut [bool]) -> Vec<u32> {
    taken[seed as usize] = true;
    let mut region = vec![seed];
    let mut at = 0;
    while at < region.len() && region.len() < size {
        for near in partition.nearest(region[at]) {
            if region.len() < size && !std::mem::replace(&mut taken[near as usize], true) {
                region.push(near);
            }
        }
        at += 1;
    }
    region
}
