//! Whole posts shared by two neighbouring networks.

use super::{SESSIONS_A_POST, Shares};
use crate::apportion::{Limits, Method, apportion};
use crate::fault::{Fault, FaultCode, Faults};
use crate::graph::PracticeGraph;
use serde::Serialize;

/// Posts that work in one network or in two that are neighbours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pairing {
    /// Each network stands in one unit: alone, or with one neighbour. By the first network.
    pub units: Vec<Vec<usize>>,
    /// Whole posts of each unit; they add up to the total.
    pub posts: Vec<u64>,
    /// Sessions a week of each network, by its position; they add up to ten a post.
    pub sessions: Vec<u64>,
}

impl Pairing {
    /// Every network alone with its own whole posts, where none are shared by two.
    #[must_use]
    pub fn alone(shares: &Shares) -> Self {
        let posts = shares.networks.iter().map(|share| share.posts);
        Self {
            units: shares.networks.iter().map(|share| vec![share.network]).collect(),
            sessions: posts.clone().map(|posts| posts * SESSIONS_A_POST).collect(),
            posts: posts.collect(),
        }
    }

    /// The network with which a network shares a post; `None` where each of its posts works in it alone.
    #[must_use]
    pub fn partner(&self, network: usize) -> Option<usize> {
        let sessions = self.sessions.get(network)?;
        if sessions.is_multiple_of(SESSIONS_A_POST) {
            return None;
        }
        let unit = self.units.iter().find(|unit| unit.contains(&network))?;
        unit.iter().copied().find(|&other| other != network)
    }
}

/// Shares posts out so that each works in one network, or in two neighbours, whose exact shares together are nearer to a whole number
/// than apart: 0.5 and 1.5 make two posts, one of them half here and half there.
///
/// Pairs are chosen greedily, those that gain most first; such a matching gains at least half of the most that is possible (D. Avis,
/// A survey of heuristics for the weighted matching problem, Networks 13, 1983). Then posts go to the units by the method, and the
/// sessions of a pair by largest remainder to its two networks. O(edges × log edges).
///
/// ```
/// use locality::apportion::Method;
/// use locality::graph::PracticeGraph;
/// use locality::workforce::share_in_pairs;
/// // Three networks in a row, two posts: exact shares 0.5, 0.5 and 1. The first two share one post, five sessions each.
/// let row = PracticeGraph::from_edges(3, [(0, 1), (1, 2)])?;
/// let found = share_in_pairs(2, &[20_000, 20_000, 40_000], &row, Method::LargestRemainder)?;
/// assert_eq!(found.units, [vec![0, 1], vec![2]]);
/// assert_eq!((found.posts, found.sessions), (vec![1, 1], vec![5, 5, 10]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`apportion`], and `W003` where the graph is of other networks.
pub fn share_in_pairs(
    posts: u64,
    weights: &[u64],
    neighbours: &PracticeGraph,
    method: Method,
) -> Result<Pairing, Faults> {
    if neighbours.len() != weights.len() {
        let what = format!(
            "the graph is of {} networks, there are {} populations",
            neighbours.len(),
            weights.len()
        );
        return Err(Fault::new(FaultCode::NobodyToShare, what).into());
    }
    // What cannot be shared at all is refused before it is paired.
    apportion(posts, weights, method, &Limits::None)?;
    let units = units(posts, weights, neighbours);
    let sums: Vec<u64> = units
        .iter()
        .map(|unit| unit.iter().map(|&k| weights[k]).sum())
        .collect();
    let of_units = apportion(posts, &sums, method, &Limits::None)?.seats;
    let mut sessions = vec![0; weights.len()];
    for (unit, &posts) in units.iter().zip(&of_units).filter(|(_, posts)| **posts > 0) {
        let own: Vec<u64> = unit.iter().map(|&k| weights[k]).collect();
        let all = posts * SESSIONS_A_POST;
        let shares = apportion(all, &own, Method::LargestRemainder, &Limits::None)?.seats;
        for (&k, share) in unit.iter().zip(shares) {
            sessions[k] = share;
        }
    }
    Ok(Pairing {
        units,
        posts: of_units,
        sessions,
    })
}

/// Networks alone and in pairs, by the first of each.
fn units(posts: u64, weights: &[u64], neighbours: &PracticeGraph) -> Vec<Vec<usize>> {
    let all: u128 = weights.iter().map(|&w| u128::from(w)).sum();
    // Exact shares are posts × weight / all: how far one is from a whole number, in parts of `all`.
    let part = |k: usize| u128::from(posts) * u128::from(weights[k]) % all;
    let off = |part: u128| part.min(all - part);
    let gain = |(a, b): (usize, usize)| off(part(a)) + off(part(b)) - off((part(a) + part(b)) % all);
    let mut edges: Vec<(usize, usize)> = neighbours.edges().filter(|&edge| gain(edge) > 0).collect();
    edges.sort_by_key(|&edge| (std::cmp::Reverse(gain(edge)), edge));
    let mut partner: Vec<Option<usize>> = vec![None; weights.len()];
    for (a, b) in edges {
        if partner[a].is_none() && partner[b].is_none() {
            (partner[a], partner[b]) = (Some(b), Some(a));
        }
    }
    let unit = |k: usize| match partner[k] {
        None => Some(vec![k]),
        Some(other) if k < other => Some(vec![k, other]),
        Some(_) => None,
    };
    (0..weights.len()).filter_map(unit).collect()
}
