//! The term "compactness": ways between practices of one network.

use super::labels::divided;
use super::{Costs, Term};
use crate::problem::Problem;

/// Ways between the members of a network, hub or no hub:
///
/// ```text
/// cost(network) = sum over pairs of members i < j of list(i) × list(j) × travel(i, j) / T
/// ```
///
/// in person-metres or person-seconds, where T is the middle of the band: in a network of T patients, T / 2 times the mean way
/// between two patients drawn at random. Both ways are averaged where they differ. The moment of inertia about
/// the best point (Weaver and Hess 1963, <https://doi.org/10.2307/794769>), with the way in place of its square.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compactness;

impl Term for Compactness {
    fn name(&self) -> &'static str {
        "compactness"
    }

    fn unit(&self, problem: &Problem) -> String {
        format!("person-{}", problem.travel().unit())
    }

    fn compile(&self, problem: &Problem, costs: &mut Costs) {
        let units = problem.grouped();
        let (travel, practices) = (problem.travel(), problem.practices());
        let target = u128::from(problem.band().target().0);
        for (a, &i) in units.iter().enumerate() {
            for (b, &j) in units.iter().enumerate().skip(a + 1) {
                let ways = u128::from(travel.between(i, j)) + u128::from(travel.between(j, i));
                let lists = u128::from(practices[i].list_size.0) * u128::from(practices[j].list_size.0);
                let cost = divided(lists.saturating_mul(ways), 2 * target);
                if cost > 0 {
                    costs.pairs.push((a as u32, b as u32, cost));
                }
            }
        }
    }
}
