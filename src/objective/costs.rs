//! What a term charges, before it is weighted and joined with the others.

use crate::engine::instance::{MeasureFile, Shape, SiteFile};

/// How far out the last point of a shape lies that goes on for ever: so far that a small weight does not round the slope away.
pub(super) const FAR: i64 = 1_000_000_000;

/// The costs of one term, in its own unit: the kinds of cost that the engine knows, and a cost of each unit wherever it is, which
/// is written into the stars. Unit `u` is the practice `problem.grouped()[u]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Costs {
    /// Hub sites with what it costs to serve each unit. Terms that name sites agree on them: a site that one of them leaves out is
    /// no site, a unit that one of them does not serve from a site is not served from it.
    pub sites: Vec<SiteFile>,
    /// Costs of two units in one network; a pair that stands more than once costs the sum.
    pub pairs: Vec<(u32, u32, i64)>,
    /// Totals of a network with their prices.
    pub measures: Vec<MeasureFile>,
    /// What every network costs.
    pub fixed: i64,
    /// What each unit costs, in whatever network it is; empty for nothing.
    pub each: Vec<i64>,
}

impl Costs {
    /// Charges two units for every network that does not hold both, so that all their partners together are worth the same
    /// whatever the plan: half of the charge stands with each unit, and is given back where they meet. `charge` must be even.
    pub fn part(&mut self, a: u32, b: u32, charge: i64) {
        debug_assert!(charge % 2 == 0, "halves would be lost");
        for unit in [a, b] {
            if self.each.len() <= unit as usize {
                self.each.resize(unit as usize + 1, 0);
            }
            self.each[unit as usize] += charge / 2;
        }
        self.pairs.push((a, b, -charge));
    }

    /// What these groups, each with the unit of its hub, cost; with every number passed through `scale` first.
    pub(super) fn of(&self, groups: &[(&[u32], Option<u32>)], scale: impl Fn(i64) -> i64) -> i64 {
        let mut sum = 0;
        for &(units, hub) in groups {
            sum += scale(self.fixed);
            let each = units.iter().filter_map(|&unit| self.each.get(unit as usize));
            sum += each.map(|&cost| scale(cost)).sum::<i64>();
            for measure in &self.measures {
                let total = units.iter().map(|&unit| measure.values[unit as usize]).sum();
                let shape = measure.shape.as_ref();
                sum += shape.map_or(0, |shape| scaled(shape, &scale).price(total));
            }
            let holds = |unit: u32| units.binary_search(&unit).is_ok();
            let inside = self.pairs.iter().filter(|&&(a, b, _)| holds(a) && holds(b));
            sum += inside.map(|&(.., cost)| scale(cost)).sum::<i64>();
            if let Some(site) = self
                .sites
                .iter()
                .find(|site| site.unit.is_some() && site.unit == hub)
            {
                let stars = site.star.iter().filter(|&&(unit, _)| holds(unit));
                sum += stars.map(|&(_, cost)| scale(cost)).sum::<i64>();
            }
        }
        sum
    }
}

/// The same shape with its prices scaled; where a price would be too large the shape is left as it is, as compiling has refused it.
pub(super) fn scaled(shape: &Shape, scale: impl Fn(i64) -> i64) -> Shape {
    let points = shape.points().iter().map(|&(total, price)| (total, scale(price)));
    Shape::new(points.collect()).unwrap_or_else(|_| shape.clone())
}
