//! Growing groups from seeds, the lightest first.

use super::Strategy;
use super::attempts::Attempts;
use super::seeds::seeds;
use super::weights::{asked, weights};
use crate::engine::Run;
use crate::engine::instance::Instance;
use crate::engine::random::Stream;
use crate::engine::solution::{Grouping, SolveError};

/// Grows all groups at once from seeds at random: the lightest takes the neighbour that leaves it least far above its band, then
/// costs it least, until every unit is taken.
///
/// Groups hang together. Nothing is ever given back, so that what is enclosed by others goes to them however full they are: the last groups lie
/// outside the band as a rule. Every round grows from other seeds. A round is O(n × border × sites in a group).
///
/// # References
/// W. Vickrey, On the prevention of gerrymandering, Political Science Quarterly 76 (1961), began growing districts by rule; many
/// seeds side by side are the multi-kernel growth of the survey of F. Ricca, A. Scozzari and B. Simeone, Political
/// districting: from classical models to recent approaches, 4OR 9 (2011).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GreedyGrowth;

impl Strategy for GreedyGrowth {
    fn name(&self) -> &'static str {
        "greedy-growth"
    }

    fn about(&self) -> &'static str {
        "Grows connected groups from random seeds, the lightest first; never gives a practice back, so that the band is often missed."
    }

    fn group(&self, instance: &Instance, run: &Run<'_>) -> Result<Grouping, SolveError> {
        let mut attempts = Attempts::new(instance, run);
        loop {
            let groups = grow(instance, &mut attempts.random());
            if !attempts.offer(groups) {
                return Ok(attempts.finish());
            }
        }
    }
}

fn grow(instance: &Instance, random: &mut Stream) -> Vec<Vec<u32>> {
    let weights = weights(instance);
    let mut groups: Vec<Vec<u32>> = seeds(instance, asked(instance), random)
        .into_iter()
        .map(|seed| vec![seed])
        .collect();
    let mut taken = vec![false; instance.len()];
    groups.iter().for_each(|group| taken[group[0] as usize] = true);
    let mut weight: Vec<i64> = groups.iter().map(|group| weights[group[0] as usize]).collect();
    let mut open: Vec<usize> = (0..groups.len()).collect();
    while let Some(&group) = open.iter().min_by_key(|&&group| (weight[group], group)) {
        let near = groups[group].iter().flat_map(|&unit| instance.neighbours(unit));
        let mut free: Vec<u32> = near.copied().filter(|&unit| !taken[unit as usize]).collect();
        free.sort_unstable();
        free.dedup();
        // As long as it is too light, every unit leaves it as far below the band as its weight says: only the top counts.
        let worth = |&unit: &u32| {
            let mut with = groups[group].clone();
            with.push(unit);
            let value = instance.value(&with);
            let above = instance.measures().iter().map(|measure| {
                let total: i64 = with.iter().map(|&u| measure.values[u as usize]).sum();
                measure.band.map_or(0, |band| (total - band.most).max(0))
            });
            (above.sum::<i64>(), value.cost, unit)
        };
        match free.iter().map(worth).min() {
            Some((.., unit)) => {
                taken[unit as usize] = true;
                weight[group] += weights[unit as usize];
                groups[group].push(unit);
            }
            None => open.retain(|&other| other != group),
        }
    }
    groups
}
