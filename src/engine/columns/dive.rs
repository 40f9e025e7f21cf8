//! A plan out of a relaxation: take what is nearly taken, solve again, and so on.

use super::list::Part;
use super::relaxation::{Goal, Relaxation, UNCOVERED};
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;

/// Columns taken this far are taken whole.
const NEARLY: f64 = 0.9;

/// Dives for a plan that costs less than `below`; its groups, or none where it ran into a dead end or into too few
/// or too many groups.
pub(super) fn dive(
    relaxation: &Relaxation<'_>,
    part: &Part<'_>,
    below: i64,
    record: &mut Record,
    stopped: Stopped<'_>,
) -> Option<Vec<Vec<u32>>> {
    let mut relaxation = relaxation.clone();
    let mut part = part.clone();
    let mut covered = vec![false; relaxation.instance.len()];
    let mut chosen: Vec<Vec<u32>> = Vec::new();
    let goal = Goal {
        accuracy: 1e-4,
        enough: None,
        effort: 0,
        turns: usize::MAX,
    };
    while covered.contains(&false) {
        let columns = relaxation.pool.columns().iter().zip(&relaxation.taken);
        let open = columns.filter(|(column, _)| !column.units.iter().any(|&unit| covered[unit as usize]));
        let mut open: Vec<(f64, &Vec<u32>)> = open.map(|(column, &x)| (x, &column.units)).collect();
        open.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        let before = chosen.len();
        for (x, units) in open {
            let first = chosen.len() == before;
            if (first || x > NEARLY) && !units.iter().any(|&unit| covered[unit as usize]) {
                units.iter().for_each(|&unit| covered[unit as usize] = true);
                chosen.push(units.clone());
            }
        }
        if chosen.len() == before || stopped() {
            return None;
        }
        let stays = |units: &[u32]| !units.iter().any(|&unit| covered[unit as usize]);
        relaxation
            .pool
            .retain(|_, column| stays(&column.units) || chosen.contains(&column.units));
        part = part.filter(|units, _| stays(units));
        if covered.contains(&false) {
            relaxation.converge(&part, goal, record, stopped);
            if relaxation.cost >= below as f64 || relaxation.uncovered > UNCOVERED {
                return None;
            }
        }
    }
    let (least, most) = relaxation.instance.groups();
    (least..=most).contains(&chosen.len()).then_some(chosen)
}
