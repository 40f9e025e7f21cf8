//! Branch and bound over sites.

use super::Work;
use super::interchange::{greedy, interchange};
use super::relaxation::{Fate, Relaxed, relax, step};
use super::stars::Stars;

/// What the search is to find.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goal {
    /// So many sites are open.
    pub hubs: usize,
    /// Sites that cost this or more are of no interest.
    pub below: i64,
    /// Sites that cost this are good enough.
    pub enough: i64,
}

impl Goal {
    /// The best there is.
    pub fn best(hubs: usize) -> Self {
        Self {
            hubs,
            below: i64::MAX,
            enough: 0,
        }
    }
}

/// What was found.
#[derive(Clone, Debug)]
pub(super) struct Best {
    /// The cheapest sites seen.
    pub sites: Vec<usize>,
    pub cost: i64,
    /// No choice costs less, or what it costs is not below what is of interest.
    pub bound: i64,
}

/// Steps of the prices at the root, and at every other node. Long, as a good bound at the root is worth more than many nodes: with 600 steps the
/// gaps of 338 and 342 practices were 0.4 to 1.0 % after the same work, with these 0.0 to 0.2 %.
const ROOT_STEPS: u32 = 10_000;
const STEPS: u32 = 150;
/// How far prices move at first, of the step that would close the gap; where it is this small, they stand still.
const ROOT_PACE: f64 = 1.5;
const PACE: f64 = 0.5;
const LEAST_PACE: f64 = 0.000_2;

struct Node {
    fates: Vec<Fate>,
    prices: Vec<i64>,
    /// In parts of a cost.
    bound: i64,
}

struct Search<'s> {
    stars: &'s Stars,
    goal: Goal,
    best: Best,
    /// Ways that may still be looked at.
    left: u64,
}

/// The cheapest `goal.hubs` sites: prices give a bound, the sites that they choose are tried, sites that cannot be in or out of a cheaper choice
/// are decided, and what is left is divided by a site that is open in one part and closed in the other.
pub(super) fn search(stars: &Stars, goal: Goal, work: Work) -> Best {
    let mut sites = greedy(stars, goal.hubs);
    let cost = interchange(stars, &mut sites);
    let near = |i: usize| sites.iter().map(|&j| stars.at(j)[i]).min().unwrap_or(0) * stars.scale();
    // A place's cost with good sites is a fair first price.
    let prices: Vec<i64> = (0..stars.places()).map(near).collect();
    let left = work.0.saturating_mul(1_000_000);
    let best = Best {
        sites,
        cost,
        bound: 0,
    };
    let mut search = Search {
        stars,
        goal,
        best,
        left,
    };
    let mut open = vec![Node {
        fates: vec![Fate::Free; stars.sites()],
        prices,
        bound: 0,
    }];
    let mut steps = ROOT_STEPS;
    // From a node down to its end, for good sites; then on with the least bound, so that the bound of all rises.
    let mut down = false;
    loop {
        let least = || (0..open.len()).min_by_key(|&k| (open[k].bound, std::cmp::Reverse(k)));
        let last = open.len().checked_sub(1);
        let Some(next) = (if down { last } else { least() }) else {
            break;
        };
        down = false;
        let mut node = open.swap_remove(next);
        if search.is_done() || search.hopeless(node.bound) {
            continue;
        }
        if search.left == 0 {
            open.push(node);
            break;
        }
        let Some(relaxed) = search.tighten(&mut node, steps) else {
            continue;
        };
        steps = STEPS;
        if search.hopeless(node.bound) || !search.decide(&mut node, &relaxed) {
            continue;
        }
        let free = |&&j: &&usize| node.fates[j] == Fate::Free;
        let Some(&site) = relaxed
            .chosen
            .iter()
            .filter(free)
            .min_by_key(|&&j| (relaxed.worth[j], j))
        else {
            // Every chosen site is decided: there is nothing else to choose, and it was tried.
            continue;
        };
        for fate in [Fate::Closed, Fate::Open] {
            let mut fates = node.fates.clone();
            fates[site] = fate;
            open.push(Node {
                fates,
                prices: node.prices.clone(),
                bound: node.bound,
            });
        }
        down = true;
    }
    let least = open.iter().map(|node| search.whole(node.bound)).min();
    let closed = search.best.cost.min(goal.below);
    search.best.bound = if search.is_done() {
        0
    } else {
        least.map_or(closed, |least| least.min(closed))
    };
    search.best
}

