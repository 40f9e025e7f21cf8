//! One part of a large instance, whose prices are looked for while all others stay.

use super::divide::Ground;
use super::known::{Known, Piece};
use crate::engine::bound::{Cut, PricedCut};
use crate::engine::columns::cutting::Kinds;
use crate::engine::columns::dive::{Depth, dive};
use crate::engine::columns::goal::{GLANCE, Goal};
use crate::engine::columns::master::Duals;
use crate::engine::columns::proof::Proof;
use crate::engine::columns::relaxation::Relaxation;
use crate::engine::columns::root::FAR;
use crate::engine::columns::settled::Settled;
use crate::engine::columns::source::Everything;
use crate::engine::instance::Instance;
use crate::engine::region::Region;
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;
use std::collections::BTreeSet;

/// Masters of a part before a dive begins in it.
const BEFORE_DIVE: usize = 12;

/// Some units as an instance of their own.
pub(super) struct Part {
    region: Region,
    /// For each unit whether its price is looked for, and whether it is wanted.
    open: Vec<bool>,
    wanted: Vec<bool>,
}

impl Part {
    /// The units of these groups, ascending, that are not covered. The first time with the groups around them, all of them open; later without, and
    /// groups beside others that have units left are settled. `None` where nothing is left.
    pub(super) fn new(
        whole: &Instance,
        ground: &Ground,
        part: &[u32],
        (left, covered): (&[usize], Option<&[bool]>),
        first: bool,
    ) -> Option<Self> {
        let outside = |group: &u32| part.binary_search(group).is_err() && left[*group as usize] > 0;
        let beside = |group: u32| ground.near[group as usize].iter().copied().filter(outside);
        let inside = part
            .iter()
            .map(|&group| (group, first || beside(group).next().is_none()));
        let mut groups: Vec<(u32, bool)> = inside.collect();
        if first {
            let mut ring: Vec<u32> = part.iter().flat_map(|&group| beside(group)).collect();
            ring.sort_unstable();
            ring.dedup();
            groups.extend(ring.into_iter().map(|group| (group, false)));
        }
        let mut units: Vec<(u32, bool)> = Vec::new();
        for (group, wanted) in groups {
            let all = ground.groups[group as usize].iter();
            let open = all.filter(|&&unit| covered.is_none_or(|covered| !covered[unit as usize]));
            units.extend(open.map(|&unit| (unit, wanted)));
        }
        units.sort_unstable();
        let wanted: Vec<bool> = units.iter().map(|&(_, wanted)| wanted).collect();
        let units: Vec<u32> = units.into_iter().map(|(unit, _)| unit).collect();
        let most = units.len();
        Some(Self {
            region: Region::new(whole, units, 1, most).ok()?,
            open: wanted.iter().map(|wanted| *wanted || first).collect(),
            wanted,
        })
    }

    /// Looks for the prices of its open units, given all others; with another round of cuts of these kinds.
    pub(super) fn price(
        &self,
        known: &Known<'_>,
        goal: Goal,
        cuts: Option<Kinds>,
        stopped: Stopped<'_>,
    ) -> Option<(Piece, Record)> {
        let mut record = Record::new(0);
        let everything = Everything::new(self.region.instance(), known.scale);
        let mut relaxation = self.relaxation(known);
        let mut proof = None;
        if let Some(centre) = relaxation.centre.clone() {
            // Where no search comes to its end, prices may become worse than they were.
            relaxation.look(centre, &everything, goal.effort, &mut proof, &mut record, stopped)?;
        }
        let converged = relaxation.converge(&everything, goal, &mut record, stopped)?;
        let cut = cuts.is_some_and(|kinds| relaxation.cut(kinds, &mut record) > 0);
        let again = cut.then(|| relaxation.converge(&everything, goal, &mut record, stopped));
        let proofs = [proof, Some(converged), again.flatten()];
        let proof = proofs.into_iter().flatten().max_by_key(|proof| proof.sum)?;
        (!stopped()).then(|| (self.piece(relaxation, &proof), record))
    }

    /// Takes groups as a dive does, but for those near to settled units, which the next pass of the dive sees better.
    pub(super) fn dive(
        &self,
        known: &Known<'_>,
        (goal, last): (Goal, bool),
        stopped: Stopped<'_>,
    ) -> Option<(Piece, Record)> {
        let mut record = Record::new(0);
        let instance = self.region.instance();
        let everything = Everything::new(instance, known.scale);
        let mut relaxation = self.relaxation(known);
        let glance = Goal {
            effort: GLANCE,
            turns: BEFORE_DIVE,
            patience: usize::MAX,
            ..goal
        };
        let proof = relaxation.converge(&everything, glance, &mut record, stopped)?;
        let glance = Goal { turns: 2, ..glance };
        let dive = dive(
            relaxation.clone(),
            &everything,
            glance,
            Depth::ANY,
            &mut record,
            stopped,
        );
        // What the dive left open can be covered only together with what is beside it.
        let mut done = self.open.clone();
        if !last {
            let held: BTreeSet<u32> = dive.groups.iter().flatten().copied().collect();
            (0..)
                .zip(&mut done)
                .for_each(|(unit, done)| *done &= held.contains(&unit));
        }
        let deep = |&unit: &u32| {
            let near = instance.neighbours(unit).iter();
            self.open[unit as usize] && near.copied().all(|near| done[near as usize])
        };
        let kept = dive.groups.iter().filter(|group| group.iter().all(deep));
        let kept = kept.map(|group| self.region.units_of(group)).collect();
        let piece = Piece {
            groups: kept,
            ..self.piece(relaxation, &proof)
        };
        (!stopped()).then_some((piece, record))
    }

