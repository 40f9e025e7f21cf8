//! rollout.csv: when each network begins; waves.csv: what is reached by each date, and what localities of old still cost.

use super::scene::Scene;
use locality::assumption::Assumption;
use locality::change::transition;
use locality::funding::RunningCost;
use locality::network::Population;
use locality::plan::{Assignment, Plan};
use locality::practice::AreaLevel;
use locality::report::Folder;
use locality::report::column::Column;
use locality::report::sheet::{Cell, Sheet};
use locality::rollout::{Wave, ranks, roll_out};
use std::collections::BTreeSet;
use std::error::Error;

pub fn write(scene: &Scene, waves: &[Wave], out: &mut Folder) -> Result<Vec<Assumption>, Box<dyn Error>> {
    let practices = &scene.practices;
    // Need: weighted for each registered patient. Where it is nowhere known, all are alike.
    let (registered, weighted) = (Population::Registered, Population::Weighted);
    let registered = scene.populations.of_networks(&scene.networks, registered)?;
    let weighted = scene.populations.of_networks(&scene.networks, weighted)?;
    let ratio = weighted
        .iter()
        .zip(&registered)
        .map(|(w, r)| w * 1_000_000 / r.max(&1));
    let known = practices.iter().any(|practice| practice.weighted_list.is_some());
    let scores = match known {
        true => ranks(&ratio.collect::<Vec<u64>>()),
        false => vec![500; scene.networks.len()],
    };
    let level = AreaLevel::Region;
    let schedule = roll_out(
        practices,
        &scene.networks,
        &scene.neighbours,
        &scores,
        level,
        waves,
    )?;
    let regions = scene.networks.areas(practices, level);
    let mut sheet = Sheet::new([
        Column::code("network_id", "The network, by its name in the plan."),
        Column::whole(
            "wave_number",
            "number",
            "The wave in which it begins, from 1; empty where it begins in none.",
        ),
        Column::code("live_by", "The day by which that wave is live."),
        Column::code(
            "region_code",
            "The commissioning region of most of its patients, where it is known.",
        ),
        Column::whole("covered_patients", "patients", "Its registered patients."),
        Column::whole(
            "score_0_to_1000",
            "0 to 1,000",
            "How pressing it is to begin here.",
        ),
    ]);
    for (k, network) in scene.networks.as_slice().iter().enumerate() {
        let wave = schedule.wave_of[k];
        sheet.row([
            Cell::code(&network.name),
            wave.map_or_else(Cell::empty, |w| Cell::number(w as u64 + 1)),
            wave.map_or_else(Cell::empty, |w| Cell::code(&schedule.stages[w].wave.by)),
            regions[k]
                .as_ref()
                .map_or_else(Cell::empty, |region| Cell::code(region.code)),
            Cell::number(network.patients(practices).get()),
            Cell::number(scores[k]),
        ]);
    }
    out.sheet("rollout.csv", &sheet)?;

    let mut sheet = Sheet::new([
        Column::whole("wave_number", "number", "The wave, from 1."),
        Column::code("live_by", "The day by which it is live."),
        Column::whole("networks_beginning", "networks", "Networks that begin in it."),
        Column::whole("networks_live", "networks", "Networks that have begun by then."),
        Column::whole("patients_covered", "patients", "Their registered patients."),
        Column::decimal(
            "patients_covered_percent",
            "per cent",
            "Those as a part of all, rounded down.",
        ),
        Column::whole(
            "patients_asked_percent",
            "per cent",
            "What the wave asks for at least.",
        ),
        Column::whole(
            "worth_score_patients",
            "score times patients",
            "What the choice of networks is worth.",
        ),
        Column::whole(
            "worth_bound_score_patients",
            "score times patients",
            "No choice of this wave is worth more.",
        ),
        Column::whole(
            "localities_going_on",
            "localities",
            "Localities of old that still go on.",
        ),
        Column::decimal(
            "localities_running_cost_pounds",
            "pounds a year",
            "What running those costs.",
        ),
        Column::decimal(
            "running_cost_released_pounds",
            "pounds a year",
            "What localities that have ended no longer cost.",
        ),
        Column::whole(
            "practices_in_two_meetings",
            "practices",
            "Practices that sit in a network and in a locality that goes on.",
        ),
    ]);
    // The sub-ICB, once the commissioning group, stands for the locality: localities themselves are in no published file.
    let locality = practices.iter().filter_map(|p| {
        Some(Assignment {
            practice: p.code,
            network: p.area(AreaLevel::SubIcb)?.code.to_string(),
            hub: false,
        })
    });
    let localities = Plan::new(locality.collect());
    let mut live = BTreeSet::new();
    println!("Rollout:");
    for (w, stage) in schedule.stages.iter().enumerate() {
        live.extend(stage.begins.iter().map(|&k| scene.network(k).name.clone()));
        let passed = transition(
            practices,
            &localities,
            &scene.plan,
            &live,
            &RunningCost::default(),
        );
        let going_on = passed.localities.iter().filter(|row| !row.has_ended()).count();
        // Hundredths of a per cent, rounded down: a target is not said to be reached that is not.
        let percent = u128::from(stage.covered.get()) * 10_000 / u128::from(schedule.patients.get());
        let percent = format!("{}.{:02}", percent / 100, percent % 100);
        sheet.row([
            Cell::number(w as u64 + 1),
            Cell::code(&stage.wave.by),
            Cell::number(stage.begins.len() as u64),
            Cell::number(stage.live),
            Cell::number(stage.covered.get()),
            Cell::decimal(&percent),
            Cell::number(stage.wave.coverage_percent),
            Cell::number(stage.worth),
            Cell::number(stage.bound),
            Cell::number(going_on as u64),
            Cell::decimal(passed.still_paid.pounds()),
            Cell::decimal(passed.released.pounds()),
            Cell::number(passed.in_two_meetings.len() as u64),
        ]);
        println!(
            "  {}: {} networks live, {} patients covered ({percent} %), within {:.3} % of the best choice of this wave",
            stage.wave.by,
            stage.live,
            stage.covered,
            100.0 * stage.gap()
        );
    }
    out.sheet("waves.csv", &sheet)?;
    let need = match known {
        true => "rank of weighted for each registered patient",
        false => "the same for all: no weighted list is known",
    };
    Ok(vec![
        Assumption::new(
            "rollout",
            "score of a network",
            need,
            "0 to 1,000",
            "set by this example",
        )
        .unverified(),
        Assumption::new(
            "rollout",
            "localities of old",
            "each sub-ICB or CCG is one",
            "localities",
            "set by this example",
        )
        .unverified(),
    ]
    .into_iter()
    .chain(waves.iter().map(|wave| {
        let networks = wave
            .networks
            .map_or("any number of".to_owned(), |n| format!("at most {n}"));
        let value = format!(
            "{networks} networks, at least {} % covered",
            wave.coverage_percent
        );
        Assumption::new(
            "rollout",
            format!("wave by {}", wave.by),
            value,
            "networks and patients",
            "as reported in 2017 (Primary Care Home; NHS England targets), days set here; or set by the caller",
        )
        .unverified()
    }))
    .collect())
}
