//! Networks that are rings around others.

use super::Finding;
use super::membership::Listed;
use crate::practice::Location;
use crate::problem::Problem;
use std::collections::BTreeSet;

/// Every network without which a piece of the practice graph is left that it borders on and that does not reach the edge of the
/// map. O(networks × (n + edges)), and O(n²) at worst for the edge of the map.
pub(super) fn check(problem: &Problem, listed: &[Listed<'_>], findings: &mut Vec<Finding>) {
    if problem.rules().none_enclosed.is_none() {
        return;
    }
    let place = |&i: &usize| problem.practices()[i].location;
    let map: Vec<Location> = problem.grouped().iter().map(place).collect();
    let edge: BTreeSet<usize> = problem
        .grouped()
        .iter()
        .copied()
        .filter(|i| is_at_edge(place(i), &map))
        .collect();
    for network in listed {
        let mut left: BTreeSet<usize> = problem.grouped().iter().copied().collect();
        network.members.iter().for_each(|i| _ = left.remove(i));
        let beside = network
            .members
            .iter()
            .flat_map(|&i| problem.graph().neighbours(i));
        for start in beside.collect::<BTreeSet<usize>>() {
            let mut hole = Vec::new();
            let mut to_visit: Vec<usize> = left.take(&start).into_iter().collect();
            while let Some(here) = to_visit.pop() {
                hole.push(here);
                to_visit.extend(problem.graph().neighbours(here).filter(|next| left.remove(next)));
            }
            if !hole.is_empty() && hole.iter().all(|i| !edge.contains(i)) {
                hole.sort_unstable();
                findings.push(Finding::Ring {
                    network: network.name.to_owned(),
                    hole: hole.iter().map(|&i| problem.practices()[i].code).collect(),
                });
            }
        }
    }
}

/// Whether some straight line through the point leaves all others on one side of it, or on the line.
fn is_at_edge(here: Location, map: &[Location]) -> bool {
    let way = |there: &Location| {
        let east = i64::from(there.easting()) - i64::from(here.easting());
        let north = i64::from(there.northing()) - i64::from(here.northing());
        (east, north)
    };
    let ways: Vec<(i64, i64)> = map.iter().map(way).filter(|&way| way != (0, 0)).collect();
    let side = |&(ax, ay): &(i64, i64), &(bx, by): &(i64, i64)| ax * by - ay * bx;
    ways.is_empty()
        || ways
            .iter()
            .any(|line| ways.iter().all(|way| side(line, way) >= 0))
}
