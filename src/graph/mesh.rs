//! The Delaunay triangulation under the practice graphs that come from where practices are.

use crate::practice::Location;
use spade::handles::FixedVertexHandle;
use spade::{DelaunayTriangulation, Point2, Triangulation};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Two practices by their indices, the lower first.
pub(super) type Pair = (u32, u32);

/// The Delaunay triangulation of the distinct points ("sites"), and the practices at each of them.
///
/// A triangulation wants points that differ, and practices share buildings. All graphs of this room treat the
/// practices of one site alike, so they are worked out on sites and then spread over the practices.
///
/// Coordinates are whole metres below 2^21: exact as `f64`, and the triangulation's predicates are exact too
/// (Shewchuk 1997, <https://doi.org/10.1007/PL00009321>), so that nothing here depends on rounding.
pub(super) struct Mesh {
    /// Sorted by easting, then northing; each once.
    sites: Vec<Location>,
    /// The practices site after site, at each site in the order of their indices.
    practices: Vec<u32>,
    /// Where each site's practices begin in `practices`, and the end.
    first: Vec<usize>,
    triangulation: DelaunayTriangulation<Point2<f64>>,
}

impl Mesh {
    /// Triangulates the points. O(n log n).
    pub(super) fn new(points: &[Location]) -> Self {
        let mut practices: Vec<u32> = (0..points.len() as u32).collect();
        practices.sort_unstable_by_key(|&i| (points[i as usize], i));
        let mut sites = Vec::new();
        let mut first = Vec::new();
        for (at, &practice) in practices.iter().enumerate() {
            let point = points[practice as usize];
            if sites.last() != Some(&point) {
                sites.push(point);
                first.push(at);
            }
        }
        first.push(practices.len());
        let corners = sites
            .iter()
            .map(|p| Point2::new(f64::from(p.easting()), f64::from(p.northing())))
            .collect();
        #[expect(
            clippy::expect_used,
            reason = "a Location is bounded, and nothing else can be wrong"
        )]
        let triangulation = DelaunayTriangulation::bulk_load_stable(corners)
            .expect("a Location is finite and far below the largest coordinate allowed");
        Self {
            sites,
            practices,
            first,
            triangulation,
        }
    }

    /// Where the sites are.
    pub(super) fn sites(&self) -> &[Location] {
        &self.sites
    }

    /// The practices at a site, in the order of their indices.
    pub(super) fn practices_at(&self, site: usize) -> &[u32] {
        &self.practices[self.first[site]..self.first[site + 1]]
    }

    /// The site at exactly this place.
    pub(super) fn site_at(&self, easting: i64, northing: i64) -> Option<usize> {
        self.sites
            .binary_search_by_key(&(easting, northing), |p| {
                (p.easting().into(), p.northing().into())
            })
            .ok()
    }

    /// The edges of the triangulation, each with the sites opposite it: two, one at the rim, none where all
    /// sites are on one line.
    pub(super) fn edges(&self) -> impl Iterator<Item = ([usize; 2], [Option<usize>; 2])> {
        self.triangulation.undirected_edges().map(|edge| {
            let side = edge.as_directed();
            let opposite = [side, side.rev()].map(|s| s.opposite_vertex().map(|v| v.index()));
            (edge.vertices().map(|v| v.index()), opposite)
        })
    }

    /// The triangles by their corners.
    pub(super) fn triangles(&self) -> impl Iterator<Item = [usize; 3]> {
        self.triangulation
            .inner_faces()
            .map(|face| face.vertices().map(|v| v.index()))
    }

    /// Joins all practices of one site with each other, for every site.
    pub(super) fn join_within_sites(&self, pairs: &mut Vec<Pair>) {
        for site in 0..self.sites.len() {
            let here = self.practices_at(site);
            for (k, &i) in here.iter().enumerate() {
                pairs.extend(here[k + 1..].iter().map(|&j| (i, j)));
            }
        }
    }

    /// Joins every practice of one site with every practice of another.
    pub(super) fn join_sites(&self, a: usize, b: usize, pairs: &mut Vec<Pair>) {
        for &i in self.practices_at(a) {
            pairs.extend(self.practices_at(b).iter().map(|&j| (i.min(j), i.max(j))));
        }
    }
}

/// Walks from a site to the others in the order of their distance, nearest first.
///
/// Every other site has a neighbour in the triangulation that is strictly nearer to the start: the start lies
/// outside the site's Voronoi cell, so beyond one of the cell's sides, and the site across that side is a
/// Delaunay neighbour to which the start is nearer (why greedy routing works on Delaunay triangulations: Bose
/// and Morin 2004, Online routing in triangulations). So when a site's turn comes, a neighbour of it has been
/// visited and it is on the frontier: the order is exact, and a walk costs what it visits, not what there is.
pub(super) struct Walk<'a> {
    mesh: &'a Mesh,
    /// The number of the last walk that reached each site, so that nothing need be cleared between walks.
    reached: Vec<u32>,
    number: u32,
    frontier: BinaryHeap<Reverse<(u64, u32)>>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(mesh: &'a Mesh) -> Self {
        Self {
            mesh,
            reached: vec![0; mesh.sites.len()],
            number: 0,
            frontier: BinaryHeap::new(),
        }
    }

    /// Shows `visit` the squared distance and the site, from `start` itself outwards, until it says `false`.
    pub(super) fn outward(&mut self, start: usize, mut visit: impl FnMut(u64, usize) -> bool) {
        self.number += 1;
        self.frontier.clear();
        self.reached[start] = self.number;
        self.frontier.push(Reverse((0, start as u32)));
        while let Some(Reverse((squared, site))) = self.frontier.pop() {
            if !visit(squared, site as usize) {
                return;
            }
            let here = self
                .mesh
                .triangulation
                .vertex(FixedVertexHandle::from_index(site as usize));
            for edge in here.out_edges() {
                let next = edge.to().index();
                if self.reached[next] != self.number {
                    self.reached[next] = self.number;
                    let squared = self.mesh.sites[start].squared_distance(self.mesh.sites[next]);
                    self.frontier.push(Reverse((squared, next as u32)));
                }
            }
        }
    }
}
