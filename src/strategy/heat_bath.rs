//! The search for plans alone.

use super::Strategy;
use crate::engine::Run;
use crate::engine::instance::Instance;
use crate::engine::search::search;
use crate::engine::solution::{Grouping, Solution, SolveError};
use crate::engine::start_plan::start_partition;

/// Annealing by two-network heat bath over the whole area, then over regions of it, polished by exact
/// re-partition of every three neighbouring networks.
///
/// Keeps every rule or says that it found no plan. It does not prove how good its plan is, but for instances of up to
/// 14 units, which it solves exactly.
///
/// # References
/// R. H. Swendsen and J.-S. Wang, Replica Monte Carlo simulation of spin-glasses, Physical Review Letters 57 (1986);
/// E. Taillard and S. Voss, POPMUSIC, in Essays and Surveys in Metaheuristics (2002).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeatBath;

impl Strategy for HeatBath {
    fn name(&self) -> &'static str {
        "heat-bath"
    }

    fn about(&self) -> &'static str {
        "Annealing by two-network heat bath with exact re-partition; keeps every rule, proves nothing beyond 14 practices."
    }

    fn group(&self, instance: &Instance, run: &Run<'_>) -> Result<Grouping, SolveError> {
        Grouping::of(instance, self.solve(instance, run))
    }

    fn solve(&self, instance: &Instance, run: &Run<'_>) -> Result<Solution, SolveError> {
        let start = run
            .get_start()
            .map(|groups| start_partition(instance, groups))
            .transpose()?;
        run.on_threads(|| search(instance, run, start, None))
    }
}
