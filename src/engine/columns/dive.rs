//! A plan out of a relaxation: take what is nearly taken, solve again, and so on.

use super::goal::Goal;
use super::pool::Column;
use super::relaxation::{Relaxation, UNCOVERED};
use super::source::Source;
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;

/// Columns taken this far are taken whole.
const NEARLY: f64 = 0.9;
/// The most steps that take as few columns as they can, so that a large plan does not take a step for every group.
const STEPS: usize = 32;

/// Groups that share no unit.
#[derive(Clone, Debug)]
pub(super) struct Dive<'a> {
    pub(super) groups: Vec<Vec<u32>>,
    /// Whether they are a plan: they cover every unit, and their number is allowed.
    pub(super) complete: bool,
    /// The relaxation of what they leave.
    pub(super) rest: Relaxation<'a>,
}

/// How far to dive.
#[derive(Clone, Copy, Debug)]
pub(super) struct Depth {
    /// The plan must cost less than that: the dive ends where it cannot. Without, it goes as far as columns go.
    pub(super) below: Option<i64>,
    /// It ends where so few units are left.
    pub(super) left: usize,
}

impl Depth {
    /// As far as columns go.
    pub(super) const ANY: Self = Self { below: None, left: 0 };

    /// To a plan below a cost.
    pub(super) fn below(below: i64) -> Self {
        Self {
            below: Some(below),
            left: 0,
        }
    }
}

/// Dives for a plan, each time converging to the goal. Only units whose prices are open have to be
/// covered. Where it ends early, the groups taken so far are its answer.
pub(super) fn dive<'a>(
    mut relaxation: Relaxation<'a>,
    source: &dyn Source,
    goal: Goal,
    depth: Depth,
    record: &mut Record,
    stopped: Stopped<'_>,
) -> Dive<'a> {
    let (least, most) = relaxation.groups;
    // What the groups that are taken leave of the limit.
    let mut below = depth.below.map(i128::from);
    let count = (relaxation.count().round() as usize).min(most);
    let step = match below {
        Some(_) => 1,
        None => count.div_ceil(STEPS).max(1),
    };
    let mut chosen: Vec<Vec<u32>> = Vec::new();
    while relaxation.left() > depth.left {
        let columns = relaxation.pool.columns().iter().zip(&relaxation.taken);
        let mut open: Vec<(f64, &Column)> = columns.map(|(column, &x)| (x, column)).collect();
        open.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.units.cmp(&b.1.units)));
        let mut held = vec![false; relaxation.covered.len()];
        let mut fresh: Vec<Vec<u32>> = Vec::new();
        for (x, column) in open {
            let few = fresh.len() < step;
            if (few || x > NEARLY) && !column.units.iter().any(|&unit| held[unit as usize]) {
                column.units.iter().for_each(|&unit| held[unit as usize] = true);
                below = below.map(|below| below - i128::from(column.cost));
                fresh.push(column.units.clone());
            }
        }
        if fresh.is_empty() {
            break;
        }
        relaxation.take(&fresh);
        chosen.extend(fresh);
        if stopped() {
            break;
        }
        if relaxation.left() > 0 {
            let rest = source.rest(&relaxation.covered);
            relaxation.converge(&*rest, goal, record, stopped);
            let lost = |below: i128| relaxation.cost >= below as f64 || relaxation.uncovered > UNCOVERED;
            if below.is_some_and(lost) {
                break;
            }
        }
    }
    Dive {
        complete: relaxation.left() == 0 && (least..=most).contains(&chosen.len()),
        groups: chosen,
        rest: relaxation,
    }
}
