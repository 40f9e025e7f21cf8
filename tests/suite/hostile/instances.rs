//! Sound instances of every kind, drawn without mercy and given to the engine: pairs of both signs, prices, several measures with bands,
//! sites that serve some, numbers that nearly fill their type. What comes out is counted again by the formula; so many units as can be tried
//! are tried; and of more the same task under other numbers of its units must not contradict.
//!
//! The tests make 40 of them; `LOCALITY_INSTANCES=N cargo test --release --test suite hostile::instances -- --nocapture` makes N.

use super::asked;
use super::ends::ends;
use crate::engine::made_up::{file_of, files, travel, travel_from_today};
use crate::engine::{brute, checked, recount};
use locality::engine::Solver;
use locality::engine::bound::verify_bound;
use locality::engine::instance::{InstanceFile, Shape};
use locality::engine::solution::{Solution, SolveError, Status};
use locality::engine::stop::Stop;
use proptest::prelude::*;
use proptest::sample;

/// So many instances where nothing else is asked for.
const FEW: u64 = 40;
/// Of so many units the cheapest plan is found by trying.
const TRIED: usize = 11;
/// The engine tries every plan itself up to 14 units; so many are beyond. Not more: where many are neighbours and bands are wide, the prices of
/// one round ask for very many groups.
const BEYOND: usize = 15;

/// An instance, and an order of its units.
fn drawn() -> impl Strategy<Value = (InstanceFile, Vec<u32>)> {
    let file = prop_oneof![
        2 => files(TRIED),
        1 => file_of(BEYOND),
        1 => travel(6..=BEYOND),
        1 => travel_from_today(6..=BEYOND),
        1 => travel(BEYOND..=BEYOND + 2),
    ];
    let large = (
        sample::select(vec![1, 1_000_003, 1_000_000_000]),
        sample::select(vec![1, 9_973]),
    );
    (file, large)
        .prop_map(|(file, (cost, size))| enlarged(file, cost, size))
        .prop_flat_map(|file| {
            let units: Vec<u32> = (0..file.units.len() as u32).collect();
            (Just(file), Just(units).prop_shuffle())
        })
}

/// Every cost and every size that many times.
fn enlarged(mut file: InstanceFile, cost: i64, size: i64) -> InstanceFile {
    file.fixed *= cost;
    file.pairs.iter_mut().for_each(|pair| pair.2 *= cost);
    let stars = file.sites.iter_mut().flat_map(|site| &mut site.star);
    stars.for_each(|way| way.1 *= cost);
    for measure in &mut file.measures {
        measure.values.iter_mut().for_each(|value| *value *= size);
        if let Some(band) = &mut measure.band {
            (band.least, band.most) = (band.least * size, band.most * size);
        }
        if let Some(shape) = &mut measure.shape {
            let points = shape
                .points()
                .iter()
                .map(|&(at, price)| (at * size, price * cost));
            *shape = Shape::new(points.collect()).expect("totals rise as before");
        }
    }
    file
}

/// The same task with unit `order[i]` in the place of unit `i`.
fn reordered(file: &InstanceFile, order: &[u32]) -> InstanceFile {
    let mut place = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old as usize] = new as u32;
    }
    let at = |unit: u32| place[unit as usize];
    let both = |a: u32, b: u32| (at(a).min(at(b)), at(a).max(at(b)));
    let mut new = file.clone();
    new.units = order
        .iter()
        .map(|&old| file.units[old as usize].clone())
        .collect();
    new.edges.iter_mut().for_each(|edge| *edge = both(edge.0, edge.1));
    for pair in &mut new.pairs {
        (pair.0, pair.1) = both(pair.0, pair.1);
    }
    for site in &mut new.sites {
        site.unit = site.unit.map(at);
        site.star.iter_mut().for_each(|way| way.0 = at(way.0));
        site.star.sort_unstable();
    }
    for (measure, old) in new.measures.iter_mut().zip(&file.measures) {
        measure.values = order.iter().map(|&unit| old.values[unit as usize]).collect();
    }
    new
}

/// What the engine proves of an instance: what no plan can cost less than, and what one costs. No plan costs less than `i64::MAX`
/// where there is none.
struct Proven {
    bound: Option<i64>,
    cost: Option<i64>,
    end: &'static str,
}

fn solved(file: &InstanceFile, seed: u64, threads: usize) -> Result<Proven, TestCaseError> {
    let instance = checked(file.clone());
    let solver = Solver::new(&instance).seed(seed).threads(threads);
    let (bound, cost, end) = match solver.stop(Stop::rounds(3)).solve() {
        Ok(solution) => {
            recount(&instance, &solution);
            let Solution { bound, status, .. } = solution;
            if let Some(certificate) = &solution.certificate {
                let verified = verify_bound(&instance, certificate);
                prop_assert_eq!(verified.ok(), bound);
            }
            prop_assert_eq!(status == Status::Optimal, bound == Some(solution.cost));
            let end = match (status, solution.certificate) {
                (Status::Optimal, None) => "the best plan, all tried",
                (Status::Optimal, Some(_)) => "the best plan, proven",
                (_, Some(_)) => "a plan with a bound",
                _ => "a plan",
            };
            (bound, Some(solution.cost), end)
        }
        Err(SolveError::Infeasible(proof)) => {
            prop_assert!(!proof.to_string().is_empty());
            (Some(i64::MAX), None, "no plan, proven")
        }
        Err(SolveError::NotFound { violation, .. }) => {
            prop_assert!(violation > 0);
            (None, None, "no plan found in 3 rounds")
        }
        Err(other) => return Err(TestCaseError::fail(other.to_string())),
    };
    Ok(Proven { bound, cost, end })
}

fn end(file: &InstanceFile, order: &[u32], seed: u64) -> Result<&'static str, TestCaseError> {
    let one = solved(file, seed, 1)?;
    let other = solved(&reordered(file, order), seed ^ 1, 2)?;
    let bound = one.bound.max(other.bound);
    let cost = one.cost.into_iter().chain(other.cost).min();
    prop_assert!(
        bound.is_none() || cost.is_none() || bound <= cost,
        "{:?} is proven, {:?} found",
        bound,
        cost
    );
    if file.units.len() <= TRIED {
        let best = brute::plan(file).map(|(cost, _)| cost);
        prop_assert_eq!(one.cost, best);
        prop_assert_eq!(one.bound, Some(best.unwrap_or(i64::MAX)));
    }
    Ok(one.end)
}

#[test]
fn no_instance_breaks_the_engine() {
    let number = asked("LOCALITY_INSTANCES").unwrap_or(FEW);
    let ends = ends(&(drawn(), any::<u64>()), number, |((file, order), seed)| {
        end(&file, &order, seed)
    });
    for kind in [
        "the best plan, all tried",
        "the best plan, proven",
        "no plan, proven",
    ] {
        assert!(ends.contains_key(kind), "no instance ended so: {kind}");
    }
}
