//! A first partition: the units halved along a spanning tree, and again, until every part is a group.
//!
//! Cutting an edge of a spanning tree leaves two connected parts (as the recombination of DeFord, Duchin and Solomon 2021 does).
//! Of all edges, the one is cut that leaves both parts about as heavy as the number of groups that each is to hold, and of
//! these the one nearest to the middle.

use super::instance::Instance;
use super::partition::{Group, Partition};
use super::random::Stream;

/// Parts whose mean group weighs within one part in so many of what it should count as balanced.
const BALANCE: i64 = 20;
/// Spanning trees tried for a part before the best cut is taken that is not balanced.
const TREES: usize = 4;

/// Makes `counts[c]` groups (at least 1, at most its units) of each component `c` of the instance.
/// O(n × log groups).
pub(crate) fn grow<'a>(
    instance: &'a Instance,
    components: &[Vec<u32>],
    counts: &[usize],
    random: &mut Stream,
) -> Partition<'a> {
    Partition::of_groups(instance, halved(instance, components, counts, random))
}

/// The same of any connected parts of the instance.
pub(crate) fn halved(
    instance: &Instance,
    parts: &[Vec<u32>],
    counts: &[usize],
    random: &mut Stream,
) -> Vec<Group> {
    let mut halving = Halving::new(instance);
    for (part, &count) in parts.iter().zip(counts) {
        halving.divide(part.clone(), count.clamp(1, part.len()), random);
    }
    halving.groups
}

/// What units weigh: by the first measure where that is never below nought, otherwise (`None`) one each.
pub(crate) fn weights(instance: &Instance) -> Option<&[i64]> {
    let first = instance.measures().first().map(|m| m.values.as_slice());
    first.filter(|values| values.iter().all(|&v| v >= 0) && values.iter().any(|&v| v > 0))
}

/// The memory of the halving.
struct Halving<'a> {
    instance: &'a Instance,
    /// See [`weights`].
    weights: Option<&'a [i64]>,
    /// Which part a unit stands in; parts are numbered as they are made.
    part_of: Vec<u32>,
    parts: u32,
    /// Where a unit stands in the tree under way.
    place: Vec<u32>,
    groups: Vec<Group>,
}

/// A spanning tree of a part: the units from the root outwards, and the place of the one before each.
struct Tree {
    units: Vec<u32>,
    before: Vec<u32>,
}

/// An edge of a tree, by the unit below it, and how many groups the units below are to form.
struct Cut {
    /// What is least is best: how far out of balance, then how far from the middle.
    badness: (i64, i64),
    place: usize,
    below: usize,
}

impl<'a> Halving<'a> {
    fn new(instance: &'a Instance) -> Self {
        Self {
            instance,
            weights: weights(instance),
            part_of: vec![0; instance.len()],
            parts: 0,
            place: vec![0; instance.len()],
            groups: Vec::new(),
        }
    }

    fn weight(&self, unit: u32) -> i64 {
        self.weights.map_or(1, |weights| weights[unit as usize])
    }

    /// Divides a connected part into so many groups.
    fn divide(&mut self, units: Vec<u32>, count: usize, random: &mut Stream) {
        let mut open = vec![(units, count)];
        while let Some((mut units, count)) = open.pop() {
            if count == 1 {
                units.sort_unstable();
                let value = self.instance.value(&units);
                self.groups.push(Group { units, value });
                continue;
            }
            self.parts += 1;
            for &unit in &units {
                self.part_of[unit as usize] = self.parts;
            }
            let mut best: Option<(Cut, Tree)> = None;
            for _ in 0..TREES {
                let tree = self.tree(units[random.index(units.len())], random);
                let cut = self.cut(&tree, count);
                if best.as_ref().is_none_or(|(best, _)| cut.badness < best.badness) {
                    best = Some((cut, tree));
                }
                if best.as_ref().is_some_and(|(best, _)| best.badness.0 == 0) {
                    break;
                }
            }
            let Some((cut, tree)) = best else { continue };
            let (below, above) = tree.split(cut.place);
            open.push((above, count - cut.below));
            open.push((below, cut.below));
        }
    }

