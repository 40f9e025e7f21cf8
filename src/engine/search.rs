//! The search: a first plan by annealing everything, then round after round of annealing regions of it anew.
//!
//! ```text
//! round 0      grow groups from random seeds; anneal all of it
//! round r      choose regions of neighbouring groups, apart from each other
//!              anneal each region anew from where it stands, side by side
//!              in rounds 1, 4, 16, 64 ... also make a whole fresh plan, with more steps than the first
//!              keep what is better; polish what changed
//! ```
//!
//! Which regions a round chooses and every number that it draws follow from the seed and the number of the round alone,
//! so that threads change nothing. A limit in seconds, or a cancellation, ends the round that is under way early; what that
//! round found is kept where it is better, and the record says that it was cut short.

use super::anneal::{Cooling, anneal};
use super::feasible::{Component, Infeasible, components, counts};
use super::heat_bath::HeatBath;
use super::instance::Instance;
use super::partition::{Group, Partition};
use super::polish::polish;
use super::progress::{Observer, Progress};
use super::random::Stream;
use super::region::Region;
use super::regions::regions;
use super::repartition::Repartition;
use super::solution::{Record, Solution, SolveError, Status};
use super::start::grow;
use super::stop::{Stop, StopReason};
use rayon::prelude::*;
use std::time::Instant;

/// Heat-bath steps for each unit in a first plan or a region.
const STEPS: u64 = 60;
/// Instances of at most so many units are also solved exactly.
const EXACT: usize = 14;

/// The numbers of the streams of random numbers.
const FIRST: u64 = 0;
const CHOOSE: u64 = 1;
const ANNEAL: u64 = 2;
const FRESH: u64 = 3;

/// Everything that stays the same during one search.
struct Search<'a> {
    instance: &'a Instance,
    parts: Vec<Component>,
    seed: u64,
    stop: &'a Stop,
    began: Instant,
}

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
    let search = Search {
        instance,
        parts: components(instance)?,
        seed,
        stop,
        began,
    };
    let mut record = Record::new(seed);
    let mut best = search.fresh(1, &mut Stream::new(seed, &[FIRST]));
    let mut improved = true;
    record.stop = loop {
        record.rounds += 1;
        record.improvements += u64::from(improved);
        record.seconds = began.elapsed().as_secs_f64();
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
        if record.rounds == 1 && instance.len() <= EXACT {
            search.exact(&mut best)?;
            break StopReason::Optimal;
        }
        if let Some(reason) = stop.reached(began, record.rounds) {
            break reason;
        }
        let next = search.round(&best, record.rounds);
        // Asked once: a limit that passes after this counts the round that was kept.
        let cut_short = stop.interrupted(began);
        improved = next.rank() < best.rank();
        if improved {
            best = next;
        }
        if let Some(reason) = cut_short {
            record.cut_short = true;
            record.improvements += u64::from(improved);
            break reason;
        }
    };
    record.seconds = began.elapsed().as_secs_f64();
    finish(&best, record)
}

fn finish(best: &Partition<'_>, record: Record) -> Result<Solution, SolveError> {
    let mut groups = best.groups().to_vec();
    groups.sort_by_key(|group| group.units.first().copied());
    if best.violation() > 0 {
        return Err(SolveError::NotFound {
            violation: best.violation(),
            nearest: groups,
            record: Box::new(record),
        });
    }
    let optimal = record.stop == StopReason::Optimal;
    Ok(Solution {
        groups,
        cost: best.cost(),
        bound: optimal.then_some(best.cost()),
        certificate: None,
        status: if optimal {
            Status::Optimal
        } else {
            Status::Feasible
        },
        record,
    })
}

impl<'a> Search<'a> {
    fn stopped(&self) -> bool {
        self.stop.interrupted(self.began).is_some()
    }

