//! Made-up codes and plans, for tests of small tables.

use locality::plan::{Assignment, Plan};
use locality::practice::OdsCode;

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
