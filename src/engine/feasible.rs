//! Why an instance has no plan, where that can be proven quickly.

use super::instance::{BandFile, Instance, MeasureFile};

/// A proof that no plan exists, with its numbers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Infeasible {
    /// One unit alone is above the band.
    #[error("{unit} alone has {value} {measure}, above the most of {most}; let it stand alone")]
    UnitTooLarge {
        /// The unit's name.
        unit: String,
        /// The measure.
        measure: String,
        /// The unit's value.
        value: i64,
        /// The most that a group may hold.
        most: i64,
    },
    /// No group that holds this unit hangs together and lies inside the band.
    #[error(
        "no connected group with {unit} has {least} to {most} {measure}{}; add edges for it or widen the band",
        nearest(below, above)
    )]
    NoGroupFor {
        /// The unit's name.
        unit: String,
        /// The measure.
        measure: String,
        /// The least that a group may hold.
        least: i64,
        /// The most that a group may hold.
        most: i64,
        /// The largest total below the band, of all connected groups with the unit.
        below: Option<i64>,
        /// The smallest total above the band among those that one more unit takes over it.
        above: Option<i64>,
    },
    /// A component cannot be divided into any number of groups inside the band.
    #[error(
        "the {units} units around {unit}, joined to no others, have {total} {measure}: no number of groups of {least} \
         to {most} adds up to that; join them to others or widen the band"
    )]
    Component {
        /// One of its units.
        unit: String,
        /// How many units it has.
        units: usize,
        /// The measure.
        measure: String,
        /// Its total.
        total: i64,
        /// The least that a group may hold.
        least: i64,
        /// The most that a group may hold.
        most: i64,
    },
    /// One measure asks for more groups of a component than another allows.
    #[error(
        "the {units} units around {unit}, joined to no others, must be {fewest} groups or more by one measure and at most \
         {greatest} by another; widen one of the bands"
    )]
    Opposed {
        /// One of its units.
        unit: String,
        /// How many units it has.
        units: usize,
        /// The fewest groups that the one measure allows.
        fewest: usize,
        /// The most groups that the other measure allows.
        greatest: usize,
    },
    /// The number of groups asked for does not fit the totals.
    #[error(
        "{least} to {most} groups are asked for, but the totals allow only {fewest} to {greatest}; ask for that many"
    )]
    Groups {
        /// The fewest asked for.
        least: usize,
        /// The most asked for.
        most: usize,
        /// The fewest that the totals allow.
        fewest: usize,
        /// The most that the totals allow.
        greatest: usize,
    },
    /// All divisions of the units were tried.
    #[error(
        "all divisions of the {units} units into {least} to {most} connected groups were tried: none is inside the band"
    )]
    Exhausted {
        /// How many units.
        units: usize,
        /// The fewest groups.
        least: usize,
        /// The most groups.
        most: usize,
    },
}

/// The totals that come nearest, in brackets; nothing where there are none.
pub(crate) fn nearest(below: &Option<i64>, above: &Option<i64>) -> String {
    let near: Vec<String> = [below, above].into_iter().flatten().map(i64::to_string).collect();
    match near.is_empty() {
        true => String::new(),
        false => format!(" (the nearest have {})", near.join(" and ")),
    }
}

/// A part of the instance that is joined to no other, and how many groups it may be divided into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Component {
    pub(crate) units: Vec<u32>,
    pub(crate) fewest: usize,
    pub(crate) greatest: usize,
}

/// The search for one group that holds a unit gives up (without a verdict) after so many groups.
const TRIED: u32 = 20_000;
/// It also gives up at groups of more units than this, before the stack does.
const DEEP: usize = 1_000;

/// The components of the instance, or a proof that no plan exists.
/// O(n + edges), and at most 20,000 groups tried for each unit.
///
/// # Errors
/// The first of the proofs that applies: a unit above the band, a component or a number of groups whose totals do
/// not fit, a unit that no group can hold.
pub(crate) fn components(instance: &Instance) -> Result<Vec<Component>, Infeasible> {
    for (measure, band) in instance.growing() {
        unit_too_large(instance, measure, band)?;
    }
    let mut parts: Vec<Component> = pieces(instance, vec![false; instance.len()])
        .into_iter()
        .map(|units| Component {
            fewest: 1,
            greatest: units.len(),
            units,
        })
        .collect();
    for (measure, band) in instance.growing() {
        for part in &mut parts {
            narrow(instance, measure, band, part)?;
        }
    }
    let (fewest, greatest) = parts.iter().fold((0, 0), |(few, great), part| {
        (few + part.fewest, great + part.greatest)
    });
    let (least, most) = instance.groups();
    if fewest > most || greatest < least {
        return Err(Infeasible::Groups {
            least,
            most,
            fewest,
            greatest,
        });
    }
    let mut closed = vec![false; instance.len()];
    for (measure, band) in instance.growing() {
        for unit in 0..instance.len() as u32 {
            some_group(instance, measure, band, unit, &mut closed)?;
        }
    }
    Ok(parts)
}

