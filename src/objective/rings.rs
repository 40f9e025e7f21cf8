//! Networks that are rings around others, and what keeps a search from them.

use super::Task;
use crate::engine::Run;
use crate::engine::instance::{BandFile, MeasureFile};
use crate::engine::partition::Group;
use crate::engine::solution::{Solution, SolveError};
use crate::practice::Location;
use crate::problem::Problem;
use crate::strategy::Strategy;

/// So often a search is run again with what the one before it left out.
const MOST_RUNS: usize = 20;

impl Task {
    /// Solves the task so that the plan keeps every rule, also the one that the engine does not know: where no network may be a
    /// ring around others, every ring that a plan has is forbidden and the search is run again, up to 20 times, each with the
    /// limits of the run. The bound of the last run holds for all plans without rings.
    ///
    /// # Errors
    /// As the strategy; [`SolveError::NotFound`] where there are rings to the last.
    pub fn solve(
        &self,
        problem: &Problem,
        strategy: &dyn Strategy,
        run: &Run<'_>,
    ) -> Result<Solution, SolveError> {
        let mut task = self.clone();
        let mut solution = strategy.solve(task.instance(), run)?;
        if problem.rules().none_enclosed.is_none() {
            return Ok(solution);
        }
        let edge = edge_of_map(problem);
        for _ in 1..MOST_RUNS {
            let rings = task.rings(problem, &solution.groups, &edge);
            if rings.is_empty() {
                return Ok(solution);
            }
            for ring in rings {
                // What keeps to the size of the other measures cannot be too large.
                if let Ok(next) = task.with_measure(ring) {
                    task = next;
                }
            }
            solution = strategy.solve(task.instance(), run)?;
        }
        match task.rings(problem, &solution.groups, &edge).is_empty() {
            true => Ok(solution),
            false => Err(SolveError::NotFound {
                violation: 1,
                nearest: solution.groups,
                record: Box::new(solution.record),
            }),
        }
    }

    /// A measure for each hole that some group is around: all neighbours of the hole in one group are too many, unless the group
    /// has a part of the hole. It holds for every plan without rings, and for no plan with this one.
    fn rings(&self, problem: &Problem, groups: &[Group], edge: &[bool]) -> Vec<MeasureFile> {
        let units = problem.grouped();
        let weight = i64::try_from(problem.band().target().0).unwrap_or(1).max(1);
        let mut measures = Vec::new();
        for group in groups {
            let left: Vec<usize> = (0..units.len())
                .filter(|unit| group.units.binary_search(&(*unit as u32)).is_err())
                .map(|unit| units[unit])
                .collect();
            for hole in problem.graph().components_of(&left) {
                let rim = problem.graph().neighbours_of(&hole);
                if rim.is_empty() || hole.iter().any(|&i| edge[i]) {
                    continue;
                }
                let count = rim.len() as i64;
                let mut values = vec![0; units.len()];
                for (set, value) in [(&rim, 1), (&hole, -count)] {
                    for unit in set.iter().filter_map(|&i| self.unit_of(i)) {
                        values[unit as usize] = value * weight;
                    }
                }
                let number = self.instance().measures().len() + measures.len();
                measures.push(MeasureFile {
                    name: format!("no ring around {} ({number})", problem.practices()[hole[0]].code),
                    band: Some(BandFile {
                        least: values.iter().filter(|&&value| value < 0).sum(),
                        most: (count - 1) * weight,
                    }),
                    values,
                    shape: None,
                });
            }
        }
        measures
    }
}

/// For each practice of the table whether it is on the convex hull of those to be grouped, its sides included (Andrew 1979,
/// <https://doi.org/10.1016/0020-0190(79)90072-3>). O(n log n).
fn edge_of_map(problem: &Problem) -> Vec<bool> {
    let place = |i: usize| problem.practices()[i].location;
    let xy = |point: Location| (i64::from(point.easting()), i64::from(point.northing()));
    let mut order: Vec<((i64, i64), usize)> = problem.grouped().iter().map(|&i| (xy(place(i)), i)).collect();
    order.sort_unstable();
    let mut points: Vec<(i64, i64)> = order.iter().map(|&(point, _)| point).collect();
    points.dedup();
    let turn =
        |a: (i64, i64), b: (i64, i64), c: (i64, i64)| (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0);
    let mut on_hull: Vec<(i64, i64)> = Vec::new();
    for _ in 0..2 {
        let mut chain: Vec<(i64, i64)> = Vec::new();
        for &point in &points {
            while let [.., a, b] = chain[..]
                && turn(a, b, point) < 0
            {
                chain.pop();
            }
            chain.push(point);
        }
        on_hull.append(&mut chain);
        points.reverse();
    }
    on_hull.sort_unstable();
    let mut edge = vec![false; problem.practices().len()];
    for (point, i) in order {
        edge[i] = on_hull.binary_search(&point).is_ok();
    }
    edge
}
