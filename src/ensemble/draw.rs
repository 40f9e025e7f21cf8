//! Drawing an ensemble: many chains, on all cores.

use super::batches::Batches;
use super::chain::Chain;
use super::draw_error::DrawError;
use super::plans::PlanLines;
use super::result::{Ensemble, Walked};
use super::settings::{Settings, Shard};
use super::tally::Tally;
use crate::engine::instance::Instance;
use crate::engine::random::Stream;
use crate::engine::solution::SolveError;
use crate::engine::stop::Stop;
use crate::engine::{Run, Solver};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::fmt;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

/// What a chain asks to write its plans to.
pub type PlanWriter<'a> = &'a (dyn Fn(u32) -> io::Result<Box<dyn Write + Send>> + Sync);

/// Values of a recorded plan beside its cost, from the units of each group.
pub type Values<'a> = &'a (dyn Fn(&[Vec<u32>]) -> Vec<i64> + Sync);

/// An ensemble to be drawn: the settings, then [`run`](Self::run).
///
/// ```
/// use locality::ensemble::{Draw, Settings};
/// use locality::objective::Objective;
/// use locality::problem::Problem;
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// let task = Objective::hub_travel().compile(&problem)?;
/// let settings = Settings { chains: 2, steps: 500, thin: 5, ..Settings::default() };
/// let largest = |groups: &[Vec<u32>]| vec![groups.iter().map(|group| group.len() as i64).max().unwrap_or(0)];
/// let ensemble = Draw::new(task.instance(), settings).measures(&["practices-of-the-largest"], &largest).run()?;
/// assert_eq!(ensemble.measures(), ["cost", "practices-of-the-largest"]);
/// assert_eq!(ensemble.together().records(), 200);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "nothing is drawn until `run` is called"]
#[derive(Clone)]
pub struct Draw<'a> {
    instance: &'a Instance,
    settings: Settings,
    shard: Shard,
    threads: usize,
    names: Vec<String>,
    values: Values<'a>,
    plans: Option<PlanWriter<'a>>,
}

impl fmt::Debug for Draw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draw")
            .field("settings", &self.settings)
            .field("shard", &self.shard)
            .field("threads", &self.threads)
            .field("names", &self.names)
            .finish_non_exhaustive()
    }
}

impl<'a> Draw<'a> {
    /// All chains, on as many threads as the machine has, nothing measured but the cost, no plan written.
    pub fn new(instance: &'a Instance, settings: Settings) -> Self {
        Self {
            instance,
            settings,
            shard: Shard::WHOLE,
            threads: 0,
            names: Vec::new(),
            values: &|_| Vec::new(),
            plans: None,
        }
    }

    /// Only the chains of this shard.
    pub fn shard(mut self, shard: Shard) -> Self {
        self.shard = shard;
        self
    }

    /// On so many threads; 0 is as many as the machine has. What is drawn does not depend on it.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Measuring recorded plans also by these values, one for each name. They are asked for at recorded plans only, once each, from
    /// several threads; the units of a group come in no order.
    pub fn measures(mut self, names: &[impl AsRef<str>], values: Values<'a>) -> Self {
        self.names = names.iter().map(|name| name.as_ref().to_owned()).collect();
        self.values = values;
        self
    }

    /// Writing recorded plans to what is opened here for each chain, counted from 0: one line each of
    /// `{"assignment":[1,1,2],"sample":1}`, the group of every unit (by its first unit, from 1) and the number of the record. `binary-ensemble`
    /// packs and reads these lines.
    pub fn plans(mut self, open: PlanWriter<'a>) -> Self {
        self.plans = Some(open);
        self
    }

    /// Draws it. Each chain begins with a plan of the engine's own for its number; whatever the threads, and in whatever shards, the same
    /// plans come out. Memory does not depend on the steps: eight bytes a pair of units and thread.
    ///
    /// # Errors
    /// [`DrawError`]; of several chains, that of the first.
    pub fn run(&self) -> Result<Ensemble, DrawError> {
        self.settings.check()?;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build();
        let pool = pool.map_err(|error| DrawError::Threads {
            threads: self.threads,
            reason: error.to_string(),
        })?;
        // Whole numbers only, so that the order in which chains end does not matter.
        let sums = Mutex::new(Tally::new(self.instance.len(), 1 + self.names.len()));
        let chains = self.shard.chains(self.settings.chains).into_par_iter();
        let walked: Vec<Result<Walked, DrawError>> = pool.install(|| {
            let walk = |chain| {
                let (walked, tally) = self.walk(chain)?;
                sums.lock().unwrap_or_else(PoisonError::into_inner).merge(&tally);
                Ok(walked)
            };
            chains.map(walk).collect()
        });
        let walked = walked.into_iter().collect::<Result<Vec<_>, _>>()?;
        let sums = sums.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut measures = vec!["cost".to_owned()];
        measures.extend_from_slice(&self.names);
        Ok(Ensemble::new(
            self.instance,
            self.settings.clone(),
            measures,
            walked,
            sums.histograms,
            sums.together,
        ))
    }

    fn walk(&self, number: u32) -> Result<(Walked, Tally), DrawError> {
        let settings = &self.settings;
        let stream = |what| Stream::new(settings.seed, &[u64::from(number), what]);
        let start = start(self.instance, stream(0).below(u64::MAX)).map_err(|error| DrawError::Start {
            chain: number,
            source: Box::new(error),
        })?;
        let chain = Chain::on(self.instance, settings.variant, &start, stream(1));
        let mut chain = chain.map_err(|source| DrawError::Chain {
            chain: number,
            source,
        })?;
        let failed = |source| DrawError::Plans {
            chain: number,
            source,
        };
        let lines = self
            .plans
            .map(|open| open(number).map(PlanLines::new))
            .transpose();
        let mut lines = lines.map_err(failed)?;
        for _ in 0..settings.burn_in {
            chain.step();
        }
        let mut tally = Tally::new(self.instance.len(), 1 + self.names.len());
        let mut batches = vec![Batches::new(); 1 + self.names.len()];
        let records = settings.records();
        for record in 0..records {
            for _ in 0..settings.thin {
                chain.step();
            }
            let cost = chain.cost();
            let more = (self.values)(chain.groups());
            if more.len() != self.names.len() {
                return Err(DrawError::Values {
                    found: more.len(),
                    names: self.names.len(),
                });
            }
            for (measure, value) in std::iter::once(cost).chain(more).enumerate() {
                batches[measure].add(record, records, value);
                tally.histograms[measure].add(value);
            }
            tally.together.add(chain.groups());
            if let Some(lines) = &mut lines {
                lines.write(chain.groups(), record + 1).map_err(failed)?;
            }
        }
        if let Some(lines) = lines {
            lines.finish().map_err(failed)?;
        }
        let walked = Walked {
            chain: number,
            counts: chain.counts(),
            batches,
        };
        Ok((walked, tally))
    }
}

/// A plan that keeps every rule, by the engine: of one round, which nearly always has one, otherwise of as many as it has by default.
fn start(instance: &Instance, seed: u64) -> Result<Vec<Vec<u32>>, SolveError> {
    let solve = |rounds| {
        let run = Run::new().seed(seed).threads(1).stop(Stop::rounds(rounds));
        Solver::with(instance, run).solve()
    };
    let solution = match solve(1) {
        Err(SolveError::NotFound { .. }) => solve(Run::ROUNDS)?,
        other => other?,
    };
    Ok(solution.groups.into_iter().map(|group| group.units).collect())
}
