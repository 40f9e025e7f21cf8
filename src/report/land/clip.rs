//! What of an area lies inside an outline.

use super::{Polygon, Ring, doubled_area};
use crate::practice::Location;
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::Overlay;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::i_float::int::point::IntPoint;

/// The part of the area inside the outline, in whole metres, the largest piece first; points on straight lines are dropped. O((n + k) log n) for n
/// points of both and k crossings.
pub(super) fn clipped(area: &[Polygon], outline: &[Polygon]) -> Vec<Polygon> {
    let point = |place: &Location| IntPoint::new(place.easting(), place.northing());
    let shapes = |polygons: &[Polygon]| -> Vec<Vec<Vec<IntPoint<i32>>>> {
        let ring = |ring: &Ring| ring.iter().skip(1).map(point).collect();
        polygons
            .iter()
            .map(|polygon| polygon.iter().map(ring).collect())
            .collect()
    };
    let mut both = Overlay::from_subj_and_clip(&shapes(area), &shapes(outline));
    let inside = both.overlay(OverlayRule::Intersect, FillRule::EvenOdd);
    let mut pieces: Vec<Polygon> = Vec::new();
    for shape in inside {
        let mut polygon = Polygon::new();
        for contour in shape {
            let places = contour
                .iter()
                .filter_map(|p| Location::new(p.x.into(), p.y.into()).ok());
            let mut ring: Ring = places.collect();
            ring.extend(ring.first().copied());
            // The first line is the outer one.
            if (doubled_area(&ring) > 0) != polygon.is_empty() {
                ring.reverse();
            }
            if doubled_area(&ring) != 0 {
                polygon.push(ring);
            } else if polygon.is_empty() {
                break;
            }
        }
        if !polygon.is_empty() {
            pieces.push(polygon);
        }
    }
    pieces.sort_by_key(|polygon| polygon.first().map(|ring| -doubled_area(ring)));
    pieces
}
