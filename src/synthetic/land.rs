//! Land and sea of a made-up region, in metres east and north of its south-western corner.

use super::stream::Stream;

/// A point in metres east and north of the region's south-western corner.
pub(super) type Point = (i64, i64);

/// The sea takes at most this much of the region's southern side.
pub(super) const SEA: i64 = 16_000;

/// The coast comes no nearer to the southern side than this, so that islands keep their channel.
const NEAREST_COAST: i64 = 10_000;

/// Land with a coast in the south, estuaries that run inland and islands off the coast.
///
/// ```text
///    +------------------------+
///    |                        |   county border
///    |      main land         |
///    |         /\      ____   |
///    |____    /  \    /    \__|   coast, with an estuary
///    |    \__/    \__/        |
///    |        (____)          |   island
///    +------------------------+
/// ```
#[derive(Clone, Debug)]
pub(super) struct Land {
    pub width: i64,
    pub height: i64,
    /// How far north the coast is at equal steps of the width, from the western to the eastern side.
    pub coast: Vec<i64>,
    pub estuaries: Vec<Estuary>,
    pub islands: Vec<Island>,
}

/// Water that runs inland and narrows evenly from its mouth, which lies on the southern side, to its head.
#[derive(Clone, Copy, Debug)]
pub(super) struct Estuary {
    pub mouth: i64,
    pub head: Point,
    /// Half the width at the southern side.
    pub half_width: i64,
}

/// An ellipse of land in the sea.
#[derive(Clone, Copy, Debug)]
pub(super) struct Island {
    pub centre: Point,
    pub half_width: i64,
    pub half_height: i64,
}

/// What lies at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    Sea,
    Mainland,
    Island(usize),
}

impl Land {
    /// A land of this size, the sea included, with a coast made by midpoint displacement (Fournier, Fussell
    /// and Carpenter 1982, doi:10.1145/358523.358553), an estuary each 60 km of it and an island each 80 km.
    pub fn draw(width: i64, height: i64, stream: &mut Stream) -> Self {
        let mut land = Self {
            width,
            height,
            coast: coast(width, stream),
            estuaries: Vec::new(),
            islands: Vec::new(),
        };
        for part in parts(width, 60_000) {
            let mouth = stream.between(part.0, part.1);
            let reach = (height - SEA).min(20_000) / 2;
            land.estuaries.push(Estuary {
                mouth,
                head: (
                    mouth + stream.between(-reach / 2, reach / 2),
                    SEA + stream.between(reach / 4, reach),
                ),
                half_width: stream.between(width.min(12_000) / 12, width.min(12_000) / 6),
            });
        }
        for part in parts(width, 80_000) {
            let half_width = stream.between(2_000, 6_000).min(width / 4);
            let half_height = stream.between(1_000, 3_000).min(width / 6);
            let east = stream.between(part.0, part.1);
            land.islands.push(Island {
                centre: (
                    east.clamp(half_width, width - half_width),
                    NEAREST_COAST - 2_000 - half_height,
                ),
                half_width,
                half_height,
            });
        }
        land
    }

    /// What lies at this point; outside the region it is the sea. O(estuaries + islands).
    pub fn ground(&self, (x, y): Point) -> Ground {
        if !(0..=self.width).contains(&x) || !(0..=self.height).contains(&y) {
            return Ground::Sea;
        }
        if y > NEAREST_COAST && y >= self.coast_at(x) {
            let wet = self.estuaries.iter().any(|e| e.covers((x, y)));
            return if wet { Ground::Sea } else { Ground::Mainland };
        }
        let island = self.islands.iter().position(|i| i.covers((x, y)));
        island.map_or(Ground::Sea, Ground::Island)
    }

    /// A point of the mainland, for when chance finds none: on the northern side, where no estuary comes.
    pub fn inland(&self, stream: &mut Stream) -> Point {
        (stream.between(0, self.width), self.height)
    }

