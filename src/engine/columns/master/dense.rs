//! The first columns of a dense symmetric matrix, taken to the factor L D Lᵀ block by block; what they say of the rest is subtracted from it.
//!
//! ```text
//! for each block of those columns, from the left
//!     factor the block and the rows below it
//!     subtract what it says from all that lies below and to the right, in tiles of 4 × 4
//! ```
//!
//! Nearly all the work is in the tiles: sums that stay in registers, over numbers that lie side by side (K. Goto and R. van de Geijn,
//! Anatomy of high-performance matrix multiplication, ACM Transactions on Mathematical Software 34 (2008)).

use rayon::prelude::*;

/// The side of a tile.
const TILE: usize = 4;
/// Columns of a block, a multiple of the tile.
const BLOCK: usize = 48;
/// Strips that are worth a task of their own.
const STRIPS: usize = 8;

/// A tile, by rows.
type Tile = [[f64; TILE]; TILE];

/// The matrix, and after [`factorise`](Self::factorise) the factor of its first columns, and what is left of the others.
#[derive(Debug, Default)]
pub(super) struct Dense {
    /// How many columns are factored.
    width: usize,
    /// How many rows: the others rounded up to whole tiles, with nought in those added.
    size: usize,
    /// By rows, the lower triangle; what stands right of the diagonal means nothing.
    entries: Vec<f64>,
    /// D.
    diagonal: Vec<f64>,
    /// The block's own part of L, transposed, so that a row is reduced by numbers side by side.
    across: Vec<f64>,
    /// The block's rows of L, and of L D, below the block: row by row within a strip of [`TILE`] rows, column after column.
    lower: Vec<[f64; TILE]>,
    scaled: Vec<[f64; TILE]>,
}

impl Dense {
    /// A matrix of nought, of which so many columns are to be factored, and so many more rows.
    pub(super) fn new(width: usize, more: usize) -> Self {
        let size = width + more.next_multiple_of(TILE);
        Self {
            width,
            size,
            entries: vec![0.0; size * size],
            diagonal: vec![0.0; width],
            ..Self::default()
        }
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Nought again.
    pub(super) fn clear(&mut self) {
        self.entries.fill(0.0);
    }

    /// A row up to the diagonal.
    pub(super) fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.entries[row * self.size..][..=row]
    }

    /// What is left of a row beyond the factored columns, up to the diagonal.
    pub(super) fn left(&self, row: usize) -> &[f64] {
        &self.entries[row * self.size..][self.width..=row]
    }

    /// The part of a row of L before its diagonal.
    fn factor(&self, row: usize) -> &[f64] {
        &self.entries[row * self.size..][..row.min(self.width)]
    }

    /// Factors what the rows hold; no entry of D is below `least`. O(width × rows²).
    pub(super) fn factorise(&mut self, least: f64) {
        // The first block takes what is over, so that whole tiles lie below every block.
        let mut first = 0;
        while first < self.width {
            let over = (self.width - first) % BLOCK;
            let end = first + if over == 0 { BLOCK } else { over };
            self.factor_block(first, end, least);
            self.subtract(first, end);
            first = end;
        }
    }

    /// Factors the columns of a block, in its own rows and in those below, and lays the latter out by strips.
    fn factor_block(&mut self, first: usize, end: usize, least: f64) {
        let (size, width) = (self.size, end - first);
        let across = &mut self.across;
        across.clear();
        across.resize(width * width, 0.0);
        let reduce = |entries: &mut [f64], across: &[f64], known: usize| {
            for (k, across) in across.chunks_exact(width).enumerate().take(known) {
                let scaled = entries[k];
                for (entry, l) in entries[k + 1..].iter_mut().zip(&across[k + 1..]) {
                    *entry -= scaled * l;
                }
            }
        };
        for row in first..end {
            let known = row - first;
            let entries = &mut self.entries[row * size + first..][..width];
            reduce(entries, across, known);
            for (k, across) in across.chunks_exact_mut(width).enumerate().take(known) {
                let scaled = entries[k];
                entries[k] /= self.diagonal[first + k];
                // Only here is the diagonal's entry reduced: the columns of this row are not laid across yet.
                entries[known] -= scaled * entries[k];
                across[known] = entries[k];
            }
            self.diagonal[row] = entries[known].max(least);
        }
        let strips = (size - end) / TILE * width;
        self.lower.resize(strips, [0.0; TILE]);
        self.scaled.resize(strips, [0.0; TILE]);
        let (across, diagonal) = (&self.across, &self.diagonal[first..end]);
        let laid = self.lower.par_chunks_exact_mut(width);
        let laid = laid.zip(self.scaled.par_chunks_exact_mut(width));
        let strips = self.entries[end * size..].par_chunks_exact_mut(TILE * size);
        let strips = strips.zip(laid).with_min_len(STRIPS);
        strips.for_each(|(rows, (lower, scaled))| {
            for (place, row) in rows.chunks_exact_mut(size).enumerate() {
                let entries = &mut row[first..end];
                reduce(entries, across, width);
                for (k, entry) in entries.iter_mut().enumerate() {
                    scaled[k][place] = *entry;
                    *entry /= diagonal[k];
                    lower[k][place] = *entry;
                }
            }
        });
    }

