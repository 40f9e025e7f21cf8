//! The normal equations of a linear programme, factored anew for each set of weights.
//!
//! `A W Aᵀ` has a row for each row of the programme and is as sparse as the map: two units meet where some column holds both. It is
//! never stored: front by front it is added up from the columns and eliminated, each front a small dense matrix, subtrees side by side
//! (J. Liu, The multifrontal method for sparse matrix solution: theory and practice, SIAM Review 34 (1992)).

use super::front::{Front, Weights};
use super::order::{fronts, inverse};
use super::programme::{ByRow, Programme};
use rayon::prelude::*;

/// The order and the factor.
#[derive(Debug)]
pub(super) struct Normal {
    /// Which row of the programme stands at each place.
    order: Vec<u32>,
    /// The fronts, each after those that leave something for it; a subtree stands in one piece.
    fronts: Vec<Front>,
}

/// Multiplications that are worth a task of their own: some 30 microseconds.
const TASK: u64 = 100_000;
/// Levels of the tree that calls go down; further down it is walked, so that no shape of it takes up the stack.
const LEVELS: usize = 64;

impl Normal {
    /// Orders the rows and works out the fronts. O(rows² / 64 + nonzeros of all columns, squared by column).
    pub(super) fn new(programme: &Programme, by_row: &ByRow) -> Self {
        let (order, shapes) = fronts(&pattern(programme, by_row));
        let place_of = inverse(&order);
        let mut front_of = Vec::with_capacity(order.len());
        for (number, shape) in shapes.iter().enumerate() {
            front_of.resize(shape.first + shape.width, number);
        }
        let mut fronts: Vec<Front> = shapes.into_iter().map(Front::new).collect();
        let (starts, rows, values) = programme.parts();
        let mut entries = Vec::new();
        for (column, range) in (0..).zip(starts.windows(2)) {
            entries.clear();
            entries.extend((range[0]..range[1]).map(|at| (place_of[rows[at] as usize], values[at])));
            entries.sort_unstable_by_key(|&(place, _)| place);
            if let Some(&(first, _)) = entries.first() {
                fronts[front_of[first as usize]].push(column, &entries);
            }
        }
        for child in 0..fronts.len() {
            if let Some(parent) = fronts[child].parent() {
                let parent = front_of[parent as usize];
                let (children, parents) = fronts.split_at_mut(parent);
                parents[0].adopt(&mut children[child], parent - child);
            }
        }
        Self { order, fronts }
    }

    /// Factors `A W Aᵀ + ridge` for these weights of the columns.
    pub(super) fn factorise(&mut self, weights: &[f64], ridge: f64) {
        let weights = Weights {
            columns: weights,
            ridge,
        };
        factorise(&mut self.fronts, weights, LEVELS);
    }

    /// Solves for one right-hand side, in the programme's order of rows.
    pub(super) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let mut x: Vec<f64> = self.order.iter().map(|&row| right[row as usize]).collect();
        self.fronts.iter().for_each(|front| front.down(&mut x));
        self.fronts.iter().rev().for_each(|front| front.up(&mut x));
        let mut out = vec![0.0; x.len()];
        for (&row, x) in self.order.iter().zip(x) {
            out[row as usize] = x;
        }
        out
    }
}

/// For each row the rows that some column holds with it, and itself, without which the ordering refuses a thin pattern; ascending.
fn pattern(programme: &Programme, by_row: &ByRow) -> Vec<Vec<u32>> {
    let (starts, rows, _) = programme.parts();
    let near = by_row.rows().enumerate().map_init(
        || vec![0_u32; programme.rows()],
        |seen, (row, columns)| {
            // Whoever was seen for an earlier row carries that row's mark.
            let mark = row as u32 + 1;
            let mut near = vec![row as u32];
            seen[row] = mark;
            for &(column, _) in columns {
                for &other in &rows[starts[column as usize]..starts[column as usize + 1]] {
                    if std::mem::replace(&mut seen[other as usize], mark) != mark {
                        near.push(other);
                    }
                }
            }
            near.sort_unstable();
            near
        },
    );
    near.collect()
}

/// Eliminates the fronts of some subtrees, side by side where they take long; so many levels down the tree one after the other.
fn factorise(mut rest: &mut [Front], weights: Weights<'_>, levels: usize) {
    let mut trees = Vec::new();
    while let Some(root) = rest.last() {
        let start = rest.len() - root.fronts;
        let (before, tree) = rest.split_at_mut(start);
        trees.push(tree);
        rest = before;
    }
    let one = |tree: &mut [Front]| match tree.split_last_mut() {
        Some((root, below)) if root.work > TASK && levels > 0 => {
            factorise(below, weights, levels - 1);
            root.eliminate(below, weights);
        }
        _ => (0..tree.len()).for_each(|at| {
            let (before, now) = tree.split_at_mut(at);
            now[0].eliminate(before, weights);
        }),
    };
    trees.into_par_iter().for_each(one);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tree that is walked gives the same numbers as one that calls go down: rows in a ring, each column holds some that follow each other.
    #[test]
    fn levels_do_not_change_the_factor() {
        let rows = 600_u32;
        let mut programme = Programme::new(vec![0.0; rows as usize]);
        for row in 0..rows {
            programme.push(
                0.0,
                (0..24).map(|step| ((row + step) % rows, f64::from(1 + step % 3))),
            );
        }
        let weights: Vec<f64> = (0..rows).map(|row| f64::from(1 + row % 7)).collect();
        let right: Vec<f64> = (0..rows).map(|row| f64::from(row % 5)).collect();
        let mut normal = Normal::new(&programme, &programme.by_row());
        assert!(normal.fronts.len() > 1 && normal.fronts.iter().any(|front| front.work > TASK));
        normal.factorise(&weights, 1e-3);
        let below = normal.solve(&right);
        let weights = Weights {
            columns: &weights,
            ridge: 1e-3,
        };
        for levels in [0, 1] {
            factorise(&mut normal.fronts, weights, levels);
            assert!(normal.solve(&right) == below, "{levels} levels");
        }
    }
}
