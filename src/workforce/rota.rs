//! The week of a shared team.

use crate::apportion::{Limits, Method, apportion};
use crate::fault::{Fault, FaultCode, Faults};
use crate::network::Network;
use crate::travel::Travel;
use serde::Serialize;

/// One day of one person: a session in the morning and, unless it is half a day, one in the afternoon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Day {
    /// The post, counted from 0.
    pub post: u64,
    /// The day of the week, 0 for Monday to 4 for Friday.
    pub weekday: u8,
    /// The practice in the morning, by its index.
    pub morning: usize,
    /// The practice in the afternoon.
    pub afternoon: Option<usize>,
}

/// Where a team works in a week, and how far it travels for that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rota {
    /// The practice where days begin and end.
    pub base: usize,
    /// Members with the sessions that each has, in the order of the members.
    pub sessions: Vec<(usize, u64)>,
    /// The days, by post and weekday.
    pub days: Vec<Day>,
    /// What the team travels in the week, in the unit of travel.
    pub travel: u64,
    /// Whether no rota with these sessions has less travel (where travel is symmetric and no way is longer than a detour); otherwise it
    /// is the best that pairing and swapping found.
    pub exact: bool,
}

/// Up to so many practices with an odd number of sessions are paired by looking at every way to do so.
pub const EXACT: usize = 14;

/// Shares `sessions` out to the members of a network by their populations (largest remainder), and makes days of them. Each
/// day begins and ends at the hub: hub, morning, afternoon, hub.
///
/// Two sessions at one practice make a day that travels least, so that only practices with an odd number are left with one: joining
/// a practice's two sessions in place of two mixed days never travels more, by the triangle inequality. These are
/// paired at least cost, by a table over their subsets up to [`EXACT`] of them, greedily with swaps beyond. One
/// left over has half a day. O(members² + 2^EXACT × EXACT) at most.
///
/// ```
/// use locality::network::NetworkTable;
/// use locality::plan::Plan;
/// use locality::travel::Travel;
/// use locality::workforce::rota;
/// let county = locality::synthetic::county();
/// let travel = Travel::straight_line(&county);
/// let networks = NetworkTable::new(&county, &Plan::today(&county), &[])?.with_hubs(&county, &travel);
/// let lists: Vec<u64> = county.iter().map(|practice| practice.list_size.get()).collect();
/// let week = rota(&networks.as_slice()[0], 20, &lists, &travel)?;
/// assert_eq!(week.days.len(), 10);
/// # Ok::<(), locality::fault::Faults>(())
/// ```
///
/// # Errors
/// No session (`W001`), no member or none with a population (`W003`), numbers too large (`W004`).
pub fn rota(network: &Network, sessions: u64, populations: &[u64], travel: &Travel) -> Result<Rota, Faults> {
    let members = &network.members;
    let weights: Vec<u64> = members
        .iter()
        .map(|&i| populations.get(i).copied().unwrap_or_default())
        .collect();
    let shares = apportion(sessions, &weights, Method::LargestRemainder, &Limits::None)?.seats;
    let Some(base) = network.hub.or_else(|| members.first().copied()) else {
        let what = format!("{} has no member", network.name);
        return Err(Fault::new(FaultCode::NobodyToShare, what).into());
    };
    let shares: Vec<(usize, u64)> = members.iter().copied().zip(shares).collect();
    let round = |a: usize, b: usize| {
        let there = travel.between(base, a) + travel.between(a, b) + travel.between(b, base);
        let back = travel.between(base, b) + travel.between(b, a) + travel.between(a, base);
        match there <= back {
            true => (there, a, b),
            false => (back, b, a),
        }
    };
    let mut stops: Vec<(usize, Option<usize>)> = Vec::new();
    for &(practice, count) in &shares {
        stops.extend((0..count / 2).map(|_| (practice, Some(practice))));
    }
    let odd: Vec<usize> = shares
        .iter()
        .filter(|(_, count)| count % 2 == 1)
        .map(|&(practice, _)| practice)
        .collect();
    // One over has half a day: it is paired with nobody.
    let costs = |a: usize, b: usize| match (odd.get(a), odd.get(b)) {
        (Some(&a), Some(&b)) => round(a, b).0,
        (Some(&a), None) | (None, Some(&a)) => travel.between(base, a) + travel.between(a, base),
        (None, None) => 0,
    };
    let count = odd.len().next_multiple_of(2);
    let exact = count <= EXACT;
    let pairs = match exact {
        true => least_pairs(count, costs),
        false => good_pairs(count, costs),
    };
    for (a, b) in pairs {
        match (odd.get(a), odd.get(b)) {
            (Some(&a), Some(&b)) => {
                let (_, first, then) = round(a, b);
                stops.push((first, Some(then)));
            }
            (Some(&alone), None) | (None, Some(&alone)) => stops.push((alone, None)),
            (None, None) => {}
        }
    }
    let way = |&(a, b): &(usize, Option<usize>)| match b {
        Some(b) => round(a, b).0,
        None => travel.between(base, a) + travel.between(a, base),
    };
    let days = stops.iter().enumerate().map(|(k, &(morning, afternoon))| Day {
        post: k as u64 / 5,
        weekday: (k % 5) as u8,
        morning,
        afternoon,
    });
    Ok(Rota {
        base,
        days: days.collect(),
        travel: stops.iter().map(way).sum(),
        sessions: shares,
        exact,
    })
}

