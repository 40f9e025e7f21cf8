//! How long one more pin takes: from the present plan of some 150 practices to a plan again that keeps the pin too.
//!
//! Each sample takes the next of 30 pins: keep two neighbouring practices of different networks together, fix a practice to the network
//! beside it, keep two practices of one network apart. Counted: the problem built anew, compiled, and solved from the plan, on one thread.
//! A made-up region always; the practices of Staffordshire (QNC) in January 2022 where the published files are there.

use criterion::{Criterion, criterion_group, criterion_main};
use locality::engine::Run;
use locality::engine::stop::Stop;
use locality::nhs::{Reading, Source};
use locality::objective::{Objective, Task};
use locality::plan::Plan;
use locality::practice::Practices;
use locality::problem::{Apart, Fixed, Problem, Rules, Together};
use locality::strategy::{HeatBath, Strategy};
use locality::synthetic;
use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, Instant};

fn made_up() -> Result<Practices, Box<dyn Error>> {
    Ok(synthetic::Region::new(150).seed(4).build()?)
}

/// The practices of QNC in 2022, 145 of them.
fn staffordshire() -> Result<Practices, Box<dyn Error>> {
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data"));
    let data = std::env::var_os("LOCALITY_DATA").map_or(beside, PathBuf::from);
    let source = Source::open(&[data.join("england-2022/practices.csv")])?;
    Ok(source.practices(Reading::Strict)?.practices.area("QNC")?)
}

/// The present plan, and pins of each kind that it breaks.
fn pins(problem: &Problem) -> Result<(Plan, Vec<Rules>), Box<dyn Error>> {
    let task = Objective::hub_travel().compile(problem)?;
    let solution = HeatBath.solve(task.instance(), &Run::new().stop(Stop::rounds(4)))?;
    let plan = task.plan(problem, &solution.groups);
    let network = plan.network_of(problem.practices());
    let code = |i: usize| problem.practices()[i].code;
    let (mut across, mut inside) = (Vec::new(), Vec::new());
    for (i, j) in problem.graph().edges() {
        match network.get(&i) == network.get(&j) {
            true => inside.push((i, j)),
            false => across.push((i, j)),
        }
    }
    let mut pins = Vec::new();
    let spread = |edges: &[(usize, usize)], k: usize| edges.get(k * edges.len() / 10).copied();
    for k in 0..10 {
        if let Some((i, j)) = spread(&across, k) {
            pins.push(Rules {
                together: vec![Together::new([code(i), code(j)])],
                ..Rules::default()
            });
            pins.push(Rules {
                fixed: vec![Fixed::new(code(i), "Pinned"), Fixed::new(code(j), "Pinned")],
                ..Rules::default()
            });
        }
        if let Some((i, j)) = spread(&inside, k) {
            pins.push(Rules {
                apart: vec![Apart::new([code(i), code(j)])],
                ..Rules::default()
            });
        }
    }
    Ok((plan, pins))
}

/// The answer to one pin.
fn answer(practices: &Practices, plan: &Plan, rules: Rules) -> Option<Task> {
    let problem = Problem::builder(practices.clone()).rules(rules).build().ok()?;
    let task = Objective::hub_travel().compile(&problem).ok()?;
    let run = Run::new().threads(1).start(task.groups(&problem, plan));
    let run = run.stop(Stop::first_plan().or_rounds(4).or_seconds(10));
    task.solve(&problem, &HeatBath, &run).ok()?;
    Some(task)
}

fn what_if(c: &mut Criterion) {
    for (name, made) in [("made up, 150", made_up()), ("QNC 2022, 145", staffordshire())] {
        let prepared = made.and_then(|practices| {
            let problem = Problem::builder(practices.clone()).build()?;
            Ok((practices, pins(&problem)?))
        });
        let (practices, (plan, pins)) = match prepared {
            Ok(prepared) => prepared,
            Err(error) => {
                eprintln!("*** SKIPPED what-if {name}: {error} ***");
                continue;
            }
        };
        // Criterion means over the pins; the median of single answers is said beside.
        let mut times: Vec<Duration> = Vec::new();
        let mut without = 0;
        for rules in &pins {
            let began = Instant::now();
            without += usize::from(answer(&practices, &plan, rules.clone()).is_none());
            times.push(began.elapsed());
        }
        times.sort_unstable();
        eprintln!(
            "{name}: {} pins, {without} without a plan, median {:?}, longest {:?}",
            pins.len(),
            times.get(times.len() / 2).unwrap_or(&Duration::ZERO),
            times.last().unwrap_or(&Duration::ZERO)
        );
        let mut next = pins.iter().cycle();
        c.bench_function(&format!("what-if/{name}"), |b| {
            b.iter(|| {
                next.next()
                    .and_then(|rules| answer(&practices, &plan, rules.clone()))
            });
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30);
    targets = what_if
}
criterion_main!(benches);
