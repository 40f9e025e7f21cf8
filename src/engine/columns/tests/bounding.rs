//! The whole proof, step by step: never above what the cheapest plan costs.

use super::super::{Bounding, Sketch};
use super::{brute, checked, made_up};
use crate::engine::instance::{InstanceFile, Shape};
use crate::engine::solution::Record;
use proptest::prelude::*;

/// Steps after which a proof is given up.
const STEPS: usize = 60;

/// What a proof came to.
struct Came {
    bound: Option<i64>,
    /// The cheapest plan that came with it.
    plan: Option<i64>,
}

/// Works on the proof until it is done, or comes to `upper`; looks at everything that it says on the way.
fn prove(
    file: &InstanceFile,
    first: &[Vec<u32>],
    upper: Option<i64>,
    optimum: Option<i64>,
) -> Result<Came, TestCaseError> {
    let instance = checked(file);
    let mut bounding = Bounding::new(&instance, first.to_vec(), u64::MAX);
    let mut record = Record::new(0);
    let mut came = Came {
        bound: None,
        plan: None,
    };
    for _ in 0..STEPS {
        let upper = [upper, came.plan].into_iter().flatten().min();
        for Sketch { groups: plan, .. } in bounding.step(upper, &mut record, &|| false) {
            let mut cost = 0;
            for group in &plan {
                let (violation, worth, _) = brute::value(file, group);
                prop_assert!(violation == 0 && brute::connected(file, group));
                cost += worth;
            }
            let mut units = plan.concat();
            units.sort_unstable();
            prop_assert!(units.windows(2).all(|pair| pair[0] < pair[1]), "no unit twice");
            let range = instance.groups().0..=instance.groups().1;
            if units.len() < instance.len() || !range.contains(&plan.len()) {
                continue; // what may become a plan
            }
            prop_assert!(optimum.is_some_and(|optimum| cost >= optimum));
            came.plan = Some(came.plan.map_or(cost, |least| least.min(cost)));
        }
        prop_assert_eq!(bounding.bound().is_some(), bounding.certificate().is_some());
        if let (Some(bound), Some(optimum)) = (bounding.bound(), optimum) {
            prop_assert!(
                bound <= optimum,
                "the bound {bound} is above the optimum {optimum}"
            );
        }
        prop_assert!(bounding.bound() >= came.bound, "it never falls");
        came.bound = bounding.bound();
        let best = [upper, came.plan].into_iter().flatten().min();
        if bounding.is_done() || (best.is_some() && came.bound >= best) {
            break;
        }
    }
    Ok(came)
}

/// Groups to begin with: all of one or two units that are allowed, or none.
fn first(file: &InstanceFile) -> Vec<Vec<u32>> {
    let n = file.units.len() as u32;
    let ones = (0..n).map(|unit| vec![unit]);
    let twos = (0..n).flat_map(|a| (a + 1..n).map(move |b| vec![a, b]));
    ones.chain(twos)
        .filter(|group| brute::connected(file, group))
        .collect()
}

fn sound(file: &InstanceFile) -> Result<(), TestCaseError> {
    let optimum = brute::optimum(file);
    for groups in [Vec::new(), first(file)] {
        let mut uppers = vec![None];
        if let Some(optimum) = optimum {
            uppers.extend([Some(optimum), Some(optimum + 1), Some(optimum + 50)]);
        }
        for upper in uppers {
            prove(file, &groups, upper, optimum)?;
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_bound_passes_the_optimum(file in made_up::files(8)) {
        sound(&file)?;
    }

    #[test]
    fn no_bound_passes_the_optimum_of_hub_travel(file in prop_oneof![made_up::travel(6..=9), made_up::travel_from_today(6..=9)]) {
        sound(&file)?;
    }
}

/// Shapes may be far dearer than anything else.
///
/// ```text
///   0 --- 1 --- 2 --- 3    each of 1, in pairs; a pair costs 2^48
/// ```
#[test]
fn dear_shapes_do_not_overflow() {
    let mut file = made_up::path(4, 1, (2, 2), (2, 2));
    let dear = 1 << 48;
    file.measures[0].shape = Shape::new(vec![(0, dear), (9, dear)]).ok();
    let came = prove(&file, &[vec![0, 1], vec![2, 3]], None, Some(2 * dear)).expect("a sound proof");
    assert!(came.bound <= Some(2 * dear));
    let all = [vec![0, 1], vec![1, 2], vec![2, 3]];
    let came = prove(&file, &all, Some(2 * dear), Some(2 * dear)).expect("a sound proof");
    // As near as the duals, which are no whole numbers, can come.
    assert!(came.bound <= Some(2 * dear) && came.bound >= Some(2 * dear - (dear >> 30)));
}

/// From the groups of the cheapest plan, as a search finds them, the proof comes to an end.
fn proves(file: &InstanceFile) -> Result<(), TestCaseError> {
    let Some((optimum, mut plan)) = brute::plan(file) else {
        return Ok(());
    };
    plan.extend(first(file));
    let came = prove(file, &plan, Some(optimum), Some(optimum))?;
    prop_assert_eq!(came.bound, Some(optimum));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_optimum_is_proven(file in made_up::files(8)) {
        proves(&file)?;
    }

    #[test]
    fn the_optimum_of_hub_travel_is_proven(file in prop_oneof![made_up::travel(6..=10), made_up::travel_from_today(6..=10)]) {
        proves(&file)?;
    }
}
