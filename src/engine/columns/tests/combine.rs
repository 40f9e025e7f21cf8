//! Combinations of known groups, against every way of putting them together.

use super::super::bounding::Bounding;
use super::super::combine::{Combination, Turns};
use super::super::cutting::Kinds;
use super::super::goal::Goal;
use super::super::relaxation::Relaxation;
use super::super::scale::scale;
use crate::engine::fixture::square;
use crate::engine::instance::Instance;
use crate::engine::primal::Primal;
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;
use std::collections::BTreeSet;

const GO_ON: Stopped<'static> = &|| false;

/// The groups of plans that annealing found from some seeds, and the cost of the dearest of those plans.
fn known(instance: &Instance, seeds: std::ops::Range<u64>) -> (BTreeSet<Vec<u32>>, i64) {
    let (mut groups, mut dearest) = (BTreeSet::new(), 0);
    for seed in seeds {
        let mut primal = Primal::new(instance, seed).expect("no proof against it");
        for _ in 0..2 {
            primal.round(GO_ON);
        }
        let best = primal.best().expect("it has begun");
        assert_eq!(best.violation(), 0, "seed {seed}");
        dearest = dearest.max(best.cost());
        groups.extend(primal.drain_tried());
    }
    (groups, dearest)
}

/// The least that a plan of these groups costs, by trying them all: the first unit without a group gets each that holds it.
fn cheapest(instance: &Instance, groups: &[(Vec<u32>, i64)], numbers: (usize, usize)) -> Option<i64> {
    fn go(groups: &[(Vec<u32>, i64)], covered: &mut Vec<bool>, left: usize, least: usize) -> Option<i64> {
        let Some(first) = covered.iter().position(|covered| !covered) else {
            return (least == 0).then_some(0);
        };
        let mut best = None;
        for (units, cost) in groups
            .iter()
            .filter(|(units, _)| units.binary_search(&(first as u32)).is_ok())
        {
            if left == 0 || units.iter().any(|&unit| covered[unit as usize]) {
                continue;
            }
            units.iter().for_each(|&unit| covered[unit as usize] = true);
            let rest = go(groups, covered, left - 1, least.saturating_sub(1));
            units.iter().for_each(|&unit| covered[unit as usize] = false);
            best = rest.map(|rest| rest + cost).into_iter().chain(best).min();
        }
        best
    }
    let mut covered = vec![false; instance.len()];
    go(groups, &mut covered, numbers.1, numbers.0)
}

/// With all units left to the tree the plan is the cheapest that the groups make; after a dive it is one of them, and no dearer than
/// allowed; below the cheapest there is none.
#[test]
fn combinations_are_the_best_of_all_ways() {
    let instance = square(6, (10, 18), (6, 9));
    let (groups, dearest) = known(&instance, 0..4);
    let costs: Vec<(Vec<u32>, i64)> = groups
        .iter()
        .map(|group| (group.clone(), instance.value(group).cost))
        .collect();
    let mut better = 0;
    for numbers in [(6, 9), (6, 6), (7, 7), (8, 8)] {
        let cheapest = cheapest(&instance, &costs, numbers);
        let solve = |upper, left| {
            let mut relaxation = Relaxation::new(&instance, scale(&instance), []);
            relaxation.limit = dearest as f64;
            relaxation.groups = numbers;
            let groups = groups.iter().cloned().collect();
            let combination = Combination::new(relaxation, groups, upper, left);
            let sketch = combination.solve(&mut Record::new(0), GO_ON)?;
            let mut units: Vec<u32> = sketch.groups.iter().flatten().copied().collect();
            units.sort_unstable();
            assert!(units.into_iter().eq(0..instance.len() as u32), "every unit once");
            assert!((numbers.0..=numbers.1).contains(&sketch.groups.len()));
            assert!(sketch.groups.iter().all(|group| groups_hold(&costs, group)));
            Some(
                sketch
                    .groups
                    .iter()
                    .map(|group| instance.value(group).cost)
                    .sum::<i64>(),
            )
        };
        assert_eq!(solve(i64::MAX / 4, (10, 500)), cheapest, "{numbers:?} groups");
        let Some(cheapest) = cheapest else { continue };
        assert_eq!(solve(cheapest, (10, 500)), None, "nothing is cheaper");
        for left in [(6, 1), (4, 3), (0, 1)] {
            let found = solve(cheapest + 1, left);
            assert!(found.is_none_or(|found| found == cheapest), "{left:?}");
            better += usize::from(found.is_some());
        }
    }
    assert!(better > 0, "some dive comes to the best plan");
}

