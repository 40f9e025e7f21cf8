//! Hubs that several networks share: which of many sites, and who goes where.
//!
//! Four questions with one search behind them, a fifth with the engine:
//!
//! | question | least | method |
//! | --- | --- | --- |
//! | [`median`](Siting::median) | the sum of weight × way | Lagrangean bound, interchange, branch and bound |
//! | [`reach`](Siting::reach) | the weight beyond a limit (maximal covering) | a median whose ways are 0 within the limit and 1 beyond |
//! | [`cover`](Siting::cover) | the number of sites with all within a limit (set covering) | the least number whose [`reach`](Siting::reach) leaves nothing |
//! | [`centre`](Siting::centre) | the longest way | the least limit that so many sites cover |
//! | [`capacitated`](Siting::capacitated) | the sum of weight × way, with limits of what a hub holds | the engine |
//!
//! That all four are medians of changed ways is R. L. Church and C. S. ReVelle, Theoretical and computational links between the p-median,
//! location set-covering and the maximal covering location problem, Geographical Analysis 8 (1976) 406-415. The same five questions are also
//! there as integer programmes for a solver behind good_lp ([`programme`](Siting::programme)), with a bound and a status as well. The searches
//! come first because a median of n places and n sites has n² assignment variables, too many for the built-in solver beyond some 50 places,
//! and networks that share hubs come in hundreds.
//!
//! Every answer says what it costs, what no answer can cost less than, and whether that is proven to be the same. All numbers are
//! whole and the search has one order: the answer is the same everywhere.

mod capacitated;
mod centre;
mod cover;
mod interchange;
mod median;
mod model;
mod programme;
mod relaxation;
mod search;
mod stars;

pub use capacitated::{Limit, SitingError};
pub use programme::Question;

use super::site::Site;
use crate::engine::solution::Status;
use crate::fault::{Fault, FaultCode, Faults};
use crate::practice::Practices;
use crate::travel::Travel;
use serde::Serialize;

/// Places of demand with their weights, sites, and the way from each place to each site. Memory is O(places × sites).
///
/// ```
/// use locality::engine::solution::Status;
/// use locality::hub::{Siting, Work};
/// // Two villages and a town on a road: at 0, 3 and 10 km with 10, 10 and 50 patients; a hub may stand in each.
/// let at = [0_u64, 3, 10];
/// let ways = at.iter().map(|a| at.iter().map(|b| a.abs_diff(*b)).collect()).collect();
/// let road = Siting::new(vec![10, 10, 50], ways)?;
/// let one = road.median(1, Work::default())?;
/// // In the town: 10 × 10 + 10 × 7.
/// assert_eq!((one.sites, one.cost, one.status), (vec![2], 170, Status::Optimal));
/// assert_eq!(road.centre(1, Work::default())?.cost, 7);
/// assert_eq!(road.cover(3, Work::default())?.sites.len(), 2);
/// // With one hub and 3 km, 50 of 70 are reached best: 20 are not.
/// assert_eq!(road.reach(1, 3, Work::default())?.cost, 20);
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Siting {
    weights: Vec<u64>,
    sites: usize,
    /// Place by place.
    ways: Vec<u64>,
}

/// Where hubs are put, and how good that is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sited {
    /// The sites chosen, ascending.
    pub sites: Vec<usize>,
    /// The site that each place goes to: the nearest chosen one, the first of several, unless a limit sends it elsewhere.
    pub serves: Vec<usize>,
    /// What it costs, in the unit of the question.
    pub cost: u64,
    /// What no answer can cost less than.
    pub bound: u64,
    /// [`Status::Optimal`] where the two are the same.
    pub status: Status,
}

/// How much to look at before giving up on a proof: so many million ways. The default takes some seconds at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Work(pub u64);

impl Default for Work {
    fn default() -> Self {
        Self(5_000)
    }
}

/// Most that all weights times their longest ways may add up to: 2^52, so that bounds fit with room to spare.
const MOST: u128 = 1 << 52;

