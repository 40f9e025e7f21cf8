//! A compiled problem, and the way back from its solution.

use super::costs::Costs;
use super::weight::Factor;
use crate::engine::instance::{Instance, InstanceFaults, MeasureFile};
use crate::engine::partition::Group;
use crate::plan::{Assignment, Plan};
use crate::problem::Problem;
use crate::units::Cost;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// An instance and the practices that its units are.
#[derive(Clone, Debug)]
pub struct Task {
    instance: Instance,
    practices: Vec<usize>,
    parts: Vec<Part>,
    factors: BTreeMap<String, i64>,
}

/// One term of the objective, as it was compiled.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) name: &'static str,
    pub(super) unit: String,
    pub(super) costs: Costs,
    pub(super) factor: Factor,
}

/// What one term adds to the cost of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contribution {
    /// The term.
    pub term: &'static str,
    /// How much of it there is, in its own unit.
    pub amount: i64,
    /// The term's own unit.
    pub unit: String,
    /// What that weighs, in the unit of the objective. All contributions add up to the cost of the plan.
    pub cost: Cost,
}

impl Task {
    pub(super) fn new(
        instance: Instance,
        practices: Vec<usize>,
        parts: Vec<Part>,
        factors: BTreeMap<String, i64>,
    ) -> Self {
        Self {
            instance,
            practices,
            parts,
            factors,
        }
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

    /// The unit that a practice is; `None` for one that is set aside. O(log n).
    #[must_use]
    pub fn unit_of(&self, practice: usize) -> Option<u32> {
        self.practices
            .binary_search(&practice)
            .ok()
            .map(|unit| unit as u32)
    }

    /// How many times larger than people count the numbers of a measure are, by the measure's name; 1 where it is not listed.
    #[must_use]
    pub fn factor(&self, measure: &str) -> i64 {
        self.factors.get(measure).copied().unwrap_or(1)
    }

    /// The practices of a plan as groups of units, networks in the order of their names; what is set aside, and lines of practices that
    /// the task does not have, are left out. Whether this is a plan at all is for the engine to say.
    #[must_use]
    pub fn groups(&self, problem: &Problem, plan: &Plan) -> Vec<Vec<u32>> {
        let unit = |row: &&Assignment| self.unit_of(problem.practices().index_of(row.practice)?);
        let networks = plan.networks();
        let groups = networks.values().map(|rows| {
            let units: BTreeSet<u32> = rows.iter().filter_map(unit).collect();
            units.into_iter().collect::<Vec<u32>>()
        });
        groups.filter(|group| !group.is_empty()).collect()
    }

    /// What each term adds to the cost of these groups, in the order of the terms. O(terms × pairs × groups).
    #[must_use]
    pub fn contributions(&self, groups: &[Group]) -> Vec<Contribution> {
        let hub = |group: &Group| {
            let site = group.value.site?;
            self.instance.file().sites.get(site as usize)?.unit
        };
        let groups: Vec<(&[u32], Option<u32>)> = groups.iter().map(|g| (&g.units[..], hub(g))).collect();
        let contribution = |part: &Part| Contribution {
            term: part.name,
            amount: part.costs.of(&groups, |cost| cost),
            unit: part.unit.clone(),
            cost: Cost(part.costs.of(&groups, |cost| part.factor.times(cost))),
        };
        self.parts.iter().map(contribution).collect()
    }

    /// The same task with one more measure that groups are held to.
    pub(super) fn with_measure(&self, measure: MeasureFile) -> Result<Self, InstanceFaults> {
        let mut file = self.instance.file().clone();
        file.measures.push(measure);
        Ok(Self {
            instance: Instance::try_from(file)?,
            ..self.clone()
        })
    }

    /// The groups as a plan for the problem: networks `N01`, `N02` ... in the order of their first practice (those that practices are
    /// fixed to have their own names), then frozen networks, then the practices that stand alone, each a network with itself as
    /// hub. Lines come by network, then by code.
    #[must_use]
    pub fn plan(&self, problem: &Problem, groups: &[Group]) -> Plan {
        let mut networks: Vec<(Vec<usize>, Option<usize>)> = Vec::new();
        for group in groups {
            let members: Vec<usize> = group.units.iter().map(|&u| self.practice_of(u)).collect();
            let site = group
                .value
                .site
                .and_then(|site| self.instance.file().sites[site as usize].unit);
            let hub = match self.parts.iter().any(|part| !part.costs.sites.is_empty()) {
                true => site.map(|unit| self.practice_of(unit)),
                false => best_hub(problem, &members),
            };
            networks.push((members, hub));
        }
        networks.sort();
        written(problem, networks)
    }
}

/// The plan of a problem in which there is nothing to group, because every practice is above the band or frozen. Where there is
/// something to group, the plan lacks it.
#[must_use]
pub fn plan_of_those_alone(problem: &Problem) -> Plan {
    written(problem, Vec::new())
}

/// The member with the least travel of patients among those that may be hub, for plans of an objective that knows no hubs.
fn best_hub(problem: &Problem, members: &[usize]) -> Option<usize> {
    let (resolved, travel) = (problem.resolved(), problem.travel());
    let most = problem
        .rules()
        .greatest_travel
        .as_ref()
        .map_or(u64::MAX, |rule| rule.most);
    let may = |hub: &&usize| {
        resolved.may_be_hub(**hub) && members.iter().all(|&i| travel.between(i, **hub) <= most)
    };
    let cost = |hub: &&usize| {
        let way = |&i: &usize| {
            u128::from(travel.between(i, **hub)) * u128::from(problem.practices()[i].list_size.0)
        };
        (members.iter().map(way).sum::<u128>(), **hub)
    };
    members.iter().filter(may).min_by_key(cost).copied()
}

/// Networks with their hubs as a plan, what is set aside after them.
fn written(problem: &Problem, mut networks: Vec<(Vec<usize>, Option<usize>)>) -> Plan {
    let resolved = problem.resolved();
    networks.extend(resolved.frozen.iter().map(|(_, members)| (members.clone(), None)));
    networks.extend(problem.standing_alone().iter().map(|&i| (vec![i], Some(i))));
    // Each name once, also in a plan that breaks the rules.
    let mut given: BTreeSet<&str> = BTreeSet::new();
    let mut given = |members: &[usize]| {
        let fixed = resolved.named.iter().chain(&resolved.frozen);
        let mut of = fixed.filter(|(_, fixed)| fixed.iter().any(|i| members.binary_search(i).is_ok()));
        let name = of.find(|(name, _)| given.insert(name))?.0.clone();
        Some(name)
    };
    let taken: BTreeSet<&str> = resolved
        .named
        .iter()
        .chain(&resolved.frozen)
        .map(|(name, _)| name.as_str())
        .collect();
    let digits = networks.len().to_string().len().max(2);
    let mut numbers = (1..).map(|number: usize| format!("N{number:0digits$}"));
    let mut rows = Vec::new();
    for (members, hub) in &networks {
        let network = given(members)
            .or_else(|| numbers.find(|name| !taken.contains(name.as_str())))
            .unwrap_or_default();
        rows.extend(members.iter().map(|&i| Assignment {
            practice: problem.practices()[i].code,
            network: network.clone(),
            hub: *hub == Some(i),
        }));
    }
    Plan::new(rows)
}
