//! A total shared out to networks.

use super::Total;
use crate::apportion::{Fraction, Limits, Method, apportion};
use crate::fault::{Fault, FaultCode, Faults};
use crate::network::{NetworkTable, Population, Populations};
use crate::practice::{AreaLevel, OdsCode, Practices};
use serde::Serialize;
use std::collections::BTreeMap;

/// How posts are shared out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sharing {
    /// In proportion to this population of the members; registered patients unless given.
    pub by: Population,
    /// How shares become whole; largest remainder unless given.
    pub method: Method,
    /// At least and at most so many a network, where there is such a rule: (floor, cap).
    pub each: (u64, Option<u64>),
    /// First to the areas of this level, then within each; straight to networks unless given. Networks count for the area of most
    /// of their patients.
    pub through: Option<AreaLevel>,
}

/// What one network gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The network's position in the table.
    pub network: usize,
    /// Its population, by which posts are shared.
    pub population: u64,
    /// Its exact share in proportion, inside floor and cap: of the total, or of its area's posts.
    pub exact: Fraction,
    /// Whole posts.
    pub posts: u64,
    /// Whether the whole share is further than one from the exact one (a quota violation).
    pub violates: bool,
}

/// A total and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shares {
    /// The total.
    pub total: Total,
    /// One for each network, in the order of the table; posts add up to the total.
    pub networks: Vec<Share>,
    /// The posts of each area by code, where they went through areas; `None` is the area of networks that are in none.
    pub areas: Vec<(Option<OdsCode>, u64)>,
}

/// Shares a total out to networks. O(networks log networks), for Webster and D'Hondt O(posts × log networks).
///
/// ```
/// use locality::network::{FallBack, NetworkTable, Populations};
/// use locality::plan::Plan;
/// use locality::workforce::{Sharing, Total, share};
/// let county = locality::synthetic::county();
/// let networks = NetworkTable::new(&county, &Plan::today(&county), &[])?;
/// let populations = Populations::of(&county, FallBack::default());
/// let shares = share(&Total::new("pharmacist", 2027, 20), &county, &networks, &populations, &Sharing::default())?;
/// assert_eq!(shares.networks.iter().map(|share| share.posts).sum::<u64>(), 20);
/// # Ok::<(), locality::fault::Faults>(())
/// ```
///
/// # Errors
/// All that applies: a total of nought (`W001`), floors and caps that it does not fit (`W002`), nobody with a population (`W003`),
/// numbers too large (`W004`), a need that was not supplied (`N002`).
pub fn share(
    total: &Total,
    practices: &Practices,
    networks: &NetworkTable,
    populations: &Populations,
    sharing: &Sharing,
) -> Result<Shares, Faults> {
    let weights = populations.of_networks(networks, sharing.by)?;
    let groups = groups(practices, networks, sharing.through);
    let of_group = |members: &Vec<usize>| members.iter().map(|&k| weights[k]).sum::<u64>();
    let sums: Vec<u64> = groups.values().map(of_group).collect();
    let (floor, cap) = sharing.each;
    let limit = |members: &Vec<usize>| {
        let count = members.len() as u64;
        (
            floor.saturating_mul(count),
            cap.map(|cap| cap.saturating_mul(count)),
        )
    };
    let limits = Limits::Each(groups.values().map(limit).collect());
    let posts = apportion(total.posts, &sums, sharing.method, &limits)?.seats;
    let areas: Vec<_> = groups.keys().copied().zip(posts).collect();
    within(total, &areas, &groups, &weights, sharing)
}

/// Shares out what each area was given, by its code: regional totals. `sharing.through` says the level; sub-ICBs where it does not.
/// The total is the sum.
///
/// # Errors
/// As [`share`]; further `W005` for an area with networks and no total, and for a total of an area without networks.
pub fn share_totals(
    role: &str,
    year: u16,
    totals: &BTreeMap<OdsCode, u64>,
    practices: &Practices,
    networks: &NetworkTable,
    populations: &Populations,
    sharing: &Sharing,
) -> Result<Shares, Faults> {
    let weights = populations.of_networks(networks, sharing.by)?;
    let level = sharing.through.unwrap_or(AreaLevel::SubIcb);
    let groups = groups(practices, networks, Some(level));
    let mut faults = Vec::new();
    let mut missing = |what: String| faults.push(Fault::new(FaultCode::NoSuchTotal, what));
    for code in totals.keys().filter(|code| !groups.contains_key(&Some(**code))) {
        missing(format!("there is no network in {level} {code}"));
    }
    for code in groups.keys() {
        match code {
            Some(code) if !totals.contains_key(code) => {
                missing(format!("no total is given for {level} {code}"))
            }
            None => missing(format!("there are networks in no {level}")),
            Some(_) => {}
        }
    }
    let sum = totals
        .values()
        .fold(0, |sum: u64, &posts| sum.saturating_add(posts));
    if sum == 0 {
        let what = format!("totals of 0 for {} areas", totals.len());
        faults.push(Fault::new(FaultCode::NothingToShare, what));
    }
    Faults::none_or(faults)?;
    let areas: Vec<_> = totals.iter().map(|(&code, &posts)| (Some(code), posts)).collect();
    within(&Total::new(role, year, sum), &areas, &groups, &weights, sharing)
}

/// Networks by the area of most of their patients; all in one where there is no level.
fn groups(
    practices: &Practices,
    networks: &NetworkTable,
    level: Option<AreaLevel>,
) -> BTreeMap<Option<OdsCode>, Vec<usize>> {
    let Some(level) = level else {
        return BTreeMap::from([(None, (0..networks.len()).collect())]);
    };
    let mut groups: BTreeMap<Option<OdsCode>, Vec<usize>> = BTreeMap::new();
    for (k, area) in networks.areas(practices, level).into_iter().enumerate() {
        groups.entry(area.map(|area| area.code)).or_default().push(k);
    }
    groups
}

fn within(
    total: &Total,
    areas: &[(Option<OdsCode>, u64)],
    groups: &BTreeMap<Option<OdsCode>, Vec<usize>>,
    weights: &[u64],
    sharing: &Sharing,
) -> Result<Shares, Faults> {
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    let (floor, cap) = sharing.each;
    for (area, posts) in areas {
        let members = groups.get(area).map_or(&[][..], Vec::as_slice);
        let own: Vec<u64> = members.iter().map(|&k| weights[k]).collect();
        // A small area may have none of a rare role; that is a share, not a mistake.
        if *posts == 0 && floor == 0 {
            found.extend(members.iter().map(|&k| Share {
                network: k,
                population: weights[k],
                exact: Fraction::new(0, 1),
                posts: 0,
                violates: false,
            }));
            continue;
        }
        match apportion(*posts, &own, sharing.method, &Limits::Same { floor, cap }) {
            Ok(shares) => found.extend(members.iter().enumerate().map(|(at, &k)| Share {
                network: k,
                population: weights[k],
                exact: shares.quotas[at],
                posts: shares.seats[at],
                violates: shares.violations.contains(&at),
            })),
            Err(more) => faults.extend(more.into_vec()),
        }
    }
    Faults::none_or(faults)?;
    found.sort_by_key(|share| share.network);
    Ok(Shares {
        total: total.clone(),
        networks: found,
        areas: match sharing.through {
            Some(_) => areas.to_vec(),
            None => Vec::new(),
        },
    })
}
