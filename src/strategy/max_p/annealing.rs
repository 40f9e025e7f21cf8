//! The second phase: units moved between regions, with a tabu list.

use super::{PARTS, Phase};
use crate::engine::boltzmann::Boltzmann;
use crate::strategy::regions::stays_whole;
use std::collections::VecDeque;

/// So many of the last moves may not be taken back.
const TABU: usize = 10;
/// The temperature falls to so many thousandths with every step.
const COOLING: i64 = 998;

impl Phase<'_> {
    /// Moves units to the region next to them that they are most like, also where that is worse, while it is hot.
    pub(super) fn anneal(&mut self, mut regions: Vec<Vec<u32>>, stopped: &dyn Fn() -> bool) -> Vec<Vec<u32>> {
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
