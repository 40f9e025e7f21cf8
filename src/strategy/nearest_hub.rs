//! Everybody to the nearest hub: the uncapacitated p-median.

use super::Strategy;
use super::attempts::Attempts;
use super::seeds::drawn;
use super::weights::asked;
use crate::engine::Run;
use crate::engine::instance::Instance;
use crate::engine::solution::{Grouping, SolveError};

/// Chooses as many hubs as groups are asked for, so that the ways to the nearest are least in all; a group is whoever has the same
/// nearest hub. Hubs are exchanged one for one, the best exchange first, until none betters; every round starts from hubs at random.
///
/// For instances with sites. Knows neither bands nor contiguity, so that it shows what travel would come to if nobody asked for
/// either; its plan is not proven to be the best even so. Hubs at the same place as others may attract nobody. A round is
/// O(sites × units) an exchange.
///
/// # References
/// M. B. Teitz and P. Bart, Heuristic methods for estimating the generalized vertex median of a weighted graph, Operations Research 16
/// (1968); the best exchange of a new hub found at one look: R. A. Whitaker, A fast algorithm for the greedy interchange for large-scale
/// clustering and median location problems, INFOR 21 (1983).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NearestHub;

/// What a site costs that cannot serve a unit: more than all others can together, as totals of an instance stay below it.
const FAR: i128 = 1 << 54;

impl Strategy for NearestHub {
    fn name(&self) -> &'static str {
        "nearest-hub"
    }

    fn about(&self) -> &'static str {
        "Everybody to the nearest of the best hubs (uncapacitated p-median, interchange); knows neither the band nor contiguity."
    }

    fn group(&self, instance: &Instance, run: &Run<'_>) -> Result<Grouping, SolveError> {
        if !instance.has_sites() {
            return Err(SolveError::Unsupported {
                strategy: self.name(),
                needs: "sites",
            });
        }
        let sites = instance.file().sites.len();
        let all: Vec<u32> = (0..sites as u32).collect();
        let mut attempts = Attempts::new(instance, run);
        loop {
            let open = drawn(&all, asked(instance).min(sites), &mut attempts.random());
            let mut hubs = Hubs::new(instance, open);
            while !attempts.stopped() && hubs.interchange() {}
            if !attempts.offer(hubs.groups()) {
                return Ok(attempts.finish());
            }
        }
    }
}

/// The open sites, and for every unit the nearest and the next nearest.
struct Hubs<'i> {
    instance: &'i Instance,
    open: Vec<u32>,
    /// For every unit: the position of its nearest open site, its cost, and that of the next.
    near: Vec<(usize, i128, i128)>,
}

impl<'i> Hubs<'i> {
    fn new(instance: &'i Instance, open: Vec<u32>) -> Self {
        let mut hubs = Self {
            instance,
            open,
            near: Vec::new(),
        };
        hubs.look();
        hubs
    }

    fn cost(&self, unit: u32, site: u32) -> i128 {
        self.instance.star(unit, site).map_or(FAR, i128::from)
    }

    /// Finds the nearest of every unit anew. A hub at the unit itself comes before others as near.
    fn look(&mut self) {
        let near = (0..self.instance.len() as u32).map(|unit| {
            let home = self.instance.sites_at(unit);
            let cost = |(at, &site): (usize, &u32)| (self.cost(unit, site), !home.contains(&site), at);
            let (mut first, mut second) = ((i128::MAX, true, 0), i128::MAX);
            for way in self.open.iter().enumerate().map(cost) {
                if way < first {
                    second = first.0;
                    first = way;
                } else {
                    second = second.min(way.0);
                }
            }
            // With one hub only, closing it leaves nothing.
            (first.2, first.0, second.min(FAR * 2))
        });
        self.near = near.collect();
    }

    /// Makes the best exchange of an open site for a closed one; whether there is one that betters.
    fn interchange(&mut self) -> bool {
        let mut best: Option<(i128, u32, usize)> = None;
        for site in 0..self.instance.file().sites.len() as u32 {
            if self.open.contains(&site) {
                continue;
            }
            // What the new site saves with all others kept, and what closing each of them then loses.
            let mut gain = 0;
            let mut loss = vec![0_i128; self.open.len()];
            for unit in 0..self.instance.len() as u32 {
                let (at, first, second) = self.near[unit as usize];
                let way = self.cost(unit, site);
                if way < first {
                    gain += first - way;
                } else {
                    loss[at] += way.min(second) - first;
                }
            }
            let cheapest = loss.iter().enumerate().min_by_key(|&(at, loss)| (loss, at));
            if let Some((at, loss)) = cheapest {
                let change = loss - gain;
                if change < 0 && best.is_none_or(|(least, ..)| change < least) {
                    best = Some((change, site, at));
                }
            }
        }
        if let Some((_, site, at)) = best {
            self.open[at] = site;
            self.look();
        }
        best.is_some()
    }

    fn groups(&self) -> Vec<Vec<u32>> {
        let mut groups = vec![Vec::new(); self.open.len()];
        for (unit, &(at, ..)) in self.near.iter().enumerate() {
            groups[at].push(unit as u32);
        }
        groups
    }
}
