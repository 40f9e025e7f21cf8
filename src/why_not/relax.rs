//! What would help, tried from the least to the greatest change.

use super::rule_name::{as_now, open_end};
use super::trial::{Proof, Trials, Verdict};
use super::{Change, Outcome, Relaxation, RuleName};
use crate::practice::OdsCode;
use crate::problem::{Band, Limit, Networks, Rules};
use crate::units::{Metres, Patients};

/// At most so many practices are waived, or linked, one after the other.
const STEPS: usize = 6;
/// So many of the shortest links are tried for one reason.
const LINKS: usize = 200;
/// After so many numbers without a plan and without a proof the search for the least is given up.
const SEARCHES: usize = 4;

/// A number of a rule that can be moved by some amount, from 0 to a greatest.
struct Number<'a> {
    greatest: u64,
    /// Whether it is proven that 0 is not enough.
    proven: bool,
    changed: &'a dyn Fn(u64) -> Change,
}

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

fn tried(trials: &Trials<'_>, change: Change, outcome: Outcome) -> Relaxation {
    Relaxation {
        wording: change.wording(trials.problem),
        change,
        outcome,
    }
}

fn outcome(verdict: Verdict, least: bool) -> Outcome {
    match verdict {
        Verdict::Plan(networks) => Outcome::Helps { networks, least },
        Verdict::None(proof) => Outcome::Not { reason: proof.reason },
        Verdict::Misfit(reason) => Outcome::Not { reason },
        Verdict::Unknown => Outcome::Unknown,
    }
}

