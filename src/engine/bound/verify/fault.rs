//! Why a certificate proves nothing.

use std::fmt;

/// The first thing found that keeps a certificate from being a proof. Numbers of units, sites, cuts and leaves count from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateFault {
    /// Prices in units of a fraction that is none.
    #[error("the scale is {scale}; it must be at least 1")]
    Scale {
        /// The scale as given.
        scale: i64,
    },
    /// A list of prices that does not fit the list of units.
    #[error("{place} prices {prices} units; the instance has {units}")]
    Units {
        /// Where.
        place: Place,
        /// How many units it prices.
        prices: usize,
        /// How many units there are.
        units: usize,
    },
    /// A cut that charges nothing, or pays.
    #[error("{place}: the price of cut {cut} is {price}; it must be above nought")]
    CutPrice {
        /// Where.
        place: Place,
        /// Which cut.
        cut: usize,
        /// Its price.
        price: i64,
    },
    /// A cut without a proper step.
    #[error("{place}: cut {cut} has steps of {of}; they must be of 2 or more")]
    CutStep {
        /// Where.
        place: Place,
        /// Which cut.
        cut: usize,
        /// So much weight is a step.
        of: u32,
    },
    /// A cut that holds no unit.
    #[error("{place}: cut {cut} has no units")]
    CutEmpty {
        /// Where.
        place: Place,
        /// Which cut.
        cut: usize,
    },
    /// A cut of a unit that does not exist.
    #[error("{place}: cut {cut} names unit {unit}, but there are {units} units")]
    CutUnit {
        /// Where.
        place: Place,
        /// Which cut.
        cut: usize,
        /// The unit.
        unit: u32,
        /// How many units there are.
        units: usize,
    },
    /// A cut whose units do not ascend, or that names one twice.
    #[error("{place}: the units of cut {cut} must ascend, each named once; unit {unit} does not")]
    CutOrder {
        /// Where.
        place: Place,
        /// Which cut.
        cut: usize,
        /// The unit that is out of order.
        unit: u32,
    },
    /// A weight that is nought or a step by itself.
    #[error(
        "{place}: cut {cut} gives unit {unit} the weight {weight}; it must be above nought and below {of}"
    )]
    CutWeight {
        /// Where.
        place: Place,
        /// Which cut.
        cut: usize,
        /// The unit.
        unit: u32,
        /// Its weight.
        weight: u32,
        /// So much weight is a step.
        of: u32,
    },
    /// Prices so large that sums would not be exact.
    #[error("{place}: scaled costs and prices together come to {sum}; sums must stay below 2^60")]
    TooLarge {
        /// Where.
        place: Place,
        /// What they come to.
        sum: i128,
    },
    /// A decision about units that do not exist, or about one and the same.
    #[error("leaf {leaf} decides on units {a} and {b}; the lower comes first, and there are {units} units")]
    DecidedUnits {
        /// Which leaf.
        leaf: usize,
        /// The first unit named.
        a: u32,
        /// The second.
        b: u32,
        /// How many units there are.
        units: usize,
    },
    /// A decision about a site that does not exist.
    #[error("leaf {leaf} decides on site {site}, but there are {sites} sites")]
    DecidedSite {
        /// Which leaf.
        leaf: usize,
        /// The site.
        site: u32,
        /// How many sites there are.
        sites: usize,
    },
    /// Decisions of which one says the opposite of others, or that leave no number of groups.
    #[error("decision {decision} of leaf {leaf} contradicts those before it")]
    Contradiction {
        /// Which leaf.
        leaf: usize,
        /// Which of its decisions.
        decision: usize,
    },
    /// Leaves that do not divide all plans: some half is missing, stands twice, or is divided by different questions.
    #[error(
        "the {leaves} leaves that share their first {decisions} decisions leave plans out or hold some twice"
    )]
    Leaves {
        /// How many leaves.
        leaves: usize,
        /// How many decisions they share.
        decisions: usize,
    },
    /// Numbers of groups that do not begin where those before end, or do not come from the least to the most that there may be.
    #[error(
        "count {count} speaks of {least} to {most} groups; it must begin with {begin}, and the last must end with {end}"
    )]
    Counts {
        /// Which of the counts.
        count: usize,
        /// The fewest groups that it speaks of.
        least: u32,
        /// The most.
        most: u32,
        /// What it must begin with.
        begin: usize,
        /// What the last must end with.
        end: usize,
    },
    /// What is wrong with the proof for some numbers of groups.
    #[error("count {count}: {fault}")]
    Counted {
        /// Which of the counts.
        count: usize,
        /// What is wrong.
        fault: Box<CertificateFault>,
    },
    /// More groups could be in a plan that costs less than is worth looking at.
    #[error(
        "more than {most} groups could be in a plan that costs less than {below}; close the gap at the root first"
    )]
    TooManyGroups {
        /// The most that are looked at.
        most: usize,
        /// The cost of the known plan.
        below: i64,
    },
    /// Prices so far off that the groups that pay too little cannot be told in a reasonable time.
    #[error("the groups around {unit} were not told within {most} steps; the prices are too far off")]
    TooFarOff {
        /// The unit's name.
        unit: String,
        /// The most steps.
        most: u64,
    },
}

impl CertificateFault {
    /// The same, found in one of the counts.
    pub(super) fn in_count(self, count: usize) -> Self {
        Self::Counted {
            count,
            fault: Box::new(self),
        }
    }
}

/// Which prices of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Those of the root.
    Root,
    /// Those of a filter.
    Filter(usize),
    /// Those of a leaf.
    Leaf(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => write!(f, "the root"),
            Self::Filter(filter) => write!(f, "filter {filter}"),
            Self::Leaf(leaf) => write!(f, "leaf {leaf}"),
        }
    }
}
