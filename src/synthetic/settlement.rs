//! Towns, villages and single practices in the countryside, and the buildings in them.

use super::land::{Ground, Land, Point};
use super::region::Setting;
use super::stream::Stream;

/// A place where people live, with so many practices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settlement {
    pub centre: Point,
    pub practices: u64,
}

/// Where a practice is: practices of one building have one number and one point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Site {
    pub building: usize,
    pub point: Point,
}

/// How many of England's 5,944 practice postcodes held 1, 2, ... 7 practices on 1 January 2022 (NHS
/// Digital, Patients Registered at a GP Practice).
const PRACTICES_A_BUILDING: [u64; 7] = [5_492, 358, 67, 20, 5, 1, 1];

/// Square metres of town a practice: a small town is a few streets, a city of [`WIDE_TOWN`] practices and
/// more has suburbs. Chosen so that the distances between neighbours come out as in England in 2022.
const TOWN_AREA: (u64, u64) = (700_000, 2_300_000);
const WIDE_TOWN: u64 = 50;

/// The squares, in metres a side, of which a town takes those that it covers, so that towns do not overlap.
const SQUARE: i64 = 1_500;

/// So often a free place on land is tried before the next best is taken.
const TRIES: usize = 40;

impl Settlement {
    fn radius(self) -> i64 {
        let (small, wide) = TOWN_AREA;
        let area = small + (wide - small) * self.practices.min(WIDE_TOWN) / WIDE_TOWN;
        // 113/355 is 1/pi to seven digits.
        (self.practices * area * 113 / 355).isqrt() as i64
    }
}

/// Settlements for exactly `practices` practices: one to four on each island, the largest town that the
/// setting has, and the others by Zipf's law. O(practices).
pub(super) fn draw(practices: u64, land: &Land, setting: Setting, stream: &mut Stream) -> Vec<Settlement> {
    let mut settlements = Vec::new();
    let mut left = practices;
    for island in &land.islands {
        // Islands stay small beside their mainland.
        let size = 1 + stream.below(4.min(left / 15));
        if left < 15 {
            break;
        }
        settlements.push(Settlement {
            centre: island.centre,
            practices: size,
        });
        left -= size;
    }
    let largest = setting.largest_town(practices);
    let mut sizes = vec![largest.min(left)];
    left -= largest.min(left);
    while left > 0 {
        let size = setting.town(stream).min(left);
        sizes.push(size);
        left -= size;
    }
    // Large towns first, while there is room for them.
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let mut map = Map::new(land);
    for size in sizes {
        settlements.push(map.place(size, stream));
    }
    settlements
}

/// Which squares of the land are free.
struct Map<'a> {
    land: &'a Land,
    columns: i64,
    taken: Vec<bool>,
}

impl<'a> Map<'a> {
    fn new(land: &'a Land) -> Self {
        let columns = land.width / SQUARE + 1;
        let rows = land.height / SQUARE + 1;
        Self {
            land,
            columns,
            taken: vec![false; (columns * rows) as usize],
        }
    }

    fn square(&self, (x, y): Point) -> usize {
        ((y / SQUARE) * self.columns + x / SQUARE) as usize
    }

    /// A town of this many practices on free land, or on land where no free place was found.
    fn place(&mut self, practices: u64, stream: &mut Stream) -> Settlement {
        let mut found = None;
        for _ in 0..TRIES {
            let point = (
                stream.between(0, self.land.width),
                stream.between(0, self.land.height),
            );
            if self.land.ground(point) != Ground::Mainland {
                continue;
            }
            found = Some(point);
            if !self.taken[self.square(point)] {
                break;
            }
        }
        let centre = found.unwrap_or_else(|| self.land.inland(stream));
        let town = Settlement { centre, practices };
        let radius = town.radius();
        let (west, east) = (
            (centre.0 - radius).max(0),
            (centre.0 + radius).min(self.land.width),
        );
        let (south, north) = (
            (centre.1 - radius).max(0),
            (centre.1 + radius).min(self.land.height),
        );
        for row in south / SQUARE..=north / SQUARE {
            for column in west / SQUARE..=east / SQUARE {
                self.taken[(row * self.columns + column) as usize] = true;
            }
        }
        town
    }
}

