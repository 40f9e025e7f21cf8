//! In which order rows are eliminated, and which of them together.
//!
//! ```text
//! order the rows so that few meet (P. Amestoy, T. Davis and I. Duff, An approximate minimum degree ordering algorithm, SIAM Journal
//!     on Matrix Analysis and Applications 17 (1996)), each subtree of the elimination tree in one piece
//! row by row: a row joins the one before it, where they meet and one front of both takes less time than two
//! ```

/// Places that are eliminated together.
#[derive(Debug)]
pub(super) struct Shape {
    /// From this place on.
    pub(super) first: usize,
    /// So many.
    pub(super) width: usize,
    /// The later places that they meet, ascending.
    pub(super) border: Vec<u32>,
}

/// What a front takes beside its multiplications, in as many of these: in all, and for each of its entries.
const BEGIN: u64 = 400;
const ENTRY: u64 = 2;

impl Shape {
    /// How long it takes, in multiplications: those below the diagonal for each of its columns, and what is done for each entry.
    pub(super) fn work(&self) -> u64 {
        let (width, left) = (self.width as u64, self.border.len() as u64);
        let size = width + left;
        let cubes = size * size * size - left * left * left;
        cubes / 6 + ENTRY * size * size + BEGIN
    }

    /// It and the shape that comes before it as one, where that is quicker.
    fn joined(&self, before: &Self) -> Option<Self> {
        let end = self.first + self.width;
        let meets = before.border.first().is_some_and(|&later| (later as usize) < end);
        let both = Self {
            first: before.first,
            width: before.width + self.width,
            border: self.border.clone(),
        };
        (meets && both.work() <= self.work() + before.work()).then_some(both)
    }
}

/// Which row stands at each place, and the fronts, each after those that leave something for it, given for each row those that it meets, and
/// itself. O(rows² / 64) and the ordering.
pub(super) fn fronts(near: &[Vec<u32>]) -> (Vec<u32>, Vec<Shape>) {
    let by_degree = minimum_degree(near);
    let later = later(near, &by_degree);
    let postorder = postorder(&later);
    let place_of = inverse(&postorder);
    let mut shapes: Vec<Shape> = Vec::new();
    for (first, &old) in postorder.iter().enumerate() {
        let mut border: Vec<u32> = later[old as usize]
            .iter()
            .map(|&old| place_of[old as usize])
            .collect();
        border.sort_unstable();
        let mut shape = Shape {
            first,
            width: 1,
            border,
        };
        while let Some(both) = shapes.last().and_then(|before| shape.joined(before)) {
            shapes.pop();
            shape = both;
        }
        shapes.push(shape);
    }
    let order = postorder.iter().map(|&old| by_degree[old as usize]);
    (order.collect(), shapes)
}

/// Where each number of an order stands.
pub(super) fn inverse(order: &[u32]) -> Vec<u32> {
    let mut places = vec![0; order.len()];
    for (place, &number) in (0..).zip(order) {
        places[number as usize] = place;
    }
    places
}

/// A set of numbers for each of so many rows.
struct Bits {
    words: usize,
    bits: Vec<u64>,
}

impl Bits {
    fn new(rows: usize) -> Self {
        let words = rows.div_ceil(64);
        Self {
            words,
            bits: vec![0; rows * words],
        }
    }

    fn insert(&mut self, row: u32, number: u32) {
        self.bits[row as usize * self.words + number as usize / 64] |= 1 << (number % 64);
    }

    /// Adds the numbers of a row to those of a later one.
    fn add(&mut self, row: u32, to: u32) {
        let (before, rest) = self.bits.split_at_mut(to as usize * self.words);
        let row = &before[row as usize * self.words..][..self.words];
        rest.iter_mut().zip(row).for_each(|(to, from)| *to |= from);
    }

    /// Those of a row from a number on, ascending.
    fn from(&self, row: u32, number: u32) -> impl Iterator<Item = u32> {
        let words = &self.bits[row as usize * self.words..][..self.words];
        let words = (0..).step_by(64).zip(words).skip(number as usize / 64);
        words.flat_map(move |(base, &word)| {
            let passed = number.saturating_sub(base).min(63);
            let mut word = word & (u64::MAX << passed);
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros();
                word &= word.wrapping_sub(1);
                (bit < 64).then_some(base + bit)
            })
        })
    }
}

