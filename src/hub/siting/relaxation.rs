//! The Lagrangean bound: places bid prices for being served, sites are worth what they gain.

use super::stars::Stars;

/// What is decided of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Free,
    Open,
    Closed,
}

/// The relaxation at one list of prices.
#[derive(Clone, Debug)]
pub(super) struct Relaxed {
    /// What no choice of sites costs less than, in parts of a cost.
    pub bound: i64,
    /// The sites that it chooses.
    pub chosen: Vec<usize>,
    /// What each site adds: at most nought. Of closed sites nought.
    pub worth: Vec<i64>,
}

/// With a price for each place, that it be served at least once, goes into the cost:
///
/// ```text
/// L(price) = sum of prices + the `hubs` least of worth(j),   worth(j) = sum over places of min(0, cost(i, j) - price(i))
/// ```
///
/// with sites decided as `fates` says. Whatever the prices, no choice costs less (G. Cornuejols, M. L. Fisher and G. L. Nemhauser, Management
/// Science 23 (1977) 789-810). `None` where the fates leave no choice of so many sites.
pub(super) fn relax(stars: &Stars, prices: &[i64], fates: &[Fate], hubs: usize) -> Option<Relaxed> {
    let gain = |site: usize| -> i64 {
        let costs = stars.at(site).iter().zip(prices);
        costs
            .map(|(&cost, &price)| (cost * stars.scale() - price).min(0))
            .sum()
    };
    let worth: Vec<i64> = fates
        .iter()
        .enumerate()
        .map(|(site, &fate)| if fate == Fate::Closed { 0 } else { gain(site) })
        .collect();
    let mut chosen: Vec<usize> = (0..fates.len()).filter(|&j| fates[j] == Fate::Open).collect();
    let mut free: Vec<usize> = (0..fates.len()).filter(|&j| fates[j] == Fate::Free).collect();
    let more = hubs
        .checked_sub(chosen.len())
        .filter(|&more| more <= free.len())?;
    if more > 0 && more < free.len() {
        free.select_nth_unstable_by_key(more - 1, |&j| (worth[j], j));
    }
    chosen.extend(free.iter().take(more));
    let bound = prices.iter().sum::<i64>() + chosen.iter().map(|&j| worth[j]).sum::<i64>();
    Some(Relaxed { bound, chosen, worth })
}

impl Relaxed {
    /// How often each place lacks service: 1 where no chosen site serves it, below nought where several do.
    pub fn lack(&self, stars: &Stars, prices: &[i64]) -> Vec<i64> {
        let mut lack = vec![1; prices.len()];
        for &site in &self.chosen {
            for ((lack, &cost), &price) in lack.iter_mut().zip(stars.at(site)).zip(prices) {
                *lack -= i64::from(cost * stars.scale() < price);
            }
        }
        lack
    }
}

/// Where prices go next: against what is lacking, by a step that would close the gap to what is sought if all went well (M. Held, P. Wolfe
/// and H. P. Crowder, Mathematical Programming 6 (1974) 62-88). `pace` is 2 at most.
pub(super) fn step(stars: &Stars, prices: &mut [i64], lack: &[i64], gap: i64, pace: f64) {
    let squares: i64 = lack.iter().map(|l| l * l).sum();
    let length = pace * gap as f64 / squares.max(1) as f64;
    for ((price, &lack), &most) in prices.iter_mut().zip(lack).zip(stars.dearest()) {
        // Rounded, so that bounds stay whole.
        *price = (*price + (length * lack as f64).round() as i64).clamp(0, most);
    }
}
