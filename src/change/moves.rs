//! Who moves.

use super::in_both;
use crate::plan::Plan;
use crate::practice::{AreaLevel, OdsCode, Practices};
use crate::units::Patients;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A practice whose network changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Move {
    /// The practice.
    pub practice: OdsCode,
    /// The network that it leaves; `None` where it was in none.
    pub from: Option<String>,
    /// The network that it joins, by the name of the one that it carries on, or by its new name; `None` where it is in none.
    pub to: Option<String>,
    /// Its patients.
    pub patients: Patients,
    /// Whether its sub-ICB is another than that of most patients of the network that it joins.
    pub crosses: bool,
}

/// What changes from one plan to another.
///
/// A network of the new plan carries on one of the old plan at most, and is carried on by one: of all pairs, the one that shares most
/// patients comes first (ties by name), then the next among those left. Whoever is not in the network that carries on its own has
/// moved.
///
/// ```
/// use locality::change::Moves;
/// use locality::plan::Plan;
/// let county = locality::synthetic::county();
/// let today = Plan::today(&county);
/// assert!(Moves::between(&county, &today, &today).moves.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Moves {
    /// The practices that move, by code.
    pub moves: Vec<Move>,
    /// Which old network each new one carries on, both by name, in the order of the new ones.
    pub carried_on: BTreeMap<String, String>,
    /// The patients of practices that are in a network in both plans.
    pub patients: Patients,
    /// Those of them who move from one network to another.
    pub moved: Patients,
}

impl Moves {
    /// From `from` to `to`. O(n log n).
    #[must_use]
    pub fn between(practices: &Practices, from: &Plan, to: &Plan) -> Self {
        let both = in_both(practices, from, to);
        let list = |i: usize| practices[i].list_size;
        let mut shared: BTreeMap<(&str, &str), Patients> = BTreeMap::new();
        for &(i, old, new) in &both {
            *shared.entry((old, new)).or_default() += list(i);
        }
        let mut pairs: Vec<(Patients, &str, &str)> =
            shared.iter().map(|(&(old, new), &p)| (p, old, new)).collect();
        pairs.sort_by_key(|&(patients, old, new)| (std::cmp::Reverse(patients), old, new));
        let mut carried_on: BTreeMap<&str, &str> = BTreeMap::new();
        let mut gone_on: BTreeSet<&str> = BTreeSet::new();
        for (_, old, new) in pairs {
            if !carried_on.contains_key(new) && gone_on.insert(old) {
                carried_on.insert(new, old);
            }
        }
        let (before, after) = (from.network_of(practices), to.network_of(practices));
        let majority = majorities(practices, &after);
        let mut moves = Vec::new();
        let mut moved = Patients::ZERO;
        for i in 0..practices.len() {
            let (old, new) = (before.get(&i).copied(), after.get(&i).copied());
            let stays = match (old, new) {
                (Some(old), Some(new)) => carried_on.get(new) == Some(&old),
                (old, new) => old == new,
            };
            if stays {
                continue;
            }
            if old.is_some() && new.is_some() {
                moved += list(i);
            }
            let home = practices[i].area(AreaLevel::SubIcb).map(|area| area.code);
            moves.push(Move {
                practice: practices[i].code,
                from: old.map(str::to_owned),
                to: new.map(|new| (*carried_on.get(new).unwrap_or(&new)).to_owned()),
                patients: list(i),
                crosses: new
                    .is_some_and(|new| home.is_some() && majority.get(new).copied().flatten() != home),
            });
        }
        Self {
            moves,
            carried_on: carried_on
                .iter()
                .map(|(&new, &old)| (new.to_owned(), old.to_owned()))
                .collect(),
            patients: both.iter().map(|&(i, ..)| list(i)).sum(),
            moved,
        }
    }

    /// The share of patients who move, 0 to 1; 0 where no practice is in both plans.
    #[must_use]
    pub fn share(&self) -> f64 {
        match self.patients.0 {
            0 => 0.0,
            all => self.moved.0 as f64 / all as f64,
        }
    }
}

/// The sub-ICB of most patients of each network, the first by code of equals.
fn majorities<'a>(
    practices: &Practices,
    of: &BTreeMap<usize, &'a str>,
) -> BTreeMap<&'a str, Option<OdsCode>> {
    let mut sums: BTreeMap<&str, BTreeMap<OdsCode, Patients>> = BTreeMap::new();
    for (&i, &network) in of {
        let areas = sums.entry(network).or_default();
        if let Some(area) = practices[i].area(AreaLevel::SubIcb) {
            *areas.entry(area.code).or_default() += practices[i].list_size;
        }
    }
    let most = |areas: BTreeMap<OdsCode, Patients>| {
        let best = areas
            .into_iter()
            .min_by_key(|&(code, patients)| (std::cmp::Reverse(patients), code));
        best.map(|(code, _)| code)
    };
    sums.into_iter()
        .map(|(network, areas)| (network, most(areas)))
        .collect()
}
