//! One step of the two-group heat bath: of all ways to divide two neighbouring groups into two connected
//! halves, draw one with its Boltzmann weight.
//!
//! Against moving or swapping single units, the step jumps over every barrier that lies inside a pair of
//! groups. With one group, or with the number of groups free, it also splits and merges.
//!
//! Swendsen and Wang 1986 for the idea of drawing many variables at once; the enumeration is exact.

use super::boltzmann::{Boltzmann, CUTOFF};
use super::instance::GroupValue;
use super::partition::{Group, Partition};
use super::random::Stream;
use super::subset::SubsetTable;

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
        parts: std::ops::RangeInclusive<usize>,
        heat: Heat,
        random: &mut Stream,
    ) -> bool {
        let atoms = atoms(partition, groups, random);
        self.table.fill(partition.instance(), &atoms);
        let full = self.table.full();
        let now = mask_of(partition, groups[0], &atoms);
        let energy_now = self.energy(partition, now, full, heat.penalty);
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

    fn energy(&self, partition: &Partition<'_>, mask: u32, full: u32, penalty: i64) -> i64 {
        let of = |mask: u32| match mask {
            0 => 0,
            mask => energy(self.table.value(partition.instance(), mask), penalty),
        };
        of(mask) + of(full & !mask)
    }

    /// Lists the divisions whose weight is not nought beside the present one.
    fn enumerate(
        &mut self,
        partition: &Partition<'_>,
        full: u32,
        parts: std::ops::RangeInclusive<usize>,
        heat: Heat,
        energy_now: i64,
    ) {
        let instance = partition.instance();
        let mut lowest = energy_now;
        self.drawn.clear();
        // The first atom is always in the mask, so that every division comes once.
        for mask in (1..=full).step_by(2) {
            let rest = full & !mask;
            let pieces = 1 + usize::from(rest != 0);
            if !parts.contains(&pieces) {
                continue;
            }
            // Costs are hardly ever below nought: most divisions fall on their violation alone.
            let mut outside = self.table.outside(mask);
            outside += if rest == 0 { 0 } else { self.table.outside(rest) };
            let ceiling = lowest.saturating_add(CUTOFF.saturating_mul(heat.temperature));
            if !instance.has_rewards() && outside.saturating_mul(heat.penalty) > ceiling {
                continue;
            }
            if !self.table.connected(mask) || (rest != 0 && !self.table.connected(rest)) {
                continue;
            }
            let energy = self.energy(partition, mask, full, heat.penalty);
            if energy <= ceiling {
                lowest = lowest.min(energy);
                self.drawn.push(Division { mask, energy });
            }
        }
    }

    /// Draws one of the listed divisions by Boltzmann weight.
    fn draw(&self, temperature: i64, random: &mut Stream) -> Option<u32> {
        let lowest = self.drawn.iter().map(|d| d.energy).min()?;
        let weight = |d: &Division| self.boltzmann.weight(d.energy - lowest, temperature.max(1));
        let sum: u64 = self.drawn.iter().map(weight).sum();
        let mut left = random.below(sum.max(1));
        for division in &self.drawn {
            let weight = weight(division);
            if left < weight {
                return Some(division.mask);
            }
            left -= weight;
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
fn atoms(partition: &Partition<'_>, groups: &[u32], random: &mut Stream) -> Vec<Vec<u32>> {
    let mut atoms: Vec<Vec<u32>> = Vec::new();
    for &group in groups {
        atoms.extend(partition.groups()[group as usize].units.iter().map(|&u| vec![u]));
    }
    let instance = partition.instance();
    while atoms.len() > ATOMS {
        let a = random.index(atoms.len());
        let group = partition.group_of(atoms[a][0]);
        let near: Vec<u32> = atoms[a]
            .iter()
            .flat_map(|&u| instance.neighbours(u))
            .copied()
            .collect();
        let glue = |b: &usize| {
            *b != a && partition.group_of(atoms[*b][0]) == group && atoms[*b].iter().any(|u| near.contains(u))
        };
        let candidates: Vec<usize> = (0..atoms.len()).filter(glue).collect();
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
