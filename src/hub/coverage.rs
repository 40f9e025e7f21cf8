//! How many patients are so many minutes from their hub.

use super::homes::Homes;
use super::site::Site;
use crate::assumption::Assumption;
use crate::fault::{Fault, FaultCode, Faults};
use crate::practice::{Location, Practices};
use crate::travel::{Travel, TravelUnit, drive_time};
use crate::units::{Metres, Patients, Seconds, Thousandths};
use serde::Serialize;

/// The limits of a table of coverage by car, in minutes. No standard names them: choose, and report all.
pub const DRIVE_MINUTES: [u64; 4] = [10, 15, 20, 30];
/// The limit on foot, in minutes: that of A. Todd and others, BMJ Open 5 (2015) e007328, who found 84.8 % of England within it
/// of a GP's premises.
pub const WALK_MINUTES: u64 = 20;

/// An estimate of the time on foot: 4.8 km/h (a metre takes 0.75 s) over 1.25 times the straight line, rounded up to whole seconds. The speed is that of
/// accessibility studies of English councils; the detour is a plausible value between published ones (1.2 to 1.4).
///
/// ```
/// use locality::hub::walk_time;
/// use locality::units::{Metres, Seconds};
/// // 1,280 m as the crow flies are 1,600 m on foot: 20 minutes.
/// assert_eq!(walk_time(Metres(1_280)), Seconds(1_200));
/// ```
#[must_use]
pub fn walk_time(straight: Metres) -> Seconds {
    let seconds = (u128::from(straight.0) * 15).div_ceil(16);
    Seconds(u64::try_from(seconds).unwrap_or(u64::MAX))
}

/// Patients by how far they are from their hub.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// All patients.
    pub patients: Patients,
    /// Those within each of [`DRIVE_MINUTES`] by car, the limit included.
    pub driving: [Patients; 4],
    /// Those within [`WALK_MINUTES`] on foot.
    pub walking: Patients,
}

impl Coverage {
    /// Of these networks, each with its practices and its hub. By car as `travel` says between practices; from where
    /// patients live, and to premises that are no practice, by the [estimate](drive_time). Without `homes` every patient counts from the
    /// practice, so that the patients of a practice that is the hub are all at once there: a share from practices is too great. A network
    /// without a hub is near nobody. O(practices), or O(homes).
    ///
    /// # Errors
    /// `H006` where travel is in metres.
    pub fn of(
        practices: &Practices,
        travel: &Travel,
        homes: Option<&Homes>,
        networks: &[Served],
    ) -> Result<Self, Faults> {
        if travel.unit() != TravelUnit::Seconds {
            let what = format!("travel is in {}", travel.unit());
            return Err(Fault::new(FaultCode::CoverageUnit, what).into());
        }
        let mut sum = Self::default();
        for network in networks {
            let site = network.site.as_ref();
            let at = site.and_then(|site| site.location(practices));
            for &i in &network.practices {
                let Some(practice) = practices.as_slice().get(i) else {
                    continue;
                };
                let here = [(practice.location, practice.list_size.0)];
                for &(from, patients) in homes.map_or(here.as_slice(), |homes| homes.of(i)) {
                    let by_car = match homes {
                        None => site.and_then(|site| site.way(practices, travel, i)),
                        Some(_) => at.map(|at| estimate(from, at).0),
                    };
                    sum.add(
                        Patients(patients),
                        by_car,
                        at.map(|at| walk_time(from.straight_line(at))),
                    );
                }
            }
        }
        Ok(sum)
    }

    fn add(&mut self, patients: Patients, by_car: Option<u64>, on_foot: Option<Seconds>) {
        self.patients += patients;
        for (limit, within) in DRIVE_MINUTES.into_iter().zip(&mut self.driving) {
            if by_car.is_some_and(|seconds| seconds <= limit * 60) {
                *within += patients;
            }
        }
        if on_foot.is_some_and(|time| time <= Seconds(WALK_MINUTES * 60)) {
            self.walking += patients;
        }
    }

    /// The per cent of patients within each of [`DRIVE_MINUTES`] by car.
    #[must_use]
    pub fn driving_percent(&self) -> [Thousandths; 4] {
        self.driving.map(|within| self.percent(within))
    }

    /// The per cent of patients within [`WALK_MINUTES`] on foot.
    #[must_use]
    pub fn walking_percent(&self) -> Thousandths {
        self.percent(self.walking)
    }

    fn percent(&self, within: Patients) -> Thousandths {
        Thousandths::ratio(u128::from(within.0) * 100, u128::from(self.patients.0))
    }

    /// What the shares rest on.
    #[must_use]
    pub fn assumptions() -> Vec<Assumption> {
        let limits = DRIVE_MINUTES.map(|m| m.to_string()).join(" ");
        let stated = |what: &str, value: String, unit: &str, source: &str| {
            Assumption::new("access", what, value, unit, source)
        };
        vec![
            stated(
                "limits by car",
                limits,
                "minutes",
                "none; chosen to be reported side by side",
            )
            .unverified(),
            stated(
                "limit on foot",
                WALK_MINUTES.to_string(),
                "minutes",
                "Todd and others, BMJ Open 5 (2015) e007328",
            ),
            stated(
                "speed on foot",
                "4.8".to_owned(),
                "km/h",
                "Thurrock Council, access study",
            ),
            stated(
                "way on foot",
                "1.25".to_owned(),
                "of the straight line",
                "none; between published 1.2 and 1.4",
            )
            .unverified(),
        ]
    }
}

/// The practices that a hub serves, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// By index.
    pub practices: Vec<usize>,
    /// Where it stands; `None` where there is none.
    pub site: Option<Site>,
}

/// The time by road from here to there by the estimate; none where the two are one place.
pub(super) fn estimate(from: Location, to: Location) -> Seconds {
    if from == to {
        Seconds::ZERO
    } else {
        drive_time(from.straight_line(to))
    }
}
