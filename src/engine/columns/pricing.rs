//! Pricing: the allowed group that pays least for itself at given prices, for one hub.
//!
//! ```text
//! root        a hub and a unit that the group must hold
//! grow        take the unit next to the group that is cheapest for its size, or close it for good
//! give up     when a knapsack of what is still open, filled up to the band, cannot bring the group below the ceiling
//! ```
//!
//! Where many units are paid for being with one, a pivot, such as the practice with which a network of today goes on, this is done for
//! each pivot anew: for the groups of which it is the first, and at last for those without any. What every unit can count on is known then, where it would
//! otherwise look as if all could be paid at once.
//!
//! Everything is in whole numbers, so that what it proves is proven.

use super::candidates::Candidates;
use super::grow::Node;
use super::market::{Market, Root};
use std::ops::RangeInclusive;

/// What to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// The group that pays least, and a few met on the way.
    Least,
    /// Every group below the ceiling, each at the best of its hubs, up to so many.
    All { most: usize },
}

/// What was found at a root.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// No allowed group of the root pays less than this, or less than the ceiling where it is nought or more.
    pub(super) least: i64,
    /// Whether the search was ended early; `least` is then only what the relaxation says.
    pub(super) cut_short: bool,
    /// Groups below the ceiling: what they pay, and their units, ascending.
    pub(super) groups: Vec<(i64, Vec<u32>)>,
    /// How many nodes were visited.
    pub(super) nodes: u64,
}

/// The memory of a search at one root, kept from one to the next.
#[derive(Debug, Default)]
pub(super) struct Pricer {
    pub(super) candidates: Candidates,
    pub(super) dues: Vec<i64>,
    pub(super) found: Found,
    pub(super) ceiling: i64,
    pub(super) limit: u64,
}

/// What stays the same during one search.
pub(super) struct Frame<'m> {
    pub(super) market: &'m Market<'m>,
    pub(super) root: &'m Root,
    pub(super) aim: Aim,
}

/// What may still join a group of this size.
fn room(least: i64, most: i64, size: i64) -> RangeInclusive<i64> {
    (least - size).max(0)..=most - size
}

impl Pricer {
    /// Searches at a root for groups that pay less than `ceiling`, in at most `limit` nodes.
    /// Exponential at worst; with good prices some hundred nodes.
    pub(super) fn search(
        &mut self,
        market: &Market<'_>,
        root: &Root,
        aim: Aim,
        ceiling: i64,
        limit: u64,
    ) -> Found {
        self.found = Found::default();
        self.ceiling = ceiling;
        self.limit = limit;
        let base = market.base(root);
        let (least, most) = market.band();
        let size = market.size(root.unit);
        if size > most {
            return std::mem::take(&mut self.found);
        }
        self.candidates.gather(market, root, base, most - size, ceiling);
        let Some(relaxed) = self
            .candidates
            .narrowed(market, root, base, room(least, most, size), ceiling)
        else {
            return std::mem::take(&mut self.found);
        };
        let frame = Frame { market, root, aim };
        let pivots = self.pivots(market, root);
        let short = match pivots.is_empty() {
            true => self.explore(&frame, None, (base, size), relaxed),
            false => self.by_pivots(&frame, &pivots, (base, size)),
        };
        let best = self.found.groups.iter().map(|&(paid, _)| paid).min();
        self.found.least = best.unwrap_or(0).min(short.unwrap_or(0)).min(0);
        std::mem::take(&mut self.found)
    }

    /// The units that may join on which others count, and nobody else's; none where the root's is one, or may be with any.
    fn pivots(&self, market: &Market<'_>, root: &Root) -> Vec<u32> {
        let rewards = market.rewards();
        if rewards.is_pivot(root.unit) {
            return Vec::new();
        }
        let units = self.candidates.open.iter().map(|open| open.unit);
        let mut pivots: Vec<u32> = units.filter(|&unit| rewards.is_pivot(unit)).collect();
        pivots.sort_unstable();
        pivots
    }

    /// Searches for each pivot the groups of which it is the first, and then those without any: what others count on is known then.
    /// Returns what groups pay at least where the search was ended early.
    fn by_pivots(&mut self, frame: &Frame<'_>, pivots: &[u32], (base, size): (i64, i64)) -> Option<i64> {
        let (least, most) = frame.market.band();
        let all = self.candidates.open.clone();
        let mut short = None;
        for first in (0..=pivots.len()).map(|at| pivots.get(at).copied()) {
            let taken = all.iter().find(|open| first == Some(open.unit));
            let base = base + taken.map_or(0, |open| open.bare);
            let size = size + taken.map_or(0, |open| open.size);
            if size > most {
                continue;
            }
            let others = all
                .iter()
                .copied()
                .filter(|open| match pivots.binary_search(&open.unit) {
                    Ok(_) => first.is_some_and(|first| open.unit > first),
                    Err(_) => true,
                });
            self.candidates
                .begin_with(frame.market, frame.root, others, first);
            let room = room(least, most, size);
            let relaxed = self
                .candidates
                .narrowed(frame.market, frame.root, base, room, self.ceiling);
            if let Some(relaxed) = relaxed {
                let ended = match self.found.nodes > self.limit {
                    true => Some(relaxed),
                    false => self.explore(frame, first, (base, size), relaxed),
                };
                short = short.into_iter().chain(ended).min();
            }
        }
        short
    }

    /// Searches the groups that hold the root's unit, and one that is taken; returns what they pay at least where it was ended early.
    fn explore(
        &mut self,
        frame: &Frame<'_>,
        taken: Option<u32>,
        (base, size): (i64, i64),
        relaxed: i64,
    ) -> Option<i64> {
        let (least, most) = frame.market.band();
        let candidates = &mut self.candidates;
        candidates.fit(frame.market, frame.root, room(least, most, size), taken);
        let border = candidates.lay_out(frame.market, frame.root, taken);
        let mut node = Node {
            inside: 0,
            free: candidates.all(),
            border,
            apart: 0,
            size,
            low: base + candidates.charged(),
            bare: base,
        };
        if let Some(taken) = taken {
            let at = candidates.open.iter().position(|open| open.unit == taken)?;
            let (slack, charge) = candidates.enter(at);
            node.low += candidates.open[at].cost + slack;
            node.bare += charge;
            node.inside = 1 << at;
            node.apart = node.inside;
            node.free &= !node.inside;
        }
        let before = std::mem::take(&mut self.found.cut_short);
        self.grow(frame, node);
        let ended = self.found.cut_short | self.candidates.partial;
        self.found.cut_short = before | ended;
        ended.then_some(relaxed)
    }
}
