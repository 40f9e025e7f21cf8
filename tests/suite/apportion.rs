//! Sharing out: published tables, and random tasks against the definitions.

use crate::fixture::codes;
use locality::apportion::{Limits, Method, apportion, split};
use locality::fault::FaultCode;
use proptest::prelude::*;

const METHODS: [Method; 3] = [Method::LargestRemainder, Method::Webster, Method::DHondt];

fn seats(total: u64, weights: &[u64], method: Method) -> Vec<u64> {
    apportion(total, weights, method, &Limits::None)
        .expect("shares")
        .seats
}

/// Wikipedia, Highest averages method, and D. Lippman, Math in Society, Apportionment: the tables that are printed there.
#[test]
fn published_tables() {
    // 230,000 votes and 8 seats: D'Hondt 4, 3, 1, 0 and Sainte-Laguë 3, 3, 1, 1.
    let votes = [100_000, 80_000, 30_000, 20_000];
    assert_eq!(seats(8, &votes, Method::DHondt), [4, 3, 1, 0]);
    assert_eq!(seats(8, &votes, Method::Webster), [3, 3, 1, 1]);
    // 116 seats: exact shares 4.746, 78.803, 19.901, 12.549.
    let states = [33_700, 559_500, 141_300, 89_100];
    assert_eq!(seats(116, &states, Method::LargestRemainder), [5, 79, 20, 12]);
    // By the plainest program: seat by seat to the largest quotient, in fractions.
    assert_eq!(seats(116, &states, Method::DHondt), [4, 80, 20, 12]);
    assert_eq!(seats(116, &states, Method::Webster), [5, 78, 20, 13]);
}

/// One hundred seats by hand. Exact shares of 100: 43.3, 28.7, 14.6, 8.9, 4.5. Largest remainder: 97 whole, and one each for .9, .7, .6.
/// D'Hondt: with the divisor 9,700 of 1,000,000 the quotients are 44.6, 29.6, 15.05, 9.2, 4.6, whole parts 44 + 29 + 15 + 9 + 4 = 101; with
/// 9,735: 44.48, 29.48, 14.998, 9.14, 4.62, whole parts 44 + 29 + 14 + 9 + 4 = 100. Webster: with 10,000 they round to 43, 29, 15, 9, and 4.5 to
/// 5 makes 101; with 10,010: 43.26, 28.67, 14.585, 8.89, 4.496 round to 43 + 29 + 15 + 9 + 4 = 100.
#[test]
fn one_hundred_seats() {
    let weights = [433_000, 287_000, 146_000, 89_000, 45_000];
    assert_eq!(seats(100, &weights, Method::LargestRemainder), [43, 29, 15, 9, 4]);
    assert_eq!(seats(100, &weights, Method::Webster), [43, 29, 15, 9, 4]);
    assert_eq!(seats(100, &weights, Method::DHondt), [44, 29, 14, 9, 4]);
}

/// The Alabama paradox as textbooks show it: one more seat in all takes one from the smallest.
#[test]
fn alabama_loses_a_seat() {
    assert_eq!(seats(10, &[6, 6, 2], Method::LargestRemainder), [4, 4, 2]);
    assert_eq!(seats(11, &[6, 6, 2], Method::LargestRemainder), [5, 5, 1]);
}

/// D'Hondt leaves the quota: exact shares of ten are 6.7 and eleven times 0.3; by divisor 1 the first has 67 / 1 ... it takes all ten,
/// as 67 / 10 = 6.7 is more than 3.
#[test]
fn quota_violations_are_told() {
    let mut weights = vec![3; 11];
    weights.insert(0, 67);
    let found = apportion(10, &weights, Method::DHondt, &Limits::None).expect("shares");
    assert_eq!((found.seats[0], found.violations), (10, vec![0]));
    assert_eq!(
        (found.quotas[0].numerator(), found.quotas[0].denominator()),
        (670, 100)
    );
}