    /// A tree of the part that holds the root, in the order in which it is reached.
    fn tree(&mut self, root: u32, random: &mut Stream) -> Tree {
        let part = self.part_of[root as usize];
        let mut tree = Tree {
            units: vec![root],
            before: vec![0],
        };
        // Places are marks of this tree only: a unit counts as seen where the tree has it at its place.
        self.place[root as usize] = 0;
        let mut at = 0;
        let mut near: Vec<u32> = Vec::new();
        while let Some(&unit) = tree.units.get(at) {
            near.clear();
            near.extend(self.instance.neighbours(unit));
            while !near.is_empty() {
                let next = near.swap_remove(random.index(near.len()));
                let seen = tree.units.get(self.place[next as usize] as usize) == Some(&next);
                if self.part_of[next as usize] == part && !seen {
                    self.place[next as usize] = tree.units.len() as u32;
                    tree.units.push(next);
                    tree.before.push(at as u32);
                }
            }
            at += 1;
        }
        tree
    }

    /// The best edge of a tree to cut, where the part is to form `count` groups.
    fn cut(&self, tree: &Tree, count: usize) -> Cut {
        let mut weight: Vec<i64> = tree.units.iter().map(|&u| self.weight(u)).collect();
        let mut size = vec![1_usize; tree.units.len()];
        let mut best = Cut {
            badness: (i64::MAX, i64::MAX),
            place: 1,
            below: 1,
        };
        let total: i64 = weight.iter().sum();
        let groups = count as i64;
        // From the last reached to the first, so that what lies below a unit is known when it is its turn.
        for place in (1..tree.units.len()).rev() {
            let heavy = i128::from(weight[place]) * i128::from(groups);
            let about = (heavy + i128::from(total) / 2) / i128::from(total.max(1));
            // Every group needs a unit.
            let least = 1.max(count.saturating_sub(tree.units.len() - size[place]));
            let most = (count - 1).min(size[place]);
            let below = usize::try_from(about)
                .unwrap_or(count)
                .clamp(least, most.max(least));
            if below <= most {
                let out = (heavy - below as i128 * i128::from(total)).unsigned_abs() as i64;
                let fewer = below.min(count - below) as i64;
                // In units of weight × groups, by group of the lesser part.
                let share = out / fewer;
                let badness = if share <= total / BALANCE { 0 } else { share };
                let middle = (2 * below as i64 - groups).abs();
                if (badness, middle) < best.badness {
                    best = Cut {
                        badness: (badness, middle),
                        place,
                        below,
                    };
                }
            }
            let before = tree.before[place] as usize;
            weight[before] += weight[place];
            size[before] += size[place];
        }
        best
    }
}

impl Tree {
    /// The units below the edge above this place, and the others.
    fn split(self, place: usize) -> (Vec<u32>, Vec<u32>) {
        let mut inside = vec![false; self.units.len()];
        inside[place] = true;
        let (mut below, mut above) = (Vec::new(), Vec::new());
        for (at, &unit) in self.units.iter().enumerate() {
            // A unit is reached after the one before it.
            inside[at] |= at > 0 && inside[self.before[at] as usize];
            if inside[at] {
                below.push(unit)
            } else {
                above.push(unit)
            }
        }
        (below, above)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::square;

    /// Twelve units of one on a path have one balanced cut for each number of groups that divides them.
    ///
    /// ```text
    ///   0 - 1 - 2 | 3 - 4 - 5 | 6 - 7 - 8 | 9 - 10 - 11
    /// ```
    #[test]
    fn a_path_is_cut_evenly() {
        let mut file = square(4, (1, 12), (4, 4)).file().clone();
        file.units.truncate(12);
        file.edges = (1..12).map(|u| (u - 1, u)).collect();
        file.sites.clear();
        file.pairs.clear();
        file.measures[0].values = vec![1; 12];
        let instance = Instance::try_from(file).expect("a path");
        for seed in 0..20 {
            let all = [(0..12).collect::<Vec<u32>>()];
            let plan = grow(&instance, &all, &[4], &mut Stream::new(seed, &[]));
            let mut groups: Vec<&[u32]> = plan.groups().iter().map(|g| g.units.as_slice()).collect();
            groups.sort_unstable();
            assert_eq!(
                groups,
                [&[0, 1, 2][..], &[3, 4, 5], &[6, 7, 8], &[9, 10, 11]],
                "seed {seed}"
            );
        }
    }

    /// Whatever the number of groups, also one for each unit: so many groups, each connected (debug builds check that they are
    /// a partition).
    #[test]
    fn as_many_groups_as_asked_for() {
        let instance = square(6, (8, 16), (1, 36));
        let all = [(0..36).collect::<Vec<u32>>()];
        for count in 1..=36 {
            let plan = grow(&instance, &all, &[count], &mut Stream::new(count as u64, &[]));
            assert_eq!(plan.groups().len(), count);
            assert!(plan.groups().iter().all(|g| instance.is_connected(&g.units)));
        }
    }
}
