//! The normal equations of a linear programme, factored anew for each set of weights.
//!
//! `A W Aᵀ` has a row for each row of the programme and is as sparse as the map: two units meet where some column holds both.
//! It is never stored: row by row it is added up from the columns while the factor L D Lᵀ is built
//! (T. A. Davis, Algorithm 849: a concise sparse Cholesky factorization package, ACM TOMS 31 (2005)), in the approximate
//! minimum degree order (Amestoy, Davis and Duff 1996).

use super::programme::Programme;

/// The order, the shape of the factor, and its memory.
#[derive(Debug)]
pub(super) struct Normal {
    /// Which row of the programme stands at each place of the order.
    order: Vec<u32>,
    /// For each place the columns that hold it, as (column, value).
    by_place: Vec<Vec<(u32, f64)>>,
    /// The columns with their rows as places, ascending in each.
    starts: Vec<usize>,
    places: Vec<u32>,
    values: Vec<f64>,
    /// For each place the earlier places (and itself) that it meets.
    meets: Vec<Vec<u32>>,
    parent: Vec<u32>,
    factor_starts: Vec<usize>,
    factor_rows: Vec<u32>,
    factor: Vec<f64>,
    diagonal: Vec<f64>,
}

const NONE: u32 = u32::MAX;

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
                by_place[place as usize].push((number as u32, value));
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
            factor_starts: vec![0; rows + 1],
            factor_rows: Vec::new(),
            factor: Vec::new(),
            diagonal: vec![0.0; rows],
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
        for (k, count) in counts.into_iter().enumerate() {
            self.factor_starts[k + 1] = self.factor_starts[k] + count;
        }
        self.factor_rows = vec![0; self.factor_starts[rows]];
        self.factor = vec![0.0; self.factor_starts[rows]];
    }

    /// Factors `A W Aᵀ + ridge` for these weights of the columns.
    pub(super) fn factorise(&mut self, weights: &[f64], ridge: f64) {
        let rows = self.order.len();
        let mut filled = vec![0_usize; rows];
        let mut seen = vec![NONE; rows];
        let mut sums = vec![0.0; rows];
        let mut stack = vec![0_u32; rows];
        let mut branch = Vec::with_capacity(rows);
        for k in 0..rows {
            for &(column, value) in &self.by_place[k] {
                let weight = weights[column as usize] * value;
                let range = self.starts[column as usize]..self.starts[column as usize + 1];
                // A column's places ascend: those after k belong to later rows.
                for (&place, value) in self.places[range.clone()].iter().zip(&self.values[range]) {
                    if place as usize > k {
                        break;
                    }
                    sums[place as usize] += weight * value;
                }
            }
            let mut top = rows;
            seen[k] = k as u32;
            for &first in &self.meets[k] {
                let mut i = first as usize;
                branch.clear();
                while seen[i] != k as u32 {
                    branch.push(i as u32);
                    seen[i] = k as u32;
                    i = self.parent[i] as usize;
                }
                while let Some(i) = branch.pop() {
                    top -= 1;
                    stack[top] = i;
                }
            }
            let mut diagonal = sums[k] + ridge;
            sums[k] = 0.0;
            for &place in &stack[top..] {
                let i = place as usize;
                let y = std::mem::take(&mut sums[i]);
                let start = self.factor_starts[i];
                let end = start + filled[i];
                for (row, l) in self.factor_rows[start..end].iter().zip(&self.factor[start..end]) {
                    sums[*row as usize] -= l * y;
                }
                let l = y / self.diagonal[i];
                diagonal -= l * y;
                self.factor_rows[end] = k as u32;
                self.factor[end] = l;
                filled[i] += 1;
            }
            self.diagonal[k] = diagonal.max(ridge);
        }
    }

    /// Solves for one right-hand side, in the programme's order of rows.
    pub(super) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let mut x: Vec<f64> = self.order.iter().map(|&row| right[row as usize]).collect();
        for k in 0..x.len() {
            let y = x[k];
            for at in self.factor_starts[k]..self.factor_starts[k + 1] {
                x[self.factor_rows[at] as usize] -= self.factor[at] * y;
            }
        }
        for k in (0..x.len()).rev() {
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
