//! The value of every subset of a few units, ready in a few additions.
//!
//! The table knows up to [`MOST`] *atoms* (a unit, or several glued together). A subset is a bit mask. Totals, and star
//! sums (a row with one for each site), are the sum of two looked-up halves, so that 16 atoms have 2 × 256 rows and stay
//! in the fastest cache, where a row for every mask would make 65,536.

use super::instance::{BandFile, GroupValue, Instance};

/// The most atoms that a table takes.
pub const MOST: usize = 24;

/// Marks a site that cannot serve: so large that it is never the cheapest, so small that 25 of them,
/// each with a cost below 2^53, do not overflow.
const ABSENT: i64 = 1 << 58;
const SERVED: i64 = 1 << 57;

/// The table over the subsets of some atoms. Reusable: [`fill`](Self::fill) keeps the memory.
#[derive(Clone, Debug, Default)]
pub struct SubsetTable {
    atoms: usize,
    low_bits: usize,
    /// For each atom the mask of the atoms next to it.
    near: Vec<u32>,
    /// For each measure the total of every low mask, then of every high mask.
    totals: Vec<[Vec<i64>; 2]>,
    /// The measures that have a band, and whether no atom has less than nothing of it.
    bands: Vec<(usize, BandFile, bool)>,
    /// The sites that may be hub of a subset.
    sites: Vec<u32>,
    /// For each low mask, then each high mask, a row with a sum for each site.
    star: Vec<i64>,
    /// Pair costs between atoms (atoms × atoms) and inside an atom (diagonal); empty without pairs.
    pairs: Vec<i64>,
    atom_of: Vec<(u32, u32)>,
}

impl SubsetTable {
    /// An empty table.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Fills the table for these atoms, each a list of units; at most [`MOST`].
    /// O(2^(atoms/2) × measures + (units + 2^(atoms/2)) × sites).
    pub fn fill(&mut self, instance: &Instance, atoms: &[Vec<u32>]) {
        debug_assert!(!atoms.is_empty() && atoms.len() <= MOST);
        self.atoms = atoms.len();
        self.low_bits = atoms.len().div_ceil(2);
        self.atom_of.clear();
        for (a, units) in atoms.iter().enumerate() {
            self.atom_of.extend(units.iter().map(|&u| (u, a as u32)));
        }
        self.atom_of.sort_unstable();
        self.fill_near(instance, atoms);
        self.fill_totals(instance, atoms);
        self.fill_star(instance, atoms);
        self.fill_pairs(instance, atoms);
    }

    fn atom_of(&self, unit: u32) -> Option<usize> {
        let at = self.atom_of.binary_search_by_key(&unit, |&(u, _)| u).ok()?;
        Some(self.atom_of[at].1 as usize)
    }

    fn fill_near(&mut self, instance: &Instance, atoms: &[Vec<u32>]) {
        self.near.clear();
        for (a, units) in atoms.iter().enumerate() {
            let others = units
                .iter()
                .flat_map(|&u| instance.neighbours(u))
                .filter_map(|&v| self.atom_of(v));
            let mask = others.fold(0, |mask, b| mask | 1 << b);
            self.near.push(mask & !(1 << a));
        }
    }

    fn fill_totals(&mut self, instance: &Instance, atoms: &[Vec<u32>]) {
        let measures = instance.measures();
        self.totals.resize_with(measures.len(), Default::default);
        self.bands.clear();
        let halves = atoms.split_at(self.low_bits);
        for (m, (measure, tables)) in measures.iter().zip(&mut self.totals).enumerate() {
            let mut grows = true;
            for (table, atoms) in tables.iter_mut().zip([halves.0, halves.1]) {
                table.clear();
                table.push(0);
                for units in atoms {
                    let value: i64 = units.iter().map(|&u| measure.values[u as usize]).sum();
                    grows &= value >= 0;
                    for at in 0..table.len() {
                        table.push(table[at] + value);
                    }
                }
            }
            self.bands.extend(measure.band.map(|band| (m, band, grows)));
        }
    }

    fn fill_star(&mut self, instance: &Instance, atoms: &[Vec<u32>]) {
        self.sites.clear();
        self.sites
            .extend(atoms.iter().flatten().flat_map(|&u| instance.sites_at(u)));
        self.sites.extend(instance.free_sites());
        self.sites.sort_unstable();
        self.star.clear();
        let width = self.sites.len();
        // The home of a site: outside masks that hold it, the site is absent.
        let home = |site: u32| {
            instance.file().sites[site as usize]
                .unit
                .and_then(|u| self.atom_of(u))
        };
        let homes: Vec<Option<usize>> = self.sites.iter().map(|&site| home(site)).collect();
        let (low, high) = atoms.split_at(self.low_bits);
        let mut row = Vec::with_capacity(width);
        for (half, first_atom) in [(low, 0), (high, self.low_bits)] {
            let start = self.star.len();
            let inside = |atom: usize| (first_atom..first_atom + half.len()).contains(&atom);
            self.star.extend(
                homes
                    .iter()
                    .map(|home| if home.is_some_and(inside) { ABSENT } else { 0 }),
            );
            for (offset, units) in half.iter().enumerate() {
                row.clear();
                for (&site, home) in self.sites.iter().zip(&homes) {
                    let cost = |&u: &u32| instance.star(u, site);
                    let sum = units.iter().map(cost).sum::<Option<i64>>();
                    // The home atom takes away the mark that its absence put on the first row.
                    let at_home = *home == Some(first_atom + offset);
                    row.push(match (sum, at_home) {
                        (Some(sum), true) => sum - ABSENT,
                        (Some(sum), false) => sum,
                        (None, true) => 0,
                        (None, false) => ABSENT,
                    });
                }
                let end = self.star.len();
                for from in (start..end).step_by(width.max(1)) {
                    let place = self.star.len();
                    self.star.extend_from_within(from..from + width);
                    let sums = self.star[place..].iter_mut().zip(&row);
                    sums.for_each(|(sum, more)| *sum += more);
                }
            }
        }
    }

