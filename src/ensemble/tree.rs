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
