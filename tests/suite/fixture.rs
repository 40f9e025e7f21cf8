//! Made-up practices, networks and plans, for tests of small tables.

use locality::fault::{FaultCode, Faults};
use locality::graph::PracticeGraph;
use locality::network::NetworkTable;
use locality::plan::{Assignment, Plan};
use locality::practice::{Location, OdsCode, Organisation, Practice, Practices};
use locality::units::Patients;

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
