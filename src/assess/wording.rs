//! The findings in words.

use super::Finding;
use std::fmt;

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
            Self::OutsideLimit {
                network,
                counts,
                total,
                least,
                most,
            } => write!(
                f,
                "a network must have {least}-{most} {counts}, but {network} has {total}"
            ),
            Self::NotTogether { practices, networks } => write!(
                f,
                "practices kept together must be in one network, but {} are in {}",
                some(practices),
                some(networks)
            ),
            Self::NotApart { network, practices } => write!(
                f,
                "practices kept apart must share no network, but {} are in {network}",
                some(practices)
            ),
            Self::NotWhereFixed { network, practice } => {
                write!(f, "{practice} must be in network {network}, but is not")
            }
            Self::NotAsFrozen { network, gone, new } => {
                write!(f, "frozen network {network} must stay as it is")?;
                if !gone.is_empty() {
                    write!(f, ", but lacks {}", some(gone))?;
                }
                if !new.is_empty() {
                    write!(f, ", but also has {}", some(new))?;
                }
                Ok(())
            }
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
            Self::HubNotAllowed { network, hub } => write!(
                f,
                "a hub may stand only where the rules allow it, but that of network {network} stands at {hub}"
            ),
            Self::HubTooFar {
                network,
                practice,
                hub,
                way,
                most,
                unit,
            } => write!(
                f,
                "the way to the hub may be at most {}, but in network {network} it is {} from {practice} to {hub}",
                unit.show(*most),
                unit.show(*way)
            ),
            Self::Ring { network, hole } => {
                write!(
                    f,
                    "no network may be a ring around others, but {network} is around {}",
                    some(hole)
                )
            }
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
