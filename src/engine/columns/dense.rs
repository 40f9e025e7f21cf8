//! The factor L D Lᵀ of a dense symmetric matrix, block by block.
//!
//! ```text
//! for each block of columns, from the left
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
/// The columns of a block across its own rows.
type Block = [[f64; BLOCK]; BLOCK];

/// The matrix, and after [`factorise`](Self::factorise) its factor.
#[derive(Debug, Default)]
pub(super) struct Dense {
    /// How many rows, rounded up to whole tiles; those added stand for themselves alone.
    size: usize,
    /// By rows, the lower triangle; what stands right of the diagonal means nothing.
    entries: Vec<f64>,
    diagonal: Vec<f64>,
    /// The block's rows of L, and of L D, below the block: row by row within a strip of [`TILE`] rows, column after column.
    lower: Vec<[f64; TILE]>,
    scaled: Vec<[f64; TILE]>,
}

impl Dense {
    /// A matrix of nought with so many rows.
    pub(super) fn new(rows: usize) -> Self {
        let size = rows.next_multiple_of(TILE);
        let mut dense = Self {
            size,
            entries: vec![0.0; size * size],
            diagonal: vec![0.0; size],
            ..Self::default()
        };
        for added in rows..size {
            dense.entries[added * size + added] = 1.0;
        }
        dense
    }

    /// A row up to the diagonal, to be filled.
    pub(super) fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.entries[row * self.size..][..=row]
    }

    fn row(&self, row: usize) -> &[f64] {
        &self.entries[row * self.size..][..row]
    }

    /// Factors what the rows hold; no entry of D is below `least`. O(rows³ / 3).
    pub(super) fn factorise(&mut self, least: f64) {
        for first in (0..self.size).step_by(BLOCK) {
            let end = (first + BLOCK).min(self.size);
            self.factor_block(first, end, least);
            self.subtract(first, end);
        }
    }

    /// Factors the columns of a block, in its own rows and in those below, and lays the latter out by strips.
    fn factor_block(&mut self, first: usize, end: usize, least: f64) {
        let (size, width) = (self.size, end - first);
        // The block's own part of L, transposed, so that a row is reduced by numbers side by side.
        let mut across = [[0.0; BLOCK]; BLOCK];
        let reduce = |entries: &mut [f64], across: &Block, known: usize| {
            for (k, across) in across.iter().enumerate().take(known) {
                let scaled = entries[k];
                for (entry, l) in entries[k + 1..].iter_mut().zip(&across[k + 1..]) {
                    *entry -= scaled * l;
                }
            }
        };
        for row in first..end {
            let known = row - first;
            let entries = &mut self.entries[row * size + first..][..width];
            reduce(entries, &across, known);
            for (k, across) in across.iter_mut().enumerate().take(known) {
                let scaled = entries[k];
                entries[k] /= self.diagonal[first + k];
                // Only here is the diagonal's entry reduced: the columns of this row are not laid across yet.
                entries[known] -= scaled * entries[k];
                across[known] = entries[k];
            }
            self.diagonal[row] = entries[known].max(least);
        }
        self.lower.clear();
        self.lower.resize((size - end) / TILE * width, [0.0; TILE]);
        self.scaled.clone_from(&self.lower);
        let diagonal = &self.diagonal[first..end];
        let laid = self.lower.par_chunks_exact_mut(width);
        let laid = laid.zip(self.scaled.par_chunks_exact_mut(width));
        let strips = self.entries[end * size..].par_chunks_exact_mut(TILE * size);
        let strips = strips.zip(laid).with_min_len(STRIPS);
        strips.for_each(|(rows, (lower, scaled))| {
            for (place, row) in rows.chunks_exact_mut(size).enumerate() {
                let entries = &mut row[first..end];
                reduce(entries, &across, width);
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

    /// Solves with the factor, in place; `x` has as many entries as there were rows.
    pub(super) fn solve(&self, x: &mut [f64]) {
        for row in 0..x.len() {
            let (known, rest) = x.split_at_mut(row);
            rest[0] -= dot(self.row(row), known);
        }
        for (x, d) in x.iter_mut().zip(&self.diagonal) {
            *x /= d;
        }
        for row in (0..x.len()).rev() {
            let (open, done) = x.split_at_mut(row);
            let y = done[0];
            for (x, l) in open.iter_mut().zip(self.row(row)) {
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

    /// `M Mᵀ + size` of a made-up `M`, and a right-hand side made from a known solution: sizes below, at and above a tile and a block.
    #[test]
    fn the_solution_is_found() {
        for size in [1, 3, 4, 5, 47, 48, 49, 96, 131] {
            let made = |row: usize, column: usize| mixed(row * size + column);
            let entry = |a: usize, b: usize| {
                let product: f64 = (0..size).map(|k| made(a, k) * made(b, k)).sum();
                product + if a == b { size as f64 } else { 0.0 }
            };
            let mut dense = Dense::new(size);
            // Twice, so that the memory of the first does not leak into the second.
            for _ in 0..2 {
                for row in 0..size {
                    for (column, to) in dense.row_mut(row).iter_mut().enumerate() {
                        *to = entry(row, column);
                    }
                }
                dense.factorise(1e-12);
            }
            let wanted: Vec<f64> = (0..size).map(|at| mixed(at * 31)).collect();
            let mut x: Vec<f64> = (0..size)
                .map(|row| (0..size).map(|column| entry(row, column) * wanted[column]).sum())
                .collect();
            dense.solve(&mut x);
            for (x, wanted) in x.iter().zip(&wanted) {
                assert!((x - wanted).abs() < 1e-9, "size {size}: {x} in place of {wanted}");
            }
        }
    }

    /// A row that says nothing new has nothing left on the diagonal, which is then the least allowed.
    #[test]
    fn a_row_twice_does_no_harm() {
        let mut dense = Dense::new(2);
        dense.row_mut(0).copy_from_slice(&[1.0]);
        dense.row_mut(1).copy_from_slice(&[1.0, 1.0]);
        dense.factorise(1e-3);
        assert_eq!(&dense.diagonal[..2], &[1.0, 1e-3]);
    }
}
