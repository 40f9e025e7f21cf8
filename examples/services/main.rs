//! What follows from a plan: hubs, staff, money, a rollout and places.
//!
//! ```text
//! cargo run --release --example services -- --out results
//! cargo run --release --example services -- --data FOLDER --area QNC --today --out results
//! cargo run --release --example services -- --data FOLDER --plan plan.csv --out results
//! ```
//!
//! The plan is that of `--plan`, today's networks with `--today`, or made here, each sub-ICB (before 2022 clinical commissioning group)
//! by itself. Without `--area` all practices of the files take part. Writes `hubs.csv`, `overflow.csv` and `access.csv`, with `--shared-hubs`
//! `siting.csv`, with `--premises` `premises.csv`, `workforce.csv` and `rota.csv`, `funding.csv`, with `--budget` `budget.csv`, with `--curve`
//! `cost_curve.csv`, `rollout.csv` and `waves.csv`, `places.csv` and `board.csv`, `plan.csv`, `report.html` (a page
//! with the map and all these tables), `assumptions.csv` (every parameter with
//! its source, and whether anybody has checked it) and `data_dictionary.csv` (what every column means).
//! Exit status: 0 all is written, 2 the input or the arguments are wrong.

#[macro_use]
#[path = "../common/console.rs"]
mod console;
#[path = "../common/mod.rs"]
mod common;
#[path = "../common/data.rs"]
mod data;
#[path = "../common/record.rs"]
mod record;

// One module a file that is written, and one for the columns of several.
mod access;
mod area_totals;
mod assumptions;
mod budget;
mod checks;
mod columns;
mod curve;
mod funding;
mod hubs;
mod need;
mod page;
mod places;
mod plan;
mod premises;
mod rollout;
mod scene;
mod shares;
mod workforce;