impl Siting {
    /// From the weight of each place and its way to every site, in any one unit.
    ///
    /// # Errors
    /// `H005`: no place, no site, a place without a way to each site, or weights and ways whose products add up to more than 2^52.
    pub fn new(weights: Vec<u64>, ways: Vec<Vec<u64>>) -> Result<Self, Faults> {
        let mut faults = Vec::new();
        let mut refuse = |what: String| faults.push(Fault::new(FaultCode::SitingMisfit, what));
        let sites = ways.first().map_or(0, Vec::len);
        if weights.is_empty() || sites == 0 {
            refuse(format!("{} places and {sites} sites", weights.len()));
        }
        if weights.len() != ways.len() {
            refuse(format!(
                "{} weights and {} lists of ways",
                weights.len(),
                ways.len()
            ));
        }
        for (place, row) in ways.iter().enumerate().filter(|(_, row)| row.len() != sites) {
            refuse(format!("place {place} has {} ways to {sites} sites", row.len()));
        }
        let longest = |row: &Vec<u64>| u128::from(row.iter().copied().max().unwrap_or(0));
        let products = weights
            .iter()
            .zip(&ways)
            .map(|(&w, row)| u128::from(w) * longest(row));
        let heavy = weights.iter().map(|&w| u128::from(w)).sum::<u128>();
        let far = ways.iter().map(longest).max().unwrap_or(0);
        if products.fold(0, u128::saturating_add).max(heavy).max(far) > MOST {
            refuse("weights times ways add up to more than 2^52".to_owned());
        }
        Faults::none_or(faults)?;
        Ok(Self {
            weights,
            sites,
            ways: ways.concat(),
        })
    }

    /// Practices as places, by index, with these weights (their lists, or what overflows), and the sites for their hubs.
    ///
    /// # Errors
    /// As for [`new`](Self::new), and `H005` for an index that is not in the table.
    pub fn of_practices(
        practices: &Practices,
        travel: &Travel,
        places: &[(usize, u64)],
        sites: &[Site],
    ) -> Result<Self, Faults> {
        let mut faults = Vec::new();
        let mut ways = Vec::with_capacity(places.len());
        for &(i, _) in places {
            let row: Vec<u64> = sites
                .iter()
                .filter_map(|site| site.way(practices, travel, i))
                .collect();
            if row.len() < sites.len() {
                let what = format!(
                    "practice {i} or a site of it is not among the {} of the table",
                    practices.len()
                );
                faults.push(Fault::new(FaultCode::SitingMisfit, what));
            }
            ways.push(row);
        }
        Faults::none_or(faults)?;
        Self::new(places.iter().map(|&(_, weight)| weight).collect(), ways)
    }

    /// How many places.
    #[must_use]
    pub fn places(&self) -> usize {
        self.weights.len()
    }

    /// How many sites.
    #[must_use]
    pub fn sites(&self) -> usize {
        self.sites
    }

    /// The weight of all places.
    #[must_use]
    pub fn weight(&self) -> u64 {
        self.weights.iter().sum()
    }

    /// The way from a place to a site.
    ///
    /// # Panics
    /// Where one of them is not there, as a slice does.
    #[must_use]
    pub fn way_to(&self, place: usize, site: usize) -> u64 {
        assert!(site < self.sites, "site {site} of {}", self.sites);
        self.way(place, site)
    }

    fn way(&self, place: usize, site: usize) -> u64 {
        self.ways[place * self.sites + site]
    }

    /// The nearest of these sites for each place, the first of several.
    fn nearest(&self, sites: &[usize]) -> Vec<usize> {
        let nearest = |place: usize| {
            let best = sites
                .iter()
                .copied()
                .min_by_key(|&site| (self.way(place, site), site));
            best.unwrap_or(0)
        };
        (0..self.places()).map(nearest).collect()
    }

    fn check_hubs(&self, hubs: usize) -> Result<(), Faults> {
        if (1..=self.sites).contains(&hubs) {
            return Ok(());
        }
        let what = format!("{hubs} hubs on {} sites", self.sites);
        Err(Fault::new(FaultCode::HubCount, what).into())
    }

    /// The answer with these sites, each place at its nearest.
    fn sited(&self, mut sites: Vec<usize>, cost: u64, bound: u64) -> Sited {
        sites.sort_unstable();
        let serves = self.nearest(&sites);
        let status = if bound >= cost {
            Status::Optimal
        } else {
            Status::Feasible
        };
        Sited {
            sites,
            serves,
            cost,
            bound: bound.min(cost),
            status,
        }
    }
}
