//! The plan in plain sentences, and beside today's networks.

use super::closeness::closeness;
use super::compared::compared;
use super::names::full;
use super::words::{band, count, number, percent};
use crate::assess::Assessment;
use crate::change::Moves;
use crate::engine::solution::Solution;
use crate::problem::Problem;
use crate::travel::TravelUnit;

/// What a reader should know first.
pub(super) struct Summary {
    /// The figures to see at a glance: a number and what it is.
    pub figures: Vec<(String, String)>,
    /// The plan in sentences.
    pub sentences: Vec<String>,
    /// What is better than today, a sentence each; empty where today is not known.
    pub better: Vec<String>,
    /// What is worse than today.
    pub worse: Vec<String>,
    /// How near to the best possible it is, and what that means.
    pub closeness: Vec<String>,
}

impl Summary {
    pub fn of(
        problem: &Problem,
        this: &Assessment,
        today: Option<(&Assessment, &Moves)>,
        solution: Option<&Solution>,
    ) -> Self {
        let plan = &this.plan;
        let show = |way| this.travel_unit.show(way);
        let mut figures = vec![
            (number(plan.networks), "networks".to_owned()),
            (
                format!("{} of {}", number(plan.in_band), number(plan.networks)),
                format!("have {} patients", band(this)),
            ),
            (
                show(plan.travel.mean),
                format!("mean way to the hub{}", by(problem, this)),
            ),
            (show(plan.travel.longest), "longest way to a hub".to_owned()),
        ];
        if let Some((_, moves)) = today {
            figures.push((
                percent(moves.moved, moves.patients),
                "of patients change network".to_owned(),
            ));
        }
        let (better, worse) = today.map_or_else(Default::default, |(today, _)| {
            compared(&this.plan, &today.plan, this.travel_unit)
        });
        Self {
            figures,
            sentences: sentences(problem, this, today),
            better,
            worse,
            closeness: closeness(solution),
        }
    }
}

fn sentences(problem: &Problem, this: &Assessment, today: Option<(&Assessment, &Moves)>) -> Vec<String> {
    let plan = &this.plan;
    let practices = number(problem.practices().len());
    let patients = problem.practices().patients();
    let mut text = vec![format!(
        "The plan puts {practices} GP practices with {patients} registered patients into {}.",
        count(plan.networks, "network")
    )];
    text.push(match plan.networks - plan.in_band.min(plan.networks) {
        0 => format!("Every network has {} patients.", band(this)),
        out => format!(
            "{} of them have {} patients; {} not.",
            number(plan.in_band),
            band(this),
            if out == 1 {
                "one does".to_owned()
            } else {
                format!("{} do", number(out))
            }
        ),
    });
    if plan.in_pieces == 0 {
        text.push("Every network hangs together on the map: its practices are neighbours.".to_owned());
    } else {
        let verb = if plan.in_pieces == 1 { "does" } else { "do" };
        text.push(format!(
            "{} {verb} not hang together on the map.",
            count(plan.in_pieces, "network")
        ));
    }
    if plan.standing_alone > 0 {
        text.push(format!(
            "{} with more than {} patients {} and {} not counted among the networks.",
            count(plan.standing_alone, "practice"),
            this.band.most,
            if plan.standing_alone == 1 {
                "stands alone"
            } else {
                "stand alone"
            },
            if plan.standing_alone == 1 { "is" } else { "are" },
        ));
    }
    if plan.missing > 0 {
        text.push(format!(
            "{} with {} patients {} in no network.",
            count(plan.missing, "practice"),
            plan.missing_patients,
            if plan.missing == 1 { "is" } else { "are" }
        ));
    }
    text.push(match this.findings.len() {
        0 => "The plan keeps every rule. This was checked by a part of the program that shares no code with \
              the part that made it."
            .to_owned(),
        1 => "The plan breaks a rule; the network table says which.".to_owned(),
        n => format!("The plan breaks rules {} times; the tables say which.", number(n)),
    });
    text.extend(furthest(problem, this));
    if let Some((_, moves)) = today {
        text.push(format!(
            "Against today's primary care networks, {} with {} patients ({} of all) {} network.",
            count(moves.moves.len(), "practice"),
            moves.moved,
            percent(moves.moved, moves.patients),
            if moves.moves.len() == 1 {
                "changes"
            } else {
                "change"
            }
        ));
    }
    text
}

/// Where the longest way is, which is what a meeting asks next.
fn furthest(problem: &Problem, this: &Assessment) -> Option<String> {
    let longest = this.plan.travel.longest;
    let network = this
        .networks
        .iter()
        .find(|network| network.travel.longest == longest)?;
    (this.networks.len() > 1 && longest > 0).then(|| {
        format!(
            "The longest way to a hub, {}, is in {}.",
            this.travel_unit.show(longest),
            full(problem.practices(), network)
        )
    })
}

/// How ways are measured, as far as it can be told: lines are straight where every way to a hub is one.
fn by(problem: &Problem, this: &Assessment) -> &'static str {
    let practices = problem.practices();
    let straight = this.networks.iter().all(|network| {
        let hub = practices.index_of(network.hub);
        let members = network
            .practices
            .iter()
            .filter_map(|&code| practices.index_of(code));
        members.zip(hub.into_iter().cycle()).all(|(i, hub)| {
            let line = practices[i].location.straight_line(practices[hub].location);
            problem.travel().between(i, hub) == line.get()
        })
    });
    match this.travel_unit {
        TravelUnit::Metres if straight => ", as the crow flies",
        TravelUnit::Metres => "",
        TravelUnit::Seconds => ", by time",
    }
}
