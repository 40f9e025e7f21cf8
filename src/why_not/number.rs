//! The number of a rule, moved as little as helps.

use super::relax::{outcome, tried, with};
use super::rule_name::open_end;
use super::trial::{Trials, Verdict};
use super::{Change, Outcome, Relaxation, RuleName};
use crate::problem::{Band, Limit, Networks, Rules};
use crate::units::Patients;

/// After so many numbers without a plan and without a proof the search for the least is given up.
const SEARCHES: usize = 4;

/// A number of a rule that can be moved by some amount, from 0 to a greatest.
struct Number<'a> {
    greatest: u64,
    /// Whether it is proven that 0 is not enough.
    proven: bool,
    changed: &'a dyn Fn(u64) -> Change,
}

/// The ends of a band or limit moved as little as helps; `proven` where it is that there is no plan without.
pub(super) fn wider(trials: &Trials<'_>, base: &Rules, name: RuleName, proven: bool) -> Option<Relaxation> {
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
pub(super) fn first_without(from: u64, greatest: u64, holds: &dyn Fn(u64) -> bool) -> u64 {
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
