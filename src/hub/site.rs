//! The best place for the hub of one network.

use super::coverage::estimate;
use crate::fault::{Fault, FaultCode, Faults};
use crate::practice::{Location, Practices};
use crate::travel::{Travel, TravelUnit};
use crate::units::Thousandths;
use serde::{Deserialize, Serialize};

/// A place where a hub may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Where.
    pub site: Site,
    /// How many consulting rooms there are for the hub; `None` where nobody has counted them, which rules nothing out.
    pub rooms: Option<u64>,
}

/// Where a hub may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Site {
    /// At the practice with this index.
    Practice(usize),
    /// At premises that are no practice.
    Premises {
        /// Their name.
        name: String,
        /// Where they are.
        at: Location,
    },
}

impl Site {
    /// Where it is; `None` for an index that is not in the table.
    #[must_use]
    pub fn location(&self, practices: &Practices) -> Option<Location> {
        match self {
            Self::Practice(i) => practices.as_slice().get(*i).map(|p| p.location),
            Self::Premises { at, .. } => Some(*at),
        }
    }

    /// The way of one patient of practice `i` to it, in the unit of travel. To premises that are no practice it is the straight line, or the
    /// [estimate](crate::travel::drive_time) of the time by road. `None` for an index that is not in the table.
    #[must_use]
    pub fn way(&self, practices: &Practices, travel: &Travel, i: usize) -> Option<u64> {
        let from = practices.as_slice().get(i)?.location;
        match self {
            Self::Practice(hub) => (*hub < travel.len() && i < travel.len()).then(|| travel.between(i, *hub)),
            Self::Premises { at, .. } => Some(match travel.unit() {
                TravelUnit::Metres => from.straight_line(*at).0,
                TravelUnit::Seconds => estimate(from, *at).0,
            }),
        }
    }
}

/// What makes a site good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aim {
    /// Short ways of all patients together (the 1-median of S. L. Hakimi, Operations Research 12 (1964)).
    #[default]
    Median,
    /// A short way of those furthest off (the 1-centre, ibid.).
    Centre,
    /// Both: the mean way × (1 - weight) + the longest way × weight (the cent-dian of J. Halpern, Transportation Science 10 (1976)). The
    /// weight is 0 to 1; what is above counts as 1.
    Mixed(Thousandths),
}

/// The best site of a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BestSite {
    /// Where.
    pub site: Site,
    /// The mean way of a patient, rounded to the nearest, halves up, in the unit of travel.
    pub mean: u64,
    /// The longest way.
    pub longest: u64,
}

/// The best of these offers for the patients of these practices (by index); the first of several equally good. Offers with fewer
/// rooms than are needed are passed by. O(practices × offers).
///
/// ```
/// use locality::hub::{Aim, Offer, Site, best_site};
/// use locality::practice::{Location, Practice, Practices};
/// use locality::travel::Travel;
/// use locality::units::Patients;
/// let at = |code: &str, x, patients| Ok::<_, Box<dyn std::error::Error>>(
///     Practice::new(code.parse()?, code, Location::new(x, 0)?, Patients(patients)));
/// // 9,000 patients at 0 km, 1,000 at 4 km, 1,000 at 10 km.
/// let three = Practices::new(vec![at("A1", 0, 9_000)?, at("A2", 4_000, 1_000)?, at("A3", 10_000, 1_000)?])?;
/// let offers: Vec<Offer> = (0..3).map(|i| Offer { site: Site::Practice(i), rooms: None }).collect();
/// let travel = Travel::straight_line(&three);
/// let best = |aim| best_site(&three, &travel, &[0, 1, 2], &offers, 0, aim);
/// // (1,000 × 4,000 + 1,000 × 10,000) / 11,000 = 1,273 m in the mean; the centre is in the middle.
/// assert_eq!(best(Aim::Median)?.mean, 1_273);
/// assert_eq!((best(Aim::Median)?.site, best(Aim::Centre)?.site), (Site::Practice(0), Site::Practice(1)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// `H003` where no offer has the rooms.
pub fn best_site(
    practices: &Practices,
    travel: &Travel,
    members: &[usize],
    offers: &[Offer],
    rooms: u64,
    aim: Aim,
) -> Result<BestSite, Faults> {
    let list = |i: usize| {
        practices
            .as_slice()
            .get(i)
            .map_or(0, |p| u128::from(p.list_size.0))
    };
    let patients: u128 = members.iter().map(|&i| list(i)).sum();
    let judged = |offer: &Offer| {
        let (mut sum, mut longest) = (0_u128, 0_u64);
        for &i in members {
            let way = offer.site.way(practices, travel, i)?;
            sum += u128::from(way) * list(i);
            longest = longest.max(way);
        }
        // In thousandths of a way × patients, so that mean and longest are added without a division.
        let weight = match aim {
            Aim::Median => 0,
            Aim::Centre => 1_000,
            Aim::Mixed(weight) => u128::from(weight.0.min(1_000)),
        };
        let cost = sum * (1_000 - weight) + u128::from(longest) * patients * weight;
        let mean = (sum + patients / 2).checked_div(patients).unwrap_or(0);
        let mean = u64::try_from(mean).unwrap_or(u64::MAX);
        Some((
            cost,
            BestSite {
                site: offer.site.clone(),
                mean,
                longest,
            },
        ))
    };
    let large = offers
        .iter()
        .filter(|offer| offer.rooms.is_none_or(|has| has >= rooms));
    let best = large.filter_map(judged).min_by_key(|(cost, _)| *cost);
    best.map(|(_, best)| best).ok_or_else(|| {
        let most = offers.iter().filter_map(|offer| offer.rooms).max().unwrap_or(0);
        let what = format!(
            "{rooms} rooms are needed, and the largest of {} sites has {most}",
            offers.len()
        );
        Fault::new(FaultCode::NoSite, what).into()
    })
}
