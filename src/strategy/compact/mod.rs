//! The compact model as an integer programme.

mod cuts;
mod model;

use super::Strategy;
use crate::engine::Run;
use crate::engine::feasible::Infeasible;
use crate::engine::instance::Instance;
use crate::engine::partition::{Group, Partition};
use crate::engine::solution::{Grouping, Record, Solution, SolveError, Status};
use crate::engine::stop::StopReason;
use cuts::{Cut, cut_off};
use model::model;
use std::collections::BTreeMap;
use std::time::Instant;

/// The hub model stated whole and given to an integer-programming solver: every unit is assigned to one open hub, every
/// hub's units lie inside the bands. Contiguity is added where a solution breaks it: whatever is cut off from its hub needs one
/// of the units around it, and the model is solved again.
///
/// For instances with star costs and bands, a home for every site, no pairs and no shapes. Meant for some 20 units with
/// the default solver (microlp), some 60 with the feature `highs`; beyond that it runs out of time. It has no rounds and no seed.
/// The bound is the solver's optimum less one part in a million for its floating-point arithmetic, so that
/// the status stays [`Status::Feasible`].
///
/// # References
/// S. W. Hess and others, Nonpartisan political redistricting by computer, Operations Research 13 (1965); H. Validi, A. Buchanan
/// and E. Lykhovyd, Imposing contiguity constraints in political districting models, Operations Research 70 (2022).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CompactModel;

impl Strategy for CompactModel {
    fn name(&self) -> &'static str {
        "compact"
    }

    fn about(&self) -> &'static str {
        "The compact hub model as an integer programme with contiguity cuts; a bound, but only for small areas."
    }

    fn group(&self, instance: &Instance, run: &Run<'_>) -> Result<Grouping, SolveError> {
        Grouping::of(instance, self.solve(instance, run))
    }

    fn solve(&self, instance: &Instance, run: &Run<'_>) -> Result<Solution, SolveError> {
        supported(instance)?;
        let began = Instant::now();
        let mut record = Record::new(run.get_seed());
        let mut cuts: Vec<Cut> = Vec::new();
        loop {
            record.rounds += 1;
            let left = run
                .get_stop()
                .most_time()
                .map(|most| most.saturating_sub(began.elapsed()).as_secs_f64());
            let answer = model(instance, &cuts, left)?;
            record.seconds = began.elapsed().as_secs_f64();
            let Some((groups, lowest)) = answer else {
                let (least, most) = instance.groups();
                return Err(Infeasible::Exhausted {
                    units: instance.len(),
                    least,
                    most,
                }
                .into());
            };
            let fresh = cut_off(instance, &groups);
            if fresh.is_empty() {
                record.improvements = 1;
                record.stop = if lowest.is_some() {
                    StopReason::Optimal
                } else {
                    StopReason::Time
                };
                record.first_plan_seconds = Some(record.seconds);
                return finish(instance, groups, lowest, record);
            }
            cuts.extend(fresh);
            if run.get_stop().reached(began, record.rounds).is_some() {
                return Err(failed("the limit was reached before its solution hung together"));
            }
        }
    }
}

fn supported(instance: &Instance) -> Result<(), SolveError> {
    let file = instance.file();
    let what = if !instance.has_sites() || file.sites.iter().any(|site| site.unit.is_none()) {
        "sites that are units"
    } else if instance.has_pairs() {
        "no pair costs"
    } else if instance.measures().iter().any(|measure| measure.shape.is_some()) {
        "no shapes"
    } else {
        return Ok(());
    };
    Err(SolveError::Unsupported {
        strategy: "compact",
        needs: what,
    })
}

fn failed(what: &str) -> SolveError {
    SolveError::Solver {
        reason: what.to_owned(),
    }
}

fn finish(
    instance: &Instance,
    groups: BTreeMap<u32, Vec<u32>>,
    bound: Option<i64>,
    record: Record,
) -> Result<Solution, SolveError> {
    let partition = Partition::new(instance, groups.into_values())
        .ok_or_else(|| failed("its solution is no division of the units into connected groups"))?;
    if partition.violation() > 0 {
        return Err(failed("its solution lies outside a band"));
    }
    let mut groups: Vec<Group> = partition.groups().to_vec();
    groups.sort_by_key(|group| group.units.first().copied());
    let cost = partition.cost();
    Ok(Solution {
        groups,
        cost,
        bound: bound.map(|b| b.min(cost)),
        certificate: None,
        status: Status::Feasible,
        record,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::stop::Stop;
    use crate::objective::Objective;
    use crate::problem::{Networks, Problem};
    use crate::strategy::HeatBath;
    use crate::synthetic::Region;

    /// Two ways to the optimum that share nothing but the instance.
    #[test]
    fn agrees_with_the_exact_answer_of_the_heat_bath() {
        let mut solved = 0;
        for seed in 0..6 {
            let practices = Region::new(12)
                .seed(seed)
                .oversize(false)
                .build()
                .expect("a region");
            let problem = Problem::builder(practices)
                .networks(Networks::Range(1, 4))
                .build()
                .expect("a problem");
            let task = Objective::hub_travel().compile(&problem).expect("an instance");
            let run = Run::new().stop(Stop::rounds(100));
            match (
                CompactModel.solve(task.instance(), &run),
                HeatBath.solve(task.instance(), &run),
            ) {
                (Ok(compact), Ok(exact)) => {
                    assert_eq!(compact.cost, exact.cost, "seed {seed}");
                    assert!(
                        compact.bound.is_some_and(|bound| bound <= exact.cost),
                        "seed {seed}"
                    );
                    solved += 1;
                }
                (Err(SolveError::Infeasible(_)), Err(SolveError::Infeasible(_))) => {}
                (compact, exact) => panic!("seed {seed}: {compact:?} against {exact:?}"),
            }
        }
        assert!(solved > 0, "no seed gave an area with a plan");
    }
}
