//! How alike two plans are.

use super::in_both;
use crate::plan::Plan;
use crate::practice::Practices;
use crate::units::Patients;
use serde::Serialize;
use std::collections::BTreeMap;

/// How much two groupings of the same practices agree; practices that are in one of them only are left out of account.
///
/// ```
/// use locality::change::Agreement;
/// use locality::plan::Plan;
/// let county = locality::synthetic::county();
/// let today = Plan::today(&county);
/// let same = Agreement::between(&county, &today, &today);
/// assert!((same.adjusted_rand - 1.0).abs() < 1e-12 && same.variation_of_information < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// Practices in both.
    pub practices: usize,
    /// Their patients.
    pub patients: Patients,
    /// The adjusted Rand index over practices: 1 where they are the same, 0 for as much as chance would make (Hubert and Arabie
    /// 1985, <https://doi.org/10.1007/BF01908075>). 1 where both are all single practices, or both one network.
    pub adjusted_rand: f64,
    /// The variation of information over patients, in bits: 0 where they are the same (Meila 2007,
    /// <https://doi.org/10.1016/j.jmva.2006.11.013>).
    pub variation_of_information: f64,
    /// Of all pairs of patients who share a network in one grouping or the other, the share of those who do in both: 0 to 1.
    pub together_in_both: f64,
}

impl Agreement {
    /// Between two plans. O(n log n).
    #[must_use]
    pub fn between(practices: &Practices, one: &Plan, other: &Plan) -> Self {
        let both = in_both(practices, one, other);
        let mut cells: BTreeMap<(&str, &str), (u64, u64)> = BTreeMap::new();
        let mut rows: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        let mut columns: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for &(i, a, b) in &both {
            let list = practices[i].list_size.0;
            for sums in [
                cells.entry((a, b)).or_default(),
                rows.entry(a).or_default(),
                columns.entry(b).or_default(),
            ] {
                sums.0 += 1;
                sums.1 += list;
            }
        }
        let patients: u64 = both.iter().map(|&(i, ..)| practices[i].list_size.0).sum();
        Self {
            practices: both.len(),
            patients: Patients(patients),
            adjusted_rand: adjusted_rand(
                both.len() as u64,
                cells.values().map(|c| c.0),
                rows.values().map(|c| c.0),
                columns.values().map(|c| c.0),
            ),
            variation_of_information: {
                let entropy = |sums: &mut dyn Iterator<Item = u64>| -> f64 {
                    let share = |sum: u64| sum as f64 / patients as f64;
                    sums.map(|sum| -share(sum) * share(sum).log2()).sum()
                };
                let joint = entropy(&mut cells.values().map(|c| c.1));
                let alone =
                    entropy(&mut rows.values().map(|c| c.1)) + entropy(&mut columns.values().map(|c| c.1));
                (2.0 * joint - alone).max(0.0)
            },
            together_in_both: {
                let pairs = |sums: &mut dyn Iterator<Item = u64>| -> u128 {
                    sums.map(|n| u128::from(n) * u128::from(n.saturating_sub(1)) / 2)
                        .sum()
                };
                let shared = pairs(&mut cells.values().map(|c| c.1));
                let either = pairs(&mut rows.values().map(|c| c.1))
                    + pairs(&mut columns.values().map(|c| c.1))
                    - shared;
                match either {
                    0 => 1.0,
                    either => shared as f64 / either as f64,
                }
            },
        }
    }
}

/// (sum of pairs in cells - expected) / (mean of pairs in rows and columns - expected).
fn adjusted_rand(
    n: u64,
    cells: impl Iterator<Item = u64>,
    rows: impl Iterator<Item = u64>,
    columns: impl Iterator<Item = u64>,
) -> f64 {
    let pairs = |n: u64| (n * n.saturating_sub(1) / 2) as f64;
    let (shared, one, other) = (
        cells.map(pairs).sum::<f64>(),
        rows.map(pairs).sum::<f64>(),
        columns.map(pairs).sum::<f64>(),
    );
    let expected = one * other / pairs(n).max(1.0);
    let most = f64::midpoint(one, other);
    match most - expected {
        room if room > 0.0 => (shared - expected) / room,
        _ => 1.0,
    }
}
