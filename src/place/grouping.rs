//! Networks grouped into places by the engine.

use super::{Bodies, Body, PlaceSize};
use crate::engine::instance::{BandFile, FORMAT, GroupsFile, Instance, InstanceFile, MeasureFile, SiteFile};
use crate::engine::solution::SolveError;
use crate::engine::{Run, Solver};
use crate::fault::{Fault, FaultCode, Faults};
use crate::graph::PracticeGraph;
use crate::network::{Network, NetworkTable};
use crate::practice::{AreaLevel, Organisation, Practices};
use crate::travel::Travel;
use crate::units::Patients;
use serde::Serialize;
use std::collections::BTreeMap;

/// What places keep.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceRules {
    /// How large they are.
    pub size: PlaceSize,
    /// No place crosses the border of an area of this level; networks count for the area of most of their patients.
    pub border: Option<AreaLevel>,
    /// Bodies of which a place has one. Networks of which none is known go together.
    pub one: Vec<Body>,
}

/// Networks that form a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// `P01`, `P02` ... by the first network.
    pub name: String,
    /// Its networks, by position, ascending; they hang together.
    pub networks: Vec<usize>,
    /// The network at whose hub it meets: the one to which the patients of all have least to travel.
    pub seat: usize,
    /// The patients that it covers.
    pub patients: Patients,
    /// The area that it lies in, where borders are kept.
    pub area: Option<Organisation>,
    /// Whether it is smaller than a place should be, because what lies inside its borders and hangs together is.
    pub too_small: bool,
}

/// All places, and how good they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Places {
    /// The places, by name.
    pub places: Vec<Place>,
    /// Travel of patients from the hubs of their networks to the place's seat, in thousands of the unit of travel.
    pub cost: i64,
    /// What no grouping into such places can cost less than, where that is known.
    pub bound: Option<i64>,
}

impl Places {
    /// The position of the place that each network is in.
    #[must_use]
    pub fn place_of(&self, network: usize) -> Option<usize> {
        self.places
            .iter()
            .position(|place| place.networks.binary_search(&network).is_ok())
    }
}

/// Groups networks into places: connected, of the size asked for, inside borders, with the least travel of patients from the hubs of
/// their networks to the seat. What hangs together inside its borders is grouped apart from the rest, each part by the settings of `run`;
/// a part that is too small for a place is one all the same, and said to be too small.
///
/// ```
/// use locality::engine::{Run, stop::Stop};
/// use locality::graph::PracticeGraph;
/// use locality::network::NetworkTable;
/// use locality::place::{Bodies, PlaceRules, places};
/// use locality::plan::Plan;
/// use locality::travel::Travel;
/// let county = locality::synthetic::county();
/// let travel = Travel::straight_line(&county);
/// let networks = NetworkTable::new(&county, &Plan::today(&county), &[])?.with_hubs(&county, &travel);
/// let neighbours = networks.neighbours(&PracticeGraph::yardstick(&county));
/// let run = Run::new().stop(Stop::rounds(5));
/// let found = places(&county, &networks, &neighbours, &travel, &Bodies::default(), &PlaceRules::default(), &run)?;
/// assert!(found.places.iter().all(|place| place.networks.len() < 10));
/// # Ok::<(), locality::fault::Faults>(())
/// ```
///
/// # Errors
/// `N003` for a size that cannot be, `N001` for a graph of other networks, and for every part that cannot be grouped, or for which no
/// grouping was found, `N004` with the reason.
pub fn places(
    practices: &Practices,
    networks: &NetworkTable,
    neighbours: &PracticeGraph,
    travel: &Travel,
    bodies: &Bodies,
    rules: &PlaceRules,
    run: &Run<'_>,
) -> Result<Places, Faults> {
    let mut faults = rules.size.check();
    if neighbours.len() != networks.len() {
        let what = format!(
            "neighbours of {} networks, there are {}",
            neighbours.len(),
            networks.len()
        );
        faults.push(Fault::new(FaultCode::PlanMisfit, what));
    }
    Faults::none_or(faults)?;
    let areas = match rules.border {
        Some(level) => networks.areas(practices, level),
        None => vec![None; networks.len()],
    };
    let one: Vec<Vec<Option<String>>> = rules
        .one
        .iter()
        .map(|&body| bodies.of_networks(practices, networks, body))
        .collect();
    let same = |a: usize, b: usize| areas[a] == areas[b] && one.iter().all(|names| names[a] == names[b]);
    let edges: Vec<(usize, usize)> = neighbours.edges().filter(|&(a, b)| same(a, b)).collect();
    let task = Task {
        practices,
        networks: networks.as_slice(),
        travel,
        size: rules.size,
        run,
    };
    let (mut found, mut cost, mut bound, mut faults) = (Vec::new(), 0, Some(0), Vec::new());
    for part in parts(networks.len(), &edges) {
        match task.group(&part, &edges) {
            Ok(grouped) => {
                cost += grouped.cost;
                bound = bound.zip(grouped.bound).map(|(all, more)| all + more);
                found.extend(grouped.groups);
            }
            Err(fault) => faults.push(fault),
        }
    }
    Faults::none_or(faults)?;
    found.sort();
    let digits = found.len().to_string().len().max(2);
    let named = found.into_iter().enumerate().map(|(at, (members, seat))| {
        let patients: Patients = members
            .iter()
            .map(|&k| task.networks[k].patients(practices))
            .sum();
        let size = rules.size;
        Place {
            name: format!("P{:0digits$}", at + 1),
            seat,
            too_small: patients < size.least_patients || (members.len() as u64) < size.least_networks,
            patients,
            area: members.first().and_then(|&k| areas[k].clone()),
            networks: members,
        }
    });
    Ok(Places {
        places: named.collect(),
        cost,
        bound,
    })
}

