//! budget.csv: the gain or loss of a budget that the networks share.

use super::scene::Scene;
use locality::assumption::Assumption;
use locality::funding::Budget;
use locality::network::Population;
use locality::report::Folder;
use locality::report::column::Column;
use locality::report::sheet::{Cell, Sheet};
use locality::units::Pence;
use std::error::Error;

/// Budget and spending, `BUDGET:SPENT` in whole pounds.
pub fn parse(text: &str) -> Result<Budget, String> {
    let pence = |pounds: &str| {
        let pounds: Option<i64> = pounds.trim().parse().ok().filter(|pounds| *pounds >= 0);
        pounds.and_then(|pounds| pounds.checked_mul(100)).map(Pence)
    };
    let parts = text.split_once(':');
    let parts = parts.and_then(|(budget, spent)| pence(budget).zip(pence(spent)));
    let (budget, spent) =
        parts.ok_or("give the budget and what was spent in whole pounds, such as 5000000:4900000")?;
    Ok(Budget::new(budget, spent))
}

pub fn write(
    scene: &Scene,
    budget: &Budget,
    by: Population,
    out: &mut Folder,
) -> Result<Vec<Assumption>, Box<dyn Error>> {
    let weights = scene.populations.of_networks(&scene.networks, by)?;
    let settled = budget.settle(&weights)?;
    let mut sheet = Sheet::new([
        Column::code("network_id", "The network, by its name in the plan."),
        Column::text(
            "share_by",
            "The population by which the result is shared: registered, weighted or adjusted.",
        ),
        Column::whole(
            "population_patients",
            "patients",
            "So many patients of that population has the network.",
        ),
        Column::decimal(
            "share_of_result_pounds",
            "pounds",
            "Its share of the gain, or below nought of the loss.",
        ),
    ]);
    let rows = scene
        .networks
        .as_slice()
        .iter()
        .zip(&weights)
        .zip(&settled.shares);
    for ((network, &weight), share) in rows {
        sheet.row([
            Cell::code(&network.name),
            Cell::text(&by.to_string()),
            Cell::number(weight),
            Cell::decimal(share.pounds()),
        ]);
    }
    out.sheet("budget.csv", &sheet)?;
    let sum: Pence = settled.shares.iter().copied().sum();
    assert_eq!(
        sum.get() + settled.commissioner.get(),
        settled.result.get(),
        "pence were lost or invented"
    );
    println!(
        "Shared budget: a {} of {} pounds, shared by {by} patients.",
        if settled.result.get() < 0 { "loss" } else { "gain" },
        Pence(settled.result.get().abs()).pounds()
    );
    let stated = |parameter: &str, value: String, unit: &str| {
        Assumption::new("funding", parameter, value, unit, "set by the caller")
    };
    Ok(vec![
        stated("shared budget", budget.budget.pounds(), "pounds"),
        stated("spent of the shared budget", budget.spent.pounds(), "pounds"),
        stated(
            "part of a gain or loss that networks share",
            budget.gain_permille.to_string(),
            "thousandths",
        ),
    ])
}
