//! A supplied matrix of travel, before it is fitted to practices.

use super::{Travel, TravelUnit, drive_time};
use crate::fault::{Fault, FaultCode, Faults};
use crate::practice::{OdsCode, Practices};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the numbers of a file are. It must be said: no file is trusted to say it, and none is guessed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MatrixUnit {
    /// Seconds, as routing engines answer.
    Seconds,
    /// Minutes, as r5r and R's osrm package write.
    Minutes,
    /// Metres.
    Metres,
    /// Kilometres.
    Kilometres,
}

impl MatrixUnit {
    /// What whole numbers they become.
    #[must_use]
    pub fn travel_unit(self) -> TravelUnit {
        match self {
            Self::Seconds | Self::Minutes => TravelUnit::Seconds,
            Self::Metres | Self::Kilometres => TravelUnit::Metres,
        }
    }

    /// A whole number of that unit, rounded to the nearest; `None` for what is no amount of travel (below nought, not finite).
    pub(super) fn whole(self, amount: f64) -> Option<u64> {
        let factor = match self {
            Self::Seconds | Self::Metres => 1.0,
            Self::Minutes => 60.0,
            Self::Kilometres => 1_000.0,
        };
        let amount = (amount * factor).round();
        // A thousand days, or a million kilometres: more is no travel but a token for "none".
        (0.0..1e9).contains(&amount).then_some(amount as u64)
    }
}

/// What to do with a pair of practices that the matrix lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    /// Refuse the matrix and name the pairs (`T004`).
    Refuse,
    /// Take the way back where that is known, else the estimate of drive time, or the straight line for metres.
    Estimate,
    /// Nobody goes there: the pair counts as so many whole seconds or metres, such as the longest way that the routing engine was asked
    /// for. r5r leaves out what takes longer, so that every longer way is at least this. A
    /// [greatest travel](crate::problem::GreatestTravel) below it forbids the pair.
    CountAs(u64),
}

/// What to do where the way there is not as long as the way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asymmetry {
    /// Keep both: travel is from the practice to the hub.
    Keep,
    /// Take the mean of both, rounded down.
    Mean,
    /// Take the longer one.
    Longer,
}

/// How far a matrix covers the practices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Ordered pairs of different practices.
    pub pairs: usize,
    /// Those that the matrix has.
    pub known: usize,
    /// Those filled from the way back.
    pub from_way_back: usize,
    /// Those filled by an estimate.
    pub estimated: usize,
    /// Those that cannot be reached and count as what was said.
    pub unreachable: usize,
    /// Unordered pairs with different ways there and back.
    pub asymmetric: usize,
    /// Names in the matrix that are no practice of the table; their ways are not used.
    pub unknown: Vec<String>,
}

/// Ways from name to name, as a file gives them.
///
/// ```
/// use locality::practice::{Location, Practice, Practices};
/// use locality::travel::{Asymmetry, Matrix, MatrixUnit, Missing, Travel};
/// use locality::units::Patients;
/// let place = |x: i64| Location::new(400_000 + x, 300_000);
/// let practices = Practices::new(vec![
///     Practice::new("A1".parse()?, "Abbey", place(0)?, Patients(7_000)),
///     Practice::new("B2".parse()?, "Bridge", place(3_000)?, Patients(9_000)),
/// ])?;
/// let matrix = Matrix::long_csv("from_id,to_id,travel_time_p50\nA1,B2,7\nB2,A1,9\n", ["from_id", "to_id", "travel_time_p50"], MatrixUnit::Minutes, "r5r.csv")?;
/// let (travel, coverage) = Travel::supplied(&practices, &matrix, Missing::Refuse, Asymmetry::Mean)?;
/// assert_eq!((travel.between(0, 1), coverage.known), (480, 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    unit: TravelUnit,
    pub(super) ways: BTreeMap<(String, String), u64>,
}

impl Matrix {
    pub(super) fn new(unit: TravelUnit) -> Self {
        Self {
            unit,
            ways: BTreeMap::new(),
        }
    }

    /// What its ways are counted in.
    #[must_use]
    pub fn unit(&self) -> TravelUnit {
        self.unit
    }

    /// How many ways it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ways.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ways.is_empty()
    }

    /// The way from one name to another, where it is known.
    #[must_use]
    pub fn between(&self, from: &str, to: &str) -> Option<u64> {
        self.ways.get(&(from.to_owned(), to.to_owned())).copied()
    }
}

