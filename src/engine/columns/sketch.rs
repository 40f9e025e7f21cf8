//! What may become a plan.

use super::bounding::Bounding;
use super::dive::{Depth, dive};
use super::goal::{GLANCE, Goal};
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;
use rayon::prelude::*;

/// Groups of a plan, which share no unit, but may leave some out.
#[derive(Clone, Debug)]
pub(crate) struct Sketch {
    pub(crate) groups: Vec<Vec<u32>>,
    /// The most groups that the plan should have.
    pub(crate) most: usize,
}

impl Bounding<'_> {
    /// Dives, side by side, for plans of the numbers of groups that the root lies at.
    pub(super) fn sketches(&self, record: &mut Record, stopped: Stopped<'_>) -> Vec<Sketch> {
        let goal = Goal {
            turns: 2,
            effort: GLANCE,
            patience: usize::MAX,
            ..self.goal(None)
        };
        let one = |groups: (usize, usize)| {
            let mut record = Record::new(0);
            let mut relaxation = self.relaxation.clone();
            if groups != relaxation.groups {
                relaxation.groups = groups;
                relaxation.converge(&self.everything, goal, &mut record, stopped);
            }
            let dive = dive(
                relaxation,
                &self.everything,
                goal,
                Depth::ANY,
                &mut record,
                stopped,
            );
            let sketch = Sketch {
                groups: dive.groups,
                most: groups.1,
            };
            (sketch, record)
        };
        let done: Vec<_> = self.numbers().into_par_iter().map(one).collect();
        let (sketches, spent): (Vec<_>, Vec<_>) = done.into_iter().unzip();
        spent.iter().for_each(|spent| record.add(spent));
        sketches
    }
}
