//! How far networks are communities of people who live in the same places.

use crate::plan::Plan;
use crate::practice::{Flows, Practices};
use crate::units::Patients;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where patients live beside the network that they are registered in. The main network of a small area is the one with most of its
/// registered patients (the first by name of equals).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Localisation {
    /// Patients whose home and network are known.
    pub patients: Patients,
    /// Those whose network is the main one of their area.
    pub at_home: Patients,
    /// For each network the share of its patients who are at home, 0 to 1, by name. Clarke and others (BMJ Open 2020, e036504)
    /// found a median of 0.701 in the natural communities of London.
    pub networks: BTreeMap<String, f64>,
}

impl Localisation {
    /// Of a plan; a practice in two networks counts in the first by name. O(rows of the flows × log).
    ///
    /// ```
    /// use locality::assess::Localisation;
    /// use locality::plan::Plan;
    /// use locality::practice::Flows;
    /// use locality::units::Patients;
    /// let county = locality::synthetic::county();
    /// let flows = Flows::new(&county, [(county[0].code, "E01000001", Patients(90))])?;
    /// let found = Localisation::of(&county, &Plan::today(&county), &flows);
    /// assert_eq!(found.share(), 1.0);
    /// # Ok::<(), locality::fault::Faults>(())
    /// ```
    #[must_use]
    pub fn of(practices: &Practices, plan: &Plan, flows: &Flows) -> Self {
        let mut in_area: BTreeMap<u32, BTreeMap<&str, u64>> = BTreeMap::new();
        for (i, network) in plan.network_of(practices) {
            for &(area, patients) in flows.of(i) {
                *in_area.entry(area).or_default().entry(network).or_default() += patients.0;
            }
        }
        let mut sums: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for networks in in_area.values() {
            let most = networks.values().max().copied().unwrap_or(0);
            let main = networks
                .iter()
                .find(|(_, patients)| **patients == most)
                .map(|(&name, _)| name);
            for (&name, &patients) in networks {
                let sum = sums.entry(name).or_default();
                sum.0 += patients;
                sum.1 += if main == Some(name) { patients } else { 0 };
            }
        }
        let share =
            |(name, (all, home)): (&str, (u64, u64))| (name.to_owned(), home as f64 / all.max(1) as f64);
        Self {
            patients: Patients(sums.values().map(|sum| sum.0).sum()),
            at_home: Patients(sums.values().map(|sum| sum.1).sum()),
            networks: sums.into_iter().map(share).collect(),
        }
    }

    /// The share of all patients who are at home, 0 to 1; 0 where nothing is known.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.at_home.0 as f64 / self.patients.0.max(1) as f64
    }

    /// The share of the middle network; the mean of the two in the middle of an even number; 0 where there is none.
    #[must_use]
    pub fn median(&self) -> f64 {
        let mut shares: Vec<f64> = self.networks.values().copied().collect();
        shares.sort_by(f64::total_cmp);
        let at = |k: usize| shares.get(k).copied().unwrap_or(0.0);
        match shares.len() {
            0 => 0.0,
            n => f64::midpoint(at((n - 1) / 2), at(n / 2)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Assignment;

    #[test]
    fn patients_are_at_home_where_most_of_their_area_are() {
        let county = crate::synthetic::county();
        let row = |i: usize, network: &str| Assignment {
            practice: county[i].code,
            network: network.to_owned(),
            hub: false,
        };
        let plan = Plan::new(vec![row(0, "P"), row(1, "P"), row(2, "Q")]);
        let rows = [
            (0, "X", 60),
            (1, "X", 10),
            (2, "X", 65),
            (2, "Y", 30),
            (0, "Y", 30),
            (5, "Y", 900),
        ];
        let rows = rows.map(|(i, area, patients)| (county[i].code, area, Patients(patients)));
        let flows = Flows::new(&county, rows).expect("flows");
        let found = Localisation::of(&county, &plan, &flows);
        // X is P's by 70 to 65, Y is P's as the first by name; the practice in no network is left out.
        assert_eq!((found.patients, found.at_home), (Patients(195), Patients(100)));
        let shares: Vec<f64> = found.networks.values().copied().collect();
        assert!((shares[0] - 1.0).abs() < 1e-12 && shares[1] < 1e-12);
        assert!((found.median() - 0.5).abs() < 1e-12);
    }
}
