//! Where the number of a network stands.

use super::frame::Frame;
use crate::report::land::Polygon;

/// Candidates for a label's place, along each side of an area.
const CANDIDATES: i32 = 24;

/// Where the number of a piece of a network stands, and how many pixels there are around it: the point inside, on a grid, that is furthest from
/// the border and from practices (a pole of inaccessibility). O(points of the border and practices).
pub(super) fn label(frame: &Frame, marks: &[(f64, f64)], piece: &Polygon) -> Option<(f64, f64, f64)> {
    let rings: Vec<Vec<(f64, f64)>> = piece
        .iter()
        .map(|ring| ring.iter().map(|&place| frame.at(place)).collect())
        .collect();
    let sides: Vec<[(f64, f64); 2]> = rings
        .iter()
        .flat_map(|ring| ring.windows(2).map(|pair| [pair[0], pair[1]]))
        .collect();
    let corners = rings.first()?;
    let range = |axis: fn(&(f64, f64)) -> f64| {
        let all = corners.iter().map(axis);
        (
            all.clone().fold(f64::INFINITY, f64::min),
            all.fold(f64::NEG_INFINITY, f64::max),
        )
    };
    let (across, down) = (range(|point| point.0), range(|point| point.1));
    let step =
        |(least, most): (f64, f64), k: i32| least + (most - least) * f64::from(k) / f64::from(CANDIDATES);
    // Practices beyond the area's own box cannot be nearer than its border.
    let near = |&&(x, y): &&(f64, f64)| x >= across.0 && x <= across.1 && y >= down.0 && y <= down.1;
    let marks: Vec<(f64, f64)> = marks.iter().filter(near).copied().collect();
    let grid = (1..CANDIDATES).flat_map(|i| (1..CANDIDATES).map(move |j| (i, j)));
    let mut best: Option<(f64, f64, f64)> = None;
    for (i, j) in grid {
        let point = (step(across, i), step(down, j));
        if !inside(point, &sides) {
            continue;
        }
        let border = sides.iter().map(|&side| from_side(point, side));
        let mark = marks
            .iter()
            .map(|&mark| length(mark.0 - point.0, mark.1 - point.1));
        let room = border.chain(mark).fold(f64::INFINITY, f64::min);
        if best.is_none_or(|(.., most)| room > most) {
            best = Some((point.0, point.1, room));
        }
    }
    // An area too thin for the grid has its number at a corner.
    best.or_else(|| corners.first().map(|&(x, y)| (x, y, 0.0)))
}

/// Whether a line from the point to the right crosses the border an odd number of times.
fn inside(point: (f64, f64), sides: &[[(f64, f64); 2]]) -> bool {
    let crossed = sides.iter().filter(|[a, b]| {
        (a.1 > point.1) != (b.1 > point.1) && point.0 < a.0 + (point.1 - a.1) / (b.1 - a.1) * (b.0 - a.0)
    });
    crossed.count() % 2 == 1
}

/// How far the point is from the nearest point of a side.
fn from_side(point: (f64, f64), [a, b]: [(f64, f64); 2]) -> f64 {
    let (east, north) = (b.0 - a.0, b.1 - a.1);
    let squared = east * east + north * north;
    let along = match squared > 0.0 {
        true => (((point.0 - a.0) * east + (point.1 - a.1) * north) / squared).clamp(0.0, 1.0),
        false => 0.0,
    };
    length(point.0 - a.0 - along * east, point.1 - a.1 - along * north)
}

/// By the square root, which is rounded alike on every machine, where `hypot` is not.
fn length(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}
