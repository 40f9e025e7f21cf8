//! Plans out of some of their groups.

use super::parts::Number;
use super::{CHOOSE, Primal};
use crate::engine::columns::Sketch;
use crate::engine::feasible::pieces;
use crate::engine::partition::{Group, Partition};
use crate::engine::random::Stream;
use crate::engine::start::{halved, weights};
use crate::engine::stop::Stopped;
use rayon::prelude::*;

/// All of a large plan is annealed at most so many times in one go, and of another plan.
const TIMES: (u64, u64) = (4, 12);

impl<'a> Primal<'a> {
    /// Takes plans that hold the groups of a sketch: the units between them are halved into as many groups as are
    /// still wanted, mended where they lie outside their bands, and annealed as long as that helps: in a rough plan the number of groups in each
    /// town may be right. Sketches are worked on side by side; returns whether there is a better plan.
    pub(crate) fn complete(&mut self, sketches: Vec<Sketch>, stopped: Stopped<'_>) -> bool {
        let one = |sketch: Sketch| self.completed(sketch, stopped);
        let plans: Vec<Partition<'a>> = sketches.into_par_iter().filter_map(one).collect();
        self.by_windows |= self.is_large() && !plans.is_empty();
        let better = plans
            .into_iter()
            .fold(false, |better, plan| self.take(plan) | better);
        self.of_prices |= better;
        better
    }

