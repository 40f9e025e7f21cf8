//! The engine's front door.

use super::Run;
use super::instance::Instance;
use super::partition::Partition;
use super::progress::Observer;
use super::search::search;
use super::solution::{Record, Solution, SolveError, Status};
use super::start_plan::start_partition;
use super::stop::Stop;

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

    /// Searches for the cheapest plan until the limit. A plan to start from is never left for a dearer one.
    ///
    /// # Errors
    /// [`SolveError::Start`] where the plan to start from is none, [`SolveError::Infeasible`] with a proof,
    /// [`SolveError::NotFound`] with the nearest that was found, [`SolveError::Threads`].
    pub fn solve(&self) -> Result<Solution, SolveError> {
        let run = &self.run;
        let start = match run.get_start() {
            Some(groups) => Some(start_partition(self.instance, groups)?),
            None => None,
        };
        let found =
            run.on_threads(|| search(self.instance, run.get_seed(), run.get_stop(), run.get_observer()));
        match start {
            Some(start) => better(found, &start),
            None => found,
        }
    }
}

/// What was found, or the plan to start from where that is nearer to being allowed, or cheaper.
fn better(found: Result<Solution, SolveError>, start: &Partition<'_>) -> Result<Solution, SolveError> {
    let rank = match &found {
        Ok(solution) => (0, solution.cost),
        Err(SolveError::NotFound { violation, .. }) => (*violation, i64::MAX),
        Err(_) => return found,
    };
    if rank <= start.rank() {
        return found;
    }
    let mut groups = start.groups().to_vec();
    groups.sort_by_key(|group| group.units.first().copied());
    let (violation, cost) = start.rank();
    let (bound, certificate, record) = match found {
        Err(SolveError::NotFound { record, .. }) if violation > 0 => {
            return Err(SolveError::NotFound {
                violation,
                nearest: groups,
                record,
            });
        }
        Err(SolveError::NotFound { record, .. }) => (None, None, *record),
        Ok(solution) => (solution.bound, solution.certificate, solution.record),
        Err(other) => return Err(other),
    };
    Ok(Solution {
        groups,
        cost,
        bound,
        certificate,
        status: match bound == Some(cost) {
            true => Status::Optimal,
            false => Status::Feasible,
        },
        record: Record {
            first_plan_seconds: Some(0.0),
            ..record
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two units of 3 that are neighbours, to be one group of this band.
    fn pair(band: &str) -> Instance {
        let text = format!(
            r#"{{"format": "locality-instance/1", "units": ["A", "B"], "edges": [[0, 1]], "groups": {{"least": 1, "most": 1}},
            "measures": [{{"name": "size", "values": [3, 3], "band": {band}}}], "fixed": 5}}"#
        );
        serde_json::from_str(&text).expect("a sound instance")
    }

    fn not_found(violation: i64) -> Result<Solution, SolveError> {
        Err(SolveError::NotFound {
            violation,
            nearest: Vec::new(),
            record: Box::new(Record::new(1)),
        })
    }

    /// A search that found none gives way to a plan to start from.
    #[test]
    fn a_plan_to_start_from_is_better_than_none() {
        let instance = pair(r#"{"least": 6, "most": 6}"#);
        let start = Partition::new(&instance, [vec![0, 1]]).expect("a partition");
        let kept = better(not_found(1), &start).expect("a plan");
        assert_eq!((kept.cost, kept.status, kept.bound), (5, Status::Feasible, None));
        assert_eq!(instance.value(&kept.groups[0].units).violation, 0);
    }

    /// Outside its bands too, it is only kept where it is the nearer one.
    #[test]
    fn the_nearer_of_two_is_kept() {
        let instance = pair(r#"{"least": 8, "most": 9}"#);
        let start = Partition::new(&instance, [vec![0, 1]]).expect("a partition");
        for (found, kept, groups) in [(1, 1, 0), (3, 2, 1)] {
            let Err(SolveError::NotFound {
                violation, nearest, ..
            }) = better(not_found(found), &start)
            else {
                panic!("neither is a plan");
            };
            assert_eq!((violation, nearest.len()), (kept, groups));
        }
    }
}
