//! One Markov chain.

use super::bands::Bands;
use super::graph::Graph;
use super::proposal::Proposal;
use super::state::State;
use super::variant::Variant;
use crate::engine::instance::Instance;
use crate::engine::random::Stream;
use crate::engine::start_plan::{StartFaults, start_partition};
use serde::{Deserialize, Serialize};

/// Proposals after which a step of recombination is given up and the plan stays as it is: a chain that cannot move still ends.
const PATIENCE: u32 = 10_000;

/// How far a chain has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Steps made.
    pub steps: u64,
    /// Pairs of groups drawn, each with a tree where they are neighbours.
    pub proposals: u64,
    /// Plans accepted.
    pub accepted: u64,
}

/// A Markov chain on the plans that keep every rule of an instance, with the number of groups of the one that it begins with.
///
/// ```
/// use locality::engine::Solver;
/// use locality::ensemble::{Chain, Variant};
/// use locality::objective::Objective;
/// use locality::problem::Problem;
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// let task = Objective::hub_travel().compile(&problem)?;
/// let start = Solver::new(task.instance()).solve()?;
/// let groups: Vec<Vec<u32>> = start.groups.into_iter().map(|group| group.units).collect();
/// let mut chain = Chain::new(task.instance(), Variant::Recom, &groups, 7)?;
/// for _ in 0..100 {
///     chain.step();
/// }
/// assert_eq!(chain.counts().steps, 100);
/// assert!(chain.cost() >= start.cost / 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Chain<'a> {
    instance: &'a Instance,
    variant: Variant,
    graph: Graph,
    bands: Bands,
    most_cuts: u64,
    random: Stream,
    state: State,
    counts: Counts,
    proposal: Proposal,
}

/// Why a chain cannot begin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChainFault {
    /// The plan to begin with is none.
    #[error("the plan to begin with is no plan: {0}")]
    Start(#[from] StartFaults),
    /// The plan to begin with has a group outside its bands, or one that no site serves.
    #[error(
        "the plan to begin with lies outside its bands by {violation} in all; let the engine mend it first"
    )]
    Outside {
        /// By how much.
        violation: i64,
    },
}

impl<'a> Chain<'a> {
    /// A chain that begins with this plan: every unit in one group, each connected, inside its bands and served by a site. O(edges + stars).
    ///
    /// # Errors
    /// [`ChainFault`] for a plan that is none, or outside its bands.
    pub fn new(
        instance: &'a Instance,
        variant: Variant,
        groups: &[Vec<u32>],
        seed: u64,
    ) -> Result<Self, ChainFault> {
        Self::on(instance, variant, groups, Stream::new(seed, &[]))
    }

    /// The same with a stream of random numbers.
    pub(super) fn on(
        instance: &'a Instance,
        variant: Variant,
        groups: &[Vec<u32>],
        random: Stream,
    ) -> Result<Self, ChainFault> {
        let partition = start_partition(instance, groups)?;
        if partition.violation() > 0 {
            return Err(ChainFault::Outside {
                violation: partition.violation(),
            });
        }
        let (graph, bands) = (Graph::new(instance), Bands::of(instance));
        Ok(Self {
            instance,
            variant,
            most_cuts: bands.most_cuts(),
            state: State::of(&partition, &bands.first.values),
            random,
            counts: Counts::default(),
            proposal: Proposal::new(&graph),
            graph,
            bands,
        })
    }

    /// One step; whether the plan is another draw. Recombination proposes until a plan is accepted (see [`Variant`]), the reversible
    /// chain proposes once. O(units of two groups × a small factor) a proposal.
    pub fn step(&mut self) -> bool {
        self.counts.steps += 1;
        let accepted = match self.variant {
            Variant::Recom => (0..PATIENCE).any(|_| self.recombine()),
            Variant::Reversible => self.recombine_reversibly(),
        };
        self.counts.accepted += u64::from(accepted);
        accepted
    }

    /// The plan: the units of each group, in no order. Two groups change in a step.
    #[must_use]
    pub fn groups(&self) -> &[Vec<u32>] {
        self.state.groups()
    }

    /// What the plan costs. O(the groups that changed since it was asked last).
    pub fn cost(&mut self) -> i64 {
        self.state.cost(self.instance)
    }

    /// How far the chain has come.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Where the chain stands, to come back to.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Goes on from where this chain stood before, with fresh random numbers: what a short burst does when it ends. Counts go on too.
    /// The state must be one of this chain. No memory is taken.
    pub fn return_to(&mut self, state: &State) {
        self.state.clone_from(state);
    }

    fn recombine(&mut self) -> bool {
        self.counts.proposals += 1;
        let Some((one, other)) = self.edge_between() else {
            return false;
        };
        if !self.draw(one, other) {
            return false;
        }
        let cuts = self.proposal.cuts();
        let cut = cuts[self.random.index(cuts.len())];
        self.take(one, other, cut)
    }

    /// Of any two groups, any tree and any of its cuts, this plan is taken with probability 1 / (most cuts × edges between its new groups):
    /// every way from a plan to another and the way back then differ only by what the numbers of trees of the four groups say.
    fn recombine_reversibly(&mut self) -> bool {
        self.counts.proposals += 1;
        let groups = self.groups().len();
        if groups < 2 {
            return false;
        }
        let one = self.random.index(groups);
        let other = (one + 1 + self.random.index(groups - 1)) % groups;
        if !self.are_neighbours(one, other) || !self.draw(one, other) {
            return false;
        }
        let cuts = self.proposal.cuts();
        debug_assert!(cuts.len() as u64 <= self.most_cuts, "a tree has too many cuts");
        // One number for all cuts: those there are, and nothing where it is beyond them.
        let drawn = self.random.below(self.most_cuts);
        let Some(&cut) = cuts.get(drawn as usize) else {
            return false;
        };
        let seam = self.proposal.seam(cut);
        if self.random.below(seam) > 0 {
            return false;
        }
        self.take(one, other, cut)
    }

    /// Two groups by an edge between them, each such edge as likely as any other; none where none was met for long.
    fn edge_between(&mut self) -> Option<(usize, usize)> {
        let edges = self.graph.edges();
        if edges.is_empty() || self.state.groups().len() < 2 {
            return None;
        }
        for _ in 0..64 + edges.len() {
            let (a, b) = edges[self.random.index(edges.len())];
            let (one, other) = (self.state.group_of(a), self.state.group_of(b));
            if one != other {
                return Some((one, other));
            }
        }
        None
    }

    fn are_neighbours(&self, one: usize, other: usize) -> bool {
        let units = self.state.groups()[one].iter();
        let mut near = units.flat_map(|&unit| self.graph.near(unit));
        near.any(|&unit| self.state.group_of(unit) == other)
    }

    /// Draws a tree of two neighbouring groups and lists its cuts; whether there is one.
    fn draw(&mut self, one: usize, other: usize) -> bool {
        let (graph, bands, state) = (&self.graph, &self.bands, &self.state);
        self.proposal
            .draw(graph, bands, state, [one, other], &mut self.random)
    }

    /// Puts the parts of a cut in the place of two groups, unless no site serves one of them.
    fn take(&mut self, one: usize, other: usize, cut: u32) -> bool {
        let [below, rest] = self.proposal.part(cut);
        if self.bands.sites {
            let unserved = |part: &Vec<u32>| self.instance.value(part).violation > 0;
            if unserved(below) || unserved(rest) {
                return false;
            }
        }
        let values = &self.bands.first.values;
        self.state.replace([one, other], [below, rest], values);
        true
    }
}
