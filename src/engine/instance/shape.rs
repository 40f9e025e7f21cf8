//! A piecewise-linear price on the total of a measure.

use super::InstanceFault;
use serde::{Deserialize, Serialize};

/// A price that depends on a group's total of one measure, linear between given points and continued
/// with the slope of the outermost piece beyond them.
///
/// With whole numbers throughout; between two points the value is rounded down.
///
/// ```
/// use locality::engine::instance::Shape;
/// // Nothing at 40,000, one for every patient away from it.
/// let shape = Shape::new(vec![(0, 40_000), (40_000, 0), (80_000, 40_000)])?;
/// assert_eq!(shape.price(38_500), 1_500);
/// assert_eq!(shape.price(90_000), 50_000);
/// # Ok::<(), locality::engine::instance::InstanceFault>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Vec<(i64, i64)>", into = "Vec<(i64, i64)>")]
#[cfg_attr(
    feature = "schema",
    schemars(
        with = "Vec<(i64, i64)>",
        description = "Points (total, price) with rising totals, at least one. The price of a total lies on the straight line through \
                   the two points around it, rounded down; beyond the first and last point the same lines go on."
    )
)]
pub struct Shape {
    points: Vec<(i64, i64)>,
}

/// Totals and prices stay below this in size, so that no sum overflows and JSON numbers stay exact.
pub(super) const LARGEST: i64 = 1 << 53;

impl Shape {
    /// A shape through these points (total, price), at least one.
    ///
    /// # Errors
    /// [`InstanceFault::Shape`] when there is no point, the totals do not rise or a number is beyond 2^53.
    pub fn new(points: Vec<(i64, i64)>) -> Result<Self, InstanceFault> {
        let rising = points.windows(2).all(|pair| pair[0].0 < pair[1].0);
        let small = points
            .iter()
            .all(|&(x, y)| x.unsigned_abs().max(y.unsigned_abs()) <= LARGEST.unsigned_abs());
        if points.is_empty() || !rising || !small {
            return Err(InstanceFault::Shape { points: points.len() });
        }
        Ok(Self { points })
    }

    /// The points (total, price), by rising total.
    #[must_use]
    pub fn points(&self) -> &[(i64, i64)] {
        &self.points
    }

    /// Whether no total at all has a price below nought.
    pub(super) fn is_never_negative(&self) -> bool {
        let points = &self.points;
        let inside = points.iter().all(|&(_, price)| price >= 0);
        let (first, last) = (
            &points[..points.len().min(2)],
            &points[points.len().saturating_sub(2)..],
        );
        let rises = |pair: &[(i64, i64)]| pair.len() < 2 || pair[1].1 >= pair[0].1;
        let falls = |pair: &[(i64, i64)]| pair.len() < 2 || pair[1].1 <= pair[0].1;
        inside && falls(first) && rises(last)
    }

    /// No prices of so many totals add up to more in size than this, where the totals add up to `sum` in size.
    pub(super) fn most(&self, totals: usize, sum: i128) -> i128 {
        let slope = |pair: &[(i64, i64)]| {
            let (run, rise) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
            i128::from(rise.abs() / run) + 1
        };
        let steepest = self.points.windows(2).map(slope).max().unwrap_or(0);
        i128::from(self.price(0)).abs() * totals as i128 + steepest * sum
    }

    /// The price of this total. O(log points).
    #[must_use]
    pub fn price(&self, total: i64) -> i64 {
        let points = &self.points;
        if points.len() == 1 {
            return points[0].1;
        }
        // The piece that ends at the first point beyond the total; the outermost pieces reach on.
        let end = points
            .partition_point(|&(x, _)| x < total)
            .clamp(1, points.len() - 1);
        let ((x0, y0), (x1, y1)) = (points[end - 1], points[end]);
        let rise = i128::from(y1 - y0) * (i128::from(total) - i128::from(x0));
        let price = i128::from(y0) + rise.div_euclid(i128::from(x1 - x0));
        price.clamp(i128::from(-LARGEST), i128::from(LARGEST)) as i64
    }
}

impl Shape {
    /// The least price of any total from `low` to `high`. O(points).
    pub(crate) fn least(&self, low: i64, high: i64) -> i64 {
        // Linear between points: the least stands at an end or at a point.
        let inside = self
            .points
            .iter()
            .map(|&(total, _)| total)
            .filter(|total| (low..=high).contains(total));
        let prices = inside.chain([low, high]).map(|total| self.price(total));
        prices.min().unwrap_or(0)
    }
}

impl TryFrom<Vec<(i64, i64)>> for Shape {
    type Error = InstanceFault;
    fn try_from(points: Vec<(i64, i64)>) -> Result<Self, InstanceFault> {
        Self::new(points)
    }
}

impl From<Shape> for Vec<(i64, i64)> {
    fn from(shape: Shape) -> Self {
        shape.points
    }
}
