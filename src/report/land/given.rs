//! Land from boundaries that were given.

use super::cells::Corners;
use super::dissolve::Edges;
use super::{Polygon, Ring, Tile, doubled_area, misfit};
use crate::fault::Faults;
use crate::nhs::{Boundaries, Boundary};
use crate::practice::{Flows, Location};
use crate::problem::Problem;
use std::collections::{BTreeMap, BTreeSet};

/// An area with less than this part of what the area of the median patient has is somebody else's.
const FEW: u64 = 10;

/// Those of the areas that hold a practice, put together.
pub(super) fn outline(problem: &Problem, boundaries: &Boundaries) -> Result<Vec<Polygon>, Faults> {
    let mut corners = Corners::default();
    let holding = boundaries.as_slice().iter().filter(|area| {
        let points = area.polygons.iter().flatten().flatten();
        let norths = points.map(|point| point.northing());
        // Most areas of a country are elsewhere, which their southernmost and northernmost points tell at once.
        let (south, north) = (norths.clone().min(), norths.max());
        let near = |place: &Location| Some(place.northing()) >= south && Some(place.northing()) <= north;
        let mut places = problem
            .practices()
            .iter()
            .map(|practice| practice.location)
            .filter(near);
        places.any(|place| holds(area, place))
    });
    let tiles: Vec<Tile> = holding.map(|area| tile(&mut corners, area, Vec::new())).collect();
    let owners = vec![Some(0); tiles.len()];
    let whole = Edges::of(&tiles).dissolved(&corners.all, &owners, 1);
    match whole.into_iter().next() {
        Some(outline) if !outline.is_empty() => Ok(outline),
        _ => Err(misfit(
            boundaries,
            format!(
                "none of the {} practices lies in any of its {} areas",
                problem.practices().len(),
                boundaries.as_slice().len()
            ),
        )),
    }
}

/// The areas that have patients enough, and the corners that they share.
pub(super) fn small_areas(
    boundaries: &Boundaries,
    flows: &Flows,
) -> Result<(Vec<Location>, Vec<Tile>), Faults> {
    let key = code(boundaries, flows)?;
    let mut patients: BTreeMap<&str, Vec<(usize, u64)>> = BTreeMap::new();
    for i in 0..flows.len() {
        for &(area, number) in flows.of(i) {
            if let Some(name) = flows.areas().get(area as usize) {
                patients.entry(name).or_default().push((i, number.0));
            }
        }
    }
    let found = boundaries.as_slice().iter().filter_map(|area| {
        let here = patients.get(area.properties.get(&key)?.as_str())?;
        let sum: u64 = here.iter().map(|&(_, number)| number).sum();
        Some((area, here, sum))
    });
    let found: Vec<_> = found.collect();
    let enough = median(found.iter().map(|&(.., sum)| sum).collect()) / FEW;
    let mut corners = Corners::default();
    let cared_for = found.into_iter().filter(|&(.., sum)| sum >= enough);
    let tiles: Vec<Tile> = cared_for
        .map(|(area, here, _)| tile(&mut corners, area, here.clone()))
        .collect();
    Ok((corners.all, tiles))
}

/// How many patients the area of the median patient has.
fn median(mut sums: Vec<u64>) -> u64 {
    sums.sort_unstable();
    let half = sums.iter().sum::<u64>() / 2;
    let mut so_far = 0;
    let reaches = |sum: &&u64| {
        so_far += **sum;
        so_far >= half
    };
    sums.iter().find(reaches).copied().unwrap_or(0)
}

/// The property that has most of the codes for which patients are known: files call it by the kind of area and the year, such as `LSOA21CD`.
fn code(boundaries: &Boundaries, flows: &Flows) -> Result<String, Faults> {
    let known: BTreeSet<&str> = flows.areas().iter().map(String::as_str).collect();
    let mut hits: BTreeMap<&str, usize> = BTreeMap::new();
    for (key, value) in boundaries.as_slice().iter().flat_map(|area| &area.properties) {
        *hits.entry(key).or_default() += usize::from(known.contains(value.as_str()));
    }
    let best = hits
        .iter()
        .max_by_key(|&(key, &hits)| (hits, std::cmp::Reverse(*key)));
    match best {
        Some((key, 1..)) => Ok((*key).to_owned()),
        _ => Err(misfit(
            boundaries,
            format!(
                "none of its {} areas has a code for which patients are known; those codes look like {}",
                boundaries.as_slice().len(),
                known.first().unwrap_or(&"nothing, as no patients are known")
            ),
        )),
    }
}

/// A boundary as a tile; the line around a part runs counter-clockwise, those around its holes clockwise, however the file has them.
fn tile(corners: &mut Corners, area: &Boundary, patients: Vec<(usize, u64)>) -> Tile {
    let mut rings = Vec::new();
    for polygon in &area.polygons {
        for (k, line) in polygon.iter().enumerate() {
            let mut line: Ring = line.clone();
            if (doubled_area(&line) > 0) != (k == 0) {
                line.reverse();
            }
            rings.extend(corners.ring(line.into_iter()));
        }
    }
    Tile { rings, patients }
}

/// Whether a point is in the area: a line to the east crosses its border an odd number of times.
fn holds(area: &Boundary, point: Location) -> bool {
    let (x, y) = (i64::from(point.easting()), i64::from(point.northing()));
    let sides = area.polygons.iter().flatten().flat_map(|ring| ring.windows(2));
    let crossed = |pair: &&[Location]| match **pair {
        [a, b] => {
            let [(ax, ay), (bx, by)] = [a, b].map(|p| (i64::from(p.easting()), i64::from(p.northing())));
            let (run, rise) = (bx - ax, by - ay);
            (ay > y) != (by > y) && (x - ax) * rise.abs() < run * (y - ay) * rise.signum()
        }
        _ => false,
    };
    sides.filter(crossed).count() % 2 == 1
}
