//! The problem: practices, who is next to whom, what travel costs, and the rules that a plan must keep.
//!
//! Rules are data ([`Rules`], to be stored as TOML or JSON): each is a file here, says what it means in words
//! ([`Rule::wording`]) and where it comes from. [`Problem::builder`] checks them, alone and against each other, all faults at once. A problem whole is
//! data too ([`ProblemFile`], JSON), and is read through the same checks.

mod apart;
mod band;
mod builder;
mod contiguity;
mod contradictions;
mod counts;
#[cfg_attr(not(test), deny(clippy::indexing_slicing))]
mod file;
mod fixed;
mod frozen;
mod greatest_travel;
mod hub_choice;
mod hub_sites;
mod limit;
mod measure;
mod networks;
mod never_across;
mod none_enclosed;
mod opted_out;
mod resolved;
mod rule;
#[cfg_attr(not(test), deny(clippy::indexing_slicing))]
mod rules;
mod together;
mod waiver;

pub use apart::Apart;
pub use band::Band;
pub use builder::ProblemBuilder;
pub use contiguity::{Contiguity, Mesh};
pub use counts::Counts;
pub use file::{PROBLEM_FORMAT, ProblemFile};
pub use fixed::Fixed;
pub use frozen::Frozen;
pub use greatest_travel::GreatestTravel;
pub use hub_choice::HubChoice;
pub use hub_sites::HubSites;
pub use limit::Limit;
pub use measure::Measure;
pub use networks::Networks;
pub use never_across::NeverAcross;
pub use none_enclosed::NoneEnclosed;
pub use opted_out::OptedOut;
pub(crate) use resolved::Resolved;
pub use rule::Rule;
pub use rules::{RULES_FORMAT, Rules};
pub use together::Together;
pub use waiver::{Ground, Holder, Waiver};

use crate::fault::Faults;
use crate::graph::PracticeGraph;
use crate::practice::{AreaLevel, OdsCode, Practices};
use crate::travel::Travel;
use crate::units::Patients;
use serde::{Deserialize, Serialize};
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
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "ProblemFile", into = "ProblemFile")]
pub struct Problem {
    practices: Practices,
    graph: PracticeGraph,
    travel: Travel,
    rules: Rules,
    supplied: Vec<Measure>,
    resolved: Resolved,
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
        self.rules.band
    }

    /// How many networks there may be, practices that stand alone and frozen networks not counted.
    #[must_use]
    pub fn networks(&self) -> RangeInclusive<u32> {
        let patients = self.patients();
        let range = |patients| self.rules.networks.range(patients, self.band());
        if self.rules.networks != Networks::Any {
            return range(patients);
        }
        // A waiver lets as many patients more, or fewer, make the same number of networks.
        let waived = self.resolved.waived.iter();
        let (below, above) = waived.fold((0_u64, 0_u64), |(b, a), &(_, below, above)| {
            (b.saturating_add(below), a.saturating_add(above))
        });
        let fewest = range(Patients(patients.0.saturating_sub(above)));
        *fewest.start()..=*range(Patients(patients.0.saturating_add(below))).end()
    }

    /// The level of area whose borders no network may cross, where there is one.
    #[must_use]
    pub fn never_across(&self) -> Option<AreaLevel> {
        self.rules.never_across.as_ref().map(|rule| rule.level)
    }

    /// All rules, as they were given.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The measures that were supplied.
    #[must_use]
    pub fn supplied(&self) -> &[Measure] {
        &self.supplied
    }

    /// The edges of the practice graph whose ways are [detours](crate::travel::Travel::detours): neighbours on the map with water or
    /// hills between them. A [contiguity](Contiguity) rule can cut them. O(edges).
    #[must_use]
    pub fn edges_of_detours(&self) -> Vec<crate::travel::Detour> {
        let edges = self.graph.edges();
        edges.filter_map(|(i, j)| self.travel.detour(i, j)).collect()
    }

    /// The rules in indices, for the engine's sake.
    pub(crate) fn resolved(&self) -> &Resolved {
        &self.resolved
    }

    /// The indices of the practices above the band, each a network of its own.
    #[must_use]
    pub fn standing_alone(&self) -> &[usize] {
        &self.resolved.alone
    }

    /// The indices of the practices that are to be grouped, ascending, those that opted out included.
    #[must_use]
    pub fn grouped(&self) -> &[usize] {
        &self.resolved.grouped
    }

    /// The indices of the practices that opted out, ascending: a network covers each, and counts it in nothing.
    #[must_use]
    pub fn opted_out(&self) -> &[usize] {
        &self.resolved.opted_out
    }

    /// The registered patients of a practice as the band counts them: its list, or nothing where it opted out.
    ///
    /// # Panics
    /// Where `i` is not an index of the table, as a slice does.
    #[must_use]
    pub fn counted(&self, i: usize) -> Patients {
        match self.resolved.has_opted_out(i) {
            true => Patients::ZERO,
            false => self.practices[i].list_size,
        }
    }

    /// The patients of the practices that are to be grouped, as the band counts them.
    #[must_use]
    pub fn patients(&self) -> Patients {
        self.resolved.grouped.iter().map(|&i| self.counted(i)).sum()
    }

    /// Whether two practices may be neighbours as far as borders of areas go: both in one area, or one of them may cross.
    #[must_use]
    pub fn same_area(&self, i: usize, j: usize) -> bool {
        let code = |i: usize, level| self.practices[i].area(level).map(|area| area.code);
        let crosses = |i: usize| self.resolved.crossable.binary_search(&i).is_ok();
        self.never_across()
            .is_none_or(|level| code(i, level) == code(j, level) || crosses(i) || crosses(j))
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
            let mut rules = self.rules.among(&practices);
            // The graph has been built along the rule; what it names is named again without harm.
            if let Some(rule) = &mut rules.contiguity {
                rule.mesh = Mesh::Given;
            }
            let mut builder = Self::builder(practices.clone())
                .graph(self.graph.induced(&keep))
                .travel(self.travel.among(&keep))
                .rules(rules);
            for measure in &self.supplied {
                builder = builder.supply(measure.among(&practices));
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