/// Caps and floors by hand: 10 by 8 : 1 : 1 with a cap of 5 leaves 5 for two equals, 2.5 each; the first of equals has the odd one.
#[test]
fn limits_come_first() {
    let limits = Limits::Same {
        floor: 0,
        cap: Some(5),
    };
    let found = apportion(10, &[8, 1, 1], Method::LargestRemainder, &limits).expect("shares");
    assert_eq!(found.seats, [5, 3, 2]);
    assert_eq!(found.quotas[1].to_string(), "2.500");
    // With a floor of 1 for the last, 9 are left for 8 : 1: exactly 8 and 1.
    let limits = Limits::Each(vec![(0, None), (0, None), (1, Some(1))]);
    let found = apportion(10, &[8, 1, 1], Method::DHondt, &limits).expect("shares");
    assert_eq!(found.seats, [8, 1, 1]);
    // Nobody without weight gets more than the floor.
    let limits = Limits::Same { floor: 1, cap: None };
    assert_eq!(
        apportion(5, &[0, 9], Method::Webster, &limits)
            .expect("shares")
            .seats,
        [1, 4]
    );
}

#[test]
fn what_cannot_be_shared_is_refused() {
    use FaultCode::{LimitsClash, NobodyToShare, NothingToShare, TooLargeToShare};
    let share =
        |total, weights: &[u64], limits: Limits| codes(apportion(total, weights, Method::Webster, &limits));
    assert_eq!(share(0, &[], Limits::None), [NothingToShare, NobodyToShare]);
    assert_eq!(share(3, &[0, 0], Limits::None), [NobodyToShare]);
    assert_eq!(
        share(3, &[1, 1], Limits::Same { floor: 2, cap: None }),
        [LimitsClash]
    );
    assert_eq!(
        share(
            3,
            &[1, 1],
            Limits::Same {
                floor: 0,
                cap: Some(1)
            }
        ),
        [LimitsClash]
    );
    assert_eq!(
        share(
            9,
            &[1, 1],
            Limits::Same {
                floor: 5,
                cap: Some(4)
            }
        ),
        [LimitsClash, LimitsClash]
    );
    assert_eq!(share(9, &[1, 1], Limits::Each(vec![(0, None)])), [LimitsClash]);
    assert_eq!(
        share(
            3,
            &[0, 1],
            Limits::Same {
                floor: 0,
                cap: Some(2)
            }
        ),
        [LimitsClash]
    );
    assert_eq!(share(10_000_001, &[1], Limits::None), [TooLargeToShare]);
    assert_eq!(share(3, &[u64::MAX, u64::MAX], Limits::None), [TooLargeToShare]);
    // The fault is one line with a remedy.
    let told = apportion(0, &[1], Method::Webster, &Limits::None)
        .expect_err("a fault")
        .to_string();
    assert_eq!(
        told,
        "W001 there is nothing to share out: a total of 0 for 1 parties; give a total above nought"
    );
}

#[test]
fn gains_and_losses_are_split_alike() {
    assert_eq!(split(100, &[1, 1, 1]).expect("shares"), [34, 33, 33]);
    assert_eq!(split(-100, &[1, 1, 1]).expect("shares"), [-34, -33, -33]);
    assert_eq!(split(0, &[1, 2]).expect("shares"), [0, 0]);
    assert_eq!(codes(split(0, &[0])), [FaultCode::NobodyToShare]);
    assert_eq!(codes(split(i64::MIN, &[1])), [FaultCode::TooLargeToShare]);
}

/// A total, weights, and floors and caps.
type Task = (u64, Vec<u64>, Vec<(u64, Option<u64>)>);

