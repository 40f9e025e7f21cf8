//! Waves filled with networks.

use super::choice::round;
use super::programme::{Task, relax};
use super::score::MOST;
use super::wave::{Wave, check};
use crate::fault::{Fault, FaultCode, Faults};
use crate::graph::PracticeGraph;
use crate::network::NetworkTable;
use crate::practice::{AreaLevel, OdsCode, Practices};
use crate::units::Patients;
use serde::Serialize;
use std::collections::BTreeMap;

/// A wave with its networks, and what is reached by its date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// What was asked.
    pub wave: Wave,
    /// The networks that begin in it, by position in the table, ascending.
    pub begins: Vec<usize>,
    /// Networks live by then, earlier ones included.
    pub live: u64,
    /// Patients covered by then.
    pub covered: Patients,
    /// Score × patients of those that begin.
    pub worth: u64,
    /// What no choice of this wave, after the waves before it, could be worth more than.
    pub bound: u64,
}

impl Stage {
    /// How far the worth may be below the best possible, 0 to 1; nought where it is proven to be the best.
    #[must_use]
    pub fn gap(&self) -> f64 {
        match self.bound {
            0 => 0.0,
            bound => bound.saturating_sub(self.worth) as f64 / bound as f64,
        }
    }
}

/// When each network begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Schedule {
    /// The waves, in time.
    pub stages: Vec<Stage>,
    /// The wave of each network, by position; `None` for those that no wave has reached.
    pub wave_of: Vec<Option<usize>>,
    /// All patients of the practices, those in no network included.
    pub patients: Patients,
}

/// Fills the waves one after the other. `scores` has 0 to 1,000 for each network ([`scores`](super::scores)); `neighbours` says who is next
/// to whom ([`NetworkTable::neighbours`]); `regions` is the level that `least_per_region` counts. O(waves × the linear programme:
/// networks × (regions + 3)).
///
/// ```
/// use locality::graph::PracticeGraph;
/// use locality::network::NetworkTable;
/// use locality::plan::Plan;
/// use locality::practice::AreaLevel;
/// use locality::rollout::{Wave, roll_out};
/// let county = locality::synthetic::county();
/// let networks = NetworkTable::new(&county, &Plan::today(&county), &[])?;
/// let neighbours = networks.neighbours(&PracticeGraph::yardstick(&county));
/// let waves = [Wave::by("2027-03-31").networks(3), Wave::by("2028-03-31").coverage(50)];
/// let scores = vec![500; networks.len()];
/// let schedule = roll_out(&county, &networks, &neighbours, &scores, AreaLevel::Region, &waves)?;
/// assert_eq!(schedule.stages[0].live, 3);
/// assert!(schedule.stages[1].covered.get() * 2 >= schedule.patients.get());
/// # Ok::<(), locality::fault::Faults>(())
/// ```
///
/// # Errors
/// All that is wrong with waves and scores: targets beyond 100 or falling (`R001`), waves out of order, without a date or with too
/// few networks (`R002`), scores that do not fit (`R004`). Then the first wave that cannot be filled: `R003`, which says whether that
/// is proven or no choice was found, and `R005` where the solver fails.
pub fn roll_out(
    practices: &Practices,
    networks: &NetworkTable,
    neighbours: &PracticeGraph,
    scores: &[u64],
    regions: AreaLevel,
    waves: &[Wave],
) -> Result<Schedule, Faults> {
    let mut faults = Vec::new();
    check(waves, &mut faults);
    for (what, number) in [("scores", scores.len()), ("neighbours", neighbours.len())] {
        if number != networks.len() {
            let what = format!("{what} of {number} networks, there are {}", networks.len());
            faults.push(Fault::new(FaultCode::ScoresMisfit, what));
        }
    }
    if let Some(score) = scores.iter().find(|&&score| score > MOST) {
        faults.push(Fault::new(FaultCode::ScoresMisfit, format!("a score of {score}")));
    }
    Faults::none_or(faults)?;
    let patients = networks.as_slice().iter().map(|n| n.patients(practices).get());
    let patients: Vec<u64> = patients.collect();
    let worth = patients
        .iter()
        .zip(scores)
        .map(|(p, score)| p.saturating_mul(*score));
    let areas = networks.areas(practices, regions).into_iter();
    let rollout = Rollout {
        worth: worth.collect(),
        region: numbered(areas.map(|area| area.map(|area| area.code))),
        all: practices.patients(),
        patients,
        neighbours,
        waves,
    };
    let mut wave_of: Vec<Option<usize>> = vec![None; networks.len()];
    let mut stages = Vec::new();
    for w in 0..waves.len() {
        let live: Vec<bool> = wave_of.iter().map(Option::is_some).collect();
        let stage = rollout.fill(w, &live)?;
        for &k in &stage.begins {
            wave_of[k] = Some(w);
        }
        stages.push(stage);
    }
    Ok(Schedule {
        stages,
        wave_of,
        patients: rollout.all,
    })
}

/// What is the same for all waves.
struct Rollout<'a> {
    /// Covered patients of each network, by position.
    patients: Vec<u64>,
    /// Score × patients.
    worth: Vec<u64>,
    /// Its region by number.
    region: Vec<usize>,
    /// All patients.
    all: Patients,
    neighbours: &'a PracticeGraph,
    waves: &'a [Wave],
}

/// So often is a wave asked for more because later ones would lack it.
const ATTEMPTS: usize = 50;

