//! One step of the two-group heat bath: of all ways to divide two neighbouring groups into two connected
//! halves, draw one with its Boltzmann weight.
//!
//! Against moving or swapping single units, the step jumps over every barrier that lies inside a pair of
//! groups. With one group, or with the number of groups free, it also splits and merges.
//!
//! Swendsen and Wang 1986 for the idea of drawing many variables at once; the enumeration is exact.

use super::boltzmann::{Boltzmann, CUTOFF};
use super::instance::{GroupValue, Instance};
use super::partition::{Group, Partition};
use super::random::Stream;
use super::subset::SubsetTable;
use std::ops::RangeInclusive;

/// Two groups with more units are glued together at random until so many atoms are left: the number of
/// divisions doubles with each.
const ATOMS: usize = 11;

/// How a draw weighs energies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heat {
    /// The temperature, in units of cost; at least 1.
    pub temperature: i64,
    /// What a unit of violation adds to the energy.
    pub penalty: i64,
}

/// The memory of the step, kept from one to the next.
#[derive(Debug)]
pub struct HeatBath {
    boltzmann: Boltzmann,
    table: SubsetTable,
    drawn: Vec<Division>,
}

/// A division of the atoms into the mask and the rest, which may be empty.
#[derive(Clone, Copy, Debug)]
struct Division {
    mask: u32,
    energy: i64,
    weight: u64,
}

/// The growth of one half atom by atom, connected from the start.
struct Enumeration<'e> {
    instance: &'e Instance,
    table: &'e SubsetTable,
    full: u32,
    parts: RangeInclusive<usize>,
    heat: Heat,
    /// The lowest energy so far.
    lowest: i64,
    drawn: &'e mut Vec<Division>,
}

impl Enumeration<'_> {
    /// Whether so much violation alone has no weight beside the lowest energy. Costs are hardly ever below nought: most
    /// divisions fall on their violation alone.
    fn hopeless(&self, violation: i64) -> bool {
        !self.instance.has_rewards() && violation.saturating_mul(self.heat.penalty) > self.ceiling()
    }

    fn ceiling(&self) -> i64 {
        self.lowest
            .saturating_add(CUTOFF.saturating_mul(self.heat.temperature))
    }

    /// Lists the division of the connected mask and the rest, and those of all that can be grown from it by `open` atoms;
    /// `closed` ones are in it or were passed over, so that each mask comes once.
    fn grow(&mut self, mask: u32, mut open: u32, mut closed: u32) {
        if self.hopeless(self.table.above(mask)) {
            return;
        }
        self.list(mask);
        while open != 0 {
            let atom = open.trailing_zeros() as usize;
            open &= open - 1;
            closed |= 1 << atom;
            let wider = open | self.table.near(atom) & !closed;
            self.grow(mask | 1 << atom, wider, closed);
        }
    }

    fn list(&mut self, mask: u32) {
        let rest = self.full & !mask;
        let pieces = 1 + usize::from(rest != 0);
        if !self.parts.contains(&pieces) {
            return;
        }
        let mut outside = self.table.outside(mask);
        outside += if rest == 0 { 0 } else { self.table.outside(rest) };
        if self.hopeless(outside) || (rest != 0 && !self.table.connected(rest)) {
            return;
        }
        let energy = division(self.instance, self.table, mask, rest, self.heat.penalty);
        if energy <= self.ceiling() {
            self.lowest = self.lowest.min(energy);
            self.drawn.push(Division {
                mask,
                energy,
                weight: 0,
            });
        }
    }
}

impl Default for HeatBath {
    fn default() -> Self {
        Self::new()
    }
}

impl HeatBath {
    /// The memory for steps.
    #[must_use]
    pub fn new() -> Self {
        Self {
            boltzmann: Boltzmann::new(),
            table: SubsetTable::new(),
            drawn: Vec::new(),
        }
    }

    /// Draws a new division of one group or two neighbouring ones into `parts` groups (1, 2 or either) and
    /// puts it into the partition. Returns whether anything changed.
    ///
    /// O(2^atoms) for at most 12 atoms, with a few additions each.
    pub(crate) fn step(
        &mut self,
        partition: &mut Partition<'_>,
        groups: &[u32],
        parts: RangeInclusive<usize>,
        heat: Heat,
        random: &mut Stream,
    ) -> bool {
        let atoms = atoms(partition, groups, random);
        self.table.fill(partition.instance(), &atoms);
        let full = self.table.full();
        let now = mask_of(partition, groups[0], &atoms);
        let energy_now = division(partition.instance(), &self.table, now, full & !now, heat.penalty);
        self.enumerate(partition, full, parts, heat, energy_now);
        let Some(mask) = self.draw(heat.temperature, random) else {
            return false;
        };
        if mask == now || mask == full & !now {
            return false;
        }
        let new = [mask, full & !mask]
            .into_iter()
            .filter(|&m| m != 0)
            .map(|m| self.group(partition, m, &atoms));
        let new: Vec<Group> = new.collect();
        partition.replace(groups, new);
        true
    }

