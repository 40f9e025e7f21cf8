//! Groups as they were made, whether or not they keep every rule.

use super::{Record, Solution, SolveError, Status};
use crate::engine::bound::Certificate;
use crate::engine::instance::Instance;
use crate::engine::partition::Group;
use crate::engine::start_plan::{StartFault, StartFaults, misplaced};
use std::fmt;

/// Groups as a strategy made them, with the rules that they break counted. Unlike a [`Solution`] they may lie outside their
/// bands, be in pieces, be too many or too few, or leave units out.
///
/// ```
/// use locality::engine::instance::Instance;
/// use locality::engine::solution::Grouping;
/// let text = r#"{"format": "locality-instance/1", "units": ["A", "B", "C"], "edges": [[0, 1]],
///   "measures": [{"name": "patients", "values": [3, 4, 5], "band": {"least": 5, "most": 9}}],
///   "groups": {"least": 2, "most": 2}}"#;
/// let instance: Instance = serde_json::from_str(text)?;
/// // A and C are no neighbours, and B alone lacks 1.
/// let grouping = Grouping::new(&instance, vec![vec![0, 2], vec![1]])?;
/// assert_eq!(grouping.broken.to_string(), "1 group outside the bands by 1 in all, 1 group in pieces");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Grouping {
    /// The groups, by their first unit; each with at least one unit, no unit in two. A group may be in pieces.
    pub groups: Vec<Group>,
    /// What they cost together; a group that no site serves counts without the star part.
    pub cost: i64,
    /// The rules that they break.
    pub broken: Broken,
    /// What no plan that keeps every rule can cost less than, where it is known.
    pub bound: Option<i64>,
    /// The proof of the bound, for others to count again.
    pub certificate: Option<Certificate>,
    /// Whether it is proven that no plan costs less.
    pub optimal: bool,
    /// What ran.
    pub record: Record,
}

/// How many rules of an instance groups break, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Broken {
    /// Units in no group.
    pub missing: usize,
    /// By how many groups there are more or fewer than asked for.
    pub too_many_or_few: usize,
    /// Groups in pieces.
    pub in_pieces: usize,
    /// Groups outside a band, or served by no site.
    pub outside: usize,
    /// By how much they lie outside, all together.
    pub by: i64,
}

impl Broken {
    /// Whether no rule is broken.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |number: usize, what: &str| match number {
            1 => format!("1 {what}"),
            _ => format!("{number} {what}s"),
        };
        let mut said = Vec::new();
        if self.outside > 0 {
            let groups = count(self.outside, "group");
            said.push(format!("{groups} outside the bands by {} in all", self.by));
        }
        if self.in_pieces > 0 {
            said.push(format!("{} in pieces", count(self.in_pieces, "group")));
        }
        if self.too_many_or_few > 0 {
            said.push(format!(
                "{} too many or too few",
                count(self.too_many_or_few, "group")
            ));
        }
        if self.missing > 0 {
            said.push(format!("{} in no group", count(self.missing, "unit")));
        }
        match said.is_empty() {
            true => f.write_str("no rule broken"),
            false => f.write_str(&said.join(", ")),
        }
    }
}

impl Grouping {
    /// These groups with what they cost and break; nothing ran. Empty groups are passed over. O(n × sites in a group).
    ///
    /// # Errors
    /// All units that do not exist, and all that stand twice.
    pub fn new(instance: &Instance, groups: Vec<Vec<u32>>) -> Result<Self, StartFaults> {
        let mut faults = misplaced(instance, &groups);
        faults.retain(|fault| !matches!(fault, StartFault::Empty { .. }));
        match faults.is_empty() {
            true => Ok(Self::with(instance, groups, Record::new(0))),
            false => Err(StartFaults(faults)),
        }
    }

    /// As [`new`](Self::new), of units that exist and stand once, with what ran.
    pub(crate) fn with(instance: &Instance, groups: Vec<Vec<u32>>, record: Record) -> Self {
        let mut groups: Vec<Group> = groups
            .into_iter()
            .filter(|units| !units.is_empty())
            .map(|mut units| {
                units.sort_unstable();
                let value = instance.value(&units);
                Group { units, value }
            })
            .collect();
        groups.sort_by_key(|group| group.units.first().copied());
        let (least, most) = instance.groups();
        let placed: usize = groups.iter().map(|group| group.units.len()).sum();
        let broken = Broken {
            missing: instance.len().saturating_sub(placed),
            too_many_or_few: groups
                .len()
                .saturating_sub(most)
                .max(least.saturating_sub(groups.len())),
            in_pieces: groups.iter().filter(|g| !instance.is_connected(&g.units)).count(),
            outside: groups.iter().filter(|group| group.value.violation > 0).count(),
            by: groups.iter().map(|group| group.value.violation).sum(),
        };
        Self {
            cost: groups.iter().map(|group| group.value.cost).sum(),
            groups,
            broken,
            bound: None,
            certificate: None,
            optimal: false,
            record,
        }
    }

    /// What a way that keeps every rule came to: its solution, or the nearest to one that it found.
    ///
    /// # Errors
    /// All others than [`SolveError::NotFound`].
    pub(crate) fn of(instance: &Instance, solved: Result<Solution, SolveError>) -> Result<Self, SolveError> {
        match solved {
            Ok(solution) => Ok(Self {
                groups: solution.groups,
                cost: solution.cost,
                broken: Broken::default(),
                bound: solution.bound,
                certificate: solution.certificate,
                optimal: solution.status == Status::Optimal,
                record: solution.record,
            }),
            Err(SolveError::NotFound { nearest, record, .. }) => {
                let groups = nearest.into_iter().map(|group| group.units).collect();
                Ok(Self::with(instance, groups, *record))
            }
            Err(error) => Err(error),
        }
    }

    /// The solution that these groups are, where they break no rule.
    ///
    /// # Errors
    /// [`SolveError::Broken`] with the groups.
    pub fn into_solution(self) -> Result<Solution, SolveError> {
        if !self.broken.is_none() {
            return Err(SolveError::Broken(Box::new(self)));
        }
        Ok(Solution {
            groups: self.groups,
            cost: self.cost,
            bound: self.bound,
            certificate: self.certificate,
            status: match self.optimal {
                true => Status::Optimal,
                false => Status::Feasible,
            },
            record: self.record,
        })
    }
}
