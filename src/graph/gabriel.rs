//! Gabriel neighbours: no third practice lies strictly inside the circle that has the two as its diameter.
//!
//! Gabriel and Sokal 1969, <https://doi.org/10.2307/2412323>. A point *on* the circle does not part the two,
//! so both diagonals of a rectangle are edges, and practices that share a point are always joined.

use super::mesh::{Mesh, Pair};
use crate::practice::Location;

/// The Gabriel edges, exact in whole numbers. O(n log n).
///
/// The circle of an edge holds no other point, so if no point is *on* it either, the edge is in the
/// triangulation, and if any point parts its ends, so does one of the (at most two) sites opposite. If there are
/// points on the circle, it is the circumcircle of a triangle, the centre of which is halfway between the
/// two: so looking straight across from every corner of every triangle finds the edges that the triangulation
/// need not have, such as the other diagonal of a rectangle.
pub(super) fn pairs(mesh: &Mesh) -> Vec<Pair> {
    let mut pairs = Vec::new();
    mesh.join_within_sites(&mut pairs);
    for ([a, b], opposite) in mesh.edges() {
        let [from, to] = [mesh.sites()[a], mesh.sites()[b]];
        if !opposite
            .iter()
            .flatten()
            .any(|&k| parts(mesh.sites()[k], from, to))
        {
            mesh.join_sites(a, b, &mut pairs);
        }
    }
    for corners in mesh.triangles() {
        let Some((east, north)) = doubled_centre(corners.map(|site| mesh.sites()[site])) else {
            continue;
        };
        for site in corners {
            let here = mesh.sites()[site];
            let across = (
                east - i64::from(here.easting()),
                north - i64::from(here.northing()),
            );
            if let Some(other) = mesh.site_at(across.0, across.1) {
                mesh.join_sites(site, other, &mut pairs);
            }
        }
    }
    pairs
}

/// Whether `k` lies strictly inside the circle on `a` and `b`: it sees them at an obtuse angle.
fn parts(k: Location, a: Location, b: Location) -> bool {
    let [ka, kb] = [from(k, a), from(k, b)];
    ka.0 * kb.0 + ka.1 * kb.1 < 0
}

/// Twice the centre of the circle through three points, where it falls on whole metres; otherwise no corner
/// can have a point of the grid straight across.
fn doubled_centre([a, b, c]: [Location; 3]) -> Option<(i64, i64)> {
    let (bx, by) = from(a, b);
    let (cx, cy) = from(a, c);
    // Coordinates differ by less than 1.3 million and squared distances are below 2.2e12: products stay
    // below 5.7e18, inside an i64.
    let (bb, cc) = (bx * bx + by * by, cx * cx + cy * cy);
    let area = bx * cy - by * cx;
    let (east, north) = (cy * bb - by * cc, bx * cc - cx * bb);
    let whole = area != 0 && east % area == 0 && north % area == 0;
    whole.then(|| {
        (
            east / area + 2 * i64::from(a.easting()),
            north / area + 2 * i64::from(a.northing()),
        )
    })
}

/// The way from one point to another, in metres east and north.
fn from(a: Location, b: Location) -> (i64, i64) {
    (
        i64::from(b.easting()) - i64::from(a.easting()),
        i64::from(b.northing()) - i64::from(a.northing()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(easting: i64, northing: i64) -> Location {
        Location::new(easting, northing).expect("on the grid")
    }

    #[test]
    fn the_doubled_centre_of_a_right_angle_is_the_sum_of_the_far_corners() {
        assert_eq!(doubled_centre([at(0, 0), at(7, 0), at(0, 3)]), Some((7, 3)));
        assert_eq!(doubled_centre([at(10, 10), at(12, 10), at(11, 13)]), None);
    }

    #[test]
    fn the_largest_triangle_of_the_grid_does_not_overflow() {
        let corners = [at(0, 0), at(700_000, 0), at(0, 1_300_000)];
        assert_eq!(doubled_centre(corners), Some((700_000, 1_300_000)));
        let turned = [at(700_000, 1_300_000), at(700_000, 0), at(0, 1_300_000)];
        assert_eq!(doubled_centre(turned), Some((700_000, 1_300_000)));
        // All but flat: twice the centre, multiplied with either other corner, is that corner's square.
        let flat = [at(0, 0), at(700_000, 1_300_000), at(699_999, 1_299_999)];
        assert_eq!(doubled_centre(flat), Some((5_033_329, -1_033_331)));
        assert_eq!(5_033_329 * 700_000_i64 - 1_033_331 * 1_300_000, 2_180_000_000_000);
        assert_eq!(
            doubled_centre([at(0, 0), at(350_000, 650_000), at(700_000, 1_300_000)]),
            None
        );
    }

    #[test]
    fn on_the_circle_is_not_inside() {
        assert!(!parts(at(0, 2), at(0, 0), at(2, 2)));
        assert!(parts(at(1, 1), at(0, 0), at(2, 2)));
        assert!(!parts(at(0, 0), at(0, 0), at(2, 2)));
    }
}
