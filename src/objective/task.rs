//! A compiled problem, and the way back from its solution.

use crate::engine::instance::Instance;
use crate::engine::partition::Group;
use crate::plan::{Assignment, Plan};
use crate::problem::Problem;

/// An instance and the practices that its units are.
#[derive(Clone, Debug)]
pub struct Task {
    instance: Instance,
    practices: Vec<usize>,
}

impl Task {
    pub(super) fn new(instance: Instance, practices: Vec<usize>) -> Self {
        Self { instance, practices }
    }

    /// The combinatorial task.
    #[must_use]
    pub fn instance(&self) -> &Instance {
        &self.instance
    }

    /// The index of the practice that a unit is.
    #[must_use]
    pub fn practice_of(&self, unit: u32) -> usize {
        self.practices[unit as usize]
    }

    /// The groups as a plan for the problem: networks `N01`, `N02` ... in the order of their first practice, then the
    /// practices that stand alone, each a network with itself as hub. Lines come by network, then by code.
    #[must_use]
    pub fn plan(&self, problem: &Problem, groups: &[Group]) -> Plan {
        let mut networks: Vec<(Vec<usize>, Option<usize>)> = Vec::new();
        for group in groups {
            let members = group.units.iter().map(|&u| self.practice_of(u)).collect();
            let site = group
                .value
                .site
                .and_then(|site| self.instance.file().sites[site as usize].unit);
            networks.push((members, site.map(|unit| self.practice_of(unit))));
        }
        networks.sort();
        written(problem, networks)
    }
}

/// The plan of a problem in which there is nothing to group, because every practice is above the band: each is a network
/// with itself as hub. Where there is something to group, the plan lacks it.
#[must_use]
pub fn plan_of_those_alone(problem: &Problem) -> Plan {
    written(problem, Vec::new())
}

/// Networks with their hubs as a plan, the practices that stand alone after them.
fn written(problem: &Problem, mut networks: Vec<(Vec<usize>, Option<usize>)>) -> Plan {
    networks.extend(problem.standing_alone().iter().map(|&i| (vec![i], Some(i))));
    let digits = networks.len().to_string().len().max(2);
    let mut rows = Vec::new();
    for (number, (members, hub)) in networks.iter().enumerate() {
        rows.extend(members.iter().map(|&i| Assignment {
            practice: problem.practices()[i].code,
            network: format!("N{:0digits$}", number + 1),
            hub: *hub == Some(i),
        }));
    }
    Plan::new(rows)
}
