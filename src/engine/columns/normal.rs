//! The normal equations of a linear programme, factored anew for each set of weights.
//!
//! `A W Aᵀ` has a row for each row of the programme and is as sparse as the map: two units meet where some column holds both.
//! It is never stored: row by row it is added up from the columns while the factor L D Lᵀ is built
//! (T. A. Davis, Algorithm 849: a concise sparse Cholesky factorization package, ACM TOMS 31 (2005)), in the approximate
//! minimum degree order (Amestoy, Davis and Duff 1996). In that order the last rows meet nearly all others; from the place on where
//! this is quicker, they go into a dense matrix, which is factored block by block.

use super::dense::Dense;
use super::programme::Programme;
use rayon::prelude::*;

/// The order, the shape of the factor, and its memory.
#[derive(Debug)]
pub(super) struct Normal {
    /// Which row of the programme stands at each place of the order.
    order: Vec<u32>,
    /// For each place the columns that hold it, as (column, where in it).
    by_place: Vec<Vec<(u32, u32)>>,
    /// The columns with their rows as places, ascending in each.
    starts: Vec<usize>,
    places: Vec<u32>,
    values: Vec<f64>,
    /// For each place the earlier places (and itself) that it meets.
    meets: Vec<Vec<u32>>,
    parent: Vec<u32>,
    /// The places from this one on are in the dense part.
    sparse: usize,
    dense: Dense,
    factor_starts: Vec<usize>,
    factor_rows: Vec<u32>,
    factor: Vec<f64>,
    diagonal: Vec<f64>,
}

const NONE: u32 = u32::MAX;

/// How much longer a multiplication takes in the sparse part than in the dense one.
const SPARSE: f64 = 4.0;
/// Rows that are added up in one go.
const ROWS: usize = 32;

impl Normal {
    /// Orders the rows and works out the shape of the factor. O(rows² / 64 + nonzeros of all columns, squared by column).
    pub(super) fn new(programme: &Programme) -> Self {
        let rows = programme.rows();
        let (starts, column_rows, values) = programme.parts();
        let near = pattern(rows, starts, column_rows);
        let order = minimum_degree(&near);
        let mut place_of = vec![0_u32; rows];
        for (place, &row) in order.iter().enumerate() {
            place_of[row as usize] = place as u32;
        }
        let mut places = Vec::with_capacity(column_rows.len());
        let mut sorted = Vec::with_capacity(values.len());
        let mut by_place = vec![Vec::new(); rows];
        let mut column = Vec::new();
        for (number, range) in starts.windows(2).enumerate() {
            column.clear();
            column.extend((range[0]..range[1]).map(|at| (place_of[column_rows[at] as usize], values[at])));
            column.sort_unstable_by_key(|&(place, _)| place);
            for &(place, value) in &column {
                by_place[place as usize].push((number as u32, places.len() as u32));
                places.push(place);
                sorted.push(value);
            }
        }
        let meets: Vec<Vec<u32>> = order
            .iter()
            .enumerate()
            .map(|(place, &row)| {
                let others = near[row as usize].iter().map(|&other| place_of[other as usize]);
                others
                    .filter(|&other| other < place as u32)
                    .chain([place as u32])
                    .collect()
            })
            .collect();
        let mut normal = Self {
            order,
            by_place,
            starts: starts.to_vec(),
            places,
            values: sorted,
            meets,
            parent: vec![NONE; rows],
            sparse: rows,
            dense: Dense::default(),
            factor_starts: Vec::new(),
            factor_rows: Vec::new(),
            factor: Vec::new(),
            diagonal: Vec::new(),
        };
        normal.shape();
        normal
    }

    /// The elimination tree and how many entries each column of the factor has.
    fn shape(&mut self) {
        let rows = self.order.len();
        let mut counts = vec![0_usize; rows];
        let mut seen = vec![NONE; rows];
        for k in 0..rows {
            seen[k] = k as u32;
            for &first in &self.meets[k] {
                let mut i = first as usize;
                while seen[i] != k as u32 {
                    if self.parent[i] == NONE {
                        self.parent[i] = k as u32;
                    }
                    counts[i] += 1;
                    seen[i] = k as u32;
                    i = self.parent[i] as usize;
                }
            }
        }
        self.sparse = divide(&counts);
        self.dense = Dense::new(rows - self.sparse);
        let mut entries = 0;
        self.factor_starts = vec![0];
        for count in &counts[..self.sparse] {
            entries += count;
            self.factor_starts.push(entries);
        }
        self.factor_rows = vec![0; entries];
        self.factor = vec![0.0; entries];
        self.diagonal = vec![0.0; self.sparse];
    }

