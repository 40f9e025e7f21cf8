//! The plan in plain sentences, and beside today's networks.

use crate::assess::{Assessment, PlanMeasures};
use crate::change::Moves;
use crate::engine::solution::{Solution, Status};
use crate::problem::Problem;
use crate::travel::TravelUnit;
use crate::units::Patients;

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

/// What is better and what is worse than before, measure by measure; what is the same is not said.
fn compared(plan: &PlanMeasures, before: &PlanMeasures, unit: TravelUnit) -> (Vec<String>, Vec<String>) {
    let show = |way: u64| unit.show(way);
    let whole = |n: usize| number(n);
    let outside = |plan: &PlanMeasures| (plan.below_band + plan.above_band + plan.holding_too_large) as u64;
    let rows = [
        (
            "Mean way to the hub",
            plan.travel.mean,
            before.travel.mean,
            &show as &dyn Fn(u64) -> String,
        ),
        (
            "95 of 100 patients have a way of at most",
            plan.travel.p95,
            before.travel.p95,
            &show,
        ),
        (
            "Longest way to a hub",
            plan.travel.longest,
            before.travel.longest,
            &show,
        ),
        (
            "Networks outside the band",
            outside(plan),
            outside(before),
            &|n| whole(n as usize),
        ),
        (
            "Networks in pieces",
            plan.in_pieces as u64,
            before.in_pieces as u64,
            &|n| whole(n as usize),
        ),
        (
            "Practices in no network",
            plan.missing as u64,
            before.missing as u64,
            &|n| whole(n as usize),
        ),
    ];
    let (mut better, mut worse) = (Vec::new(), Vec::new());
    for (what, now, was, show) in rows {
        let line = format!("{what}: {}, today {}", show(now), show(was));
        // A difference that rounding hides is none to a reader.
        match now.cmp(&was) {
            _ if show(now) == show(was) => {}
            std::cmp::Ordering::Less => better.push(line),
            std::cmp::Ordering::Greater => worse.push(line),
            std::cmp::Ordering::Equal => {}
        }
    }
    (better, worse)
}

fn closeness(solution: Option<&Solution>) -> Vec<String> {
    let Some(solution) = solution else {
        return vec![
            "This plan was read from a file, or made by hand. How near it is to the best possible is not known here.".to_owned(),
        ];
    };
    let known = matches!(solution.gap(), Some(gap) if gap < 1.0);
    let meaning = match solution.status {
        Status::Optimal => {
            "Nobody can make a plan that keeps the same rules and is better in what was asked for, whatever \
             the method and the time."
        }
        _ if known => {
            "Whoever makes a plan that keeps the same rules, by whatever method, can better it by that much at \
             the most in what was asked for."
        }
        _ => "There may be a better plan; a longer search would tell more.",
    };
    vec![
        match known || solution.status == Status::Optimal {
            true => format!("The plan is {}.", solution.closeness()),
            false => "How near the plan is to the best possible is not known.".to_owned(),
        },
        meaning.to_owned(),
        "What was asked for is what the program adds up, such as patients' ways to the hub. What people wish for \
         beyond that is for the meeting to weigh."
            .to_owned(),
    ]
}

/// The band as words: `30,000 to 50,000`.
fn band(assessment: &Assessment) -> String {
    format!("{} to {}", assessment.band.least, assessment.band.most)
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

fn number(number: usize) -> String {
    Patients(number as u64).to_string()
}

/// `1 network`, `14 networks`.
pub(super) fn count(of: usize, what: &str) -> String {
    format!("{} {what}{}", number(of), if of == 1 { "" } else { "s" })
}

/// A share with one decimal, rounded to the nearest; nothing of nothing is 0.
pub(super) fn percent(part: Patients, all: Patients) -> String {
    let thousandths = match u128::from(all.0) {
        0 => 0,
        all => (u128::from(part.0) * 1_000 + all / 2) / all,
    };
    format!("{}.{} %", thousandths / 10, thousandths % 10)
}
