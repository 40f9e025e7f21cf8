//! How long chains walk, how many there are, and which of them a shard walks.

use super::variant::Variant;
use crate::fault::{Fault, FaultCode, Faults};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// How an ensemble is drawn. Chain `c` depends on the instance, the seed and its number alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Which Markov chain.
    pub variant: Variant,
    /// How many chains, 1 to 65,536, each from a plan of its own. 4 by default: whether chains agree is seen only between several.
    pub chains: u32,
    /// Steps of each chain after burning in; 10,000 by default.
    pub steps: u64,
    /// Steps of each chain before anything is recorded; 1,000 by default.
    pub burn_in: u64,
    /// Every so many steps the plan is recorded, 1 to `steps`; 10 by default.
    pub thin: u64,
    /// Seed of the random numbers; 1 by default.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            variant: Variant::Recom,
            chains: 4,
            steps: 10_000,
            burn_in: 1_000,
            thin: 10,
            seed: 1,
        }
    }
}

impl Settings {
    /// More chains than this are a typing error.
    pub const MOST_CHAINS: u32 = 65_536;

    /// How many plans each chain records: steps / thin, rounded down.
    #[must_use]
    pub fn records(&self) -> u64 {
        self.steps.checked_div(self.thin).unwrap_or(0)
    }

    /// Whether the numbers are in their ranges.
    ///
    /// # Errors
    /// `E001`, one for each that is not.
    pub fn check(&self) -> Result<(), Faults> {
        let mut faults = Vec::new();
        let mut fault = |what: String| faults.push(Fault::new(FaultCode::EnsembleSettings, what));
        if !(1..=Self::MOST_CHAINS).contains(&self.chains) {
            fault(format!(
                "{} chains, where 1 to {} can be",
                self.chains,
                Self::MOST_CHAINS
            ));
        }
        if self.thin == 0 || self.thin > self.steps {
            fault(format!(
                "of {} steps every {} is to be recorded, which leaves no plan",
                self.steps, self.thin
            ));
        }
        Faults::none_or(faults)
    }
}

/// One part of an ensemble that is drawn in several places: `2/8` is the second of eight.
///
/// ```
/// use locality::ensemble::Shard;
/// let shards = ["1/3", "2/3", "3/3"].map(|text| text.parse::<Shard>());
/// let chains = shards.map(|shard| shard.map(|shard| shard.chains(8)).unwrap_or(0..0));
/// assert_eq!(chains, [0..2, 2..5, 5..8]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    number: u32,
    of: u32,
}

impl Shard {
    /// All of it.
    pub const WHOLE: Self = Self { number: 1, of: 1 };

    /// The chains of this shard, of so many: as many as of any other, but for one.
    #[must_use]
    pub fn chains(self, chains: u32) -> Range<u32> {
        let before = |number: u32| (u64::from(number) * u64::from(chains) / u64::from(self.of)) as u32;
        before(self.number - 1)..before(self.number)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = Faults;

    /// From `2/8`.
    ///
    /// # Errors
    /// `E002` unless it is two whole numbers, the first from 1 to the second.
    fn from_str(text: &str) -> Result<Self, Faults> {
        let numbers = text.split_once('/').and_then(|(number, of)| {
            let (number, of) = (number.trim().parse().ok()?, of.trim().parse().ok()?);
            (1..=of).contains(&number).then_some(Self { number, of })
        });
        let fault = || Fault::new(FaultCode::ShardNumber, format!("{text:?} is no shard")).into();
        numbers.ok_or_else(fault)
    }
}
