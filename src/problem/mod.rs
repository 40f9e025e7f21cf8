//! The problem: practices, who is next to whom, what travel costs, and the rules that a plan must keep.

mod band;
mod builder;
mod networks;

pub use band::Band;
pub use builder::ProblemBuilder;
pub use networks::Networks;

use crate::fault::Faults;
use crate::graph::PracticeGraph;
use crate::practice::{AreaLevel, OdsCode, Practices};
use crate::travel::Travel;
use crate::units::Patients;
use std::ops::RangeInclusive;

/// A checked problem. Immutable; made by [`Problem::builder`].
///
/// A practice whose list is above the band forms a network alone and is set aside: no grouping of whole practices can
/// hold it inside the band. It keeps no edge in the practice graph.
///
/// ```
/// use locality::problem::Problem;
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// assert!(problem.standing_alone().is_empty());
/// assert_eq!(problem.networks(), 14..=14);
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[derive(Clone, Debug)]
pub struct Problem {
    practices: Practices,
    graph: PracticeGraph,
    travel: Travel,
    band: Band,
    wanted: Networks,
    never_across: Option<AreaLevel>,
    alone: Vec<usize>,
    grouped: Vec<usize>,
}

impl Problem {
    /// Begins a problem for these practices.
    pub fn builder(practices: Practices) -> ProblemBuilder {
        ProblemBuilder::new(practices)
    }

    /// The practices.
    #[must_use]
    pub fn practices(&self) -> &Practices {
        &self.practices
    }

    /// Who is next to whom; a network must hang together in it.
    #[must_use]
    pub fn graph(&self) -> &PracticeGraph {
        &self.graph
    }

    /// What travel costs.
    #[must_use]
    pub fn travel(&self) -> &Travel {
        &self.travel
    }

    /// How many patients a network cares for.
    #[must_use]
    pub fn band(&self) -> Band {
        self.band
    }

    /// How many networks there may be, practices that stand alone not counted.
    #[must_use]
    pub fn networks(&self) -> RangeInclusive<u32> {
        self.wanted.range(self.patients(), self.band)
    }

    /// The level of area whose borders no network may cross, where there is one.
    #[must_use]
    pub fn never_across(&self) -> Option<AreaLevel> {
        self.never_across
    }

    /// The indices of the practices above the band, each a network of its own.
    #[must_use]
    pub fn standing_alone(&self) -> &[usize] {
        &self.alone
    }

    /// The indices of the practices that are to be grouped, ascending.
    #[must_use]
    pub fn grouped(&self) -> &[usize] {
        &self.grouped
    }

    /// The patients of the practices that are to be grouped.
    #[must_use]
    pub fn patients(&self) -> Patients {
        self.grouped.iter().map(|&i| self.practices[i].list_size).sum()
    }

    /// Whether a network may hold both practices as far as borders of areas go.
    #[must_use]
    pub fn same_area(&self, i: usize, j: usize) -> bool {
        let code = |i: usize, level| self.practices[i].area(level).map(|area| area.code);
        self.never_across
            .is_none_or(|level| code(i, level) == code(j, level))
    }

    /// One problem for each area of this level, to be solved apart: its practices, the graph and travel among them, the
    /// same rules. With [`Networks::Auto`] each area has its own number of networks. Areas come by code.
    ///
    /// # Errors
    /// A practice that is in no area of the level (`P034`), and the faults of each area's problem, such as a number of
    /// networks that it cannot have.
    pub fn separately(&self, level: AreaLevel) -> Result<Vec<(OdsCode, Self)>, Faults> {
        let mut faults = builder::without_area(&self.practices, level);
        let mut problems = Vec::new();
        for (area, _) in self.practices.areas(level) {
            let inside = |i: &usize| {
                self.practices[*i]
                    .area(level)
                    .is_some_and(|a| a.code == area.code)
            };
            let keep: Vec<usize> = (0..self.practices.len()).filter(inside).collect();
            let Some(practices) = self
                .practices
                .filter(|p| p.area(level).is_some_and(|a| a.code == area.code))
            else {
                continue;
            };
            let mut builder = Self::builder(practices)
                .graph(self.graph.induced(&keep))
                .travel(self.travel.among(&keep))
                .band(self.band)
                .networks(self.wanted);
            if let Some(border) = self.never_across {
                builder = builder.never_across(border);
            }
            match builder.build() {
                Ok(problem) => problems.push((area.code, problem)),
                Err(found) => faults.extend(found.into_vec()),
            }
        }
        Faults::none_or(faults)?;
        Ok(problems)
    }
}
