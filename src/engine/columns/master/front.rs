//! A front: rows of the normal equations that are eliminated together, with the later rows that they meet.

use super::dense::Dense;
use super::order::Shape;

/// The matrix of those rows, and what is added up in it.
#[derive(Debug)]
pub(super) struct Front {
    shape: Shape,
    matrix: Dense,
    /// The columns of the programme whose first place is eliminated here, with the end of their entries below.
    columns: Vec<(u32, u32)>,
    /// Rows of the matrix, ascending in each column, and the column's values there.
    rows: Vec<u32>,
    values: Vec<f64>,
    /// The fronts that leave something for this one: how far before it they stand.
    children: Vec<usize>,
    /// The rows of the parent's matrix that its border is.
    up: Vec<u32>,
    /// How many fronts its subtree has, and how long they take together.
    pub(super) fronts: usize,
    pub(super) work: u64,
}

/// What the weights of the columns are, and what is added to the diagonal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weights<'a> {
    pub(super) columns: &'a [f64],
    pub(super) ridge: f64,
}

impl Front {
    /// A front without columns and children.
    pub(super) fn new(shape: Shape) -> Self {
        Self {
            matrix: Dense::new(shape.width, shape.border.len()),
            columns: Vec::new(),
            rows: Vec::new(),
            values: Vec::new(),
            children: Vec::new(),
            up: Vec::new(),
            fronts: 1,
            work: shape.work(),
            shape,
        }
    }

    /// A place that its parent eliminates: the first of its border.
    pub(super) fn parent(&self) -> Option<u32> {
        self.shape.border.first().copied()
    }

    /// The row of its matrix that a place is.
    fn row(&self, place: u32) -> u32 {
        let Shape { first, width, border } = &self.shape;
        match (place as usize).checked_sub(*first) {
            Some(row) if row < *width => row as u32,
            _ => (width + border.partition_point(|&other| other < place)) as u32,
        }
    }

    /// Takes a column of the programme: its places, ascending, with its values there.
    pub(super) fn push(&mut self, column: u32, entries: &[(u32, f64)]) {
        for &(place, value) in entries {
            self.rows.push(self.row(place));
            self.values.push(value);
        }
        self.columns.push((column, self.rows.len() as u32));
    }

    /// Takes a child that stands so many fronts before it.
    pub(super) fn adopt(&mut self, child: &mut Self, before: usize) {
        child.up = child.shape.border.iter().map(|&place| self.row(place)).collect();
        self.children.push(before);
        self.fronts += child.fronts;
        self.work += child.work;
    }

    /// Adds up and eliminates, given the fronts before it: always in the same order, whichever thread does it.
    pub(super) fn eliminate(&mut self, before: &[Self], weights: Weights<'_>) {
        let matrix = &mut self.matrix;
        matrix.clear();
        let mut start = 0;
        for &(column, end) in &self.columns {
            let (rows, values) = (&self.rows[start..end as usize], &self.values[start..end as usize]);
            let weight = weights.columns[column as usize];
            for (at, (&row, value)) in rows.iter().zip(values).enumerate() {
                let to = matrix.row_mut(row as usize);
                let weighted = weight * value;
                for (&across, value) in rows[..=at].iter().zip(values) {
                    to[across as usize] += weighted * value;
                }
            }
            start = end as usize;
        }
        for &child in &self.children {
            before[before.len() - child].leave(matrix);
        }
        for row in 0..matrix.width() {
            matrix.row_mut(row)[row] += weights.ridge;
        }
        matrix.factorise(weights.ridge);
    }

    /// Adds what is left in its border to the parent's matrix.
    fn leave(&self, parent: &mut Dense) {
        for (at, &row) in self.up.iter().enumerate() {
            let to = parent.row_mut(row as usize);
            let left = self.matrix.left(self.shape.width + at);
            for (&across, left) in self.up.iter().zip(left) {
                to[across as usize] += left;
            }
        }
    }

    /// The way down of a solution by places.
    pub(super) fn down(&self, x: &mut [f64]) {
        let Shape { first, width, border } = &self.shape;
        let (before, later) = x.split_at_mut(first + width);
        self.matrix.down(&mut before[*first..], |at, less| {
            if let Some(&place) = border.get(at) {
                later[place as usize - first - width] -= less;
            }
        });
    }

    /// The way up.
    pub(super) fn up(&self, x: &mut [f64]) {
        let Shape { first, width, border } = &self.shape;
        let (before, later) = x.split_at_mut(first + width);
        let below = border.iter().map(|&place| later[place as usize - first - width]);
        self.matrix.up(&mut before[*first..], below);
    }
}
