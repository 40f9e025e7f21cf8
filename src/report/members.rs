//! Who is in each network of an assessment, by index.

use crate::assess::Assessment;
use crate::problem::Problem;

/// The practices of each network by index, in the order of the assessment.
pub(super) fn members(problem: &Problem, assessment: &Assessment) -> Vec<Vec<usize>> {
    let index = |&code: &_| problem.practices().index_of(code);
    let networks = assessment.networks.iter();
    networks
        .map(|network| network.practices.iter().filter_map(index).collect())
        .collect()
}
