//! Everything that can grow from the group at a node, and when to give up.
//!
//! The relaxation is the continuous knapsack with a least and a most (G. B. Dantzig, Discrete-variable extremum problems, Operations
//! Research 5 (1957)).

use super::pricing::{Aim, Frame, Pricer};

/// The group at a node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// Open units in the group; the root's unit is not among them.
    pub(super) inside: u128,
    /// Open units that may still join.
    pub(super) free: u128,
    /// Those of them that are next to the group, closed ones too.
    pub(super) border: u128,
    /// The one that was taken, until the group has grown up to it.
    pub(super) apart: u128,
    pub(super) size: i64,
    /// What the group pays at least, whatever joins, but for what joins.
    pub(super) low: i64,
    /// What it pays as it is, but for shapes and rewards.
    pub(super) bare: i64,
}

impl Pricer {
    /// Everything that can grow from this node.
    pub(super) fn grow(&mut self, frame: &Frame<'_>, mut node: Node) {
        self.found.nodes += 1;
        if self.found.nodes > self.limit {
            self.found.cut_short = true;
            return;
        }
        let (least, most) = frame.market.band();
        if node.border & node.apart != 0 {
            node.border |= self.candidates.near[node.apart.trailing_zeros() as usize];
            node.apart = 0;
        }
        if node.size >= least && node.apart == 0 {
            self.offer(frame, &node);
        }
        let mut closed = 0_u128;
        loop {
            if !self.reach(&mut node)
                || node.border & node.free == 0
                || !self.promising(&mut node, least, most)
            {
                break;
            }
            let candidates = node.border & node.free;
            if candidates == 0 {
                break;
            }
            let at = candidates.trailing_zeros() as usize;
            let bit = 1_u128 << at;
            node.free &= !bit;
            let open = self.candidates.open[at];
            if node.size + open.size <= most {
                let company = self.candidates.rewards.charge(at, node.inside);
                let (slack, charge) = self.candidates.enter(at);
                self.grow(
                    frame,
                    Node {
                        inside: node.inside | bit,
                        border: node.border | self.candidates.near[at],
                        size: node.size + open.size,
                        low: node.low + open.cost + slack + company,
                        bare: node.bare + open.bare + charge + company,
                        ..node
                    },
                );
                self.candidates.leave(at);
                if self.found.cut_short {
                    break;
                }
            }
            closed |= bit;
            node.low += self.candidates.close(at);
        }
        while closed != 0 {
            self.candidates.reopen(closed.trailing_zeros() as usize);
            closed &= closed - 1;
        }
    }

    /// Forgets what no longer hangs together with the group; returns whether what stands apart still can.
    fn reach(&self, node: &mut Node) -> bool {
        let open = node.free | node.apart;
        let mut reached = node.border & open;
        let mut fresh = reached;
        while fresh != 0 {
            let near = self.candidates.near[fresh.trailing_zeros() as usize];
            fresh &= fresh - 1;
            let next = near & open & !reached;
            reached |= next;
            fresh |= next;
        }
        node.free = reached & !node.apart;
        reached & node.apart == node.apart
    }

    /// Whether the group can still come below the ceiling. First by filling the knapsack with fractions of open units, then with
    /// what the cuts would charge for each of them; open units with which it cannot are forgotten.
    fn promising(&mut self, node: &mut Node, least: i64, most: i64) -> bool {
        let (mut need, mut room) = (least - node.size, most - node.size);
        let lost = self.candidates.rewards.lost(node.inside, node.inside | node.free);
        let mut sum = node.low + lost;
        let mut free = node.free;
        // The price of size at the unit where the filling ends.
        let mut price = 0;
        let mut side = need;
        let mut ended = false;
        while free != 0 {
            let open = &self.candidates.open[free.trailing_zeros() as usize];
            free &= free - 1;
            let whole = if open.cost < 0 { room } else { need };
            if whole <= 0 {
                // Costs rise from here on: neither more gain nor more need.
                if open.cost >= 0 {
                    ended = true;
                    break;
                }
                continue;
            }
            if open.size > whole {
                let part = i128::from(open.cost) * i128::from(whole);
                sum += part.div_euclid(i128::from(open.size)) as i64;
                price = open.cost.div_euclid(open.size);
                side = if open.cost < 0 {
                    most - node.size
                } else {
                    least - node.size
                };
                ended = true;
                break;
            }
            sum += open.cost;
            need -= open.size;
            room -= open.size;
        }
        if (need > 0 && !ended) || sum >= self.ceiling {
            return false;
        }
        // Any price is sound: one so large that products with it would not fit is left out.
        if price.checked_mul(most.saturating_mul(4)).is_none() {
            (price, side) = (0, 0);
        }
        self.dues.clear();
        self.dues.resize(self.candidates.open.len(), 0);
        self.candidates.cuts.dues(&mut self.dues);
        self.candidates.towns.dues(node.free, &mut self.dues);
        self.candidates
            .rewards
            .dues(node.inside, node.inside | node.free, &mut self.dues);
        // For any price of size this is a bound (see `narrow`).
        let reduced =
            |at: usize| self.candidates.open[at].cost + self.dues[at] - price * self.candidates.open[at].size;
        let mut lowest = node.low + lost + price * side;
        let mut free = node.free;
        while free != 0 {
            lowest += reduced(free.trailing_zeros() as usize).min(0);
            free &= free - 1;
        }
        let mut free = node.free;
        while free != 0 {
            let at = free.trailing_zeros() as usize;
            if lowest + reduced(at).max(0) >= self.ceiling {
                node.free &= !(1 << at);
            }
            free &= free - 1;
        }
        lowest < self.ceiling
    }

    /// Notes the group of a node where it is allowed and below the ceiling.
    fn offer(&mut self, frame: &Frame<'_>, node: &Node) {
        let mut units = vec![frame.root.unit];
        let mut inside = node.inside;
        while inside != 0 {
            units.push(self.candidates.open[inside.trailing_zeros() as usize].unit);
            inside &= inside - 1;
        }
        units.sort_unstable();
        let Some(paid) = frame.market.settle(&units, node.bare) else {
            return;
        };
        if paid >= self.ceiling {
            return;
        }
        match frame.aim {
            Aim::Least => {
                self.ceiling = paid;
                if self.found.groups.len() == 4 {
                    self.found.groups.remove(0);
                }
            }
            Aim::All { .. } if frame.market.instance().value(&units).site != frame.root.site => return,
            Aim::All { most } if self.found.groups.len() >= most => {
                self.found.cut_short = true;
                return;
            }
            Aim::All { .. } => {}
        }
        self.found.groups.push((paid, units));
    }
}
