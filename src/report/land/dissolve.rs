//! Pieces of land put together: borders between pieces of one owner go, and what is left is the line around them.

use super::{Polygon, Ring, Tile, doubled_area};
use crate::practice::Location;
use petgraph::unionfind::UnionFind;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// The sides of all tiles, from corner to corner with the tile on the left. Two tiles meet where one has the side of the other the other way round.
pub(super) struct Edges {
    tile: BTreeMap<(u32, u32), usize>,
    tiles: usize,
}

impl Edges {
    /// Where a file has a side twice, the last tile has it.
    pub fn of(tiles: &[Tile]) -> Self {
        let mut tile = BTreeMap::new();
        for (at, piece) in tiles.iter().enumerate() {
            for ring in &piece.rings {
                let onward = ring.iter().skip(1).chain(ring.first());
                tile.extend(ring.iter().zip(onward).map(|(&a, &b)| ((a, b), at)));
            }
        }
        Self {
            tile,
            tiles: tiles.len(),
        }
    }

    /// The tile on the other side.
    fn across(&self, (a, b): (u32, u32)) -> Option<usize> {
        self.tile.get(&(b, a)).copied()
    }

    /// The owners that meet, the lower number first.
    pub fn touching(&self, owners: &[Option<usize>]) -> BTreeSet<(usize, usize)> {
        let pair = |(&edge, &here): (&(u32, u32), &usize)| {
            let (a, b) = (owners[here]?, owners[self.across(edge)?]?);
            (a != b).then_some((a.min(b), a.max(b)))
        };
        self.tile.iter().filter_map(pair).collect()
    }

    /// The land of each of so many owners, the largest piece first.
    pub fn dissolved(
        &self,
        corners: &[Location],
        owners: &[Option<usize>],
        count: usize,
    ) -> Vec<Vec<Polygon>> {
        let mut pieces = UnionFind::<usize>::new(self.tiles);
        let mut border: Vec<((u32, u32), usize)> = Vec::new();
        for (&edge, &here) in &self.tile {
            match self.across(edge) {
                _ if owners[here].is_none() => {}
                Some(there) if owners[there] == owners[here] => {
                    pieces.union(here, there);
                }
                _ => border.push((edge, here)),
            }
        }
        let mut around: BTreeMap<(usize, usize), BTreeMap<u32, Vec<u32>>> = BTreeMap::new();
        for ((a, b), here) in border {
            if let Some(owner) = owners[here] {
                let piece = around.entry((owner, pieces.find(here))).or_default();
                piece.entry(a).or_default().push(b);
            }
        }
        let mut areas = vec![Vec::new(); count];
        for ((owner, _), onward) in around {
            let mut rings = rings(corners, onward);
            // The outer line has a positive area, those around holes a negative one.
            rings.sort_by_key(|ring| -doubled_area(ring));
            if rings.first().is_some_and(|ring| doubled_area(ring) > 0) {
                areas[owner].push(rings);
            }
        }
        for area in &mut areas {
            area.sort_by_key(|polygon: &Polygon| polygon.first().map(|ring| -doubled_area(ring)));
        }
        areas
    }
}

/// Sides as closed lines. Where lines touch in a corner, they part there. A line that ends nowhere, which only a file with overlapping areas has, is
/// none.
fn rings(corners: &[Location], mut onward: BTreeMap<u32, Vec<u32>>) -> Vec<Ring> {
    let mut rings = Vec::new();
    while let Some((&start, _)) = onward.first_key_value() {
        let mut line = vec![start];
        while let Some(next) = step(corners, &line, &mut onward) {
            let Some(seen) = line.iter().position(|&corner| corner == next) else {
                line.push(next);
                continue;
            };
            let closed = line[seen..].iter().chain([&next]);
            let ring: Ring = closed.map(|&corner| corners[corner as usize]).collect();
            if ring.len() >= 4 && doubled_area(&ring) != 0 {
                rings.push(ring);
            }
            line.truncate(seen + 1);
            if seen == 0 {
                break;
            }
        }
    }
    rings
}

/// The way on from the end of a line, taken out: the one furthest to the left, which keeps to the same piece of land.
fn step(corners: &[Location], line: &[u32], onward: &mut BTreeMap<u32, Vec<u32>>) -> Option<u32> {
    let here = *line.last()?;
    let ends = onward.get_mut(&here)?;
    let way = |a: u32, b: u32| {
        let (a, b) = (corners[a as usize], corners[b as usize]);
        (
            i64::from(b.easting() - a.easting()),
            i64::from(b.northing() - a.northing()),
        )
    };
    let cross = |a: (i64, i64), b: (i64, i64)| a.0 * b.1 - a.1 * b.0;
    let came = match *line {
        [.., before, _] => way(before, here),
        _ => (0, 0),
    };
    let more_left = |&a: &usize, &b: &usize| -> Ordering {
        let (a, b) = (way(here, ends[a]), way(here, ends[b]));
        let side = |to| cross(came, to).signum();
        side(a).cmp(&side(b)).then_with(|| cross(b, a).cmp(&0))
    };
    let best = (0..ends.len()).max_by(more_left)?;
    let next = ends.swap_remove(best);
    if ends.is_empty() {
        onward.remove(&here);
    }
    Some(next)
}
