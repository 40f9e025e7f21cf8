//! What a network and a plan are like, in numbers.

use super::membership::Listed;
use super::travel::{self, TravelMeasures};
use super::{DeprivationScores, DeprivationSpread, rules};
use crate::practice::OdsCode;
use crate::problem::Problem;
use crate::units::{Metres, Patients};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// How a network stands to the band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Its patients lie in the band.
    InBand,
    /// Its patients lie outside the band, as a waiver allows.
    Waived,
    /// It has too few patients.
    BelowBand,
    /// It has too many patients, though no practice alone is above the band.
    AboveBand,
    /// It is one practice above the band, as it must be. Not counted among the networks.
    StandsAlone,
    /// It is frozen, and so outside all that networks are asked. Not counted among the networks.
    Frozen,
    /// It is a practice above the band and others. Outside the band, and not counted among the networks.
    HoldsTooLarge,
}

impl Standing {
    /// Whether the network is one of those that the problem asks for: it holds no practice above the band and is not frozen.
    #[must_use]
    pub fn is_counted(self) -> bool {
        !matches!(self, Self::StandsAlone | Self::Frozen | Self::HoldsTooLarge)
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::InBand => "in band",
            Self::Waived => "outside band by waiver",
            Self::BelowBand => "below band",
            Self::AboveBand => "above band",
            Self::StandsAlone => "stands alone",
            Self::Frozen => "frozen",
            Self::HoldsTooLarge => "holds a practice above the band",
        })
    }
}

/// One network in numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NetworkMeasures {
    /// Its name in the plan.
    pub network: String,
    /// Its practices, by code, each once.
    pub practices: Vec<OdsCode>,
    /// The patients of its members: those of practices that opted out are not among them.
    pub patients: Patients,
    /// The patients of practices that opted out, whom it covers beside its own.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub covered: Patients,
    /// How it stands to the band.
    pub standing: Standing,
    /// How many pieces it is in; 1 where it hangs together. A practice above the band is not asked for.
    pub pieces: usize,
    /// The hub that travel is measured to: the one named, the best of them where there are several, and the best member where
    /// there is none.
    pub hub: OdsCode,
    /// Whether the plan names that hub.
    pub hub_named: bool,
    /// Travel to the hub.
    pub travel: TravelMeasures,
    /// The longest straight line between two of its practices.
    pub largest_distance: Metres,
    /// The patient-weighted mean deprivation score, where scores were given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprivation: Option<f64>,
}

/// A plan in numbers: all networks that the problem asks for, together. Those that hold a practice above the band are
/// counted apart, and practices in no network only as missing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanMeasures {
    /// How many networks.
    pub networks: usize,
    /// Networks in the band.
    pub in_band: usize,
    /// Networks outside the band by waiver.
    #[serde(default, skip_serializing_if = "is_none")]
    pub waived: usize,
    /// Networks below the band.
    pub below_band: usize,
    /// Networks above the band.
    pub above_band: usize,
    /// Networks in more than one piece.
    pub in_pieces: usize,
    /// Practices above the band that are networks of their own.
    pub standing_alone: usize,
    /// Networks that are frozen.
    #[serde(default, skip_serializing_if = "is_none")]
    pub frozen: usize,
    /// Networks of a practice above the band and others.
    pub holding_too_large: usize,
    /// Practices in no network, those above the band included.
    pub missing: usize,
    /// Their patients.
    pub missing_patients: Patients,
    /// The patients of all practices that are to be grouped, wherever the plan puts them.
    pub patients: Patients,
    /// Those of them who are in a network in the band.
    pub patients_in_band: Patients,
    /// Those, as a share of all that are to be grouped: 0 to 1; 1 where there are none.
    pub share_in_band: f64,
    /// Travel to the hubs of their networks.
    pub travel: TravelMeasures,
    /// The longest straight line between two practices of one network.
    pub largest_distance: Metres,
    /// The patients of the smallest network.
    pub smallest: Patients,
    /// The patients of the largest network.
    pub largest: Patients,
    /// The standard deviation of the networks' patients (over all networks, not a sample of them) divided by their mean;
    /// 0 where all are of one size.
    pub coefficient_of_variation: f64,
    /// How unevenly deprivation is spread, where scores were given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprivation: Option<DeprivationSpread>,
}