/// Parties with weights, floors and caps, and a total that fits them.
fn tasks() -> impl Strategy<Value = Task> {
    let party = (1_u64..60, 0_u64..4, prop::option::of(0_u64..9));
    let parties = prop::collection::vec(party, 1..7);
    (parties, 0_u64..1_000).prop_map(|(parties, at)| {
        let weights = parties.iter().map(|p| p.0).collect();
        let bounds: Vec<_> = parties
            .iter()
            .map(|&(_, floor, above)| (floor, above.map(|a| floor + a)))
            .collect();
        let least = bounds.iter().map(|b| b.0).sum::<u64>().max(1);
        let most = bounds.iter().map(|b| b.1.unwrap_or(b.0 + 12)).sum::<u64>().max(1);
        (least + at % (most - least + 1).max(1), weights, bounds)
    })
}

proptest! {
    #[test]
    fn nothing_is_lost_and_limits_hold((total, weights, bounds) in tasks()) {
        for method in METHODS {
            let found = apportion(total, &weights, method, &Limits::Each(bounds.clone()));
            let Ok(found) = found else {
                // Floors of nought and caps of nought for everybody: nothing can be given.
                prop_assert!(bounds.iter().map(|b| b.1.unwrap_or(total)).sum::<u64>() < total);
                continue;
            };
            prop_assert_eq!(found.seats.iter().sum::<u64>(), total);
            for (seats, (floor, cap)) in found.seats.iter().zip(&bounds) {
                prop_assert!(seats >= floor && cap.is_none_or(|cap| *seats <= cap));
            }
            // Exact shares add up too: over a common denominator.
            let common: u128 = found.quotas.iter().map(|q| q.denominator()).fold(1, lcm);
            let sum: u128 = found.quotas.iter().map(|q| q.numerator() * (common / q.denominator())).sum();
            prop_assert_eq!(sum, u128::from(total) * common);
            if method == Method::LargestRemainder {
                prop_assert!(found.violations.is_empty());
            }
        }
    }

    /// A divisor method is one by its definition: nobody would rather have what another had last.
    #[test]
    fn no_seat_is_better_elsewhere((total, weights, bounds) in tasks()) {
        for (method, after) in [(Method::Webster, 2), (Method::DHondt, 1)] {
            let Ok(found) = apportion(total, &weights, method, &Limits::Each(bounds.clone())) else { continue };
            let divisor = |held: u64| u128::from(after * held + 1);
            for (i, &has) in found.seats.iter().enumerate().filter(|&(i, &has)| has > bounds[i].0) {
                for (j, &other) in found.seats.iter().enumerate().filter(|&(j, &has)| bounds[j].1.is_none_or(|cap| has < cap)) {
                    if i != j {
                        // weight_i / divisor(has - 1) >= weight_j / divisor(other)
                        let kept = u128::from(weights[i]) * divisor(other);
                        prop_assert!(kept >= u128::from(weights[j]) * divisor(has - 1), "{found:?}");
                    }
                }
            }
        }
    }

    /// Largest remainder is nearest to the exact shares, of all ways to share out: the least sum of squares (Birkhoff 1976). Against all ways.
    #[test]
    fn largest_remainder_is_nearest(total in 1_u64..12, weights in prop::collection::vec(1_u64..50, 1..5)) {
        let found = seats(total, &weights, Method::LargestRemainder);
        let all: i128 = weights.iter().map(|&w| i128::from(w)).sum();
        let off = |seats: &[u64]| -> i128 {
            let each = seats.iter().zip(&weights).map(|(&s, &w)| i128::from(s) * all - i128::from(total * w));
            each.map(|d| d * d).sum()
        };
        let best = ways(total, weights.len()).iter().map(|way| off(way)).min().expect("a way");
        prop_assert_eq!(off(&found), best);
    }
}

/// All ways to share a total out to so many.
fn ways(total: u64, parties: usize) -> Vec<Vec<u64>> {
    if parties == 1 {
        return vec![vec![total]];
    }
    let mut all = Vec::new();
    for first in 0..=total {
        for mut rest in ways(total - first, parties - 1) {
            rest.insert(0, first);
            all.push(rest);
        }
    }
    all
}

fn lcm(a: u128, b: u128) -> u128 {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    a / x * b
}
