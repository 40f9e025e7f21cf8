//! As many regions as possible, none below the least: max-p.

use super::Strategy;
use super::attempts::Attempts;
use super::points::Points;
use super::regions::{asked, stays_whole, weights};
use crate::engine::Run;
use crate::engine::boltzmann::Boltzmann;
use crate::engine::instance::Instance;
use crate::engine::random::Stream;
use crate::engine::solution::{Grouping, SolveError};
use std::collections::VecDeque;

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
/// A left-over unit goes to one of so many regions that it is most like.
const TOP: usize = 2;
/// Annealings from one construction.
const ANNEALINGS: usize = 10;
/// So many of the last moves may not be taken back.
const TABU: usize = 10;
/// The temperature falls to so many thousandths with every step.
const COOLING: i64 = 998;
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

    /// Grows regions to the threshold from units in a random order; what is left over goes to a region next to it. Returns how many
    /// regions reached the threshold, and all groups: what no region borders is a group as far as it hangs together.
    fn construct(&mut self) -> (usize, Vec<Vec<u32>>) {
        let n = self.instance.len();
        let mut order: Vec<u32> = (0..n as u32).collect();
        self.random.shuffle(&mut order);
        // Looked at: in a region, or in a growth that stayed too light.
        let mut looked = vec![false; n];
        let mut of: Vec<Option<usize>> = vec![None; n];
        let mut regions: Vec<Vec<u32>> = Vec::new();
        for &seed in &order {
            if std::mem::replace(&mut looked[seed as usize], true) {
                continue;
            }
            let (mut region, mut weight, mut at) = (vec![seed], self.weights[seed as usize], 0);
            // First come, first served along the border, as the paper grows.
            'grow: while let Some(&unit) = region.get(at) {
                for &next in self.instance.neighbours(unit) {
                    if weight >= self.least {
                        break 'grow;
                    }
                    if !std::mem::replace(&mut looked[next as usize], true) {
                        region.push(next);
                        weight += self.weights[next as usize];
                    }
                }
                at += 1;
            }
            if weight >= self.least {
                region
                    .iter()
                    .for_each(|&unit| of[unit as usize] = Some(regions.len()));
                regions.push(region);
            }
        }
        let count = regions.len();
        let mut left: Vec<u32> = order
            .into_iter()
            .filter(|&unit| of[unit as usize].is_none())
            .collect();
        while let Some(at) = (left.iter()).position(|&unit| self.borders(unit, &of).next().is_some()) {
            let unit = left.remove(at);
            let mut near: Vec<usize> = self.borders(unit, &of).collect();
            near.sort_unstable();
            near.dedup();
            near.sort_by_key(|&region| self.far(unit, &regions[region]));
            let region = near[self.random.index(near.len().min(TOP))];
            of[unit as usize] = Some(region);
            regions[region].push(unit);
        }
        while let Some(first) = left.pop() {
            let mut piece = vec![first];
            let mut at = 0;
            while let Some(&unit) = piece.get(at) {
                at += 1;
                let near = self.instance.neighbours(unit);
                piece.extend(left.extract_if(.., |other| near.contains(other)));
            }
            regions.push(piece);
        }
        (count, regions)
    }

    /// The regions that a unit borders.
    fn borders<'b>(&self, unit: u32, of: &'b [Option<usize>]) -> impl Iterator<Item = usize> + use<'_, 'b> {
        let near = self.instance.neighbours(unit).iter();
        near.filter_map(|&next| of[next as usize])
    }

    /// Moves units to the region next to them that they are most like, also where that is worse, while it is hot.
    fn anneal(&mut self, mut regions: Vec<Vec<u32>>, stopped: &dyn Fn() -> bool) -> Vec<Vec<u32>> {
        let mut of: Vec<Option<usize>> = vec![None; self.instance.len()];
        for (region, units) in regions.iter().enumerate() {
            units.iter().for_each(|&unit| of[unit as usize] = Some(region));
        }
        let weight = |units: &[u32], weights: &[i64]| units.iter().map(|&u| weights[u as usize]).sum::<i64>();
        let mut weigh: Vec<i64> = regions.iter().map(|units| weight(units, &self.weights)).collect();
        let boltzmann = Boltzmann::new();
        let mut temperature = self.mean_way().saturating_mul(PARTS);
        let mut tabu: VecDeque<(u32, usize, usize)> = VecDeque::new();
        let (mut movable, mut idle): (Vec<u32>, usize) = (Vec::new(), 0);
        while idle <= self.instance.len() && !stopped() {
            if movable.is_empty() {
                let whole = |&unit: &u32| {
                    let region = of[unit as usize].unwrap_or_default();
                    weigh[region] - self.weights[unit as usize] >= self.least
                        && self.borders(unit, &of).any(|other| other != region)
                        && stays_whole(self.instance, &regions[region], unit)
                };
                movable = (0..self.instance.len() as u32).filter(whole).collect();
                if movable.is_empty() {
                    break;
                }
            }
            let unit = movable.swap_remove(self.random.index(movable.len()));
            let from = of[unit as usize].unwrap_or_default();
            let others = self.borders(unit, &of).filter(|&region| region != from);
            let Some((added, to)) = others
                .map(|region| (self.far(unit, &regions[region]), region))
                .min()
            else {
                continue;
            };
            let worse = added.saturating_sub(self.far(unit, &regions[from]));
            let made = if worse < 0 {
                idle = 0;
                if tabu.len() == TABU {
                    tabu.pop_front();
                }
                tabu.push_back((unit, to, from));
                true
            } else {
                idle += 1;
                let chance = boltzmann.weight(worse, temperature.max(1));
                self.random.below(1_000_000_000) < chance && !tabu.contains(&(unit, from, to))
            };
            if made {
                regions[from].retain(|&other| other != unit);
                regions[to].push(unit);
                of[unit as usize] = Some(to);
                weigh[from] -= self.weights[unit as usize];
                weigh[to] += self.weights[unit as usize];
                movable.retain(|&other| ![Some(from), Some(to)].contains(&of[other as usize]));
            }
            temperature = (i128::from(temperature) * i128::from(COOLING) / 1000) as i64;
        }
        regions
    }

    /// The mean distance of neighbours; 1 without any.
    fn mean_way(&self) -> i64 {
        let edges = &self.instance.file().edges;
        let sum = edges
            .iter()
            .map(|&(a, b)| i128::from(self.points.manhattan(a, b)))
            .sum::<i128>();
        i64::try_from(sum / edges.len().max(1) as i128)
            .unwrap_or(i64::MAX)
            .max(1)
    }
}
