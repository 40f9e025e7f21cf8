//! The tables of a cut's weights against what they promise.

use super::super::steps::Steps;
use super::KINDS;

/// Every subset of a mask.
fn subsets(mask: u8) -> impl Iterator<Item = u8> {
    (0..=mask).filter(move |some| some & !mask == 0)
}

fn sum(weights: &[u32], members: u8) -> u32 {
    (0..weights.len())
        .filter(|bit| members >> bit & 1 == 1)
        .map(|bit| weights[bit])
        .sum()
}

/// Counted by shares a cut never charges more than its steps, whoever of the free members joins, and for someone exactly that.
#[test]
fn shares_and_slack_come_to_the_steps() {
    for (weights, of) in KINDS {
        let steps = Steps::new(weights.to_vec(), of);
        for free in subsets((1 << weights.len()) - 1) {
            for inside in 0..2 * of {
                let lost = |some: u8| {
                    let total = inside + sum(weights, some);
                    i64::from(of) * i64::from(total / of) - (i64::from(total) - i64::from(of - 1))
                };
                let least = subsets(free).map(lost).min();
                assert_eq!(
                    least,
                    Some(i64::from(steps.short(free, inside))),
                    "{weights:?} of {of}"
                );
            }
        }
    }
}

/// No set of members that would each take the next step alone is charged more than the steps that it takes, and a twelfth more
/// for each would be too much for some set, unless it is a whole step.
#[test]
fn what_members_are_charged_alone_is_a_fair_share() {
    for (weights, of) in KINDS {
        let steps = Steps::new(weights.to_vec(), of);
        for free in subsets((1 << weights.len()) - 1) {
            for rest in 0..of {
                let each = u32::from(steps.each(free, rest));
                let fair = |each: u32| {
                    subsets(free).all(|some| {
                        let alone = |bit: &usize| some >> bit & 1 == 1 && rest + weights[*bit] >= of;
                        let takers = (0..weights.len()).filter(alone).count() as u32;
                        takers * each <= 12 * ((rest + sum(weights, some)) / of)
                    })
                };
                assert!(fair(each), "{weights:?} of {of}: {each}");
                assert!(
                    each == 12 || !fair(each + 1),
                    "{weights:?} of {of}: {each} is too little"
                );
            }
        }
    }
}

#[test]
fn a_kind_knows_its_weights() {
    let steps = Steps::new(vec![2, 1, 1, 1], 3);
    assert!(steps.is(&[(4, 2), (5, 1), (7, 1), (9, 1)], 3));
    assert!(!steps.is(&[(4, 1), (5, 2), (7, 1), (9, 1)], 3));
    assert!(!steps.is(&[(4, 2), (5, 1), (7, 1), (9, 1)], 4));
    assert_eq!(steps.sum(0b1011), 4);
}
