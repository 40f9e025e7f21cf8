//! The networks of a plan in indices of the table.

use crate::fault::{Fault, FaultCode, Faults};
use crate::plan::Plan;
use crate::practice::Practices;
use std::collections::BTreeMap;

/// One network of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Members<'a> {
    pub network: &'a str,
    /// Its practices by index, ascending.
    pub practices: Vec<usize>,
    /// The practice that the plan names as its hub: the first by index where it names several.
    pub hub: Option<usize>,
}

/// The networks with at least one practice of the table, by name. A practice in two networks counts in the first by name;
/// practices in none are in no row.
pub(super) fn networks<'a>(practices: &Practices, plan: &'a Plan) -> Result<Vec<Members<'a>>, Faults> {
    let of = plan.network_of(practices);
    let hubs = plan.rows().iter().filter(|row| row.hub);
    let hubs: BTreeMap<usize, &str> = hubs
        .filter_map(|row| Some((practices.index_of(row.practice)?, row.network.as_str())))
        .collect();
    let mut networks: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (&i, &network) in &of {
        networks.entry(network).or_default().push(i);
    }
    if networks.is_empty() {
        let what = format!(
            "none of its {} lines names one of {} practices",
            plan.rows().len(),
            practices.len()
        );
        return Err(Fault::new(FaultCode::NoNetworks, what).into());
    }
    let with_hub = |(network, practices): (&'a str, Vec<usize>)| Members {
        hub: practices.iter().copied().find(|i| hubs.get(i) == Some(&network)),
        network,
        practices,
    };
    Ok(networks.into_iter().map(with_hub).collect())
}
