//! The loop of every search: the work on plans, and beside it the work on the proof where one is wanted, round after round.
//!
//! A limit in seconds, or a cancellation, ends the round that is under way early; what that round found is kept where it is
//! better, and the record says that it was cut short. Only what stands between two whole rounds is put down in a checkpoint.

use super::Run;
use super::checkpoint::{Head, Stand, hash_of};
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

/// The most steps on the proof beside one round of the search for plans: while fresh plans are made, and where it has found nothing for some
/// rounds.
const MOST_STEPS: usize = 4;

/// Rounds of the search for plans at once, beside steps that take long.
const ROUNDS: usize = 4;

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
    let head = (run.get_checkpoint().is_some() || run.get_resume().is_some())
        .then(|| Head::new(instance, run, bound.is_some()));
    let mut improved = false;
    let mut stand = match (run.get_resume(), &head) {
        (Some(path), Some(head)) => head.read(path, instance, bound)?,
        _ => {
            let begun = begin(instance, run.get_seed(), start, bound, &stopped)?;
            improved = begun.record.improvements > 0;
            begun
        }
    };
    // What a search that was put down had taken before.
    let earlier = stand.record.seconds;
    let mut written = Instant::now();
    // A first round that a limit cut short depends on the machine: nothing goes on from it.
    let whole = run.get_resume().is_some() || stop.interrupted(began).is_none();
    stand.record.cut_short = !whole;
    stand.record.memory = run.get_memory();
    stand.record.start = run.get_start().map(hash_of);
    stand.record.gap = stop.widest_gap();
    stand.record.stop = loop {
        stand.record.seconds = earlier + began.elapsed().as_secs_f64();
        let (plan, bound) = (stand.plan(), stand.bound());
        if plan.is_some() && stand.record.first_plan_seconds.is_none() {
            stand.record.first_plan_seconds = Some(stand.record.seconds);
        }
        let limit = stop.reached(began, stand.record.rounds);
        let mut not_written = None;
        if let (true, Some((path, every)), Some(head)) = (whole, run.get_checkpoint(), &head)
            && (limit.is_some() || written.elapsed() >= every)
        {
            not_written = head.write(path, &stand).err();
            written = Instant::now();
        }
        if let Some(best) = stand.primal.best() {
            run.get_observer().round(&Progress {
                rounds: stand.record.rounds,
                elapsed: began.elapsed(),
                violation: best.violation(),
                cost: best.cost(),
                bound,
                improved,
                best: best.groups(),
                not_written: not_written.as_ref(),
            });
        }
        if stand.record.rounds == 1 && stand.primal.exact()? {
            write_down(&mut stand, &stopped);
            break StopReason::Optimal;
        }
        match (plan, bound) {
            (Some(cost), Some(bound)) if bound >= cost => break StopReason::Optimal,
            (Some(cost), Some(bound)) if stop.near_enough(cost, bound) => break StopReason::Gap,
            (Some(_), _) if stop.at_first_plan() => break StopReason::Plan,
            _ => {}
        }
        if let Some(reason) = limit {
            break reason;
        }
        improved = round(&mut stand, plan.map(|cost| stop.enough(cost)), &stopped);
        stand.record.improvements += u64::from(improved);
        // A limit that passes after this counts the round as complete.
        if let Some(reason) = stop.interrupted(began) {
            stand.record.cut_short = true;
            break reason;
        }
        stand.record.rounds += 1;
    };
    stand.record.seconds = earlier + began.elapsed().as_secs_f64();
    finish(stand)
}

impl Stand<'_> {
    /// What the best plan costs that keeps every rule.
    fn plan(&self) -> Option<i64> {
        let allowed = self.primal.best().filter(|best| best.violation() == 0);
        allowed.map(Partition::cost)
    }

    /// What no plan can cost less than.
    fn bound(&self) -> Option<i64> {
        self.bounding.as_ref().and_then(Bounding::bound)
    }
}

/// Round 0, from a plan where there is one.
fn begin<'i>(
    instance: &'i Instance,
    seed: u64,
    start: Option<Partition<'i>>,
    bound: Option<u64>,
    stopped: Stopped<'_>,
) -> Result<Stand<'i>, SolveError> {
    let began = Instant::now();
    let mut record = Record::new(seed);
    let mut primal = Primal::new(instance, seed)?;
    let improved = match start {
        Some(start) => primal.begin_from(start, stopped),
        None => primal.round(stopped),
    };
    record.rounds = 1;
    record.improvements = u64::from(improved);
    record.parts.search = began.elapsed().as_secs_f64();
    let (groups, tried) = (primal.drain_groups(), primal.drain_tried());
    let bounding = bound.map(|memory| {
        let mut bounding = Bounding::new(instance, groups, memory);
        bounding.know(tried);
        bounding
    });
    Ok(Stand {
        record,
        primal,
        bounding,
    })
}

