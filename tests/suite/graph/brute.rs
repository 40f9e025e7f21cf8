//! The same graphs by the plainest means, to compare with.

use locality::practice::Location;
use std::collections::BTreeSet;

pub type Edges = BTreeSet<(usize, usize)>;

fn all_pairs(n: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..n).flat_map(move |i| (i + 1..n).map(move |j| (i, j)))
}

/// Squared distance in 128 bits, from the coordinates.
pub fn squared(a: Location, b: Location) -> i128 {
    let east = i128::from(a.easting()) - i128::from(b.easting());
    let north = i128::from(a.northing()) - i128::from(b.northing());
    east * east + north * north
}

/// Gabriel by Thales and Pythagoras: no third point has its squared distances to both add up to less than the
/// pair's own.
pub fn gabriel(points: &[Location]) -> Edges {
    let joined = |&(i, j): &(usize, usize)| {
        let own = squared(points[i], points[j]);
        let parts = |k: usize| squared(points[k], points[i]) + squared(points[k], points[j]) < own;
        !(0..points.len()).any(|k| k != i && k != j && parts(k))
    };
    all_pairs(points.len()).filter(joined).collect()
}

/// The k nearest of each, ties by index.
pub fn nearest(points: &[Location], k: usize) -> Edges {
    let mut edges = Edges::new();
    for (i, &here) in points.iter().enumerate() {
        let mut others: Vec<usize> = (0..points.len()).filter(|&j| j != i).collect();
        others.sort_by_key(|&j| (squared(here, points[j]), j));
        edges.extend(others.into_iter().take(k).map(|j| (i.min(j), i.max(j))));
    }
    edges
}

/// All pairs at most so many metres apart.
pub fn within(points: &[Location], metres: i128) -> Edges {
    let near = |&(i, j): &(usize, usize)| squared(points[i], points[j]) <= metres * metres;
    all_pairs(points.len()).filter(near).collect()
}

/// Which piece each of `n` nodes is in, named by the lowest of it.
pub fn pieces(n: usize, edges: &Edges) -> Vec<usize> {
    let mut piece: Vec<usize> = (0..n).collect();
    // As often as needed: give both ends the lower name.
    loop {
        let before = piece.clone();
        for &(i, j) in edges {
            let low = piece[i].min(piece[j]);
            (piece[i], piece[j]) = (low, low);
        }
        if piece == before {
            return piece;
        }
    }
}

/// The links that Kruskal adds, looking at every pair.
pub fn bridges(points: &[Location], edges: &Edges) -> Edges {
    let mut all: Vec<(usize, usize)> = all_pairs(points.len()).collect();
    all.sort_by_key(|&(i, j)| (squared(points[i], points[j]), i, j));
    let mut joined = edges.clone();
    for (i, j) in all {
        let piece = pieces(points.len(), &joined);
        if piece[i] != piece[j] {
            joined.insert((i, j));
        }
    }
    joined.difference(edges).copied().collect()
}

/// How many pieces a set is in.
pub fn pieces_of(members: &BTreeSet<usize>, edges: &Edges) -> usize {
    let inside = edges
        .iter()
        .filter(|(i, j)| members.contains(i) && members.contains(j));
    let n = members.last().map_or(0, |&last| last + 1);
    let piece = pieces(n, &inside.copied().collect());
    members.iter().filter(|&&i| piece[i] == i).count()
}
