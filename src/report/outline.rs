//! Where networks are on a map: the area around their practices.
//!
//! Each point belongs to the network of the nearest practice (the Voronoi diagram), up to a reach around the practices. Areas
//! of different networks so never overlap, and neighbours share their border point for point. It is a picture, not the
//! catchment: where patients live is not known here.

use crate::practice::Location;
use crate::problem::Problem;
use petgraph::unionfind::UnionFind;
use rstar::primitives::GeomWithData;
use rstar::{PointDistance, RTree};
use spade::handles::VertexHandle;
use spade::{DelaunayTriangulation, HasPosition, Point2, Triangulation};
use std::collections::{BTreeMap, BTreeSet};

/// A closed line: the last point is the first. What it encloses lies on its left.
pub type Ring = Vec<Location>;

/// An area in one piece: the line around it, counter-clockwise, then the lines around its holes, clockwise.
pub type Polygon = Vec<Ring>;

/// The outlines of networks and which of them touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlines {
    /// The area of each network, in as many pieces as the picture shows, largest first.
    pub areas: Vec<Vec<Polygon>>,
    /// Networks whose areas touch or whose practices are neighbours, the lower index first, each pair once.
    pub beside: BTreeSet<(usize, usize)>,
}

/// The area of a network reaches half as far again as half the way to a neighbour, so that neighbours in one network are in
/// one piece; at least so many metres, at most so many.
const REACH: std::ops::RangeInclusive<i64> = 1_000..=6_000;

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

/// A point of the diagram: a practice of a network, a practice of none, or open land beyond the reach of all.
struct Seat {
    at: Point2<f64>,
    network: Option<usize>,
}

impl HasPosition for Seat {
    type Scalar = f64;
    fn position(&self) -> Point2<f64> {
        self.at
    }
}

/// The outlines of these networks, each given by the indices of its practices. A practice that is in two counts for the
/// first. O(n log n).
#[must_use]
pub fn outlines(problem: &Problem, networks: &[Vec<usize>]) -> Outlines {
    let mut network_of = vec![None; problem.practices().len()];
    for (network, members) in networks.iter().enumerate() {
        for &i in members {
            network_of[i] = network_of[i].or(Some(network));
        }
    }
    let mut beside = BTreeSet::new();
    let mut touch = |a: Option<usize>, b: Option<usize>| {
        if let (Some(a), Some(b)) = (a, b)
            && a != b
        {
            beside.insert((a.min(b), a.max(b)));
        }
    };
    for (i, j) in problem.graph().edges() {
        touch(network_of[i], network_of[j]);
    }
    let mut areas = vec![Vec::new(); networks.len()];
    // Nothing can go wrong: coordinates are finite and small.
    if let Ok(diagram) = DelaunayTriangulation::<Seat>::bulk_load(seats(problem, &network_of)) {
        for edge in diagram.undirected_edges() {
            let [a, b] = edge.vertices().map(|v| v.data().network);
            touch(a, b);
        }
        trace(&diagram, &mut areas);
    }
    for area in &mut areas {
        area.sort_by_key(|polygon| polygon.first().map(|ring| -doubled_area(ring)));
    }
    Outlines { areas, beside }
}

