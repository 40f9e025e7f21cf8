//! The rounds of a run: what each came to, which was best, and when to end.

use crate::engine::Run;
use crate::engine::instance::Instance;
use crate::engine::progress::Progress;
use crate::engine::random::Stream;
use crate::engine::solution::{Broken, Grouping, Record};
use crate::engine::stop::StopReason;
use std::cell::Cell;
use std::time::Instant;

/// The rounds of a run under way. Groupings are compared by what they break, then by what they cost.
pub(super) struct Attempts<'i, 'r, 'o> {
    instance: &'i Instance,
    run: &'r Run<'o>,
    began: Instant,
    record: Record,
    best: Option<Grouping>,
    /// Whether the round under way was told to end.
    interrupted: Cell<bool>,
}

/// What is compared: first whether units are missing, groups are in pieces or of another number, then how far outside the bands
/// they are, then the cost.
fn rank(grouping: &Grouping) -> (usize, i64, i64) {
    let Broken {
        missing,
        too_many_or_few,
        in_pieces,
        by,
        ..
    } = grouping.broken;
    (missing + too_many_or_few + in_pieces, by, grouping.cost)
}

impl<'i, 'r, 'o> Attempts<'i, 'r, 'o> {
    pub(super) fn new(instance: &'i Instance, run: &'r Run<'o>) -> Self {
        Self {
            instance,
            run,
            began: Instant::now(),
            record: Record::new(run.get_seed()),
            best: None,
            interrupted: Cell::new(false),
        }
    }

    /// The random numbers of the round that comes next; streams with another first number are the strategy's own.
    pub(super) fn random(&self) -> Stream {
        Stream::new(self.run.get_seed(), &[0, self.record.rounds])
    }

    /// Whether the round under way is to end at once, with what it has.
    pub(super) fn stopped(&self) -> bool {
        let stopped = self.run.get_stop().interrupted(self.began).is_some();
        self.interrupted.set(self.interrupted.get() || stopped);
        stopped
    }

    /// Ends a round with these groups, which hold every unit at most once. Returns whether there is to be another.
    pub(super) fn offer(&mut self, groups: Vec<Vec<u32>>) -> bool {
        let grouping = Grouping::with(self.instance, groups, Record::new(0));
        let improved = self.best.as_ref().is_none_or(|best| rank(&grouping) < rank(best));
        if improved {
            self.best = Some(grouping);
            self.record.improvements += 1;
        }
        self.record.rounds += 1;
        self.record.seconds = self.began.elapsed().as_secs_f64();
        let stop = self.run.get_stop();
        let mut kept = false;
        if let Some(best) = &self.best {
            kept = best.broken.is_none();
            self.run.get_observer().round(&Progress {
                rounds: self.record.rounds,
                elapsed: self.began.elapsed(),
                violation: best.broken.by,
                cost: best.cost,
                bound: None,
                improved,
                best: &best.groups,
                not_written: None,
            });
        }
        if kept && self.record.first_plan_seconds.is_none() {
            self.record.first_plan_seconds = Some(self.record.seconds);
        }
        self.record.cut_short = self.interrupted.get();
        let reason = match stop.reached(self.began, self.record.rounds) {
            Some(reason) => Some(reason),
            None if kept && stop.at_first_plan() => Some(StopReason::Plan),
            None => None,
        };
        if let Some(reason) = reason {
            self.record.stop = reason;
        }
        reason.is_none()
    }

    /// The best of the rounds, of which there was one at least.
    pub(super) fn finish(mut self) -> Grouping {
        self.record.seconds = self.began.elapsed().as_secs_f64();
        match self.best {
            Some(mut best) => {
                best.record = self.record;
                best
            }
            None => Grouping::with(self.instance, Vec::new(), self.record),
        }
    }

    /// The one grouping of a strategy in which nothing is random: another round would be the same.
    pub(super) fn only(mut self, groups: Vec<Vec<u32>>) -> Grouping {
        if self.offer(groups) || self.record.stop == StopReason::Rounds {
            self.record.stop = StopReason::Done;
        }
        self.finish()
    }
}
