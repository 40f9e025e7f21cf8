//! How long the engine takes: the worth of a group, an exact re-partition, first plans, whole searches and proofs. All on
//! made-up regions.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use locality::engine::columns::bench::{Stand, window};
use locality::engine::instance::Instance;
use locality::engine::region::Region;
use locality::engine::repartition::Repartition;
use locality::engine::stop::Stop;
use locality::engine::subset::SubsetTable;
use locality::engine::{Run, Solver};
use locality::objective::Objective;
use locality::problem::Problem;
use locality::strategy::{HeatBath, Strategy};
use locality::synthetic;
use std::hint::black_box;

/// Hub travel in a made-up region of so many practices; none, said loudly, where it cannot be made.
fn region(practices: usize) -> Option<Instance> {
    let made = || -> Result<Instance, Box<dyn std::error::Error>> {
        let table = synthetic::Region::new(practices).seed(4).build()?;
        let problem = Problem::builder(table).build()?;
        Ok(Objective::hub_travel().compile(&problem)?.instance().clone())
    };
    made()
        .inspect_err(|error| eprintln!("*** SKIPPED a region of {practices}: {error} ***"))
        .ok()
}

/// The first unit and those nearest to it along the edges, so many in all.
fn around(instance: &Instance, count: usize) -> Vec<u32> {
    let mut units = vec![0];
    let mut at = 0;
    while let Some(&unit) = units.get(at) {
        for &near in instance.neighbours(unit) {
            if units.len() < count && !units.contains(&near) {
                units.push(near);
            }
        }
        at += 1;
    }
    units
}

fn parts(c: &mut Criterion) {
    let Some(instance) = region(150) else { return };
    for count in [5, 8] {
        let group = around(&instance, count);
        c.bench_with_input(BenchmarkId::new("engine/value", count), &group, |b, group| {
            b.iter(|| instance.value(black_box(group)));
        });
    }
    for count in [12, 16] {
        let atoms: Vec<Vec<u32>> = around(&instance, count).into_iter().map(|u| vec![u]).collect();
        let mut table = SubsetTable::new();
        c.bench_function(&format!("engine/subsets/{count}"), |b| {
            b.iter(|| {
                table.fill(&instance, black_box(&atoms));
                (1..=table.full())
                    .map(|mask| table.value(&instance, mask).cost)
                    .min()
            });
        });
        let units = around(&instance, count);
        let mut repartition = Repartition::new();
        c.bench_function(&format!("engine/repartition/{count}"), |b| {
            b.iter(|| repartition.solve(&instance, black_box(&units), 1..=count, i64::MAX));
        });
    }
}

/// A first plan: halving, six heat-bath steps a unit, and mending where it is needed.
fn first_plan(c: &mut Criterion) {
    let Some(instance) = region(400) else { return };
    let units = around(&instance, 60);
    let patients: i64 = units
        .iter()
        .map(|&u| instance.measures()[0].values[u as usize])
        .sum();
    let groups = ((patients + 20_000) / 40_000).max(1) as usize;
    let Ok(part) = Region::new(&instance, units, groups, groups) else {
        return;
    };
    let run = Run::new().threads(1).stop(Stop::rounds(1));
    c.bench_function("engine/first-plan/60", |b| {
        b.iter(|| HeatBath.solve(part.instance(), &run));
    });
}

fn searches(c: &mut Criterion) {
    let mut group = c.benchmark_group("engine/solve");
    group.sample_size(10);
    for (practices, rounds) in [(60, 5), (150, 1), (400, 1)] {
        let Some(instance) = region(practices) else {
            continue;
        };
        let run = Run::new().stop(Stop::rounds(rounds));
        group.bench_function(format!("{practices}/{rounds}-rounds"), |b| {
            b.iter(|| HeatBath.solve(&instance, &run));
        });
    }
    group.finish();
}

/// A whole proof, and its beginning: the first round of the proof prices all roots until the master converges, the second writes the
/// list down, the third begins the tree. Everything through the front door, beside the search for plans, from a good plan.
fn proofs(c: &mut Criterion) {
    let Some(instance) = region(60) else { return };
    let solver = Solver::new(&instance).seed(3);
    let Ok(good) = solver.clone().stop(Stop::rounds(20)).solve() else {
        return;
    };
    let groups: Vec<Vec<u32>> = good.groups.iter().map(|group| group.units.clone()).collect();
    let mut group = c.benchmark_group("engine/prove/60");
    group.sample_size(10);
    for (name, rounds) in [
        ("search", 1),
        ("root", 2),
        ("list", 3),
        ("tree", 4),
        ("whole", 50),
    ] {
        let solver = solver.clone().start(groups.clone()).stop(Stop::rounds(rounds));
        group.bench_function(name, |b| b.iter(|| solver.solve()));
    }
    group.finish();
}

/// The parts of a proof: one round of pricing at every hub, one master, one node of the tree, from the root converged from a good plan.
fn parts_of_proof(c: &mut Criterion) {
    let mut group = c.benchmark_group("engine/proof");
    group.sample_size(10);
    for practices in [60, 150] {
        let Some(instance) = region(practices) else {
            continue;
        };
        let run = Run::new().seed(3).stop(Stop::rounds(10));
        let Ok(good) = HeatBath.solve(&instance, &run) else {
            eprintln!("*** SKIPPED the parts of the proof of {practices}: no plan ***");
            continue;
        };
        let plan = good.groups.into_iter().map(|group| group.units).collect();
        let Some(stand) = Stand::new(&instance, plan) else {
            eprintln!("*** SKIPPED the parts of the proof of {practices}: too long a list ***");
            continue;
        };
        group.bench_function(format!("pricing/{practices}"), |b| b.iter(|| stand.price()));
        group.bench_function(format!("master/{practices}"), |b| b.iter(|| stand.master()));
        group.bench_function(format!("node/{practices}"), |b| b.iter(|| stand.node()));
    }
    group.finish();
}

/// A window of a large plan solved as a task of its own, from a first plan.
fn windows(c: &mut Criterion) {
    let mut group = c.benchmark_group("engine/window");
    group.sample_size(10);
    for practices in [60, 90] {
        let Some(instance) = region(practices) else {
            continue;
        };
        let run = Run::new().seed(3).stop(Stop::rounds(1));
        let Ok(first) = HeatBath.solve(&instance, &run) else {
            eprintln!("*** SKIPPED a window of {practices}: no plan ***");
            continue;
        };
        let plan: Vec<Vec<u32>> = first.groups.into_iter().map(|group| group.units).collect();
        group.bench_function(practices.to_string(), |b| b.iter(|| window(&instance, &plan)));
    }
    group.finish();
}

criterion_group!(
    benches,
    parts,
    first_plan,
    searches,
    parts_of_proof,
    proofs,
    windows
);
criterion_main!(benches);
