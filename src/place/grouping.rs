//! Networks grouped into places by the engine.

use super::task::Task;
use super::{Bodies, Body, PlaceSize};
use crate::engine::Run;
use crate::fault::{Fault, FaultCode, Faults};
use crate::graph::PracticeGraph;
use crate::network::NetworkTable;
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
