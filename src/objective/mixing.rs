//! The terms "border crossing" and "neighbourhoods": different patients in one network.

use super::labels::{Labels, divided};
use super::{Costs, Term};
use crate::fault::Fault;
use crate::practice::{AreaLevel, Flows, Practices};
use crate::problem::Problem;

/// Patients of different groups in one network:
///
/// ```text
/// cost(network) = sum over pairs of member practices i < j of
///                 (patients(i) × patients(j) - sum over groups g of patients(i, g) × patients(j, g)) / T
/// ```
///
/// in patients, where T is the middle of the band. In a network of T patients of whom m are of another group than the rest it is
/// m × (T - m) / T: nearly m, as long as m is few. It is the unstandardised Gini-Simpson index (Simpson 1949,
/// <https://doi.org/10.1038/163688a0>) between practices; what is mixed inside a practice no plan can change, and is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mixing {
    name: &'static str,
    labels: Labels,
}

impl Mixing {
    /// Border crossing: practices of different areas of this level in one network. Beside the rule
    /// [`NeverAcross`](crate::problem::NeverAcross), a border that may be crossed at a cost.
    #[must_use]
    pub fn borders(practices: &Practices, level: AreaLevel) -> Self {
        Self {
            name: "border crossing",
            labels: Labels::areas(practices, level),
        }
    }

    /// Neighbourhood alignment: patients who live in different neighbourhoods in one network. `homes` are the
    /// [`Flows`] by neighbourhood. NHS England asks for it in 2026/27: networks aligned with neighbourhood boundaries.
    #[must_use]
    pub fn neighbourhoods(practices: &Practices, homes: &Flows) -> Self {
        Self {
            name: "neighbourhoods",
            labels: Labels::homes(practices, homes),
        }
    }
}

impl Term for Mixing {
    fn name(&self) -> &'static str {
        self.name
    }

    fn unit(&self, _: &Problem) -> String {
        "patients".to_owned()
    }

    fn compile(&self, problem: &Problem, costs: &mut Costs) {
        let units = problem.grouped();
        let target = u128::from(problem.band().target().0);
        let patients = |i: usize| u128::from(self.labels.patients(i));
        for (a, &i) in units.iter().enumerate() {
            for (b, &j) in units.iter().enumerate().skip(a + 1) {
                let other = patients(i) * patients(j) - self.labels.meetings(i, j);
                let cost = divided(other, target);
                if cost > 0 {
                    costs.pairs.push((a as u32, b as u32, cost));
                }
            }
        }
    }

    fn faults(&self, problem: &Problem) -> Vec<Fault> {
        self.labels.faults(self.name, problem)
    }
}