    /// Lists the divisions whose weight is not nought beside the present one.
    fn enumerate(
        &mut self,
        partition: &Partition<'_>,
        full: u32,
        parts: RangeInclusive<usize>,
        heat: Heat,
        energy_now: i64,
    ) {
        self.drawn.clear();
        let mut open = Enumeration {
            instance: partition.instance(),
            table: &self.table,
            full,
            parts,
            heat,
            lowest: energy_now,
            drawn: &mut self.drawn,
        };
        // The first atom is always in the mask, so that every division comes once.
        open.grow(1, self.table.near(0), 1);
    }

    /// Draws one of the listed divisions by Boltzmann weight.
    fn draw(&mut self, temperature: i64, random: &mut Stream) -> Option<u32> {
        let lowest = self.drawn.iter().map(|d| d.energy).min()?;
        let mut sum = 0;
        for division in &mut self.drawn {
            let above = division.energy.saturating_sub(lowest);
            division.weight = self.boltzmann.weight(above, temperature.max(1));
            sum += division.weight;
        }
        let mut left = random.below(sum.max(1));
        for division in &self.drawn {
            if left < division.weight {
                return Some(division.mask);
            }
            left -= division.weight;
        }
        None
    }

    fn group(&self, partition: &Partition<'_>, mask: u32, atoms: &[Vec<u32>]) -> Group {
        let inside = atoms.iter().enumerate().filter(|(a, _)| mask >> a & 1 == 1);
        let mut units: Vec<u32> = inside.flat_map(|(_, units)| units.iter().copied()).collect();
        units.sort_unstable();
        Group {
            units,
            value: self.table.value(partition.instance(), mask),
        }
    }
}

/// The energy of a division into two masks, of which one may be empty.
fn division(instance: &Instance, table: &SubsetTable, mask: u32, rest: u32, penalty: i64) -> i64 {
    let of = |mask: u32| match mask {
        0 => 0,
        mask => energy(table.value(instance, mask), penalty),
    };
    of(mask).saturating_add(of(rest))
}

/// What a draw weighs: the cost, and the violation at its price.
fn energy(value: GroupValue, penalty: i64) -> i64 {
    value.cost.saturating_add(value.violation.saturating_mul(penalty))
}

/// The mask of the atoms of one group.
fn mask_of(partition: &Partition<'_>, group: u32, atoms: &[Vec<u32>]) -> u32 {
    let inside = atoms
        .iter()
        .enumerate()
        .filter(|(_, units)| partition.group_of(units[0]) == group);
    inside.fold(0, |mask, (a, _)| mask | 1 << a)
}

