//! Prices of an instance too large for one master: part by part, pass by pass.
//!
//! ```text
//! pilot    some parts together: what a group is worth, and how that changes with their number
//! pass 0   every part with the groups around it, all prices open, no cuts
//! passes   parts cut anew; what is beside other parts stays as it is, all else is priced again, with more cuts
//!          after every pass all groups of the instance are searched once: that is the bound
//!          where groups pay too little their hub is lowered, so that the next pass begins with prices that are sound
//! dive     in some passes between them: parts take what is nearly taken, but for what is near to other parts, until all is covered
//! ```
//!
//! A pass is ascent by blocks of the dual: given all other prices those of a part are the best. How a part came to its prices needs no proof,
//! because the sum is counted over the whole instance. Work and memory grow with the number of units.

mod balance;
mod dives;
mod divide;
mod known;
mod part;
mod saved;
#[cfg(test)]
mod tests;

use super::cutting::Kinds;
use super::goal::Goal;
use super::proof::{Proof, charge};
use super::source::Everything;
use crate::engine::bound::Prices;
use crate::engine::instance::Instance;
use crate::engine::partition::Partition;
use crate::engine::random::Stream;
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;
use balance::Balance;
use dives::Dive;
use divide::Ground;
use known::{Known, Piece};
use part::Part;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Units of a part in the first pass, and later, when prices come near to the end in a few masters. In a made-up region of 6,500 parts of
/// 400 and 800 units came to 80,844 million after 43 s, these to 81,152 million after 53 s, and to a better plan.
pub(super) const SIZES: [usize; 2] = [800, 1_600];
/// Parts in one step.
const SIDE_BY_SIDE: usize = 24;
/// Passes before the first dive, and between later ones. A dive before the fourth pass made a plan that the annealing after it took twice as
/// long to better.
const PRICED: [u64; 2] = [4, 2];
/// The first passes are rough.
const ROUGH: u64 = 3;
/// How near bound and master of a part come, in the first passes and later.
const ACCURACY: [f64; 2] = [1e-3, 2e-4];
/// Nodes that a search may visit at one root, and how many roots may need more before a part is left as it is.
const EFFORT: u64 = 50_000;
const PATIENCE: usize = 16;

/// The work on a large instance between two steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Mosaic {
    /// Units of a part in the first pass, and later.
    sizes: [usize; 2],
    ground: Ground,
    /// How many passes were made.
    passes: u64,
    /// Parts of this pass, and what came of the first of them.
    parts: Vec<Vec<u32>>,
    pieces: Vec<Piece>,
    /// The prices of everything; none before the end of the first pass.
    prices: Prices,
    balance: Balance,
    /// How much of a group each unit is.
    shares: Vec<f64>,
    /// Groups near to being taken.
    columns: Vec<Vec<u32>>,
    /// Passes with prices since the last dive.
    priced: u64,
    dive: Option<Dive>,
    /// Whether there was a dive.
    dived: bool,
}

/// What a pass ends with.
#[derive(Debug, Default)]
pub(super) struct Passed {
    pub(super) proof: Option<Proof>,
    /// Groups of a plan that share no unit.
    pub(super) plan: Option<Vec<Vec<u32>>>,
}

impl Mosaic {
    /// Work that has not begun, with parts of these sizes.
    pub(super) fn new(sizes: [usize; 2]) -> Self {
        Self {
            sizes,
            ground: Ground::default(),
            passes: 0,
            parts: Vec::new(),
            pieces: Vec::new(),
            prices: Prices::default(),
            balance: Balance::default(),
            shares: Vec::new(),
            columns: Vec::new(),
            priced: 0,
            dive: None,
            dived: false,
        }
    }

