//! The term "today's network": patients whose network changes.

use super::{Costs, Term};
use crate::plan::Plan;
use crate::problem::Problem;
use std::collections::BTreeMap;

/// Patients who are moved out of the network that their practice is in today:
///
/// ```text
/// cost = sum over practices i of list(i) where i is not with the anchor of its network
///      + sum over two anchors in one network of the smaller of their networks' patients
/// ```
///
/// in patients. The anchor of a network of today is its largest practice (the first by code of equals): the network goes on where
/// its anchor is. Where two go on as one, the smaller has moved; of three or more that become one the sum counts every two of
/// them, which is too much. A practice that is in no network today costs nothing wherever it goes. `change` counts what has moved
/// exactly, and for any plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TodaysNetwork {
    today: Plan,
}

impl TodaysNetwork {
    /// With the networks of today, such as [`Plan::today`]. A practice in two of them counts in the first.
    #[must_use]
    pub fn new(today: Plan) -> Self {
        Self { today }
    }
}

impl Term for TodaysNetwork {
    fn name(&self) -> &'static str {
        "today's network"
    }

    fn unit(&self, _: &Problem) -> String {
        "patients".to_owned()
    }

    fn compile(&self, problem: &Problem, costs: &mut Costs) {
        let units = problem.grouped();
        let mut seen = vec![false; units.len()];
        let mut networks: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for row in self.today.rows() {
            let practice = problem.practices().index_of(row.practice);
            if let Some(unit) = practice.and_then(|i| units.binary_search(&i).ok())
                && !seen[unit]
            {
                seen[unit] = true;
                networks.entry(&row.network).or_default().push(unit as u32);
            }
        }
        let list = |unit: u32| problem.practices()[units[unit as usize]].list_size.0 as i64;
        costs.each.resize(units.len(), 0);
        let mut anchors: Vec<(u32, i64)> = Vec::new();
        for members in networks.values() {
            let largest = members.iter().copied().min_by_key(|&unit| (-list(unit), unit));
            let Some(anchor) = largest else { continue };
            for &unit in members.iter().filter(|&&unit| unit != anchor) {
                costs.each[unit as usize] += list(unit);
                costs.pairs.push((unit, anchor, -list(unit)));
            }
            anchors.push((anchor, members.iter().map(|&unit| list(unit)).sum()));
        }
        for (k, &(a, one)) in anchors.iter().enumerate() {
            for &(b, other) in &anchors[k + 1..] {
                costs.pairs.push((a, b, one.min(other)));
            }
        }
    }
}
