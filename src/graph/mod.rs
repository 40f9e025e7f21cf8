//! The practice graph: which practices are neighbours, and so may stand side by side in one network.
//!
//! A practice is a point, and an area that hangs together is a set of points that is connected in a graph. Which
//! graph is a choice, made with [`PracticeGraph::builder`]; [`PracticeGraph::yardstick`] is the one that
//! comparisons use. What is asked of a graph afterwards (is this set connected, who may leave it, who is next
//! to it) is in its methods.
//!
//! Drive times, rivers and borders are not in a graph that is made from points: drop or add edges for them.

mod builder;
mod components;
mod contiguity;
mod delaunay;
mod gabriel;
mod mesh;
mod nearest;
mod part;
mod supplied;
mod within;

pub use builder::GraphBuilder;
pub use components::Components;

use crate::practice::{Location, Practices};
use mesh::{Mesh, Pair};
use petgraph::graph::{NodeIndex, UnGraph};
use std::fmt;

/// An undirected graph over practices, named by their indices 0..n in the table; no practice is joined to
/// itself, no edge stands twice.
///
/// Immutable. Edges and neighbours come in the order of indices, so that whatever is computed from them is the
/// same each time. Takes 24 bytes an edge and 16 a practice.
///
/// ```
/// use locality::graph::{Components, PracticeGraph};
/// use locality::practice::{Location, Practice, Practices};
/// use locality::units::{Metres, Patients};
/// let mut rows = Vec::new();
/// for (code, easting) in [("A1", 400_000), ("B2", 401_000), ("C3", 402_000), ("D4", 440_000)] {
///     rows.push(Practice::new(code.parse()?, code, Location::new(easting, 300_000)?, Patients(9_000)));
/// }
/// let practices = Practices::new(rows)?;
/// let graph = PracticeGraph::builder(&practices)
///     .gabriel()
///     .nearest(1)
///     .max_edge(Metres(10_000))
///     .components(Components::Bridge)
///     .build()?;
/// let edges: Vec<(usize, usize)> = graph.edges().collect();
/// assert_eq!(edges, [(0, 1), (1, 2), (2, 3)]);
/// assert!(!graph.is_connected(&[0, 2]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct PracticeGraph {
    /// Holds the edges in sorted order.
    graph: UnGraph<(), ()>,
    /// The neighbours of practice 0, then those of 1 and so on: petgraph keeps them in linked lists, which are
    /// neither sorted nor quick to walk.
    neighbours: Vec<u32>,
    /// Where each practice's neighbours begin, and the end.
    first: Vec<usize>,
}

/// Why a list of pairs of indices is not a practice graph.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EdgeError {
    /// An index that no practice has.
    #[error("edge {i}-{j}: there are only {practices} practices")]
    OutOfRange {
        /// One end.
        i: usize,
        /// The other end.
        j: usize,
        /// How many practices there are.
        practices: usize,
    },
    /// Both ends are one practice.
    #[error("edge {i}-{i} joins a practice to itself")]
    ToItself {
        /// The practice.
        i: usize,
    },
    /// More practices than indices are kept for.
    #[error("a graph of {practices} practices: there may be {}", u32::MAX)]
    TooMany {
        /// How many practices.
        practices: usize,
    },
}

/// How many nearest practices the yardstick graph joins.
pub const YARDSTICK_NEAREST: usize = 5;

