//! The part of a grouping that hangs together, as a task of the engine.

use super::PlaceSize;
use crate::engine::instance::{BandFile, FORMAT, GroupsFile, Instance, InstanceFile, MeasureFile, SiteFile};
use crate::engine::solution::SolveError;
use crate::engine::{Run, Solver};
use crate::fault::{Fault, FaultCode};
use crate::network::Network;
use crate::practice::Practices;
use crate::travel::Travel;
use crate::units::Patients;
use std::collections::BTreeMap;

/// Grouping, as it is asked for.
pub(super) struct Task<'a> {
    pub(super) practices: &'a Practices,
    pub(super) networks: &'a [Network],
    pub(super) travel: &'a Travel,
    pub(super) size: PlaceSize,
    pub(super) run: &'a Run<'a>,
}

/// Groups of networks with their seats.
pub(super) struct Grouped {
    pub(super) groups: Vec<(Vec<usize>, usize)>,
    pub(super) cost: i64,
    pub(super) bound: Option<i64>,
}

impl Task<'_> {
    /// The places of a part that hangs together.
    pub(super) fn group(&self, part: &[usize], edges: &[(usize, usize)]) -> Result<Grouped, Fault> {
        let patients: Patients = part
            .iter()
            .map(|&k| self.networks[k].patients(self.practices))
            .sum();
        let name = part.first().map_or("", |&k| self.networks[k].name.as_str());
        let about = format!("the {} networks around {name} ({patients} patients)", part.len());
        let refuse = |why: String| Fault::new(FaultCode::NoPlaces, format!("{about}: {why}"));
        let too_small = patients < self.size.least_patients || (part.len() as u64) < self.size.least_networks;
        let (least, most) = match self.size.number(part.len() as u64, patients) {
            Some(range) => range,
            None if too_small && part.len() as u64 <= self.size.most_networks => (1, 1),
            None => {
                return Err(refuse(
                    "the most networks and the least patients of a place are opposed".to_owned(),
                ));
            }
        };
        if most == 1 {
            // All of it hangs together and is one place: there is nothing to search.
            let cost = |seat: usize| part.iter().map(|&k| self.way(k, seat)).sum::<i64>();
            let seat = part.iter().copied().min_by_key(|&seat| cost(seat));
            let found = seat.map(|seat| (part.to_vec(), seat));
            let cost = seat.map_or(0, cost);
            return Ok(Grouped {
                groups: found.into_iter().collect(),
                cost,
                bound: Some(cost),
            });
        }
        // Where so few do not hang together, one more at a time, unless a least size forbids it.
        let least_size = self.size.least_patients.get() > 0 || self.size.least_networks > 1;
        let widest = if least_size { most } else { part.len() as u64 };
        let mut refused = String::new();
        for most in most..=widest {
            let instance = self.instance(part, edges, (least, most));
            let instance = instance.map_err(|error| refuse(error.to_string()))?;
            match Solver::with(&instance, self.run.clone()).solve() {
                Ok(solution) => {
                    let groups = solution.groups.iter().filter_map(|group| {
                        let members: Vec<usize> = group.units.iter().map(|&u| part[u as usize]).collect();
                        let site = group.value.site.map(|site| part[site as usize]);
                        let seat = site.or_else(|| members.first().copied())?;
                        Some((members, seat))
                    });
                    return Ok(Grouped {
                        groups: groups.collect(),
                        cost: solution.cost,
                        bound: solution.bound,
                    });
                }
                Err(error @ (SolveError::Infeasible(_) | SolveError::NotFound { .. })) => {
                    refused = error.to_string()
                }
                Err(error) => return Err(refuse(error.to_string())),
            }
        }
        Err(refuse(refused))
    }

    /// What it costs the patients of one network to go from its hub to the hub of another, in thousands.
    fn way(&self, from: usize, to: usize) -> i64 {
        let hub = |k: usize| self.networks[k].hub.or_else(|| self.networks[k].covered().next());
        let (Some(a), Some(b)) = (hub(from), hub(to)) else {
            return 0;
        };
        let patients = self.networks[from].patients(self.practices).get();
        let cost = u128::from(patients) * u128::from(self.travel.between(a, b)) / 1_000;
        i64::try_from(cost).unwrap_or(i64::MAX)
    }

    /// The part as the engine knows it: unit `u` is network `part[u]`, and so is site `u`.
    fn instance(
        &self,
        part: &[usize],
        edges: &[(usize, usize)],
        (least, most): (u64, u64),
    ) -> Result<Instance, crate::engine::instance::InstanceFaults> {
        let at: BTreeMap<usize, u32> = part.iter().zip(0..).map(|(&k, u)| (k, u)).collect();
        let inside = edges.iter().filter_map(|(a, b)| Some((*at.get(a)?, *at.get(b)?)));
        let size = |k: usize| self.networks[k].patients(self.practices).get() as i64;
        let site = |(&home, unit): (&usize, u32)| SiteFile {
            name: self.networks[home].name.clone(),
            unit: Some(unit),
            star: part
                .iter()
                .zip(0..)
                .map(|(&k, u)| (u, self.way(k, home)))
                .collect(),
        };
        let measure = |name: &str, values: Vec<i64>, least: u64, most: i64| MeasureFile {
            name: name.to_owned(),
            values,
            band: Some(BandFile {
                least: i64::try_from(least).unwrap_or(i64::MAX),
                most,
            }),
            shape: None,
        };
        let most_networks = i64::try_from(self.size.most_networks).unwrap_or(i64::MAX);
        let most_networks = most_networks.min(part.len() as i64);
        let mut measures = Vec::new();
        let least_patients = self.size.least_patients.get();
        // A band that asks for nothing is left away: the bound would look for what it rules out.
        if least_patients > 0 {
            let sizes: Vec<i64> = part.iter().map(|&k| size(k)).collect();
            let total = sizes.iter().sum();
            measures.push(measure("patients", sizes, least_patients, total));
        }
        let ones = vec![1; part.len()];
        measures.push(measure("networks", ones, self.size.least_networks, most_networks));
        let groups = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        Instance::try_from(InstanceFile {
            format: FORMAT.to_owned(),
            units: part.iter().map(|&k| self.networks[k].name.clone()).collect(),
            edges: inside.collect(),
            sites: part.iter().zip(0..).map(site).collect(),
            pairs: Vec::new(),
            measures,
            fixed: 0,
            groups: GroupsFile {
                least: groups(least),
                most: groups(most),
            },
        })
    }
}