struct Task<'a> {
    practices: &'a Practices,
    networks: &'a [Network],
    travel: &'a Travel,
    size: PlaceSize,
    run: &'a Run<'a>,
}

/// Groups of networks with their seats.
struct Grouped {
    groups: Vec<(Vec<usize>, usize)>,
    cost: i64,
    bound: Option<i64>,
}

impl Task<'_> {
    /// The places of a part that hangs together.
    fn group(&self, part: &[usize], edges: &[(usize, usize)]) -> Result<Grouped, Fault> {
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
        let total: i64 = part.iter().map(|&k| size(k)).sum();
        let measure = |name: &str, values: Vec<i64>, least: u64, most: i64| MeasureFile {
            name: name.to_owned(),
            values,
            band: Some(BandFile {
                least: i64::try_from(least).unwrap_or(i64::MAX),
                most,
            }),
            shape: None,
        };
        let groups = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let most_networks = i64::try_from(self.size.most_networks)
            .unwrap_or(i64::MAX)
            .min(part.len() as i64);
        Instance::try_from(InstanceFile {
            format: FORMAT.to_owned(),
            units: part.iter().map(|&k| self.networks[k].name.clone()).collect(),
            edges: inside.collect(),
            sites: part.iter().zip(0..).map(site).collect(),
            pairs: Vec::new(),
            measures: vec![
                measure(
                    "patients",
                    part.iter().map(|&k| size(k)).collect(),
                    self.size.least_patients.get(),
                    total,
                ),
                measure(
                    "networks",
                    vec![1; part.len()],
                    self.size.least_networks,
                    most_networks,
                ),
            ],
            fixed: 0,
            groups: GroupsFile {
                least: groups(least),
                most: groups(most),
            },
        })
    }
}

/// The positions that hang together along the edges, each part ascending, by its first.
fn parts(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut joined = petgraph::unionfind::UnionFind::new(count);
    for &(a, b) in edges {
        joined.union(a, b);
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for k in 0..count {
        parts.entry(joined.find(k)).or_default().push(k);
    }
    let mut parts: Vec<Vec<usize>> = parts.into_values().collect();
    parts.sort();
    parts
}