/// One round of both, side by side, each with what the other found before, and `goal` as the bound that is enough, where there is a plan;
/// returns whether there is a better plan.
fn round(stand: &mut Stand<'_>, goal: Option<i64>, stopped: Stopped<'_>) -> bool {
    let began = Instant::now();
    let Stand {
        record,
        primal,
        bounding,
    } = stand;
    let Some(bounding) = bounding else {
        let improved = primal.round(stopped);
        record.parts.search += began.elapsed().as_secs_f64();
        // Nobody asks for them.
        drop((primal.drain_groups(), primal.drain_tried()));
        return improved;
    };
    if bounding.dives() {
        primal.expect_prices();
    }
    if let Some(best) = primal.best() {
        bounding.look(best, primal.rival());
    }
    let combination = primal.best().filter(|best| best.violation() == 0);
    let combination = combination.and_then(|best| bounding.combination(best.cost()));
    let combines = combination.is_some();
    let mut proving = Record::new(0);
    // Fresh plans and combinations take a while, and what has found nothing for some rounds is worth less than a better bound.
    let steps = match primal.makes_fresh() || combines {
        true => MOST_STEPS,
        false if bounding.is_large() => 1,
        false => MOST_STEPS.min((primal.idle() as usize).saturating_add(1)),
    };
    // Until prices have made a plan of a large instance, they come first: a plan that has been annealed would not last.
    // Where plans of fewer groups and of more are proven each on their own, a step takes long, and there is more to be tried.
    let rounds = match bounding.is_young() && goal.is_some() {
        true => 0,
        false if bounding.counts() => ROUNDS,
        false => 1,
    };
    let mut combining = Record::new(0);
    let combine = || combination.and_then(|combination| combination.solve(&mut combining, stopped));
    let prove = || {
        let mut plans = Vec::new();
        for _ in 0..steps {
            // With a better plan there is less to be proven, and with the best one nothing.
            let proven = goal.is_some() && bounding.bound() >= goal;
            if proven || !plans.is_empty() || stopped() {
                break;
            }
            plans = bounding.step(goal, &mut proving, stopped);
            // What a combination finds should not wait for more.
            if combines && bounding.is_in_tree() {
                break;
            }
        }
        plans
    };
    let alone = primal.fills_threads();
    let mut search = || {
        let improved = (0..rounds).fold(false, |improved, _| primal.round(stopped) | improved);
        (improved, began.elapsed().as_secs_f64())
    };
    let others = || rayon::join(prove, combine);
    // One after the other or side by side: neither sees what the other does.
    let ((mut improved, seconds), (mut plans, combined)) = match alone {
        true => (search(), others()),
        false => rayon::join(search, others),
    };
    record.parts.search += seconds;
    record.add(&proving);
    record.add(&combining);
    plans.extend(combined);
    improved |= primal.complete(plans, stopped);
    bounding.meet(primal.drain_groups());
    bounding.know(primal.drain_tried());
    improved
}

/// Writes the proof of a small instance down, of which every division was tried.
fn write_down(stand: &mut Stand<'_>, stopped: Stopped<'_>) {
    let cost = stand.primal.best().map(Partition::cost);
    let Some(bounding) = &mut stand.bounding else {
        return;
    };
    for _ in 0..STEPS_OF_SMALL {
        if bounding.is_done() || bounding.bound() >= cost || stopped() {
            return;
        }
        bounding.step(cost, &mut stand.record, stopped);
    }
}

/// The best plan with what is proven of it.
fn finish(stand: Stand<'_>) -> Result<Solution, SolveError> {
    let proven = stand.bound();
    let Stand {
        record,
        primal,
        bounding,
    } = stand;
    let best = primal.best();
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
    // Above the plan's cost nothing can be proven: the plan is there. A small instance is proven by having tried everything.
    let bound = match record.stop {
        StopReason::Optimal => Some(cost),
        _ => proven.map(|bound| bound.min(cost)),
    };
    let certificate = bounding
        .as_ref()
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
