//! Ward's method, neighbours only.

use super::Strategy;
use super::attempts::Attempts;
use super::points::{Points, Sums};
use super::weights::asked;
use crate::engine::Run;
use crate::engine::instance::Instance;
use crate::engine::solution::{Grouping, SolveError};

/// Begins with every unit by itself and joins, again and again, the two neighbouring groups whose spread (sum of squared distances to
/// the mean point) grows least, until there are as many as asked for.
///
/// Groups hang together; there are as many as asked for, where the graph allows. It knows no band: towns end in few large groups, the country in many
/// small ones. Nothing is random: one round. O(n × edges).
///
/// # References
/// J. H. Ward, Hierarchical grouping to optimize an objective function, Journal of the American Statistical Association 58 (1963);
/// joining neighbours only: F. Murtagh, A survey of algorithms for contiguity-constrained clustering and related problems, The Computer
/// Journal 28 (1985).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ward {
    points: Points,
}

impl Ward {
    /// With a point for every unit, in metres.
    #[must_use]
    pub fn new(points: Vec<(i64, i64)>) -> Self {
        Self {
            points: Points::new(points),
        }
    }
}

impl Strategy for Ward {
    fn name(&self) -> &'static str {
        "ward"
    }

    fn about(&self) -> &'static str {
        "Joins the two neighbouring groups whose spread grows least (Ward); connected, knows no band."
    }

    fn group(&self, instance: &Instance, run: &Run<'_>) -> Result<Grouping, SolveError> {
        self.points.check(instance, self.name())?;
        let attempts = Attempts::new(instance, run);
        let mut of: Vec<usize> = (0..instance.len()).collect();
        let mut sums: Vec<Sums> = (0..instance.len() as u32).map(|u| self.points.sums(u)).collect();
        let mut left = instance.len();
        while left > asked(instance) && !attempts.stopped() {
            let pairs = instance.file().edges.iter();
            let pairs = pairs
                .map(|&(a, b)| (of[a as usize], of[b as usize]))
                .filter(|(a, b)| a != b);
            let grows = |(a, b): (usize, usize)| {
                let mut both = sums[a];
                both.add(&sums[b]);
                (
                    both.spread() - sums[a].spread() - sums[b].spread(),
                    a.min(b),
                    a.max(b),
                )
            };
            let least = pairs
                .map(grows)
                .min_by(|x, y| x.0.total_cmp(&y.0).then((x.1, x.2).cmp(&(y.1, y.2))));
            let Some((_, kept, gone)) = least else { break };
            let joined = sums[gone];
            sums[kept].add(&joined);
            of.iter_mut()
                .filter(|group| **group == gone)
                .for_each(|group| *group = kept);
            left -= 1;
        }
        let mut groups = vec![Vec::new(); instance.len()];
        for (unit, &group) in of.iter().enumerate() {
            groups[group].push(unit as u32);
        }
        Ok(attempts.only(groups))
    }
}
