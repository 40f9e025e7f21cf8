//! What to do when a practice graph is in pieces, as over water or after long edges are dropped.

use super::mesh::Pair;
use super::{PracticeGraph, gabriel, mesh::Mesh};
use crate::fault::{Fault, FaultCode};
use crate::practice::Location;
use petgraph::unionfind::UnionFind;
use serde::{Deserialize, Serialize};

/// The policy for a practice graph in more than one piece.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Components {
    /// The pieces stay apart: no network reaches from one to another. The default, as it adds nothing to what
    /// was asked for.
    #[default]
    Keep,
    /// The pieces are joined by the shortest links that join them all (a minimum spanning tree of the pieces,
    /// ties by index). A link may be longer than the longest edge allowed.
    Bridge,
    /// A graph in pieces is a fault (`P012`), which names a practice of each piece.
    Fail,
}

/// So many pieces are named in a fault; the rest are counted.
const NAMED: usize = 10;

/// The shortest links that join all pieces: Kruskal 1956, ties by index.
///
/// Only Gabriel edges need be looked at: a point strictly inside the circle of a pair is nearer to both ends
/// than they are to each other, so that Kruskal has joined them by way of it before their turn comes.
pub(super) fn bridges(points: &[Location], mesh: &Mesh, pairs: &[Pair]) -> Vec<Pair> {
    let mut pieces = UnionFind::<u32>::new(points.len());
    for &(i, j) in pairs {
        pieces.union(i, j);
    }
    let mut links: Vec<(u64, Pair)> = gabriel::pairs(mesh)
        .into_iter()
        .filter(|&(i, j)| !pieces.equiv(i, j))
        .map(|(i, j)| (points[i as usize].squared_distance(points[j as usize]), (i, j)))
        .collect();
    links.sort_unstable();
    let shortest = links.into_iter().filter(|&(_, (i, j))| pieces.union(i, j));
    shortest.map(|(_, pair)| pair).collect()
}

/// The fault of a graph in pieces; `None` for a graph in one.
pub(super) fn fault(graph: &PracticeGraph, name: impl Fn(usize) -> String) -> Option<Fault> {
    let pieces = graph.components();
    if pieces.len() <= 1 {
        return None;
    }
    let named: Vec<String> = pieces
        .iter()
        .take(NAMED)
        .filter_map(|piece| Some(format!("{} of {}", name(*piece.first()?), piece.len())))
        .collect();
    let mut what = format!("{} pieces: {}", pieces.len(), named.join(", "));
    if pieces.len() > NAMED {
        what += &format!(" and {} more", pieces.len() - NAMED);
    }
    Some(Fault::new(FaultCode::GraphInPieces, what))
}
