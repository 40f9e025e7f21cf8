//! What it costs to run networks, and how many are cheapest.

use crate::assumption::Assumption;
use crate::fault::{Fault, FaultCode, Faults};
use crate::units::{Patients, Pence};
use serde::{Deserialize, Serialize};

/// What running the organisation costs in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunningCost {
    /// Pence a network or locality; 10,000,000 (100,000 pounds) unless given.
    pub each: Pence,
    /// Pence a registered patient of a clinical commissioning group; 2,500 (25 pounds) unless given.
    pub a_patient: Pence,
}

impl Default for RunningCost {
    fn default() -> Self {
        Self {
            each: Pence(10_000_000),
            a_patient: Pence(2_500),
        }
    }
}

impl RunningCost {
    /// So many networks in a year; `None` where it would be too much to count.
    #[must_use]
    pub fn of_networks(&self, networks: u64) -> Option<Pence> {
        self.each
            .get()
            .checked_mul(i64::try_from(networks).ok()?)
            .map(Pence)
    }

    /// A commissioning group of so many patients in a year. By hand: 250,000 at 25 pounds are 6,250,000 pounds.
    #[must_use]
    pub fn of_commissioner(&self, patients: Patients) -> Option<Pence> {
        let patients = i64::try_from(patients.get()).ok()?;
        self.a_patient.get().checked_mul(patients).map(Pence)
    }

    /// The two figures with their source.
    #[must_use]
    pub fn assumptions(&self) -> Vec<Assumption> {
        const SOURCE: &str = "Ockham Healthcare, CCG localities, about 2018";
        let stated = |parameter: &str, value: Pence, of: Pence, unit: &str, source: String| {
            let source = if value == of {
                source
            } else {
                "set by the caller".to_owned()
            };
            Assumption::new("funding", parameter, value.pounds(), unit, source)
        };
        let default = Self::default();
        let derived = format!("derived: {SOURCE}: five localities, nearly half a million pounds a year");
        let each = stated(
            "running a network or locality",
            self.each,
            default.each,
            "pounds a year",
            derived,
        );
        let unit = "pounds a patient and year";
        let patient = stated(
            "running a commissioning group",
            self.a_patient,
            default.a_patient,
            unit,
            SOURCE.to_owned(),
        );
        let set = self.each != default.each;
        vec![if set { each } else { each.unverified() }, patient]
    }
}

/// What the ways of patients are worth. There is no default: what an hour is worth is the caller's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TravelPrice {
    /// So many pence ...
    pub pence: u64,
    /// ... for so much travel of one patient, in the unit of travel (such as 3,600 seconds, or 1,000 metres); at least 1.
    pub per: u64,
    /// Ways to the hub and back that a registered patient makes in a year.
    pub visits: u64,
}

/// What so many networks cost in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CostPoint {
    /// So many networks.
    pub networks: u64,
    /// The travel of patients to their hubs and back, all visits of a year.
    pub travel: Pence,
    /// Running the networks.
    pub running: Pence,
    /// Both.
    pub total: Pence,
}

/// The curve of cost against the number of networks: more networks are nearer and cost more to run. `plans` are pairs of
/// the number of networks and the travel of all patients to their hubs, one way (the cost of a plan by hub travel); one point for
/// each, by number. Where two have one number, the one with less travel counts. The least total of the points is the cheapest number.
///
/// ```
/// use locality::funding::{RunningCost, TravelPrice, cost_curve};
/// // 100,000 patients; one hub 3,000 s away, two hubs 1,800 s. Two visits a year, ten pounds an hour.
/// let price = TravelPrice { pence: 1_000, per: 3_600, visits: 2 };
/// let curve = cost_curve(&[(1, 300_000_000), (2, 180_000_000)], &RunningCost::default(), &price)?;
/// // By hand: 3 × 10^8 s × 2 ways × 2 visits / 3,600 × 10 pounds = 3,333,333.33 pounds, and 100,000 for one network.
/// assert_eq!(curve[0].travel.pounds(), "3333333.33");
/// assert_eq!(curve[1].total.pounds(), "2200000.00");
/// # Ok::<(), locality::fault::Faults>(())
/// ```
///
/// # Errors
/// `F003` for no plan, a price for no travel, or amounts that are too large.
pub fn cost_curve(
    plans: &[(u64, u64)],
    running: &RunningCost,
    price: &TravelPrice,
) -> Result<Vec<CostPoint>, Faults> {
    let misfit = |what: &str| Faults::from(Fault::new(FaultCode::AmountsMisfit, what));
    if plans.is_empty() {
        return Err(misfit("there is no plan to cost"));
    }
    if price.per == 0 {
        return Err(misfit("a price for no travel"));
    }
    let mut sorted = plans.to_vec();
    sorted.sort_unstable();
    sorted.dedup_by_key(|plan| plan.0);
    let point = |&(networks, travel): &(u64, u64)| {
        let pence = u128::from(travel)
            .checked_mul(2)?
            .checked_mul(price.visits.into())?
            .checked_mul(price.pence.into())?;
        let per = u128::from(price.per);
        let travel = Pence(i64::try_from(pence.checked_add(per / 2)? / per).ok()?);
        let running = running.of_networks(networks)?;
        Some(CostPoint {
            networks,
            travel,
            running,
            total: Pence(travel.get().checked_add(running.get())?),
        })
    };
    let points: Option<Vec<CostPoint>> = sorted.iter().map(point).collect();
    points.ok_or_else(|| misfit("travel or running costs are too large"))
}
