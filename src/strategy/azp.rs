//! The automatic zoning procedure with a tabu list.

use super::Strategy;
use super::attempts::Attempts;
use super::regions::{Move, Regions};
use super::seeds::grown;
use super::weights::{asked, weights};
use crate::engine::Run;
use crate::engine::instance::Instance;
use crate::engine::solution::{Grouping, SolveError};
use std::collections::VecDeque;

/// Moves one unit a step across a border, always the best move there is, also where it makes things worse; the way back is closed for some
/// steps unless it leads to something better at once.
///
/// Groups hang together; there are as many as asked for. What lies outside a band costs a price, as the procedure prices constraints, so that bands
/// are not guaranteed. Moves of single units cross no wider valley: towns keep the number of groups that they happen to begin
/// with. Every round begins from groups grown at random and ends after as many steps without a better plan as there are units. A step
/// is O(units next to the two groups that changed × sites in a group).
///
/// # References
/// S. Openshaw, A geographical solution to scale and aggregation problems in region-building, partitioning and spatial modelling,
/// Transactions of the Institute of British Geographers 2 (1977); S. Openshaw and L. Rao, Algorithms for reengineering 1991 census
/// geography, Environment and Planning A 27 (1995), the tabu version. The length of the list is that of the annealing of spopt's max-p;
/// the paper leaves it open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AzpTabu;

/// So many of the last moves may not be taken back.
const TABU: usize = 10;
/// What a weight outside a band costs, in mean costs of a weight: enough that no saving in cost is worth it as a rule.
const PRICE: i64 = 50;

impl Strategy for AzpTabu {
    fn name(&self) -> &'static str {
        "azp-tabu"
    }

    fn about(&self) -> &'static str {
        "Automatic zoning with a tabu list: the best single border move each step; connected, the band only at a price."
    }

    fn group(&self, instance: &Instance, run: &Run<'_>) -> Result<Grouping, SolveError> {
        let mut attempts = Attempts::new(instance, run);
        loop {
            let start = grown(instance, asked(instance), &mut attempts.random());
            let mut zoning = Zoning::new(instance, start);
            let (mut best, mut idle) = ((zoning.score(), zoning.regions.clone()), 0);
            while idle < instance.len() && !attempts.stopped() && zoning.step() {
                idle += 1;
                if zoning.score() < best.0 {
                    (best, idle) = ((zoning.score(), zoning.regions.clone()), 0);
                }
            }
            if !attempts.offer(best.1.into_groups()) {
                return Ok(attempts.finish());
            }
        }
    }
}

/// The groups under way.
struct Zoning<'i> {
    instance: &'i Instance,
    regions: Regions<'i>,
    price: i128,
    /// All moves of every unit that leave its group whole.
    moves: Vec<Vec<Move>>,
    /// Units and the groups to which they may not go back.
    tabu: VecDeque<(u32, usize)>,
}

impl<'i> Zoning<'i> {
    fn new(instance: &'i Instance, groups: Vec<Vec<u32>>) -> Self {
        let regions = Regions::new(instance, groups);
        let weight: i128 = weights(instance).into_iter().map(i128::from).sum();
        let cost = i128::from(regions.rank().1.unsigned_abs());
        let mut zoning = Self {
            instance,
            regions,
            price: (cost * i128::from(PRICE) / weight.max(1)).max(1),
            moves: vec![Vec::new(); instance.len()],
            tabu: VecDeque::new(),
        };
        (0..instance.len() as u32).for_each(|unit| zoning.look(unit));
        zoning
    }

    fn priced(&self, (violation, cost): (i64, i64)) -> i128 {
        i128::from(violation) * self.price + i128::from(cost)
    }

    fn score(&self) -> i128 {
        self.priced(self.regions.rank())
    }

    /// Finds the moves of a unit anew.
    fn look(&mut self, unit: u32) {
        let near = self.regions.next_to(unit);
        self.moves[unit as usize] = match !near.is_empty() && self.regions.may_leave(unit) {
            true => near.into_iter().map(|to| self.regions.look(unit, to)).collect(),
            false => Vec::new(),
        };
    }

    /// Makes the best move that is not tabu, or one that is where it betters and no other does; `false` where there is none.
    fn step(&mut self) -> bool {
        let tabu = |step: &&Move| self.tabu.contains(&(step.unit, step.to));
        let cheapest = |step: &&Move| (self.priced(step.change), step.unit, step.to);
        let free = self
            .moves
            .iter()
            .flatten()
            .filter(|step| !tabu(step))
            .min_by_key(cheapest);
        let betters = |step: &&Move| self.priced(step.change) < 0;
        let step = match free.filter(|step| self.priced(step.change) <= 0) {
            Some(step) => Some(step),
            // The aspiration of the paper: a tabu move that betters comes before one that makes things worse.
            None => (self.moves.iter().flatten().filter(tabu).filter(betters))
                .min_by_key(cheapest)
                .or(free),
        };
        let Some(&step) = step else { return false };
        let from = self.regions.of(step.unit);
        self.regions.make(&step);
        if self.tabu.len() == TABU {
            self.tabu.pop_front();
        }
        self.tabu.push_back((step.unit, from));
        // Only moves out of or into one of the two groups are worth something else now.
        let members = [from, step.to]
            .map(|group| self.regions.groups()[group].clone())
            .concat();
        let around = members
            .iter()
            .flat_map(|&unit| self.instance.neighbours(unit))
            .copied();
        let mut changed: Vec<u32> = around.chain(members.iter().copied()).collect();
        changed.sort_unstable();
        changed.dedup();
        changed.into_iter().for_each(|unit| self.look(unit));
        true
    }
}
