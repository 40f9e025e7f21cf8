//! Travel of patients to a hub, added up anew.

use crate::problem::Problem;
use crate::units::{Cost, Patients};
use serde::{Deserialize, Serialize};

/// How far patients are from the hub of their network, in the unit of the problem's travel. Every patient counts once,
/// from the place of the practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TravelMeasures {
    /// The sum over practices of list size × travel to the hub, in person-metres or person-seconds.
    pub cost: Cost,
    /// The cost divided by the patients, rounded to the nearest whole unit, halves up.
    pub mean: u64,
    /// The 95th percentile: the least travel such that at least 95 of 100 patients travel no further (Hyndman and Fan 1996,
    /// definition 1, <https://doi.org/10.1080/00031305.1996.10473566>).
    pub p95: u64,
    /// The longest.
    pub longest: u64,
}

/// So many patients travel so far.
pub(super) type Trips = Vec<(u64, Patients)>;

/// What each member's patients travel to the hub.
pub(super) fn trips(problem: &Problem, members: &[usize], hub: usize) -> Trips {
    let trip = |&i: &usize| (problem.travel().between(i, hub), problem.practices()[i].list_size);
    members.iter().map(trip).collect()
}

/// Travel of all patients together. Beyond what a [`Cost`] holds (nine million million million) it stays there.
pub(super) fn cost(trips: &[(u64, Patients)]) -> Cost {
    let sum = trips
        .iter()
        .map(|&(way, patients)| u128::from(way) * u128::from(patients.0));
    Cost(i64::try_from(sum.sum::<u128>()).unwrap_or(i64::MAX))
}

/// The one of these hubs that serves the members best, and the cost: the first by index where several are equally good.
/// O(members × hubs).
pub(super) fn best_hub(problem: &Problem, members: &[usize], hubs: &[usize]) -> Option<(Cost, usize)> {
    let with = |&hub: &usize| (cost(&trips(problem, members, hub)), hub);
    hubs.iter().map(with).min()
}

impl TravelMeasures {
    /// Of these trips; all nought where there are none. O(m log m).
    pub(super) fn of(mut trips: Trips) -> Self {
        trips.sort_unstable();
        let patients: u128 = trips.iter().map(|(_, list)| u128::from(list.0)).sum();
        let cost = cost(&trips);
        let mut no_further = 0;
        let p95 = trips.iter().find(|(_, list)| {
            no_further += u128::from(list.0);
            no_further * 100 >= patients * 95
        });
        Self {
            cost,
            mean: rounded(cost, patients),
            p95: p95.map_or(0, |&(way, _)| way),
            longest: trips.last().map_or(0, |&(way, _)| way),
        }
    }
}

/// The cost of one patient, rounded to the nearest, halves up; nought where there is no patient.
fn rounded(cost: Cost, patients: u128) -> u64 {
    let cost = cost.0.unsigned_abs();
    let mean = (u128::from(cost) + patients / 2).checked_div(patients);
    mean.map_or(0, |mean| mean as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(trips: &[(u64, u64)]) -> TravelMeasures {
        TravelMeasures::of(trips.iter().map(|&(way, list)| (way, Patients(list))).collect())
    }

    #[test]
    fn the_95th_percentile_is_of_patients_not_of_practices() {
        // 95 patients at the hub, 5 far away: exactly 95 of 100 travel nothing.
        assert_eq!(of(&[(9_000, 5), (0, 95)]).p95, 0);
        // One patient more far away, and it takes the far ones too.
        assert_eq!(of(&[(9_000, 6), (0, 95)]).p95, 9_000);
    }

    #[test]
    fn the_mean_is_rounded_to_the_nearest() {
        assert_eq!(of(&[(0, 3), (1, 1)]).mean, 0);
        assert_eq!(of(&[(0, 1), (1, 1)]).mean, 1);
        assert_eq!(of(&[(0, 1), (2, 2)]).mean, 1);
    }

    #[test]
    fn no_patient_travels_nothing() {
        assert_eq!(of(&[]), TravelMeasures::default());
    }
}
