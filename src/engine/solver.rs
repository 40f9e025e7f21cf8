//! The engine's front door.

use super::Run;
use super::instance::Instance;
use super::progress::Observer;
use super::search::search;
use super::solution::{Solution, SolveError};
use super::start_plan::start_partition;
use super::stop::Stop;
use std::path::PathBuf;

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

    /// Putting the search down in this file: see [`Run::checkpoint`].
    pub fn checkpoint(mut self, path: impl Into<PathBuf>, every: u64) -> Self {
        self.run = self.run.checkpoint(path, every);
        self
    }

    /// Going on from this checkpoint: see [`Run::resume`].
    pub fn resume(mut self, path: impl Into<PathBuf>) -> Self {
        self.run = self.run.resume(path);
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
    /// [`SolveError::Start`] where the plan to start from is none, [`SolveError::Resume`] where a checkpoint is no such thing,
    /// [`SolveError::Infeasible`] with a proof,
    /// [`SolveError::NotFound`] with the nearest that was found, [`SolveError::Memory`], [`SolveError::Threads`].
    pub fn solve(&self) -> Result<Solution, SolveError> {
        let start = match self.run.get_start() {
            Some(groups) => Some(start_partition(self.instance, groups)?),
            None => None,
        };
        let memory = self.memory_for_bound()?;
        self.run
            .on_threads(|| search(self.instance, &self.run, start, Some(memory)))
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
}
