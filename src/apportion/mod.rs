//! Sharing out whole things: posts, sessions, pence. Nothing is lost and nothing is invented.
//!
//! A total goes to several parties in proportion to their weights. Shares in proportion are rarely whole, and the [`Method`] says how
//! they become so; [`Limits`] say what each party has at least and at most.
//!
//! # References
//! M. L. Balinski and H. P. Young, Fair Representation: Meeting the Ideal of One Man, One Vote (Yale, 1982).

mod divisor;
mod fraction;
mod limits;
mod quota;

pub use fraction::Fraction;
pub use limits::Limits;

use crate::fault::{Fault, FaultCode, Faults};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::fmt;

/// How shares become whole. Ties go to the greater weight, then to the party that is named first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Largest remainder (Hamilton): everybody has the whole part of their share, and those with the largest remainders one more. Never
    /// further than one from the share; a greater total may take one away from somebody (the Alabama paradox).
    #[default]
    LargestRemainder,
    /// Webster (Sainte-Laguë): one after the other to the greatest weight / (2 × held + 1). Favours neither great nor small; may leave
    /// the share by more than one, rarely.
    Webster,
    /// D'Hondt (Jefferson): one after the other to the greatest weight / (held + 1). Favours the great, who may have more than one above
    /// their share; nobody has less than its whole part.
    DHondt,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::LargestRemainder => "largest remainder",
            Self::Webster => "Webster",
            Self::DHondt => "D'Hondt",
        })
    }
}

/// What each party gets, in the order of the weights.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Apportionment {
    /// Whole shares; their sum is the total.
    pub seats: Vec<u64>,
    /// Exact shares in proportion, inside the limits; their sum is the total too.
    pub quotas: Vec<Fraction>,
    /// The parties whose whole share is below the whole part of the exact one, or above the next whole number (quota violations).
    pub violations: Vec<usize>,
}

/// Neither total nor the sum of weights may reach this: products of two of them are added up exactly.
pub const MOST: u64 = 1 << 53;

/// Divisor methods give one after the other, and no more than this.
pub const MOST_BY_DIVISOR: u64 = 10_000_000;

/// Shares the total out. O(n log n) by largest remainder, O(total × log n) otherwise.
///
/// Limits come first: whoever would fall below its floor has the floor, whoever would come above its cap has the cap, and the rest is
/// shared in proportion among the others.
///
/// ```
/// use locality::apportion::{Limits, Method, apportion};
/// // Ten seats. By hand: exact shares 4.7, 1.6, 1.59, 1.2, 0.6 and 0.31.
/// let votes = [47_000, 16_000, 15_900, 12_000, 6_000, 3_100];
/// let seats = |method| apportion(10, &votes, method, &Limits::None).map(|found| found.seats);
/// assert_eq!(seats(Method::LargestRemainder)?, [5, 2, 1, 1, 1, 0]);
/// assert_eq!(seats(Method::Webster)?, [4, 2, 2, 1, 1, 0]);
/// assert_eq!(seats(Method::DHondt)?, [5, 2, 2, 1, 0, 0]);
/// # Ok::<(), locality::fault::Faults>(())
/// ```
///
/// # Errors
/// All that applies: a total of nought (`W001`), floors and caps that the total does not fit (`W002`), nobody with a weight (`W003`),
/// numbers too large to be shared exactly (`W004`).
pub fn apportion(
    total: u64,
    weights: &[u64],
    method: Method,
    limits: &Limits,
) -> Result<Apportionment, Faults> {
    let bounds = check(total, weights, method, limits)?;
    let quotas = quota::quotas(total, weights, &bounds);
    let seats = match method {
        Method::LargestRemainder => largest_remainders(total, weights, &quotas),
        Method::Webster => divisor::seats(total, weights, &bounds, |held| 2 * held + 1),
        Method::DHondt => divisor::seats(total, weights, &bounds, |held| held + 1),
    };
    debug_assert_eq!(seats.iter().sum::<u64>(), total);
    let pairs = seats.iter().zip(&quotas).enumerate();
    let beyond = pairs.filter(|(_, (seats, quota))| **seats < quota.whole() || **seats > quota.ceiling());
    let violations = beyond.map(|(party, _)| party).collect();
    Ok(Apportionment {
        seats,
        quotas,
        violations,
    })
}

/// Shares an amount out by largest remainder, without limits; of a negative amount everybody bears a share. For sums that were
/// checked before, such as a budget's gain or loss.
///
/// # Errors
/// As [`apportion`], but an amount of nought is shared as nought.
pub fn split(amount: i64, weights: &[u64]) -> Result<Vec<i64>, Faults> {
    let size = amount.unsigned_abs();
    if size == 0 {
        // Weights are looked at all the same: nought shared among nobody is a mistake too.
        return apportion(1, weights, Method::LargestRemainder, &Limits::None)
            .map(|_| vec![0; weights.len()]);
    }
    let shares = apportion(size, weights, Method::LargestRemainder, &Limits::None)?.seats;
    // Below 2^53 by the check.
    Ok(shares
        .into_iter()
        .map(|share| amount.signum() * share as i64)
        .collect())
}

/// The floor and cap of every party, where the task can be met.
fn check(total: u64, weights: &[u64], method: Method, limits: &Limits) -> Result<Vec<(u64, u64)>, Faults> {
    let mut faults = Vec::new();
    if total == 0 {
        let what = format!("a total of 0 for {} parties", weights.len());
        faults.push(Fault::new(FaultCode::NothingToShare, what));
    }
    let sum: u128 = weights.iter().map(|&w| u128::from(w)).sum();
    if sum == 0 {
        let what = format!("the weights of {} parties add up to 0", weights.len());
        faults.push(Fault::new(FaultCode::NobodyToShare, what));
    }
    let most = match method {
        Method::LargestRemainder => MOST - 1,
        Method::Webster | Method::DHondt => MOST_BY_DIVISOR,
    };
    if total > most || sum >= u128::from(MOST) {
        let what = format!("{total} by weights that add up to {sum}, by {method}");
        faults.push(Fault::new(FaultCode::TooLargeToShare, what));
    }
    let bounds = limits.of(weights.len(), total, &mut faults);
    if total > 0 && sum > 0 {
        let floors: u128 = bounds.iter().map(|b| u128::from(b.0)).sum();
        // Whoever has no weight stays at its floor.
        let room = bounds.iter().zip(weights);
        let room: u128 = room
            .map(|(b, &w)| u128::from(if w > 0 { b.1 } else { b.0 }))
            .sum();
        if floors > u128::from(total) {
            let what = format!("floors add up to {floors}, the total is {total}");
            faults.push(Fault::new(FaultCode::LimitsClash, what));
        } else if room < u128::from(total) {
            let what = format!("caps let {room} be given, the total is {total}");
            faults.push(Fault::new(FaultCode::LimitsClash, what));
        }
    }
    Faults::none_or(faults)?;
    Ok(bounds)
}

fn largest_remainders(total: u64, weights: &[u64], quotas: &[Fraction]) -> Vec<u64> {
    let mut seats: Vec<u64> = quotas.iter().map(Fraction::whole).collect();
    let left = total.saturating_sub(seats.iter().sum());
    let mut order: Vec<usize> = (0..weights.len()).collect();
    // Shares that are no limits have one denominator, and limits leave no remainder: numerators compare.
    order.sort_by_key(|&i| (Reverse(quotas[i].remainder()), Reverse(weights[i]), i));
    for &i in order.iter().take(left as usize) {
        seats[i] += 1;
    }
    seats
}
