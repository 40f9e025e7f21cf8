//! An instance with prices: what a group pays, in one number.

use super::filling::Item;
use crate::engine::bound::Prices;
use crate::engine::instance::{Instance, MeasureFile};

/// What a group is charged by steps: a cut, or a pair of units with a cost, which is a step of two that may also pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Charge {
    pub(super) price: i64,
    /// So much weight is a step.
    pub(super) of: i64,
}

/// The instance, the prices, and all charges by unit.
pub(super) struct Priced<'a> {
    pub(super) instance: &'a Instance,
    /// The fewest and the most groups of the plans that the prices speak of.
    pub(super) groups: (usize, usize),
    pub(super) scale: i64,
    pub(super) prices: &'a Prices,
    pub(super) charges: Vec<Charge>,
    /// For each unit the charges that it has a weight in.
    pub(super) charged: Vec<Vec<(u32, i64)>>,
    /// The measure whose band makes a group a room to be filled: banded, never below nought.
    filling: Option<&'a MeasureFile>,
}

impl<'a> Priced<'a> {
    /// With pairs as charges, for groups that grow. O(cuts + pairs).
    pub(super) fn new(
        instance: &'a Instance,
        groups: (usize, usize),
        scale: i64,
        prices: &'a Prices,
    ) -> Self {
        let mut priced = Self::of_costs(instance, groups, scale, prices);
        for &(a, b, cost) in &instance.file().pairs {
            priced.add(scale * cost, 2, &[(a, 1), (b, 1)]);
        }
        priced
    }

    /// For groups of a known cost, which holds what pairs cost. O(cuts).
    pub(super) fn of_costs(
        instance: &'a Instance,
        groups: (usize, usize),
        scale: i64,
        prices: &'a Prices,
    ) -> Self {
        let room =
            |measure: &&MeasureFile| measure.band.is_some() && measure.values.iter().all(|&value| value >= 0);
        let mut priced = Self {
            instance,
            groups,
            scale,
            prices,
            charges: Vec::new(),
            charged: vec![Vec::new(); instance.len()],
            filling: instance.measures().iter().find(room),
        };
        for priced_cut in &prices.cuts {
            let cut = &priced_cut.cut;
            priced.add(priced_cut.price, cut.of, &cut.weights);
        }
        priced
    }

    fn add(&mut self, price: i64, of: u32, weights: &[(u32, u32)]) {
        let number = self.charges.len() as u32;
        self.charges.push(Charge {
            price,
            of: i64::from(of),
        });
        for &(unit, weight) in weights {
            self.charged[unit as usize].push((number, i64::from(weight)));
        }
    }

    /// What every group pays, whatever it holds.
    pub(super) fn base(&self) -> i64 {
        self.scale * self.instance.file().fixed - self.prices.group
    }

    /// What a unit adds when served from a site, without charges, and the room that it takes; `None` where the site cannot serve it.
    pub(super) fn item(&self, unit: u32, site: Option<u32>) -> Option<Item> {
        let star = match site {
            Some(site) => self.instance.star(unit, site)?,
            None => 0,
        };
        Some(Item {
            worth: self.scale * star - self.prices.units[unit as usize],
            weight: self.filling.map_or(0, |measure| measure.values[unit as usize]),
        })
    }

    /// The least and the most room that a group fills; `None` where nothing limits it.
    pub(super) fn room(&self) -> (i64, i64) {
        let band = self.filling.and_then(|measure| measure.band);
        band.map_or((0, i64::MAX), |band| (band.least, band.most))
    }

    /// What a group of this cost pays before cuts charge it.
    pub(super) fn uncharged(&self, group: &[u32], cost: i64) -> i64 {
        let worth: i64 = group.iter().map(|&unit| self.prices.units[unit as usize]).sum();
        self.scale * cost - self.prices.group - worth
    }

    /// What the charges of a group come to. `weights` is one nought for each charge, and is left so.
    pub(super) fn charges_of(&self, group: &[u32], weights: &mut [i64]) -> i64 {
        let charged = || group.iter().flat_map(|&unit| &self.charged[unit as usize]);
        charged().for_each(|&(number, weight)| weights[number as usize] += weight);
        // Each charge is taken at its first unit; after that its weight is nought.
        let taken = charged().map(|&(number, _)| {
            let weight = std::mem::take(&mut weights[number as usize]);
            self.charges[number as usize].of_weight(weight)
        });
        taken.sum()
    }

    /// The sum of the prices, before what is paid too little, when there may be so few and so many groups.
    pub(super) fn sum(&self, (least, most): (usize, usize)) -> i128 {
        let groups = if self.prices.group > 0 { least } else { most };
        let units: i128 = self.prices.units.iter().map(|&price| i128::from(price)).sum();
        let steps = self.prices.cuts.iter().map(|priced| {
            let weights = priced.cut.weights.iter().map(|&(_, weight)| i128::from(weight));
            i128::from(priced.price) * (weights.sum::<i128>() / i128::from(priced.cut.of))
        });
        units + i128::from(self.prices.group) * groups as i128 - steps.sum::<i128>()
    }
}

impl Charge {
    /// What so much weight is charged.
    pub(super) fn of_weight(self, weight: i64) -> i64 {
        self.price * (weight / self.of)
    }
}
