//! The term "size": networks that are larger or smaller than they should be.

use super::costs::FAR;
use super::{Costs, Term};
use crate::engine::instance::{MeasureFile, Shape};
use crate::problem::{Band, Problem};
use crate::units::Patients;

/// How far the registered patients of a network are from a size:
///
/// ```text
/// cost(network) = | patients - target |                                       (from a target)
/// cost(network) = max(0, least - patients, patients - most)                   (outside a band)
/// ```
///
/// in patients; those of practices that opted out are not counted. Beside the [band](Band) that must hold, a size that
/// would be better: NHS England named 40,000 for 1,500 networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    best: Band,
}

impl Size {
    /// From a target, such as 40,000.
    #[must_use]
    pub fn from_target(target: Patients) -> Self {
        Self::outside(Band {
            least: target,
            most: target,
        })
    }

    /// Outside a band, narrower than the one that must hold.
    #[must_use]
    pub fn outside(best: Band) -> Self {
        Self { best }
    }
}

impl Term for Size {
    fn name(&self) -> &'static str {
        "size"
    }

    fn unit(&self, _: &Problem) -> String {
        "patients".to_owned()
    }

    fn compile(&self, problem: &Problem, costs: &mut Costs) {
        let least = self.best.least.0.min(self.best.most.0) as i64;
        let most = self.best.most.0.max(self.best.least.0) as i64;
        let mut points = vec![(least - FAR, FAR), (least, 0)];
        if most > least {
            points.push((most, 0));
        }
        points.push((most + FAR, FAR));
        costs.measures.push(MeasureFile {
            name: "size".to_owned(),
            values: problem
                .grouped()
                .iter()
                .map(|&i| problem.counted(i).0 as i64)
                .collect(),
            band: None,
            shape: Shape::new(points).ok(),
        });
    }
}
