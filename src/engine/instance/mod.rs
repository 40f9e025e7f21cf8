//! The pure combinatorial task: units to be put into connected groups.
//!
//! ```text
//! cost(S) = fixed + min over the sites h open to S of sum over i in S of star(i, h)
//!                 + sum over pairs in S of pair(i, j)
//!                 + sum over measures m of shape_m(total of m in S)
//! ```
//!
//! A group is allowed when it hangs together along the edges, every banded measure's total lies in its
//! band and, where there are sites, some open site serves all its units. The number of groups lies in a
//! range. The cost of a plan is the sum over its groups.
//!
//! An instance serialises to JSON ([`InstanceFile`] is its shape); the JSON Schema is
//! [`Instance::JSON_SCHEMA`].

mod check;
mod format;
mod nearest;
mod shape;

pub use check::{InstanceFault, InstanceFaults};
pub use format::{BandFile, FORMAT, GroupsFile, InstanceFile, MeasureFile, SiteFile};
pub use shape::Shape;

use nearest::Nearest;
pub(crate) use nearest::SPARSE;
use serde::{Deserialize, Serialize};

/// A checked instance. Immutable; make a changed one from a changed [`InstanceFile`].
///
/// ```
/// use locality::engine::instance::{Instance, InstanceFile};
/// let text = r#"{
///   "format": "locality-instance/1",
///   "units": ["A", "B", "C"],
///   "edges": [[0, 1], [1, 2]],
///   "sites": [{"name": "B", "unit": 1, "star": [[0, 5], [1, 0], [2, 7]]}],
///   "measures": [{"name": "patients", "values": [3, 4, 5], "band": {"least": 10, "most": 15}}],
///   "groups": {"least": 1, "most": 1}
/// }"#;
/// let instance: Instance = serde_json::from_str(text)?;
/// assert_eq!(instance.value(&[0, 1, 2]).cost, 12);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "InstanceFile", into = "InstanceFile")]
pub struct Instance {
    file: InstanceFile,
    near: Vec<Vec<u32>>,
    sites_at: Vec<Vec<u32>>,
    free_sites: Vec<u32>,
    pairs_of: Vec<Vec<(u32, i64)>>,
    rewards: bool,
    nearest: Option<Nearest>,
}

/// What a group is worth: how far it is from being allowed, what it costs, and which site is its hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupValue {
    /// By how much its totals lie outside their bands; a group that no site serves counts with its whole
    /// first total (at least 1). 0 for a group inside all bands.
    pub violation: i64,
    /// What it costs; without the star part where no site serves it.
    pub cost: i64,
    /// The cheapest open site (the first of equals), where there are sites and one serves the group.
    pub site: Option<u32>,
}

impl Instance {
    /// The JSON Schema of the format (draft 2020-12).
    pub const JSON_SCHEMA: &str = include_str!("instance.schema.json");

    /// How many units.
    #[must_use]
    pub fn len(&self) -> usize {
        self.file.units.len()
    }

