//! Parts of small squares: bounds that hold, plans that are plans, and nothing that threads or a checkpoint change.

use super::super::relaxation::Relaxation;
use super::divide::Ground;
use super::*;
use crate::engine::bound::{Certificate, verify_bound};
use crate::engine::columns::scale::scale;
use crate::engine::fixture::square;
use std::collections::BTreeSet;

const SIDE: u32 = 8;
const GO_ON: Stopped<'static> = &|| false;

/// What some steps left behind: the proofs, the plans, and the work as it then stood.
type Left = (Vec<Proof>, Vec<Vec<Vec<u32>>>, Mosaic);

/// Blocks of two by two units, some of them outside the band.
fn blocks(instance: &Instance) -> Partition<'_> {
    let corners =
        (0..SIDE * SIDE).filter(|unit| [unit % SIDE, unit / SIDE].iter().all(|at| at.is_multiple_of(2)));
    let block = |corner: u32| vec![corner, corner + 1, corner + SIDE, corner + SIDE + 1];
    Partition::new(instance, corners.map(block)).expect("blocks are connected")
}

/// Steps on a square that is divided by its blocks, each step from what was put down of the one before where that is asked.
fn after(instance: &Instance, steps: usize, threads: usize, put_down: bool) -> Left {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("threads").install(|| {
        let everything = Everything::new(instance, scale(instance));
        let plan = blocks(instance);
        let mut mosaic = Mosaic::new([16, 24]);
        let (mut proofs, mut plans, mut record) = (Vec::new(), Vec::new(), Record::new(0));
        for _ in 0..steps {
            if mosaic.is_between_passes() {
                mosaic.look(&plan);
            }
            let task = (instance, scale(instance));
            let passed = mosaic
                .step(&everything, task, &mut record, GO_ON)
                .unwrap_or_default();
            proofs.extend(passed.proof);
            plans.extend(passed.plan);
            if put_down {
                let mut text = Vec::new();
                ciborium::into_writer(&mosaic, &mut text).expect("it can be written");
                mosaic = ciborium::from_reader(&text[..]).expect("it can be read");
                assert!(mosaic.is_sound(instance));
            }
        }
        (proofs, plans, mosaic)
    })
}

fn fixed() -> Instance {
    square(SIDE, (8, 16), (16, 16))
}

/// Every group that has something left is in one part, and parts are no larger than they may be.
#[test]
fn parts_share_a_plan_out() {
    let instance = fixed();
    let ground = Ground::new(&blocks(&instance));
    let half: Vec<bool> = (0..instance.len()).map(|unit| unit < 40).collect();
    for covered in [None, Some(&half[..])] {
        let left = ground.left(covered);
        for seed in 0..20 {
            let parts = ground.parts(&left, 16, &mut Stream::new(seed, &[]));
            let mut groups = parts.concat();
            groups.sort_unstable();
            assert!(
                groups.windows(2).all(|pair| pair[0] < pair[1]),
                "in one part each"
            );
            assert!((0..16_u32).all(|group| left[group as usize] == 0 || groups.contains(&group)));
            for part in parts {
                assert!(part.is_sorted());
                let weight: usize = part.iter().map(|&group| left[group as usize]).sum();
                assert!((1..=16).contains(&weight), "{weight}");
            }
        }
    }
}

/// The judge counts every bound again, none is above what a dive's plan costs, and they come near the bound of one relaxation of everything.
#[test]
fn bounds_hold_and_come_near_those_of_one_master() {
    for instance in [fixed(), square(SIDE, (8, 16), (14, 20))] {
        let scale = scale(&instance);
        let (proofs, plans, _) = after(&instance, 16, 2, false);
        assert!(proofs.len() >= 4 && !plans.is_empty());
        let mut best = i64::MIN;
        for proof in &proofs {
            let certificate = Certificate {
                scale,
                root: proof.prices.clone(),
                tree: None,
                counts: Vec::new(),
            };
            let judged = verify_bound(&instance, &certificate).expect("a certificate");
            assert!(judged >= proof.bound(scale), "{judged} {}", proof.bound(scale));
            best = best.max(proof.bound(scale));
        }
        let range = instance.groups().0..=instance.groups().1;
        for plan in plans {
            let units: BTreeSet<u32> = plan.iter().flatten().copied().collect();
            assert_eq!(
                units.len(),
                plan.iter().map(Vec::len).sum::<usize>(),
                "no unit twice"
            );
            let values: Vec<_> = plan.iter().map(|group| instance.value(group)).collect();
            assert!(plan.iter().all(|group| instance.is_connected(group)));
            assert!(values.iter().all(|value| value.violation == 0));
            if units.len() == instance.len() && range.contains(&plan.len()) {
                let cost: i64 = values.iter().map(|value| value.cost).sum();
                assert!(best <= cost, "the bound {best} is above a plan of {cost}");
            }
        }
        let mut whole = Relaxation::new(
            &instance,
            scale,
            blocks(&instance).groups().iter().map(|block| block.units.clone()),
        );
        let goal = Mosaic::new([1, 1]).goal();
        let everything = Everything::new(&instance, scale);
        let root = whole.converge(&everything, goal, &mut Record::new(0), GO_ON);
        let root = root.expect("a proof").bound(scale);
        // Parts are a handful of groups here, and most of them lie at a border.
        assert!(best * 100 >= root * 95, "{best} is far below {root}");
    }
}

