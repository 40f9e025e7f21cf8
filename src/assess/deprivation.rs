//! How unevenly deprivation is spread over the networks.

use crate::practice::{Flows, OdsCode, Practices};
use crate::units::Patients;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A deprivation score for practices, such as the mean score of the Index of Multiple Deprivation of their patients'
/// homes. Kept in thousandths of a point, so that sums are exact. Practices without a score are left out of account.
///
/// ```
/// use locality::assess::DeprivationScores;
/// let scores = DeprivationScores::new([("A1".parse()?, 21.7), ("B2".parse()?, 8.25)])?;
/// assert_eq!(scores.of("B2".parse()?), Some(8.25));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeprivationScores {
    thousandths: BTreeMap<OdsCode, i32>,
}

/// A number that is no deprivation score.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{practice}: {score} is not a deprivation score (-1,000,000 to 1,000,000)")]
pub struct ScoreError {
    /// The practice.
    pub practice: OdsCode,
    /// The number as given.
    pub score: f64,
}

/// The patient-weighted mean score of the networks, in points of the score. Every patient of a practice has the score of
/// the practice.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeprivationSpread {
    /// Patients whose practice has a score.
    pub patients: Patients,
    /// The mean over all of them.
    pub mean: f64,
    /// The mean of the least deprived network (or the one with the lowest score).
    pub lowest: f64,
    /// The mean of the network with the highest score.
    pub highest: f64,
    /// The variance between networks: the mean over patients of the squared difference between the mean of their network and
    /// the mean of all. In squared points.
    pub between: f64,
    /// The variance between practices, counted in the same way; the part of it that is not between networks is inside them.
    pub whole: f64,
}

impl DeprivationScores {
    /// A score for each of these practices; the last one counts where a practice stands twice.
    ///
    /// # Errors
    /// [`ScoreError`] for the first score that is not a number or is beyond a million.
    pub fn new(scores: impl IntoIterator<Item = (OdsCode, f64)>) -> Result<Self, ScoreError> {
        let mut thousandths = BTreeMap::new();
        for (practice, score) in scores {
            if score.is_nan() || score.abs() > 1_000_000.0 {
                return Err(ScoreError { practice, score });
            }
            thousandths.insert(practice, (score * 1_000.0).round() as i32);
        }
        Ok(Self { thousandths })
    }

    /// The mean score of the patients of each practice by where they live, where the files say so: the sum of patients × score over
    /// the areas that have one, divided by those patients. O(rows of the flows).
    ///
    /// ```
    /// use locality::assess::DeprivationScores;
    /// use locality::practice::Flows;
    /// use locality::units::Patients;
    /// let county = locality::synthetic::county();
    /// let code = county[0].code;
    /// let flows = Flows::new(&county, [(code, "E01000001", Patients(90)), (code, "E01000002", Patients(10))])?;
    /// let score = |area: &str| Some(if area == "E01000001" { 20.0 } else { 40.0 });
    /// // By hand: (90 × 20 + 10 × 40) / 100.
    /// assert_eq!(DeprivationScores::of_homes(&county, &flows, score)?.of(code), Some(22.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`ScoreError`] for the first practice whose mean is not a number or is beyond a million.
    pub fn of_homes(
        practices: &Practices,
        flows: &Flows,
        score: impl Fn(&str) -> Option<f64>,
    ) -> Result<Self, ScoreError> {
        let scores: Vec<Option<f64>> = flows.areas().iter().map(|area| score(area)).collect();
        let mean = |i: usize| {
            let known = flows.of(i).iter();
            let known =
                known.filter_map(|&(area, patients)| Some((patients.0 as f64, scores[area as usize]?)));
            let (patients, sum) = known.fold((0.0, 0.0), |(all, sum), (patients, score)| {
                (all + patients, sum + patients * score)
            });
            (patients > 0.0).then(|| (practices[i].code, sum / patients))
        };
        Self::new((0..practices.len()).filter_map(mean))
    }

    /// The score of a practice in points, to three decimals.
    #[must_use]
    pub fn of(&self, practice: OdsCode) -> Option<f64> {
        let thousandths = self.thousandths.get(&practice)?;
        Some(f64::from(*thousandths) / 1_000.0)
    }

    /// The patients of these practices that have a score, and the sum over them of the score in thousandths.
    fn sum(&self, practices: &Practices, members: &[usize]) -> (u64, i128) {
        let mut patients = 0;
        let mut sum = 0;
        for practice in members.iter().map(|&i| &practices[i]) {
            if let Some(&score) = self.thousandths.get(&practice.code) {
                patients += practice.list_size.0;
                sum += i128::from(score) * i128::from(practice.list_size.0);
            }
        }
        (patients, sum)
    }

    /// The patient-weighted mean of a network, in points.
    pub(super) fn mean(&self, practices: &Practices, members: &[usize]) -> Option<f64> {
        let (patients, sum) = self.sum(practices, members);
        (patients > 0).then(|| mean(patients, sum))
    }

    /// The spread over these networks; `None` where none of their practices has a score.
    pub(super) fn spread(&self, practices: &Practices, networks: &[&[usize]]) -> Option<DeprivationSpread> {
        let sums = |groups: &mut dyn Iterator<Item = &[usize]>| -> Vec<(u64, i128)> {
            let sums = groups.map(|members| self.sum(practices, members));
            sums.filter(|&(patients, _)| patients > 0).collect()
        };
        let by_network = sums(&mut networks.iter().copied());
        let by_practice = sums(&mut networks.iter().flat_map(|members| members.chunks(1)));
        let patients: u64 = by_network.iter().map(|(patients, _)| patients).sum();
        if patients == 0 {
            return None;
        }
        let all = mean(patients, by_network.iter().map(|(_, sum)| sum).sum());
        let variance = |sums: &[(u64, i128)]| {
            let squares = sums
                .iter()
                .map(|&(patients, sum)| patients as f64 * (mean(patients, sum) - all).powi(2));
            squares.sum::<f64>() / patients as f64
        };
        let means = || by_network.iter().map(|&(patients, sum)| mean(patients, sum));
        Some(DeprivationSpread {
            patients: Patients(patients),
            mean: all,
            lowest: means().fold(f64::INFINITY, f64::min),
            highest: means().fold(f64::NEG_INFINITY, f64::max),
            between: variance(&by_network),
            whole: variance(&by_practice),
        })
    }
}

/// In points.
fn mean(patients: u64, thousandths: i128) -> f64 {
    thousandths as f64 / (patients as f64 * 1_000.0)
}
