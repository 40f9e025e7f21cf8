//! From localities of old to networks, while both go on.

use super::crosswalk::{Crossing, crosswalk};
use crate::funding::RunningCost;
use crate::plan::Plan;
use crate::practice::{OdsCode, Practices};
use crate::units::{Patients, Pence};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a locality of a commissioning group did, and passes on (Ockham Healthcare, CCG localities, about 2018).
pub const FUNCTIONS: [&str; 4] = ["input to pathways", "liaison", "redesign", "representation"];

/// A locality on its way out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passing {
    /// The locality.
    pub locality: String,
    /// Its practices.
    pub practices: usize,
    /// Their patients.
    pub patients: Patients,
    /// The networks that its practices are in, by name.
    pub into: Vec<String>,
    /// Its practices that are in no live network yet, by code. With none left it has ended.
    pub waiting: Vec<OdsCode>,
}

impl Passing {
    /// Whether all its practices are in networks that are live, so that its functions have passed and it costs nothing more.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.waiting.is_empty()
    }
}

/// What has passed from localities to networks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Transition {
    /// Which part of each locality goes to which network.
    pub crossings: Vec<Crossing>,
    /// The localities, by name.
    pub localities: Vec<Passing>,
    /// Running cost of those that have ended, a year.
    pub released: Pence,
    /// Running cost of those that go on, a year.
    pub still_paid: Pence,
    /// Practices that sit in two meetings, by code: their network is live, their locality has not ended.
    pub in_two_meetings: Vec<OdsCode>,
}

/// Lays localities over networks of which those named in `live` have begun. A locality ends when all its practices are in live
/// networks; until then it is paid for, and those of its practices whose network is live sit in two meetings ("GPs cannot double-run").
/// O(n log n).
///
/// By hand: two localities of 100,000 pounds each. One has both practices in a live network: 100,000 are released. The other has one of two:
/// 100,000 are still paid, and one practice sits in two meetings.
///
/// ```
/// use locality::change::transition;
/// use locality::funding::RunningCost;
/// use locality::plan::Plan;
/// let county = locality::synthetic::county();
/// let today = Plan::today(&county);
/// // Every network that there is has begun: every locality has ended.
/// let live = today.networks().keys().map(|name| (*name).to_owned()).collect();
/// let passed = transition(&county, &today, &today, &live, &RunningCost::default());
/// assert!(passed.in_two_meetings.is_empty() && passed.still_paid.get() == 0);
/// ```
#[must_use]
pub fn transition(
    practices: &Practices,
    localities: &Plan,
    networks: &Plan,
    live: &BTreeSet<String>,
    cost: &RunningCost,
) -> Transition {
    let network_of = networks.network_of(practices);
    let begun = |i: usize| network_of.get(&i).is_some_and(|name| live.contains(*name));
    let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, locality) in localities.network_of(practices) {
        members.entry(locality).or_default().push(i);
    }
    let (mut passing, mut both) = (Vec::new(), Vec::new());
    for (locality, own) in members {
        let into: BTreeSet<&str> = own.iter().filter_map(|i| network_of.get(i).copied()).collect();
        let row = Passing {
            locality: locality.to_owned(),
            practices: own.len(),
            patients: own.iter().map(|&i| practices[i].list_size).sum(),
            into: into.into_iter().map(str::to_owned).collect(),
            waiting: own
                .iter()
                .filter(|&&i| !begun(i))
                .map(|&i| practices[i].code)
                .collect(),
        };
        if !row.has_ended() {
            both.extend(own.iter().filter(|&&i| begun(i)).map(|&i| practices[i].code));
        }
        passing.push(row);
    }
    both.sort_unstable();
    let ended = passing.iter().filter(|row| row.has_ended()).count();
    // As many as there are practices at most, each of a cost that was set: too much only for a cost that nobody has.
    let of = |count: usize| cost.of_networks(count as u64).unwrap_or(Pence(i64::MAX));
    Transition {
        crossings: crosswalk(practices, localities, networks),
        released: of(ended),
        still_paid: of(passing.len() - ended),
        localities: passing,
        in_two_meetings: both,
    }
}
