//! The plain search: one round of [`Primal`] after the other until a limit.
//!
//! A limit in seconds, or a cancellation, ends the round that is under way early; what that round found is kept where it is
//! better, and the record says that it was cut short.

use super::instance::Instance;
use super::partition::Partition;
use super::primal::Primal;
use super::progress::{Observer, Progress};
use super::solution::{Record, Solution, SolveError, Status};
use super::stop::{Stop, StopReason};
use std::time::Instant;

/// Searches for the cheapest plan until `stop`.
///
/// # Errors
/// [`SolveError::Infeasible`] with a proof, or [`SolveError::NotFound`] with the nearest that was found.
pub(crate) fn search(
    instance: &Instance,
    seed: u64,
    stop: &Stop,
    observer: &dyn Observer,
) -> Result<Solution, SolveError> {
    let began = Instant::now();
    let stopped = || stop.interrupted(began).is_some();
    let mut record = Record::new(seed);
    let mut primal = Primal::new(instance, seed)?;
    let mut improved = primal.round(&stopped);
    record.stop = loop {
        // Nobody asks for them.
        drop(primal.drain_groups());
        record.rounds += 1;
        record.improvements += u64::from(improved);
        record.seconds = began.elapsed().as_secs_f64();
        if let Some(best) = primal.best() {
            if best.violation() == 0 && record.first_plan_seconds.is_none() {
                record.first_plan_seconds = Some(record.seconds);
            }
            observer.round(&Progress {
                rounds: record.rounds,
                elapsed: began.elapsed(),
                violation: best.violation(),
                cost: best.cost(),
                bound: None,
                improved,
                best: best.groups(),
            });
        }
        if record.rounds == 1 && primal.exact()? {
            break StopReason::Optimal;
        }
        if let Some(reason) = stop.reached(began, record.rounds) {
            break reason;
        }
        improved = primal.round(&stopped);
        // A limit that passes after this counts the round as complete.
        if let Some(reason) = stop.interrupted(began) {
            record.cut_short = true;
            record.improvements += u64::from(improved);
            break reason;
        }
    };
    record.seconds = began.elapsed().as_secs_f64();
    finish(primal.best(), record)
}

fn finish(best: Option<&Partition<'_>>, record: Record) -> Result<Solution, SolveError> {
    let mut groups = best.map_or_else(Vec::new, |best| best.groups().to_vec());
    groups.sort_by_key(|group| group.units.first().copied());
    let violation = best.map_or(0, Partition::violation);
    if violation > 0 {
        return Err(SolveError::NotFound {
            violation,
            nearest: groups,
            record: Box::new(record),
        });
    }
    let cost = best.map_or(0, Partition::cost);
    let optimal = record.stop == StopReason::Optimal;
    Ok(Solution {
        groups,
        cost,
        bound: optimal.then_some(cost),
        certificate: None,
        status: if optimal {
            Status::Optimal
        } else {
            Status::Feasible
        },
        record,
    })
}
