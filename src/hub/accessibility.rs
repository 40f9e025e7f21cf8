//! Doctors within reach: the enhanced two-step floating catchment area method.

use crate::units::{Patients, Thousandths};

/// Zones of time around a site, nearest first: up to so many seconds, with the weight in hundredths of a patient there.
///
/// 10, 20 and 30 minutes with 1, 0.68 and 0.22, the slow decay of Luo and Qi, as quoted by others: not checked against the paper.
pub const ZONES: [(u64, u64); 3] = [(600, 100), (1_200, 68), (1_800, 22)];

/// For each place of demand the doctors within reach of 1,000 of its people.
///
/// ```text
/// R(j) = supply(j) / sum over places k of people(k) × weight(k, j)
/// A(i) = sum over sites j of R(j) × weight(i, j)
/// ```
///
/// `way(i, j)` is the time from place `i` to site `j` in seconds; beyond the last zone the weight is nought. A site that nobody can reach
/// serves nobody. Rounded to the nearest thousandth at the end; the sum of people × A is the supply of all sites that
/// somebody reaches. O(places × sites).
///
/// ```
/// use locality::hub::{ZONES, accessibility};
/// use locality::units::{Patients, Thousandths};
/// // 1,000 people at the site and 1,000 a quarter of an hour away share two doctors: R = 2 / (1,000 + 680).
/// let way = |i: usize, _| [0, 900][i];
/// let reach = accessibility(&[Patients(1_000); 2], &[Thousandths::whole(2)], way, &ZONES);
/// // 1.190 and 0.68 of that, to 1,000 people.
/// assert_eq!(reach, [Thousandths(1_190), Thousandths(810)]);
/// ```
///
/// # References
/// W. Luo and Y. Qi, An enhanced two-step floating catchment area (E2SFCA) method for measuring spatial accessibility to
/// primary care physicians, Health & Place 15 (2009) 1100-1107, <https://doi.org/10.1016/j.healthplace.2009.06.002>.
#[must_use]
pub fn accessibility(
    people: &[Patients],
    supply: &[Thousandths],
    way: impl Fn(usize, usize) -> u64,
    zones: &[(u64, u64)],
) -> Vec<Thousandths> {
    /// Doctors to one person are held in parts of this.
    const FINE: u128 = 1_000_000_000;
    let weight = |i: usize, j: usize| {
        let seconds = way(i, j);
        let zone = zones.iter().find(|&&(most, _)| seconds <= most);
        u128::from(zone.map_or(0, |&(_, weight)| weight))
    };
    let ratio = |(j, doctors): (usize, &Thousandths)| {
        let demand: u128 = people
            .iter()
            .enumerate()
            .map(|(k, p)| u128::from(p.0) * weight(k, j))
            .sum();
        (u128::from(doctors.0) * 100 * FINE)
            .checked_div(demand)
            .unwrap_or(0)
    };
    let ratios: Vec<u128> = supply.iter().enumerate().map(ratio).collect();
    let reach = |i: usize| {
        let sum: u128 = ratios.iter().enumerate().map(|(j, r)| r * weight(i, j)).sum();
        // Thousandths of a doctor to one person, in hundredths of `FINE`; 1,000 people have 1,000 times as many.
        let thousandths = (sum * 1_000 + 50 * FINE) / (100 * FINE);
        Thousandths(u64::try_from(thousandths).unwrap_or(u64::MAX))
    };
    (0..people.len()).map(reach).collect()
}
