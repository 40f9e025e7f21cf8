//! How a commissioning tool uses the library: load, rule, solve with progress, pin, solve again from the present plan, explain, export.
//!
//! ```text
//! cargo run --release --example embed
//! ```
//!
//! Ends in assertions: the plans keep every rule, the pin holds, and what can be cancelled is.

#[macro_use]
#[path = "common/console.rs"]
mod console;

use locality::assess::{Assessment, assess};
use locality::change::{Moves, why};
use locality::engine::instance::Instance;
use locality::engine::progress::Progress;
use locality::engine::solution::{Solution, SolutionFile};
use locality::engine::stop::{CancelToken, Stop};
use locality::engine::{Run, Solver};
use locality::objective::Objective;
use locality::plan::Plan;
use locality::problem::{Fixed, Problem, Rules};
use locality::report;
use locality::strategy::HeatBath;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::error::Error;
use std::time::Instant;

/// What a tool passes between its threads and stores.
const fn is_portable<T: Send + Sync>() {}
const fn is_data<T: Serialize + DeserializeOwned>() {}

const _: () = {
    is_portable::<Problem>();
    is_portable::<Rules>();
    is_portable::<Instance>();
    is_portable::<Plan>();
    is_portable::<Solution>();
    is_portable::<Assessment>();
    is_data::<Problem>();
    is_data::<Rules>();
    is_data::<Instance>();
    is_data::<Plan>();
    // A solution is data with the names of its units.
    is_data::<SolutionFile>();
    is_data::<Assessment>();
};

fn main() -> Result<(), Box<dyn Error>> {
    // Load, rule, and solve with progress.
    let practices = locality::synthetic::county();
    let problem = Problem::builder(practices.clone()).build()?;
    let task = Objective::hub_travel().compile(&problem)?;
    let show = |progress: &Progress<'_>| println!("round {}: cost {}", progress.rounds, progress.cost);
    let solution = Solver::new(task.instance())
        .stop(Stop::rounds(4).or_seconds(20))
        .observer(&show)
        .solve()?;
    let plan = task.plan(&problem, &solution.groups);
    assert!(assess(&problem, &plan).keeps_every_rule());

    // Why is a practice where it is? The best alternative becomes a pin.
    let first = practices[0].code;
    let reason = why(&problem, &task, &plan, first).ok_or("the practice is in the plan")?;
    println!("{first} is in {}.", reason.network);
    for other in reason.alternatives.iter().take(2) {
        println!("In {} it would cost {} more:", other.network, other.costs);
        other.breaks.iter().for_each(|finding| println!("  {finding}"));
    }
    let wished = reason
        .alternatives
        .first()
        .ok_or("it has neighbours elsewhere")?
        .network
        .clone();
    let anchor = plan.rows().iter().find(|row| row.network == wished && row.hub);
    let anchor = anchor.ok_or("every network has a hub")?.practice;

    // What if? The rules are data; the present plan is where the search begins, and any plan will do as a first answer.
    let stored = problem.to_json();
    let mut rules = Problem::from_json(&stored)?.rules().clone();
    rules.fixed = vec![Fixed::new(first, &*wished), Fixed::new(anchor, &*wished)];
    let pinned = Problem::builder(practices).rules(rules).build()?;
    let task = Objective::hub_travel().compile(&pinned)?;
    let began = Instant::now();
    let present = task.groups(&pinned, &plan);
    let what_if = Run::new().start(present).stop(Stop::first_plan().or_rounds(4));
    let answer = task.solve(&pinned, &HeatBath, &what_if)?;
    println!(
        "With the pin: cost {} after {} ms",
        answer.cost,
        began.elapsed().as_millis()
    );
    // Then the better answer, from the first.
    let first_answer = answer.groups.iter().map(|group| group.units.clone()).collect();
    let solution = Solver::new(task.instance())
        .start(first_answer)
        .stop(Stop::rounds(4).or_seconds(20))
        .solve()?;
    assert!(solution.cost <= answer.cost);
    let new = task.plan(&pinned, &solution.groups);
    assert!(assess(&pinned, &new).keeps_every_rule());
    assert!(
        new.networks()[wished.as_str()]
            .iter()
            .any(|row| row.practice == first)
    );

    // Export what changes.
    let moves = Moves::between(pinned.practices(), &plan, &new);
    print!("{}", report::moves_csv(pinned.practices(), &moves, ""));

    // A search that the user cancels ends with its best plan so far.
    let token = CancelToken::new();
    let cancel = |_: &Progress<'_>| token.cancel();
    let cancelled = Solver::new(task.instance())
        .stop(Stop::seconds(3_600).or_cancelled(&token))
        .observer(&cancel)
        .solve()?;
    assert_eq!(cancelled.record.rounds, 1);
    Ok(())
}