impl Search<'_> {
    fn is_done(&self) -> bool {
        self.best.cost <= self.goal.enough
    }

    /// The least whole cost that is not below so many parts.
    fn whole(&self, parts: i64) -> i64 {
        -(-parts).div_euclid(self.stars.scale())
    }

    /// Whether nothing of interest costs at least so many parts.
    fn hopeless(&self, parts: i64) -> bool {
        self.whole(parts) >= self.best.cost.min(self.goal.below)
    }

    /// Moves the node's prices to a better bound, tries the sites that come up on the way, and returns the relaxation at the best prices;
    /// `None` where there is no choice of so many sites.
    fn tighten(&mut self, node: &mut Node, steps: u32) -> Option<Relaxed> {
        let mut prices = node.prices.clone();
        let mut best: Option<Relaxed> = None;
        let mut pace = if steps == ROOT_STEPS { ROOT_PACE } else { PACE };
        // So many steps without a better bound halve the pace.
        let (patience, mut idle) = ((steps / 100).max(20), 0);
        for _ in 0..steps {
            self.left = self
                .left
                .saturating_sub((self.stars.places() * (self.stars.sites() + self.goal.hubs)) as u64);
            let relaxed = relax(self.stars, &prices, &node.fates, self.goal.hubs)?;
            self.try_sites(&relaxed.chosen);
            let bound = relaxed.bound;
            let lack = relaxed.lack(self.stars, &prices);
            if best.as_ref().is_none_or(|best| bound > best.bound) {
                node.prices.clone_from(&prices);
                best = Some(relaxed);
                idle = 0;
            } else {
                idle += 1;
                if idle >= patience {
                    (pace, idle) = (pace / 2.0, 0);
                    if pace < LEAST_PACE {
                        break;
                    }
                    prices.clone_from(&node.prices);
                    continue;
                }
            }
            let goal = self
                .best
                .cost
                .min(self.goal.below)
                .saturating_mul(self.stars.scale());
            let gap = goal.saturating_sub(bound);
            if self.is_done() || self.hopeless(bound) || lack.iter().all(|&l| l == 0) || self.left == 0 {
                break;
            }
            step(self.stars, &mut prices, &lack, gap.max(1), pace);
        }
        let best = best?;
        node.bound = node.bound.max(best.bound);
        // What the best prices choose is a good place to exchange sites from, even where it is dear itself.
        self.exchange(best.chosen.clone());
        Some(best)
    }

    fn try_sites(&mut self, sites: &[usize]) {
        if self.stars.cost(sites) < self.best.cost {
            self.exchange(sites.to_vec());
        }
    }

    fn exchange(&mut self, mut sites: Vec<usize>) {
        let looked = self.stars.places() * (self.stars.sites() + self.goal.hubs);
        self.left = self.left.saturating_sub(looked as u64);
        let cost = interchange(self.stars, &mut sites);
        if cost < self.best.cost {
            (self.best.sites, self.best.cost) = (sites, cost);
        }
    }

    /// Opens and closes what must be so in anything of interest: with another site in its place the bound alone would be too dear. `false` where
    /// nothing is left.
    fn decide(&self, node: &mut Node, relaxed: &Relaxed) -> bool {
        let free: Vec<usize> = (0..node.fates.len())
            .filter(|&j| node.fates[j] == Fate::Free)
            .collect();
        let mut is_chosen = vec![false; node.fates.len()];
        relaxed.chosen.iter().for_each(|&j| is_chosen[j] = true);
        let chosen = free.iter().copied().filter(|&j| is_chosen[j]);
        let others = free.iter().copied().filter(|&j| !is_chosen[j]);
        let last = chosen.clone().map(|j| relaxed.worth[j]).max();
        let next = others.clone().map(|j| relaxed.worth[j]).min();
        for j in chosen {
            if next.is_none_or(|next| self.hopeless(relaxed.bound - relaxed.worth[j] + next)) {
                node.fates[j] = Fate::Open;
            }
        }
        for j in others {
            if last.is_none_or(|last| self.hopeless(relaxed.bound - last + relaxed.worth[j])) {
                node.fates[j] = Fate::Closed;
            }
        }
        let open = node.fates.iter().filter(|&&fate| fate == Fate::Open).count();
        let left = node.fates.iter().filter(|&&fate| fate == Fate::Free).count();
        open <= self.goal.hubs && open + left >= self.goal.hubs
    }
}
