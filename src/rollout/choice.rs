//! Whole networks from the parts that a relaxation takes.

use super::programme::Task;
use super::wave::Neighbours;
use crate::graph::PracticeGraph;

/// A choice in the making.
struct Choice<'a> {
    task: &'a Task<'a>,
    neighbours: &'a PracticeGraph,
    policy: Neighbours,
    /// Which networks are live from before.
    live: &'a [bool],
    chosen: Vec<bool>,
    count: u64,
    patients: u64,
    of_region: Vec<u64>,
}

/// So often is the whole list of exchanges looked through.
const PASSES: usize = 20;

/// A choice that keeps the wave's rules, guided by the parts; `None` where none was found. First what regions need, then whatever
/// the relaxation takes most of, then exchanges: as long as patients are wanted those that cost least worth for it, and at last those that
/// gain worth. O(passes × chosen × left).
pub(super) fn round(
    task: &Task<'_>,
    parts: &[u64],
    neighbours: &PracticeGraph,
    policy: Neighbours,
    live: &[bool],
) -> Option<Vec<usize>> {
    let mut order: Vec<(u64, u64, usize)> = task
        .open
        .iter()
        .zip(parts)
        .map(|(&k, &part)| (part, task.worth[k], k))
        .collect();
    order.sort_by_key(|&(part, worth, k)| (std::cmp::Reverse((part, worth)), k));
    let order: Vec<usize> = order.into_iter().map(|(_, _, k)| k).collect();
    let mut choice = Choice {
        task,
        neighbours,
        policy,
        live,
        chosen: vec![false; task.patients.len()],
        count: 0,
        patients: 0,
        of_region: vec![0; task.least.len()],
    };
    for &k in &order {
        let region = task.region[k];
        if choice.of_region[region] < task.least[region] && choice.fits(k, None, true) {
            choice.add(k);
        }
    }
    // Together, one makes room for the next: so long until nothing more fits.
    loop {
        let before = choice.count;
        for &k in &order {
            let first = choice.count == 0 && !live.contains(&true);
            if !choice.chosen[k] && !choice.full() && choice.fits(k, None, first) {
                choice.add(k);
            }
        }
        if choice.count == before {
            break;
        }
    }
    if policy != Neighbours::Together {
        choice.exchange(&order);
    }
    let regions = choice
        .of_region
        .iter()
        .zip(&task.least)
        .all(|(has, least)| has >= least);
    let most = task.most.is_none_or(|most| choice.count <= most);
    let reached = choice.patients >= task.needed;
    let found = || order.iter().copied().filter(|&k| choice.chosen[k]).collect();
    (regions && most && reached).then(found)
}

impl Choice<'_> {
    /// Whether the wave has what it may have.
    fn full(&self) -> bool {
        match self.task.most {
            Some(most) => self.count >= most,
            None => self.patients >= self.task.needed,
        }
    }

    /// Whether this one may be chosen beside the others, one of them left out.
    fn fits(&self, k: usize, without: Option<usize>, first: bool) -> bool {
        let room = without.is_some() || self.task.most.is_none_or(|most| self.count < most);
        let left = without.map_or(0, |out| self.task.patients[out]);
        let patients = self.patients - left + self.task.patients[k];
        let mut near = self
            .neighbours
            .neighbours(k)
            .filter(|&other| Some(other) != without);
        let policy = match self.policy {
            Neighbours::Free => true,
            Neighbours::Apart => !near.any(|other| self.chosen[other]),
            Neighbours::Together => first || near.any(|other| self.chosen[other] || self.live[other]),
        };
        room && policy && patients <= self.task.enough
    }

    fn add(&mut self, k: usize) {
        self.chosen[k] = true;
        self.count += 1;
        self.patients += self.task.patients[k];
        self.of_region[self.task.region[k]] += 1;
    }

    fn take_out(&mut self, k: usize) {
        self.chosen[k] = false;
        self.count -= 1;
        self.patients -= self.task.patients[k];
        self.of_region[self.task.region[k]] -= 1;
    }

    /// Exchanges one chosen for one that is left, first for patients, then for worth.
    fn exchange(&mut self, order: &[usize]) {
        for _ in 0..PASSES {
            let wanted = self.task.needed.saturating_sub(self.patients);
            let mut changed = false;
            for &out in order {
                if !self.chosen[out] {
                    continue;
                }
                let Some(k) = self.best_for(out, wanted > 0, order) else {
                    continue;
                };
                self.take_out(out);
                self.add(k);
                changed = true;
                if wanted > 0 && self.patients >= self.task.needed {
                    break;
                }
            }
            if !changed {
                break;
            }
        }
    }

    /// Who should come in place of this one: more patients for the least worth lost a patient, or more worth.
    fn best_for(&self, out: usize, for_patients: bool, order: &[usize]) -> Option<usize> {
        let task = self.task;
        let region = task.region[out];
        let bound = self.of_region[region] <= task.least[region];
        let open = order.iter().copied().filter(|&k| {
            let gains = match for_patients {
                true => task.patients[k] > task.patients[out],
                false => {
                    let patients = self.patients - task.patients[out] + task.patients[k];
                    task.worth[k] > task.worth[out] && patients >= task.needed
                }
            };
            gains && !self.chosen[k] && (!bound || task.region[k] == region) && self.fits(k, Some(out), false)
        });
        open.max_by_key(|&k| match for_patients {
            // The greatest change of worth a patient, in thousandths.
            true => {
                let worth = i128::from(task.worth[k]) - i128::from(task.worth[out]);
                (
                    worth * 1_000 / i128::from(task.patients[k] - task.patients[out]),
                    std::cmp::Reverse(k),
                )
            }
            false => (task.worth[k].into(), std::cmp::Reverse(k)),
        })
    }
}
