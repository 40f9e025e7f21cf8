//! funding.csv: what each network and practice is paid, and what running the networks costs.

use super::scene::Scene;
use locality::assumption::Assumption;
use locality::funding::{RunningCost, Year, income};
use locality::report::Folder;
use locality::report::column::Column;
use locality::report::sheet::{Cell, Sheet};
use locality::units::Pence;
use std::error::Error;

pub fn write(scene: &Scene, year: &Year, out: &mut Folder) -> Result<Vec<Assumption>, Box<dyn Error>> {
    let paid = income(year, &scene.networks, &scene.populations, None)?;
    let running = RunningCost::default();
    let mut sheet = Sheet::new([
        Column::text("payee", "Who is paid, or pays: a network or a practice."),
        Column::code("payee_id", "Its name in the plan, or the practice's ODS code."),
        Column::code("year", "The contract year."),
        Column::text("flow", "Income, or cost."),
        Column::text("stream", "What it is paid for."),
        Column::text(
            "population",
            "What is counted: registered, weighted or adjusted patients, or beds; empty where the amount is fixed.",
        ),
        Column::whole(
            "heads",
            "patients or beds",
            "How many are counted; empty where the amount is fixed.",
        ),
        Column::decimal("amount_pounds", "pounds a year", "The amount."),
    ]);
    for row in &paid.networks {
        let population = row.population.map_or("beds".to_owned(), |p| p.to_string());
        sheet.row([
            Cell::text("network"),
            Cell::code(&scene.network(row.network).name),
            Cell::code(&year.year),
            Cell::text("income"),
            Cell::text(&row.stream),
            Cell::text(&population),
            Cell::number(row.heads),
            Cell::decimal(row.amount.pounds()),
        ]);
    }
    for row in &paid.practices {
        sheet.row([
            Cell::text("practice"),
            Cell::code(scene.practices[row.practice].code),
            Cell::code(&year.year),
            Cell::text("income"),
            Cell::text("network participation"),
            Cell::text("weighted"),
            Cell::number(row.heads),
            Cell::decimal(row.amount.pounds()),
        ]);
    }
    for network in scene.networks.as_slice() {
        sheet.row([
            Cell::text("network"),
            Cell::code(&network.name),
            Cell::code(&year.year),
            Cell::text("cost"),
            Cell::text("running the network"),
            Cell::empty(),
            Cell::empty(),
            Cell::decimal(running.each.pounds()),
        ]);
    }
    out.sheet("funding.csv", &sheet)?;
    let by_network: Pence = (0..scene.networks.len()).map(|k| paid.of_network(k)).sum();
    assert_eq!(by_network, paid.to_networks(), "pence were lost or invented");
    let cost = running
        .of_networks(scene.networks.len() as u64)
        .ok_or("too many networks to cost")?;
    println!(
        "Money {}: {} pounds to networks, {} to practices for taking part; running the networks costs {}.",
        year.year,
        paid.to_networks().pounds(),
        paid.to_practices().pounds(),
        cost.pounds()
    );
    for absent in &year.absent {
        println!("  not counted: {} ({})", absent.name, absent.why);
    }
    if !year.per_bed.is_empty() {
        println!("  not counted: the premium by the bed in care homes (no file of beds)");
    }
    let mut stated = year.assumptions();
    stated.extend(running.assumptions());
    Ok(stated)
}
