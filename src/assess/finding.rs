//! What an assessment finds: a rule that a plan breaks, with the numbers.

use crate::practice::{AreaLevel, OdsCode};
use crate::problem::Band;
use crate::travel::TravelUnit;
use crate::units::{Cost, Patients};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Serialize, Serializer};

/// One rule that a plan breaks. Its [code](Self::code) is stable and stands in the
/// [index](super#index-of-codes); as text it states the rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// A network that holds less or more of something than a limit allows.
    OutsideLimit {
        /// The network.
        network: String,
        /// What is counted.
        counts: String,
        /// How much the network holds.
        total: u64,
        /// The least allowed.
        least: u64,
        /// The most allowed.
        most: u64,
    },
    /// Practices that are to share a network and do not.
    NotTogether {
        /// The practices of the rule, by code.
        practices: Vec<OdsCode>,
        /// The networks that they are in, by name.
        networks: Vec<String>,
    },
    /// Practices that are to share no network and do.
    NotApart {
        /// The network.
        network: String,
        /// Those of the rule that are in it, by code.
        practices: Vec<OdsCode>,
    },
    /// A practice that is not in the network that it is fixed to.
    NotWhereFixed {
        /// The network that it is fixed to.
        network: String,
        /// The practice.
        practice: OdsCode,
    },
    /// A frozen network that is not as it was.
    NotAsFrozen {
        /// The network.
        network: String,
        /// Its practices that are not in it, by code.
        gone: Vec<OdsCode>,
        /// Practices in it that are not its own, by code.
        new: Vec<OdsCode>,
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
    /// A hub at a practice that may not be one.
    HubNotAllowed {
        /// The network.
        network: String,
        /// The hub.
        hub: OdsCode,
    },
    /// A practice that is too far from the hub.
    HubTooFar {
        /// The network.
        network: String,
        /// The practice that is farthest away.
        practice: OdsCode,
        /// The hub; the best member where the plan names none.
        hub: OdsCode,
        /// The way.
        way: u64,
        /// The longest way allowed.
        most: u64,
        /// Ways are in this unit.
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
    /// A network that is a ring around others.
    Ring {
        /// The network.
        network: String,
        /// The practices inside, by code.
        hole: Vec<OdsCode>,
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
            Self::OutsideLimit { .. } => "A015",
            Self::NotTogether { .. } => "A016",
            Self::NotApart { .. } => "A017",
            Self::NotWhereFixed { .. } => "A018",
            Self::NotAsFrozen { .. } => "A019",
            Self::SeveralHubs { .. } => "A020",
            Self::HubNotAMember { .. } => "A021",
            Self::HubNotBest { .. } => "A022",
            Self::HubNotAllowed { .. } => "A023",
            Self::HubTooFar { .. } => "A024",
            Self::NumberOfNetworks { .. } => "A030",
            Self::Ring { .. } => "A031",
        }
    }

    /// The network that it concerns, where it is one.
    #[must_use]
    pub fn network(&self) -> Option<&str> {
        match self {
            Self::InNoNetwork { .. }
            | Self::InTwoNetworks { .. }
            | Self::NotTogether { .. }
            | Self::NumberOfNetworks { .. } => None,
            Self::ListedTwice { network, .. }
            | Self::UnknownPractice { network, .. }
            | Self::BelowBand { network, .. }
            | Self::AboveBand { network, .. }
            | Self::InPieces { network, .. }
            | Self::CrossesBorder { network, .. }
            | Self::TooLargeToShare { network, .. }
            | Self::SeveralHubs { network, .. }
            | Self::HubNotAMember { network, .. }
            | Self::HubNotBest { network, .. }
            | Self::OutsideLimit { network, .. }
            | Self::NotApart { network, .. }
            | Self::NotWhereFixed { network, .. }
            | Self::NotAsFrozen { network, .. }
            | Self::HubNotAllowed { network, .. }
            | Self::HubTooFar { network, .. }
            | Self::Ring { network, .. } => Some(network),
        }
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
