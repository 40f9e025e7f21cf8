//! An instance at given prices: what a group costs less what it is worth.

use super::rewards::Rewards;
use super::steps::Steps;
use crate::engine::bound::{PricedCut, Prices};
use crate::engine::instance::{BandFile, Instance};
use std::sync::Arc;

/// A hub and a unit that its group must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Root {
    /// The hub; none where groups have no hub.
    pub(super) site: Option<u32>,
    /// The unit.
    pub(super) unit: u32,
    /// Whether the group may hold no unit of a lower number: so that a hub that any group may use meets each group once.
    pub(super) first: bool,
}

/// The roots of an instance: every allowed group with each of its hubs belongs to exactly one.
pub(super) fn roots(instance: &Instance) -> Vec<Root> {
    let mut roots = Vec::new();
    for (site, file) in instance.file().sites.iter().enumerate() {
        let site = Some(site as u32);
        match file.unit {
            Some(unit) => roots.push(Root {
                site,
                unit,
                first: false,
            }),
            None => roots.extend((0..instance.len() as u32).map(|unit| Root {
                site,
                unit,
                first: true,
            })),
        }
    }
    if !instance.has_sites() {
        roots.extend((0..instance.len() as u32).map(|unit| Root {
            site: None,
            unit,
            first: true,
        }));
    }
    roots
}

/// A unit's place in a cut.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub(super) cut: u32,
    /// The kind of the cut's weights.
    pub(super) kind: u32,
    pub(super) weight: u32,
    /// The unit's place among the cut's members.
    pub(super) bit: u8,
}

/// A cut over a whole town at its price.
#[derive(Clone, Copy, Debug)]
pub(super) struct Town {
    pub(super) of: i64,
    pub(super) price: i64,
    /// What the weights of a group never come to less than, heavy ones counted by what they lack to a step.
    pub(super) lowest: i64,
}

/// The instance and the prices.
#[derive(Debug)]
pub(super) struct Market<'m> {
    instance: &'m Instance,
    scale: i64,
    prices: &'m Prices,
    kinds: Arc<Vec<Steps>>,
    /// For each unit the cuts that hold it.
    cuts_of: Vec<Vec<Member>>,
    towns: Vec<Town>,
    /// For each unit the towns that hold it, with its weight; above half a step by what it lacks to one, below nought.
    towns_of: Vec<Vec<(u32, i64)>>,
    /// The measure that fills the knapsack, with its band.
    knapsack: Option<(usize, BandFile)>,
    rewards: &'m Rewards,
    /// The least that the shapes charge a group inside the bands.
    shapes: i64,
}

impl<'m> Market<'m> {
    pub(super) fn new(instance: &'m Instance, scale: i64, prices: &'m Prices, rewards: &'m Rewards) -> Self {
        let mut kinds: Vec<Steps> = Vec::new();
        let mut cuts_of = vec![Vec::new(); instance.len()];
        let narrow = prices.cuts.iter().enumerate();
        for (number, priced) in narrow.filter(|(_, priced)| Steps::knows(&priced.cut)) {
            let weights = &priced.cut.weights;
            let known = kinds.iter().position(|kind| kind.is(weights, priced.cut.of));
            let kind = known.unwrap_or_else(|| {
                kinds.push(Steps::new(
                    weights.iter().map(|&(_, weight)| weight).collect(),
                    priced.cut.of,
                ));
                kinds.len() - 1
            });
            for (bit, &(unit, weight)) in weights.iter().enumerate() {
                cuts_of[unit as usize].push(Member {
                    cut: number as u32,
                    kind: kind as u32,
                    weight,
                    bit: 1 << bit,
                });
            }
        }
        let measures = instance.measures().iter().enumerate();
        let knapsack = measures
            .filter(|(_, measure)| measure.values.iter().all(|&value| value >= 0))
            .find_map(|(at, measure)| measure.band.map(|band| (at, band)));
        let (towns, towns_of) = towns(instance, prices, knapsack);
        let shapes = instance.measures().iter().map(|measure| {
            let (low, high) = measure.reach();
            measure.shape.as_ref().map_or(0, |shape| shape.least(low, high))
        });
        Self {
            shapes: shapes.sum::<i64>() * scale,
            instance,
            scale,
            prices,
            kinds: Arc::new(kinds),
            cuts_of,
            towns,
            towns_of,
            knapsack,
            rewards,
        }
    }

