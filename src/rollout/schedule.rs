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
    let patients: Vec<u64> = networks
        .as_slice()
        .iter()
        .map(|n| n.patients(practices).get())
        .collect();
    let worth: Vec<u64> = patients
        .iter()
        .zip(scores)
        .map(|(p, score)| p.saturating_mul(*score))
        .collect();
    let region = numbered(
        networks
            .areas(practices, regions)
            .into_iter()
            .map(|area| area.map(|a| a.code)),
    );
    let all = practices.patients();
    let mut schedule = Schedule {
        stages: Vec::new(),
        wave_of: vec![None; networks.len()],
        patients: all,
    };
    let needed_by =
        |wave: &Wave| (u128::from(all.get()) * u128::from(wave.coverage_percent)).div_ceil(100) as u64;
    for (w, wave) in waves.iter().enumerate() {
        let live: Vec<bool> = schedule.wave_of.iter().map(Option::is_some).collect();
        let number = live.iter().filter(|live| **live).count() as u64;
        let covered: u64 = patients
            .iter()
            .zip(&live)
            .filter(|(_, live)| **live)
            .map(|(p, _)| p)
            .sum();
        let open: Vec<usize> = (0..networks.len()).filter(|&k| !live[k]).collect();
        let target = needed_by(wave);
        let needed = needed_now(waves, w, &patients, &open, needed_by).saturating_sub(covered);
        let largest = open.iter().map(|&k| patients[k]).max().unwrap_or(0);
        let least = least(wave, &region, &live);
        let of_region = |r: usize| {
            open.iter()
                .copied()
                .filter(|&k| region[k] == r)
                .collect::<Vec<_>>()
        };
        let of_regions = least.iter().enumerate().filter(|(_, least)| **least > 0);
        let of_regions: u64 = of_regions
            .map(|(r, &least)| most_patients(&patients, &of_region(r), Some(least)))
            .sum();
        let task = Task {
            least,
            patients: &patients,
            worth: &worth,
            region: &region,
            most: wave.networks.map(|networks| networks.saturating_sub(number)),
            needed,
            // Without a number, no more than is asked for and one network beyond it.
            enough: match wave.networks {
                None => needed.max(of_regions).saturating_add(largest),
                Some(_) => u64::MAX,
            },
            open,
        };
        let reachable: u64 = most_patients(&patients, &task.open, task.most);
        if reachable < needed {
            let what = format!(
                "{} patients are to be covered by {}, which leaves {needed} for this wave; its networks have {reachable} at most",
                if target > 0 { target } else { covered + needed },
                wave.by
            );
            return Err(Fault::new(FaultCode::TargetOutOfReach, what).into());
        }
        let unfilled = |why: &str| {
            let what = format!("{} by {}: {why}", Patients(needed), wave.by);
            Faults::from(Fault::new(FaultCode::TargetOutOfReach, what))
        };
        if wave.networks.is_none() && needed == 0 && of_regions == 0 {
            // All that is asked has been reached before.
            schedule.stages.push(Stage {
                wave: wave.clone(),
                begins: Vec::new(),
                live: number,
                covered: Patients(covered),
                worth: 0,
                bound: 0,
            });
            continue;
        }
        let (parts, bound) = relax(&task)?.ok_or_else(|| {
            unfilled("proven that no choice of networks has so many patients and keeps the numbers of networks and regions")
        })?;
        let mut begins = round(&task, &parts, neighbours, wave.neighbours, &live).ok_or_else(|| {
            unfilled("no choice was found that keeps the wave's rules; that there is none is not proven")
        })?;
        begins.sort_unstable();
        for &k in &begins {
            schedule.wave_of[k] = Some(w);
        }
        let value: u64 = begins.iter().map(|&k| worth[k]).sum();
        schedule.stages.push(Stage {
            live: number + begins.len() as u64,
            covered: Patients(covered + begins.iter().map(|&k| patients[k]).sum::<u64>()),
            worth: value,
            bound: bound.max(value),
            wave: wave.clone(),
            begins,
        });
    }
    Ok(schedule)
}

/// What must be covered after this wave in all: its own target, and what later waves with a limited number could not make up for,
/// which may add no more than the largest networks that are left.
fn needed_now(
    waves: &[Wave],
    at: usize,
    patients: &[u64],
    open: &[usize],
    needed_by: impl Fn(&Wave) -> u64,
) -> u64 {
    let now = needed_by(&waves[at]);
    let Some(here) = waves[at].networks else {
        return now;
    };
    let later = waves.iter().skip(at + 1).filter_map(|wave| {
        let more = wave.networks?.saturating_sub(here);
        Some(needed_by(wave).saturating_sub(most_patients(patients, open, Some(more))))
    });
    later.fold(now, u64::max)
}

/// The patients of the largest open networks, at most so many.
fn most_patients(patients: &[u64], open: &[usize], most: Option<u64>) -> u64 {
    let mut sizes: Vec<u64> = open.iter().map(|&k| patients[k]).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let count = most.map_or(sizes.len(), |most| sizes.len().min(most as usize));
    sizes.iter().take(count).sum()
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
