//! Networks with their practices.

use crate::fault::{Fault, FaultCode, Faults};
use crate::graph::PracticeGraph;
use crate::plan::Plan;
use crate::practice::{AreaLevel, Organisation, Practices};
use crate::travel::Travel;
use crate::units::Patients;
use serde::Serialize;
use std::collections::BTreeMap;

/// A network: practices by their indices in the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Network {
    /// Its name in the plan.
    pub name: String,
    /// The practices that belong to it, ascending. Staff and money follow their patients.
    pub members: Vec<usize>,
    /// The practices that opted out and whose patients it covers, ascending. They count in coverage only.
    pub opted_out: Vec<usize>,
    /// The practice where its hub stands, where that is known.
    pub hub: Option<usize>,
}

impl Network {
    /// All practices whose patients it covers, members first.
    pub fn covered(&self) -> impl Iterator<Item = usize> + '_ {
        self.members.iter().chain(&self.opted_out).copied()
    }

    /// The registered patients that it covers, those of practices that opted out included.
    #[must_use]
    pub fn patients(&self, practices: &Practices) -> Patients {
        self.covered().map(|i| practices[i].list_size).sum()
    }
}

/// The networks of a plan in the order of their names; a network's position is its name in what is made from the table.
///
/// ```
/// use locality::graph::PracticeGraph;
/// use locality::network::NetworkTable;
/// use locality::plan::Plan;
/// let county = locality::synthetic::county();
/// let networks = NetworkTable::new(&county, &Plan::today(&county), &[])?;
/// let next_to = networks.neighbours(&PracticeGraph::yardstick(&county));
/// assert_eq!(next_to.len(), networks.len());
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NetworkTable {
    networks: Vec<Network>,
    of: Vec<Option<u32>>,
}

impl NetworkTable {
    /// The networks of a plan; `opted_out` are the practices that are covered and no members
    /// ([`Problem::opted_out`](crate::problem::Problem::opted_out)). Practices that are in no line of the plan are in no network.
    /// O(n log n).
    ///
    /// # Errors
    /// All faults (`N001`): an unknown practice, a practice in two networks, two hubs in one network, no network at all.
    pub fn new(practices: &Practices, plan: &Plan, opted_out: &[usize]) -> Result<Self, Faults> {
        let mut faults = Vec::new();
        let mut misfit = |what: String| faults.push(Fault::new(FaultCode::PlanMisfit, what));
        let mut of: Vec<Option<u32>> = vec![None; practices.len()];
        let mut networks: Vec<Network> = Vec::new();
        for (name, rows) in plan.networks() {
            let mut network = Network {
                name: name.to_owned(),
                members: Vec::new(),
                opted_out: Vec::new(),
                hub: None,
            };
            for row in rows {
                let Some(i) = practices.index_of(row.practice) else {
                    misfit(format!("{} of network {name} is no practice here", row.practice));
                    continue;
                };
                if let Some(other) = of[i] {
                    let other = networks
                        .get(other as usize)
                        .map_or(name, |network| network.name.as_str());
                    misfit(format!("{} is in {other} and in {name}", row.practice));
                    continue;
                }
                of[i] = Some(networks.len() as u32);
                match opted_out.contains(&i) {
                    true => network.opted_out.push(i),
                    false => network.members.push(i),
                }
                if row.hub && network.hub.replace(i).is_some() {
                    misfit(format!("{name} has two hubs, one of them at {}", row.practice));
                }
            }
            network.members.sort_unstable();
            network.opted_out.sort_unstable();
            networks.push(network);
        }
        if networks.is_empty() {
            misfit("there is no network in the plan".to_owned());
        }
        Faults::none_or(faults)?;
        Ok(Self { networks, of })
    }

    /// The same with a hub for each network: where the plan names none, at the member with the least travel of its patients, the
    /// first by code of equals. O(practices of a network squared, each).
    #[must_use]
    pub fn with_hubs(mut self, practices: &Practices, travel: &Travel) -> Self {
        for network in self.networks.iter_mut().filter(|network| network.hub.is_none()) {
            let ways = |&hub: &usize| {
                let way =
                    |i: usize| u128::from(travel.between(i, hub)) * u128::from(practices[i].list_size.get());
                network.covered().map(way).sum::<u128>()
            };
            network.hub = network.members.iter().min_by_key(|hub| ways(hub)).copied();
        }
        self
    }

    /// The networks in the order of their names.
    #[must_use]
    pub fn as_slice(&self) -> &[Network] {
        &self.networks
    }

    /// How many networks, at least one.
    #[must_use]
    pub fn len(&self) -> usize {
        self.networks.len()
    }

    /// Never true: a table holds at least one network.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.networks.is_empty()
    }

    /// The position of the network that a practice is in.
    #[must_use]
    pub fn network_of(&self, practice: usize) -> Option<usize> {
        self.of.get(practice).copied().flatten().map(|k| k as usize)
    }

    /// The practices that are in no network, ascending.
    #[must_use]
    pub fn outside(&self) -> Vec<usize> {
        (0..self.of.len()).filter(|&i| self.of[i].is_none()).collect()
    }

    /// Which networks are neighbours: a practice of one is next to a practice of the other. One node for each network. O(edges).
    ///
    /// The graph of a [`Problem`](crate::problem::Problem) has no edge at practices that stand alone; take one of all practices, such as
    /// [`PracticeGraph::yardstick`], where those have neighbours too.
    #[must_use]
    pub fn neighbours(&self, practices: &PracticeGraph) -> PracticeGraph {
        let between = practices
            .edges()
            .filter_map(|(i, j)| Some((self.network_of(i)?, self.network_of(j)?)));
        let edges = between.filter(|(a, b)| a != b);
        // Positions of this table, and no network next to itself: there is no edge to refuse.
        PracticeGraph::from_edges(self.len(), edges).unwrap_or_else(|_| practices.clone())
    }

    /// The area of most patients of each network, the first by code of equals; `None` where no practice of it is in one.
    #[must_use]
    pub fn areas(&self, practices: &Practices, level: AreaLevel) -> Vec<Option<Organisation>> {
        let area = |network: &Network| {
            let mut sums: BTreeMap<&Organisation, u64> = BTreeMap::new();
            for i in network.covered() {
                if let Some(area) = practices[i].area(level) {
                    *sums.entry(area).or_default() += practices[i].list_size.get();
                }
            }
            let most = sums
                .iter()
                .max_by_key(|&(area, patients)| (patients, std::cmp::Reverse(area)));
            most.map(|(&area, _)| area.clone())
        };
        self.networks.iter().map(area).collect()
    }
}
