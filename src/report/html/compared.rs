//! The plan beside today's networks, in lines.

use super::words::number;
use crate::assess::PlanMeasures;
use crate::travel::TravelUnit;

/// What is better and what is worse than before, measure by measure; what is the same is not said.
pub(super) fn compared(
    plan: &PlanMeasures,
    before: &PlanMeasures,
    unit: TravelUnit,
) -> (Vec<String>, Vec<String>) {
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