/// The units of the groups, glued together inside each group along random edges while there are more than
/// [`ATOMS`].
fn atoms<'i>(partition: &Partition<'i>, groups: &[u32], random: &mut Stream) -> Vec<Vec<u32>> {
    let mut atoms: Vec<Vec<u32>> = Vec::new();
    for &group in groups {
        atoms.extend(partition.groups()[group as usize].units.iter().map(|&u| vec![u]));
    }
    let instance = partition.instance();
    while atoms.len() > ATOMS {
        let a = random.index(atoms.len());
        let group = partition.group_of(atoms[a][0]);
        let glue = |next_to: &dyn Fn(u32) -> &'i [u32]| -> Vec<usize> {
            let near: Vec<u32> = atoms[a].iter().flat_map(|&u| next_to(u)).copied().collect();
            let glued = |&b: &usize| {
                b != a
                    && partition.group_of(atoms[b][0]) == group
                    && atoms[b].iter().any(|u| near.contains(u))
            };
            (0..atoms.len()).filter(glued).collect()
        };
        let mut candidates = glue(&|unit| instance.nearest(unit));
        if candidates.is_empty() {
            candidates = glue(&|unit| instance.neighbours(unit));
        }
        // An atom that is its whole group has nothing to be glued to; the other group then has too many.
        if candidates.is_empty() {
            continue;
        }
        let b = candidates[random.index(candidates.len())];
        let units = atoms[b].clone();
        atoms[a].extend(units);
        atoms.swap_remove(b);
    }
    atoms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{rows, square};
    use std::collections::BTreeMap;

    /// Thousands of steps, with units glued together (two rows have 14), splits and merges: the totals kept up to date are
    /// those of a recount from the units alone.
    #[test]
    fn totals_stay_those_of_a_recount() {
        let instance = square(7, (12, 30), (3, 12));
        let mut partition = rows(&instance, 7);
        let mut random = Stream::new(5, &[]);
        let mut bath = HeatBath::new();
        let (mut changes, mut splits, mut merges) = (0, 0, 0);
        for step in 0..4_000 {
            let count = partition.groups().len();
            let first = random.index(count) as u32;
            let near = partition.neighbours(first);
            let heat = Heat {
                temperature: [1, 20, 400][step % 3],
                penalty: [1, 10, 100][step % 5 % 3],
            };
            let second = near.get(random.index(near.len().max(1))).copied();
            let changed = match second {
                Some(second) if step % 4 > 0 || count >= 12 => {
                    let least = if step % 8 == 1 && count > 3 { 1 } else { 2 };
                    bath.step(&mut partition, &[first, second], least..=2, heat, &mut random)
                }
                _ => bath.step(&mut partition, &[first], 1..=2, heat, &mut random),
            };
            changes += u32::from(changed);
            splits += u32::from(partition.groups().len() > count);
            merges += u32::from(partition.groups().len() < count);
            assert!((3..=12).contains(&partition.groups().len()));
            if step % 100 == 0 {
                let lists = partition.groups().iter().map(|g| g.units.clone());
                let again = Partition::new(&instance, lists).expect("a partition");
                assert_eq!(again.rank(), partition.rank(), "step {step}");
            }
        }
        assert!(changes > 1_000, "only {changes} steps changed anything");
        assert!(splits > 50 && merges > 50, "{splits} splits, {merges} merges");
    }

    /// Divisions are drawn as often as their Boltzmann weights say: two groups of a square of four units.
    ///
    /// ```text
    ///   0 --- 1
    ///   |     |      six ways to cut it in two connected halves
    ///   2 --- 3
    /// ```
    #[test]
    fn draws_follow_boltzmann() {
        let instance = square(2, (3, 8), (2, 2));
        let heat = Heat {
            temperature: 4,
            penalty: 3,
        };
        let cuts: [&[u32]; 6] = [&[0], &[0, 1], &[0, 2], &[0, 1, 2], &[0, 1, 3], &[0, 2, 3]];
        let rest = |cut: &[u32]| (0..4).filter(|u| !cut.contains(u)).collect::<Vec<u32>>();
        let weight = |cut: &&[u32]| {
            let (a, b) = (instance.value(cut), instance.value(&rest(cut)));
            let energy = a.cost + b.cost + (a.violation + b.violation) * heat.penalty;
            (-(energy as f64) / heat.temperature as f64).exp()
        };
        let sum: f64 = cuts.iter().map(weight).sum();
        let mut seen: BTreeMap<Vec<u32>, u32> = BTreeMap::new();
        let mut partition = rows(&instance, 2);
        let (mut random, mut bath) = (Stream::new(1, &[]), HeatBath::new());
        let draws = 20_000;
        for _ in 0..draws {
            bath.step(&mut partition, &[0, 1], 2..=2, heat, &mut random);
            let with_first = partition.group_of(0) as usize;
            *seen
                .entry(partition.groups()[with_first].units.clone())
                .or_default() += 1;
        }
        assert_eq!(seen.values().sum::<u32>(), draws);
        for cut in &cuts {
            let chance = weight(cut) / sum;
            let expected = chance * f64::from(draws);
            let times = f64::from(seen.get(*cut).copied().unwrap_or(0));
            // Five standard deviations: one seed in a million would fail by chance.
            let allowed = 5.0 * (expected * (1.0 - chance)).sqrt() + 1.0;
            assert!(
                (times - expected).abs() <= allowed,
                "{cut:?}: {times}, expected {expected}"
            );
        }
    }

    /// Energies at the edge of what fits, and rewards below nought: they saturate, and what lies inside the bands is still found.
    #[test]
    fn enormous_penalties_do_not_overflow() {
        let instance = square(3, (8, 14), (3, 3));
        let mut partition = rows(&instance, 3);
        assert!(partition.violation() > 0, "the first row is too small");
        let heat = Heat {
            temperature: 1,
            penalty: i64::MAX,
        };
        let (mut random, mut bath) = (Stream::new(1, &[]), HeatBath::new());
        for _ in 0..500 {
            let first = random.index(partition.groups().len()) as u32;
            let near = partition.neighbours(first);
            if let Some(&second) = near.get(random.index(near.len())) {
                bath.step(&mut partition, &[first, second], 2..=2, heat, &mut random);
            }
        }
        assert_eq!(partition.violation(), 0);
    }
}