/// How many groups each component starts with: in proportion to what it may have, adding up to a number allowed.
pub(crate) fn counts(instance: &Instance, parts: &[Component]) -> Vec<usize> {
    let (least, most) = instance.groups();
    let mut counts: Vec<usize> = parts
        .iter()
        .map(|part| part.fewest.midpoint(part.greatest))
        .collect();
    let mut sum: usize = counts.iter().sum();
    // One group at a time, where the most room is left; the sums were checked, so that there is room.
    while sum > most || sum < least {
        let room = |(c, part): (usize, &Component)| match sum > most {
            true => counts[c] - part.fewest,
            false => part.greatest - counts[c],
        };
        let Some(at) = (0..parts.len()).max_by_key(|&c| (room((c, &parts[c])), usize::MAX - c)) else {
            break;
        };
        if sum > most {
            counts[at] -= 1;
            sum -= 1;
        } else {
            counts[at] += 1;
            sum += 1;
        }
    }
    counts
}

fn unit_too_large(instance: &Instance, measure: &MeasureFile, band: BandFile) -> Result<(), Infeasible> {
    match measure.values.iter().position(|&value| value > band.most) {
        None => Ok(()),
        Some(unit) => Err(Infeasible::UnitTooLarge {
            unit: instance.file().units[unit].clone(),
            measure: measure.name.clone(),
            value: measure.values[unit],
            most: band.most,
        }),
    }
}

/// The connected pieces of the units that are not seen yet, each ascending, by their first units. O(n + edges).
pub(crate) fn pieces(instance: &Instance, mut seen: Vec<bool>) -> Vec<Vec<u32>> {
    let mut pieces = Vec::new();
    for first in 0..instance.len() as u32 {
        if std::mem::replace(&mut seen[first as usize], true) {
            continue;
        }
        let mut piece = vec![first];
        let mut at = 0;
        while let Some(&unit) = piece.get(at) {
            at += 1;
            for &near in instance.neighbours(unit) {
                if !std::mem::replace(&mut seen[near as usize], true) {
                    piece.push(near);
                }
            }
        }
        piece.sort_unstable();
        pieces.push(piece);
    }
    pieces
}

/// Narrows the number of groups of a component to what one measure allows.
fn narrow(
    instance: &Instance,
    measure: &MeasureFile,
    band: BandFile,
    part: &mut Component,
) -> Result<(), Infeasible> {
    let total: i64 = part.units.iter().map(|&u| measure.values[u as usize]).sum();
    let fewest = if band.most > 0 {
        (total + band.most - 1) / band.most
    } else {
        1
    };
    let greatest = if band.least > 0 {
        total / band.least
    } else {
        part.units.len() as i64
    };
    let (unit, units) = (
        instance.file().units[part.units[0] as usize].clone(),
        part.units.len(),
    );
    if fewest > greatest || greatest < 1 {
        return Err(Infeasible::Component {
            unit,
            units,
            measure: measure.name.clone(),
            total,
            least: band.least,
            most: band.most,
        });
    }
    part.fewest = part.fewest.max(fewest as usize);
    part.greatest = part.greatest.min(greatest as usize);
    if part.fewest > part.greatest {
        return Err(Infeasible::Opposed {
            unit,
            units,
            fewest: part.fewest,
            greatest: part.greatest,
        });
    }
    Ok(())
}

/// Looks for one connected group inside the band that holds the unit. `closed` is all false before and after.
fn some_group(
    instance: &Instance,
    measure: &MeasureFile,
    band: BandFile,
    unit: u32,
    closed: &mut [bool],
) -> Result<(), Infeasible> {
    let mut look = Look {
        instance,
        values: &measure.values,
        least: band.least,
        most: band.most,
        tried: 0,
        below: None,
        above: None,
    };
    closed[unit as usize] = true;
    let open: Vec<u32> = instance.neighbours(unit).to_vec();
    open.iter().for_each(|&v| closed[v as usize] = true);
    let found = look.extend(measure.values[unit as usize], &open, closed, 1) || look.tried > TRIED;
    closed[unit as usize] = false;
    open.iter().for_each(|&v| closed[v as usize] = false);
    if found {
        return Ok(());
    }
    Err(Infeasible::NoGroupFor {
        unit: instance.file().units[unit as usize].clone(),
        measure: measure.name.clone(),
        least: band.least,
        most: band.most,
        below: look.below,
        above: look.above,
    })
}

struct Look<'i> {
    instance: &'i Instance,
    values: &'i [i64],
    least: i64,
    most: i64,
    tried: u32,
    below: Option<i64>,
    above: Option<i64>,
}

impl Look<'_> {
    /// Whether the group of this total and so many units, grown by some of the open units, can be brought inside the
    /// band; also true where it gives up. Each connected group comes once: a unit passed over stays closed for the
    /// later ones.
    fn extend(&mut self, total: i64, open: &[u32], closed: &mut [bool], units: usize) -> bool {
        self.tried += 1;
        if total >= self.least || self.tried > TRIED || units > DEEP {
            return true;
        }
        self.below = self.below.max(Some(total));
        for (at, &unit) in open.iter().enumerate() {
            let grown = total + self.values[unit as usize];
            if grown > self.most {
                self.above = Some(self.above.map_or(grown, |least| least.min(grown)));
                continue;
            }
            let fresh = self
                .instance
                .neighbours(unit)
                .iter()
                .copied()
                .filter(|&v| !closed[v as usize]);
            let fresh: Vec<u32> = fresh.collect();
            fresh.iter().for_each(|&v| closed[v as usize] = true);
            let next: Vec<u32> = open[at + 1..].iter().chain(&fresh).copied().collect();
            let found = self.extend(grown, &next, closed, units + 1);
            fresh.iter().for_each(|&v| closed[v as usize] = false);
            if found {
                return true;
            }
        }
        false
    }
}