/// All of `count`, an even number, in pairs at least cost: a table over subsets, the lowest that is left paired with each other.
fn least_pairs(count: usize, cost: impl Fn(usize, usize) -> u64) -> Vec<(usize, usize)> {
    let full = (1_usize << count) - 1;
    // For each set of those that are paired: the least cost, and the pair that came last.
    let mut best: Vec<Option<(u64, usize, usize)>> = vec![None; full + 1];
    best[0] = Some((0, 0, 0));
    for set in 0..full {
        let Some((so_far, ..)) = best[set] else { continue };
        let a = (!set).trailing_zeros() as usize;
        for b in a + 1..count {
            if set & 1 << b == 0 {
                let next = set | 1 << a | 1 << b;
                let costs = so_far + cost(a, b);
                if best[next].is_none_or(|(known, ..)| costs < known) {
                    best[next] = Some((costs, a, b));
                }
            }
        }
    }
    let (mut set, mut pairs) = (full, Vec::new());
    while let (true, Some((_, a, b))) = (set != 0, best[set]) {
        pairs.push((a, b));
        set &= !(1 << a | 1 << b);
    }
    pairs.reverse();
    pairs
}

/// Pairs by least cost first, then partners of two pairs swapped as long as that saves.
fn good_pairs(count: usize, cost: impl Fn(usize, usize) -> u64) -> Vec<(usize, usize)> {
    let mut all: Vec<(u64, usize, usize)> = (0..count)
        .flat_map(|a| (a + 1..count).map(move |b| (a, b)))
        .map(|(a, b)| (cost(a, b), a, b))
        .collect();
    all.sort_unstable();
    let (mut taken, mut pairs) = (vec![false; count], Vec::new());
    for (_, a, b) in all {
        if !taken[a] && !taken[b] {
            (taken[a], taken[b]) = (true, true);
            pairs.push((a, b));
        }
    }
    let mut saved = true;
    while saved {
        saved = false;
        for p in 0..pairs.len() {
            for q in p + 1..pairs.len() {
                let ((a, b), (c, d)) = (pairs[p], pairs[q]);
                let now = cost(a, b) + cost(c, d);
                for (one, other) in [((a, c), (b, d)), ((a, d), (b, c))] {
                    if cost(one.0, one.1) + cost(other.0, other.1) < now {
                        (pairs[p], pairs[q]) = (one, other);
                        saved = true;
                        break;
                    }
                }
            }
        }
    }
    pairs
}