/// Measures one network. O(members²).
pub(super) fn network(
    problem: &Problem,
    listed: &Listed<'_>,
    scores: Option<&DeprivationScores>,
) -> NetworkMeasures {
    let practices = problem.practices();
    let members = &listed.members[..];
    let cost = |&hub: &usize| (travel::cost(&travel::trips(problem, members, hub)), hub);
    let named = listed.hubs.iter().map(cost).min();
    let hub = named
        .or_else(|| travel::best_hub(problem, members, &rules::hubs(problem, members)))
        .map_or(members[0], |(_, hub)| hub);
    let place = |i: usize| practices[i].location;
    let pairs = members
        .iter()
        .enumerate()
        .flat_map(|(k, &i)| members[k + 1..].iter().map(move |&j| (i, j)));
    NetworkMeasures {
        network: listed.name.to_owned(),
        practices: members.iter().map(|&i| practices[i].code).collect(),
        patients: members.iter().map(|&i| rules::counted(problem, i)).sum(),
        covered: members
            .iter()
            .map(|&i| practices[i].list_size - rules::counted(problem, i))
            .sum(),
        standing: rules::standing(problem, listed.name, members),
        pieces: rules::pieces(problem, members).len().max(1),
        hub: practices[hub].code,
        hub_named: named.is_some(),
        travel: TravelMeasures::of(travel::trips(problem, members, hub)),
        largest_distance: pairs
            .map(|(i, j)| place(i).straight_line(place(j)))
            .max()
            .unwrap_or_default(),
        deprivation: scores.and_then(|scores| scores.mean(practices, members)),
    }
}

/// Measures the whole plan from its networks and what was measured of each.
pub(super) fn plan(
    problem: &Problem,
    listed: &[Listed<'_>],
    measured: &[NetworkMeasures],
    scores: Option<&DeprivationScores>,
) -> PlanMeasures {
    let practices = problem.practices();
    let number = |standing| measured.iter().filter(|n| n.standing == standing).count();
    let counted = || {
        listed
            .iter()
            .zip(measured)
            .filter(|(_, measured)| measured.standing.is_counted())
    };
    let mut trips = Vec::new();
    for (listed, measured) in counted() {
        if let Some(hub) = practices.index_of(measured.hub) {
            trips.append(&mut travel::trips(problem, &listed.members, hub));
        }
    }
    let placed: BTreeSet<usize> = listed.iter().flat_map(|l| l.members.iter().copied()).collect();
    let missing = || (0..practices.len()).filter(|i| !placed.contains(i));
    // A set, as a broken plan may have a practice in two networks.
    let inside: BTreeSet<usize> = counted()
        .filter(|(_, measured)| measured.standing == Standing::InBand)
        .flat_map(|(listed, _)| listed.members.iter().copied())
        .collect();
    let patients = problem.patients();
    let patients_in_band: Patients = inside.iter().map(|&i| rules::counted(problem, i)).sum();
    let sizes = || counted().map(|(_, measured)| measured.patients);
    let groups: Vec<&[usize]> = counted().map(|(listed, _)| &listed.members[..]).collect();
    PlanMeasures {
        networks: groups.len(),
        in_band: number(Standing::InBand),
        waived: number(Standing::Waived),
        below_band: number(Standing::BelowBand),
        above_band: number(Standing::AboveBand),
        in_pieces: counted().filter(|(_, measured)| measured.pieces > 1).count(),
        standing_alone: number(Standing::StandsAlone),
        frozen: number(Standing::Frozen),
        holding_too_large: number(Standing::HoldsTooLarge),
        missing: missing().count(),
        missing_patients: missing().map(|i| practices[i].list_size).sum(),
        patients,
        patients_in_band,
        share_in_band: match patients {
            Patients(0) => 1.0,
            Patients(all) => patients_in_band.0 as f64 / all as f64,
        },
        travel: TravelMeasures::of(trips),
        largest_distance: counted()
            .map(|(_, measured)| measured.largest_distance)
            .max()
            .unwrap_or_default(),
        smallest: sizes().min().unwrap_or_default(),
        largest: sizes().max().unwrap_or_default(),
        coefficient_of_variation: coefficient_of_variation(sizes()),
        deprivation: scores.and_then(|scores| scores.spread(practices, &groups)),
    }
}

fn is_nought(patients: &Patients) -> bool {
    patients.0 == 0
}

fn is_none(number: &usize) -> bool {
    *number == 0
}

/// From exact sums: the root of (n Σx² - (Σx)²) / (Σx)².
fn coefficient_of_variation(sizes: impl Iterator<Item = Patients>) -> f64 {
    let (mut n, mut sum, mut squares) = (0_u128, 0_u128, 0_u128);
    for size in sizes {
        let size = u128::from(size.0);
        n += 1;
        sum += size;
        squares += size * size;
    }
    if sum == 0 {
        return 0.0;
    }
    ((n * squares - sum * sum) as f64).sqrt() / sum as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variation_is_relative_to_the_mean() {
        let of = |sizes: &[u64]| coefficient_of_variation(sizes.iter().map(|&size| Patients(size)));
        assert!(of(&[]) < 1e-12 && of(&[40_000, 40_000]) < 1e-12);
        // Mean 40,000, standard deviation 10,000.
        assert!((of(&[30_000, 50_000]) - 0.25).abs() < 1e-12);
    }
}
