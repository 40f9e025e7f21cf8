//! The checks that make an [`Instance`] of an [`InstanceFile`], and all that they find at once.

use super::Instance;
use super::format::{FORMAT, InstanceFile};
use super::nearest::Nearest;
use super::shape::LARGEST;
use std::fmt;

/// One thing that is wrong with an instance. Numbers of units, sites and measures count from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InstanceFault {
    /// Written in another version of the format.
    #[error("format {found:?} is not {FORMAT:?}; convert the file")]
    Format {
        /// The version as written.
        found: String,
    },
    /// No unit at all.
    #[error("there is no unit")]
    NoUnits,
    /// A unit's name that stands twice; solutions are written by name.
    #[error("units {first} and {second} are both called {name:?}")]
    NameTwice {
        /// The name.
        name: String,
        /// The one unit.
        first: usize,
        /// The other.
        second: usize,
    },
    /// A number of a unit that does not exist.
    #[error("{what} names unit {unit}, but units go from 0 to {last}")]
    UnknownUnit {
        /// Where it is named.
        what: String,
        /// The number as given.
        unit: u32,
        /// The last unit.
        last: usize,
    },
    /// An edge or pair of a unit with itself.
    #[error("{what} joins unit {unit} with itself")]
    Loop {
        /// Which edge or pair.
        what: String,
        /// The unit.
        unit: u32,
    },
    /// A measure whose list of values does not fit the list of units.
    #[error("measure {measure:?} has {values} values for {units} units")]
    Values {
        /// The measure's name.
        measure: String,
        /// How many values it has.
        values: usize,
        /// How many units there are.
        units: usize,
    },
    /// A band whose least is above its most.
    #[error("measure {measure:?} has the band {least} to {most}: the least is above the most")]
    Band {
        /// The measure's name.
        measure: String,
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// A piecewise-linear shape that is none.
    #[error("a shape of {points} points: it needs at least one, with rising totals, below 2^53")]
    Shape {
        /// How many points it has.
        points: usize,
    },
    /// A unit that a site serves twice.
    #[error("site {site:?} serves unit {unit} twice")]
    ServedTwice {
        /// The site's name.
        site: String,
        /// The unit.
        unit: u32,
    },
    /// A pair that stands twice.
    #[error("the pair of units {a} and {b} stands twice")]
    PairTwice {
        /// The lower unit.
        a: u32,
        /// The higher unit.
        b: u32,
    },
    /// A range of groups that holds none.
    #[error("{least} to {most} groups of {units} units cannot be")]
    Groups {
        /// The fewest.
        least: u32,
        /// The most.
        most: u32,
        /// How many units there are.
        units: usize,
    },
    /// Numbers so large that sums would not be exact.
    #[error("{what} is too large: sums must stay below 2^53")]
    TooLarge {
        /// What is too large.
        what: String,
    },
}

/// Everything that is wrong with an instance; at least one fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct InstanceFaults(pub Vec<InstanceFault>);

impl fmt::Display for InstanceFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.0.iter().enumerate() {
            if i > 0 {
                write!(f, "; ")?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}

impl TryFrom<InstanceFile> for Instance {
    type Error = InstanceFaults;

    /// Checks everything and builds the lists that solvers walk along. O(edges + star + pairs), plus sorting.
    fn try_from(mut file: InstanceFile) -> Result<Self, InstanceFaults> {
        let mut faults = Vec::new();
        if file.format != FORMAT {
            faults.push(InstanceFault::Format {
                found: file.format.clone(),
            });
        }
        if file.units.is_empty() {
            faults.push(InstanceFault::NoUnits);
        }
        let range_is_empty = file.groups.least == 0
            || file.groups.least > file.groups.most
            || file.groups.least as usize > file.units.len();
        if range_is_empty {
            let (least, most) = (file.groups.least, file.groups.most);
            faults.push(InstanceFault::Groups {
                least,
                most,
                units: file.units.len(),
            });
        }
        check_names(&file, &mut faults);
        check_edges(&mut file, &mut faults);
        check_measures(&file, &mut faults);
        check_sites(&mut file, &mut faults);
        check_pairs(&mut file, &mut faults);
        check_size(&file, &mut faults);
        if !faults.is_empty() {
            return Err(InstanceFaults(faults));
        }
        Ok(index(file))
    }
}

impl From<Instance> for InstanceFile {
    fn from(instance: Instance) -> Self {
        instance.file
    }
}

/// Notes a unit that does not exist; true when it does.
fn known(file: &InstanceFile, unit: u32, what: impl Fn() -> String, faults: &mut Vec<InstanceFault>) -> bool {
    let good = (unit as usize) < file.units.len();
    if !good {
        faults.push(InstanceFault::UnknownUnit {
            what: what(),
            unit,
            last: file.units.len().saturating_sub(1),
        });
    }
    good
}

fn check_names(file: &InstanceFile, faults: &mut Vec<InstanceFault>) {
    let mut by_name: Vec<(&String, usize)> = file.units.iter().zip(0..).collect();
    by_name.sort_unstable();
    let twice = by_name.windows(2).filter(|pair| pair[0].0 == pair[1].0);
    faults.extend(twice.map(|pair| InstanceFault::NameTwice {
        name: pair[0].0.clone(),
        first: pair[0].1,
        second: pair[1].1,
    }));
}

fn check_edges(file: &mut InstanceFile, faults: &mut Vec<InstanceFault>) {
    for (i, &(a, b)) in file.edges.iter().enumerate() {
        let what = || format!("edge {i}");
        if known(file, a, what, faults) && known(file, b, what, faults) && a == b {
            faults.push(InstanceFault::Loop {
                what: what(),
                unit: a,
            });
        }
    }
    for edge in &mut file.edges {
        *edge = (edge.0.min(edge.1), edge.0.max(edge.1));
    }
    file.edges.sort_unstable();
    file.edges.dedup();
}

fn check_measures(file: &InstanceFile, faults: &mut Vec<InstanceFault>) {
    for measure in &file.measures {
        if measure.values.len() != file.units.len() {
            let (values, units) = (measure.values.len(), file.units.len());
            faults.push(InstanceFault::Values {
                measure: measure.name.clone(),
                values,
                units,
            });
        }
        if let Some(band) = measure.band.filter(|band| band.least > band.most) {
            let (least, most) = (band.least, band.most);
            faults.push(InstanceFault::Band {
                measure: measure.name.clone(),
                least,
                most,
            });
        }
    }
}

fn check_sites(file: &mut InstanceFile, faults: &mut Vec<InstanceFault>) {
    for site in &file.sites {
        let what = || format!("site {:?}", site.name);
        if let Some(unit) = site.unit {
            known(file, unit, what, faults);
        }
        for &(unit, _) in &site.star {
            known(file, unit, what, faults);
        }
    }
    for site in &mut file.sites {
        site.star.sort_unstable();
        for pair in site.star.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            faults.push(InstanceFault::ServedTwice {
                site: site.name.clone(),
                unit: pair[0].0,
            });
        }
    }
}

