//! funding.csv: what each network and practice is paid, and what running the networks costs.

use super::scene::Scene;
use locality::assumption::Assumption;
use locality::funding::{RunningCost, Year, income};
use locality::report::files;
use locality::report::sheet::{Cell, Sheet};
use locality::units::Pence;
use std::error::Error;
use std::path::Path;

pub fn write(scene: &Scene, year: &Year, out: &Path) -> Result<Vec<Assumption>, Box<dyn Error>> {
    let paid = income(year, &scene.networks, &scene.populations, None)?;
    let running = RunningCost::default();
    let mut sheet = Sheet::new([
        "payee",
        "payee_id",
        "year",
        "flow",
        "stream",
        "population",
        "heads",
        "amount_pounds",
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
            Cell::code(row.amount.pounds()),
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
            Cell::code(row.amount.pounds()),
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
            Cell::code(running.each.pounds()),
        ]);
    }
    files::write(out.join("funding.csv"), sheet.to_string())?;
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
