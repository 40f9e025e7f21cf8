//! The term "affiliation": practices that belong together, in different networks.

use super::labels::{Labels, divided};
use super::{Costs, Term};
use crate::fault::Fault;
use crate::practice::{OdsCode, Practices};
use crate::problem::Problem;
use std::collections::BTreeMap;

/// Practices of one federation, super-practice, former locality or LMC area that are in different networks:
///
/// ```text
/// cost = sum over patients of the share of all patients of their affiliation who are in another network than they are
/// ```
///
/// in patients: of an affiliation divided into two equal halves each patient has lost half, so that it costs half of its
/// patients. Practices without an affiliation cost nothing. Compiled as 2 × list(i) × list(j) / patients of the affiliation for
/// every two practices of one that are in different networks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affiliation {
    labels: Labels,
}

impl Affiliation {
    /// With the affiliation of each practice, by name.
    #[must_use]
    pub fn new<'a>(
        practices: &Practices,
        affiliations: impl IntoIterator<Item = (OdsCode, &'a str)>,
    ) -> Self {
        Self {
            labels: Labels::new(practices, affiliations),
        }
    }
}

impl Term for Affiliation {
    fn name(&self) -> &'static str {
        "affiliation"
    }

    fn unit(&self, _: &Problem) -> String {
        "patients".to_owned()
    }

    fn compile(&self, problem: &Problem, costs: &mut Costs) {
        let mut members: BTreeMap<u32, Vec<(u32, u64)>> = BTreeMap::new();
        for (unit, &i) in problem.grouped().iter().enumerate() {
            if let &[(group, list)] = self.labels.of(i) {
                members.entry(group).or_default().push((unit as u32, list));
            }
        }
        for fellows in members.values() {
            let all: u128 = fellows.iter().map(|&(_, list)| u128::from(list)).sum();
            for (k, &(a, one)) in fellows.iter().enumerate() {
                for &(b, other) in &fellows[k + 1..] {
                    // Half of it for each of the two, so that it is even.
                    let half = divided(u128::from(one) * u128::from(other), all);
                    costs.part(a, b, 2 * half);
                }
            }
        }
    }

    fn faults(&self, problem: &Problem) -> Vec<Fault> {
        self.labels.faults(self.name(), problem)
    }
}