impl Rollout<'_> {
    /// Chooses the networks of a wave.
    fn fill(&self, w: usize, live: &[bool]) -> Result<Stage, Faults> {
        let wave = &self.waves[w];
        let number = live.iter().filter(|live| **live).count() as u64;
        let (mut open, mut covered) = (Vec::new(), 0);
        for (k, &live) in live.iter().enumerate() {
            match live {
                true => covered += self.patients[k],
                false => open.push(k),
            }
        }
        let least = least(wave, &self.region, live);
        let of_region = |r: usize| {
            open.iter()
                .copied()
                .filter(|&k| self.region[k] == r)
                .collect::<Vec<_>>()
        };
        let of_regions = least.iter().enumerate();
        let of_regions: u64 = of_regions
            .map(|(r, &least)| self.largest(&of_region(r), least))
            .sum();
        let needed = self.needed(wave).max(self.needed_later(w, &open));
        let mut task = Task {
            needed: needed.saturating_sub(covered),
            least,
            patients: &self.patients,
            worth: &self.worth,
            region: &self.region,
            most: wave.networks.map(|networks| networks.saturating_sub(number)),
            enough: u64::MAX,
            open,
        };
        if wave.networks.is_none() {
            // Without a number, no more than is asked for and one network beyond it; nothing where all has been reached before.
            let asked = task.needed.max(of_regions);
            let beyond = if asked == 0 {
                0
            } else {
                self.largest(&task.open, 1)
            };
            task.enough = asked.saturating_add(beyond);
        }
        let most = task.most.unwrap_or(u64::MAX);
        let reachable = self.largest(&task.open, most);
        if reachable < task.needed {
            let what = format!(
                "{} more patients are to be covered by {}; the networks that may begin have {} at most",
                Patients(task.needed),
                wave.by,
                Patients(reachable)
            );
            return Err(Fault::new(FaultCode::TargetOutOfReach, what).into());
        }
        let unfilled = |why: &str| {
            let what = format!("the wave by {}: {why}", wave.by);
            Faults::from(Fault::new(FaultCode::TargetOutOfReach, what))
        };
        let missed = || {
            unfilled(
                "no choice was found that keeps its rules and what later waves need; that there is none is not proven",
            )
        };
        let (mut parts, bound) = relax(&task)?.ok_or_else(|| {
            unfilled("proven that no choice of networks keeps coverage, number and regions")
        })?;
        for _ in 0..ATTEMPTS {
            let mut begins =
                round(&task, &parts, self.neighbours, wave.neighbours, live).ok_or_else(missed)?;
            begins.sort_unstable();
            let value: u64 = begins.iter().map(|&k| self.worth[k]).sum();
            let covered = covered + begins.iter().map(|&k| self.patients[k]).sum::<u64>();
            let left: Vec<usize> = task
                .open
                .iter()
                .copied()
                .filter(|k| !begins.contains(k))
                .collect();
            let lacking = self.needed_later(w, &left).saturating_sub(covered);
            if lacking == 0 {
                return Ok(Stage {
                    live: number + begins.len() as u64,
                    covered: Patients(covered),
                    worth: value,
                    bound: bound.max(value),
                    wave: wave.clone(),
                    begins,
                });
            }
            task.needed += lacking;
            (parts, _) = relax(&task)?.ok_or_else(missed)?;
        }
        Err(missed())
    }

    /// The patients that a wave asks for in all, rounded up.
    fn needed(&self, wave: &Wave) -> u64 {
        (u128::from(self.all.get()) * u128::from(wave.coverage_percent)).div_ceil(100) as u64
    }

    /// What must be covered after a wave with a limited number: what later waves ask for, less the most that they can add, the largest of
    /// those that are open.
    fn needed_later(&self, w: usize, open: &[usize]) -> u64 {
        let Some(here) = self.waves[w].networks else {
            return 0;
        };
        let later = self.waves.iter().skip(w + 1).filter_map(|wave| {
            let more = wave.networks?.saturating_sub(here);
            Some(self.needed(wave).saturating_sub(self.largest(open, more)))
        });
        later.max().unwrap_or(0)
    }

    /// The patients of the largest of these networks, so many of them at most.
    fn largest(&self, of: &[usize], most: u64) -> u64 {
        let mut sizes: Vec<u64> = of.iter().map(|&k| self.patients[k]).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        sizes.iter().take(most).sum()
    }
}

/// How many more of each region must begin.
fn least(wave: &Wave, region: &[usize], live: &[bool]) -> Vec<u64> {
    let regions = region.iter().max().map_or(0, |last| last + 1);
    let (mut has, mut all) = (vec![0; regions], vec![0; regions]);
    for (&region, &live) in region.iter().zip(live) {
        all[region] += 1;
        has[region] += u64::from(live);
    }
    all.iter()
        .zip(&has)
        .map(|(&all, has)| wave.least_per_region.min(all).saturating_sub(*has))
        .collect()
}

/// Regions by number, in the order of their codes; those in none are a region of their own.
fn numbered(codes: impl Iterator<Item = Option<OdsCode>>) -> Vec<usize> {
    let codes: Vec<Option<OdsCode>> = codes.collect();
    let mut numbers: BTreeMap<Option<OdsCode>, usize> = codes.iter().map(|code| (*code, 0)).collect();
    for (at, number) in numbers.values_mut().enumerate() {
        *number = at;
    }
    codes.iter().map(|code| numbers[code]).collect()
}
