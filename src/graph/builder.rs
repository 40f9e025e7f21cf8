//! How a practice graph is asked for.

use super::mesh::Mesh;
use super::{Components, PracticeGraph, components, delaunay, gabriel, nearest, supplied, within};
use crate::fault::Faults;
use crate::practice::{Location, OdsCode, Practices};
use crate::units::Metres;

/// Which edges a practice graph has: the union of all that is asked for, in whatever order.
///
/// From [`PracticeGraph::builder`] or [`PracticeGraph::builder_at`]. Practices that share a point are joined by
/// every kind of edge except the supplied ones and the `k` nearest where more than `k` share it.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until build()"]
pub struct GraphBuilder<'a> {
    practices: Option<&'a Practices>,
    points: Vec<Location>,
    gabriel: bool,
    delaunay: bool,
    nearest: usize,
    within: Option<Metres>,
    supplied: Vec<(OdsCode, OdsCode)>,
    max_edge: Option<Metres>,
    components: Components,
}

impl<'a> GraphBuilder<'a> {
    pub(super) fn new(practices: Option<&'a Practices>, points: Vec<Location>) -> Self {
        Self {
            practices,
            points,
            gabriel: false,
            delaunay: false,
            nearest: 0,
            within: None,
            supplied: Vec::new(),
            max_edge: None,
            components: Components::default(),
        }
    }

    /// Gabriel edges: no third practice strictly inside the circle on the pair as diameter (Gabriel and Sokal
    /// 1969, <https://doi.org/10.2307/2412323>). Exact in whole numbers. O(n log n), and the square of the number of
    /// practices at any one point, who are all joined.
    pub fn gabriel(mut self) -> Self {
        self.gabriel = true;
        self
    }

    /// Delaunay edges: a triangulation in which no circumcircle holds a practice. Where four or more practices
    /// are on one empty circle it is one of several, always the same one. O(n log n).
    pub fn delaunay(mut self) -> Self {
        self.delaunay = true;
        self
    }

    /// An edge from every practice to each of its `k` nearest, by exact distance, ties by index (the order of
    /// the codes). O(n log n + n k log k).
    pub fn nearest(mut self, k: usize) -> Self {
        self.nearest = k;
        self
    }

    /// An edge between any two practices at most this far apart. The number of edges may grow as n squared.
    pub fn within(mut self, distance: Metres) -> Self {
        self.within = Some(distance);
        self
    }

    /// These edges, by the codes of the two practices, in any order and either way round. A builder over bare
    /// points knows no codes.
    pub fn supplied(mut self, edges: impl IntoIterator<Item = (OdsCode, OdsCode)>) -> Self {
        self.supplied.extend(edges);
        self
    }

    /// Drops every edge that is longer, of whatever kind; links of [`Components::Bridge`] are not held to it.
    pub fn max_edge(mut self, longest: Metres) -> Self {
        self.max_edge = Some(longest);
        self
    }

    /// What to do when the graph is in pieces; they are kept unless something else is asked for.
    pub fn components(mut self, policy: Components) -> Self {
        self.components = policy;
        self
    }

    /// The graph.
    ///
    /// # Errors
    /// All faults together: a supplied edge with an unknown code (`P010`) or from a practice to itself
    /// (`P011`), and under [`Components::Fail`] a graph in pieces (`P012`).
    pub fn build(self) -> Result<PracticeGraph, Faults> {
        let mut faults = Vec::new();
        let mut pairs = supplied::pairs(&self.supplied, self.practices, &mut faults);
        let mesh = Mesh::new(&self.points);
        if self.gabriel {
            pairs.append(&mut gabriel::pairs(&mesh));
        }
        if self.delaunay {
            pairs.append(&mut delaunay::pairs(&mesh));
        }
        if self.nearest > 0 {
            pairs.append(&mut nearest::pairs(&mesh, self.nearest));
        }
        if let Some(distance) = self.within {
            pairs.append(&mut within::pairs(&mesh, distance));
        }
        if let Some(longest) = self.max_edge {
            let longest = within::squared(longest);
            pairs.retain(|&(i, j)| {
                self.points[i as usize].squared_distance(self.points[j as usize]) <= longest
            });
        }
        if self.components == Components::Bridge {
            pairs.append(&mut components::bridges(&self.points, &mesh, &pairs));
        }
        // The triangulation is the largest thing here; it goes before the graph comes.
        drop(mesh);
        let graph = PracticeGraph::from_pairs(self.points.len(), pairs);
        if self.components == Components::Fail {
            faults.extend(components::fault(&graph, |i| match self.practices {
                Some(table) => table[i].code.to_string(),
                None => format!("point {i}"),
            }));
        }
        Faults::none_or(faults)?;
        Ok(graph)
    }
}
