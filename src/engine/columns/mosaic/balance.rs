//! The price of a group: as many are to be taken as may be.

use super::{ACCURACY, Dive, Mosaic, goal};
use crate::engine::columns::relaxation::Relaxation;
use crate::engine::columns::source::Everything;
use crate::engine::instance::Instance;
use crate::engine::region::Region;
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;
use serde::{Deserialize, Serialize};

/// Units of the parts that say what a group is worth.
const SAMPLE: usize = 1_200;
/// The number of groups is raised by one in so many to see what that changes.
const MORE: usize = 50;

/// How the number of groups answers to their price.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Balance {
    /// By how much the number rises with 1 / scale more; nought where that is not known.
    pub(super) slope: f64,
}

/// The price of a group moves in one pass by no more than one part in so many of what its units are worth.
const WIDEST: i128 = 4;

impl Mosaic {
    /// What a group is worth, by a relaxation of some parts together, spread over the instance, with their share of the groups.
    pub(super) fn pilot(
        &self,
        whole: &Instance,
        scale: i64,
        record: &mut Record,
        stopped: Stopped<'_>,
    ) -> Option<(i64, Balance)> {
        let (all, parts) = (self.ground.groups.len(), self.parts.len());
        let count = (parts * SAMPLE / whole.len()).clamp(1, parts);
        let chosen = (0..count).flat_map(|at| &self.parts[at * parts / count]);
        let chosen: Vec<&Vec<u32>> = chosen.map(|&group| &self.ground.groups[group as usize]).collect();
        let (least, most) = whole.groups();
        let share = |number: usize| ((number * chosen.len() + all / 2) / all).max(1);
        let (fewest, greatest) = (share(least), share(most));
        let units: Vec<u32> = chosen.iter().copied().flatten().copied().collect();
        let region = Region::new(whole, units, fewest, greatest).ok()?;
        let everything = Everything::new(region.instance(), scale);
        let first = chosen.iter().filter_map(|group| region.to_local(group));
        let mut relaxation = Relaxation::new(region.instance(), scale, first);
        let goal = goal(ACCURACY[1]);
        let mut price = |more: usize| {
            relaxation.groups = (fewest + more, greatest + more);
            relaxation.converge(&everything, goal, record, stopped)?;
            let count = relaxation.count();
            let inside = count > (fewest + more) as f64 + 0.5 && count + 0.5 < (greatest + more) as f64;
            let price = relaxation.centre.as_ref()?.group * scale as f64;
            // Where neither end of the range is reached, one group more or fewer changes nothing.
            Some(if inside { 0.0 } else { price })
        };
        let more = (greatest / MORE).max(1);
        let (now, then) = (price(0)?, price(more)?);
        let slope = more as f64 / (then - now) * all as f64 / chosen.len() as f64;
        let slope = if slope.is_finite() { slope.max(0.0) } else { 0.0 };
        (!stopped()).then_some((now as i64, Balance { slope }))
    }

    /// Moves the price of a group half of the way to the number of groups that is wanted.
    pub(super) fn balance(&mut self, whole: &Instance) {
        let (least, most) = whole.groups();
        let count: f64 = self.shares.iter().sum();
        let group = self.prices.group;
        let wanted = match group {
            group if group < 0 => most as f64,
            group if group > 0 => least as f64,
            _ => count.clamp(least as f64, most as f64),
        };
        // What the units of a group are worth; a master that came to nothing may say of any number that it takes so many.
        let units: i128 = self.prices.units.iter().map(|&price| i128::from(price)).sum();
        let widest = i64::try_from(units.abs() / (WIDEST * most.max(1) as i128)).unwrap_or(i64::MAX);
        let step = self.step_to(wanted - count, 2.0 * self.balance.slope);
        let step = step.clamp(-widest, widest);
        // Beyond nought the other end of the range is what counts.
        self.raise(match group {
            group if least < most && group < 0 => step.min(-group),
            group if least < most && group > 0 => step.max(-group),
            _ => step,
        });
    }

    /// The same for what a dive has left, so that the number of all groups comes out right.
    pub(super) fn balance_rest(&mut self, whole: &Instance, dive: &Dive) {
        let (least, most) = whole.groups();
        let open = self
            .shares
            .iter()
            .zip(&dive.covered)
            .filter(|(_, covered)| !**covered);
        let rest: f64 = open.map(|(share, _)| share).sum();
        let taken = dive.groups.len() as f64;
        let wanted = (taken + rest).clamp(least as f64, most as f64) - taken;
        let step = self.step_to(wanted - rest, self.balance.slope * rest / most as f64);
        // Much dearer or cheaper groups would be others than those that were priced.
        let (from, widest) = (dive.prices.group, dive.prices.group.abs() / 8);
        let price = self.prices.group.saturating_add(step);
        self.raise(price.clamp(from - widest, from + widest) - self.prices.group);
    }

    fn step_to(&self, missing: f64, slope: f64) -> i64 {
        if slope > 0.0 { (missing / slope) as i64 } else { 0 }
    }

    /// Raises the price of a group and lowers those of its units, so that groups that are taken pay as before.
    fn raise(&mut self, step: i64) {
        // Prices of other sizes would not add up.
        let step = step.clamp(-(1 << 50), 1 << 50);
        self.prices.group += step;
        for (price, share) in self.prices.units.iter_mut().zip(&self.shares) {
            *price -= (step as f64 * share) as i64;
        }
    }
}