    /// The rows of `A W Aᵀ` up to the diagonal, as [`meets`](Self::meets) names their places; most of the work of a factor, and side by
    /// side. Every sum is added up in the order of the columns, whichever thread does it.
    fn added_up(&self, weights: &[f64]) -> Vec<Vec<f64>> {
        let rows = self.order.len();
        let row = |sums: &mut Vec<f64>, k: usize| {
            for &(column, at) in &self.by_place[k] {
                // A column's places ascend: those after k belong to later rows.
                let range = self.starts[column as usize]..=at as usize;
                let weight = weights[column as usize] * self.values[at as usize];
                for (&place, value) in self.places[range.clone()].iter().zip(&self.values[range]) {
                    sums[place as usize] += weight * value;
                }
            }
            let met = self.meets[k].iter();
            met.map(|&place| std::mem::take(&mut sums[place as usize]))
                .collect()
        };
        (0..rows)
            .into_par_iter()
            .with_min_len(ROWS)
            .map_init(|| vec![0.0; rows], row)
            .collect()
    }

    /// Factors `A W Aᵀ + ridge` for these weights of the columns.
    pub(super) fn factorise(&mut self, weights: &[f64], ridge: f64) {
        let (rows, sparse) = (self.order.len(), self.sparse);
        let mut filled = vec![0_usize; sparse];
        let mut seen = vec![NONE; rows];
        let mut sums = vec![0.0; rows];
        let mut stack = vec![0_u32; rows];
        let mut branch = Vec::with_capacity(rows);
        let added_up = self.added_up(weights);
        for (k, row) in added_up.into_iter().enumerate() {
            for (&place, sum) in self.meets[k].iter().zip(row) {
                sums[place as usize] = sum;
            }
            let mut top = rows;
            seen[k] = k as u32;
            for &first in &self.meets[k] {
                let mut i = first as usize;
                branch.clear();
                // Ancestors of the dense part are in it as well.
                while i < sparse && seen[i] != k as u32 {
                    branch.push(i as u32);
                    seen[i] = k as u32;
                    i = self.parent[i] as usize;
                }
                while let Some(i) = branch.pop() {
                    top -= 1;
                    stack[top] = i;
                }
            }
            sums[k] += ridge;
            for &place in &stack[top..] {
                let i = place as usize;
                let y = std::mem::take(&mut sums[i]);
                let start = self.factor_starts[i];
                let end = start + filled[i];
                for (row, l) in self.factor_rows[start..end].iter().zip(&self.factor[start..end]) {
                    sums[*row as usize] -= l * y;
                }
                let l = y / self.diagonal[i];
                sums[k] -= l * y;
                self.factor_rows[end] = k as u32;
                self.factor[end] = l;
                filled[i] += 1;
            }
            if k < sparse {
                self.diagonal[k] = std::mem::take(&mut sums[k]).max(ridge);
            } else {
                let sums = &mut sums[sparse..=k];
                self.dense.row_mut(k - sparse).copy_from_slice(sums);
                sums.fill(0.0);
            }
        }
        self.dense.factorise(ridge);
    }

    /// Solves for one right-hand side, in the programme's order of rows.
    pub(super) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let mut x: Vec<f64> = self.order.iter().map(|&row| right[row as usize]).collect();
        for k in 0..self.sparse {
            let y = x[k];
            for at in self.factor_starts[k]..self.factor_starts[k + 1] {
                x[self.factor_rows[at] as usize] -= self.factor[at] * y;
            }
        }
        self.dense.solve(&mut x[self.sparse..]);
        for k in (0..self.sparse).rev() {
            let mut y = x[k] / self.diagonal[k];
            for at in self.factor_starts[k]..self.factor_starts[k + 1] {
                y -= self.factor[at] * x[self.factor_rows[at] as usize];
            }
            x[k] = y;
        }
        let mut out = vec![0.0; x.len()];
        for (place, &row) in self.order.iter().enumerate() {
            out[row as usize] = x[place];
        }
        out
    }
}

/// The place where the dense part begins, so that both parts together take least, given how many entries each column of the factor
/// has below its diagonal: a column costs the square of them, dense columns a third of the cube of their number together.
fn divide(counts: &[usize]) -> usize {
    let square = |count: usize| (count * count) as f64;
    let dense = |rows: usize| (rows * rows * rows) as f64 / 3.0;
    let mut sparse = 0.0;
    let mut best = (dense(counts.len()), 0);
    for (place, &count) in counts.iter().enumerate() {
        sparse += SPARSE * square(count);
        let cost = sparse + dense(counts.len() - place - 1);
        if cost < best.0 {
            best = (cost, place + 1);
        }
    }
    best.1
}

/// For each row the rows that some column holds with it, and itself, without which the ordering refuses a thin pattern.
fn pattern(rows: usize, starts: &[usize], column_rows: &[u32]) -> Vec<Vec<u32>> {
    let words = rows.div_ceil(64);
    let mut met = vec![0_u64; rows * words];
    for a in 0..rows {
        met[a * words + a / 64] |= 1 << (a % 64);
    }
    for range in starts.windows(2) {
        let column = &column_rows[range[0]..range[1]];
        for &a in column {
            for &b in column {
                met[a as usize * words + b as usize / 64] |= 1 << (b % 64);
            }
        }
    }
    let row = |a: usize| {
        let mut near = Vec::new();
        for word in 0..words {
            let mut bits = met[a * words + word];
            while bits != 0 {
                let b = (word * 64) as u32 + bits.trailing_zeros();
                bits &= bits - 1;
                near.push(b);
            }
        }
        near
    };
    (0..rows).map(row).collect()
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
