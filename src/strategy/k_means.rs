//! k-means with groups about equally heavy.

use super::Strategy;
use super::attempts::Attempts;
use super::points::Points;
use super::seeds::drawn;
use super::weights::{asked, weights};
use crate::engine::Run;
use crate::engine::instance::Instance;
use crate::engine::solution::{Grouping, SolveError};

/// Every unit goes to the centre that is nearest by distance over influence; centres of groups that are too heavy lose influence, those of
/// light ones gain it, until they are about equally heavy; then centres move to the middle of their groups, and so on.
///
/// There are as many groups as asked for, about equally heavy, compact by the straight line. It knows no neighbours, so that groups
/// may be in pieces, and no band: where groups have few units, and large ones, the balance swings and is not found. Every round
/// starts from units at random, where the paper starts from points along a curve. A round is O(n × groups × some hundred).
///
/// # References
/// M. von Looz, C. Tzovas and H. Meyerhenke, Balanced k-means for parallel geometric partitioning, International Conference on Parallel
/// Processing (2018): influence and its adjustment, by at most 5 % a step. Its erosion of influence and its bounds for speed are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BalancedKMeans {
    points: Points,
}

/// Moves of the centres in a round at most.
const MOVES: usize = 50;
/// Adjustments of influence before the centres move.
const ADJUSTMENTS: usize = 20;
/// The most that influence changes by in one adjustment.
const MOST: f64 = 1.05;

impl BalancedKMeans {
    /// With a point for every unit, in metres.
    #[must_use]
    pub fn new(points: Vec<(i64, i64)>) -> Self {
        Self {
            points: Points::new(points),
        }
    }

    /// One round: the assignment that was most balanced when the centres came to rest.
    fn round(&self, instance: &Instance, centres: Vec<u32>, stopped: &dyn Fn() -> bool) -> Vec<usize> {
        let weights: Vec<f64> = weights(instance)
            .into_iter()
            .map(|weight| weight as f64)
            .collect();
        let target = weights.iter().sum::<f64>() / centres.len() as f64;
        let mut centres: Vec<(f64, f64)> = centres.into_iter().map(|unit| self.points.of(unit)).collect();
        let mut influence = vec![1.0_f64; centres.len()];
        let mut of = vec![usize::MAX; instance.len()];
        for _ in 0..MOVES {
            let mut balanced: Option<(f64, Vec<usize>)> = None;
            for _ in 0..ADJUSTMENTS {
                let fresh: Vec<usize> = (0..instance.len() as u32)
                    .map(|unit| nearest(self.points.of(unit), &centres, &influence))
                    .collect();
                let mut heavy = vec![0.0; centres.len()];
                fresh
                    .iter()
                    .zip(&weights)
                    .for_each(|(&group, weight)| heavy[group] += weight);
                let out = heavy
                    .iter()
                    .map(|heavy| (heavy - target).abs())
                    .fold(0.0, f64::max);
                if balanced.as_ref().is_none_or(|(least, _)| out < *least) {
                    balanced = Some((out, fresh));
                }
                for (influence, heavy) in influence.iter_mut().zip(&heavy) {
                    // In the plane the area that a centre commands goes with the square of its influence.
                    let wanted = (target / heavy.max(1e-9)).sqrt();
                    *influence *= wanted.clamp(1.0 / MOST, MOST);
                }
            }
            let fresh = balanced.map(|(_, fresh)| fresh).unwrap_or_default();
            let rests = fresh == of;
            of = fresh;
            if rests || stopped() {
                break;
            }
            let mut sums = vec![(0.0, 0.0, 0.0); centres.len()];
            for (unit, (&group, weight)) in of.iter().zip(&weights).enumerate() {
                let (x, y) = self.points.of(unit as u32);
                let sum = &mut sums[group];
                *sum = (sum.0 + weight * x, sum.1 + weight * y, sum.2 + weight);
            }
            for (centre, (x, y, weight)) in centres.iter_mut().zip(sums) {
                if weight > 0.0 {
                    *centre = (x / weight, y / weight);
                }
            }
        }
        of
    }
}

/// The centre that is nearest by distance over influence, the first of equals.
fn nearest((x, y): (f64, f64), centres: &[(f64, f64)], influence: &[f64]) -> usize {
    let way = |(at, (&(cx, cy), influence)): (usize, (&(f64, f64), &f64))| {
        let squared = (x - cx) * (x - cx) + (y - cy) * (y - cy);
        (squared / (influence * influence), at)
    };
    let ways = centres.iter().zip(influence).enumerate().map(way);
    ways.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(0, |(_, at)| at)
}

impl Strategy for BalancedKMeans {
    fn name(&self) -> &'static str {
        "balanced-k-means"
    }

    fn about(&self) -> &'static str {
        "k-means whose centres lose influence where they are too heavy; about balanced, but may be in pieces and knows no band."
    }

    fn group(&self, instance: &Instance, run: &Run<'_>) -> Result<Grouping, SolveError> {
        self.points.check(instance, self.name())?;
        let all: Vec<u32> = (0..instance.len() as u32).collect();
        let mut attempts = Attempts::new(instance, run);
        loop {
            let centres = drawn(&all, asked(instance), &mut attempts.random());
            let mut groups = vec![Vec::new(); centres.len()];
            let of = self.round(instance, centres, &|| attempts.stopped());
            for (unit, group) in of.into_iter().enumerate() {
                groups[group].push(unit as u32);
            }
            if !attempts.offer(groups) {
                return Ok(attempts.finish());
            }
        }
    }
}
