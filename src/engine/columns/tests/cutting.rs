//! Cuts that are said to be broken are, by what they say themselves, and no plan breaks them.

use super::super::cutting::{Kinds, broken};
use super::super::pool::Column;
use super::super::taken::Taken;
use super::super::towns;
use super::{checked, made_up};
use crate::engine::bound::Cut;
use crate::engine::instance::Instance;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample;

fn column(units: &[u32]) -> Column {
    Column {
        units: units.to_vec(),
        cost: 1,
        site: None,
    }
}

/// Units of these sizes in groups of this band.
fn sized(sizes: &[i64], band: (i64, i64)) -> Instance {
    let mut file = made_up::path(sizes.len() as u32, 1, band, (1, sizes.len() as u32));
    file.measures[0].values = sizes.to_vec();
    checked(&file)
}

/// Units that no band limits.
fn unlimited(n: u32) -> Instance {
    let mut file = made_up::path(n, 1, (1, 1), (1, n));
    file.measures.clear();
    checked(&file)
}

/// Half of each pair of three: the triple is broken by a half.
///
/// ```text
///     0
///    / \      every side taken half
///   1---2
/// ```
#[test]
fn half_of_each_pair_breaks_the_triple() {
    let columns = [column(&[0, 1]), column(&[0, 2]), column(&[1, 2])];
    let triple = Cut {
        weights: vec![(0, 1), (1, 1), (2, 1)],
        of: 2,
    };
    for kinds in [Kinds::Triples, Kinds::All] {
        assert_eq!(
            broken(&unlimited(3), &columns, &[0.5; 3], &[], kinds),
            std::slice::from_ref(&triple)
        );
        assert!(
            broken(
                &unlimited(3),
                &columns,
                &[0.5; 3],
                std::slice::from_ref(&triple),
                kinds
            )
            .is_empty()
        );
        assert!(broken(&unlimited(3), &columns, &[1.0, 0.0, 0.0], &[], kinds).is_empty());
    }
}

/// Half of each side of a pentagon: no triple stands together more than once, so that none is broken.
#[test]
fn a_pentagon_breaks_no_triple() {
    let sides: Vec<Column> = (0..5)
        .map(|u| column(&[u.min((u + 1) % 5), u.max((u + 1) % 5)]))
        .collect();
    assert!(broken(&unlimited(5), &sides, &[0.5; 5], &[], Kinds::Triples).is_empty());
}

/// The pairs of four units, a third each, and the same without the heavy one: what triples leave open, four units close.
///
/// ```text
///   every triple of 0..4 taken a third: each unit stands in three, one in all
/// ```
#[test]
fn a_third_of_each_triple_of_four_is_broken() {
    let triples = [
        column(&[0, 1, 2]),
        column(&[0, 1, 3]),
        column(&[0, 2, 3]),
        column(&[1, 2, 3]),
    ];
    // Of any three units every triple holds two or more: 4/3 where 1 is the most.
    let found = broken(&unlimited(4), &triples, &[1.0 / 3.0; 4], &[], Kinds::Triples);
    assert_eq!(found.len(), 4);
}

