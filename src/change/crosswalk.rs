//! Two groupings laid over each other.

use super::in_both;
use crate::plan::Plan;
use crate::practice::{Flows, Practices};
use crate::units::Patients;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a group of one kind and a group of another have in common.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Crossing {
    /// The one group.
    pub from: String,
    /// The other.
    pub to: String,
    /// Practices in both; of homes: practices with patients in both.
    pub practices: usize,
    /// Patients in both.
    pub patients: Patients,
    /// As a share of the patients of the one group, 0 to 1.
    pub share_of_from: f64,
    /// As a share of the patients of the other.
    pub share_of_to: f64,
}

/// Every two groups that share a practice, such as localities of old and networks of today; by name. Practices in one grouping
/// only are left out. O(n log n).
#[must_use]
pub fn crosswalk(practices: &Practices, from: &Plan, to: &Plan) -> Vec<Crossing> {
    let rows = in_both(practices, from, to);
    table(
        rows.iter()
            .map(|&(i, from, to)| (from, to, practices[i].list_size)),
    )
}

/// Every network with the areas where its patients live, such as neighbourhoods: the areas of the flows. By name. Patients whose
/// home is not known are left out. O(rows of the flows × log).
#[must_use]
pub fn crosswalk_homes(practices: &Practices, plan: &Plan, homes: &Flows) -> Vec<Crossing> {
    let of = plan.network_of(practices);
    let rows = of.iter().flat_map(|(&i, &network)| {
        let homes = homes.of(i).iter();
        homes
            .map(move |&(area, patients)| (network, area, patients))
            .collect::<Vec<_>>()
    });
    let names = homes.areas();
    table(rows.filter_map(|(network, area, patients)| {
        Some((network, names.get(area as usize)?.as_str(), patients))
    }))
}

fn table<'a>(rows: impl Iterator<Item = (&'a str, &'a str, Patients)>) -> Vec<Crossing> {
    let mut cells: BTreeMap<(&str, &str), (usize, u64)> = BTreeMap::new();
    let mut of_from: BTreeMap<&str, u64> = BTreeMap::new();
    let mut of_to: BTreeMap<&str, u64> = BTreeMap::new();
    for (from, to, patients) in rows {
        let cell = cells.entry((from, to)).or_default();
        cell.0 += 1;
        cell.1 += patients.0;
        *of_from.entry(from).or_default() += patients.0;
        *of_to.entry(to).or_default() += patients.0;
    }
    let share = |part: u64, all: Option<&u64>| part as f64 / all.copied().unwrap_or(1).max(1) as f64;
    let crossing = |((from, to), (practices, patients)): ((&str, &str), (usize, u64))| Crossing {
        from: from.to_owned(),
        to: to.to_owned(),
        practices,
        patients: Patients(patients),
        share_of_from: share(patients, of_from.get(from)),
        share_of_to: share(patients, of_to.get(to)),
    };
    cells.into_iter().map(crossing).collect()
}
