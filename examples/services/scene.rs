//! What every part starts from.

use locality::fault::Faults;
use locality::graph::PracticeGraph;
use locality::network::{FallBack, Network, NetworkTable, Populations};
use locality::plan::{Assignment, Plan};
use locality::practice::Practices;
use locality::report::Folder;
use locality::report::column::Column;
use locality::report::sheet::{Cell, Sheet};
use locality::travel::Travel;
use locality::units::Patients;
use std::error::Error;
use std::fmt;

/// Practices, the networks of the plan, and what is known of both.
pub struct Scene {
    pub practices: Practices,
    pub plan: Plan,
    pub networks: NetworkTable,
    /// Which networks are neighbours.
    pub neighbours: PracticeGraph,
    pub populations: Populations,
    pub travel: Travel,
    /// The registered patients of all that the files have: national totals are shared with them.
    pub patients_of_all: Patients,
}

impl Scene {
    pub fn new(practices: Practices, plan: Plan, patients_of_all: Patients) -> Result<Self, Faults> {
        let travel = Travel::straight_line(&practices);
        let networks = NetworkTable::new(&practices, &plan, &[])?.with_hubs(&practices, &travel);
        Ok(Self {
            neighbours: networks.neighbours(&PracticeGraph::yardstick(&practices)),
            populations: Populations::of(&practices, FallBack::default()),
            networks,
            travel,
            plan,
            practices,
            patients_of_all,
        })
    }

    pub fn network(&self, k: usize) -> &Network {
        &self.networks.as_slice()[k]
    }

    /// The plan with a hub in each network, as it was used.
    pub fn write_plan(&self, out: &mut Folder) -> Result<(), Box<dyn Error>> {
        let mut sheet = Sheet::new([
            Column::code("practice_code", "The practice, by its ODS code."),
            Column::code("network_id", "The network, by its name in the plan."),
            Column::whole(
                "hub",
                "1 or 0",
                "1 where the network's hub stands at this practice.",
            ),
        ]);
        for network in self.networks.as_slice() {
            for i in network.covered() {
                let row = Assignment {
                    practice: self.practices[i].code,
                    network: network.name.clone(),
                    hub: network.hub == Some(i),
                };
                sheet.row([
                    Cell::code(row.practice),
                    Cell::code(row.network),
                    Cell::number(i128::from(row.hub)),
                ]);
            }
        }
        Ok(out.sheet("plan.csv", &sheet)?)
    }
}

impl fmt::Display for Scene {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outside = self.networks.outside();
        let patients: Patients = outside.iter().map(|&i| self.practices[i].list_size).sum();
        write!(
            f,
            "{} practices with {} patients in {} networks; {} practices with {patients} patients are in none.",
            self.practices.len() - outside.len(),
            self.practices.patients() - patients,
            self.networks.len(),
            outside.len(),
        )
    }
}
