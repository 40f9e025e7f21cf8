//! Where units are, for strategies that go by distance alone.

use crate::engine::instance::Instance;
use crate::engine::solution::SolveError;

/// A point of every unit, in metres or whatever is measured the same way in both directions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Points(Vec<(i64, i64)>);

/// So many units with their points added up, of which the sum of squares follows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sums {
    count: f64,
    x: f64,
    y: f64,
    squares: f64,
}

impl Points {
    pub(super) fn new(points: Vec<(i64, i64)>) -> Self {
        Self(points)
    }

    /// # Errors
    /// [`SolveError::Unsupported`] unless there are as many points as units.
    pub(super) fn check(&self, instance: &Instance, strategy: &'static str) -> Result<(), SolveError> {
        match self.0.len() == instance.len() {
            true => Ok(()),
            false => Err(SolveError::Unsupported {
                strategy,
                needs: "as many units as there are points",
            }),
        }
    }

    pub(super) fn of(&self, unit: u32) -> (f64, f64) {
        let (x, y) = self.0[unit as usize];
        // Counted from the first point, so that squares keep their digits.
        let (x0, y0) = self.0[0];
        (x as f64 - x0 as f64, y as f64 - y0 as f64)
    }

    /// The distance along the axes.
    pub(super) fn manhattan(&self, a: u32, b: u32) -> i64 {
        let ((ax, ay), (bx, by)) = (self.0[a as usize], self.0[b as usize]);
        let apart = ax.abs_diff(bx).saturating_add(ay.abs_diff(by));
        i64::try_from(apart).unwrap_or(i64::MAX)
    }

    /// The square of the straight line.
    pub(super) fn squared(&self, a: u32, b: u32) -> f64 {
        let ((ax, ay), (bx, by)) = (self.of(a), self.of(b));
        (ax - bx) * (ax - bx) + (ay - by) * (ay - by)
    }

    /// One unit.
    pub(super) fn sums(&self, unit: u32) -> Sums {
        let (x, y) = self.of(unit);
        Sums {
            count: 1.0,
            x,
            y,
            squares: x * x + y * y,
        }
    }
}

impl Sums {
    pub(super) fn add(&mut self, other: &Self) {
        self.count += other.count;
        self.x += other.x;
        self.y += other.y;
        self.squares += other.squares;
    }

    pub(super) fn less(&self, other: &Self) -> Self {
        Self {
            count: self.count - other.count,
            x: self.x - other.x,
            y: self.y - other.y,
            squares: self.squares - other.squares,
        }
    }

    /// The sum of squared distances to the mean point.
    pub(super) fn spread(&self) -> f64 {
        self.squares - (self.x * self.x + self.y * self.y) / self.count.max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points at 0, 0 and 3 on a line: mean 1, squares 1 + 1 + 4 = 6.
    #[test]
    #[allow(clippy::float_cmp)]
    fn the_spread_of_three() {
        let points = Points::new(vec![(10, 5), (10, 5), (13, 5)]);
        let mut sums = Sums::default();
        (0..3).for_each(|unit| sums.add(&points.sums(unit)));
        assert_eq!(sums.spread(), 6.0);
        assert_eq!(sums.less(&points.sums(2)).spread(), 0.0);
        assert_eq!((points.manhattan(0, 2), points.squared(0, 2)), (3, 9.0));
    }
}