    /// A whole plan from nothing.
    fn fresh(&self, effort: u64, random: &mut Stream) -> Partition<'a> {
        let units: Vec<Vec<u32>> = self.parts.iter().map(|part| part.units.clone()).collect();
        let counts = counts(self.instance, &self.parts);
        let mut partition = grow(self.instance, &units, &counts, random);
        let mut bath = HeatBath::new();
        let mut run = |mut partition: Partition<'a>, cooling: Cooling| {
            let best = anneal(&mut partition, cooling, random, &mut bath, &|| self.stopped());
            Partition::of_groups(self.instance, best)
        };
        // A short cold run first: it shows what plans cost here, which sets the scale of the temperature.
        let steps = self.instance.len() as u64 * STEPS;
        let mut cold = Cooling::of(&partition, steps / 6, 1, 1000);
        cold.lenient = cold.strict;
        partition = run(partition, cold);
        let cooling = Cooling::of(&partition, steps * effort, 1, 1);
        run(partition, cooling)
    }

    /// Polishes around the groups that are not as they were.
    fn polish(&self, partition: &mut Partition<'a>, before: Option<&Partition<'a>>) {
        let groups = partition.groups().iter().enumerate();
        let old = |at: usize| before.and_then(|before| before.groups().get(at));
        let changed = groups
            .filter(|&(at, group)| old(at) != Some(group))
            .map(|(at, _)| at as u32);
        let changed: Vec<u32> = changed.collect();
        polish(partition, changed, &mut Repartition::new(), &|| self.stopped());
    }

    /// One round from the best plan so far: never worse.
    fn round(&self, best: &Partition<'a>, round: u64) -> Partition<'a> {
        let mut tasks: Vec<Option<Vec<u32>>> = regions(best, &mut Stream::new(self.seed, &[CHOOSE, round]))
            .into_iter()
            .map(Some)
            .collect();
        if wants_fresh(round) {
            tasks.push(None);
        }
        // Collected in the order of the tasks, whichever thread did them.
        let done: Vec<Done<'a>> = tasks
            .into_par_iter()
            .enumerate()
            .map(|(number, task)| match task {
                Some(groups) => {
                    let random = Stream::new(self.seed, &[ANNEAL, round, number as u64]);
                    let new = self.region(best, &groups, number == 0, random);
                    Done::Region { groups, new }
                }
                None => {
                    let mut fresh =
                        self.fresh(fresh_effort(round), &mut Stream::new(self.seed, &[FRESH, round]));
                    self.polish(&mut fresh, None);
                    Done::Fresh(fresh)
                }
            })
            .collect();
        let mut next = best.clone();
        // Closing a group renumbers the last one; with the number of groups free only the first region changes it,
        // so that it must come last.
        for done in done.iter().rev() {
            if let Done::Region {
                groups,
                new: Some(new),
            } = done
            {
                next.replace(groups, new.clone());
            }
        }
        if next.rank() < best.rank() || round == 1 {
            self.polish(&mut next, if round == 1 { None } else { Some(best) });
        }
        for done in done {
            if let Done::Fresh(fresh) = done
                && fresh.rank() < next.rank()
            {
                next = fresh;
            }
        }
        next
    }

    /// Anneals a region anew; its new groups where they are better. Only one region of a round may change the number of
    /// groups, or two could together leave the range.
    fn region(
        &self,
        best: &Partition<'a>,
        groups: &[u32],
        free: bool,
        mut random: Stream,
    ) -> Option<Vec<Group>> {
        let units: Vec<u32> = groups
            .iter()
            .flat_map(|&g| best.groups()[g as usize].units.iter().copied())
            .collect();
        let (least, most) = self.instance.groups();
        let others = best.groups().len() - groups.len();
        let (least, most) = match free {
            true => (
                least.saturating_sub(others).max(1),
                most.saturating_sub(others).min(units.len()),
            ),
            false => (groups.len(), groups.len()),
        };
        let region = Region::new(self.instance, units, least, most).ok()?;
        let mut share = region.share(best)?;
        let before = share.rank();
        let warmth = [(1, 10), (3, 10), (1, 1)][random.index(3)];
        let steps = region.instance().len() as u64 * STEPS;
        let cooling = Cooling::of(&share, steps, warmth.0, warmth.1);
        let found = anneal(&mut share, cooling, &mut random, &mut HeatBath::new(), &|| {
            self.stopped()
        });
        let found = Partition::of_groups(region.instance(), found);
        (found.rank() < before).then(|| region.to_whole(found.groups()))
    }

    /// Solves a small instance exactly, from a plan that is a ceiling.
    fn exact(&self, best: &mut Partition<'a>) -> Result<(), Infeasible> {
        let units: Vec<u32> = (0..self.instance.len() as u32).collect();
        let (least, most) = self.instance.groups();
        let below = if best.violation() > 0 {
            i64::MAX / 4
        } else {
            best.cost()
        };
        match Repartition::new().solve(self.instance, &units, least..=most, below) {
            Some(groups) => *best = Partition::of_groups(self.instance, groups),
            None if best.violation() > 0 => {
                return Err(Infeasible::Exhausted {
                    units: units.len(),
                    least,
                    most,
                });
            }
            None => {}
        }
        Ok(())
    }
}

enum Done<'a> {
    Region {
        groups: Vec<u32>,
        new: Option<Vec<Group>>,
    },
    Fresh(Partition<'a>),
}

/// Whether a round also makes a fresh plan: rounds 1, 4, 16, 64 ...
fn wants_fresh(round: u64) -> bool {
    round.is_power_of_two() && round.trailing_zeros().is_multiple_of(2)
}

/// How many times the steps of the first plan a fresh one gets. Long runs early decide how many groups each town has, which
/// regions can hardly mend; later ones take about as long as the regions since the one before.
fn fresh_effort(round: u64) -> u64 {
    (round / 2).max(4)
}
