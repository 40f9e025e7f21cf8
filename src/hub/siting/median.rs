//! The p-median: short ways of all together.

use super::search::{Goal, search};
use super::stars::Stars;
use super::{Sited, Siting, Work};
use crate::fault::Faults;

impl Siting {
    /// The sites for so many hubs with the least sum of weight × way (S. L. Hakimi, Operations Research 12 (1964) 450-459).
    ///
    /// Exact where the work suffices, which it does for some hundred places in a second or two; else the best found, with a bound. Cost and bound
    /// are in weight × way.
    ///
    /// # Errors
    /// `H004` where there cannot be so many hubs.
    pub fn median(&self, hubs: usize, work: Work) -> Result<Sited, Faults> {
        self.check_hubs(hubs)?;
        let price = |place: usize, site: usize| self.weights[place] * self.way(place, site);
        let stars = Stars::new(self.places(), self.sites, price);
        let best = search(&stars, Goal::best(hubs), work);
        Ok(self.sited(best.sites, best.cost as u64, best.bound.max(0) as u64))
    }
}
