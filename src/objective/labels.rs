//! To which of some groups the patients of each practice belong.

use super::of_others;
use crate::fault::{Fault, FaultCode};
use crate::practice::{AreaLevel, Flows, OdsCode, Practices};
use crate::problem::Problem;
use std::collections::{BTreeMap, BTreeSet};

/// For each practice of a table how many of its patients belong to each of some groups: a commissioner's area, a federation, a
/// neighbourhood. A practice that belongs to none is not in question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    of: Vec<Vec<(u32, u64)>>,
    /// Practices that were named and are not in the table.
    unknown: Vec<OdsCode>,
    /// Practices that were named twice, with two groups.
    twice: Vec<OdsCode>,
}

impl Labels {
    /// Each practice with the whole of its list in one group, by name. What does not fit the table is found when the objective is
    /// compiled (`P050`).
    #[must_use]
    pub fn new<'a>(practices: &Practices, groups: impl IntoIterator<Item = (OdsCode, &'a str)>) -> Self {
        let mut named: BTreeMap<OdsCode, &str> = BTreeMap::new();
        let mut twice = BTreeSet::new();
        for (code, group) in groups {
            if named.insert(code, group).is_some_and(|before| before != group) {
                twice.insert(code);
            }
        }
        let names: BTreeSet<&str> = named.values().copied().collect();
        let names: Vec<&str> = names.into_iter().collect();
        let mut of = vec![Vec::new(); practices.len()];
        let mut unknown = Vec::new();
        for (code, group) in named {
            match (practices.index_of(code), names.binary_search(&group)) {
                (Some(i), Ok(name)) => of[i].push((name as u32, practices[i].list_size.0)),
                _ => unknown.push(code),
            }
        }
        Self {
            of,
            unknown,
            twice: twice.into_iter().collect(),
        }
    }

    /// Each practice in its area of this level.
    #[must_use]
    pub fn areas(practices: &Practices, level: AreaLevel) -> Self {
        let rows: Vec<(OdsCode, String)> = practices
            .iter()
            .filter_map(|p| Some((p.code, p.area(level)?.code.to_string())))
            .collect();
        Self::new(practices, rows.iter().map(|(code, area)| (*code, area.as_str())))
    }

    /// Each practice by where its patients live: the areas of the flows are the groups, and a list is shared out over them as the
    /// patients are whose home is known.
    #[must_use]
    pub fn homes(practices: &Practices, flows: &Flows) -> Self {
        let share = |i: usize| {
            let homes = flows.of(i);
            let known: u64 = homes.iter().map(|(_, patients)| patients.0).sum();
            let list = practices[i].list_size.0;
            let part = |&(area, patients): &(u32, crate::units::Patients)| {
                let share = u128::from(patients.0) * u128::from(list) / u128::from(known.max(1));
                (area, share as u64)
            };
            homes.iter().map(part).collect()
        };
        Self {
            of: (0..practices.len()).map(share).collect(),
            unknown: Vec::new(),
            twice: Vec::new(),
        }
    }

    /// The groups of a practice, ascending, with how many of its patients belong to each.
    #[must_use]
    pub fn of(&self, practice: usize) -> &[(u32, u64)] {
        self.of.get(practice).map_or(&[], Vec::as_slice)
    }

    /// Patients of a practice that belong to any group.
    pub(super) fn patients(&self, practice: usize) -> u64 {
        self.of(practice).iter().map(|&(_, patients)| patients).sum()
    }

    /// The sum over groups of the product of two practices' patients in it.
    pub(super) fn meetings(&self, i: usize, j: usize) -> u128 {
        let (mut one, mut other) = (self.of(i).iter().peekable(), self.of(j).iter().peekable());
        let mut sum = 0;
        while let (Some(&&(a, x)), Some(&&(b, y))) = (one.peek(), other.peek()) {
            if a == b {
                sum += u128::from(x) * u128::from(y);
            }
            if a <= b {
                one.next();
            }
            if b <= a {
                other.next();
            }
        }
        sum
    }

    /// What does not fit, as faults of the term of this name.
    pub(super) fn faults(&self, term: &str, problem: &Problem) -> Vec<Fault> {
        let of_others = of_others(&format!("{term} is"), self.of.len(), problem);
        let mut faults: Vec<Fault> = of_others.into_iter().collect();
        let mut fault = |what: String| faults.push(Fault::new(FaultCode::FlowsMisfit, what));
        for code in &self.unknown {
            fault(format!("{term} names {code}, which is not in the table"));
        }
        for code in &self.twice {
            fault(format!("{term} puts {code} into two groups"));
        }
        faults
    }
}

/// Rounded to the nearest, halves up; as large as a number can be where it is larger.
pub(super) fn divided(number: u128, by: u128) -> i64 {
    let by = by.max(1);
    i64::try_from((number + by / 2) / by).unwrap_or(i64::MAX)
}
