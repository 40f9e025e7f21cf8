//! Steps of the recombination chains, on a made-up region, and on real areas where there are files: one step of one chain on one thread.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use locality::engine::instance::Instance;
use locality::engine::stop::Stop;
use locality::engine::{Run, Solver};
use locality::ensemble::{Chain, Variant};
use locality::nhs::{Reading, Source};
use locality::objective::Objective;
use locality::practice::Practices;
use locality::problem::Problem;
use locality::synthetic;
use std::error::Error;
use std::path::PathBuf;

/// Steps that are timed together.
const STEPS: u64 = 1_000;

/// The yardstick of some practices, and a plan of it.
type Task = (Instance, Vec<Vec<u32>>);

fn task(practices: Result<Practices, Box<dyn Error>>) -> Result<Task, Box<dyn Error>> {
    let problem = Problem::builder(practices?).build()?;
    let instance = Objective::hub_travel().compile(&problem)?.instance().clone();
    let solver = Solver::with(&instance, Run::new().seed(1).stop(Stop::rounds(1)));
    let groups = solver
        .solve()?
        .groups
        .into_iter()
        .map(|group| group.units)
        .collect();
    Ok((instance, groups))
}

/// The practices of an ICB of January 2022.
fn area(code: &str) -> Result<Practices, Box<dyn Error>> {
    let data = std::env::var_os("LOCALITY_DATA").map_or("../shared/data".into(), PathBuf::from);
    let source = Source::open(&[data.join("england-2022/practices.csv")])?;
    Ok(source.practices(Reading::Strict)?.practices.area(code)?)
}

fn steps(c: &mut Criterion) {
    let made_up =
        || -> Result<Practices, Box<dyn Error>> { Ok(synthetic::Region::new(150).seed(4).build()?) };
    for (name, practices) in [
        ("made-up/150", made_up()),
        ("QNC/145", area("QNC")),
        ("QOP/426", area("QOP")),
    ] {
        let (instance, groups) = match task(practices) {
            Ok(task) => task,
            Err(error) => {
                eprintln!("*** SKIPPED ensemble/{name}: {error} ***");
                continue;
            }
        };
        let mut group = c.benchmark_group(format!("ensemble/{name}"));
        group.throughput(Throughput::Elements(STEPS));
        for (variant, name) in [(Variant::Recom, "recom"), (Variant::Reversible, "reversible")] {
            let Ok(mut chain) = Chain::new(&instance, variant, &groups, 1) else {
                continue;
            };
            group.bench_function(name, |b| b.iter(|| (0..STEPS).filter(|_| chain.step()).count()));
            // A step of the reversible chain is a proposal: what share of them is accepted belongs to its speed.
            eprintln!("{name}: {:?}", chain.counts());
        }
        group.finish();
    }
}

criterion_group!(benches, steps);
criterion_main!(benches);
