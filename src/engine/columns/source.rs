//! Where columns come from: a search at given prices, or a list of all that are left.

use super::market::{Market, Root, roots};
use super::pricing::{Aim, Found, Pricer};
use super::rewards::Rewards;
use crate::engine::bound::Prices;
use crate::engine::instance::Instance;
use crate::engine::stop::Stopped;
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::{Arc, Mutex};

/// What a source has to offer at some prices.
#[derive(Clone, Debug, Default)]
pub(super) struct Offer {
    /// What all groups of a plan together can pay too little, at worst; nought or less, in units of 1 / scale.
    pub(super) shortfall: i128,
    /// Groups that pay too little, some of them.
    pub(super) groups: Vec<Vec<u32>>,
    /// How many searches gave up.
    pub(super) given_up: usize,
}

/// A source of columns.
pub(super) trait Source: Sync {
    /// Looks for groups that pay too little at these prices, in at most `effort` nodes for each search. `None` when it was stopped:
    /// what was seen by then says nothing of the rest.
    fn offer(&self, prices: &Prices, effort: u64, stopped: Stopped<'_>) -> Option<Offer>;

    /// The same source without the groups that hold a covered unit. What it offers is no bound.
    fn rest<'s>(&'s self, covered: &[bool]) -> Box<dyn Source + 's>;
}

/// Every allowed group of an instance, found by searching at each root.
#[derive(Debug)]
pub(super) struct Everything<'a> {
    instance: &'a Instance,
    roots: Vec<Root>,
    rewards: Arc<Rewards>,
    scale: i64,
    /// Units that no group may hold.
    covered: Vec<u32>,
}

/// A unit at this price is in no group that pays too little.
const UNWANTED: i64 = -(1 << 52);

impl<'a> Everything<'a> {
    pub(super) fn new(instance: &'a Instance, scale: i64) -> Self {
        Self {
            instance,
            roots: roots(instance),
            rewards: Arc::new(Rewards::new(instance, scale)),
            scale,
            covered: Vec::new(),
        }
    }

    /// All groups that pay less than `room` at these prices, each once; `None` where there are more than may be, where the
    /// search had to give up, or when it was stopped.
    pub(super) fn list(
        &self,
        prices: &Prices,
        room: i64,
        most: Most,
        stopped: Stopped<'_>,
    ) -> Option<Vec<Vec<u32>>> {
        use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
        let market = Market::new(self.instance, self.scale, prices, &self.rewards);
        // Counted together, so that it gives up early; whether it gives up depends on the sum alone.
        let (count, nodes) = (AtomicUsize::new(0), AtomicU64::new(0));
        let too_long =
            || count.load(Ordering::Relaxed) > most.groups || nodes.load(Ordering::Relaxed) > most.nodes;
        let found: Option<Vec<Vec<Vec<u32>>>> = self
            .roots
            .par_iter()
            .map_init(Pricer::default, |pricer, root| {
                if too_long() || stopped() {
                    return None;
                }
                let found = pricer.search(
                    &market,
                    root,
                    Aim::All { most: most.groups },
                    room,
                    most.nodes / 4,
                );
                count.fetch_add(found.groups.len(), Ordering::Relaxed);
                nodes.fetch_add(found.nodes, Ordering::Relaxed);
                (!found.cut_short).then(|| found.groups.into_iter().map(|(_, units)| units).collect())
            })
            .collect();
        let groups: Vec<Vec<u32>> = found?.into_iter().flatten().collect();
        (!too_long()).then_some(groups)
    }
}

/// How long a list may become.
#[derive(Clone, Copy, Debug)]
pub(super) struct Most {
    /// Groups that are written down.
    pub(super) groups: usize,
    /// Nodes that are visited for that, at all roots together; a quarter of them at one.
    pub(super) nodes: u64,
}

impl Everything<'_> {
    /// The least at every root, in their order, whichever thread searched them; `None` when it was stopped.
    fn search(&self, market: &Market<'_>, effort: u64, stopped: Stopped<'_>) -> Option<Vec<Found>> {
        // A few searches that end at their limit take most of the time, and stand beside each other: every root is a task of its own.
        let idle: Mutex<Vec<Pricer>> = Mutex::default();
        let found = self.roots.par_iter().with_max_len(1).map(|root| {
            if stopped() {
                return None;
            }
            let pricer = idle.lock().ok().and_then(|mut idle| idle.pop());
            let mut pricer = pricer.unwrap_or_default();
            let found = pricer.search(market, root, Aim::Least, 0, effort);
            if let Ok(mut idle) = idle.lock() {
                idle.push(pricer);
            }
            Some(found)
        });
        found.collect()
    }

    /// Lowers the price of every unit by what groups with a hub there pay too little, so that none does any more, unless its hub is no
    /// unit; returns what the groups of a plan could pay too little before, as [`Offer::shortfall`]. `None` when it was stopped.
    pub(super) fn settle(&self, prices: &mut Prices, effort: u64, stopped: Stopped<'_>) -> Option<i128> {
        let market = Market::new(self.instance, self.scale, prices, &self.rewards);
        let found = self.search(&market, effort, stopped)?;
        let least = || {
            self.roots
                .iter()
                .zip(&found)
                .map(|(root, found)| (root, found.least))
        };
        let shortfall = shortfall(self.instance, least().map(|(root, least)| (root.site, least)));
        for (root, least) in least() {
            if !root.first {
                prices.units[root.unit as usize] += least;
            }
        }
        Some(shortfall)
    }
}

impl Source for Everything<'_> {
    fn offer(&self, prices: &Prices, effort: u64, stopped: Stopped<'_>) -> Option<Offer> {
        let mut prices = Cow::Borrowed(prices);
        for &unit in &self.covered {
            prices.to_mut().units[unit as usize] = UNWANTED;
        }
        let market = Market::new(self.instance, self.scale, &prices, &self.rewards);
        let found = self.search(&market, effort, stopped)?;
        let least = self
            .roots
            .iter()
            .zip(&found)
            .map(|(root, found)| (root.site, found.least));
        Some(Offer {
            shortfall: shortfall(self.instance, least),
            given_up: found.iter().filter(|found| found.cut_short).count(),
            groups: found
                .into_iter()
                .flat_map(|found| found.groups)
                .map(|(_, units)| units)
                .collect(),
        })
    }

    fn rest<'s>(&'s self, covered: &[bool]) -> Box<dyn Source + 's> {
        let open = |root: &&Root| !covered[root.unit as usize];
        Box::new(Everything {
            roots: self.roots.iter().filter(open).copied().collect(),
            rewards: Arc::clone(&self.rewards),
            covered: (0..)
                .zip(covered)
                .filter(|(_, covered)| **covered)
                .map(|(unit, _)| unit)
                .collect(),
            ..*self
        })
    }
}

/// What the groups of a plan can pay too little together, given the least that a group of each site pays. A site that is a unit
/// has one group at most, any other as many as there may be.
pub(super) fn shortfall(instance: &Instance, least: impl Iterator<Item = (Option<u32>, i64)>) -> i128 {
    let sites = &instance.file().sites;
    let mut worst = vec![0_i64; sites.len() + 1];
    for (site, least) in least {
        let at = site.map_or(sites.len(), |site| site as usize);
        worst[at] = worst[at].min(least);
    }
    let often = |at: usize| match sites.get(at) {
        Some(site) if site.unit.is_some() => 1,
        _ => instance.groups().1 as i128,
    };
    worst
        .iter()
        .enumerate()
        .map(|(at, &least)| i128::from(least) * often(at))
        .sum()
}
