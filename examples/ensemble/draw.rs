//! Where an ensemble comes from: it is drawn, or put together from shards.

use super::scene::Scene;
use super::{Arguments, common};
use locality::engine::instance::Instance;
use locality::engine::solution::SolveError;
use locality::ensemble::{Draw, DrawError, Ensemble};
use std::error::Error;
use std::fs::File;
use std::io::{self, Write};
use std::time::Instant;

/// Draws the shard; `None`, said why, where there is no plan to begin with.
pub fn drawn(arguments: &Arguments, scene: &Scene) -> Result<Option<Ensemble>, Box<dyn Error>> {
    let values = |groups: &[Vec<u32>]| scene.values(groups);
    // Plans are written down as they are drawn, and take their names when all are.
    let drafts = tempfile::tempdir_in(&arguments.out)?;
    let open = |chain: u32| -> io::Result<Box<dyn Write + Send>> {
        let file = File::create(drafts.path().join(plans_of(chain)))?;
        Ok(Box::new(file))
    };
    let mut draw = Draw::new(scene.task.instance(), arguments.settings())
        .shard(arguments.shard)
        .threads(arguments.threads)
        .measures(&scene.names, &values);
    if arguments.plans {
        draw = draw.plans(&open);
    }
    let begun = Instant::now();
    match draw.run() {
        Ok(ensemble) => {
            for walked in ensemble.chains().iter().filter(|_| arguments.plans) {
                common::copy(drafts.path(), &plans_of(walked.chain), &arguments.out)?;
            }
            let (counts, seconds) = (ensemble.counts(), begun.elapsed().as_secs_f64());
            eprintln!(
                "{} steps, {} proposals, {} plans accepted in {seconds:.2} s: {:.0} accepted a second, first plans and measures included",
                counts.steps,
                counts.proposals,
                counts.accepted,
                counts.accepted as f64 / seconds.max(1e-9)
            );
            Ok(Some(ensemble))
        }
        Err(DrawError::Start { source, chain })
            if matches!(*source, SolveError::Infeasible(_) | SolveError::NotFound { .. }) =>
        {
            eprintln!(
                "chain {chain} has no plan to begin with: {}",
                locality::objective::explain(&source)
            );
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// The file of a chain's plans.
fn plans_of(chain: u32) -> String {
    format!("plans-{chain:05}.jsonl")
}

/// The shards of these folders as one; their plans are copied.
pub fn merged(arguments: &Arguments, instance: &Instance) -> Result<Ensemble, Box<dyn Error>> {
    let mut shards = Vec::new();
    for folder in &arguments.merge {
        let path = folder.join("ensemble.json");
        let name = path.display().to_string();
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{name}: {error}"))?;
        let shard = Ensemble::from_json(&text, &name)?;
        if !shard.is_of(instance) {
            return Err(format!("{name} is of other practices or rules than --data and --area give").into());
        }
        for walked in shard.chains() {
            let plans = plans_of(walked.chain);
            if folder.join(&plans).is_file() {
                common::copy(folder, &plans, &arguments.out)?;
            }
        }
        shards.push(shard);
    }
    Ok(Ensemble::merge(shards)?)
}
