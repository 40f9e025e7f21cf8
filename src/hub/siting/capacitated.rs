//! The capacitated p-median: short ways, and no hub holds more than it can.

use super::{Sited, Siting, Work};
use crate::engine::instance::{BandFile, FORMAT, GroupsFile, Instance, InstanceFile, MeasureFile, SiteFile};
use crate::engine::solution::{SolveError, Status};
use crate::engine::{Run, Solver};
use crate::fault::{Fault, FaultCode, Faults};

/// What a hub may hold: the values of its places add up to at least `least` and at most `most`. So many practices (4 to 22 shared
/// a hub where they were studied: British Medical Association, Safe Working Levels, 2016), so many contacts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Its name.
    pub name: String,
    /// The value of each place.
    pub values: Vec<u64>,
    /// The least, included.
    pub least: u64,
    /// The most, included.
    pub most: u64,
}

/// Why hubs were not sited.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SitingError {
    /// The input is wrong.
    #[error(transparent)]
    Input(#[from] Faults),
    /// There is no such choice of sites, or none was found.
    #[error(transparent)]
    Solve(#[from] SolveError),
}

impl Siting {
    /// The sites for so many hubs with the least sum of weight × way under limits, each place wholly with one hub.
    ///
    /// Site `j` stands at place `homes[j]`, and the place goes with its hub. Limits are the same for all hubs. Solved by the engine as an
    /// instance without contiguity: exact for some 50 places, else the best found with a bound, at least that of the [`median`](Self::median); the settings of `run` say how long.
    /// Cost and bound are in weight × way.
    ///
    /// # Errors
    /// `H004` and `H005` as elsewhere, also where `homes` or the values of a limit do not fit; and whatever the engine says: that there is
    /// no such choice, with a proof, or that none was found.
    pub fn capacitated(
        &self,
        hubs: usize,
        homes: &[usize],
        limits: &[Limit],
        run: &Run<'_>,
    ) -> Result<Sited, SitingError> {
        self.check_hubs(hubs)?;
        self.check_homes(homes, limits)?;
        let n = self.places() as u32;
        let star = |site: usize| {
            let cost = move |place: usize| (self.weights[place] * self.way(place, site)) as i64;
            (0..self.places())
                .map(|place| (place as u32, cost(place)))
                .collect()
        };
        let measures = limits.iter().map(|limit| MeasureFile {
            name: limit.name.clone(),
            values: limit
                .values
                .iter()
                .map(|&v| i64::try_from(v).unwrap_or(i64::MAX))
                .collect(),
            band: Some(BandFile {
                least: i64::try_from(limit.least).unwrap_or(i64::MAX),
                most: i64::try_from(limit.most).unwrap_or(i64::MAX),
            }),
            shape: None,
        });
        let file = InstanceFile {
            format: FORMAT.to_owned(),
            units: (0..n).map(|place| place.to_string()).collect(),
            edges: (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).collect(),
            sites: homes
                .iter()
                .enumerate()
                .map(|(site, &home)| SiteFile {
                    name: site.to_string(),
                    unit: Some(home as u32),
                    star: star(site),
                })
                .collect(),
            pairs: Vec::new(),
            measures: measures.collect(),
            fixed: 0,
            groups: GroupsFile {
                least: hubs as u32,
                most: hubs as u32,
            },
        };
        let instance = Instance::try_from(file).map_err(|error| misfit(error.to_string()))?;
        let solution = Solver::with(&instance, run.clone()).solve()?;
        let mut serves = vec![0; self.places()];
        let mut sites = Vec::new();
        for group in &solution.groups {
            let site = group.value.site.map_or(0, |site| site as usize);
            sites.push(site);
            for &unit in &group.units {
                if let Some(serves) = serves.get_mut(unit as usize) {
                    *serves = site;
                }
            }
        }
        sites.sort_unstable();
        let cost = solution.cost.max(0) as u64;
        // Without limits it costs no more.
        let free = self.median(hubs, Work::default())?.bound;
        let bound = (solution.bound.unwrap_or(0).max(0) as u64).max(free).min(cost);
        let status = if bound >= cost {
            Status::Optimal
        } else {
            Status::Feasible
        };
        Ok(Sited {
            sites,
            serves,
            cost,
            bound,
            status,
        })
    }

    pub(super) fn check_homes(&self, homes: &[usize], limits: &[Limit]) -> Result<(), Faults> {
        let mut faults = Vec::new();
        let mut refuse = |what: String| faults.push(Fault::new(FaultCode::SitingMisfit, what));
        let mut sorted = homes.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        if homes.len() != self.sites
            || sorted.len() < homes.len()
            || homes.iter().any(|&h| h >= self.places())
        {
            refuse(format!(
                "{} sites need a place of their own each, and {} of {} have one",
                self.sites,
                sorted.len(),
                self.places()
            ));
        }
        for limit in limits.iter().filter(|limit| limit.values.len() != self.places()) {
            refuse(format!(
                "{} has {} values for {} places",
                limit.name,
                limit.values.len(),
                self.places()
            ));
        }
        for limit in limits.iter().filter(|limit| limit.least > limit.most) {
            refuse(format!(
                "{} is to be at least {} and at most {}",
                limit.name, limit.least, limit.most
            ));
        }
        Faults::none_or(faults)
    }
}

fn misfit(what: String) -> Faults {
    Fault::new(FaultCode::SitingMisfit, what).into()
}