    fn coast_at(&self, x: i64) -> i64 {
        let steps = self.coast.len().saturating_sub(1).max(1) as i64;
        let step = (x * steps / self.width.max(1)).clamp(0, steps - 1);
        let (from, to) = match self.coast.get(step as usize..) {
            Some(&[from, to, ..]) => (from, to),
            _ => return SEA,
        };
        from + (to - from) * (x * steps - step * self.width) / self.width.max(1)
    }
}

impl Estuary {
    fn covers(&self, (x, y): Point) -> bool {
        let (head, length) = self.head;
        if length <= 0 || y >= length {
            return false;
        }
        let middle = self.mouth + (head - self.mouth) * y / length;
        (x - middle).abs() <= self.half_width * (length - y) / length
    }
}

impl Island {
    fn covers(&self, (x, y): Point) -> bool {
        let (east, north) = (x - self.centre.0, y - self.centre.1);
        if east.abs() > self.half_width || north.abs() > self.half_height {
            return false;
        }
        let (east, north) = (east * self.half_height, north * self.half_width);
        let rim = self.half_width * self.half_height;
        east * east + north * north <= rim * rim
    }
}

/// Equal parts of the width, each about `length` long, at least one.
fn parts(width: i64, length: i64) -> impl Iterator<Item = (i64, i64)> {
    let count = (width / length).max(1);
    (0..count).map(move |i| (width * i / count, width * (i + 1) / count))
}

/// The coast as heights at steps of 1.5 to 3 km, rougher in the large than in the small.
fn coast(width: i64, stream: &mut Stream) -> Vec<i64> {
    let levels = (width / 1_500).max(2).ilog2();
    let mut knots = vec![SEA - 2_000; (1 << levels) + 1];
    let mut swing = 6_000;
    for level in (0..levels).rev() {
        let half = 1_usize << level;
        for middle in (half..knots.len()).step_by(2 * half) {
            let between = (knots[middle - half] + knots[middle + half]) / 2;
            knots[middle] = (between + stream.between(-swing, swing)).clamp(NEAREST_COAST, SEA);
        }
        swing = swing * 3 / 5;
    }
    knots
}

#[cfg(test)]
mod tests {
    use super::super::stream::Purpose;
    use super::*;

    fn square() -> Land {
        Land {
            width: 20_000,
            height: 40_000,
            coast: vec![12_000, 14_000, 12_000],
            estuaries: vec![Estuary {
                mouth: 5_000,
                head: (5_000, 20_000),
                half_width: 4_000,
            }],
            islands: vec![Island {
                centre: (15_000, 5_000),
                half_width: 2_000,
                half_height: 1_000,
            }],
        }
    }

    #[test]
    fn land_sea_and_island_are_told_apart() {
        let land = square();
        assert_eq!(land.ground((15_000, 30_000)), Ground::Mainland);
        assert_eq!(land.ground((15_000, 12_999)), Ground::Sea);
        assert_eq!(land.ground((15_000, 13_000)), Ground::Mainland);
        // The estuary is 1 km to either side of its middle at three quarters of its length.
        assert_eq!(land.ground((6_000, 15_000)), Ground::Sea);
        assert_eq!(land.ground((6_001, 15_000)), Ground::Mainland);
        assert_eq!(land.ground((5_000, 20_001)), Ground::Mainland);
        assert_eq!(land.ground((17_000, 5_000)), Ground::Island(0));
        assert_eq!(land.ground((17_001, 5_000)), Ground::Sea);
        assert_eq!(land.ground((20_001, 30_000)), Ground::Sea);
    }

    #[test]
    fn a_drawn_coast_has_sea_below_and_land_above() {
        for width in [1_000, 9_000, 60_000, 400_000] {
            let land = Land::draw(width, width + SEA, &mut Stream::new(2, Purpose::Land));
            for x in (0..=width).step_by(width as usize / 10) {
                assert_eq!(land.ground((x, 0)), Ground::Sea);
                assert_eq!(land.ground((x, width + SEA)), Ground::Mainland);
                assert!((NEAREST_COAST..=SEA).contains(&land.coast_at(x)));
            }
            for (i, island) in land.islands.iter().enumerate() {
                assert_eq!(land.ground(island.centre), Ground::Island(i));
            }
        }
    }
}
