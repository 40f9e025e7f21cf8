//! The p-centre: a short way of those furthest off.

use super::cover::Covers;
use super::{Sited, Siting, Work};
use crate::fault::Faults;

impl Siting {
    /// The sites for so many hubs with the least longest way, whatever the weights (E. Minieka, SIAM Review 12 (1970) 138-139: the least limit that so
    /// many sites cover, found by halving the list of ways).
    ///
    /// Cost and bound are ways. Each of the some log2(places × sites) limits that are looked at takes an
    /// eighth of the work at most.
    ///
    /// # Errors
    /// `H004` where there cannot be so many hubs.
    pub fn centre(&self, hubs: usize, work: Work) -> Result<Sited, Faults> {
        self.check_hubs(hubs)?;
        let work = Work(work.0 / 8);
        let mut limits = self.ways.clone();
        limits.sort_unstable();
        limits.dedup();
        // With all within the longest way, any site will do.
        let mut best: Vec<usize> = (0..hubs).collect();
        let mut cost = self.longest(&best);
        // Below `proven` no limit is enough; below `from` there is nothing more to look for.
        let (mut proven, mut from) = (0, 0);
        loop {
            let to = limits.partition_point(|&limit| limit < cost);
            if from >= to {
                break;
            }
            let middle = from + (to - from) / 2;
            match self.covers(hubs, limits[middle], work) {
                Covers::Yes(sites) => {
                    best = sites;
                    cost = self.longest(&best);
                }
                Covers::No => (proven, from) = (middle + 1, middle + 1),
                Covers::Unknown => from = middle + 1,
            }
        }
        // A cover may need fewer sites than there are to be hubs; more do no harm.
        let spare = (0..self.sites).filter(|site| !best.contains(site));
        let more: Vec<usize> = spare.take(hubs.saturating_sub(best.len())).collect();
        best.extend(more);
        let bound = limits.get(proven).copied().unwrap_or(cost);
        Ok(self.sited(best, cost, bound))
    }

    fn longest(&self, sites: &[usize]) -> u64 {
        let ways = self.nearest(sites).into_iter().enumerate();
        ways.map(|(place, site)| self.way(place, site)).max().unwrap_or(0)
    }
}
