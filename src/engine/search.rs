//! The loop of every search: the work on plans, and beside it the work on the proof where one is wanted, round after round.
//!
//! A limit in seconds, or a cancellation, ends the round that is under way early; what that round found is kept where it is
//! better, and the record says that it was cut short.

use super::Run;
use super::columns::Bounding;
use super::instance::Instance;
use super::partition::Partition;
use super::primal::Primal;
use super::progress::Progress;
use super::solution::{Record, Solution, SolveError, Status};
use super::stop::{StopReason, Stopped};
use std::time::Instant;

/// Steps on the proof of an instance so small that everything was tried.
const STEPS_OF_SMALL: usize = 12;

/// Steps on the proof while fresh plans are made.
const STEPS_BESIDE_FRESH: usize = 4;

/// Searches for the cheapest plan until the run's limits, beginning with a plan where there is one; with `bound` also for the
/// proof that none is cheaper, in so many bytes of memory.
///
/// # Errors
/// [`SolveError::Infeasible`] with a proof, or [`SolveError::NotFound`] with the nearest that was found.
pub(crate) fn search<'i>(
    instance: &'i Instance,
    run: &Run<'_>,
    start: Option<Partition<'i>>,
    bound: Option<u64>,
) -> Result<Solution, SolveError> {
    let (stop, began) = (run.get_stop(), Instant::now());
    let stopped = || stop.interrupted(began).is_some();
    let mut record = Record::new(run.get_seed());
    let mut primal = Primal::new(instance, run.get_seed())?;
    let mut improved = match start {
        Some(start) => primal.begin_from(start, &stopped),
        None => primal.round(&stopped),
    };
    record.parts.search = began.elapsed().as_secs_f64();
    let groups = primal.drain_groups();
    let mut bounding = bound.map(|memory| Bounding::new(instance, groups, memory));
    record.stop = loop {
        record.rounds += 1;
        record.improvements += u64::from(improved);
        record.seconds = began.elapsed().as_secs_f64();
        let bound = bounding.as_ref().and_then(Bounding::bound);
        let plan = primal
            .best()
            .filter(|best| best.violation() == 0)
            .map(Partition::cost);
        if plan.is_some() && record.first_plan_seconds.is_none() {
            record.first_plan_seconds = Some(record.seconds);
        }
        if let Some(best) = primal.best() {
            run.get_observer().round(&Progress {
                rounds: record.rounds,
                elapsed: began.elapsed(),
                violation: best.violation(),
                cost: best.cost(),
                bound,
                improved,
                best: best.groups(),
            });
        }
        if record.rounds == 1 && primal.exact()? {
            write_down(&primal, bounding.as_mut(), &mut record, &stopped);
            break StopReason::Optimal;
        }
        match (plan, bound) {
            (Some(cost), Some(bound)) if bound >= cost => break StopReason::Optimal,
            (Some(cost), Some(bound)) if stop.near_enough(cost, bound) => break StopReason::Gap,
            (Some(_), _) if stop.at_first_plan() => break StopReason::Plan,
            _ => {}
        }
        if let Some(reason) = stop.reached(began, record.rounds) {
            break reason;
        }
        improved = round(&mut primal, bounding.as_mut(), plan, &mut record, &stopped);
        // A limit that passes after this counts the round as complete.
        if let Some(reason) = stop.interrupted(began) {
            record.cut_short = true;
            record.improvements += u64::from(improved);
            break reason;
        }
    };
    record.seconds = began.elapsed().as_secs_f64();
    finish(primal.best(), bounding.as_ref(), record)
}

/// One round of both, side by side, each with what the other found before; returns whether there is a better plan.
fn round<'i>(
    primal: &mut Primal<'i>,
    bounding: Option<&mut Bounding<'i>>,
    plan: Option<i64>,
    record: &mut Record,
    stopped: Stopped<'_>,
) -> bool {
    let began = Instant::now();
    let Some(bounding) = bounding else {
        let improved = primal.round(stopped);
        record.parts.search += began.elapsed().as_secs_f64();
        // Nobody asks for them.
        drop(primal.drain_groups());
        return improved;
    };
    if bounding.dives() {
        primal.expect_prices();
    }
    let mut proving = Record::new(0);
    // Fresh plans take a while; the bound gets that far in the meantime.
    let steps = if primal.makes_fresh() {
        STEPS_BESIDE_FRESH
    } else {
        1
    };
    let prove = || {
        let steps = (0..steps).take_while(|_| !stopped());
        let plans = steps.map(|_| bounding.step(plan, &mut proving, stopped));
        plans.flatten().collect::<Vec<_>>()
    };
    let ((mut improved, seconds), plans) =
        rayon::join(|| (primal.round(stopped), began.elapsed().as_secs_f64()), prove);
    record.parts.search += seconds;
    record.add(&proving);
    for groups in plans {
        improved |= primal.complete(groups, stopped);
    }
    bounding.meet(primal.drain_groups());
    improved
}

/// Writes the proof of a small instance down, of which every division was tried.
fn write_down(
    primal: &Primal<'_>,
    bounding: Option<&mut Bounding<'_>>,
    record: &mut Record,
    stopped: Stopped<'_>,
) {
    let cost = primal.best().map(Partition::cost);
    let Some(bounding) = bounding else { return };
    for _ in 0..STEPS_OF_SMALL {
        if bounding.is_done() || bounding.bound() >= cost || stopped() {
            return;
        }
        bounding.step(cost, record, stopped);
    }
}

/// The best plan with what is proven of it.
fn finish(
    best: Option<&Partition<'_>>,
    bounding: Option<&Bounding<'_>>,
    record: Record,
) -> Result<Solution, SolveError> {
    let mut groups = best.map_or_else(Vec::new, |best| best.groups().to_vec());
    groups.sort_by_key(|group| group.units.first().copied());
    let (violation, cost) = best.map_or((0, 0), Partition::rank);
    if violation > 0 {
        return Err(SolveError::NotFound {
            violation,
            nearest: groups,
            record: Box::new(record),
        });
    }
    let proven = bounding.and_then(Bounding::bound);
    // Above the plan's cost nothing can be proven: the plan is there. A small instance is proven by having tried everything.
    let bound = match record.stop {
        StopReason::Optimal => Some(cost),
        _ => proven.map(|bound| bound.min(cost)),
    };
    let certificate = bounding
        .and_then(Bounding::certificate)
        .filter(|_| proven >= bound);
    Ok(Solution {
        groups,
        cost,
        bound,
        certificate: certificate.cloned(),
        status: if bound == Some(cost) {
            Status::Optimal
        } else {
            Status::Feasible
        },
        record,
    })
}
