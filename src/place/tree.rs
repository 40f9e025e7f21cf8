//! The nested levels.

use super::Places;
use crate::network::NetworkTable;
use crate::practice::{AreaLevel, OdsCode, Practices};
use serde::Serialize;

/// A practice with all that it is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Branch {
    /// The practice.
    pub practice: OdsCode,
    /// Its network.
    pub network: String,
    /// Its network's place.
    pub place: String,
    /// The ICB of most of the place's patients, or its sub-ICB where no ICB is known.
    pub icb: Option<OdsCode>,
}

/// Practice, network, place, ICB: a line for each practice that is in a network and a place, by place, network, code. O(n log n).
#[must_use]
pub fn tree(practices: &Practices, networks: &NetworkTable, places: &Places) -> Vec<Branch> {
    let mut branches = Vec::new();
    for place in &places.places {
        let members = place.networks.iter().filter_map(|&k| networks.as_slice().get(k));
        let of_place: Vec<usize> = members.clone().flat_map(|network| network.covered()).collect();
        let icb = most(practices, &of_place, AreaLevel::Icb)
            .or_else(|| most(practices, &of_place, AreaLevel::SubIcb));
        for network in members {
            let mut of_network: Vec<usize> = network.covered().collect();
            of_network.sort_unstable();
            branches.extend(of_network.into_iter().map(|i| Branch {
                practice: practices[i].code,
                network: network.name.clone(),
                place: place.name.clone(),
                icb,
            }));
        }
    }
    branches
}

/// The area of most patients of these practices, the first by code of equals.
fn most(practices: &Practices, of: &[usize], level: AreaLevel) -> Option<OdsCode> {
    let mut sums = std::collections::BTreeMap::new();
    for &i in of {
        if let Some(area) = practices[i].area(level) {
            *sums.entry(area.code).or_insert(0_u64) += practices[i].list_size.get();
        }
    }
    let most = sums
        .into_iter()
        .max_by_key(|&(code, patients)| (patients, std::cmp::Reverse(code)));
    most.map(|(code, _)| code)
}