/// The rules with the number of networks as now and this change.
fn with(trials: &Trials<'_>, change: &Change) -> Rules {
    let mut rules = change.apply(trials.problem);
    // Who joins after all adds to the patients, and the number of networks may follow.
    let joins = matches!(change, Change::Drop(RuleName::OptedOut(_)));
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

/// The ends of a band or limit moved as little as helps; `proven` where it is that there is no plan without.
fn wider(trials: &Trials<'_>, base: &Rules, name: RuleName, proven: bool) -> Option<Relaxation> {
    let problem = trials.problem;
    let limit = |at: usize| base.limits.get(at);
    let band = base.band;
    let networks = base.networks;
    match name {
        RuleName::BandLeast => {
            let changed = |by: u64| Change::Band {
                band: Band {
                    least: Patients(band.least.0 - by),
                    ..band
                },
                networks,
            };
            number(
                trials,
                &Number {
                    greatest: band.least.0,
                    proven,
                    changed: &changed,
                },
            )
        }
        RuleName::BandMost => {
            let alone = problem.standing_alone();
            let changed = |by: u64| {
                let most = Patients(band.most.0 + by);
                // Those who stood alone and are inside now are networks more.
                let inside = alone
                    .iter()
                    .filter(|&&i| problem.practices()[i].list_size <= most)
                    .count() as u32;
                let networks = match networks {
                    Networks::Exactly(number) if inside > 0 => Networks::Range(number, number + inside),
                    Networks::Range(least, most) => Networks::Range(least, most + inside),
                    other => other,
                };
                Change::Band {
                    band: Band { most, ..band },
                    networks,
                }
            };
            let greatest = open_end(problem, band).0 - band.most.0;
            number(
                trials,
                &Number {
                    greatest,
                    proven,
                    changed: &changed,
                },
            )
        }
        RuleName::GreatestTravel => {
            let most = base.greatest_travel.as_ref()?.most;
            let grouped = problem.grouped();
            let ways = grouped
                .iter()
                .flat_map(|&i| grouped.iter().map(move |&j| problem.travel().between(i, j)));
            let greatest = ways.max()?.saturating_sub(most);
            number(
                trials,
                &Number {
                    greatest,
                    proven,
                    changed: &|by| Change::GreatestTravel(most + by),
                },
            )
        }
        RuleName::Limit(at) => {
            let Limit { least, most, .. } = *limit(at)?;
            let total: u64 = problem.resolved().limits.get(at)?.iter().sum();
            let lower = Number {
                greatest: least,
                proven,
                changed: &|by| Change::Limit {
                    at,
                    least: least - by,
                    most,
                },
            };
            let upper = Number {
                greatest: total.saturating_sub(most),
                proven,
                changed: &|by| Change::Limit {
                    at,
                    least,
                    most: most + by,
                },
            };
            let helps = |found: &Relaxation| matches!(found.outcome, Outcome::Helps { .. });
            let lower = number(trials, &lower);
            match lower.as_ref().is_some_and(helps) {
                true => lower,
                false => number(trials, &upper).filter(helps).or(lower),
            }
        }
        _ => None,
    }
}

/// The least amount that helps: first by proof, as no plan can need less; then by search, in growing steps where the least that is not
/// ruled out has no plan that is found.
fn number(trials: &Trials<'_>, number: &Number<'_>) -> Option<Relaxation> {
    let rules = |by: u64| with(trials, &(number.changed)(by));
    let end = |by: u64, verdict: Verdict, least: bool| {
        Some(tried(trials, (number.changed)(by), outcome(verdict, least)))
    };
    if number.greatest == 0 {
        return None;
    }
    let (mut by, mut proven) = (1, number.proven);
    let mut unknown = loop {
        match trials.verdict(&rules(by)) {
            Verdict::None(proof) if by < number.greatest => {
                let among = (!proof.practices.is_empty()).then_some(&proof.practices[..]);
                let holds = |by: u64| trials.proof(&rules(by), false, among).is_some();
                by = first_without(by, number.greatest, &holds);
                proven = true;
            }
            Verdict::Unknown => break by,
            verdict => return end(by, verdict, proven),
        }
        if trials.over() {
            return end(by, Verdict::Unknown, false);
        }
    };
    let lowest = unknown;
    let mut step = (number.greatest - lowest) / 64 + 1;
    let mut found = None;
    while unknown < number.greatest && !trials.over() {
        let at = (unknown + step).min(number.greatest);
        match trials.verdict(&rules(at)) {
            Verdict::Plan(networks) => {
                found = Some((at, networks));
                break;
            }
            _ => unknown = at,
        }
        step *= 4;
    }
    let Some((mut at, mut networks)) = found else {
        return end(lowest, Verdict::Unknown, false);
    };
    for _ in 0..SEARCHES {
        let middle = unknown.midpoint(at);
        if middle == unknown || trials.over() {
            break;
        }
        match trials.verdict(&rules(middle)) {
            Verdict::Plan(fewer) => (at, networks) = (middle, fewer),
            _ => unknown = middle,
        }
    }
    end(at, Verdict::Plan(networks), false)
}

/// The first number at which the proof no longer holds, from `from`, where it does; the greatest where it always does.
fn first_without(from: u64, greatest: u64, holds: &dyn Fn(u64) -> bool) -> u64 {
    let (mut last, mut free) = (from, greatest);
    while last + 1 < free {
        let middle = last.midpoint(free);
        match holds(middle) {
            true => last = middle,
            false => free = middle,
        }
    }
    free
}

/// Waivers for the practices that the proofs name, one after the other, each no larger than it must be.
fn waivers(trials: &Trials<'_>, below: bool) -> Option<Relaxation> {
    let problem = trials.problem;
    let greatest = match below {
        true => problem.band().least.0,
        false => problem.patients().0,
    };
    let mut waived: Vec<(OdsCode, Patients, Patients)> = Vec::new();
    let with_one = |waived: &[(OdsCode, Patients, Patients)], code: OdsCode, by: u64| {
        let mut all = waived.to_vec();
        let one = match below {
            true => (code, Patients(by), Patients(0)),
            false => (code, Patients(0), Patients(by)),
        };
        all.push(one);
        Change::Waive(all)
    };
    step_by_step(trials, true, |change, proof| {
        if let Some(Change::Waive(before)) = change {
            waived.clone_from(before);
        }
        let of = |i: &&usize| (problem.practices()[**i].list_size, std::cmp::Reverse(**i));
        let code = problem.practices()[*proof.practices.iter().max_by_key(of)?].code;
        if waived.iter().any(|(other, ..)| *other == code) {
            return None;
        }
        let holds = |by: u64| {
            let rules = with(trials, &with_one(&waived, code, by));
            trials.proof(&rules, false, Some(&proof.practices)).is_some()
        };
        match holds(greatest) {
            true => None,
            false => Some(with_one(&waived, code, first_without(0, greatest, &holds))),
        }
    })
}

/// The shortest links that undo the proofs, one after the other.
fn links(trials: &Trials<'_>) -> Option<Relaxation> {
    let problem = trials.problem;
    step_by_step(trials, false, |change, proof| {
        let mut linked: Vec<(OdsCode, OdsCode)> = match change {
            Some(Change::Link(links)) => links.clone(),
            _ => Vec::new(),
        };
        let mut from = proof.practices.clone();
        from.extend(problem.graph().neighbours_of(&proof.practices));
        let place = |i: usize| problem.practices()[i].location;
        let mut pairs: Vec<(Metres, usize, usize)> = Vec::new();
        for &i in &from {
            let near: Vec<usize> = problem.graph().neighbours(i).collect();
            let far = problem
                .grouped()
                .iter()
                .filter(|&&j| j != i && !near.contains(&j) && problem.same_area(i, j));
            pairs.extend(far.map(|&j| (place(i).straight_line(place(j)), i.min(j), i.max(j))));
        }
        pairs.sort_unstable();
        pairs.dedup();
        for (_, i, j) in pairs.into_iter().take(LINKS) {
            if trials.over() {
                return None;
            }
            linked.push((problem.practices()[i].code, problem.practices()[j].code));
            let change = Change::Link(linked.clone());
            if trials
                .proof(&with(trials, &change), false, Some(&proof.practices))
                .is_none()
            {
                return Some(change);
            }
            linked.pop();
        }
        None
    })
}

/// Mends one proof after the other until there is none; `next` makes the change that undoes the proof as well as those before. `least`
/// where its first change for a proof about one practice is the least of its kind.
fn step_by_step(
    trials: &Trials<'_>,
    mut least: bool,
    mut next: impl FnMut(Option<&Change>, &Proof) -> Option<Change>,
) -> Option<Relaxation> {
    let mut change: Option<Change> = None;
    for step in 0..=STEPS {
        let rules = match &change {
            Some(change) => with(trials, change),
            None => super::clash::base(trials),
        };
        match (trials.verdict(&rules), &change) {
            (Verdict::None(proof), _) if !proof.practices.is_empty() && step < STEPS && !trials.over() => {
                least &= step == 0 && proof.practices.len() == 1;
                match next(change.as_ref(), &proof) {
                    Some(more) => change = Some(more),
                    None => {
                        return change
                            .map(|change| tried(trials, change, Outcome::Not { reason: proof.reason }));
                    }
                }
            }
            (verdict, Some(change)) => return Some(tried(trials, change.clone(), outcome(verdict, least))),
            (_, None) => return None,
        }
    }
    None
}
