//! What would help, tried from the least to the greatest change.

use super::number::wider;
use super::rule_name::as_now;
use super::stepwise::{links, waivers};
use super::trial::{Proof, Trials, Verdict};
use super::{Change, Outcome, Relaxation, RuleName};
use crate::problem::{Networks, Rules};

/// Tries what could help, until the time is up; the second is what was left out for want of time.
pub(super) fn relaxations(
    trials: &Trials<'_>,
    base: &Rules,
    first: Option<&Proof>,
    rules: &[RuleName],
) -> (Vec<Relaxation>, Vec<String>) {
    let (mut found, mut left) = (Vec::new(), Vec::new());
    let has = |name: RuleName| rules.contains(&name);
    type Attempt<'a> = Box<dyn Fn() -> Option<Relaxation> + 'a>;
    let mut attempts: Vec<(&str, Attempt<'_>)> = Vec::new();
    let proven = first.is_some();
    let stuck = first.is_some_and(|proof| !proof.practices.is_empty());
    if stuck && has(RuleName::BandLeast) {
        attempts.push(("waivers below the band", Box::new(|| waivers(trials, true))));
    }
    if stuck && has(RuleName::BandMost) {
        attempts.push(("waivers above the band", Box::new(|| waivers(trials, false))));
    }
    if stuck && has(RuleName::Contiguity) {
        attempts.push(("links", Box::new(|| links(trials))));
    }
    if has(RuleName::Networks) {
        attempts.push(("another number of networks", Box::new(|| any_number(trials))));
    }
    for &name in rules {
        if let RuleName::BandLeast | RuleName::BandMost | RuleName::GreatestTravel | RuleName::Limit(_) = name
        {
            attempts.push((
                "a wider limit",
                Box::new(move || wider(trials, base, name, proven)),
            ));
        }
    }
    for &name in rules.iter().filter(|name| name.can_be_dropped()) {
        attempts.push(("leaving a rule out", Box::new(move || dropped(trials, name))));
    }
    for (what, attempt) in attempts {
        match trials.over() {
            true => left.push(format!(
                "whether {what} would help was not tried for want of time"
            )),
            false => found.extend(attempt()),
        }
    }
    left.dedup();
    (found, left)
}

pub(super) fn tried(trials: &Trials<'_>, change: Change, outcome: Outcome) -> Relaxation {
    Relaxation {
        wording: change.wording(trials.problem),
        change,
        outcome,
    }
}

pub(super) fn outcome(verdict: Verdict, least: bool) -> Outcome {
    match verdict {
        Verdict::Plan(networks) => Outcome::Helps { networks, least },
        Verdict::None(proof) => Outcome::Not { reason: proof.reason },
        Verdict::Misfit(reason) => Outcome::Not { reason },
        Verdict::Unknown => Outcome::Unknown,
    }
}

/// The rules with the number of networks as now and this change.
pub(super) fn with(trials: &Trials<'_>, change: &Change) -> Rules {
    let mut rules = change.apply(trials.problem);
    // Who joins after all adds to the patients, and the number of networks may follow.
    let joins = matches!(change, Change::Drop(RuleName::OptedOut(_) | RuleName::Frozen(_)));
    if rules.networks == Networks::Auto && !joins {
        rules.networks = as_now(trials.problem);
    }
    rules
}

fn dropped(trials: &Trials<'_>, name: RuleName) -> Option<Relaxation> {
    let change = Change::Drop(name);
    let verdict = trials.verdict(&with(trials, &change));
    Some(tried(trials, change, outcome(verdict, true)))
}

fn any_number(trials: &Trials<'_>) -> Option<Relaxation> {
    let verdict = trials.verdict(&Change::Networks(Networks::Any).apply(trials.problem));
    let change = match verdict {
        Verdict::Plan(networks) => Change::Networks(Networks::Exactly(networks as u32)),
        _ => Change::Networks(Networks::Any),
    };
    Some(tried(trials, change, outcome(verdict, false)))
}
