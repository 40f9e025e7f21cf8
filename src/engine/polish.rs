//! The last improvement: every three neighbouring groups divided exactly, until none of them can be bettered.

use super::partition::Partition;
use super::repartition::Repartition;
use super::stop::Stopped;
use std::collections::BTreeSet;

/// Triples with more units than this are left alone: without bands their list of subsets grows twofold with each.
const UNITS: usize = 20;

/// Improves the partition by exact re-partition of three neighbouring groups, beginning with those that hold one of
/// the groups `around`, until no triple of at most 20 units near a change can be improved or `stopped` says so.
pub(crate) fn polish(
    partition: &mut Partition<'_>,
    around: impl IntoIterator<Item = u32>,
    repartition: &mut Repartition,
    stopped: Stopped<'_>,
) {
    let mut open: BTreeSet<[u32; 3]> = BTreeSet::new();
    for group in around {
        open.extend(triples(partition, group));
    }
    while let Some(triple) = open.pop_first() {
        if stopped() {
            break;
        }
        if improve(partition, &triple, repartition) {
            // Groups may have gone or come: what remains to be tried is worked out anew around the change.
            let count = partition.groups().len() as u32;
            open.retain(|open| open.iter().all(|&g| g < count));
            for group in triple.into_iter().filter(|&g| g < count) {
                open.extend(triples(partition, group));
            }
        }
    }
}

/// The connected triples that hold a group.
fn triples(partition: &Partition<'_>, group: u32) -> BTreeSet<[u32; 3]> {
    let near = partition.nearest(group);
    let mut found = BTreeSet::new();
    for &b in &near {
        for c in partition.nearest(b).into_iter().chain(near.iter().copied()) {
            if c != group && c != b {
                let mut triple = [group, b, c];
                triple.sort_unstable();
                found.insert(triple);
            }
        }
    }
    found
}

fn improve(partition: &mut Partition<'_>, triple: &[u32; 3], repartition: &mut Repartition) -> bool {
    let groups = triple.iter().map(|&g| &partition.groups()[g as usize]);
    let units: Vec<u32> = groups.clone().flat_map(|g| g.units.iter().copied()).collect();
    if units.len() > UNITS {
        return false;
    }
    let violation: i64 = groups.clone().map(|g| g.value.violation).sum();
    let cost: i64 = groups.map(|g| g.value.cost).sum();
    // Groups outside their bands give way to any that are inside.
    let below = if violation > 0 { i64::MAX / 4 } else { cost };
    let (least, most) = partition.instance().groups();
    let others = partition.groups().len() - triple.len();
    let range = least.saturating_sub(others).max(1)..=most.saturating_sub(others);
    match repartition.solve(partition.instance(), &units, range, below) {
        Some(new) => {
            partition.replace(triple, new);
            true
        }
        None => false,
    }
}
