//! The same recount by the plainest means, from coordinates and lines alone, to compare with.

use locality::plan::Plan;
use locality::practice::{OdsCode, Practices};
use std::collections::{BTreeMap, BTreeSet};

/// What the yardstick's judge counts, for straight-line travel.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Recount {
    pub networks: usize,
    pub outside_band: usize,
    pub in_pieces: usize,
    pub cost: i128,
    pub smallest: i128,
    pub largest: i128,
    pub patients: i128,
    pub missing: usize,
    pub hubs_not_best: usize,
}

type Point = (i128, i128);

/// What the lines of a network come to: practices in the band and above it.
#[derive(Default)]
struct Lines {
    members: Vec<usize>,
    hubs: Vec<usize>,
    large: BTreeSet<OdsCode>,
}

fn squared(a: Point, b: Point) -> i128 {
    (a.0 - b.0).pow(2) + (a.1 - b.1).pow(2)
}

/// The whole part of the square root, by halving.
fn root(square: i128) -> i128 {
    let (mut low, mut high) = (0, 1 << 40);
    while low + 1 < high {
        let middle = (low + high) / 2;
        if middle * middle <= square {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// Whether two points are joined by the yardstick: no third strictly inside the circle over them, or one of the five
/// nearest to the other, ties by position.
pub fn yardstick(points: &[Point]) -> Vec<(usize, usize)> {
    let n = points.len();
    let mut edges = Vec::new();
    for i in 0..n {
        let mut near: Vec<usize> = (0..n).filter(|&j| j != i).collect();
        near.sort_by_key(|&j| (squared(points[i], points[j]), j));
        edges.extend(near.into_iter().take(5).map(|j| (i, j)));
        for j in i + 1..n {
            let own = squared(points[i], points[j]);
            let inside = |&k: &Point| squared(k, points[i]) + squared(k, points[j]) < own;
            if !points.iter().any(inside) {
                edges.push((i, j));
            }
        }
    }
    edges
}

/// Recounts a plan on the yardstick graph.
pub fn recount(practices: &Practices, plan: &Plan, least: i128, most: i128) -> Recount {
    let mut codes = Vec::new();
    let mut points = Vec::new();
    let mut lists = Vec::new();
    let mut too_large = Vec::new();
    for p in practices {
        if i128::from(p.list_size.0) > most {
            too_large.push(p.code);
            continue;
        }
        codes.push(p.code);
        points.push((
            i128::from(p.location.easting()),
            i128::from(p.location.northing()),
        ));
        lists.push(i128::from(p.list_size.0));
    }
    let edges = yardstick(&points);
    let mut found = Recount {
        patients: lists.iter().sum(),
        smallest: i128::MAX,
        ..Recount::default()
    };
    let listed = |p: &locality::practice::Practice| plan.rows().iter().any(|row| row.practice == p.code);
    found.missing = practices.iter().filter(|p| !listed(p)).count();

    let mut networks: BTreeMap<&str, Lines> = BTreeMap::new();
    for row in plan.rows() {
        let Lines { members, hubs, large } = networks.entry(&row.network).or_default();
        if too_large.contains(&row.practice) {
            large.insert(row.practice);
        }
        if let Some(i) = codes.iter().position(|&code| code == row.practice) {
            if !members.contains(&i) {
                members.push(i);
            }
            if row.hub && !hubs.contains(&i) {
                hubs.push(i);
            }
        }
    }
    for Lines { members, hubs, large } in networks.values() {
        if !large.is_empty() {
            found.outside_band += usize::from(large.len() + members.len() > 1);
            continue;
        }
        if members.is_empty() {
            continue;
        }
        found.networks += 1;
        let size: i128 = members.iter().map(|&i| lists[i]).sum();
        found.smallest = found.smallest.min(size);
        found.largest = found.largest.max(size);
        found.outside_band += usize::from(size < least || size > most);
        // As often as needed: give both ends of an edge inside the lower name.
        let mut name: BTreeMap<usize, usize> = members.iter().map(|&i| (i, i)).collect();
        loop {
            let before = name.clone();
            for &(i, j) in &edges {
                if let (Some(&a), Some(&b)) = (name.get(&i), name.get(&j)) {
                    name.insert(i, a.min(b));
                    name.insert(j, a.min(b));
                }
            }
            if name == before {
                break;
            }
        }
        found.in_pieces += usize::from(name.iter().filter(|(i, name)| i == name).count() > 1);
        let cost = |h: usize| -> i128 {
            let way = |&i: &usize| lists[i] * root(squared(points[i], points[h]));
            members.iter().map(way).sum()
        };
        let best = members.iter().map(|&h| cost(h)).min().unwrap_or(0);
        let named = hubs.iter().map(|&h| cost(h)).min();
        if hubs.len() == 1 && named != Some(best) {
            found.hubs_not_best += 1;
        }
        found.cost += named.unwrap_or(best);
    }
    if found.networks == 0 {
        found.smallest = 0;
    }
    found
}
