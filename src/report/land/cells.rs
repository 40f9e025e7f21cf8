//! The land that is nearer to a practice than to any other.

use super::Tile;
use crate::practice::Location;
use crate::problem::Problem;
use rstar::primitives::GeomWithData;
use rstar::{PointDistance, RTree};
use spade::{DelaunayTriangulation, HasPosition, Point2, Triangulation};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// A cell reaches half as far again as half the way to the furthest neighbour in the practice graph, so that networks are in one piece; at least so
/// many metres, at most so many. The plan has no say in it: the same land is drawn for every plan.
pub(super) const REACH: RangeInclusive<i64> = 1_000..=6_000;

/// With an outline around them, cells fill it, so far from a practice at most.
pub(super) const WHOLE: RangeInclusive<i64> = 30_000..=30_000;

/// Practices that share a building stand side by side in the picture, so many metres apart.
const ASIDE: i64 = 40;

/// Sixteen directions, in thousandths of a step east and north.
const AROUND: [(i64, i64); 16] = [
    (1_000, 0),
    (924, 383),
    (707, 707),
    (383, 924),
    (0, 1_000),
    (-383, 924),
    (-707, 707),
    (-924, 383),
    (-1_000, 0),
    (-924, -383),
    (-707, -707),
    (-383, -924),
    (0, -1_000),
    (383, -924),
    (707, -707),
    (924, -383),
];

/// A point of the diagram: a practice, or open land beyond the reach of all.
struct Seat {
    at: Point2<f64>,
    practice: Option<usize>,
}

impl HasPosition for Seat {
    type Scalar = f64;
    fn position(&self) -> Point2<f64> {
        self.at
    }
}

/// The cell of each practice, in the order of the table, and the corners that cells share. O(n log n).
pub(super) fn cells(problem: &Problem, reach: RangeInclusive<i64>) -> (Vec<Location>, Vec<Tile>) {
    let mut tiles: Vec<Tile> = (0..problem.practices().len())
        .map(|i| Tile {
            rings: Vec::new(),
            patients: vec![(i, 1)],
        })
        .collect();
    let mut corners = Corners::default();
    // Nothing can go wrong: coordinates are finite and small.
    let Ok(diagram) = DelaunayTriangulation::<Seat>::bulk_load(seats(problem, &reach)) else {
        return (Vec::new(), tiles);
    };
    for seat in diagram.vertices() {
        let Some(tile) = seat.data().practice.and_then(|i| tiles.get_mut(i)) else {
            continue;
        };
        // Edges go counter-clockwise around the practice, and so do the triangles on their left, whose circles' centres are the corners.
        let centres = seat
            .out_edges()
            .filter_map(|edge| rounded(edge.face().as_inner()?.circumcenter()));
        tile.rings.extend(corners.ring(centres));
    }
    (corners.all, tiles)
}

/// Corners, each of them once.
#[derive(Default)]
pub(super) struct Corners {
    pub all: Vec<Location>,
    number: BTreeMap<Location, u32>,
}

impl Corners {
    /// A line by the numbers of its corners, not closed; `None` where fewer than three are left.
    pub fn ring(&mut self, line: impl Iterator<Item = Location>) -> Option<Vec<u32>> {
        let mut ring: Vec<u32> = Vec::new();
        for corner in line {
            let number = *self.number.entry(corner).or_insert_with(|| {
                self.all.push(corner);
                // The grid has room for fewer corners than the type.
                (self.all.len() - 1) as u32
            });
            if ring.last() != Some(&number) {
                ring.push(number);
            }
        }
        while ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        (ring.len() > 2).then_some(ring)
    }
}

/// The practices and the open land around them, no two at one point.
fn seats(problem: &Problem, limits: &RangeInclusive<i64>) -> Vec<Seat> {
    let mut taken: BTreeMap<(i64, i64), Option<usize>> = BTreeMap::new();
    let mut reached = Vec::new();
    for (i, practice) in problem.practices().iter().enumerate() {
        let place = practice.location;
        let (mut east, north) = (i64::from(place.easting()), i64::from(place.northing()));
        while taken.contains_key(&(east, north)) {
            east += ASIDE;
        }
        taken.insert((east, north), Some(i));
        let neighbours = problem.graph().neighbours(i);
        let farthest = neighbours
            .map(|j| place.straight_line(problem.practices()[j].location).0 as i64)
            .max();
        let reach = (farthest.unwrap_or(0) * 3 / 4).clamp(*limits.start(), *limits.end());
        reached.push(GeomWithData::new([east, north], reach));
    }
    let practices = RTree::bulk_load(reached.clone());
    let mut open = Vec::new();
    for here in &reached {
        let [east, north] = *here.geom();
        for (x, y) in AROUND {
            // Twice the reach away, so that the border lies midway, at the reach.
            let point = [
                east + 2 * here.data * x / 1_000,
                north + 2 * here.data * y / 1_000,
            ];
            let near = practices.locate_within_distance(point, 4 * limits.end() * limits.end());
            // Rounding may put a practice's own points a little nearer than twice its reach.
            let covered = |other: &GeomWithData<[i64; 2], i64>| {
                other.distance_2(&point) < (2 * other.data - 2 * other.data / 50).pow(2)
            };
            if !near.into_iter().any(covered) {
                open.push((point[0], point[1]));
            }
        }
    }
    // Far corners, so that no practice is at the rim and every cell is closed.
    let far = 2_000_000;
    open.extend([
        (-far, -far),
        (far + 700_000, -far),
        (far + 700_000, far + 1_300_000),
        (-far, far + 1_300_000),
    ]);
    for point in open {
        taken.entry(point).or_insert(None);
    }
    let seat = |((east, north), practice)| Seat {
        at: Point2::new(east as f64, north as f64),
        practice,
    };
    taken.into_iter().map(seat).collect()
}

/// The nearest whole metre, inside the grid; `None` for what is no number.
fn rounded(point: Point2<f64>) -> Option<Location> {
    let inside = |x: f64, most: f64| x.round().clamp(0.0, most) as i64;
    Location::new(inside(point.x, 700_000.0), inside(point.y, 1_300_000.0)).ok()
}