    /// Subtracts what a block says from what lies below it and to the right, strips side by side: each entry by one of them alone.
    fn subtract(&mut self, first: usize, end: usize) {
        let width = end - first;
        let (size, scaled) = (self.size, &self.scaled);
        let strips = self.entries[end * size..].par_chunks_exact_mut(TILE * size);
        let strips = strips.zip(self.lower.par_chunks_exact(width)).enumerate();
        strips.with_min_len(STRIPS).for_each(|(down, (rows, lower))| {
            for (across, scaled) in scaled.chunks_exact(width).take(down + 1).enumerate() {
                let tile = product(lower, scaled);
                for (row, less) in rows.chunks_exact_mut(size).zip(&tile) {
                    let entries = &mut row[end + across * TILE..][..TILE];
                    for (entry, less) in entries.iter_mut().zip(less) {
                        *entry -= less;
                    }
                }
            }
        });
    }

    /// The way down: `x` becomes L⁻¹ x in the factored columns, and what they say is told to `more`, row by row below them.
    pub(super) fn down(&self, x: &mut [f64], mut more: impl FnMut(usize, f64)) {
        for row in 0..self.width {
            let (known, rest) = x.split_at_mut(row);
            rest[0] -= dot(self.factor(row), known);
        }
        for row in self.width..self.size {
            more(row - self.width, dot(self.factor(row), x));
        }
    }

    /// The way up: `x`, D⁻¹ taken first, becomes L⁻ᵀ of it, given the numbers of the rows below.
    pub(super) fn up(&self, x: &mut [f64], below: impl IntoIterator<Item = f64>) {
        for (x, d) in x.iter_mut().zip(&self.diagonal) {
            *x /= d;
        }
        for (row, y) in (self.width..self.size).zip(below) {
            for (x, l) in x.iter_mut().zip(self.factor(row)) {
                *x -= l * y;
            }
        }
        for row in (0..self.width).rev() {
            let (open, done) = x.split_at_mut(row);
            let y = done[0];
            for (x, l) in open.iter_mut().zip(self.factor(row)) {
                *x -= l * y;
            }
        }
    }
}

/// The product of a strip and another one, transposed.
fn product(left: &[[f64; TILE]], right: &[[f64; TILE]]) -> Tile {
    let mut sums = [[0.0; TILE]; TILE];
    for (left, right) in left.iter().zip(right) {
        for (sums, left) in sums.iter_mut().zip(left) {
            for (sum, right) in sums.iter_mut().zip(right) {
                *sum += left * right;
            }
        }
    }
    sums
}

/// The sum of products, in four sums side by side.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (a, a_rest) = a.as_chunks::<TILE>();
    let (b, b_rest) = b.as_chunks::<TILE>();
    let mut sums = [0.0; TILE];
    for (a, b) in a.iter().zip(b) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f64>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whole numbers mixed up, so that nothing is symmetric by chance.
    fn mixed(at: usize) -> f64 {
        ((at * 7919 + 13) % 101) as f64 / 50.0 - 1.0
    }

    /// Fills the rows with what is told of each entry.
    fn fill(dense: &mut Dense, rows: usize, entry: impl Fn(usize, usize) -> f64) {
        dense.clear();
        for row in 0..rows {
            for (column, to) in dense.row_mut(row).iter_mut().enumerate() {
                *to = entry(row, column);
            }
        }
    }

    /// `M Mᵀ + size` of a made-up `M`, and a right-hand side made from a known solution; some of its columns factored first, and then what is
    /// left of the others: numbers below, at and above a tile and a block.
    #[test]
    fn the_solution_is_found() {
        for (width, more) in [
            (1, 0),
            (3, 0),
            (1, 3),
            (4, 1),
            (5, 4),
            (47, 2),
            (48, 9),
            (49, 47),
            (96, 0),
            (131, 50),
        ] {
            let size = width + more;
            let made = |row: usize, column: usize| mixed(row * size + column);
            let entry = |a: usize, b: usize| {
                let product: f64 = (0..size).map(|k| made(a, k) * made(b, k)).sum();
                product + if a == b { size as f64 } else { 0.0 }
            };
            let wanted: Vec<f64> = (0..size).map(|at| mixed(at * 31)).collect();
            let right = |row: usize| (0..size).map(|column| entry(row, column) * wanted[column]).sum();
            let (mut dense, mut rest) = (Dense::new(width, more), Dense::new(more, 0));
            // Twice, so that the memory of the first does not leak into the second.
            for _ in 0..2 {
                fill(&mut dense, size, entry);
                dense.factorise(1e-12);
                fill(&mut rest, more, |row, column| dense.left(width + row)[column]);
                rest.factorise(1e-12);
            }
            let mut x: Vec<f64> = (0..size).map(right).collect();
            let (first, later) = x.split_at_mut(width);
            dense.down(first, |row, less| {
                if let Some(later) = later.get_mut(row) {
                    *later -= less;
                }
            });
            rest.down(later, |_, _| ());
            rest.up(later, []);
            dense.up(first, later.iter().copied());
            for (x, wanted) in x.iter().zip(&wanted) {
                assert!(
                    (x - wanted).abs() < 1e-9,
                    "{width} of {size}: {x} in place of {wanted}"
                );
            }
        }
    }

    /// A row that says nothing new has nothing left on the diagonal, which is then the least allowed.
    #[test]
    fn a_row_twice_does_no_harm() {
        let mut dense = Dense::new(2, 0);
        fill(&mut dense, 2, |_, _| 1.0);
        dense.factorise(1e-3);
        assert_eq!(dense.diagonal, [1.0, 1e-3]);
    }
}