impl Travel {
    /// Travel by a supplied matrix, and how far it covers the practices. Memory O(n²): 8 bytes a pair.
    ///
    /// # Errors
    /// Under [`Missing::Refuse`] every practice that lacks ways (`T004`), with how many; `T002` where no name of the matrix is a
    /// practice; `T006` where the ways of four practices or more are some twenty times too long or too short for their unit.
    pub fn supplied(
        practices: &Practices,
        matrix: &Matrix,
        missing: Missing,
        asymmetry: Asymmetry,
    ) -> Result<(Self, Coverage), Faults> {
        let n = practices.len();
        let mut known: Vec<Option<u64>> = vec![None; n * n];
        let mut unknown: BTreeSet<&str> = BTreeSet::new();
        let index = |name: &str| practices.index_of(name.trim().parse::<OdsCode>().ok()?);
        for ((from, to), &way) in &matrix.ways {
            match (index(from), index(to)) {
                (Some(i), Some(j)) => known[i * n + j] = Some(way),
                (i, j) => {
                    unknown.extend(i.is_none().then_some(from.as_str()));
                    unknown.extend(j.is_none().then_some(to.as_str()));
                }
            }
        }
        let others = |i: usize| (0..n).filter(move |&j| j != i);
        let mut coverage = Coverage {
            pairs: n * n.saturating_sub(1),
            known: (0..n)
                .map(|i| others(i).filter(|&j| known[i * n + j].is_some()).count())
                .sum(),
            unknown: unknown.into_iter().map(str::to_owned).collect(),
            ..Coverage::default()
        };
        if coverage.known == 0 && n > 1 {
            let what = format!(
                "none of its {} ways is between practices of the table",
                matrix.len()
            );
            return Err(Fault::new(FaultCode::MatrixPlaces, what).into());
        }
        if missing == Missing::Refuse && coverage.known < coverage.pairs {
            let lacking = |i: usize| {
                let ways = others(i).filter(|&j| known[i * n + j].is_none()).count();
                let what = format!(
                    "{} lacks the ways to {ways} of {} others",
                    practices[i].code,
                    n - 1
                );
                (ways > 0).then(|| Fault::new(FaultCode::MatrixMissing, what).practice(practices[i].code))
            };
            Faults::none_or((0..n).filter_map(lacking).collect())?;
        }
        right_unit(practices, &known, matrix.unit)?;
        let mut ways = vec![0; n * n];
        for i in 0..n {
            for j in others(i) {
                let line = practices[i].location.straight_line(practices[j].location);
                if let (None, Missing::CountAs(longest)) = (known[i * n + j], missing) {
                    coverage.unreachable += 1;
                    ways[i * n + j] = longest;
                    continue;
                }
                ways[i * n + j] = match (known[i * n + j], known[j * n + i], matrix.unit) {
                    (Some(way), ..) => way,
                    (None, Some(back), _) => {
                        coverage.from_way_back += 1;
                        back
                    }
                    (None, None, unit) => {
                        coverage.estimated += 1;
                        match unit {
                            TravelUnit::Metres => line.0,
                            TravelUnit::Seconds if line.0 == 0 => 0,
                            TravelUnit::Seconds => drive_time(line).0,
                        }
                    }
                };
            }
        }
        for i in 0..n {
            for j in i + 1..n {
                let (there, back) = (ways[i * n + j], ways[j * n + i]);
                coverage.asymmetric += usize::from(there != back);
                let (there, back) = match asymmetry {
                    Asymmetry::Keep => (there, back),
                    Asymmetry::Mean => (there.midpoint(back), there.midpoint(back)),
                    Asymmetry::Longer => (there.max(back), there.max(back)),
                };
                (ways[i * n + j], ways[j * n + i]) = (there, back);
            }
        }
        Ok((Self::of_ways(practices, ways, matrix.unit), coverage))
    }
}

/// So many times too long, or too short, is another unit: minutes for seconds are 60 times, kilometres for metres 1,000 times.
const ANOTHER_UNIT: f64 = 20.0;
/// Ways of fewer metres are too short to tell.
const TELLING: u64 = 1_000;
/// Fewer ways are too few to tell.
const ENOUGH: usize = 10;

/// Refuses ways of which the middle one is not of the unit that they are said to be in.
fn right_unit(practices: &Practices, known: &[Option<u64>], unit: TravelUnit) -> Result<(), Faults> {
    let n = practices.len();
    let ratio = |(at, way): (usize, &Option<u64>)| -> Option<f64> {
        let line = practices[at / n]
            .location
            .straight_line(practices[at % n].location);
        let expected = match unit {
            TravelUnit::Metres => line.0,
            TravelUnit::Seconds => drive_time(line).0,
        };
        (line.0 >= TELLING).then_some((*way)? as f64 / expected.max(1) as f64)
    };
    let mut ratios: Vec<f64> = known.iter().enumerate().filter_map(ratio).collect();
    ratios.sort_by(f64::total_cmp);
    let Some(&middle) = ratios.get(ratios.len() / 2).filter(|_| ratios.len() >= ENOUGH) else {
        return Ok(());
    };
    if (1.0 / ANOTHER_UNIT..=ANOTHER_UNIT).contains(&middle) {
        return Ok(());
    }
    let what = format!("as {unit}, the middle way is {middle:.4} times what its straight line suggests");
    Err(Fault::new(FaultCode::MatrixUnit, what).into())
}