fn check_pairs(file: &mut InstanceFile, faults: &mut Vec<InstanceFault>) {
    for (i, &(a, b, _)) in file.pairs.iter().enumerate() {
        let what = || format!("pair {i}");
        if known(file, a, what, faults) && known(file, b, what, faults) && a == b {
            faults.push(InstanceFault::Loop {
                what: what(),
                unit: a,
            });
        }
    }
    for pair in &mut file.pairs {
        *pair = (pair.0.min(pair.1), pair.0.max(pair.1), pair.2);
    }
    file.pairs.sort_unstable();
    for pair in file
        .pairs
        .windows(2)
        .filter(|pair| (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1))
    {
        faults.push(InstanceFault::PairTwice {
            a: pair[0].0,
            b: pair[0].1,
        });
    }
}

/// The largest numbers that a plan could add up must stay exact, also in JSON.
fn check_size(file: &InstanceFile, faults: &mut Vec<InstanceFault>) {
    let mut check = |what: String, sum: i128| {
        if sum > i128::from(LARGEST) {
            faults.push(InstanceFault::TooLarge { what });
        }
    };
    let size = |number: i64| i128::from(number).abs();
    let mut prices = 0;
    for measure in &file.measures {
        let sum = measure.values.iter().map(|&v| size(v)).sum();
        check(format!("measure {:?}", measure.name), sum);
        let shape = measure.shape.as_ref();
        prices += shape.map_or(0, |shape| shape.most(file.units.len(), sum));
        let ends = measure
            .band
            .map_or(0, |band| size(band.least).max(size(band.most)));
        check(format!("the band of measure {:?}", measure.name), ends);
    }
    // A plan serves every unit once: the dearest site of each is as bad as it gets.
    let mut dearest = vec![0_i128; file.units.len()];
    for &(unit, cost) in file.sites.iter().flat_map(|site| &site.star) {
        if let Some(most) = dearest.get_mut(unit as usize) {
            *most = (*most).max(size(cost));
        }
    }
    let stars: i128 = dearest.iter().sum();
    let pairs: i128 = file.pairs.iter().map(|&(_, _, cost)| size(cost)).sum();
    check(
        "the cost of a plan".to_owned(),
        stars + pairs + prices + size(file.fixed) * file.units.len() as i128,
    );
}

fn index(file: InstanceFile) -> Instance {
    let n = file.units.len();
    let mut near = vec![Vec::new(); n];
    for &(a, b) in &file.edges {
        near[a as usize].push(b);
        near[b as usize].push(a);
    }
    near.iter_mut().for_each(|list| list.sort_unstable());
    let mut sites_at = vec![Vec::new(); n];
    let mut free_sites = Vec::new();
    for (h, site) in file.sites.iter().enumerate() {
        match site.unit {
            Some(unit) => sites_at[unit as usize].push(h as u32),
            None => free_sites.push(h as u32),
        }
    }
    let mut pairs_of = vec![Vec::new(); n];
    for &(a, b, cost) in &file.pairs {
        pairs_of[a as usize].push((b, cost));
        pairs_of[b as usize].push((a, cost));
    }
    pairs_of.iter_mut().for_each(|list| list.sort_unstable());
    let stars = file
        .sites
        .iter()
        .flat_map(|site| site.star.iter().map(|&(_, cost)| cost));
    let pairs = file.pairs.iter().map(|&(_, _, cost)| cost);
    // A shape is continued beyond its ends: only one that never falls below nought inside and outside is safe.
    let shaped = file
        .measures
        .iter()
        .any(|m| m.shape.as_ref().is_some_and(|shape| !shape.is_never_negative()));
    let rewards = shaped || stars.chain(pairs).chain([file.fixed]).any(|cost| cost < 0);
    Instance {
        nearest: Nearest::new(&file, &near, &sites_at),
        file,
        near,
        sites_at,
        free_sites,
        pairs_of,
        rewards,
    }
}
