//! The default strategy: a plan with its proof.

use super::Strategy;
use crate::engine::instance::Instance;
use crate::engine::solution::{Grouping, Solution, SolveError};
use crate::engine::{Run, Solver};

/// Column generation with cuts beside the heat bath, as [`Solver`] does it: a plan that keeps every rule, and a bound that says how
/// near it is to the best possible.
///
/// Keeps every rule or says that it found no plan. What it proves can be counted again
/// ([`verify_bound`](crate::engine::bound::verify_bound)). It does not promise to close the proof within its limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Columns;

impl Strategy for Columns {
    fn name(&self) -> &'static str {
        "columns"
    }

    fn about(&self) -> &'static str {
        "Column generation with cuts beside the heat bath; keeps every rule and says how near to the best possible it is."
    }

    fn group(&self, instance: &Instance, run: &Run<'_>) -> Result<Grouping, SolveError> {
        Grouping::of(instance, self.solve(instance, run))
    }

    fn solve(&self, instance: &Instance, run: &Run<'_>) -> Result<Solution, SolveError> {
        Solver::with(instance, run.clone()).solve()
    }
}
