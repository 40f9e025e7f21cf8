//! In which order rows are eliminated, and which of them together.
//!
//! ```text
//! order the rows so that few meet (P. Amestoy, T. Davis and I. Duff, An approximate minimum degree ordering algorithm, SIAM Journal
//!     on Matrix Analysis and Applications 17 (1996)), each subtree of the elimination tree in one piece
//! row by row: a row joins the one before it, where they meet and one front of both takes less time than two
//! ```

use super::programme::Programme;

/// Places that are eliminated together.
#[derive(Debug, PartialEq)]
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
    /// How many rows its matrix has.
    pub(super) fn size(&self) -> usize {
        self.width + self.border.len()
    }

    /// How long it takes, in multiplications: those below the diagonal for each of its columns, and what is done for each entry.
    pub(super) fn work(&self) -> u64 {
        let (size, left) = (self.size() as u64, self.border.len() as u64);
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

/// Which row of the programme stands at each place, and the fronts, each after those that it takes from. O(rows² / 64 × columns' rows).
pub(super) fn fronts(programme: &Programme) -> (Vec<u32>, Vec<Shape>) {
    let near = pattern(programme);
    let by_degree = minimum_degree(&near);
    let later = later(&near, &by_degree);
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

/// For each row the rows that some column holds with it, and itself, without which the ordering refuses a thin pattern.
fn pattern(programme: &Programme) -> Vec<Vec<u32>> {
    let rows = programme.rows() as u32;
    let (starts, column_rows, _) = programme.parts();
    let mut met = Bits::new(rows as usize);
    (0..rows).for_each(|row| met.insert(row, row));
    for range in starts.windows(2) {
        let column = &column_rows[range[0]..range[1]];
        for &a in column {
            column.iter().for_each(|&b| met.insert(a, b));
        }
    }
    (0..rows).map(|row| met.from(row, 0).collect()).collect()
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