impl PracticeGraph {
    /// A graph of these practices, edge by edge as asked for.
    pub fn builder(practices: &Practices) -> GraphBuilder<'_> {
        GraphBuilder::new(Some(practices), practices.iter().map(|p| p.location).collect())
    }

    /// A graph of bare points, named by their positions in the slice.
    pub fn builder_at(points: &[Location]) -> GraphBuilder<'static> {
        GraphBuilder::new(None, points.to_vec())
    }

    /// The graph on which plans are compared: Gabriel edges, and every practice with its
    /// [five nearest](YARDSTICK_NEAREST). O(n log n).
    #[must_use]
    pub fn yardstick(practices: &Practices) -> Self {
        let points: Vec<Location> = practices.iter().map(|p| p.location).collect();
        let mesh = Mesh::new(&points);
        let mut pairs = gabriel::pairs(&mesh);
        pairs.append(&mut nearest::pairs(&mesh, YARDSTICK_NEAREST));
        Self::from_pairs(points.len(), pairs)
    }

    /// A graph of `practices` practices with these edges, in any order, either way round, double ones counted
    /// once. O(e log e).
    ///
    /// # Errors
    /// The first [`EdgeError`]: an index out of range, an edge from a practice to itself, or more than 2^32 - 1 practices.
    pub fn from_edges(
        practices: usize,
        edges: impl IntoIterator<Item = (usize, usize)>,
    ) -> Result<Self, EdgeError> {
        if u32::try_from(practices).is_err() {
            return Err(EdgeError::TooMany { practices });
        }
        let mut pairs = Vec::new();
        for (i, j) in edges {
            if i.max(j) >= practices {
                return Err(EdgeError::OutOfRange { i, j, practices });
            }
            if i == j {
                return Err(EdgeError::ToItself { i });
            }
            pairs.push((i.min(j) as u32, i.max(j) as u32));
        }
        Ok(Self::from_pairs(practices, pairs))
    }

    /// From pairs with the lower index first; they may stand more than once.
    fn from_pairs(practices: usize, mut pairs: Vec<Pair>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut first = vec![0; practices + 1];
        for &(i, j) in &pairs {
            first[i as usize + 1] += 1;
            first[j as usize + 1] += 1;
        }
        for i in 0..practices {
            first[i + 1] += first[i];
        }
        let mut next = first.clone();
        let mut neighbours = vec![0; 2 * pairs.len()];
        let mut graph = UnGraph::with_capacity(practices, pairs.len());
        for _ in 0..practices {
            graph.add_node(());
        }
        // Pairs in sorted order fill every list in sorted order: lower neighbours come before higher ones.
        for (i, j) in pairs {
            for (a, b) in [(i, j), (j, i)] {
                neighbours[next[a as usize]] = b;
                next[a as usize] += 1;
            }
            graph.add_edge(NodeIndex::new(i as usize), NodeIndex::new(j as usize), ());
        }
        Self {
            graph,
            neighbours,
            first,
        }
    }

    /// How many practices.
    #[must_use]
    pub fn len(&self) -> usize {
        self.graph.node_count()
    }

    /// Whether there is no practice.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many edges.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.graph.edge_count()
    }

    /// The edges in sorted order, each once with the lower index first.
    pub fn edges(&self) -> impl ExactSizeIterator<Item = (usize, usize)> {
        let ends = |e: &petgraph::graph::Edge<()>| (e.source().index(), e.target().index());
        self.graph.raw_edges().iter().map(ends)
    }

    /// The neighbours of a practice in the order of their indices; none for an index that no practice has.
    pub fn neighbours(&self, practice: usize) -> impl ExactSizeIterator<Item = usize> {
        self.list(practice).iter().map(|&j| j as usize)
    }

    /// Whether two practices are neighbours. O(log of the number of neighbours).
    #[must_use]
    pub fn are_neighbours(&self, i: usize, j: usize) -> bool {
        self.list(i).binary_search_by(|&k| (k as usize).cmp(&j)).is_ok()
    }

    /// All edges of both graphs, over as many practices as the larger has. O(e log e).
    ///
    /// ```
    /// use locality::graph::PracticeGraph;
    /// let path = PracticeGraph::from_edges(3, [(0, 1), (1, 2)])?;
    /// let chord = PracticeGraph::from_edges(3, [(2, 0)])?;
    /// assert_eq!(path.union(&chord), PracticeGraph::from_edges(3, [(0, 1), (0, 2), (1, 2)])?);
    /// # Ok::<(), locality::graph::EdgeError>(())
    /// ```
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let both = self.edges().chain(other.edges());
        let pairs = both.map(|(i, j)| (i as u32, j as u32)).collect();
        Self::from_pairs(self.len().max(other.len()), pairs)
    }

    /// The same graph for the algorithms of petgraph: node `i` is practice `i`, edges are in sorted order.
    #[must_use]
    pub fn as_petgraph(&self) -> &UnGraph<(), ()> {
        &self.graph
    }

    fn list(&self, practice: usize) -> &[u32] {
        match (self.first.get(practice), self.first.get(practice + 1)) {
            (Some(&from), Some(&to)) => &self.neighbours[from..to],
            _ => &[],
        }
    }
}

impl PartialEq for PracticeGraph {
    fn eq(&self, other: &Self) -> bool {
        self.first == other.first && self.neighbours == other.neighbours
    }
}

impl Eq for PracticeGraph {}

impl fmt::Debug for PracticeGraph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PracticeGraph")
            .field("practices", &self.len())
            .field("edges", &self.edges().collect::<Vec<_>>())
            .finish()
    }
}
