//! Why no plan can cost less: prices that anyone can count again.

use crate::engine::instance::GroupsFile;
use serde::{Deserialize, Serialize};

/// A proof that no plan costs less than a number. [`verify_bound`](super::verify_bound) works the number out anew.
///
/// **The root.** Let every unit have a price and every group a price, and let each cut charge a group by how much of the cut's units
/// it holds. Groups that pay for themselves, `paid(S, h) >= 0`, cannot make a plan cheaper than the sum of the prices:
///
/// ```text
/// paid(S, h) = scale × cost(S, h) - sum of unit prices in S - group price + sum over cuts of price × steps(S)
/// steps(S)   = floor(sum of the cut's weights in S / of)
/// scale × cost(plan) >= sum of unit prices + group price × groups - sum over cuts of price × steps(all its units)
///                       + sum over units u of min(0, least paid(S, h), h a site at u)
///                       + most groups × min(0, least paid(S, h), h any other site)
/// ```
///
/// `S` goes over the groups that are allowed: connected, inside every band, served by `h`, and holding the unit that `h` is.
/// `groups` is the least number of groups when the group price is above nought and the most when below; there are no more groups
/// than units. Only one group holds a unit, so that what is paid too little at its sites counts once; what is paid too little at sites
/// that are no unit counts for each group that there may be. Where there are no sites, every group counts there, with no star costs.
///
/// **The tree.** With a known plan that costs `below`, a group whose `paid` at the root is so large that the root's number
/// with it comes to `below` or more is in no cheaper plan:
///
/// ```text
/// root's number + paid(S, h) - min(0, least paid at the unit of h, or at all sites that are none) > scale × (below - 1)
/// ```
///
/// where `h` is the hub of S. The remaining groups are few. Filters, each with prices of its own, leave out more of them by the same
/// rule: a filter's number is made as the root's, over the groups that remain, each with its hub alone.
///
/// Decisions divide all plans into leaves: each leaf is a list of answers, and all leaves that gave the same answers so far answer the
/// same question next, some of them yes and some no. A leaf's prices make a number over the remaining groups that keep its decisions,
/// with the numbers of groups that these allow. A site that must be open has exactly one group where it is a unit, and one or
/// more elsewhere, so that there the least `paid` counts also when it is above nought. Where it is a unit no group with another hub
/// holds that unit.
///
/// No plan that costs less than `below` costs less than any filter proves, or than the leaf proves that it belongs to.
///
/// **The counts.** The same again for plans of so many groups, with prices and a tree of their own: the least and the most number of groups
/// are then theirs. No plan costs less than the least that is proven of any number of groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// Prices are written in units of 1 / `scale` of a unit of cost; at least 1.
    pub scale: i64,
    /// The prices that hold for every plan.
    pub root: Prices,
    /// Above the root: what is proven of plans that cost less than a known one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tree: Option<Tree>,
    /// Where the number of groups is free: proofs of their own for fewer groups and for more, ascending, from the least number that there
    /// may be to the most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<Counted>,
}

/// What is proven of the plans with certain numbers of groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// The numbers of groups; they begin where those before end.
    pub groups: GroupsFile,
    /// The prices that hold for these plans.
    pub root: Prices,
    /// Above the root, as that of a [`Certificate`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tree: Option<Tree>,
}

/// The proof that no plan, or none cheaper than a number, costs less than `below`.
///
/// First the root, then each of the filters in turn leaves out groups that are in no plan cheaper than `below`. The leaves speak of
/// what is left in the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Tree {
    /// The leaves speak of plans that cost less; usually the cost of a known plan.
    pub below: i64,
    /// Prices that leave out more groups, one after the other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<Prices>,
    /// The leaves; together their decisions leave no plan out.
    pub leaves: Vec<Leaf>,
}

/// Some of the plans, and prices that hold for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// What its plans have in common, in the order in which it was decided.
    pub decisions: Vec<Decision>,
    /// The prices.
    pub prices: Prices,
}

/// A way to divide all plans in two. `yes` tells which half.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Decision {
    /// These two units are in the same group, or are not.
    Together {
        /// The lower unit.
        a: u32,
        /// The higher unit.
        b: u32,
        /// Which half.
        yes: bool,
    },
    /// Some group has its hub at this site, or none has. A group's hub is the cheapest site open to it, the first of equals
    /// ([`Instance::value`](crate::engine::instance::Instance::value)).
    Open {
        /// The site.
        site: u32,
        /// Which half.
        yes: bool,
    },
    /// There are so many groups or more, or fewer.
    AtLeast {
        /// So many groups.
        groups: u32,
        /// Which half.
        yes: bool,
    },
}

impl Decision {
    /// The same question with the other answer.
    #[must_use]
    pub fn other(mut self) -> Self {
        match &mut self {
            Self::Together { yes, .. } | Self::Open { yes, .. } | Self::AtLeast { yes, .. } => *yes = !*yes,
        }
        self
    }
}

/// What units, groups and cuts are worth; whole numbers of 1 / `scale`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Prices {
    /// The price of each unit.
    pub units: Vec<i64>,
    /// The price of a group.
    pub group: i64,
    /// The cuts whose price is above nought.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cuts: Vec<PricedCut>,
}

/// A cut that holds for every plan, by rounding down (Chvátal 1973; over rows of a set partition: subset-row cuts, Jepsen,
/// Petersen, Spoorendonk and Pisinger 2008): the steps of all groups together are at most those of all its units. With sizes as weights it
/// says how many groups can hold more than so much of a town; with the step less the size, how many must share it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// Its units, ascending, each with its weight, above nought and below `of`.
    pub weights: Vec<(u32, u32)>,
    /// So much weight is a step; at least 2.
    pub of: u32,
}

/// A cut with its price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PricedCut {
    /// The cut.
    pub cut: Cut,
    /// What a step costs; above nought.
    pub price: i64,
}

impl Cut {
    /// The most steps of all groups together.
    #[must_use]
    pub fn most(&self) -> i64 {
        let sum: u64 = self.weights.iter().map(|&(_, weight)| u64::from(weight)).sum();
        (sum / u64::from(self.of.max(1))) as i64
    }

    /// The steps of a group, whose units must be ascending.
    #[must_use]
    pub fn steps(&self, group: &[u32]) -> i64 {
        let inside = self
            .weights
            .iter()
            .filter(|(unit, _)| group.binary_search(unit).is_ok());
        let sum: u64 = inside.map(|&(_, weight)| u64::from(weight)).sum();
        (sum / u64::from(self.of.max(1))) as i64
    }
}
