//! What an assessment finds: a rule that a plan breaks, with the numbers.

use crate::practice::{AreaLevel, OdsCode};
use crate::problem::Band;
use crate::travel::TravelUnit;
use crate::units::{Cost, Patients};
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use std::fmt;

/// One rule that a plan breaks. Its [code](Self::code) is stable and stands in the
/// [index](super#index-of-codes); as text it states the rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "finding", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Finding {
    /// Practices of the table that are in no line of the plan.
    InNoNetwork {
        /// The practices, by code.
        practices: Vec<OdsCode>,
        /// Their patients.
        patients: Patients,
    },
    /// A practice that is in more than one network.
    InTwoNetworks {
        /// The practice.
        practice: OdsCode,
        /// The networks that list it, two or more, by name.
        networks: Vec<String>,
    },
    /// A practice that one network lists more than once.
    ListedTwice {
        /// The practice.
        practice: OdsCode,
        /// The network.
        network: String,
        /// How many lines of the network name it.
        lines: usize,
    },
    /// Practices of a network that the table does not have.
    UnknownPractice {
        /// The network.
        network: String,
        /// The practices, by code.
        practices: Vec<OdsCode>,
    },
    /// A network with fewer patients than the band allows.
    BelowBand {
        /// The network.
        network: String,
        /// Its patients.
        patients: Patients,
        /// How many it lacks.
        by: Patients,
        /// The band.
        band: Band,
    },
    /// A network with more patients than the band allows.
    AboveBand {
        /// The network.
        network: String,
        /// Its patients.
        patients: Patients,
        /// How many it has too many.
        by: Patients,
        /// The band.
        band: Band,
    },
    /// A network that does not hang together in the practice graph.
    InPieces {
        /// The network.
        network: String,
        /// The practices of each piece, by code.
        pieces: Vec<Vec<OdsCode>>,
    },
    /// A network with practices in more than one area, where borders are not to be crossed.
    CrossesBorder {
        /// The network.
        network: String,
        /// The level of area whose borders no network may cross.
        level: AreaLevel,
        /// The areas that it is in, by code.
        areas: Vec<OdsCode>,
    },
    /// A practice above the band that is not a network of its own.
    TooLargeToShare {
        /// The network.
        network: String,
        /// The practice above the band.
        practice: OdsCode,
        /// Its patients.
        patients: Patients,
        /// How many other practices are in the network.
        others: usize,
    },
    /// A network with more than one hub.
    SeveralHubs {
        /// The network.
        network: String,
        /// The practices named as its hub, by code.
        hubs: Vec<OdsCode>,
    },
    /// A hub at a practice that the table does not have, so that no member is the hub.
    HubNotAMember {
        /// The network.
        network: String,
        /// The practice named as its hub.
        hub: OdsCode,
    },
    /// A hub to which the way is longer, for all patients together, than to another member.
    HubNotBest {
        /// The network.
        network: String,
        /// The hub.
        hub: OdsCode,
        /// Travel of all patients to it.
        cost: Cost,
        /// The best member, the first by code where several are equally good.
        best: OdsCode,
        /// Travel of all patients to that one.
        best_cost: Cost,
        /// Costs are in persons times this unit.
        unit: TravelUnit,
    },
    /// More or fewer networks than the problem allows.
    NumberOfNetworks {
        /// How many there are, practices that stand alone not counted.
        networks: usize,
        /// The fewest allowed.
        least: u32,
        /// The most allowed.
        most: u32,
    },
}

impl Finding {
    /// The stable code, such as `A012`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::InNoNetwork { .. } => "A001",
            Self::InTwoNetworks { .. } => "A002",
            Self::ListedTwice { .. } => "A003",
            Self::UnknownPractice { .. } => "A004",
            Self::BelowBand { .. } => "A010",
            Self::AboveBand { .. } => "A011",
            Self::InPieces { .. } => "A012",
            Self::CrossesBorder { .. } => "A013",
            Self::TooLargeToShare { .. } => "A014",
            Self::SeveralHubs { .. } => "A020",
            Self::HubNotAMember { .. } => "A021",
            Self::HubNotBest { .. } => "A022",
            Self::NumberOfNetworks { .. } => "A030",
        }
    }

    /// The network that it concerns, where it is one.
    #[must_use]
    pub fn network(&self) -> Option<&str> {
        match self {
            Self::InNoNetwork { .. } | Self::InTwoNetworks { .. } | Self::NumberOfNetworks { .. } => None,
            Self::ListedTwice { network, .. }
            | Self::UnknownPractice { network, .. }
            | Self::BelowBand { network, .. }
            | Self::AboveBand { network, .. }
            | Self::InPieces { network, .. }
            | Self::CrossesBorder { network, .. }
            | Self::TooLargeToShare { network, .. }
            | Self::SeveralHubs { network, .. }
            | Self::HubNotAMember { network, .. }
            | Self::HubNotBest { network, .. } => Some(network),
        }
    }
}

