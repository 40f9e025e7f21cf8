//! The term "network cost".

use super::{Costs, Term};
use crate::problem::Problem;

/// What every network costs as such, such as its management:
///
/// ```text
/// cost(network) = each
/// ```
///
/// In the unit of the terms beside it: how much travel, in person-metres, one network fewer is worth. With the number of networks
/// fixed it changes no plan; with a range (or [`Networks::Any`](crate::problem::Networks::Any)) it decides how many there are,
/// as the opening cost of a facility does (Balinski 1965). Practices that stand alone above the band are the same in every
/// plan and are not counted.
///
/// ```
/// use locality::objective::{HubTravel, NetworkCost, Objective};
/// use locality::problem::{Networks, Problem};
/// let problem = Problem::builder(locality::synthetic::county()).networks(Networks::Any).build()?;
/// let objective = Objective::of(vec![Box::new(HubTravel::default()), Box::new(NetworkCost::new(100_000_000))]);
/// assert_eq!(objective.compile(&problem)?.instance().file().fixed, 100_000_000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NetworkCost {
    each: u64,
    counted: bool,
}

impl NetworkCost {
    /// So much for every network. Compiling refuses it where all networks together would cost 2^53 or more.
    #[must_use]
    pub fn new(each: u64) -> Self {
        Self { each, counted: false }
    }

    /// Every network counts as one; what it costs is the term's weight, such as 100,000 pounds of management.
    #[must_use]
    pub fn counted() -> Self {
        Self {
            each: 1,
            counted: true,
        }
    }
}

impl Term for NetworkCost {
    fn name(&self) -> &'static str {
        "network cost"
    }

    fn unit(&self, problem: &Problem) -> String {
        match self.counted {
            true => "networks".to_owned(),
            false => format!("person-{}", problem.travel().unit()),
        }
    }

    fn compile(&self, _: &Problem, costs: &mut Costs) {
        // Saturated numbers are far beyond what the instance accepts, so that nothing is cut off in silence.
        let each = i64::try_from(self.each).unwrap_or(i64::MAX);
        costs.fixed = costs.fixed.saturating_add(each);
    }
}
