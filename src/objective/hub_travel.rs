//! The term "hub travel".

use super::{Costs, Term};
use crate::engine::instance::SiteFile;
use crate::problem::Problem;

/// Travel from the practices to the hub of their network:
///
/// ```text
/// cost(network) = min over members h of  sum over members i of  list size(i) × travel(i, h)
/// ```
///
/// In person-metres or person-seconds, as the problem's travel is. The hub is a member practice, the best one. This is
/// the objective of the p-median problem (Hakimi 1964), with the list as weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HubTravel {
    reach: Option<usize>,
}

impl HubTravel {
    /// The same term, but a hub serves only the practices among the `practices` nearest to it, itself counted: memory is then
    /// O(n × practices) instead of O(n²). A rule, not an approximation: a plan that needs a longer way is not allowed.
    #[must_use]
    pub fn nearest(practices: usize) -> Self {
        Self {
            reach: Some(practices.max(1)),
        }
    }
}

impl Term for HubTravel {
    fn name(&self) -> &'static str {
        "hub travel"
    }

    fn unit(&self, problem: &Problem) -> String {
        format!("person-{}", problem.travel().unit())
    }

    fn compile(&self, problem: &Problem, costs: &mut Costs) {
        let units = problem.grouped();
        let near = self.reach.filter(|&reach| reach < units.len());
        let near = near.map(|reach| (reach, problem.travel().around(units)));
        for (home, &hub) in units.iter().enumerate() {
            let ways: Vec<(u64, usize)> = match &near {
                None => {
                    let way = |(unit, &practice)| (problem.travel().between(practice, hub), unit);
                    units.iter().enumerate().map(way).collect()
                }
                Some((reach, around)) => {
                    // The hub itself comes first, also before others in its building: it must be in its network.
                    let mut others = around.nearest(hub, *reach);
                    others.retain(|&(_, unit)| unit != home);
                    others.truncate(reach - 1);
                    let own = (problem.travel().between(hub, hub), home);
                    std::iter::once(own).chain(others).collect()
                }
            };
            let patients = |unit: usize| problem.practices()[units[unit]].list_size.0;
            let cost = |(way, unit): (u64, usize)| {
                (
                    unit as u32,
                    way.saturating_mul(patients(unit)).min(i64::MAX as u64) as i64,
                )
            };
            costs.sites.push(SiteFile {
                name: problem.practices()[hub].code.to_string(),
                unit: Some(home as u32),
                star: ways.into_iter().map(cost).collect(),
            });
        }
    }
}
