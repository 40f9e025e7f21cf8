//! From a map of settlements to a table of practices.

use super::land::{Land, Point};
use super::naming::{self, Body, well_formed};
use super::settlement::{self, Settlement};
use super::stream::{Purpose, Stream};
use super::{areas, hilbert, list_sizes};
use crate::practice::{Location, Practice, Practices};

/// The part of the British National Grid that a region may take, in metres.
const EASTINGS: (i64, i64) = (10_000, 690_000);
const NORTHINGS: (i64, i64) = (10_000, 1_240_000);

/// Where the middle of a region lies: in the North Sea, where no real practice can be meant.
const MIDDLE: Point = (590_000, 540_000);

/// A map: land, and settlements on it.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    pub land: Land,
    pub settlements: Vec<Settlement>,
    /// The name of the region and its boards.
    pub name: &'a str,
}

impl Layout<'_> {
    /// Fills the settlements with practices. Their codes follow the Hilbert curve over the map, so that
    /// practices with near codes are near each other, as real codes are. O(n log n).
    pub fn populate(&self, seed: u64, oversize: bool) -> Practices {
        let stream = |purpose| Stream::new(seed, purpose);
        let mut names = stream(Purpose::Names);
        let mut sites = settlement::sites(&self.settlements, &self.land, &mut stream(Purpose::Buildings));
        sites.sort_by_cached_key(|site| (hilbert::position(site.point), site.building));
        let lists = list_sizes::draw(sites.len(), oversize, &mut stream(Purpose::Lists));
        let grid = Grid::new(&self.land);
        let mut rows = Vec::with_capacity(sites.len());
        let buildings = || sites.chunk_by(|a, b| a.building == b.building);
        let number_of_buildings = buildings().count();
        for (building, shared) in buildings().enumerate() {
            let postcode = naming::postcode(building, number_of_buildings);
            for site in shared {
                let code = Body::Practice.code(rows.len());
                let name = naming::practice(&mut names);
                let mut practice = Practice::new(code, name, grid.location(site.point), lists[rows.len()]);
                practice.postcode = Some(postcode);
                rows.push(practice);
            }
        }
        areas::assign(&mut rows, self.name, &mut stream(Purpose::Areas), &mut names);
        well_formed(Practices::new(rows))
    }
}

/// Where the map comes to lie on the British National Grid, and how much smaller when it has no room.
struct Grid {
    west: i64,
    south: i64,
    millionths: i64,
}

impl Grid {
    fn new(land: &Land) -> Self {
        let room = |side: i64, (from, to): (i64, i64)| (to - from) * 1_000_000 / side.max(1);
        let millionths = room(land.width, EASTINGS)
            .min(room(land.height, NORTHINGS))
            .min(1_000_000);
        let corner = |side: i64, middle: i64, (from, to): (i64, i64)| {
            let side = side * millionths / 1_000_000;
            (middle - side / 2).min(to - side).max(from)
        };
        Self {
            west: corner(land.width, MIDDLE.0, EASTINGS),
            south: corner(land.height, MIDDLE.1, NORTHINGS),
            millionths,
        }
    }

    fn location(&self, (x, y): Point) -> Location {
        let shrunk = |metres: i64| metres * self.millionths / 1_000_000;
        well_formed(Location::new(self.west + shrunk(x), self.south + shrunk(y)))
    }
}
