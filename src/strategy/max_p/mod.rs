//! As many regions as possible, none below the least: max-p.

mod annealing;
mod construction;

use super::Strategy;
use super::attempts::Attempts;
use super::points::Points;
use super::weights::{asked, weights};
use crate::engine::Run;
use crate::engine::instance::Instance;
use crate::engine::random::Stream;
use crate::engine::solution::{Grouping, SolveError};

/// Makes as many connected regions as it can of which none lies below the least of the first measure's band, and then makes them as alike
/// inside as it can: the sum of the distances along the axes between all pairs of a region.
///
/// Groups hang together and, but for units that no region borders, none lies below the band. It knows no most, and asks for the most groups
/// there can be rather than a number; it knows neither hubs nor costs. A round is one construction phase of 99 tries and, from the most alike
/// of those with most regions, ten annealings with a tabu list; the paper anneals every one of them, which here is left to other
/// rounds. Temperatures are in mean distances of neighbours, which the paper leaves to the scale of the attributes.
///
/// # References
/// J. C. Duque, L. Anselin and S. J. Rey, The max-p-regions problem, Journal of Regional Science 52 (2012); R. Wei, S. Rey and E. Knaap,
/// Efficient regionalization for spatially explicit neighborhood delineation, International Journal of Geographical
/// Information Science 35 (2021, online 2020), whose parameters, as in the library spopt, are those below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaxP {
    points: Points,
}

/// Orders of the units tried in a construction phase.
const CONSTRUCTIONS: usize = 99;
/// Annealings from one construction.
const ANNEALINGS: usize = 10;
/// Temperatures and distances are kept in such parts of a metre, so that cooling does not stop at 1.
const PARTS: i64 = 1_000;

impl MaxP {
    /// With a point for every unit, in metres.
    #[must_use]
    pub fn new(points: Vec<(i64, i64)>) -> Self {
        Self {
            points: Points::new(points),
        }
    }
}

impl Strategy for MaxP {
    fn name(&self) -> &'static str {
        "max-p"
    }

    fn about(&self) -> &'static str {
        "As many connected regions as possible that are not below the band (max-p, annealed); knows no most and no number."
    }

    fn group(&self, instance: &Instance, run: &Run<'_>) -> Result<Grouping, SolveError> {
        self.points.check(instance, self.name())?;
        let mut attempts = Attempts::new(instance, run);
        loop {
            let mut phase = Phase {
                instance,
                points: &self.points,
                weights: weights(instance),
                least: least(instance),
                random: attempts.random(),
            };
            let mut best: Option<(usize, i64, Vec<Vec<u32>>)> = None;
            for _ in 0..CONSTRUCTIONS {
                let (regions, groups) = phase.construct();
                let unlike = phase.unlike(&groups);
                let better = |(most, least, _): &(usize, i64, _)| (regions, -unlike) > (*most, -*least);
                if best.as_ref().is_none_or(better) {
                    best = Some((regions, unlike, groups));
                }
                if attempts.stopped() {
                    break;
                }
            }
            let (mut unlike, start) = best.map_or((0, Vec::new()), |(_, unlike, groups)| (unlike, groups));
            let mut groups = start.clone();
            for _ in 0..ANNEALINGS {
                if attempts.stopped() {
                    break;
                }
                let annealed = phase.anneal(start.clone(), &|| attempts.stopped());
                let now = phase.unlike(&annealed);
                if now < unlike {
                    (unlike, groups) = (now, annealed);
                }
            }
            if !attempts.offer(groups) {
                return Ok(attempts.finish());
            }
        }
    }
}

/// The threshold: the least of the first band, or without one what groups weigh on average.
fn least(instance: &Instance) -> i64 {
    let weights = weights(instance);
    let first = instance
        .measures()
        .first()
        .filter(|measure| measure.values == weights);
    let band = first.and_then(|measure| measure.band);
    band.map_or_else(
        || weights.iter().sum::<i64>() / asked(instance) as i64,
        |band| band.least,
    )
}

/// A construction phase and what follows it.
struct Phase<'a> {
    instance: &'a Instance,
    points: &'a Points,
    weights: Vec<i64>,
    least: i64,
    random: Stream,
}

impl Phase<'_> {
    /// The distances of a unit to all of a region, in parts.
    fn far(&self, unit: u32, region: &[u32]) -> i64 {
        let ways = region.iter().map(|&other| self.points.manhattan(unit, other));
        ways.fold(0_i64, i64::saturating_add).saturating_mul(PARTS)
    }

    fn unlike(&self, groups: &[Vec<u32>]) -> i64 {
        let region = |group: &Vec<u32>| {
            let ways = group.iter().map(|&unit| self.far(unit, group));
            ways.fold(0_i64, i64::saturating_add)
        };
        groups.iter().map(region).fold(0_i64, i64::saturating_add)
    }
}