    pub(super) fn instance(&self) -> &'m Instance {
        self.instance
    }

    pub(super) fn cuts(&self) -> &'m [PricedCut] {
        &self.prices.cuts
    }

    pub(super) fn kinds(&self) -> &Arc<Vec<Steps>> {
        &self.kinds
    }

    pub(super) fn cuts_of(&self, unit: u32) -> &[Member] {
        &self.cuts_of[unit as usize]
    }

    pub(super) fn towns(&self) -> &[Town] {
        &self.towns
    }

    pub(super) fn towns_of(&self, unit: u32) -> &[(u32, i64)] {
        &self.towns_of[unit as usize]
    }

    /// The least and the most of a group's size; both nought, as all sizes are, where no measure has a band.
    pub(super) fn band(&self) -> (i64, i64) {
        self.knapsack.map_or((0, 0), |(_, band)| (band.least, band.most))
    }

    pub(super) fn size(&self, unit: u32) -> i64 {
        self.knapsack
            .map_or(0, |(at, _)| self.instance.measures()[at].values[unit as usize])
    }

    fn cost(&self, unit: u32, star: i64) -> i64 {
        self.scale * star - self.prices.units[unit as usize]
    }

    pub(super) fn scale(&self) -> i64 {
        self.scale
    }

    /// What two units are charged for being in one group, nought where they are paid for it.
    pub(super) fn charge(&self, a: u32, b: u32) -> i64 {
        let pairs = self.instance.pairs_of(a);
        let at = pairs.binary_search_by_key(&b, |&(other, _)| other);
        at.map_or(0, |at| pairs[at].1.max(0) * self.scale)
    }

    pub(super) fn rewards(&self) -> &'m Rewards {
        self.rewards
    }

    /// What the group of the root's unit alone pays at least, but for rewards.
    pub(super) fn base(&self, root: &Root) -> i64 {
        let star = root
            .site
            .map_or(Some(0), |site| self.instance.star(root.unit, site));
        // A hub that cannot serve its own unit serves no group.
        let Some(star) = star else { return i64::MAX / 4 };
        self.cost(root.unit, star) + self.scale * self.instance.file().fixed - self.prices.group + self.shapes
    }

    /// Calls with every other unit that may be in a group of the root, and its cost there, but for rewards.
    pub(super) fn open(&self, root: &Root, mut with: impl FnMut(u32, i64)) {
        let mut take = |unit: u32, star: i64| {
            if unit != root.unit && !(root.first && unit < root.unit) {
                with(unit, self.cost(unit, star));
            }
        };
        match root.site {
            Some(site) => {
                let star = &self.instance.file().sites[site as usize].star;
                star.iter().for_each(|&(unit, star)| take(unit, star));
            }
            None => (0..self.instance.len() as u32).for_each(|unit| take(unit, 0)),
        }
    }

    /// What a group inside the knapsack's band pays, given what it pays but for shapes and rewards; `None` where it is not allowed.
    pub(super) fn settle(&self, units: &[u32], low: i64) -> Option<i64> {
        let mut paid = low - self.shapes;
        for (at, measure) in self.instance.measures().iter().enumerate() {
            let known = self.knapsack.is_some_and(|(knapsack, _)| knapsack == at);
            if known && measure.shape.is_none() {
                continue;
            }
            let total = units.iter().map(|&unit| measure.values[unit as usize]).sum();
            if measure.outside(total) > 0 {
                return None;
            }
            paid += self.scale * measure.shape.as_ref().map_or(0, |shape| shape.price(total));
        }
        if self.instance.has_pairs() {
            for &unit in units {
                let mine = self.instance.pairs_of(unit).iter();
                let rewards = mine.filter(|&&(other, cost)| {
                    cost < 0 && unit < other && units.binary_search(&other).is_ok()
                });
                paid += rewards.map(|&(_, cost)| cost).sum::<i64>() * self.scale;
            }
        }
        Some(paid)
    }
}

/// For each unit its towns, with its weight in them.
type TownsOf = Vec<Vec<(u32, i64)>>;

/// The cuts that are too large for a table of sets, given the measure that fills the knapsack.
fn towns(instance: &Instance, prices: &Prices, knapsack: Option<(usize, BandFile)>) -> (Vec<Town>, TownsOf) {
    let mut towns = Vec::new();
    let mut towns_of = vec![Vec::new(); instance.len()];
    for priced in prices.cuts.iter().filter(|priced| !Steps::knows(&priced.cut)) {
        let of = i64::from(priced.cut.of);
        let size = |unit: u32| knapsack.map(|(at, _)| instance.measures()[at].values[unit as usize]);
        let all = |small: &dyn Fn(i64, i64) -> bool| {
            let mut weights = priced.cut.weights.iter();
            weights.all(|&(unit, weight)| size(unit).is_some_and(|size| small(i64::from(weight), size)))
        };
        // By sizes rounded down all weights are light, by sizes rounded up all are heavy, and what they lack is their sizes.
        let (heavy, lowest) = if all(&|weight, size| weight <= size) {
            (of, 0)
        } else if all(&|weight, size| of - weight <= size) {
            (0, -knapsack.map_or(0, |(_, band)| band.most))
        } else {
            (of / 2, i64::MIN / 4)
        };
        let signed = |weight: u32| match i64::from(weight) {
            weight if weight > heavy => weight - of,
            weight => weight,
        };
        for &(unit, weight) in &priced.cut.weights {
            towns_of[unit as usize].push((towns.len() as u32, signed(weight)));
        }
        towns.push(Town {
            of,
            price: priced.price,
            lowest,
        });
    }
    (towns, towns_of)
}
