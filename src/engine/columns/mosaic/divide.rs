//! Parts of a plan, cut anew for every pass.

use crate::engine::partition::Partition;
use crate::engine::random::Stream;
use serde::{Deserialize, Serialize};

/// No step leads there: outside the part, and inside, but not reached yet.
const OUTSIDE: u32 = u32::MAX;
const UNREACHED: u32 = u32::MAX - 1;

/// The groups of a plan, and who is beside whom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Ground {
    /// The units of each group.
    pub(super) groups: Vec<Vec<u32>>,
    /// For each group those beside it.
    pub(super) near: Vec<Vec<u32>>,
}

impl Ground {
    pub(super) fn new(plan: &Partition<'_>) -> Self {
        let groups = plan.groups().iter().map(|group| group.units.clone());
        let count = plan.groups().len() as u32;
        Self {
            groups: groups.collect(),
            near: (0..count).map(|group| plan.neighbours(group)).collect(),
        }
    }

    /// How many units each group holds that are not covered.
    pub(super) fn left(&self, covered: Option<&[bool]>) -> Vec<usize> {
        let open = |unit: &&u32| covered.is_none_or(|covered| !covered[**unit as usize]);
        let groups = self.groups.iter();
        groups.map(|units| units.iter().filter(open).count()).collect()
    }

    /// Parts of neighbouring groups, ascending, that have at most so many units left, where a group has not more: halved between two groups that
    /// are far from each other, time and again. Groups with nothing left may be in none. O(n log n).
    pub(super) fn parts(&self, left: &[usize], most: usize, random: &mut Stream) -> Vec<Vec<u32>> {
        let mut parts = Vec::new();
        // For each group how many steps it is from either end of the part that is halved.
        let mut steps = vec![[OUTSIDE; 2]; self.groups.len()];
        let mut open = vec![(0..self.groups.len() as u32).collect::<Vec<u32>>()];
        while let Some(mut groups) = open.pop() {
            let weight: usize = groups.iter().map(|&group| left[group as usize]).sum();
            if weight == 0 {
                continue;
            }
            if weight <= most || groups.len() < 2 {
                groups.sort_unstable();
                parts.push(groups);
                continue;
            }
            let from = groups[random.index(groups.len())];
            let end = self.walk(&mut steps, &groups, from, 0);
            let other = self.walk(&mut steps, &groups, end, 0);
            self.walk(&mut steps, &groups, other, 1);
            groups.sort_by_key(|&group| {
                let [to, back] = steps[group as usize];
                (i64::from(to) - i64::from(back), group)
            });
            groups
                .iter()
                .for_each(|&group| steps[group as usize] = [OUTSIDE; 2]);
            // Somewhere in the middle, elsewhere in every pass.
            let share = weight * (40 + random.index(21)) / 100;
            let mut sum = 0;
            let at = groups.iter().position(|&group| {
                sum += left[group as usize];
                sum >= share
            });
            let rest = groups.split_off(at.unwrap_or(1).clamp(1, groups.len() - 1));
            open.extend([groups, rest]);
        }
        parts
    }

    /// Writes down how many steps among these groups each is away from one; returns the last one reached.
    fn walk(&self, steps: &mut [[u32; 2]], groups: &[u32], from: u32, way: usize) -> u32 {
        groups
            .iter()
            .for_each(|&group| steps[group as usize][way] = UNREACHED);
        steps[from as usize][way] = 0;
        let mut queue = vec![from];
        let mut at = 0;
        while let Some(&group) = queue.get(at) {
            at += 1;
            for &near in &self.near[group as usize] {
                if steps[near as usize][way] == UNREACHED {
                    steps[near as usize][way] = steps[group as usize][way] + 1;
                    queue.push(near);
                }
            }
        }
        queue[queue.len() - 1]
    }
}
