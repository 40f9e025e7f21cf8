//! The rows of the tables of networks, practices and moves.

use super::names::{around, readable};
use super::next::Next;
use crate::assess::{Assessment, Standing};
use crate::change::Moves;
use crate::problem::Problem;
use crate::units::Patients;

/// A cell that can be sorted by a number other than what it shows.
pub(super) struct Figure {
    pub value: String,
    pub shown: String,
}

impl Figure {
    fn of(value: u64, shown: String) -> Self {
        Self {
            value: value.to_string(),
            shown,
        }
    }

    fn count(value: u64) -> Self {
        Self::of(value, Patients(value).to_string())
    }
}

/// A network.
pub(super) struct NetworkRow<'a> {
    pub index: usize,
    pub name: &'a str,
    /// Where it is: `around Copper End Health Centre`.
    pub around: String,
    pub hub: String,
    pub practices: Figure,
    pub patients: Figure,
    /// Absent where a practice's is not known.
    pub weighted: Option<Figure>,
    pub mean: Figure,
    pub longest: Figure,
    pub deprivation: Option<Figure>,
    /// `in band` and the like.
    pub standing: String,
    /// The rules that it breaks, in words.
    pub broken: Vec<String>,
}

/// A practice.
pub(super) struct PracticeRow<'a> {
    pub index: usize,
    pub code: String,
    pub name: String,
    pub patients: Figure,
    pub network: Option<(usize, &'a str)>,
    pub hub: String,
    pub way: Option<Figure>,
    /// The next best network, and what it would mean.
    pub next: String,
    pub today: String,
}

/// A practice whose network changes.
pub(super) struct MoveRow<'a> {
    pub index: usize,
    pub code: String,
    pub name: String,
    pub patients: Figure,
    pub from: String,
    pub to: &'a str,
    /// Whether the network that it joins lies mostly in another sub-ICB.
    pub crosses: bool,
}

pub(super) fn networks<'a>(problem: &'a Problem, assessment: &'a Assessment) -> Vec<NetworkRow<'a>> {
    let practices = problem.practices();
    let way = |way: u64| Figure::of(way, assessment.travel_unit.show(way));
    let rows = assessment.networks.iter().enumerate();
    rows.map(|(index, network)| {
        let weighted = network
            .practices
            .iter()
            .map(|&code| practices.get(code)?.weighted_list);
        let weighted: Option<Patients> = weighted.collect::<Option<Vec<_>>>().map(|all| all.iter().sum());
        let broken = assessment
            .findings
            .iter()
            .filter(|f| f.network() == Some(&network.network));
        let hub = practices
            .get(network.hub)
            .map_or_else(String::new, |hub| readable(&hub.name));
        let named = if network.hub_named {
            ""
        } else {
            " (best member; the plan names none)"
        };
        NetworkRow {
            index,
            name: &network.network,
            around: around(practices, network),
            hub: format!("{hub} ({}){named}", network.hub),
            practices: Figure::count(network.practices.len() as u64),
            patients: Figure::count(network.patients.0),
            weighted: weighted.map(|sum| Figure::count(sum.0)),
            mean: way(network.travel.mean),
            longest: way(network.travel.longest),
            deprivation: network.deprivation.map(|score| Figure {
                value: format!("{score:.6}"),
                shown: format!("{score:.1}"),
            }),
            standing: match network.standing {
                Standing::InBand if network.pieces == 1 => "in the band, hangs together".to_owned(),
                other => other.to_string(),
            },
            broken: broken.map(ToString::to_string).collect(),
        }
    })
    .collect()
}

pub(super) fn practices<'a>(
    problem: &'a Problem,
    assessment: &'a Assessment,
    home: &[Option<usize>],
    next: &[Option<Next>],
) -> Vec<PracticeRow<'a>> {
    let table = problem.practices();
    let unit = assessment.travel_unit;
    let row = |(index, practice): (usize, &'a crate::practice::Practice)| {
        let network = home.get(index).copied().flatten();
        let of = network.and_then(|k| assessment.networks.get(k));
        let hub = of.and_then(|network| table.index_of(network.hub));
        let way = hub.map(|hub| problem.travel().between(index, hub));
        PracticeRow {
            index,
            code: practice.code.to_string(),
            name: readable(&practice.name),
            patients: Figure::count(practice.list_size.0),
            network: network.zip(of.map(|network| network.network.as_str())),
            hub: hub.map_or_else(String::new, |hub| match hub == index {
                true => "is the hub".to_owned(),
                false => readable(&table[hub].name),
            }),
            way: way.map(|way| Figure::of(way, unit.show(way))),
            next: next
                .get(index)
                .and_then(Option::as_ref)
                .map_or_else(String::new, |next| meaning(next, practice.list_size, assessment)),
            today: practice
                .pcn
                .as_ref()
                .map_or_else(String::new, |pcn| match pcn.name.is_empty() {
                    true => pcn.code.to_string(),
                    false => readable(&pcn.name),
                }),
        }
    };
    table.iter().enumerate().map(row).collect()
}

/// `N03: 850 m longer for each of its patients; but N01 would have 28,100 patients, below the band`
fn meaning(next: &Next, patients: Patients, assessment: &Assessment) -> String {
    let name = assessment.networks.get(next.network).map_or("", |n| &n.network);
    let all = u128::from(patients.0.max(1));
    let each = (next.further.unsigned_abs() + all / 2) / all;
    let each = assessment
        .travel_unit
        .show(u64::try_from(each).unwrap_or(u64::MAX));
    let further = if next.further < 0 { "shorter" } else { "longer" };
    let breaks = match next.breaks.is_empty() {
        true => String::new(),
        false => format!("; but {}", next.breaks.join(", and ")),
    };
    format!("{name}: {each} {further} for each of its patients{breaks}")
}

/// Who moves, each by the name of today's network and of the plan's.
pub(super) fn moves<'a>(
    problem: &'a Problem,
    assessment: &'a Assessment,
    home: &[Option<usize>],
    moves: &Moves,
) -> Vec<MoveRow<'a>> {
    let row = |change: &crate::change::Move| {
        let index = problem.practices().index_of(change.practice)?;
        let practice = &problem.practices()[index];
        let to = home
            .get(index)
            .copied()
            .flatten()
            .and_then(|k| assessment.networks.get(k));
        Some(MoveRow {
            index,
            code: change.practice.to_string(),
            name: readable(&practice.name),
            patients: Figure::count(change.patients.0),
            from: practice.pcn.as_ref().map_or_else(
                || "no network".to_owned(),
                |pcn| match pcn.name.is_empty() {
                    true => pcn.code.to_string(),
                    false => readable(&pcn.name),
                },
            ),
            to: to.map_or("no network", |network| &network.network),
            crosses: change.crosses,
        })
    };
    moves.moves.iter().filter_map(row).collect()
}
