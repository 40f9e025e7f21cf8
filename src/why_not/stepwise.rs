//! Practices waived or linked, one after the other, until no proof is left.

use super::number::first_without;
use super::relax::{outcome, tried, with};
use super::trial::{Proof, Trials, Verdict};
use super::{Change, Outcome, Relaxation};
use crate::practice::OdsCode;
use crate::units::{Metres, Patients};

/// At most so many practices are waived, or linked, one after the other.
const STEPS: usize = 6;
/// So many of the shortest links are tried for one reason.
const LINKS: usize = 200;

/// Waivers for the practices that the proofs name, one after the other, each no larger than it must be.
pub(super) fn waivers(trials: &Trials<'_>, below: bool) -> Option<Relaxation> {
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
pub(super) fn links(trials: &Trials<'_>) -> Option<Relaxation> {
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
