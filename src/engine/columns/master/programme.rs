//! A linear programme by columns, and the interior-point method that solves it.
//!
//! ```text
//! minimise cost · x   subject to   A x = right,   x >= 0
//! ```
//!
//! S. Mehrotra, On the implementation of a primal-dual interior point method, SIAM Journal on Optimization 2 (1992). Stopped early, its
//! dual values lie well inside the set of good ones instead of at a corner, which keeps column generation from
//! jumping (J. Gondzio, P. González-Brevis and P. Munari, New developments in the primal-dual column generation technique, European
//! Journal of Operational Research 224 (2013)).

use super::normal::Normal;
use rayon::prelude::*;

/// The programme. Columns are added one by one.
#[derive(Clone, Debug)]
pub(super) struct Programme {
    right: Vec<f64>,
    costs: Vec<f64>,
    starts: Vec<usize>,
    rows: Vec<u32>,
    values: Vec<f64>,
}

/// The entries by rows: columns and values.
pub(super) struct ByRow {
    starts: Vec<usize>,
    entries: Vec<(u32, f64)>,
}

/// Columns, and rows, that are worth a task of their own.
const COLUMNS: usize = 512;
const ROWS: usize = 64;

/// What the method returns; good to the accuracy asked for.
#[derive(Clone, Debug)]
pub(super) struct Optimum {
    /// The value of each column.
    pub(super) columns: Vec<f64>,
    /// The dual value of each row.
    pub(super) duals: Vec<f64>,
    /// cost · x.
    pub(super) cost: f64,
    /// Whether the accuracy was reached; if not, the prices are only less good.
    #[cfg_attr(not(test), expect(dead_code))]
    pub(super) converged: bool,
}

/// Steps after which it gives up.
const MOST_STEPS: usize = 80;

