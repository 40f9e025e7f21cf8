//! A plan to start from, checked.

use super::instance::Instance;
use super::partition::Partition;
use std::fmt;

/// One thing that is wrong with a plan to start from. Groups count from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StartFault {
    /// A number of a unit that does not exist.
    #[error("group {group} names unit {unit}, but units go from 0 to {last}")]
    UnknownUnit {
        /// The group.
        group: usize,
        /// The number as given.
        unit: u32,
        /// The last unit.
        last: usize,
    },
    /// A unit that stands twice.
    #[error("{unit} is in group {first} and again in group {second}")]
    Twice {
        /// The unit's name.
        unit: String,
        /// The group that it stands in first.
        first: usize,
        /// The group that it stands in again, may be the same.
        second: usize,
    },
    /// A unit that is in no group.
    #[error("{unit} is in no group")]
    Missing {
        /// The unit's name.
        unit: String,
    },
    /// A group that does not hang together.
    #[error("group {group} is in pieces: {unit} cannot be reached from {from} inside it")]
    InPieces {
        /// The group.
        group: usize,
        /// The name of a unit that cannot be reached.
        unit: String,
        /// The name of the group's first unit.
        from: String,
    },
    /// A group without a unit.
    #[error("group {group} is empty")]
    Empty {
        /// The group.
        group: usize,
    },
    /// A number of groups that is not asked for.
    #[error("it has {groups} groups, but {least} to {most} are asked for")]
    Groups {
        /// How many there are.
        groups: usize,
        /// The fewest asked for.
        least: usize,
        /// The most asked for.
        most: usize,
    },
}

/// Everything that is wrong with a plan to start from; at least one fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct StartFaults(pub Vec<StartFault>);

/// So many faults are written out; the rest are counted.
const SHOWN: usize = 20;

impl fmt::Display for StartFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.0.iter().take(SHOWN).enumerate() {
            if i > 0 {
                write!(f, "; ")?;
            }
            write!(f, "{fault}")?;
        }
        if self.0.len() > SHOWN {
            write!(f, "; and {} more", self.0.len() - SHOWN)?;
        }
        Ok(())
    }
}

/// The partition of a plan to start from. It may lie outside its bands: bringing it inside is what a search is for.
/// O(n × sites in a group).
///
/// # Errors
/// All faults together: units unknown, in two groups or in none, groups empty or in pieces, a number of groups
/// that is not asked for.
pub(crate) fn start_partition<'a>(
    instance: &'a Instance,
    groups: &[Vec<u32>],
) -> Result<Partition<'a>, StartFaults> {
    let mut faults = misplaced(instance, groups);
    let name = |unit: u32| instance.file().units[unit as usize].clone();
    let mut placed = vec![false; instance.len()];
    for &unit in groups.iter().flatten() {
        if let Some(placed) = placed.get_mut(unit as usize) {
            *placed = true;
        }
    }
    let missing = (0..instance.len() as u32).filter(|&unit| !placed[unit as usize]);
    faults.extend(missing.map(|unit| StartFault::Missing { unit: name(unit) }));
    let (least, most) = instance.groups();
    if !(least..=most).contains(&groups.len()) {
        let groups = groups.len();
        faults.push(StartFault::Groups { groups, least, most });
    }
    // Whether groups hang together is only asked where every number stands for a unit of one group.
    if faults
        .iter()
        .all(|fault| matches!(fault, StartFault::Groups { .. }))
    {
        let cut_off = groups
            .iter()
            .enumerate()
            .filter_map(|(group, units)| Some((group, units.first()?, instance.unreached(units)?)));
        faults.extend(cut_off.map(|(group, &from, unit)| StartFault::InPieces {
            group,
            unit: name(unit),
            from: name(from),
        }));
    }
    let partition = match faults.is_empty() {
        true => Partition::new(instance, groups.iter().cloned()),
        false => None,
    };
    partition.ok_or(StartFaults(faults))
}

/// Groups that are empty, units that do not exist, and units that stand twice. O(n).
pub(crate) fn misplaced(instance: &Instance, groups: &[Vec<u32>]) -> Vec<StartFault> {
    let mut faults = Vec::new();
    let mut group_of: Vec<Option<usize>> = vec![None; instance.len()];
    for (group, units) in groups.iter().enumerate() {
        if units.is_empty() {
            faults.push(StartFault::Empty { group });
        }
        for &unit in units {
            match group_of.get_mut(unit as usize) {
                None => faults.push(StartFault::UnknownUnit {
                    group,
                    unit,
                    last: instance.len() - 1,
                }),
                Some(Some(first)) => faults.push(StartFault::Twice {
                    unit: instance.file().units[unit as usize].clone(),
                    first: *first,
                    second: group,
                }),
                Some(place) => *place = Some(group),
            }
        }
    }
    faults
}