    /// Never true: an instance has at least one unit.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.file.units.is_empty()
    }

    /// The instance as it is written down.
    #[must_use]
    pub fn file(&self) -> &InstanceFile {
        &self.file
    }

    /// The neighbours of a unit, ascending.
    #[must_use]
    pub fn neighbours(&self, unit: u32) -> &[u32] {
        &self.near[unit as usize]
    }

    /// The sites that may serve only groups that hold this unit.
    #[must_use]
    pub fn sites_at(&self, unit: u32) -> &[u32] {
        &self.sites_at[unit as usize]
    }

    /// The sites that may serve any group.
    #[must_use]
    pub fn free_sites(&self) -> &[u32] {
        &self.free_sites
    }

    /// Whether groups have hubs at all.
    #[must_use]
    pub fn has_sites(&self) -> bool {
        !self.file.sites.is_empty()
    }

    /// The cost of serving a unit from a site; `None` where the site cannot serve it.
    /// O(1) for a site that serves every unit, otherwise O(log n).
    #[must_use]
    pub fn star(&self, unit: u32, site: u32) -> Option<i64> {
        let star = &self.file.sites[site as usize].star;
        if star.len() == self.len() {
            return Some(star[unit as usize].1);
        }
        star.binary_search_by_key(&unit, |&(u, _)| u)
            .ok()
            .map(|at| star[at].1)
    }

    /// The units that a unit has a pair cost with, each with the cost, ascending.
    #[must_use]
    pub fn pairs_of(&self, unit: u32) -> &[(u32, i64)] {
        &self.pairs_of[unit as usize]
    }

    /// Whether any pair of units has a cost.
    #[must_use]
    pub fn has_pairs(&self) -> bool {
        !self.file.pairs.is_empty()
    }

    /// What is counted of each group.
    #[must_use]
    pub fn measures(&self) -> &[MeasureFile] {
        &self.file.measures
    }

    /// The measures with a band that a group only adds to when it grows, each with the band.
    pub(crate) fn growing(&self) -> impl Iterator<Item = (&MeasureFile, BandFile)> {
        let growing = |m: &&MeasureFile| m.values.iter().all(|&value| value >= 0);
        let measures = self.measures().iter().filter(growing);
        measures.filter_map(|measure| Some((measure, measure.band?)))
    }

    /// Whether any cost or price is below nought.
    #[must_use]
    pub fn has_rewards(&self) -> bool {
        self.rewards
    }

    /// The fewest and the most groups.
    #[must_use]
    pub fn groups(&self) -> (usize, usize) {
        (self.file.groups.least as usize, self.file.groups.most as usize)
    }

    /// Whether it allows more than one number of groups.
    pub(crate) fn is_free(&self) -> bool {
        self.file.groups.least < self.file.groups.most
    }

    /// What this group is worth, counted from scratch: the reference for every faster way.
    /// O(k × sites + pairs) for k units. Connectivity is not looked at
    /// ([`is_connected`](Self::is_connected)).
    #[must_use]
    pub fn value(&self, group: &[u32]) -> GroupValue {
        let mut value = GroupValue {
            violation: 0,
            cost: self.file.fixed,
            site: None,
        };
        for measure in self.measures() {
            let total = group.iter().map(|&u| measure.values[u as usize]).sum();
            value.violation += measure.outside(total);
            value.cost += measure.shape.as_ref().map_or(0, |shape| shape.price(total));
        }
        for &unit in group {
            let mine = self
                .pairs_of(unit)
                .iter()
                .filter(|&&(other, _)| unit < other && group.contains(&other));
            value.cost += mine.map(|&(_, cost)| cost).sum::<i64>();
        }
        if self.has_sites() {
            let homes = group.iter().flat_map(|&u| self.sites_at(u));
            let served = |site: u32| -> Option<i64> { group.iter().map(|&u| self.star(u, site)).sum() };
            let best = homes
                .chain(&self.free_sites)
                .filter_map(|&h| served(h).map(|cost| (cost, h)))
                .min();
            match best {
                Some((cost, site)) => {
                    value.cost += cost;
                    value.site = Some(site);
                }
                None => value.violation += self.unserved(group),
            }
        }
        value
    }

    /// The violation of a group that no site serves: its first total, at least 1.
    pub(crate) fn unserved(&self, group: &[u32]) -> i64 {
        let first = self.measures().first();
        first.map_or(1, |m| {
            group.iter().map(|&u| m.values[u as usize]).sum::<i64>().max(1)
        })
    }

    /// Whether these units hang together along the edges; an empty set does not.
    #[must_use]
    pub fn is_connected(&self, group: &[u32]) -> bool {
        !group.is_empty() && self.unreached(group).is_none()
    }

    /// The lowest of these units that cannot be reached from the first of them along the edges between them.
    pub(crate) fn unreached(&self, group: &[u32]) -> Option<u32> {
        let (&first, others) = group.split_first()?;
        let mut left: Vec<u32> = others.iter().copied().filter(|&unit| unit != first).collect();
        let mut stack = vec![first];
        while let Some(unit) = stack.pop() {
            let near = |other: &u32| self.neighbours(unit).binary_search(other).is_ok();
            stack.extend(left.iter().copied().filter(near));
            left.retain(|other| !near(other));
        }
        left.into_iter().min()
    }
}

impl MeasureFile {
    /// The least and the most that an allowed group may hold: the band, or what the values add up to at most.
    pub(crate) fn reach(&self) -> (i64, i64) {
        let below = self.values.iter().map(|&value| value.min(0)).sum();
        let above = self.values.iter().map(|&value| value.max(0)).sum();
        self.band.map_or((below, above), |band| (band.least, band.most))
    }

    /// By how much a total lies outside the band; 0 without one.
    #[must_use]
    pub fn outside(&self, total: i64) -> i64 {
        self.band.map_or(0, |band| band.outside(total))
    }
}

impl BandFile {
    /// By how much a total lies outside.
    #[must_use]
    pub fn outside(self, total: i64) -> i64 {
        let below = self.least.saturating_sub(total);
        below.max(total.saturating_sub(self.most)).max(0)
    }
}
