//! From metres on the grid to pixels.

use crate::practice::{Location, Practices};
use crate::report::land::{Land, Outlines, Polygon};
use std::fmt::Write;

/// The longer side of what is drawn, and the margin around it, in pixels.
pub(super) const SIDE: f64 = 900.0;
pub(super) const EDGE: f64 = 40.0;
/// The room for the title above and the scale below.
pub(super) const ABOVE: f64 = 50.0;
pub(super) const BELOW: f64 = 70.0;
/// From metres on the grid to pixels.
pub(super) struct Frame {
    west: f64,
    north: f64,
    /// Pixels a metre.
    pub scale: f64,
    pub wide: f64,
    pub high: f64,
}

impl Frame {
    pub fn around(practices: &Practices, land: &Land, outlines: &Outlines) -> Self {
        let areas = outlines.areas.iter().flatten().chain(&land.outline);
        let corners = areas.flatten().flatten();
        let all = practices.iter().map(|practice| &practice.location).chain(corners);
        let mut range = [f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::NEG_INFINITY];
        for place in all {
            let (east, north) = (f64::from(place.easting()), f64::from(place.northing()));
            range = [
                range[0].min(east),
                range[1].max(east),
                range[2].min(north),
                range[3].max(north),
            ];
        }
        let [west, east, south, north] = range;
        let scale = SIDE / (east - west).max(north - south).max(1.0);
        Self {
            west,
            north,
            scale,
            wide: (east - west) * scale + 2.0 * EDGE,
            high: (north - south) * scale + ABOVE + BELOW,
        }
    }

    pub fn at(&self, place: Location) -> (f64, f64) {
        (
            EDGE + (f64::from(place.easting()) - self.west) * self.scale,
            ABOVE + (self.north - f64::from(place.northing())) * self.scale,
        )
    }

    pub fn path(&self, polygon: &Polygon) -> String {
        let mut path = String::new();
        for ring in polygon {
            // The last point is the first, to which `Z` leads back.
            for (k, &place) in ring.iter().skip(1).enumerate() {
                let (x, y) = self.at(place);
                let _ = write!(path, "{}{x:.1} {y:.1}", if k == 0 { "M" } else { "L" });
            }
            path.push('Z');
        }
        path
    }
}
