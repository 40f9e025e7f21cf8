//! Communities of shared patients that hang together in the graph.

use super::Strategy;
use super::communities::{Level, Shared, renumber};
use crate::engine::Run;
use crate::engine::instance::Instance;
use crate::engine::random::Stream;
use crate::engine::solution::{Grouping, SolveError};

/// Communities in which much is shared for their size, as [`Leiden`](super::Leiden) has them, but whole on the map: a node moves only to a community
/// next to it, and only where the one that it leaves still hangs together; communities are the nodes of the next graph, until
/// nothing moves.
///
/// Groups hang together in the graph of neighbours. It knows no band, no hubs and no costs, and the number of groups only through the
/// resolution, which is searched for: it may miss it, and must where the graph has more components. The contiguity is our addition.
///
/// # References
/// V. D. Blondel, J.-L. Guillaume, R. Lambiotte and E. Lefebvre, Fast unfolding of communities in large networks, Journal of
/// Statistical Mechanics (2008) P10008; shared patients: J. Clarke and others, BMJ Open 10 (2020) e036504.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Louvain {
    shared: Shared,
}

/// Passes over all nodes of a graph at most; a gain that is none but for rounding could otherwise go on for ever.
const PASSES: usize = 100;

impl Louvain {
    /// With what pairs of units share: see [`Leiden::new`](super::Leiden::new).
    #[must_use]
    pub fn new(shared: Vec<(u32, u32, i64)>) -> Self {
        Self {
            shared: Shared::new(shared),
        }
    }
}

impl Strategy for Louvain {
    fn name(&self) -> &'static str {
        "louvain"
    }

    fn about(&self) -> &'static str {
        "Connected communities of shared patients (Louvain with contiguity); knows no band, the number only nearly."
    }

    fn group(&self, instance: &Instance, run: &Run<'_>) -> Result<Grouping, SolveError> {
        self.shared.group(self.name(), instance, run, communities)
    }
}

/// The community of every unit at this resolution.
fn communities(base: &Level, resolution: f64, random: &mut Stream) -> Vec<usize> {
    let mut level = base.clone();
    let mut node: Vec<usize> = (0..base.len()).collect();
    loop {
        let mut of: Vec<usize> = (0..level.len()).collect();
        move_nodes(&level, &mut of, resolution, random);
        let count = renumber(&mut of);
        node.iter_mut().for_each(|node| *node = of[*node]);
        // Every graph is smaller than the one before.
        if count == level.len() {
            return node;
        }
        level = level.joined(&of, count);
    }
}

/// Moves nodes, pass by pass in a random order, to the community next to them where the quality gains most.
fn move_nodes(level: &Level, of: &mut [usize], resolution: f64, random: &mut Stream) {
    let mut sizes = level.sizes(of);
    let mut order: Vec<usize> = (0..level.len()).collect();
    random.shuffle(&mut order);
    for _ in 0..PASSES {
        let mut moved = false;
        for &node in &order {
            let (from, size) = (of[node], level.size[node]);
            let with = level.with(node, of);
            let worth = |community: usize, sizes: &[f64]| {
                with.get(&community).copied().unwrap_or(0.0) - resolution * size * sizes[community]
            };
            sizes[from] -= size;
            let stay = worth(from, &sizes);
            let mut best = (stay + 1e-9 * stay.abs(), from);
            for &other in &level.near[node] {
                let gain = worth(of[other], &sizes);
                if gain > best.0 {
                    best = (gain, of[other]);
                }
            }
            if best.1 != from && stays_whole(level, of, node) {
                of[node] = best.1;
                moved = true;
            }
            sizes[of[node]] += size;
        }
        if !moved {
            return;
        }
    }
}

/// Whether the community of a node hangs together without it; it may also be empty then.
fn stays_whole(level: &Level, of: &[usize], node: usize) -> bool {
    let mut left: Vec<usize> = (0..level.len())
        .filter(|&v| v != node && of[v] == of[node])
        .collect();
    let Some(first) = left.pop() else { return true };
    let mut stack = vec![first];
    while let Some(at) = stack.pop() {
        let near = &level.near[at];
        left.retain(|other| {
            let reached = near.binary_search(other).is_ok();
            if reached {
                stack.push(*other);
            }
            !reached
        });
    }
    left.is_empty()
}
