//! Random walks that take territory, then swaps across borders.

use super::Strategy;
use super::attempts::Attempts;
use super::regions::Regions;
use super::seeds::seeds;
use super::weights::asked;
use crate::engine::Run;
use crate::engine::instance::Instance;
use crate::engine::random::Stream;
use crate::engine::solution::{Grouping, SolveError};

/// As taught to analysts of the NHS: players take turns, each takes a random neighbour of a random unit of its own if nobody has it,
/// and now and then sits a turn out; then, player by player, a random unit is given to or taken from a neighbour, kept where the plan
/// gets better, until nothing has for many turns.
///
/// Groups hang together; there are as many as asked for. A swap that would first make things worse is never made, so that every try
/// ends in the first dead end, inside the band only by luck: it takes many. The course lets the reader choose the score: here it is what
/// lies outside the bands, then the cost. The course goes on from a random plan only if that is better than today's; here from
/// each, a round each.
///
/// # References
/// Health Service Modelling Associates programme, Geographic Optimisation and Visualisation (HSMA 6), chapters "Creating and
/// evaluating simple solutions" and "Refining solutions" (the second marked as work in progress, its code to come); the chance of sitting
/// out is theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RandomWalk;

/// So many turns in a thousand are sat out: `skipgo_chance=0.03` of the course.
const SITS_OUT: u64 = 30;
/// So many turns of every player without a better plan end a round. The course says several, and leaves the number to the reader.
const TURNS: usize = 20;

impl Strategy for RandomWalk {
    fn name(&self) -> &'static str {
        "random-walk"
    }

    fn about(&self) -> &'static str {
        "Random territory-taking, then border swaps that better the plan (HSMA course); connected; inside the band only by many tries."
    }

    fn group(&self, instance: &Instance, run: &Run<'_>) -> Result<Grouping, SolveError> {
        let mut attempts = Attempts::new(instance, run);
        loop {
            let mut random = attempts.random();
            let mut regions = Regions::new(instance, walk(instance, &mut random));
            let players = regions.groups().len();
            let mut idle = 0;
            while idle < TURNS * players && !attempts.stopped() {
                for player in 0..players {
                    match swap(&mut regions, instance, player, &mut random) {
                        true => idle = 0,
                        false => idle += 1,
                    }
                }
            }
            if !attempts.offer(regions.into_groups()) {
                return Ok(attempts.finish());
            }
        }
    }
}

/// Takes turns until everything is taken. Every component has a player, so that this comes to an end.
fn walk(instance: &Instance, random: &mut Stream) -> Vec<Vec<u32>> {
    let starts = seeds(instance, asked(instance), random);
    let mut taken = vec![false; instance.len()];
    starts.iter().for_each(|&unit| taken[unit as usize] = true);
    let mut left = instance.len() - starts.len();
    let mut groups: Vec<Vec<u32>> = starts.into_iter().map(|unit| vec![unit]).collect();
    while left > 0 {
        for group in &mut groups {
            if random.below(1000) < SITS_OUT {
                continue;
            }
            let near = instance.neighbours(group[random.index(group.len())]);
            if near.is_empty() {
                continue;
            }
            let unit = near[random.index(near.len())];
            if !std::mem::replace(&mut taken[unit as usize], true) {
                group.push(unit);
                left -= 1;
            }
        }
    }
    groups
}

/// A player gives a unit away or takes one, at random; whether the plan got better. What does not better it is not done.
fn swap(regions: &mut Regions<'_>, instance: &Instance, player: usize, random: &mut Stream) -> bool {
    let gives = random.below(2) == 0;
    let mine = &regions.groups()[player];
    let (unit, to) = if gives {
        let unit = mine[random.index(mine.len())];
        let near = regions.next_to(unit);
        if near.is_empty() {
            return false;
        }
        (unit, near[random.index(near.len())])
    } else {
        let across = mine.iter().flat_map(|&unit| instance.neighbours(unit)).copied();
        let mut across: Vec<u32> = across.filter(|&unit| regions.of(unit) != player).collect();
        across.sort_unstable();
        across.dedup();
        if across.is_empty() {
            return false;
        }
        (across[random.index(across.len())], player)
    };
    if !regions.may_leave(unit) {
        return false;
    }
    let step = regions.look(unit, to);
    let better = step.change < (0, 0);
    if better {
        regions.make(&step);
    }
    better
}