use clap::Parser;
use data::Data;
use locality::funding::{Budget, TravelPrice, Year};
use locality::hub::Parameters;
use locality::nhs::Reading;
use locality::plan::Plan;
use locality::practice::AreaLevel;
use locality::report::{Folder, Workbook};
use locality::rollout::Wave;
use locality::workforce::ENGLAND_2017;
use scene::Scene;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// Shares staff and money out to networks, and plans their rollout and places.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    data: Data,
    /// The plan, as CSV with the columns practice_code, network_id and hub. Without it, one is made.
    #[arg(long, value_name = "FILE", conflicts_with = "today")]
    plan: Option<PathBuf>,
    /// Today's networks as the plan.
    #[arg(long)]
    today: bool,
    /// A role and a year of the national totals, such as "clinical pharmacist:2021"; may be given several times. All of NHS England's
    /// targets to 2021 unless given. With a number, such as "paramedic:2027:40", a total of your own for this area.
    #[arg(long, value_name = "ROLE:YEAR[:POSTS]")]
    role: Vec<String>,
    /// A CSV file of totals of your own by area, with the columns role, year, area_code and posts: each area's posts stay in its networks.
    #[arg(long, value_name = "FILE")]
    area_totals: Option<PathBuf>,
    /// How shares become whole: largest-remainder, webster or d-hondt.
    #[arg(long, default_value = "largest-remainder")]
    method: workforce::Way,
    /// By whom staff are shared: registered, weighted, adjusted or need.
    #[arg(long, default_value = "registered")]
    by: locality::network::Population,
    /// A CSV file of need, with the columns practice_code and need (a whole number for every practice), for --by need.
    #[arg(long, value_name = "FILE", required_if_eq("by", "need"))]
    need: Option<PathBuf>,
    /// At least so many posts of a role in each network.
    #[arg(long, default_value = "0", value_parser = common::whole)]
    floor: u64,
    /// At most so many posts of a role in each network.
    #[arg(long, value_parser = common::whole)]
    cap: Option<u64>,
    /// A TOML file of what a GP can do safely and what patients ask for, such as "contacts_a_gp_week = 115"; what it does not name keeps
    /// its default, which assumptions.csv shows.
    #[arg(long, value_name = "FILE")]
    hub_parameters: Option<PathBuf>,
    /// Also site so many hubs that the networks share.
    #[arg(long, value_name = "HUBS", value_parser = common::positive)]
    shared_hubs: Option<u64>,
    /// A CSV file of premises where hubs may stand beside practices, with the columns name, easting, northing and rooms.
    #[arg(long, value_name = "FILE")]
    premises: Option<PathBuf>,
    /// A budget that the networks share, and what was spent of it, in pounds: 5000000:4900000.
    #[arg(long, value_name = "BUDGET:SPENT", value_parser = budget::parse)]
    budget: Option<Budget>,
    /// Also what ways and running cost by the number of networks: the pounds that an hour is worth and the visits of a patient in a
    /// year, such as 10:2. For an area of at most 500 practices.
    #[arg(long, value_name = "POUNDS:VISITS", value_parser = curve::parse)]
    curve: Option<TravelPrice>,
    /// The contract year of the payments.
    #[arg(long, default_value = "2023/24")]
    year: String,
    /// A TOML file with parameters of another year, written as those in src/funding/years.
    #[arg(long, value_name = "FILE", conflicts_with = "year")]
    year_file: Option<PathBuf>,
    /// A TOML file of waves; those of 2015-2019 unless given.
    #[arg(long, value_name = "FILE")]
    waves: Option<PathBuf>,
    /// The least patients of a place; 250,000 makes multi-neighbourhood providers.
    #[arg(long, default_value = "0", value_parser = common::whole)]
    place_patients: u64,
    /// The most networks of a place.
    #[arg(long, default_value = "9", value_parser = common::positive)]
    place_networks: u64,
    /// The border that no place crosses: sub-icb, icb or region; ICBs where they are known, sub-ICBs where they are not, unless given.
    #[arg(long)]
    place_border: Option<AreaLevel>,
    /// A CSV file of bodies, with the columns practice_code, body (LMC, federation or council) and name; places have one of each kind in it.
    #[arg(long, value_name = "FILE")]
    bodies: Option<PathBuf>,
    /// Rounds to search in each area, where a plan is made; it ends earlier within 1 % of the best possible.
    #[arg(long, default_value = "5", value_parser = common::positive)]
    rounds: u64,
    /// Seed of the random numbers.
    #[arg(long, default_value = "1", value_parser = common::whole)]
    seed: u64,
    /// The folder to write to; made where it is not there.
    #[arg(long, value_name = "DIR", default_value = "services")]
    out: PathBuf,
}

fn main() -> ExitCode {
    common::exit(run(&common::arguments()))
}

fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    common::folder(&arguments.out)?;
    let record = record::begin("services", Some(&arguments.out))?;
    let workbook = Workbook::new(
        "What follows from a plan: hubs, staff, money, rollout and places",
        &[common::LICENCE],
    );
    let mut out = Folder::open(&arguments.out)?.with_workbook(workbook);
    // What is wrong with the arguments is said before anything is searched.
    let mut totals = shares::totals(&arguments.role, Vec::new())?;
    let need = arguments.need.as_deref().map(need::read).transpose()?;
    let year = match &arguments.year_file {
        Some(path) => common::in_file(path, Year::from_toml(&common::read("--year-file", path)?))?,
        None => Year::of(&arguments.year)?,
    };
    let clinic = match &arguments.hub_parameters {
        Some(path) => {
            let text = common::read("--hub-parameters", path)?;
            Parameters::from_toml(&text, &path.display().to_string())?
        }
        None => Parameters::default(),
    };
    let waves = match &arguments.waves {
        Some(path) => common::in_file(path, Wave::from_toml(&common::read("--waves", path)?))?,
        None => Wave::of_2015_to_2019(),
    };
    if let Some(path) = &arguments.bodies {
        common::read("--bodies", path)?;
    }
    let premises = arguments.premises.as_deref().map(premises::read).transpose()?;
    let given = arguments.plan.as_deref().map(Plan::open).transpose()?;
    let (all, (here, used, source)) = arguments.data.all_and_area(Reading::Strict)?;
    // Files of one area do not tell how many patients England has; the made-up county lies in England too.
    let patients = all.patients().max(ENGLAND_2017);
    if let Some(path) = &arguments.area_totals {
        totals = shares::totals(&arguments.role, area_totals::read(path, &here)?)?;
    }
    let given = given.or_else(|| arguments.today.then(|| Plan::today(&here)));
    checks::check(arguments, &here, given.as_ref())?;

    let began = Instant::now();
    let plan = match given {
        Some(plan) => plan,
        None => plan::make(&here, arguments.rounds, arguments.seed)?,
    };
    if arguments.plan.is_none() && !arguments.today {
        println!("A plan was made in {:.1} s.", began.elapsed().as_secs_f64());
    }
    let began = Instant::now();
    let mut scene = Scene::new(here, plan, patients).map_err(|faults| match &arguments.plan {
        Some(path) => format!("{}: {faults}", path.display()),
        None => faults.to_string(),
    })?;
    println!("{scene}");
    if let Some(need) = need {
        scene.populations = scene.populations.need(&scene.practices, need)?;
    }
    // What depends on the networks is tried before anything is written.
    let rule = shares::Rule {
        by: arguments.by,
        method: arguments.method.into(),
        each: (arguments.floor, arguments.cap),
    };
    let shared = shares::shared(&scene, &totals, &rule)?;
    let bodies = arguments
        .bodies
        .as_deref()
        .map(|path| places::bodies(&scene, path))
        .transpose()?;
    let size = locality::place::PlaceSize {
        most_networks: arguments.place_networks,
        least_patients: locality::units::Patients(arguments.place_patients),
        ..locality::place::PlaceSize::board()
    };
    let grouped = places::group(&scene, size, arguments.place_border, bodies, arguments.seed)?;
    let siting = match arguments.shared_hubs {
        Some(hubs) => Some(hubs::check_shared(&scene, usize::try_from(hubs)?)?),
        None => None,
    };
    let mut stated = scene.populations.assumptions("network");
    let (of_hubs, hubs) = hubs::write(&scene, source.as_ref(), &clinic, &mut out)?;
    stated.extend(of_hubs);
    stated.extend(access::write(&scene, source.as_ref(), &mut out)?);
    if let Some(shared) = siting {
        hubs::write_siting(&scene, &hubs, shared, &mut out)?;
    }
    if let Some(premises) = &premises {
        stated.extend(premises::write(&scene, &hubs, premises, &mut out)?);
    }
    stated.extend(workforce::write(&scene, &shared, &rule, &mut out)?);
    stated.extend(funding::write(&scene, &year, &mut out)?);
    if let Some(budget) = &arguments.budget {
        stated.extend(budget::write(&scene, budget, arguments.by, &mut out)?);
    }
    if let Some(price) = &arguments.curve {
        let search = (arguments.rounds, arguments.seed);
        stated.extend(curve::write(&scene.practices, price, search, &mut out)?);
    }
    stated.extend(rollout::write(&scene, &waves, &mut out)?);
    stated.extend(places::write(&scene, &grouped, &mut out)?);
    let tables = out.workbook().cloned();
    assumptions::write(&stated, &mut out)?;
    scene.write_plan(&mut out)?;
    page::write(&scene, &used, tables.as_ref(), &stated, &mut out)?;
    let written = out.finish()?;
    record.write(&arguments.out, &written, (&[], &[]))?;
    println!(
        "All but the plan took {:.1} s. Written to {}: {}",
        began.elapsed().as_secs_f64(),
        arguments.out.display(),
        written.join(", ")
    );
    Ok(true)
}