    /// The relaxation with the columns, prices and cuts that are known.
    fn relaxation(&self, known: &Known<'_>) -> Relaxation<'_> {
        let units = self.region.units();
        let price = |price: i64| price as f64 / known.scale as f64;
        let prices: Option<Vec<i64>> = units
            .iter()
            .map(|&unit| known.prices.units.get(unit as usize).copied())
            .collect();
        let of = |at: usize| prices.as_ref().map(|prices| prices[at]);
        let (mut open, mut settled) = (Vec::new(), Vec::new());
        for priced in &known.prices.cuts {
            if let Some((cut, all)) = self.local_cut(&priced.cut) {
                let cuts = if all { &mut open } else { &mut settled };
                cuts.push(PricedCut {
                    cut,
                    price: priced.price,
                });
            }
        }
        let groups = units.iter().filter_map(|&unit| known.groups.get(unit as usize));
        let groups = groups.flatten().filter_map(|group| self.region.to_local(group));
        let groups = groups.filter(|group| group.iter().any(|&unit| self.open[unit as usize]));
        let mut relaxation = Relaxation::new(self.region.instance(), known.scale, groups);
        // A unit is worth a part of what groups with it cost; in a wide box prices of units that always stand together run far apart.
        let mut limits = vec![0.0_f64; units.len()];
        for column in relaxation.pool.columns() {
            let all = column.cost.abs() as f64 + price(known.prices.group.abs());
            for &unit in &column.units {
                let share = |known: i64| price(known.abs()) + all / column.units.len() as f64;
                let limit = &mut limits[unit as usize];
                *limit = limit.max(of(unit as usize).map_or(all, share));
            }
        }
        for limit in limits.iter_mut().filter(|limit| **limit < 1.0) {
            *limit = relaxation.limit;
        }
        let whether = self.open.iter().enumerate();
        relaxation.settled = Some(Settled {
            units: whether.map(|(at, open)| of(at).filter(|_| !open)).collect(),
            group: known.prices.group,
            limits,
            cuts: settled,
        });
        relaxation.centre = prices.map(|prices| Duals {
            taken: Vec::new(),
            cost: 0.0,
            units: prices.into_iter().map(price).collect(),
            group: price(known.prices.group),
            cuts: open
                .iter()
                .map(|priced: &PricedCut| price(priced.price))
                .collect(),
            uncovered: 0.0,
        });
        relaxation.cuts = open.into_iter().map(|priced| priced.cut).collect();
        relaxation
    }

    /// A cut as the part sees it, and whether all its units are open; none where it charges no group of the part.
    fn local_cut(&self, cut: &Cut) -> Option<(Cut, bool)> {
        let units = self.region.units();
        let local = |&(unit, weight): &(u32, u32)| Some((units.binary_search(&unit).ok()? as u32, weight));
        let weights: Vec<(u32, u32)> = cut.weights.iter().filter_map(local).collect();
        let open = |&(unit, _): &(u32, u32)| self.open[unit as usize];
        let all = weights.len() == cut.weights.len() && weights.iter().all(open);
        let local = Cut { weights, of: cut.of };
        (local.most() > 0).then_some((local, all))
    }

    /// What came of it.
    fn piece(&self, mut relaxation: Relaxation<'_>, proof: &Proof) -> Piece {
        let mut shares = vec![0.0; self.open.len()];
        for (column, &x) in relaxation.pool.columns().iter().zip(&relaxation.taken) {
            for &unit in &column.units {
                shares[unit as usize] += x / column.units.len() as f64;
            }
        }
        let units = self.region.units();
        let wanted = (0..units.len()).filter(|&at| self.wanted[at]);
        let settled = relaxation
            .settled
            .as_ref()
            .map_or(0, |settled| settled.cuts.len());
        let cuts = proof.prices.cuts.iter().take(proof.prices.cuts.len() - settled);
        let to_whole = |priced: &PricedCut| {
            let weights = priced.cut.weights.iter();
            let weights = weights
                .map(|&(unit, weight)| (units[unit as usize], weight))
                .collect();
            PricedCut {
                cut: Cut {
                    weights,
                    of: priced.cut.of,
                },
                price: priced.price,
            }
        };
        let mut piece = Piece {
            units: wanted
                .map(|at| (units[at], proof.prices.units[at], shares[at]))
                .collect(),
            cuts: cuts.map(to_whole).collect(),
            groups: Vec::new(),
        };
        let count = relaxation.count() as i128;
        let room = proof.sum.abs() / (2 * FAR * count.clamp(1, self.open.len() as i128));
        relaxation.clean(proof, i64::try_from(room).unwrap_or(i64::MAX));
        let columns = relaxation.pool.columns().iter();
        // A group that two parts know belongs to the one that its first unit belongs to.
        let mine = columns.filter(|column| {
            let first = column.units[0] as usize;
            self.wanted[first] || !self.open[first]
        });
        piece.groups = mine.map(|column| self.region.units_of(&column.units)).collect();
        piece
    }
}