proptest! {
    /// Plans mixed half and half and in thirds, as a master mixes them.
    #[test]
    fn what_is_called_broken_is(
        plans in vec(vec(0..3_u32, 8), 2..=5),
        noise in vec(0.1..1.0_f64, 5),
        sizes in vec(0..30_i64, 8),
        band in (0..30_i64, 0..40_i64),
        known in sample::subsequence((0..40_usize).collect::<Vec<_>>(), 0..=10),
    ) {
        let n = 8;
        let instance = sized(&sizes, (band.0, band.0 + band.1));
        let whole: f64 = noise[..plans.len()].iter().sum();
        let mut columns: Vec<Column> = Vec::new();
        let mut taken = Vec::new();
        for (plan, share) in plans.iter().zip(&noise) {
            for group in 0..3 {
                let units: Vec<u32> = (0..n as u32).filter(|&u| plan[u as usize] == group).collect();
                match columns.iter().position(|column| column.units == units) {
                    _ if units.is_empty() => {}
                    Some(at) => taken[at] += share / whole,
                    None => {
                        columns.push(column(&units));
                        taken.push(share / whole);
                    }
                }
            }
        }
        for kinds in [Kinds::Triples, Kinds::All] {
            let all = broken(&instance, &columns, &taken, &[], kinds);
            let known: Vec<Cut> = known.iter().filter_map(|&at| all.get(at).cloned()).collect();
            let found = broken(&instance, &columns, &taken, &known, kinds);
            for (at, cut) in found.iter().enumerate() {
                prop_assert!(!known.contains(cut) && !found[..at].contains(cut));
                prop_assert!(cut.weights.is_sorted_by(|a, b| a.0 < b.0));
                prop_assert!(cut.weights.iter().all(|&(unit, weight)| (unit as usize) < n && (1..cut.of).contains(&weight)));
                prop_assert!(!cut.weights.is_empty() && (kinds == Kinds::All || (cut.weights.len(), cut.of) == (3, 2)));
                let steps = |column: &Column| {
                    let inside = cut.weights.iter().filter(|(unit, _)| column.units.contains(unit));
                    f64::from(inside.map(|&(_, weight)| weight).sum::<u32>() / cut.of)
                };
                let sum: f64 = columns.iter().zip(&taken).map(|(column, x)| steps(column) * x).sum();
                let most = cut.weights.iter().map(|&(_, weight)| weight).sum::<u32>() / cut.of;
                prop_assert!(sum > f64::from(most) + 0.01, "{cut:?}: {sum}");
                // Each plan keeps it, or it is no cut.
                for plan in &plans {
                    let of = |group: u32| {
                        let inside = cut.weights.iter().filter(|&&(unit, _)| plan[unit as usize] == group);
                        inside.map(|&(_, weight)| weight).sum::<u32>() / cut.of
                    };
                    prop_assert!((0..3).map(of).sum::<u32>() <= most);
                }
            }
        }
    }
}

/// A quarter of each pair of five: 2.5 groups in a town that holds 2 or 3.
///
/// ```text
///   20  20  20  20  20    in groups of 30-50; each pair of 40 taken a quarter
/// ```
#[test]
fn a_town_of_two_groups_and_a_half_is_broken_both_ways() {
    let instance = sized(&[20; 5], (30, 50));
    let pairs: Vec<Column> = (0..5)
        .flat_map(|a| (a + 1..5).map(move |b| column(&[a, b])))
        .collect();
    let quarters = [0.25; 10];
    let taken = Taken::new(5, &pairs, &quarters);
    let found = towns::broken(&instance, &taken, 0.02);
    assert!(!found.is_empty());
    for (by, cut) in &found {
        assert!((by - 0.5).abs() < 1e-9, "{cut:?}");
    }
    let all = |weight| (0..5).map(|unit| (unit, weight)).collect();
    // More than a third of the town: in two groups at most. Less than half of it: three at least, weights turned round.
    let down = Cut {
        weights: all(20),
        of: 34,
    };
    let up = Cut {
        weights: all(29),
        of: 49,
    };
    for cut in [down, up] {
        assert!((taken.breaks(&cut) - 0.5).abs() < 1e-9);
        for plan in [[vec![0, 1, 2], vec![3, 4]], [vec![0, 1, 2, 3], vec![4]]] {
            let steps: i64 = plan.iter().map(|group| cut.steps(group)).sum();
            assert!(steps <= cut.most());
        }
    }
    // Two halves are a plan, which breaks nothing.
    let halves = [column(&[0, 1, 2]), column(&[3, 4])];
    let taken = Taken::new(5, &halves, &[1.0; 2]);
    assert!(towns::broken(&instance, &taken, 0.02).is_empty());
}

/// Where nothing limits groups, and where sizes would not fit a weight, there are no towns.
#[test]
fn towns_need_a_band_that_fits() {
    let pairs: Vec<Column> = (0..5)
        .flat_map(|a| (a + 1..5).map(move |b| column(&[a, b])))
        .collect();
    let taken = Taken::new(5, &pairs, &[0.25; 10]);
    let large = 1 << 40;
    for instance in [unlimited(5), sized(&[20 * large; 5], (30 * large, 50 * large))] {
        assert!(towns::broken(&instance, &taken, 0.02).is_empty());
    }
}