/// The practices and the open land around them, no two at one point.
fn seats(problem: &Problem, network_of: &[Option<usize>]) -> Vec<Seat> {
    let mut taken: BTreeMap<(i64, i64), Option<usize>> = BTreeMap::new();
    let mut reached = Vec::new();
    for (i, practice) in problem.practices().iter().enumerate() {
        let place = practice.location;
        let (mut east, north) = (i64::from(place.easting()), i64::from(place.northing()));
        // Networks that share a building stand side by side in the picture.
        while taken
            .get(&(east, north))
            .is_some_and(|&network| network != network_of[i])
        {
            east += 40;
        }
        taken.insert((east, north), network_of[i]);
        let friends = problem
            .graph()
            .neighbours(i)
            .filter(|&j| network_of[j] == network_of[i]);
        let farthest = friends
            .map(|j| place.straight_line(problem.practices()[j].location).0 as i64)
            .max();
        let reach = (farthest.unwrap_or(0) * 3 / 4).clamp(*REACH.start(), *REACH.end());
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
            let near = practices.locate_within_distance(point, 4 * REACH.end() * REACH.end());
            // Rounding may put a practice's own points a little nearer than twice its reach.
            let covered = |other: &GeomWithData<[i64; 2], i64>| {
                other.distance_2(&point) < (2 * other.data - 2 * other.data / 50).pow(2)
            };
            if !near.into_iter().any(covered) {
                open.push((point[0], point[1]));
            }
        }
    }
    // Far corners, so that no practice is at the rim and every area is closed.
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
    let seat = |((east, north), network)| Seat {
        at: Point2::new(east as f64, north as f64),
        network,
    };
    taken.into_iter().map(seat).collect()
}

/// Walks around every area, from triangle to triangle, with the area on the left.
///
/// The border of a network runs between the centres of the circles around the triangles that have corners inside and outside
/// it. Such a triangle has exactly two edges that lead out, so that the walk never has a choice and always closes.
fn trace(diagram: &DelaunayTriangulation<Seat>, areas: &mut [Vec<Polygon>]) {
    let mut pieces = UnionFind::<usize>::new(diagram.num_vertices());
    for edge in diagram.undirected_edges() {
        let [a, b] = edge.vertices();
        if a.data().network == b.data().network {
            pieces.union(a.index(), b.index());
        }
    }
    let inside = |vertex: VertexHandle<'_, Seat>, network: usize| vertex.data().network == Some(network);
    let mut seen = vec![false; diagram.num_directed_edges()];
    let mut found: BTreeMap<(usize, usize), Vec<Ring>> = BTreeMap::new();
    for start in diagram.directed_edges() {
        let Some(network) = start.from().data().network else {
            continue;
        };
        if inside(start.to(), network) {
            continue;
        }
        let mut ring = Ring::new();
        let mut edge = start;
        while !std::mem::replace(&mut seen[edge.fix().index()], true) {
            if let Some(triangle) = edge.face().as_inner() {
                ring.extend(rounded(triangle.circumcenter()));
            }
            let onward = edge.next();
            edge = if inside(onward.to(), network) {
                onward.rev()
            } else {
                edge.prev().rev()
            };
        }
        ring.dedup();
        if let Some(&first) = ring.first()
            && ring.last() != Some(&first)
        {
            ring.push(first);
        }
        if ring.len() >= 4 && doubled_area(&ring) != 0 {
            let piece = pieces.find(start.from().index());
            found.entry((network, piece)).or_default().push(ring);
        }
    }
    for ((network, _), mut rings) in found {
        // The outer line has a positive area, those around holes a negative one.
        rings.sort_by_key(|ring| -doubled_area(ring));
        if rings.first().is_some_and(|ring| doubled_area(ring) > 0) {
            areas[network].push(rings);
        }
    }
}

/// The nearest whole metre, inside the grid; `None` for what is no number.
fn rounded(point: Point2<f64>) -> Option<Location> {
    let inside = |x: f64, most: f64| x.round().clamp(0.0, most) as i64;
    Location::new(inside(point.x, 700_000.0), inside(point.y, 1_300_000.0)).ok()
}

/// Twice the area that a ring encloses, in square metres: positive where it runs counter-clockwise.
fn doubled_area(ring: &[Location]) -> i64 {
    let cross = |pair: &[Location]| match pair {
        [a, b] => {
            i64::from(a.easting()) * i64::from(b.northing())
                - i64::from(b.easting()) * i64::from(a.northing())
        }
        _ => 0,
    };
    ring.windows(2).map(cross).sum()
}
