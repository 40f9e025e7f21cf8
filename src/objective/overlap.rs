//! The term "patient overlap": practices that share their small areas, in different networks.

use super::{Costs, Term, of_others};
use crate::fault::Fault;
use crate::practice::Flows;
use crate::problem::Problem;
use crate::units::Patients;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How alike two practices are by where their patients live; x(p, a) is how many patients of practice p live in area a.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Likeness {
    /// `cos(p, q) × min(list(p), list(q))`, with the cosine of x(p, .) and x(q, .): the weight between practices of Clarke, Beaney,
    /// Majeed, Darzi and Barahona, BMJ Open 10 (2020) e036504, brought to patients.
    Cosine,
    /// `sum over a of min(x(p, a) / list(p), x(q, a) / list(q)) × min(list(p), list(q))`: the share of the lists that lies in the same
    /// places, brought to patients. Here a list is the patients whose home is known.
    MinShare,
    /// `sum over a of x(p, a) × x(q, a) / patients of a`: how many patients of p would meet a patient of q if each of them met
    /// one patient of its own area, drawn at random.
    Meeting,
}

/// Natural communities: what practices share with practices of other networks,
///
/// ```text
/// cost = sum over pairs of practices p, q in different networks of likeness(p, q)
/// ```
///
/// in patients. The less of it, the more are networks communities of people who live in the same places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatientOverlap {
    flows: Flows,
    likeness: Likeness,
}

impl PatientOverlap {
    /// From where patients live.
    #[must_use]
    pub fn new(flows: Flows, likeness: Likeness) -> Self {
        Self { flows, likeness }
    }

    /// The likeness of every two practices that share an area, lower index first. O(areas × practices of an area squared).
    fn pairs(&self) -> BTreeMap<(u32, u32), f64> {
        let flows = &self.flows;
        let mut in_area: Vec<Vec<(u32, f64)>> = vec![Vec::new(); flows.areas().len()];
        let mut known = vec![0.0; flows.len()];
        let mut length = vec![0.0; flows.len()];
        for i in 0..flows.len() {
            for &(area, patients) in flows.of(i) {
                let patients = patients.0 as f64;
                in_area[area as usize].push((i as u32, patients));
                known[i] += patients;
                length[i] += patients * patients;
            }
        }
        let mut sums: BTreeMap<(u32, u32), f64> = BTreeMap::new();
        // Always in the same order, so that sums are the same to the last bit.
        for (area, practices) in in_area.iter().enumerate() {
            let Patients(all) = flows.patients_in(area as u32);
            for (k, &(p, x)) in practices.iter().enumerate() {
                for &(q, y) in &practices[k + 1..] {
                    *sums.entry((p, q)).or_default() += match self.likeness {
                        Likeness::Cosine => x * y,
                        Likeness::MinShare => (x / known[p as usize]).min(y / known[q as usize]),
                        Likeness::Meeting => x * y / all as f64,
                    };
                }
            }
        }
        for (&(p, q), sum) in &mut sums {
            let (p, q) = (p as usize, q as usize);
            *sum *= match self.likeness {
                Likeness::Cosine => known[p].min(known[q]) / (length[p].sqrt() * length[q].sqrt()),
                Likeness::MinShare => known[p].min(known[q]),
                Likeness::Meeting => 1.0,
            };
        }
        sums
    }
}

impl Term for PatientOverlap {
    fn name(&self) -> &'static str {
        "patient overlap"
    }

    fn unit(&self, _: &Problem) -> String {
        "patients".to_owned()
    }

    fn compile(&self, problem: &Problem, costs: &mut Costs) {
        let units = problem.grouped();
        let unit = |i: u32| units.binary_search(&(i as usize)).ok().map(|unit| unit as u32);
        for ((p, q), likeness) in self.pairs() {
            if let (Some(a), Some(b)) = (unit(p), unit(q)) {
                // To an even number of patients, so that each of the two carries half.
                let half = (likeness / 2.0).round() as i64;
                if half > 0 {
                    costs.part(a, b, 2 * half);
                }
            }
        }
    }

    fn faults(&self, problem: &Problem) -> Vec<Fault> {
        of_others("the flows are", self.flows.len(), problem)
            .into_iter()
            .collect()
    }
}