    /// A plan out of a sketch; `None` where its groups overlap.
    fn completed(&self, sketch: Sketch, stopped: Stopped<'_>) -> Option<Partition<'a>> {
        let mut plan = self.filled(sketch)?;
        if self.is_large() {
            self.mend_all(&mut plan, stopped);
            // Most of a large plan is good: what could not be mended where it is may be once all the rest has moved. It is worth some tries: for
            // one group in fifteen thousand the whole plan would be lost.
            for time in 2 * TIMES.0..3 * TIMES.0 {
                if plan.violation() == 0 || stopped() {
                    break;
                }
                self.anneal_regions(
                    &mut plan,
                    ([self.rounds, time], usize::MAX),
                    Number::Free,
                    stopped,
                );
                self.mend_all(&mut plan, stopped);
            }
        } else {
            self.mend_as_many(&mut plan, stopped);
        }
        self.anneal_all(&mut plan, [self.rounds, TIMES.0], Number::Kept, stopped);
        Some(plan)
    }

    /// Anneals every region of a plan that is inside its bands, time after time so long as that helps; the numbers are that of the round, and of the
    /// first time.
    pub(super) fn anneal_all(
        &self,
        plan: &mut Partition<'a>,
        [round, first]: [u64; 2],
        groups: Number,
        stopped: Stopped<'_>,
    ) {
        let times = if self.is_large() { TIMES.0 } else { TIMES.1 };
        for time in first..first + times {
            let before = plan.rank();
            if plan.violation() > 0 || stopped() {
                break;
            }
            self.anneal_regions(plan, ([round, time], usize::MAX), groups, stopped);
            if plan.rank() == before {
                break;
            }
        }
    }

    /// These groups, and the units between them in groups of about their weight; `None` where the groups overlap.
    fn filled(&self, Sketch { mut groups, most }: Sketch) -> Option<Partition<'a>> {
        let instance = self.instance;
        let weights = weights(instance);
        let weight = |units: &[u32]| -> i64 {
            let one = |&unit: &u32| weights.map_or(1, |weights| weights[unit as usize]);
            units.iter().map(one).sum()
        };
        let (least, greatest) = instance.groups();
        let most = most.clamp(least, greatest);
        if groups.len() > most {
            // The lightest become gaps.
            groups.sort_by_key(|group| std::cmp::Reverse(weight(group)));
            groups.truncate(most);
        }
        let mut group_of = vec![None; instance.len()];
        for (group, at) in groups.iter().zip(0_usize..) {
            group.iter().for_each(|&unit| group_of[unit as usize] = Some(at));
        }
        let covered = group_of.iter().map(Option::is_some).collect();
        let mut gaps = pieces(instance, covered);
        // The heaviest gaps become groups; where there are too many, the others join a group beside them, unless there is none, as on an island.
        gaps.sort_by_key(|gap| std::cmp::Reverse(weight(gap)));
        let beside = |gap: &Vec<u32>| {
            let near = gap.iter().flat_map(|&unit| instance.neighbours(unit));
            near.filter_map(|&near| group_of[near as usize]).min()
        };
        while gaps.len() + groups.len() > most {
            let at = gaps.iter().rposition(|gap| beside(gap).is_some())?;
            let gap = gaps.remove(at);
            groups[beside(&gap)?].extend(gap);
        }
        let total = weights.map_or(instance.len() as i64, |weights| weights.iter().sum());
        let open: i64 = gaps.iter().map(|gap| weight(gap)).sum();
        // As many as the weight asks for, where that is allowed: most of them as heavy as the groups that are there.
        let wanted = match 2 * open < total {
            true => open * groups.len() as i64 / (total - open).max(1),
            false => open * (least + greatest) as i64 / (2 * total.max(1)),
        } as usize;
        let wanted = wanted.clamp(least.saturating_sub(groups.len()), most - groups.len());
        let mut counts = vec![1; gaps.len()];
        for _ in gaps.len()..wanted {
            let heaviest = (0..gaps.len())
                .filter(|&at| counts[at] < gaps[at].len())
                .max_by_key(|&at| (weight(&gaps[at]) / counts[at] as i64, std::cmp::Reverse(at)));
            counts[heaviest?] += 1;
        }
        let random = &mut Stream::new(self.seed, &[CHOOSE, self.rounds, 1]);
        let fresh = halved(instance, &gaps, &counts, random).into_iter();
        Partition::new(
            instance,
            groups.into_iter().chain(fresh.map(|group: Group| group.units)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{rows, square};
    use crate::engine::instance::Instance;

    const GO_ON: Stopped<'static> = &|| false;

    fn sketch(instance: &Instance, groups: Vec<Vec<u32>>) -> Sketch {
        let most = instance.groups().1;
        Sketch { groups, most }
    }

    /// Rows of a square, some of them left out: the gaps become groups again, as many as there were.
    #[test]
    fn gaps_become_groups() {
        let instance = square(6, (8, 20), (6, 6));
        let whole = rows(&instance, 6);
        for missing in [vec![], vec![2], vec![0, 5], vec![1, 2, 3], vec![0, 1, 2, 3, 4, 5]] {
            let kept = whole.groups().iter().zip(0..);
            let kept = kept.filter(|(_, row)| !missing.contains(row));
            let kept: Vec<Vec<u32>> = kept.map(|(group, _)| group.units.clone()).collect();
            let mut primal = Primal::new(&instance, 5).expect("no proof against it");
            assert!(
                primal.complete(vec![sketch(&instance, kept.clone())], GO_ON),
                "anything is better than nothing"
            );
            let plan = primal.best().expect("a plan");
            assert_eq!(plan.groups().len(), 6);
            assert_eq!(plan.violation(), 0, "rows can be made");
            if missing.len() < 2 {
                let filled = primal
                    .filled(sketch(&instance, kept.clone()))
                    .expect("they share no unit");
                let has = |units: &Vec<u32>| filled.groups().iter().any(|group| group.units == *units);
                assert!(kept.iter().all(has), "what is given stays until it is annealed");
            }
        }
    }

    /// Where four to nine groups are allowed, a plan has as many as its sketch is meant for.
    #[test]
    fn a_sketch_keeps_its_number_of_groups() {
        let instance = square(6, (8, 24), (4, 9));
        let rows = rows(&instance, 6);
        let kept: Vec<Vec<u32>> = [0, 2, 5]
            .map(|row: usize| rows.groups()[row].units.clone())
            .to_vec();
        let primal = Primal::new(&instance, 5).expect("no proof against it");
        for most in 5..=8 {
            let groups = kept.clone();
            let plan = primal
                .completed(Sketch { groups, most }, GO_ON)
                .expect("they share no unit");
            let filled = primal
                .filled(Sketch {
                    groups: kept.clone(),
                    most,
                })
                .expect("a plan");
            assert_eq!(
                (plan.violation(), plan.groups().len()),
                (0, filled.groups().len()),
                "{most}"
            );
        }
    }

    /// Two gaps, one group still to come: the lighter gap joins a row beside it.
    #[test]
    fn a_gap_too_many_joins_a_group() {
        let instance = square(6, (8, 40), (5, 5));
        let rows = rows(&instance, 6);
        let kept: Vec<Vec<u32>> = [0, 2, 3, 5]
            .map(|row: usize| rows.groups()[row].units.clone())
            .to_vec();
        let mut primal = Primal::new(&instance, 5).expect("no proof against it");
        assert!(primal.complete(vec![sketch(&instance, kept)], GO_ON));
        assert_eq!(primal.best().map(|plan| plan.groups().len()), Some(5));
    }

    /// One row more than there may be groups: the lightest joins another.
    #[test]
    fn a_group_too_many_is_dissolved() {
        let instance = square(6, (8, 40), (5, 5));
        let rows = rows(&instance, 6)
            .groups()
            .iter()
            .map(|row| row.units.clone())
            .collect();
        let mut primal = Primal::new(&instance, 5).expect("no proof against it");
        assert!(primal.complete(vec![sketch(&instance, rows)], GO_ON));
        let best = primal.best().expect("a plan");
        assert_eq!((best.groups().len(), best.violation()), (5, 0));
    }

    /// A small island has nobody beside it: the gap on the mainland joins a group, although it is heavier.
    #[test]
    fn an_island_stays_a_group() {
        let mut file = square(6, (1, 99), (3, 3)).file().clone();
        file.edges.retain(|&(a, b)| a != 0 && b != 0);
        let instance = Instance::try_from(file).expect("a sound instance");
        let kept = vec![(1..12).collect(), (18..36).collect()];
        let primal = Primal::new(&instance, 5).expect("no proof against it");
        let plan = primal.filled(sketch(&instance, kept)).expect("a plan");
        assert_eq!(plan.groups().len(), 3);
        assert!(plan.groups().iter().any(|group| group.units == [0]));
    }

    #[test]
    fn groups_that_share_a_unit_are_no_plan() {
        let instance = square(4, (0, 99), (1, 16));
        let mut primal = Primal::new(&instance, 5).expect("no proof against it");
        assert!(!primal.complete(vec![sketch(&instance, vec![vec![0, 1], vec![1, 2]])], GO_ON));
        assert!(primal.best().is_none());
    }
}
