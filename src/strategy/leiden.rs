//! Communities of shared patients by the Leiden algorithm.

use super::Strategy;
use super::communities::{Level, Shared, renumber};
use crate::engine::Run;
use crate::engine::boltzmann::Boltzmann;
use crate::engine::instance::Instance;
use crate::engine::random::Stream;
use crate::engine::solution::{Grouping, SolveError};
use std::collections::VecDeque;

/// Communities in which much is shared for their size: nodes move to the community where the quality gains most, communities are refined into
/// parts that hang together by what they share, and the parts are the nodes of the next graph, until nothing moves.
///
/// Communities hang together by what they share, not in the graph of neighbours. It knows no band, no hubs and no costs, and the number of
/// groups only through the resolution, which is searched for: it may miss it. The quality is the constant Potts model with
/// patients as sizes, where Clarke and others used Markov stability over many scales on the same kind of data.
///
/// # References
/// V. A. Traag, L. Waltman and N. J. van Eck, From Louvain to Leiden: guaranteeing well-connected communities, Scientific Reports 9 (2019);
/// shared patients: J. Clarke, T. Beaney, A. Majeed, A. Darzi and M. Barahona, BMJ Open 10 (2020) e036504.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leiden {
    shared: Shared,
}

/// How much a part may be joined to another than the best while refining, in mean shares of a pair: the paper's theta.
const THETA: f64 = 0.01;
/// Gains are compared in such parts.
const FINENESS: f64 = 1e6;
/// Graphs of graphs at most: each is smaller than the one before, as a rule far smaller.
const LEVELS: usize = 100;

impl Leiden {
    /// With what pairs of units share: two units and how much, in patients or any other measure of likeness; pairs left out, and those
    /// with nought or less, share nothing.
    #[must_use]
    pub fn new(shared: Vec<(u32, u32, i64)>) -> Self {
        Self {
            shared: Shared::new(shared),
        }
    }
}

impl Strategy for Leiden {
    fn name(&self) -> &'static str {
        "leiden"
    }

    fn about(&self) -> &'static str {
        "Communities of shared patients (Leiden); knows neither the band nor the practice graph, the number only nearly."
    }

    fn group(&self, instance: &Instance, run: &Run<'_>) -> Result<Grouping, SolveError> {
        self.shared.group(self.name(), instance, run, communities)
    }
}

/// The community of every unit at this resolution.
fn communities(base: &Level, resolution: f64, random: &mut Stream) -> Vec<usize> {
    let mut level = base.clone();
    // The node of every unit, and the community of every node.
    let mut node: Vec<usize> = (0..base.len()).collect();
    let mut of: Vec<usize> = (0..base.len()).collect();
    for _ in 0..LEVELS {
        move_nodes(&level, &mut of, resolution, random);
        let count = renumber(&mut of);
        if count == level.len() {
            break;
        }
        let mut parts = refine(&level, &of, resolution, random);
        let parts_count = renumber(&mut parts);
        let mut next = vec![0; parts_count];
        for (part, community) in parts.iter().zip(&of) {
            next[*part] = *community;
        }
        level = level.joined(&parts, parts_count);
        node.iter_mut().for_each(|node| *node = parts[*node]);
        of = next;
    }
    node.into_iter().map(|node| of[node]).collect()
}