/// A dive ends, also where all is covered before its last pass, and the next one begins.
#[test]
fn one_dive_follows_another() {
    for instance in [fixed(), square(SIDE, (8, 16), (14, 20))] {
        let (proofs, plans, _) = after(&instance, 48, 2, false);
        assert!(
            plans.len() >= 4 && proofs.len() >= 8,
            "{} {}",
            plans.len(),
            proofs.len()
        );
    }
}

/// Groups that a settled price pays much are worth taking only if their open units are held far below nought. Were those kept
/// near nought, such groups would be taken without end.
#[test]
fn prices_below_nought_stay_in_reach() {
    let instance = fixed();
    let scale = scale(&instance);
    let ground = Ground::new(&blocks(&instance));
    // Blocks in two rows of four: the second row is beside others, and settled.
    let upper: Vec<u32> = (0..8).collect();
    let mean: i64 = ground.groups.iter().map(|block| instance.value(block).cost).sum();
    let mean = mean * scale / i64::from(SIDE * SIDE);
    let open = |unit: u32| unit / SIDE < 2;
    let prices = Prices {
        units: (0..SIDE * SIDE)
            .map(|unit| mean * if open(unit) { -100 } else { 9 })
            .collect(),
        ..Prices::default()
    };
    let known = Known::new(&prices, ground.groups.iter(), scale);
    let left = ground.left(None);
    let part = Part::new(&instance, &ground, &upper, (&left, None), false).expect("a part");
    let (piece, _) = part.price(&known, goal(1e-3), None, GO_ON).expect("a piece");
    assert_eq!(piece.units.len(), 16);
    for (unit, _, share) in piece.units {
        assert!(open(unit) && (0.0..1.1).contains(&share), "{unit}: {share}");
    }
}

#[test]
fn threads_change_nothing() {
    let instance = fixed();
    let one = after(&instance, 12, 1, false);
    for threads in [2, 8] {
        assert_eq!(after(&instance, 12, threads, false), one, "{threads} threads");
    }
}

#[test]
fn what_was_put_down_goes_on_as_it_was() {
    let instance = fixed();
    assert_eq!(after(&instance, 12, 2, true), after(&instance, 12, 2, false));
}

/// What speaks of units, groups or prices that cannot be is not gone on with.
#[test]
fn what_is_not_of_the_instance_is_refused() {
    let instance = fixed();
    for steps in 0..10 {
        let (_, _, sound) = after(&instance, steps, 2, false);
        assert!(sound.is_sound(&instance));
        let forged = |change: &dyn Fn(&mut Mosaic)| {
            let mut forged = sound.clone();
            change(&mut forged);
            forged == sound || !forged.is_sound(&instance)
        };
        assert!(forged(&|m| m.columns.push(vec![3, 64])));
        assert!(forged(&|m| m.columns.push(vec![3, 2])));
        assert!(forged(&|m| m.prices.group = i64::MAX));
        assert!(forged(&|m| m.prices.units.push(1)));
        assert!(forged(&|m| m.shares.push(1.0)));
        assert!(forged(&|m| m.balance.slope = f64::INFINITY));
        assert!(forged(&|m| m.parts.push(vec![99])));
        assert!(forged(&|m| m.pieces.resize(m.parts.len() + 1, Piece::default())));
        assert!(forged(&|m| m.ground.groups.push(Vec::new())));
        assert!(forged(&|m| m
            .ground
            .near
            .iter_mut()
            .for_each(|near| near.push(16))));
        assert!(forged(&|m| m
            .dive
            .iter_mut()
            .for_each(|dive| dive.covered.push(true))));
        assert!(forged(&|m| m.dive = Some(Dive::default())));
    }
}

/// A search that is stopped in a step leaves nothing of it behind.
#[test]
fn a_step_that_is_stopped_proves_nothing() {
    let instance = fixed();
    let everything = Everything::new(&instance, scale(&instance));
    let mut mosaic = Mosaic::new([16, 24]);
    mosaic.look(&blocks(&instance));
    let passed = mosaic.step(
        &everything,
        (&instance, scale(&instance)),
        &mut Record::new(0),
        &|| true,
    );
    assert!(passed.is_none() && mosaic.pieces.is_empty());
}
