//! How a strategy is run: seed, threads, limits, where to start, and who listens.

use super::progress::{Observer, Silent};
use super::solution::SolveError;
use super::stop::Stop;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The settings of one run.
///
/// ```
/// use locality::engine::Run;
/// use locality::engine::stop::Stop;
/// let run = Run::new().seed(7).threads(2).stop(Stop::seconds(10));
/// assert_eq!(run.get_seed(), 7);
/// ```
#[derive(Clone)]
pub struct Run<'o> {
    seed: u64,
    threads: usize,
    stop: Stop,
    start: Option<Vec<Vec<u32>>>,
    memory: Option<u64>,
    checkpoint: Option<(PathBuf, Duration)>,
    resume: Option<PathBuf>,
    observer: &'o dyn Observer,
}

impl fmt::Debug for Run<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run")
            .field("seed", &self.seed)
            .field("threads", &self.threads)
            .field("stop", &self.stop)
            .field("start", &self.start.as_ref().map(Vec::len))
            .field("memory", &self.memory)
            .field("checkpoint", &self.checkpoint)
            .field("resume", &self.resume)
            .finish_non_exhaustive()
    }
}

impl Default for Run<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'o> Run<'o> {
    /// Rounds without a limit of one's own.
    pub const ROUNDS: u64 = 50;

    /// Seed 1, as many threads as the machine has, 50 rounds, no plan to start from, no limit of memory, nobody listens.
    #[must_use]
    pub fn new() -> Self {
        Self {
            seed: 1,
            threads: 0,
            stop: Stop::rounds(Self::ROUNDS),
            start: None,
            memory: None,
            checkpoint: None,
            resume: None,
            observer: &Silent,
        }
    }

    /// With this seed.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// On so many threads; 0 is as many as the machine has. The plan does not depend on it.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Until this limit.
    #[must_use]
    pub fn stop(mut self, stop: Stop) -> Self {
        self.stop = stop;
        self
    }

    /// From this plan: every unit in one connected group, as many groups as are asked for; they may lie outside their bands.
    /// [`Solver`](super::Solver) checks it and never returns a worse one; a strategy may pass it over.
    /// What lies outside its bands is mended first, and nothing else is touched until that is done.
    #[must_use]
    pub fn start(mut self, groups: Vec<Vec<u32>>) -> Self {
        self.start = Some(groups);
        self
    }

    /// With so many bytes of memory beside the instance itself, counted roughly: some 1,500 a unit for the search, which is refused
    /// with less; what is left is for the bound, which does without long lists, or is left out, where that is little.
    #[must_use]
    pub fn memory(mut self, bytes: u64) -> Self {
        self.memory = Some(bytes);
        self
    }

    /// Putting the search down in this file, so that it can be taken up again ([`resume`](Self::resume)): after the first round that
    /// ends so many seconds after the last time, 0 for every round, and where a limit ends the search between two rounds. The file is there as a whole or as it was before,
    /// whatever becomes of the process. Where it cannot be written the search goes on, and the observer is told
    /// ([`Progress::not_written`](super::progress::Progress::not_written)).
    ///
    /// What a limit cut short is not put down: it depends on the speed of the machine. [`Columns`](crate::strategy::Columns) and
    /// [`HeatBath`](crate::strategy::HeatBath) put their search down; strategies that begin anew in every round pass it over.
    #[must_use]
    pub fn checkpoint(mut self, path: impl Into<PathBuf>, every: u64) -> Self {
        self.checkpoint = Some((path.into(), Duration::from_secs(every)));
        self
    }

    /// Going on from this checkpoint of the same instance, made by the same version of the library with the same seed, limit of memory
    /// and plan to start from. After so many rounds in all, plan, cost, bound, certificate and counts are those of a search that
    /// was never put down, where the limit in the gap is the same: with another one it goes on, but a proof that goes further goes other ways.
    /// Limits in seconds begin anew; the seconds of the record are those of both together.
    #[must_use]
    pub fn resume(mut self, path: impl Into<PathBuf>) -> Self {
        self.resume = Some(path.into());
        self
    }

    /// Telling this observer after every round.
    #[must_use]
    pub fn observer(mut self, observer: &'o dyn Observer) -> Self {
        self.observer = observer;
        self
    }

    /// The seed.
    #[must_use]
    pub fn get_seed(&self) -> u64 {
        self.seed
    }

    /// The limits.
    #[must_use]
    pub fn get_stop(&self) -> &Stop {
        &self.stop
    }

    /// The plan to start from, as given.
    #[must_use]
    pub fn get_start(&self) -> Option<&[Vec<u32>]> {
        self.start.as_deref()
    }

    /// The limit of memory in bytes.
    #[must_use]
    pub fn get_memory(&self) -> Option<u64> {
        self.memory
    }

    /// Where the search is put down, and how often.
    #[must_use]
    pub fn get_checkpoint(&self) -> Option<(&Path, Duration)> {
        self.checkpoint
            .as_ref()
            .map(|(path, every)| (path.as_path(), *every))
    }

    /// The checkpoint to go on from.
    #[must_use]
    pub fn get_resume(&self) -> Option<&Path> {
        self.resume.as_deref()
    }

    /// The observer.
    #[must_use]
    pub fn get_observer(&self) -> &'o dyn Observer {
        self.observer
    }

    /// Does the work on this run's threads.
    ///
    /// # Errors
    /// [`SolveError::Threads`] when they cannot be started, and whatever the work returns.
    pub fn on_threads<T: Send>(
        &self,
        work: impl FnOnce() -> Result<T, SolveError> + Send,
    ) -> Result<T, SolveError> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build();
        let pool = pool.map_err(|error| SolveError::Threads {
            threads: self.threads,
            reason: error.to_string(),
        })?;
        pool.install(work)
    }
}