    fn fill_pairs(&mut self, instance: &Instance, atoms: &[Vec<u32>]) {
        self.pairs.clear();
        if !instance.has_pairs() {
            return;
        }
        let k = atoms.len();
        self.pairs.resize(k * k, 0);
        for (a, units) in atoms.iter().enumerate() {
            for &unit in units {
                for &(other, cost) in instance.pairs_of(unit).iter().filter(|&&(other, _)| unit < other) {
                    if let Some(b) = self.atom_of(other) {
                        self.pairs[a.min(b) * k + a.max(b)] += cost;
                    }
                }
            }
        }
    }

    /// How many atoms the table knows.
    #[must_use]
    pub fn atoms(&self) -> usize {
        self.atoms
    }

    /// The mask of all atoms.
    #[must_use]
    pub fn full(&self) -> u32 {
        ((1_u64 << self.atoms) - 1) as u32
    }

    fn halves(&self, mask: u32) -> (usize, usize) {
        let low = (mask & ((1 << self.low_bits) - 1)) as usize;
        let high = (1 << self.low_bits) + (mask >> self.low_bits) as usize;
        (low, high)
    }

    /// The total of a measure in a mask.
    #[inline]
    #[must_use]
    pub fn total(&self, measure: usize, mask: u32) -> i64 {
        let [low, high] = &self.totals[measure];
        low[(mask & ((1 << self.low_bits) - 1)) as usize] + high[(mask >> self.low_bits) as usize]
    }

    /// By how much the totals of a mask lie outside their bands.
    #[inline]
    #[must_use]
    pub fn outside(&self, mask: u32) -> i64 {
        let outside = |&(m, band, _): &(usize, BandFile, bool)| band.outside(self.total(m, mask));
        self.bands.iter().map(outside).sum()
    }

    /// By how much at least every mask that holds this one lies outside its bands: totals that only grow stay above.
    #[inline]
    #[must_use]
    pub fn above(&self, mask: u32) -> i64 {
        let above = |&(m, band, grows): &(usize, BandFile, bool)| match grows {
            true => (self.total(m, mask) - band.most).max(0),
            false => 0,
        };
        self.bands.iter().map(above).sum()
    }

    /// The mask of the atoms next to an atom.
    #[inline]
    #[must_use]
    pub fn near(&self, atom: usize) -> u32 {
        self.near[atom]
    }

    /// Whether a mask hangs together; the empty mask does not.
    #[inline]
    #[must_use]
    pub fn connected(&self, mask: u32) -> bool {
        let mut reached = mask & mask.wrapping_neg();
        let mut fresh = reached;
        while fresh != 0 {
            let mut next = 0;
            while fresh != 0 {
                next |= self.near[fresh.trailing_zeros() as usize];
                fresh &= fresh - 1;
            }
            fresh = next & mask & !reached;
            reached |= fresh;
        }
        mask != 0 && reached == mask
    }

    /// The value of a mask; equal to [`Instance::value`] of its units.
    #[must_use]
    pub fn value(&self, instance: &Instance, mask: u32) -> GroupValue {
        let mut value = GroupValue {
            violation: 0,
            cost: instance.file().fixed,
            site: None,
        };
        for (m, measure) in instance.measures().iter().enumerate() {
            let total = self.total(m, mask);
            value.violation += measure.outside(total);
            value.cost += measure.shape.as_ref().map_or(0, |shape| shape.price(total));
        }
        value.cost += self.pair_sum(mask);
        if instance.has_sites() {
            let (low, high) = self.halves(mask);
            let width = self.sites.len();
            let rows = self.star[low * width..][..width]
                .iter()
                .zip(&self.star[high * width..][..width]);
            let (mut cheapest, mut at) = (SERVED, usize::MAX);
            for (s, (a, b)) in rows.enumerate() {
                let sum = a + b;
                if sum < cheapest {
                    (cheapest, at) = (sum, s);
                }
            }
            match self.sites.get(at) {
                Some(&site) => {
                    value.cost += cheapest;
                    value.site = Some(site);
                }
                None => {
                    value.violation += if self.totals.is_empty() {
                        1
                    } else {
                        self.total(0, mask).max(1)
                    }
                }
            }
        }
        value
    }

    fn pair_sum(&self, mask: u32) -> i64 {
        if self.pairs.is_empty() {
            return 0;
        }
        let members = |mut rest: u32| {
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros() as usize;
                (rest != 0).then(|| {
                    rest &= rest - 1;
                    bit
                })
            })
        };
        members(mask)
            .map(|a| {
                members(mask >> a << a)
                    .map(|b| self.pairs[a * self.atoms + b])
                    .sum::<i64>()
            })
            .sum()
    }
}