impl fmt::Display for Finding {
    /// One line: `A010 network N03 has 27,100 patients, 2,900 below the band 30,000-50,000`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.code())?;
        match self {
            Self::InNoNetwork { practices, patients } => write!(
                f,
                "every practice must be in a network, but {} with {patients} patients are in none: {}",
                practices.len(),
                some(practices)
            ),
            Self::InTwoNetworks { practice, networks } => write!(
                f,
                "a practice may be in one network only, but {practice} is in {}: {}",
                networks.len(),
                some(networks)
            ),
            Self::ListedTwice {
                practice,
                network,
                lines,
            } => write!(
                f,
                "a practice may be listed once only, but network {network} lists {practice} {lines} times"
            ),
            Self::UnknownPractice { network, practices } => {
                write!(
                    f,
                    "network {network} lists practices that there are not: {}",
                    some(practices)
                )
            }
            Self::BelowBand {
                network,
                patients,
                by,
                band,
            } => write!(
                f,
                "network {network} has {patients} patients, {by} below the band {band}"
            ),
            Self::AboveBand {
                network,
                patients,
                by,
                band,
            } => write!(
                f,
                "network {network} has {patients} patients, {by} above the band {band}"
            ),
            Self::InPieces { network, pieces } => {
                write!(
                    f,
                    "a network must hang together, but {network} is in {} pieces",
                    pieces.len()
                )?;
                for (i, piece) in pieces.iter().take(SHOWN).enumerate() {
                    write!(f, "{} {}", if i == 0 { ":" } else { " |" }, some(piece))?;
                }
                more(f, pieces.len())
            }
            Self::CrossesBorder {
                network,
                level,
                areas,
            } => write!(
                f,
                "no network may cross {level} borders, but {network} is in {}",
                some(areas)
            ),
            Self::TooLargeToShare {
                network,
                practice,
                patients,
                others,
            } => write!(
                f,
                "a practice above the band must be a network of its own, but {practice} with {patients} \
                 patients shares network {network} with {others} more"
            ),
            Self::SeveralHubs { network, hubs } => {
                write!(f, "a network has one hub, but {network} has {}", some(hubs))
            }
            Self::HubNotAMember { network, hub } => write!(
                f,
                "the hub must be a member, but {hub}, the hub of network {network}, is no practice"
            ),
            Self::HubNotBest {
                network,
                hub,
                cost,
                best,
                best_cost,
                unit,
            } => write!(
                f,
                "the hub must be the best member, but travel in network {network} is {cost} person-{unit} to \
                 {hub} and {best_cost} to {best}"
            ),
            Self::NumberOfNetworks {
                networks,
                least,
                most,
            } if least == most => {
                write!(f, "the number of networks must be {least}, but is {networks}")
            }
            Self::NumberOfNetworks {
                networks,
                least,
                most,
            } => {
                write!(
                    f,
                    "the number of networks must be {least} to {most}, but is {networks}"
                )
            }
        }
    }
}

/// So many names are written out; the rest are counted.
const SHOWN: usize = 10;

/// The first names, and how many more there are.
fn some<T: fmt::Display>(names: &[T]) -> String {
    let shown: Vec<String> = names.iter().take(SHOWN).map(T::to_string).collect();
    let mut text = shown.join(", ");
    if names.len() > SHOWN {
        text += &format!(" and {} more", names.len() - SHOWN);
    }
    text
}

fn more(f: &mut fmt::Formatter<'_>, count: usize) -> fmt::Result {
    match count.saturating_sub(SHOWN) {
        0 => Ok(()),
        rest => write!(f, " and {rest} more"),
    }
}

/// Writes findings with their codes and their texts, so that a reader of the JSON needs no table of codes.
pub(super) fn with_texts<S: Serializer>(findings: &[Finding], to: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Written<'a> {
        code: &'static str,
        text: String,
        #[serde(flatten)]
        finding: &'a Finding,
    }
    let mut list = to.serialize_seq(Some(findings.len()))?;
    for finding in findings {
        list.serialize_element(&Written {
            code: finding.code(),
            text: finding.to_string(),
            finding,
        })?;
    }
    list.end()
}