/// Moves nodes in random order to the community where the quality gains most; those that share with a node that moved are looked
/// at again.
fn move_nodes(level: &Level, of: &mut [usize], resolution: f64, random: &mut Stream) {
    let mut sizes = level.sizes(of);
    let mut order: Vec<usize> = (0..level.len()).collect();
    random.shuffle(&mut order);
    let mut queue: VecDeque<usize> = order.into();
    let mut waits = vec![true; level.len()];
    // Gains are sums of floating point numbers: a gain that is none but for rounding must not keep nodes going to and fro.
    let mut moves = 0;
    while let Some(node) = queue.pop_front() {
        waits[node] = false;
        let (from, size) = (of[node], level.size[node]);
        sizes[from] -= size;
        let with = level.with(node, of);
        let worth = |community: usize, what: f64| what - resolution * size * sizes[community];
        let stay = worth(from, with.get(&from).copied().unwrap_or(0.0));
        let mut best = (stay + 1e-9 * stay.abs(), from);
        for (&community, &what) in &with {
            let gain = worth(community, what);
            if gain > best.0 {
                best = (gain, community);
            }
        }
        // Alone it is worth nought.
        if best.0 < 0.0
            && let Some(empty) = (sizes.iter()).position(|&size| size.abs() < 1e-6)
            && !of
                .iter()
                .enumerate()
                .any(|(other, &community)| community == empty && other != node)
        {
            best = (0.0, empty);
        }
        sizes[best.1] += size;
        if best.1 != from {
            of[node] = best.1;
            moves += 1;
            if moves > 100 * level.len() {
                return;
            }
            for &(other, _) in level.shared[node]
                .iter()
                .filter(|(other, _)| of[*other] != best.1)
            {
                if !std::mem::replace(&mut waits[other], true) {
                    queue.push_back(other);
                }
            }
        }
    }
}

/// Divides every community into parts that hang together by what they share: nodes by themselves join a part of their community
/// at random, the more likely the more the quality gains.
fn refine(level: &Level, of: &[usize], resolution: f64, random: &mut Stream) -> Vec<usize> {
    let boltzmann = Boltzmann::new();
    let all: f64 = level.shared.iter().flatten().map(|(_, what)| what).sum();
    let pairs = level.shared.iter().map(Vec::len).sum::<usize>().max(1);
    let temperature = ((THETA * all / pairs as f64 * FINENESS) as i64).max(1);
    let whole = level.sizes(of);
    let mut parts: Vec<usize> = (0..level.len()).collect();
    let mut sizes = level.size.clone();
    let inside = |node: usize| {
        let with = level.shared[node]
            .iter()
            .filter(|(other, _)| of[*other] == of[node]);
        with.map(|(_, what)| what).sum::<f64>()
    };
    // What every part shares with the rest of its community.
    let mut outwards: Vec<f64> = (0..level.len()).map(inside).collect();
    let mut alone = vec![true; level.len()];
    let linked =
        |what: f64, size: f64, community: usize| what >= resolution * size * (whole[community] - size);
    let mut order: Vec<usize> = (0..level.len()).collect();
    random.shuffle(&mut order);
    for node in order {
        let size = level.size[node];
        if !alone[node] || !linked(outwards[node], size, of[node]) {
            continue;
        }
        let mut with = level.with(node, &parts);
        with.retain(|&part, _| part != node && of[part] == of[node]);
        let gains: Vec<(usize, f64, f64)> = with
            .into_iter()
            .filter(|&(part, _)| linked(outwards[part], sizes[part], of[node]))
            .map(|(part, what)| (part, what, what - resolution * size * sizes[part]))
            .filter(|&(.., gain)| gain >= 0.0)
            .collect();
        let most = gains.iter().map(|gain| gain.2).fold(0.0, f64::max);
        let chances: Vec<u64> = (gains.iter())
            .map(|gain| boltzmann.weight(((most - gain.2) * FINENESS) as i64, temperature))
            .collect();
        let sum: u64 = chances.iter().sum();
        if sum == 0 {
            continue;
        }
        let mut draw = random.below(sum);
        for (&(part, what, _), &chance) in gains.iter().zip(&chances) {
            if draw < chance {
                parts[node] = part;
                sizes[part] += size;
                outwards[part] += outwards[node] - 2.0 * what;
                // The part is named after the node that was alone in it first.
                (alone[node], alone[part]) = (false, false);
                break;
            }
            draw -= chance;
        }
    }
    parts
}
