//! Made-up practices, networks and plans, for tests of small tables.

use locality::fault::{FaultCode, Faults};
use locality::graph::PracticeGraph;
use locality::network::NetworkTable;
use locality::plan::{Assignment, Plan};
use locality::practice::{AreaLevel, Location, OdsCode, Organisation, Practice, Practices};
use locality::problem::{
    Apart, Fixed, GreatestTravel, Ground, Holder, HubSites, NeverAcross, OptedOut, Rules, Together, Waiver,
};
use locality::travel::TravelUnit;
use locality::units::Patients;
use std::collections::BTreeSet;

/// The codes of the faults that were found, in their order.
pub fn codes(found: Result<impl std::fmt::Debug, Faults>) -> Vec<FaultCode> {
    let faults = found.expect_err("faults");
    faults.as_slice().iter().map(|fault| fault.code).collect()
}

/// `A01` for the first practice of a table.
pub fn code(i: usize) -> OdsCode {
    format!("A{:02}", i + 1).parse().expect("a code")
}

/// Networks by name, with the practices in them, no hub named.
pub fn plan(networks: &[(&str, &[usize])]) -> Plan {
    let rows = networks.iter().flat_map(|(name, members)| {
        members.iter().map(|&i| Assignment {
            practice: code(i),
            network: (*name).to_owned(),
            hub: false,
        })
    });
    Plan::new(rows.collect())
}

/// Practices A01, A02 ... on a line, a kilometre apart, with these lists; the sub-ICB of each is its second number.
///
/// ```text
///   A01 ---- A02 ---- A03 ...
/// ```
pub fn line(lists: &[(u64, Option<&str>)]) -> Practices {
    let practice = |(i, &(list, area)): (usize, &(u64, Option<&str>))| {
        let place = Location::new(400_000 + 1_000 * i as i64, 300_000).expect("on the grid");
        let mut practice = Practice::new(code(i), format!("Practice {}", i + 1), place, Patients(list));
        practice.sub_icb = area.map(|area| Organisation::new(area.parse().expect("a code"), area));
        practice
    };
    Practices::new(lists.iter().enumerate().map(practice).collect()).expect("a table")
}

/// Each practice of a [`line`] a network of its own, `N00`, `N01` ..., next to the one before and the one behind.
pub fn row(lists: &[(u64, Option<&str>)]) -> (Practices, NetworkTable, PracticeGraph) {
    let practices = line(lists);
    let names: Vec<String> = (0..lists.len()).map(|i| format!("N{i:02}")).collect();
    let members: Vec<[usize; 1]> = (0..lists.len()).map(|i| [i]).collect();
    let names = names.iter().map(String::as_str);
    let networks: Vec<(&str, &[usize])> = names.zip(members.iter().map(|m| &m[..])).collect();
    let table = NetworkTable::new(&practices, &plan(&networks), &[]).expect("networks");
    let pairs = (1..lists.len()).map(|i| (i - 1, i));
    let graph = PracticeGraph::from_edges(lists.len(), pairs).expect("a graph");
    (practices, table, graph)
}

/// Rules about practices, by their numbers.
pub struct Numbered {
    pub together: Vec<BTreeSet<usize>>,
    pub apart: Vec<BTreeSet<usize>>,
    /// Practices, and the number of the network that each is fixed to.
    pub fixed: Vec<(usize, usize)>,
    pub opted_out: Vec<usize>,
    pub hub_sites: Option<BTreeSet<usize>>,
    /// In metres.
    pub greatest_travel: Option<u64>,
    /// Those who may cross the borders of sub-ICBs.
    pub crossable: Option<BTreeSet<usize>>,
}

impl Numbered {
    /// The rules, and no others but those by default.
    pub fn rules(self) -> Rules {
        let codes = |set: BTreeSet<usize>| set.into_iter().map(code).collect::<Vec<_>>();
        let fixed = |(i, network)| Fixed::new(code(i), format!("Network {network}"));
        Rules {
            together: self.together.into_iter().map(codes).map(Together::new).collect(),
            apart: self.apart.into_iter().map(codes).map(Apart::new).collect(),
            fixed: self.fixed.into_iter().map(fixed).collect(),
            opted_out: self
                .opted_out
                .into_iter()
                .map(|i| OptedOut::new(code(i)))
                .collect(),
            hub_sites: self.hub_sites.map(|set| HubSites::new(codes(set))),
            greatest_travel: self
                .greatest_travel
                .map(|most| GreatestTravel::new(most, TravelUnit::Metres)),
            never_across: self.crossable.map(|set| NeverAcross {
                crossable: codes(set),
                ..NeverAcross::new(AreaLevel::SubIcb)
            }),
            ..Rules::default()
        }
    }
}

/// A waiver of so many patients.
pub fn waiver(of: Holder, below: u64, above: u64) -> Waiver {
    Waiver {
        of,
        below: Patients(below),
        above: Patients(above),
        ground: Ground::Evidence,
        reason: "a test".to_owned(),
    }
}
