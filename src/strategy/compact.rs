//! The compact model as an integer programme.

use super::Strategy;
use crate::engine::Run;
use crate::engine::feasible::Infeasible;
use crate::engine::instance::Instance;
use crate::engine::partition::{Group, Partition};
use crate::engine::solution::{Grouping, Record, Solution, SolveError, Status};
use crate::engine::stop::StopReason;
use good_lp::solvers::SolutionStatus;
use good_lp::{Expression, ResolutionError, Solution as _, SolverModel, Variable, WithMipGap, WithTimeLimit};
use good_lp::{constraint, variable, variables};
use std::collections::BTreeMap;
use std::time::Instant;

#[cfg(feature = "highs")]
use good_lp::solvers::highs::highs as solver;
#[cfg(not(feature = "highs"))]
use good_lp::solvers::microlp::microlp as solver;

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

/// A unit, a site, and the variable that says whether the one is served by the other.
type Served = BTreeMap<(u32, u32), Variable>;

/// Some unit cut off from its site, and the units of which one must also be served by that site.
struct Cut {
    unit: u32,
    site: u32,
    around: Vec<u32>,
}

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

/// Solves the model with these cuts: the units of each open site, and a lower bound where the solver finished; `None`
/// where it proved that there is no solution.
#[allow(clippy::type_complexity)]
fn model(
    instance: &Instance,
    cuts: &[Cut],
    seconds: Option<f64>,
) -> Result<Option<(BTreeMap<u32, Vec<u32>>, Option<i64>)>, SolveError> {
    let file = instance.file();
    let mut vars = variables!();
    let open: Vec<Variable> = file.sites.iter().map(|_| vars.add(variable().binary())).collect();
    let mut served = Served::new();
    let mut cost: Expression = open.iter().map(|&y| file.fixed as f64 * y).sum();
    for (h, site) in file.sites.iter().enumerate() {
        for &(unit, price) in &site.star {
            let x = vars.add(variable().binary());
            served.insert((unit, h as u32), x);
            cost += price as f64 * x;
        }
    }
    let mut problem = vars.minimise(cost.clone()).using(solver);
    for unit in 0..instance.len() as u32 {
        let ways = served.iter().filter(|((u, _), _)| *u == unit);
        problem = problem.with(constraint!(ways.map(|(_, &x)| x).sum::<Expression>() == 1));
    }
    for (h, site) in file.sites.iter().enumerate() {
        for (&(unit, _), &x) in served.iter().filter(|((_, s), _)| *s == h as u32) {
            // A hub serves the unit that it is.
            problem = match Some(unit) == site.unit {
                true => problem.with(constraint!(x == open[h])),
                false => problem.with(constraint!(x <= open[h])),
            };
        }
        for measure in instance.measures() {
            let Some(band) = measure.band else { continue };
            let mine = served.iter().filter(|((_, s), _)| *s == h as u32);
            let total: Expression = mine
                .map(|((u, _), &x)| measure.values[*u as usize] as f64 * x)
                .sum();
            problem = problem.with(constraint!(total.clone() >= band.least as f64 * open[h]));
            problem = problem.with(constraint!(total <= band.most as f64 * open[h]));
        }
    }
    let (least, most) = instance.groups();
    let count: Expression = open.iter().sum();
    problem = problem
        .with(constraint!(count.clone() >= least as f64))
        .with(constraint!(count <= most as f64));
    for cut in cuts {
        let x = served[&(cut.unit, cut.site)];
        let around: Expression = cut
            .around
            .iter()
            .filter_map(|&u| served.get(&(u, cut.site)))
            .sum();
        problem = problem.with(constraint!(x <= around));
    }
    problem = problem
        .with_mip_gap(0.0)
        .map_err(|error| failed(&error.to_string()))?;
    if let Some(seconds) = seconds {
        problem = problem.with_time_limit(seconds);
    }
    match problem.solve() {
        Ok(solution) => {
            let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
            let chosen = served.iter().filter(|&(_, &x)| solution.value(x) > 0.5);
            for (&(unit, site), _) in chosen {
                groups.entry(site).or_default().push(unit);
            }
            let finished = !matches!(solution.status(), SolutionStatus::TimeLimit);
            let lowest = solution.eval(cost);
            let bound = (lowest - lowest.abs() * 1e-6).floor() as i64;
            Ok(Some((groups, finished.then_some(bound))))
        }
        Err(ResolutionError::Infeasible) => Ok(None),
        Err(error) => Err(failed(&error.to_string())),
    }
}

fn failed(what: &str) -> SolveError {
    SolveError::Solver {
        reason: what.to_owned(),
    }
}

/// The cuts that each group in pieces breaks: for every piece without the hub, its first unit needs one of the units around it.
fn cut_off(instance: &Instance, groups: &BTreeMap<u32, Vec<u32>>) -> Vec<Cut> {
    let mut cuts = Vec::new();
    for (&site, units) in groups {
        let mut left: Vec<u32> = units.clone();
        while let Some(&first) = left.first() {
            let mut piece = vec![first];
            let mut at = 0;
            while let Some(&unit) = piece.get(at) {
                at += 1;
                let near = instance.neighbours(unit).iter().copied();
                let next: Vec<u32> = near.filter(|v| left.contains(v) && !piece.contains(v)).collect();
                piece.extend(next);
            }
            left.retain(|u| !piece.contains(u));
            let home = instance.file().sites[site as usize].unit;
            if home.is_none_or(|home| piece.contains(&home)) {
                continue;
            }
            let outside = piece.iter().flat_map(|&u| instance.neighbours(u)).copied();
            let mut around: Vec<u32> = outside.filter(|v| !piece.contains(v)).collect();
            around.sort_unstable();
            around.dedup();
            cuts.extend(piece.iter().map(|&unit| Cut {
                unit,
                site,
                around: around.clone(),
            }));
        }
    }
    cuts
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