    /// Whether no pass is under way.
    pub(super) fn is_between_passes(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether the first plan of prices is still to come.
    pub(super) fn is_young(&self) -> bool {
        !self.dived
    }

    /// The plan that the next passes divide.
    pub(super) fn look(&mut self, plan: &Partition<'_>) {
        self.ground = Ground::new(plan);
    }

    /// Works on the next parts of an instance with prices in units of 1 / scale; what a pass comes to, at its end. Nothing that was stopped
    /// on the way is kept.
    pub(super) fn step(
        &mut self,
        everything: &Everything<'_>,
        (whole, scale): (&Instance, i64),
        record: &mut Record,
        stopped: Stopped<'_>,
    ) -> Option<Passed> {
        let first = self.prices.units.is_empty();
        let covered = self.dive.as_ref().map(|dive| &dive.covered[..]);
        let left = self.ground.left(covered);
        if self.parts.is_empty() {
            let size = self.sizes[usize::from(!first)];
            self.parts = self
                .ground
                .parts(&left, size, &mut Stream::new(0, &[self.passes]));
            if self.parts.is_empty() {
                return None;
            }
            if first {
                (self.prices.group, self.balance) = self.pilot(whole, scale, record, stopped)?;
            }
        }
        let known = Known::new(
            &self.prices,
            self.columns.iter().chain(&self.ground.groups),
            scale,
        );
        let cuts = match (first, self.passes >= ROUGH) {
            (true, _) => None,
            (false, false) => Some(Kinds::Triples),
            (false, true) => Some(Kinds::All),
        };
        // The rest of a dive that is one part, or hardly becomes less.
        let last = self.dive.as_ref().is_some_and(|dive| dive.slow) || self.parts.len() == 1;
        let from = self.pieces.len();
        let next = self
            .parts
            .iter()
            .skip(from)
            .take(SIDE_BY_SIDE)
            .collect::<Vec<_>>();
        let found: Vec<Option<(Piece, Record)>> = next
            .par_iter()
            .map(|part| {
                let part = Part::new(whole, &self.ground, part, (&left, covered), first)?;
                match covered {
                    Some(_) => part.dive(&known, (self.goal(), last), stopped),
                    None => part.price(&known, self.goal(), cuts, stopped),
                }
            })
            .collect();
        for found in found {
            let (piece, ran) = found?;
            record.add(&ran);
            self.pieces.push(piece);
        }
        if self.pieces.len() < self.parts.len() {
            return None;
        }
        let passed = match self.dive.take() {
            Some(dive) => self.gather(dive, whole, last),
            None => self.assemble(everything, whole, stopped)?,
        };
        self.parts.clear();
        self.passes += 1;
        Some(passed)
    }

    fn goal(&self) -> Goal {
        goal(ACCURACY[usize::from(self.passes >= ROUGH)])
    }

    /// The prices of all parts, and the bound that they are.
    fn assemble(
        &mut self,
        everything: &Everything<'_>,
        whole: &Instance,
        stopped: Stopped<'_>,
    ) -> Option<Passed> {
        let mut prices = self.prices.clone();
        prices.units.resize(whole.len(), 0);
        self.shares.resize(whole.len(), 0.0);
        let mut part_of = vec![None; whole.len()];
        for (piece, at) in self.pieces.iter().zip(0_usize..) {
            for &(unit, price, share) in &piece.units {
                prices.units[unit as usize] = price;
                self.shares[unit as usize] = share;
                part_of[unit as usize] = Some(at);
            }
        }
        // Cuts whose units were all open in one part were priced anew.
        prices.cuts.retain(|priced| {
            let mut parts = priced.cut.weights.iter().map(|&(unit, _)| part_of[unit as usize]);
            let first = parts.next().flatten();
            first.is_none() || parts.any(|part| part != first)
        });
        self.columns.clear();
        for piece in std::mem::take(&mut self.pieces) {
            prices.cuts.extend(piece.cuts);
            self.columns.extend(piece.groups);
        }
        let proven = prices.clone();
        let shortfall = everything.settle(&mut prices, EFFORT, stopped)?;
        let (least, most) = whole.groups();
        let number = if proven.group >= 0 { least } else { most } as i128;
        let units: i128 = proven.units.iter().map(|&price| i128::from(price)).sum();
        let sum = units + i128::from(proven.group) * number - charge(&proven.cuts) + shortfall;
        self.prices = prices;
        self.balance(whole);
        self.priced += 1;
        if self.priced >= PRICED[usize::from(self.dived)] {
            self.priced = 0;
            self.dive = Some(Dive {
                covered: vec![false; whole.len()],
                prices: self.prices.clone(),
                ..Dive::default()
            });
        }
        let proof = Proof { sum, prices: proven };
        Some(Passed {
            proof: Some(proof),
            plan: None,
        })
    }
}

/// To converge this near, however many masters that takes.
fn goal(accuracy: f64) -> Goal {
    Goal {
        accuracy,
        enough: None,
        effort: EFFORT,
        turns: usize::MAX,
        patience: PATIENCE,
    }
}
