//! The term "balance": networks whose patients are needier than those of others.

use super::costs::FAR;
use super::{Costs, Term};
use crate::engine::instance::{MeasureFile, Shape};
use crate::fault::{Fault, FaultCode};
use crate::practice::{OdsCode, Practices};
use crate::problem::Problem;

/// How far networks are from the mean of a score of their patients, such as deprivation or workload:
///
/// ```text
/// cost(network) = | sum over members i of list(i) × (score(i) - mean) |
/// ```
///
/// in thousandths of a point times patients, where the mean is over all patients that are to be grouped and have a score. It is
/// the patients of a network times how far its own mean is from that of all (the sum that Hoover's index of 1936 divides by
/// twice the total, <https://doi.org/10.2307/1927875>). Practices without a score count as the mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    name: &'static str,
    thousandths: Vec<Option<i64>>,
    unsound: Vec<String>,
}

impl Balance {
    /// Deprivation: the mean index of multiple deprivation of the patients of each practice, in points.
    #[must_use]
    pub fn deprivation(practices: &Practices, scores: impl IntoIterator<Item = (OdsCode, f64)>) -> Self {
        Self::of("deprivation balance", practices, scores)
    }

    /// Workload: how much work a patient of each practice is, such as weighted patients / registered patients.
    #[must_use]
    pub fn workload(practices: &Practices, scores: impl IntoIterator<Item = (OdsCode, f64)>) -> Self {
        Self::of("workload balance", practices, scores)
    }

    fn of(
        name: &'static str,
        practices: &Practices,
        scores: impl IntoIterator<Item = (OdsCode, f64)>,
    ) -> Self {
        let mut thousandths = vec![None; practices.len()];
        let mut unsound = Vec::new();
        for (code, score) in scores {
            match practices.index_of(code) {
                Some(i) if score.is_finite() && score.abs() <= 1_000_000.0 => {
                    thousandths[i] = Some((score * 1_000.0).round() as i64);
                }
                Some(_) => unsound.push(format!("{code} has the score {score}")),
                None => unsound.push(format!("{code} is not in the table")),
            }
        }
        Self {
            name,
            thousandths,
            unsound,
        }
    }
}

impl Term for Balance {
    fn name(&self) -> &'static str {
        self.name
    }

    fn unit(&self, _: &Problem) -> String {
        "patients × thousandths of a point".to_owned()
    }

    fn compile(&self, problem: &Problem, costs: &mut Costs) {
        let score = |i: usize| self.thousandths.get(i).copied().flatten();
        let list = |i: usize| problem.practices()[i].list_size.0 as i64;
        let (mut sum, mut patients) = (0_i128, 0_i128);
        for &i in problem.grouped() {
            if let Some(score) = score(i) {
                sum += i128::from(score) * i128::from(list(i));
                patients += i128::from(list(i));
            }
        }
        let mean = sum.div_euclid(patients.max(1)) as i64;
        let value = |&i: &usize| score(i).map_or(0, |score| (score - mean).saturating_mul(list(i)));
        costs.measures.push(MeasureFile {
            name: self.name.to_owned(),
            values: problem.grouped().iter().map(value).collect(),
            band: None,
            shape: Shape::new(vec![(-FAR, FAR), (0, 0), (FAR, FAR)]).ok(),
        });
    }

    fn faults(&self, problem: &Problem) -> Vec<Fault> {
        let mut what: Vec<String> = self
            .unsound
            .iter()
            .map(|what| format!("{}: {what}", self.name))
            .collect();
        if self.thousandths.len() != problem.practices().len() {
            what.push(format!("{} is of other practices", self.name));
        }
        what.into_iter()
            .map(|what| Fault::new(FaultCode::FlowsMisfit, what))
            .collect()
    }
}
