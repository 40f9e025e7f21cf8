//! The engine's front door.

use super::Run;
use super::columns::Bounding;
use super::instance::Instance;
use super::partition::Partition;
use super::primal::Primal;
use super::progress::{Observer, Progress};
use super::solution::{Record, Solution, SolveError, Status};
use super::start_plan::start_partition;
use super::stop::{Stop, StopReason};
use std::time::Instant;

/// What the search takes for a unit: 650,000 units with 32 near sites each took 778 MB with the instance.
const BYTES_A_UNIT: u64 = 1_500;

/// Solves an instance: the settings of a [`Run`], then [`solve`](Self::solve).
///
/// ```
/// use locality::engine::Solver;
/// use locality::engine::instance::Instance;
/// use locality::engine::stop::Stop;
/// let text = r#"{
///   "format": "locality-instance/1",
///   "units": ["A", "B", "C"],
///   "edges": [[0, 1], [1, 2]],
///   "sites": [{"name": "B", "unit": 1, "star": [[0, 5], [1, 0], [2, 7]]}],
///   "measures": [{"name": "patients", "values": [3, 4, 5], "band": {"least": 10, "most": 15}}],
///   "groups": {"least": 1, "most": 1}
/// }"#;
/// let instance: Instance = serde_json::from_str(text)?;
/// let solution = Solver::new(&instance).seed(7).threads(2).stop(Stop::gap(0.001).or_seconds(60)).solve()?;
/// assert_eq!((solution.cost, solution.bound), (12, Some(12)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a solver does nothing until `solve` is called"]
pub struct Solver<'i, 'o> {
    instance: &'i Instance,
    run: Run<'o>,
}

impl<'i, 'o> Solver<'i, 'o> {
    /// A solver of this instance with the settings of [`Run::new`].
    pub fn new(instance: &'i Instance) -> Self {
        Self::with(instance, Run::new())
    }

    /// A solver of this instance with these settings.
    pub fn with(instance: &'i Instance, run: Run<'o>) -> Self {
        Self { instance, run }
    }

    /// With this seed: see [`Run::seed`].
    pub fn seed(mut self, seed: u64) -> Self {
        self.run = self.run.seed(seed);
        self
    }

    /// On so many threads: see [`Run::threads`].
    pub fn threads(mut self, threads: usize) -> Self {
        self.run = self.run.threads(threads);
        self
    }

    /// Until this limit: see [`Run::stop`].
    pub fn stop(mut self, stop: Stop) -> Self {
        self.run = self.run.stop(stop);
        self
    }

    /// From this plan: see [`Run::start`].
    pub fn start(mut self, groups: Vec<Vec<u32>>) -> Self {
        self.run = self.run.start(groups);
        self
    }

    /// With so many bytes of memory: see [`Run::memory`].
    pub fn memory(mut self, bytes: u64) -> Self {
        self.run = self.run.memory(bytes);
        self
    }

    /// Telling this observer: see [`Run::observer`].
    pub fn observer(mut self, observer: &'o dyn Observer) -> Self {
        self.run = self.run.observer(observer);
        self
    }

    /// Searches for the cheapest plan and for the proof that none is cheaper, until the limit. A plan to start from is never left
    /// for a dearer one.
    ///
    /// # Errors
    /// [`SolveError::Start`] where the plan to start from is none, [`SolveError::Infeasible`] with a proof,
    /// [`SolveError::NotFound`] with the nearest that was found, [`SolveError::Memory`], [`SolveError::Threads`].
    pub fn solve(&self) -> Result<Solution, SolveError> {
        let start = match self.run.get_start() {
            Some(groups) => Some(start_partition(self.instance, groups)?),
            None => None,
        };
        self.run.on_threads(|| self.rounds(start))
    }

    /// What is left for the bound of the memory allowed.
    fn memory_for_bound(&self) -> Result<u64, SolveError> {
        let needs = self.instance.len() as u64 * BYTES_A_UNIT;
        let allowed = self.run.get_memory().unwrap_or(u64::MAX);
        match allowed.checked_sub(needs) {
            Some(rest) => Ok(rest),
            None => Err(SolveError::Memory {
                units: self.instance.len(),
                needs,
                allowed,
            }),
        }
    }

    /// Round by round: the search for plans beside the work on the proof, each with what the other found before.
    fn rounds(&self, start: Option<Partition<'i>>) -> Result<Solution, SolveError> {
        let (instance, stop) = (self.instance, self.run.get_stop());
        let began = Instant::now();
        let memory = self.memory_for_bound()?;
        let stopped = || stop.interrupted(began).is_some();
        let mut record = Record::new(self.run.get_seed());
        let mut primal = Primal::new(instance, self.run.get_seed())?;
        if let Some(start) = start {
            primal.take(start);
        }
        let mut improved = primal.round(&stopped);
        record.parts.search = began.elapsed().as_secs_f64();
        let mut bounding = Bounding::new(instance, primal.drain_groups(), memory);
        loop {
            record.rounds += 1;
            record.improvements += u64::from(improved);
            record.seconds = began.elapsed().as_secs_f64();
            let Some(best) = primal.best() else { continue };
            let plan = (best.violation() == 0).then(|| best.cost());
            let bound = bounding.bound();
            if plan.is_some() && record.first_plan_seconds.is_none() {
                record.first_plan_seconds = Some(record.seconds);
            }
            self.run.get_observer().round(&Progress {
                rounds: record.rounds,
                elapsed: began.elapsed(),
                violation: best.violation(),
                cost: best.cost(),
                bound,
                improved,
                best: best.groups(),
            });
            if record.rounds == 1 && primal.exact()? {
                // Every division was tried; what is left is to write the proof down.
                let cost = primal.best().map(Partition::cost);
                while !bounding.is_done() && bounding.bound() < cost && !stopped() {
                    bounding.step(cost, &mut record, &stopped);
                }
                record.stop = StopReason::Optimal;
                break;
            }
            let reason = match (plan, bound) {
                (Some(cost), Some(bound)) if bound >= cost => Some(StopReason::Optimal),
                (Some(cost), Some(bound)) if stop.near_enough(cost, bound) => Some(StopReason::Gap),
                _ => stop.reached(began, record.rounds),
            };
            if let Some(reason) = reason {
                record.stop = reason;
                break;
            }
            let mut proving = Record::new(0);
            let (search, plans) = rayon::join(
                || {
                    let began = Instant::now();
                    (primal.round(&stopped), began.elapsed().as_secs_f64())
                },
                || bounding.step(plan, &mut proving, &stopped),
            );
            improved = search.0;
            record.parts.search += search.1;
            record.add(&proving);
            for groups in plans {
                if let Some(plan) = Partition::new(instance, groups) {
                    improved |= primal.take(plan);
                }
            }
            bounding.meet(primal.drain_groups());
            record.cut_short = stopped();
        }
        record.seconds = began.elapsed().as_secs_f64();
        finish(primal.best(), &bounding, record)
    }
}

/// The best plan with what is proven of it.
fn finish(
    best: Option<&Partition<'_>>,
    bounding: &Bounding<'_>,
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
    // Above the plan's cost nothing can be proven: the plan is there. A small instance is proven by having tried everything.
    let bound = match record.stop {
        StopReason::Optimal => Some(cost),
        _ => bounding.bound().map(|bound| bound.min(cost)),
    };
    Ok(Solution {
        groups,
        cost,
        bound,
        certificate: bounding
            .certificate()
            .filter(|_| bounding.bound() >= bound)
            .cloned(),
        status: if bound == Some(cost) {
            Status::Optimal
        } else {
            Status::Feasible
        },
        record,
    })
}
