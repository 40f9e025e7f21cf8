//! The term "home travel": from where patients live to the hub.

use super::{Costs, Term, of_others};
use crate::engine::instance::SiteFile;
use crate::fault::Fault;
use crate::practice::{Flows, Location};
use crate::problem::Problem;
use crate::travel::{TravelUnit, drive_time};

/// Travel of patients from the small areas where they live to the hub of their network:
///
/// ```text
/// cost(network) = min over members h of  sum over members i of  list(i) × mean over the homes of i's patients of way(home, h)
/// ```
///
/// in person-metres or person-seconds, as the problem's travel is: straight lines, or the [estimate](drive_time) of drive time, from
/// the population-weighted centroid of each area. Patients whose home is not known, or whose area has no point, are taken
/// to live as the others of their practice do; where none is known, at the practice. Plans of this objective want the rule
/// [`HubChoice::Any`](crate::problem::HubChoice), as the best hub for homes is not always the best for practices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeTravel {
    practices: usize,
    homes: Vec<Vec<(Location, u64)>>,
}

impl HomeTravel {
    /// From where patients live; `point` is the centroid of an area.
    #[must_use]
    pub fn new(flows: &Flows, point: impl Fn(&str) -> Option<Location>) -> Self {
        let points: Vec<Option<Location>> = flows.areas().iter().map(|area| point(area)).collect();
        let home =
            |&(area, patients): &(u32, crate::units::Patients)| Some((points[area as usize]?, patients.0));
        Self {
            practices: flows.len(),
            homes: (0..flows.len())
                .map(|i| flows.of(i).iter().filter_map(home).collect())
                .collect(),
        }
    }
}

impl Term for HomeTravel {
    fn name(&self) -> &'static str {
        "home travel"
    }

    fn unit(&self, problem: &Problem) -> String {
        format!("person-{}", problem.travel().unit())
    }

    fn compile(&self, problem: &Problem, costs: &mut Costs) {
        let units = problem.grouped();
        let (practices, unit) = (problem.practices(), problem.travel().unit());
        let way = |from: Location, to: Location| match unit {
            TravelUnit::Metres => from.straight_line(to).0,
            TravelUnit::Seconds if from == to => 0,
            TravelUnit::Seconds => drive_time(from.straight_line(to)).0,
        };
        for (home, &hub) in units.iter().enumerate() {
            let to = practices[hub].location;
            let star = units.iter().enumerate().map(|(unit, &i)| {
                let homes = &self.homes[i];
                let known: u128 = homes.iter().map(|&(_, patients)| u128::from(patients)).sum();
                let ways = homes
                    .iter()
                    .map(|&(at, patients)| u128::from(way(at, to)) * u128::from(patients));
                let list = u128::from(practices[i].list_size.0);
                let cost = match known {
                    0 => list * u128::from(way(practices[i].location, to)),
                    known => ways.sum::<u128>() * list / known,
                };
                (unit as u32, i64::try_from(cost).unwrap_or(i64::MAX))
            });
            costs.sites.push(SiteFile {
                name: practices[hub].code.to_string(),
                unit: Some(home as u32),
                star: star.collect(),
            });
        }
    }

    fn faults(&self, problem: &Problem) -> Vec<Fault> {
        of_others("the homes are", self.practices, problem)
            .into_iter()
            .collect()
    }
}