/// An order of the rows that keeps the factor sparse.
fn minimum_degree(near: &[Vec<u32>]) -> Vec<u32> {
    let mut starts = vec![0_i64];
    let mut others = Vec::new();
    for row in near {
        others.extend(row.iter().map(|&b| i64::from(b)));
        starts.push(others.len() as i64);
    }
    let ordered = amd::order(near.len() as i64, &starts, &others, &amd::Control::default());
    match ordered {
        Ok((order, _, _)) => order.into_iter().map(|row| row as u32).collect(),
        // It refuses only matrices that are no pattern; any order is right, this one only slower.
        Err(_) => (0..near.len() as u32).collect(),
    }
}

/// For each place the later ones that it meets once all before it are eliminated, ascending: who meets two of them makes them meet. The first is
/// its parent in the elimination tree.
fn later(near: &[Vec<u32>], order: &[u32]) -> Vec<Vec<u32>> {
    let place_of = inverse(order);
    let mut met = Bits::new(order.len());
    let place = |(place, &row): (u32, &u32)| {
        near[row as usize]
            .iter()
            .for_each(|&other| met.insert(place, place_of[other as usize]));
    };
    (0..).zip(order).for_each(place);
    let places = 0..order.len() as u32;
    let column = |place: u32| {
        let later: Vec<u32> = met.from(place, place + 1).collect();
        if let Some(&parent) = later.first() {
            met.add(place, parent);
        }
        later
    };
    places.map(column).collect()
}

/// The places, every one after its children in the elimination tree, right after the child that meets most.
fn postorder(later: &[Vec<u32>]) -> Vec<u32> {
    let mut children = vec![Vec::new(); later.len()];
    let mut open = Vec::new();
    let mut places: Vec<u32> = (0..later.len() as u32).collect();
    places.sort_by_key(|&place| later[place as usize].len());
    for place in places {
        match later[place as usize].first() {
            Some(&parent) => children[parent as usize].push(place),
            None => open.push(place),
        }
    }
    // Parents first, then turned round.
    let mut order = Vec::with_capacity(later.len());
    while let Some(place) = open.pop() {
        order.push(place);
        open.extend(&children[place as usize]);
    }
    order.reverse();
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// Row by row by hand: who meets the row that goes meets the others that do. Every front knows at least those, children leave all
        /// they have to their parents, and a subtree stands in one piece.
        #[test]
        fn a_front_holds_whom_its_rows_meet(rows in 1..60_u32, edges in proptest::collection::vec((0..60_u32, 0..60_u32), 0..120)) {
            let mut near: Vec<BTreeSet<u32>> = (0..rows).map(|row| BTreeSet::from([row])).collect();
            for (a, b) in edges.into_iter().filter(|&(a, b)| a < rows && b < rows) {
                near[a as usize].insert(b);
                near[b as usize].insert(a);
            }
            let listed: Vec<Vec<u32>> = near.iter().map(|near| near.iter().copied().collect()).collect();
            let (order, shapes) = fronts(&listed);
            prop_assert_eq!(order.iter().copied().collect::<BTreeSet<u32>>().len(), rows as usize);
            let place_of = inverse(&order);
            let mut met: Vec<BTreeSet<u32>> = order
                .iter()
                .map(|&row| near[row as usize].iter().map(|&other| place_of[other as usize]).collect())
                .collect();
            let mut next = 0;
            for shape in &shapes {
                prop_assert_eq!(shape.first, next);
                next += shape.width;
                for place in shape.first..next {
                    let later: Vec<u32> = met[place].iter().copied().filter(|&other| other as usize > place).collect();
                    for &other in &later {
                        prop_assert!((other as usize) < next || shape.border.contains(&other));
                        met[other as usize].extend(&later);
                    }
                }
            }
            prop_assert_eq!(next, rows as usize);
            let parent_of = |at: usize| shapes[at].border.first().map(|&later| {
                shapes.iter().position(|shape| (shape.first..shape.first + shape.width).contains(&(later as usize))).expect("a front")
            });
            let mut open: Vec<usize> = Vec::new();
            for (at, shape) in shapes.iter().enumerate() {
                // Its children are what was left open last.
                while open.last().is_some_and(|&child| parent_of(child) == Some(at)) {
                    let child = &shapes[open.pop().expect("a child")];
                    let holds = |&later: &u32| shape.border.contains(&later) || (later as usize) < shape.first + shape.width;
                    prop_assert!(child.border.iter().all(holds));
                }
                prop_assert!(open.iter().all(|&child| parent_of(child) != Some(at)), "not in one piece");
                open.push(at);
            }
        }
    }
}