impl Programme {
    /// No column yet.
    pub(super) fn new(right: Vec<f64>) -> Self {
        Self {
            right,
            costs: Vec::new(),
            starts: vec![0],
            rows: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Adds a column.
    pub(super) fn push(&mut self, cost: f64, entries: impl IntoIterator<Item = (u32, f64)>) {
        for (row, value) in entries {
            self.rows.push(row);
            self.values.push(value);
        }
        self.costs.push(cost);
        self.starts.push(self.rows.len());
    }

    pub(super) fn rows(&self) -> usize {
        self.right.len()
    }

    pub(super) fn parts(&self) -> (&[usize], &[u32], &[f64]) {
        (&self.starts, &self.rows, &self.values)
    }

    /// The entries by rows, in each in the order of the columns.
    pub(super) fn by_row(&self) -> ByRow {
        let mut starts = vec![0; self.rows() + 1];
        for &row in &self.rows {
            starts[row as usize + 1] += 1;
        }
        for row in 0..self.rows() {
            starts[row + 1] += starts[row];
        }
        let mut filled = starts.clone();
        let mut entries = vec![(0, 0.0); self.rows.len()];
        for (column, range) in self.starts.windows(2).enumerate() {
            for at in range[0]..range[1] {
                let to = &mut filled[self.rows[at] as usize];
                entries[*to] = (column as u32, self.values[at]);
                *to += 1;
            }
        }
        ByRow { starts, entries }
    }

    /// Aᵀ y, columns side by side, each told to `each`.
    fn priced(&self, y: &[f64], each: impl Fn(usize, f64) -> f64 + Sync) -> Vec<f64> {
        let column = |column: usize| {
            let range = self.starts[column]..self.starts[column + 1];
            let entries = self.rows[range.clone()].iter().zip(&self.values[range]);
            let sum: f64 = entries.map(|(&row, value)| value * y[row as usize]).sum();
            each(column, sum)
        };
        let columns = (0..self.costs.len()).into_par_iter();
        columns.with_min_len(COLUMNS).map(column).collect()
    }

    /// Solves to this relative accuracy. Some 15-25 steps, each O(columns × rows of a column, squared) and one sparse factor.
    pub(super) fn solve(&self, accuracy: f64) -> Optimum {
        let count = self.costs.len();
        let by_row = self.by_row();
        let mut normal = Normal::new(self, &by_row);
        let (mut x, mut y, mut s) = self.start(&by_row, &mut normal);
        let mut weights = vec![0.0; count];
        let size_right = 1.0 + norm(&self.right);
        let size_costs = 1.0 + norm(&self.costs);
        let mut steps = 0;
        let converged = loop {
            let ax = by_row.times(&x);
            let primal: Vec<f64> = self.right.iter().zip(&ax).map(|(b, a)| b - a).collect();
            let dual = self.priced(&y, |j, priced| self.costs[j] - priced - s[j]);
            let mu = dot(&x, &s) / count as f64;
            let (cost, value) = (dot(&self.costs, &x), dot(&self.right, &y));
            let gap = (cost - value).abs() / (1.0 + cost.abs());
            if norm(&primal) / size_right < accuracy && norm(&dual) / size_costs < accuracy && gap < accuracy
            {
                break true;
            }
            if steps == MOST_STEPS || !mu.is_finite() {
                break false;
            }
            steps += 1;
            let mut largest = 0.0_f64;
            for j in 0..count {
                weights[j] = x[j] / s[j];
                largest = largest.max(weights[j]);
            }
            normal.factorise(&weights, 1e-11 * largest.clamp(1e-6, 1e6));
            let direction = |target: &dyn Fn(usize) -> f64, refined: bool| {
                // dx = (target - x ds) / s, ds = dual - Aᵀ dy, A dx = primal
                let shift: Vec<f64> = (0..count)
                    .map(|j| target(j) / s[j] - weights[j] * dual[j])
                    .collect();
                let right: Vec<f64> = primal
                    .iter()
                    .zip(by_row.times(&shift))
                    .map(|(p, a)| p - a)
                    .collect();
                let mut dy = normal.solve(&right);
                if refined {
                    // Near the end the weights differ by many orders.
                    let back = by_row.times(&self.priced(&dy, |j, priced| weights[j] * priced));
                    let left: Vec<f64> = right.iter().zip(&back).map(|(r, b)| r - b).collect();
                    for (dy, more) in dy.iter_mut().zip(normal.solve(&left)) {
                        *dy += more;
                    }
                }
                let priced = self.priced(&dy, |_, priced| priced);
                let ds: Vec<f64> = dual
                    .iter()
                    .zip(&priced)
                    .map(|(dual, priced)| dual - priced)
                    .collect();
                let dx: Vec<f64> = (0..count).map(|j| shift[j] + weights[j] * priced[j]).collect();
                (dx, dy, ds)
            };
            // The first only says how much to centre, and may be rough.
            let (dx, _, ds) = direction(&|j| -x[j] * s[j], false);
            let (reach_x, reach_s) = (reach(&x, &dx).min(1.0), reach(&s, &ds).min(1.0));
            let after: f64 = (0..count)
                .map(|j| (x[j] + reach_x * dx[j]) * (s[j] + reach_s * ds[j]))
                .sum();
            let centring = (after / count as f64 / mu).powi(3);
            let (dx, dy, ds) = direction(&|j| centring * mu - x[j] * s[j] - dx[j] * ds[j], true);
            if !dx.iter().chain(&dy).all(|d| d.is_finite()) {
                break false;
            }
            let (step_x, step_s) = (
                (0.995 * reach(&x, &dx)).min(1.0),
                (0.995 * reach(&s, &ds)).min(1.0),
            );
            for j in 0..count {
                x[j] += step_x * dx[j];
                s[j] += step_s * ds[j];
            }
            for (y, dy) in y.iter_mut().zip(&dy) {
                *y += step_s * dy;
            }
        };
        Optimum {
            cost: dot(&self.costs, &x),
            columns: x,
            duals: y,
            converged,
        }
    }

    /// Mehrotra's starting point: the least squares solutions, moved inside.
    fn start(&self, by_row: &ByRow, normal: &mut Normal) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
        let count = self.costs.len();
        normal.factorise(&vec![1.0; count], 1e-8);
        let u = normal.solve(&self.right);
        let mut x = self.priced(&u, |_, priced| priced);
        let y = normal.solve(&by_row.times(&self.costs));
        let mut s = self.priced(&y, |j, priced| self.costs[j] - priced);
        let lift = |v: &mut Vec<f64>| {
            let lowest = v.iter().copied().fold(f64::INFINITY, f64::min);
            let up = (-1.5 * lowest).max(0.0) + 1e-6;
            v.iter_mut().for_each(|v| *v += up);
        };
        lift(&mut x);
        lift(&mut s);
        let product = dot(&x, &s);
        let (up_x, up_s) = (
            0.5 * product / s.iter().sum::<f64>(),
            0.5 * product / x.iter().sum::<f64>(),
        );
        x.iter_mut().for_each(|v| *v += up_x);
        s.iter_mut().for_each(|v| *v += up_s);
        (x, y, s)
    }
}

impl ByRow {
    /// The rows, side by side.
    pub(super) fn rows(&self) -> impl IndexedParallelIterator<Item = &[(u32, f64)]> {
        let rows = self.starts.par_windows(2).with_min_len(ROWS);
        rows.map(|range| &self.entries[range[0]..range[1]])
    }

    /// A x, each row added up in the order of the columns.
    fn times(&self, x: &[f64]) -> Vec<f64> {
        let rows = self.rows().map(|row| {
            let entries = row.iter();
            entries.fold(0.0, |sum, &(column, value)| sum + value * x[column as usize])
        });
        rows.collect()
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

/// How far one can go along `d` from `v` before an entry falls to nought.
fn reach(v: &[f64], d: &[f64]) -> f64 {
    let ends = v.iter().zip(d).filter(|(_, d)| **d < 0.0).map(|(v, d)| -v / d);
    ends.fold(f64::INFINITY, f64::min).min(1e6)
}
