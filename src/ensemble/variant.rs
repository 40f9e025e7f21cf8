//! The two Markov chains.

use serde::{Deserialize, Serialize};

/// Which Markov chain is walked. Both put two neighbouring groups together, draw a spanning tree of them, every tree as likely as any
/// other, and cut it where both parts lie in the band.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Variant {
    /// Recombination: a pair by a random edge between two groups, any cut, always accepted; tried again from the pair on until there is a cut
    /// (after 10,000 tries the plan stays as it is).
    /// A step is a new plan. Mixes fast; its stationary distribution is not known in closed form, but favours compact groups.
    ///
    /// D. DeFord, M. Duchin and J. Solomon, Recombination: a family of Markov chains for redistricting, Harvard Data Science Review
    /// 3 (2021), <https://doi.org/10.1162/99608f92.eb30390f>.
    #[default]
    Recom,
    /// Reversible recombination: any two groups, and a plan is accepted so that in the long run it stands as often as the product of its
    /// groups' numbers of spanning trees says. A step is a proposal, most of which are refused.
    ///
    /// S. Cannon, M. Duchin, D. Randall and P. Rule, Spanning tree methods for sampling graph partitions (2022),
    /// <https://doi.org/10.48550/arXiv.2210.01401>.
    Reversible,
}