fn groups_hold(groups: &[(Vec<u32>, i64)], group: &Vec<u32>) -> bool {
    groups.binary_search_by(|(known, _)| known.cmp(group)).is_ok()
}

/// What a dive has taken costs, together with what the rest costs at least, no less than everything did before.
#[test]
fn what_is_taken_and_what_is_left_cost_no_less_than_all() {
    let instance = square(8, (10, 18), (8, 16));
    let (groups, dearest) = known(&instance, 0..6);
    let goal = Goal::of_list(1e-6, None);
    let mut record = Record::new(0);
    let mut cuts = 0;
    for number in 11..14 {
        let mut whole = Relaxation::new(&instance, scale(&instance), []);
        whole.limit = dearest as f64;
        whole.groups = (number, number);
        let groups = groups.iter().cloned().collect();
        let all = Combination::new(whole, groups, i64::MAX / 4, (10, 1));
        let mut whole = all.relaxation.clone();
        for _ in 0..3 {
            whole.converge(&all.part, goal, &mut record, GO_ON);
            cuts += whole.cut(Kinds::All, &mut record);
        }
        whole.converge(&all.part, goal, &mut record, GO_ON);
        for column in whole.pool.columns().iter().step_by(17) {
            let mut rest = whole.clone();
            rest.take(std::slice::from_ref(&column.units));
            assert_eq!(rest.groups, (number - 1, number - 1));
            let is_open = |unit: u32| rest.is_open(unit);
            assert!(!column.units.iter().any(|&unit| is_open(unit)));
            let weights = rest.cuts.iter().flat_map(|cut| &cut.weights);
            assert!(weights.into_iter().all(|&(unit, _)| is_open(unit)));
            assert_eq!(rest.taken.len(), rest.pool.columns().len());
            let part = all
                .part
                .filter(|units, _| units.iter().all(|&unit| is_open(unit)));
            rest.converge(&part, goal, &mut record, GO_ON);
            let together = rest.cost + column.cost as f64;
            assert!(
                together >= whole.cost * (1.0 - 1e-4),
                "{together}, {} before",
                whole.cost
            );
        }
    }
    assert!(cuts > 0, "the test needs cuts");
}

/// At once where there is a better plan, then after two, four and eight more times of asking.
#[test]
fn combinations_that_find_nothing_become_rare() {
    let mut turns = Turns::default();
    let due = |turns: &mut Turns, upper| -> Vec<usize> {
        let asked = 0..20;
        asked.filter(|_| turns.next(upper).is_some()).collect()
    };
    assert_eq!(due(&mut turns, 100), [0, 2, 6, 14]);
    assert_eq!(due(&mut turns, 90), [0, 2, 6, 14]);
    assert_eq!(Turns::default().next(0), Some(0));
}

/// Where the number of groups is fixed, or nothing is divided yet, there is nothing to combine.
#[test]
fn only_parts_are_combined() {
    for groups in [(6, 6), (6, 9)] {
        let instance = square(6, (10, 18), groups);
        let mut bounding = Bounding::new(&instance, Vec::new(), u64::MAX);
        bounding.know(known(&instance, 0..1).0);
        assert!(bounding.combination(i64::MAX / 4).is_none());
        assert_eq!(bounding.known.is_empty(), groups.0 == groups.1);
    }
}
