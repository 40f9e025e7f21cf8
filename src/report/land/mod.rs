//! What a map of networks is drawn on: pieces of land that go with the practices.
//!
//! Nothing given, each practice has the land that is nearer to it than to any other (its cell of the Voronoi diagram), up to a reach. Within an
//! outline, such as a coast, cells fill it. With small areas, an area goes with the network that most of its patients belong to. Networks are what
//! their pieces make together, so that they never overlap, and neighbours share their border.

mod cells;
mod clip;
mod dissolve;
mod given;

use crate::fault::{Fault, FaultCode, Faults};
use crate::nhs::Boundaries;
use crate::practice::{Flows, Location};
use crate::problem::Problem;
use dissolve::Edges;
use std::collections::BTreeSet;

/// A closed line: the last point is the first. What it encloses lies on its left.
pub type Ring = Vec<Location>;

/// An area in one piece: the line around it, counter-clockwise, then the lines around its holes, clockwise.
pub type Polygon = Vec<Ring>;

/// The outlines of networks and which of them touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlines {
    /// The area of each network, in as many pieces as the picture shows, largest first.
    pub areas: Vec<Vec<Polygon>>,
    /// Networks whose areas touch or whose practices are neighbours, the lower index first, each pair once.
    pub beside: BTreeSet<(usize, usize)>,
}

/// Pieces of land and whose they are.
///
/// ```
/// use locality::problem::Problem;
/// use locality::report::land::Land;
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// let everybody: Vec<usize> = (0..problem.practices().len()).collect();
/// let drawn = Land::of(&problem).outlines(&problem, &[everybody]);
/// assert!(!drawn.areas[0].is_empty());
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Land {
    pub(super) corners: Vec<Location>,
    pub(super) tiles: Vec<Tile>,
    pub(super) outline: Vec<Polygon>,
    /// Whether tiles are small areas; if not, tile i is the cell of practice i.
    pub(super) small_areas: bool,
}

/// A piece of land.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tile {
    /// The lines around it and around its holes, by the numbers of their corners, the tile on the left; not closed.
    pub rings: Vec<Vec<u32>>,
    /// Practices and how many of their patients live there; of a cell, its own practice.
    pub patients: Vec<(usize, u64)>,
}

impl Land {
    /// The cells of the practices. O(n log n).
    #[must_use]
    pub fn of(problem: &Problem) -> Self {
        let (corners, tiles) = cells::cells(problem, cells::REACH);
        Self {
            corners,
            tiles,
            outline: Vec::new(),
            small_areas: false,
        }
    }

    /// The cells of the practices inside an outline, such as the boundary of an ICB clipped to the coast: those areas of the file that hold a
    /// practice, together. O(practices × points of the outline).
    ///
    /// # Errors
    /// `O004` where no practice lies in any of them.
    pub fn within(problem: &Problem, outline: &Boundaries) -> Result<Self, Faults> {
        let (corners, tiles) = cells::cells(problem, cells::WHOLE);
        Ok(Self {
            corners,
            tiles,
            outline: given::outline(problem, outline)?,
            small_areas: false,
        })
    }

    /// Small areas in place of cells. Each goes with the network that more of its registered patients belong to than to any other. Areas with few
    /// patients of these practices, for which others will care, are left out: those with less than a tenth of what the area of the median
    /// patient has. O(points log points).
    ///
    /// # Errors
    /// `O004` where no area of the file has one of the codes that `flows` has.
    pub fn small_areas(mut self, areas: &Boundaries, flows: &Flows) -> Result<Self, Faults> {
        (self.corners, self.tiles) = given::small_areas(areas, flows)?;
        self.small_areas = true;
        Ok(self)
    }

    /// What the areas of a map are, in a sentence for people.
    #[must_use]
    pub fn note(&self) -> &'static str {
        match (self.small_areas, self.outline.is_empty()) {
            (true, _) => {
                "It is made of the small areas in which it has more registered patients than any other network of the plan has; areas of which too little is known have no colour."
            }
            (false, true) => {
                "It is drawn around the places of its practices, and is not the area in which their patients live."
            }
            (false, false) => {
                "It is the land that is nearest to its practices, and not the area in which their patients live."
            }
        }
    }

    /// The outlines of these networks, each given by the indices of its practices. A practice that is in two counts for the first.
    /// O(corners × log, and the points of the outline for each network).
    #[must_use]
    pub fn outlines(&self, problem: &Problem, networks: &[Vec<usize>]) -> Outlines {
        let mut drawn = self.whole(problem, networks);
        if !self.outline.is_empty() {
            drawn.areas = drawn
                .areas
                .iter()
                .map(|area| clip::clipped(area, &self.outline))
                .collect();
        }
        drawn
    }

    /// As [`outlines`](Self::outlines), beyond the outline too.
    fn whole(&self, problem: &Problem, networks: &[Vec<usize>]) -> Outlines {
        let mut network_of = vec![None; problem.practices().len()];
        for (network, members) in networks.iter().enumerate() {
            for &i in members {
                network_of[i] = network_of[i].or(Some(network));
            }
        }
        let owners: Vec<Option<usize>> = self.tiles.iter().map(|tile| tile.owner(&network_of)).collect();
        let edges = Edges::of(&self.tiles);
        let mut beside = edges.touching(&owners);
        for (i, j) in problem.graph().edges() {
            if let (Some(a), Some(b)) = (network_of[i], network_of[j])
                && a != b
            {
                beside.insert((a.min(b), a.max(b)));
            }
        }
        Outlines {
            areas: edges.dissolved(&self.corners, &owners, networks.len()),
            beside,
        }
    }
}

impl Tile {
    /// The network that most of its patients belong to; the first of several. Nobody's where most belong to none.
    fn owner(&self, network_of: &[Option<usize>]) -> Option<usize> {
        let mut sums = std::collections::BTreeMap::new();
        for &(i, patients) in &self.patients {
            let network = network_of.get(i).copied().flatten();
            *sums.entry(network.map_or((1, 0), |k| (0, k))).or_insert(0) += patients;
        }
        let most = sums.values().copied().max()?;
        let first = sums.into_iter().find(|&(_, patients)| patients == most);
        first.and_then(|((nobody, k), _)| (nobody == 0).then_some(k))
    }
}

/// That boundaries are of other practices.
fn misfit(boundaries: &Boundaries, what: String) -> Faults {
    Fault::new(FaultCode::BoundariesMisfit, what)
        .file(boundaries.name().to_owned())
        .into()
}

/// Twice the area that a ring encloses, in square metres: positive where it runs counter-clockwise.
fn doubled_area(ring: &[Location]) -> i64 {
    let cross = |pair: &[Location]| match pair {
        [a, b] => {
            i64::from(a.easting()) * i64::from(b.northing())
                - i64::from(b.easting()) * i64::from(a.northing())
        }
        _ => 0,
    };
    ring.windows(2).map(cross).sum()
}
