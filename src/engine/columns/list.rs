//! All groups that a plan cheaper than a given cost can still use, one after the other.
//!
//! With few enough left, pricing is a walk along the list, so that any cut and any decision is as cheap as any other (R. Baldacci,
//! N. Christofides and A. Mingozzi, An exact algorithm for the vehicle routing problem based on the set partitioning formulation with
//! additional cuts, Mathematical Programming 115 (2008); C. Contardo and R. Martinelli, A new exact algorithm for the multi-depot vehicle
//! routing problem, Discrete Optimization 12 (2014)).

use super::source::{Offer, Source, shortfall};
use super::till::Till;
use crate::engine::bound::{Decision, Prices};
use crate::engine::instance::Instance;
use crate::engine::stop::Stopped;
use rayon::prelude::*;
use std::sync::Arc;

/// The groups, close together in memory.
#[derive(Debug)]
pub(super) struct List<'a> {
    instance: &'a Instance,
    scale: i64,
    pub(super) starts: Vec<u32>,
    pub(super) units: Vec<u32>,
    costs: Vec<i64>,
    sites: Vec<Option<u32>>,
}

/// The groups of a list that keep some decisions.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    pub(super) list: Arc<List<'a>>,
    pub(super) members: Vec<u32>,
}

/// Groups that a walk returns for each site.
const EACH: usize = 3;
/// Groups in a piece of the walk: the pieces are walked side by side.
const PIECE: usize = 1024;

impl<'a> List<'a> {
    /// The list of these allowed groups.
    pub(super) fn new(instance: &'a Instance, scale: i64, groups: &[Vec<u32>]) -> Self {
        let values: Vec<_> = groups.par_iter().map(|group| instance.value(group)).collect();
        let mut starts = vec![0];
        let mut units = Vec::new();
        for group in groups {
            units.extend(group);
            starts.push(units.len() as u32);
        }
        Self {
            instance,
            scale,
            starts,
            units,
            costs: values.iter().map(|value| value.cost).collect(),
            sites: values.iter().map(|value| value.site).collect(),
        }
    }

    /// All of it.
    pub(super) fn all(self: Arc<Self>) -> Part<'a> {
        Part {
            members: (0..self.costs.len() as u32).collect(),
            list: self,
        }
    }

    fn group(&self, member: u32) -> &[u32] {
        let at = member as usize;
        &self.units[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    fn paid(&self, till: &mut Till<'_>, member: u32) -> i64 {
        till.paid(self.group(member), self.costs[member as usize])
    }
}

/// Whether a group keeps a decision.
pub(super) fn keeps(instance: &Instance, units: &[u32], site: Option<u32>, decision: Decision) -> bool {
    let holds = |unit: u32| units.contains(&unit);
    match decision {
        Decision::Together { a, b, yes } => {
            if yes {
                holds(a) == holds(b)
            } else {
                !(holds(a) && holds(b))
            }
        }
        Decision::Open {
            site: shut,
            yes: false,
        } => site != Some(shut),
        // Whoever has its hub there holds the unit that the hub is, so that nobody else may.
        Decision::Open {
            site: open,
            yes: true,
        } => site == Some(open) || !instance.file().sites[open as usize].unit.is_some_and(holds),
        Decision::AtLeast { .. } => true,
    }
}

impl Part<'_> {
    /// How many members.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.members.len()
    }

    /// The units of every member, where there are at most so many members.
    pub(super) fn groups(&self, most: usize) -> Option<impl Iterator<Item = &[u32]>> {
        (self.members.len() <= most).then(|| self.members.iter().map(|&member| self.list.group(member)))
    }

    /// Whether some member holds one of two units, but not both.
    pub(super) fn splits(&self, a: u32, b: u32) -> bool {
        self.members.iter().any(|&member| {
            let group = self.list.group(member);
            group.contains(&a) != group.contains(&b)
        })
    }

    /// Those that pay less than `room` at these prices.
    pub(super) fn within(&self, prices: &Prices, room: i64) -> Self {
        let list = &*self.list;
        let till = Till::new(list.instance, list.scale, prices, room);
        let pieces = self.members.par_chunks(PIECE).map(|piece| {
            let mut till = till.clone();
            let members = piece.iter().copied();
            members
                .filter(|&member| list.paid(&mut till, member) < room)
                .collect::<Vec<u32>>()
        });
        Self {
            list: Arc::clone(&self.list),
            members: pieces.collect::<Vec<_>>().into_iter().flatten().collect(),
        }
    }

    /// Those that the test likes, by units and hub.
    pub(super) fn filter(&self, like: impl Fn(&[u32], Option<u32>) -> bool + Sync) -> Self {
        let liked = |&&member: &&u32| like(self.list.group(member), self.list.sites[member as usize]);
        Self {
            list: Arc::clone(&self.list),
            members: self.members.iter().filter(liked).copied().collect(),
        }
    }
}

impl Source for Part<'_> {
    /// O(units of all members + their cuts).
    fn offer(&self, prices: &Prices, _: u64, stopped: Stopped<'_>) -> Option<Offer> {
        if stopped() {
            return None;
        }
        let list = &*self.list;
        let till = Till::new(list.instance, list.scale, prices, 0);
        let pieces: Vec<Vec<(i64, u32)>> = self
            .members
            .par_chunks(PIECE)
            .map(|piece| {
                let mut till = till.clone();
                let paid = piece.iter().map(|&member| (list.paid(&mut till, member), member));
                paid.filter(|&(paid, _)| paid < 0).collect()
            })
            .collect();
        let mut short: Vec<(i64, u32)> = pieces.into_iter().flatten().collect();
        short.sort_unstable();
        let site = |member: u32| list.sites[member as usize];
        let least = short.iter().map(|&(paid, member)| (site(member), paid));
        let shortfall = shortfall(list.instance, least);
        let mut offered = vec![0_usize; list.instance.file().sites.len() + 1];
        short.retain(|&(_, member)| {
            let at = site(member).map_or(offered.len() - 1, |site| site as usize);
            offered[at] += 1;
            // Where groups have no hub of their own, the cheapest come from anywhere.
            offered[at] <= if at + 1 == offered.len() { 64 } else { EACH }
        });
        Some(Offer {
            shortfall,
            given_up: 0,
            groups: short
                .iter()
                .map(|&(_, member)| list.group(member).to_vec())
                .collect(),
        })
    }

    fn rest<'s>(&'s self, covered: &[bool]) -> Box<dyn Source + 's> {
        Box::new(self.filter(|units, _| !units.iter().any(|&unit| covered[unit as usize])))
    }
}