/// A site for each practice of the settlements: first buildings, then their points around the centre,
/// denser towards it, all on the ground of the centre. O(practices).
pub(super) fn sites(settlements: &[Settlement], land: &Land, stream: &mut Stream) -> Vec<Site> {
    let mut sites = Vec::new();
    let mut building = 0;
    for town in settlements {
        let mut left = town.practices;
        while left > 0 {
            let sharing = sharing(stream).min(left);
            let point = point(town, land, stream);
            sites.extend((0..sharing).map(|_| Site { building, point }));
            building += 1;
            left -= sharing;
        }
    }
    sites
}

/// How many practices share the next building. A third of the buildings with one practice are left out
/// of the draw, because single practices in the countryside have none to share with.
fn sharing(stream: &mut Stream) -> u64 {
    let [single, ..] = PRACTICES_A_BUILDING;
    let mut ticket = stream.below(PRACTICES_A_BUILDING.iter().sum::<u64>() - single / 3) + single / 3;
    for (more, &buildings) in PRACTICES_A_BUILDING.iter().enumerate() {
        if ticket < buildings {
            return more as u64 + 1;
        }
        ticket -= buildings;
    }
    1
}

fn point(town: &Settlement, land: &Land, stream: &mut Stream) -> Point {
    if town.practices == 1 {
        return town.centre;
    }
    let radius = town.radius();
    let ground = land.ground(town.centre);
    for _ in 0..TRIES {
        let (east, north) = (stream.between(-radius, radius), stream.between(-radius, radius));
        // Half of the points are drawn towards the centre.
        let pull = if stream.below(2) == 0 {
            1_000
        } else {
            stream.between(0, 1_000)
        };
        let point = (
            town.centre.0 + east * pull / 1_000,
            town.centre.1 + north * pull / 1_000,
        );
        if east * east + north * north <= radius * radius && land.ground(point) == ground {
            return point;
        }
    }
    town.centre
}

#[cfg(test)]
mod tests {
    use super::super::land::{Island, SEA};
    use super::super::stream::Purpose;
    use super::*;

    fn land() -> Land {
        let island = Island {
            centre: (20_000, 5_000),
            half_width: 3_000,
            half_height: 1_000,
        };
        Land {
            width: 40_000,
            height: 60_000,
            coast: vec![SEA; 2],
            estuaries: Vec::new(),
            islands: vec![island],
        }
    }

    #[test]
    fn every_practice_has_a_site_on_land() {
        for setting in [Setting::City, Setting::Mixed, Setting::Rural] {
            for practices in [1_u64, 2, 14, 15, 100, 1_000] {
                let mut stream = Stream::new(practices, Purpose::Settlements);
                let towns = draw(practices, &land(), setting, &mut stream);
                let sites = sites(&towns, &land(), &mut stream);
                assert_eq!(sites.len() as u64, practices);
                assert!(sites.iter().all(|s| land().ground(s.point) != Ground::Sea));
                let island = sites
                    .iter()
                    .filter(|s| land().ground(s.point) == Ground::Island(0));
                assert!(island.count() <= 4);
            }
        }
    }

    #[test]
    fn towns_do_not_lie_on_each_other() {
        let towns = draw(
            60,
            &land(),
            Setting::Mixed,
            &mut Stream::new(5, Purpose::Settlements),
        );
        for (i, a) in towns.iter().enumerate() {
            for b in &towns[..i] {
                let apart = (a.centre.0 - b.centre.0).pow(2) + (a.centre.1 - b.centre.1).pow(2);
                let larger = a.radius().max(b.radius());
                assert!(apart > larger * larger, "{a:?} and {b:?}");
            }
        }
    }

    #[test]
    fn practices_of_one_building_stand_at_one_point() {
        let towns = [Settlement {
            centre: (20_000, 30_000),
            practices: 2_000,
        }];
        let sites = sites(&towns, &land(), &mut Stream::new(6, Purpose::Buildings));
        for pair in sites.windows(2) {
            assert!(pair[0].building != pair[1].building || pair[0].point == pair[1].point);
        }
        let shared = sites
            .chunk_by(|a, b| a.building == b.building)
            .filter(|b| b.len() > 1);
        let practices: usize = shared.map(<[Site]>::len).sum();
        // Of England's buildings with one practice a third is left out of the draw, so that 1,035 of
        // 1,035 + 5,492 * 2/3 practices of a town share a building: 441 of 2,000.
        assert!(
            (390..=490).contains(&practices),
            "{practices} practices share a building"
        );
    }
}
