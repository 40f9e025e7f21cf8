//! Ways to make a plan, all with the same door, so that they can be compared.
//!
//! Two kinds stand side by side. The first keeps every rule or says that it found no plan. The second is what others use: each does
//! what its paper says, knows some of the rules only, and is judged by all of them ([`Grouping`]).
//!
//! | strategy | contiguity | least of the band | most of the band | number of groups | knows the cost |
//! | --- | --- | --- | --- | --- | --- |
//! | [`Columns`], [`HeatBath`], [`CompactModel`] | yes | yes | yes | yes | yes |
//! | [`Today`] | - | - | - | - | - |
//! | [`NearestHub`] | - | - | - | yes | yes |
//! | [`GreedyGrowth`] | yes | tries | tries | yes | yes |
//! | [`RandomWalk`] | yes | tries | tries | yes | yes |
//! | [`MaxP`] | yes | yes | - | - | points |
//! | [`AzpTabu`] | yes | priced | priced | yes | yes |
//! | [`Skater`] | yes | yes | - | at most | points |
//! | [`Ward`] | yes | - | - | yes | points |
//! | [`BalancedKMeans`] | - | tries | tries | yes | points |
//! | [`ShortBursts`] | yes | yes | yes | yes | yes |
//! | [`Leiden`] | - | - | - | near | shared patients |
//! | [`Louvain`] | yes | - | - | near | shared patients |
//!
//! A strategy that does without costs is given what it goes by: where units are ([`points`](MaxP::new)), or what
//! they share ([`Leiden::new`]). In a graph of several components every component has groups of its own, so that there may be more than asked
//! for. Of the rounds of one run, each a fresh start where not said otherwise, the grouping is kept that breaks least, then costs least; this is our
//! choice, so that all are compared alike, and no part of any of the papers.

mod attempts;
mod azp;
mod columns;
mod communities;
mod compact;
mod components;
mod greedy;
mod heat_bath;
mod k_means;
mod leiden;
mod louvain;
mod max_p;
mod nearest_hub;
mod points;
mod random_walk;
mod regions;
mod seeds;
mod short_bursts;
mod skater;
mod today;
mod ward;
mod weights;

pub use azp::AzpTabu;
pub use columns::Columns;
pub use compact::CompactModel;
pub use greedy::GreedyGrowth;
pub use heat_bath::HeatBath;
pub use k_means::BalancedKMeans;
pub use leiden::Leiden;
pub use louvain::Louvain;
pub use max_p::MaxP;
pub use nearest_hub::NearestHub;
pub use random_walk::RandomWalk;
pub use short_bursts::ShortBursts;
pub use skater::Skater;
pub use today::Today;
pub use ward::Ward;

use crate::engine::Run;
use crate::engine::instance::Instance;
use crate::engine::solution::{Grouping, Solution, SolveError};

/// A way to make a plan for an [`Instance`].
pub trait Strategy: Sync {
    /// Its name in tables, such as `heat-bath`.
    fn name(&self) -> &'static str;

    /// What it does and what it does not guarantee, in a sentence or two.
    fn about(&self) -> &'static str;

    /// Makes groups, whether or not they keep every rule: what comparisons judge. The same instance, seed and rounds give the same
    /// groups at any number of threads.
    ///
    /// # Errors
    /// [`SolveError`]: proven that there is no plan, or the strategy cannot state the instance.
    fn group(&self, instance: &Instance, run: &Run<'_>) -> Result<Grouping, SolveError>;

    /// Makes a plan that keeps every rule.
    ///
    /// # Errors
    /// [`SolveError`]: proven that there is none, or none found within the limits (the nearest is in it).
    fn solve(&self, instance: &Instance, run: &Run<'_>) -> Result<Solution, SolveError> {
        self.group(instance, run)?.into_solution()
    }
}
