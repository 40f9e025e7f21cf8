//! Which regions of a partition are annealed anew in a round.

use super::partition::Partition;
use super::random::Stream;

/// The fewest and the most groups of a region.
const REGION_GROUPS: (usize, usize) = (5, 30);
/// The most regions in a round.
const REGIONS: usize = 16;
/// Chooses regions of neighbouring groups that share no group.
pub(crate) fn regions(partition: &Partition<'_>, random: &mut Stream) -> Vec<Vec<u32>> {
    let count = partition.groups().len();
    let (least, most) = REGION_GROUPS;
    let wanted = (2 * count / (least + most)).clamp(1, REGIONS);
    let mut taken = vec![false; count];
    let mut regions = Vec::with_capacity(wanted);
    for _ in 0..wanted {
        let size = least + random.index(most - least + 1);
        let seed = random.index(count) as u32;
        if std::mem::replace(&mut taken[seed as usize], true) {
            continue;
        }
        let mut region = vec![seed];
        let mut at = 0;
        while at < region.len() && region.len() < size {
            for near in partition.neighbours(region[at]) {
                if region.len() < size && !std::mem::replace(&mut taken[near as usize], true) {
                    region.push(near);
                }
            }
            at += 1;
        }
        regions.push(region);
    }
    regions
}
