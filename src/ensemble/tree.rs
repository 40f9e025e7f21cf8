//! A spanning tree of two groups, each as likely as any other, and where it may be cut.

use super::union::Union;
use crate::engine::random::Stream;

/// A spanning tree, by the place above each place; the root is place 0. All memory is taken once.
///
/// # References
/// D. B. Wilson, Generating random spanning trees more quickly than the cover time, STOC 1996, <https://doi.org/10.1145/237814.237880>.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    up: Vec<u32>,
    inside: Vec<bool>,
    /// Every place before the one above it, the root last.
    order: Vec<u32>,
    /// What a place and all below it weigh.
    below: Vec<i64>,
}

impl Tree {
    /// None yet, with room for so many places.
    pub(super) fn new(places: usize) -> Self {
        Self {
            up: vec![0; places],
            inside: vec![false; places],
            order: vec![0; places],
            below: vec![0; places],
        }
    }

    /// Draws a tree of a connected union by walks whose loops are erased: from each place that is not in the tree yet at random until the
    /// tree is met; the way as it was left last joins it. O(the mean time to hit the root) for the whole tree.
    pub(super) fn draw(&mut self, union: &Union, random: &mut Stream) {
        let places = union.units().len();
        self.inside[..places].fill(false);
        self.inside[0] = true;
        let mut begin = places - 1;
        self.order[begin] = 0;
        for first in 1..places as u32 {
            let mut at = first;
            while !self.inside[at as usize] {
                let near = union.near(at);
                let next = near[random.index(near.len())];
                self.up[at as usize] = next;
                at = next;
            }
            let met = at;
            let mut length = 0;
            at = first;
            while at != met {
                self.inside[at as usize] = true;
                length += 1;
                at = self.up[at as usize];
            }
            // A way that joins later hangs below those that joined before: it stands before them.
            begin -= length;
            at = first;
            for place in &mut self.order[begin..begin + length] {
                *place = at;
                at = self.up[at as usize];
            }
        }
    }

    /// Adds up, from the leaves to the root, what each place and all below it weigh. O(places).
    pub(super) fn weigh(&mut self, union: &Union, weights: &[i64]) {
        let units = union.units();
        for (below, &unit) in self.below.iter_mut().zip(units) {
            *below = weights[unit as usize];
        }
        for &place in &self.order[..units.len() - 1] {
            self.below[self.up[place as usize] as usize] += self.below[place as usize];
        }
    }

    /// Lists the places above which the tree may be cut so that what is below weighs from `least` to `most`. O(places).
    pub(super) fn cuts(&self, places: usize, least: i64, most: i64, cuts: &mut Vec<u32>) {
        cuts.clear();
        let fits = |place: &u32| (least..=most).contains(&self.below[*place as usize]);
        cuts.extend(self.order[..places - 1].iter().copied().filter(fits));
    }

    /// What a place and all below it weigh, as counted last.
    pub(super) fn below(&self, place: u32) -> i64 {
        self.below[place as usize]
    }

    /// Which places lie below a cut. O(places).
    pub(super) fn side(&mut self, places: usize, cut: u32) -> &[bool] {
        self.inside[..places].fill(false);
        self.inside[cut as usize] = true;
        for &place in self.order[..places].iter().rev() {
            self.inside[place as usize] |= self.inside[self.up[place as usize] as usize];
        }
        &self.inside[..places]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::instance::Instance;
    use crate::ensemble::graph::Graph;
    use std::collections::BTreeMap;

    fn graph(units: usize, edges: &[(u32, u32)]) -> Instance {
        let text = serde_json::json!({
            "format": "locality-instance/1",
            "units": (0..units).map(|u| format!("U{u}")).collect::<Vec<_>>(),
            "edges": edges, "measures": [], "groups": {"least": 1, "most": 1},
        });
        serde_json::from_value(text).expect("a sound instance")
    }

    /// The number of spanning trees (Kirchhoff 1847): a minor of the Laplacian, without fractions (Bareiss 1968).
    fn kirchhoff(instance: &Instance) -> i128 {
        let n = instance.len();
        let entry = |a: usize, b: usize| match a == b {
            true => instance.neighbours(a as u32).len() as i128,
            false => -i128::from(instance.neighbours(a as u32).contains(&(b as u32))),
        };
        let mut minor: Vec<Vec<i128>> = (1..n).map(|a| (1..n).map(|b| entry(a, b)).collect()).collect();
        let mut before = 1;
        for k in 0..n - 2 {
            // A Laplacian's leading minors are above nought where the graph hangs together: no pivoting.
            for i in k + 1..n - 1 {
                for j in k + 1..n - 1 {
                    minor[i][j] = (minor[i][j] * minor[k][k] - minor[i][k] * minor[k][j]) / before;
                }
            }
            before = minor[k][k];
        }
        minor[n - 2][n - 2]
    }

    /// Draws trees, each as a sorted list of edges, and holds them against the number there is and against chance.
    fn uniform(units: usize, edges: &[(u32, u32)], wanted: i128) {
        let instance = graph(units, edges);
        assert_eq!(kirchhoff(&instance), wanted);
        let graph = Graph::new(&instance);
        let (mut union, mut tree) = (Union::new(&graph), Tree::new(units));
        let mut random = Stream::new(11, &[]);
        let mut met: BTreeMap<Vec<(u32, u32)>, u32> = BTreeMap::new();
        let draws = 40 * wanted as u32;
        // The groups are any two parts: only their union counts.
        let (one, other): (Vec<u32>, Vec<u32>) = (0..units as u32).partition(|u| u % 2 == 0);
        for _ in 0..draws {
            union.fill(&graph, &one, &other);
            tree.draw(&union, &mut random);
            let edge = |place: usize| {
                let (a, b) = (union.units()[place], union.units()[tree.up[place] as usize]);
                (a.min(b), a.max(b))
            };
            let mut drawn: Vec<(u32, u32)> = (1..units).map(edge).collect();
            drawn.sort_unstable();
            assert!(drawn.iter().all(|edge| edges.contains(edge)));
            *met.entry(drawn).or_default() += 1;
        }
        assert_eq!(met.len() as i128, wanted, "trees met");
        let apart = |&count: &u32| (f64::from(count) - 40.0).powi(2) / 40.0;
        let chi_square: f64 = met.values().map(apart).sum();
        // Exceeded once in a thousand times (Wilson and Hilferty 1931).
        let degrees = wanted as f64 - 1.0;
        let spread = 2.0 / (9.0 * degrees);
        let limit = degrees * (1.0 - spread + 3.09 * spread.sqrt()).powi(3);
        assert!(chi_square < limit, "{chi_square} is above {limit}");
    }

    /// Cayley: 4 to the power of 2 trees on four points that are all next to each other.
    #[test]
    fn trees_of_four_points() {
        uniform(4, &[(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)], 16);
    }

    /// 192 spanning trees of a 3 × 3 grid (OEIS A007341).
    #[test]
    fn trees_of_a_grid() {
        let edges = [
            (0, 1),
            (1, 2),
            (3, 4),
            (4, 5),
            (6, 7),
            (7, 8),
            (0, 3),
            (1, 4),
            (2, 5),
            (3, 6),
            (4, 7),
            (5, 8),
        ];
        uniform(9, &edges, 192);
    }

    /// A ring with a tail: as many as the ring has edges.
    #[test]
    fn trees_of_a_ring_with_a_tail() {
        uniform(6, &[(0, 1), (1, 2), (2, 3), (0, 3), (3, 4), (4, 5)], 4);
    }
}
