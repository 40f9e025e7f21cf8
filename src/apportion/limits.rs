//! What each party has at least and at most.

use crate::fault::{Fault, FaultCode};
use serde::{Deserialize, Serialize};

/// Floors and caps of the parties of an apportionment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Limits {
    /// None: from nought to the total.
    #[default]
    None,
    /// The same for every party.
    Same {
        /// At least so many each.
        floor: u64,
        /// At most so many each, where there is a cap.
        cap: Option<u64>,
    },
    /// Floor and cap of each party, in the order of the weights.
    Each(Vec<(u64, Option<u64>)>),
}

impl Limits {
    /// Floor and cap of each of `parties`, no cap above the total.
    pub(super) fn of(&self, parties: usize, total: u64, faults: &mut Vec<Fault>) -> Vec<(u64, u64)> {
        let given = match self {
            Self::None => vec![(0, None); parties],
            Self::Same { floor, cap } => vec![(*floor, *cap); parties],
            Self::Each(limits) => limits.clone(),
        };
        let mut clash = |what: String| faults.push(Fault::new(FaultCode::LimitsClash, what));
        if given.len() != parties {
            clash(format!("limits for {} parties, there are {parties}", given.len()));
        }
        for (i, (floor, cap)) in given.iter().enumerate() {
            if let Some(cap) = cap.filter(|cap| cap < floor) {
                clash(format!("a floor of {floor} above a cap of {cap}"));
                // The same pair of numbers for everybody is one mistake.
                if matches!(self, Self::Same { .. }) && i == 0 {
                    break;
                }
            }
        }
        let bound = |(floor, cap): (u64, Option<u64>)| (floor, cap.unwrap_or(total).min(total).max(floor));
        let mut bounds: Vec<(u64, u64)> = given.into_iter().map(bound).collect();
        bounds.resize(parties, (0, total));
        bounds
    }
}
