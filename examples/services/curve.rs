//! cost_curve.csv: what patients' ways and the running of networks cost a year, by the number of networks.

use locality::assumption::Assumption;
use locality::engine::stop::Stop;
use locality::engine::{Run, Solver};
use locality::funding::{RunningCost, TravelPrice, cost_curve};
use locality::objective::Objective;
use locality::practice::Practices;
use locality::problem::{Networks, Problem};
use locality::report::Folder;
use locality::report::column::Column;
use locality::report::sheet::{Cell, Sheet};
use locality::travel::Travel;
use std::error::Error;

/// The worth of an hour and the visits of a patient in a year, `POUNDS:VISITS`; whole numbers.
pub fn parse(text: &str) -> Result<TravelPrice, String> {
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let parts = text.split_once(':');
    let parts = parts.and_then(|(pounds, visits)| number(pounds)?.checked_mul(100).zip(number(visits)));
    let (pence, visits) = parts
        .ok_or("give the pounds that an hour is worth and the visits of a patient in a year, such as 10:2")?;
    Ok(TravelPrice {
        pence,
        per: 3_600,
        visits,
    })
}

/// At most so many numbers of networks are tried.
const POINTS: u64 = 9;
/// Beyond so many practices the plans take too long for a look.
const MOST: usize = 500;

/// A plan for each of up to nine numbers of networks, from as few as the band allows to as many, across the borders inside the area;
/// ways by the estimate of drive time. Numbers for which no plan was found are left out, and it is said which.
pub fn write(
    practices: &Practices,
    price: &TravelPrice,
    (rounds, seed): (u64, u64),
    out: &mut Folder,
) -> Result<Vec<Assumption>, Box<dyn Error>> {
    if practices.len() > MOST {
        let many = practices.len();
        return Err(format!(
            "--curve: {many} practices are too many to be planned for several times; give --area"
        )
        .into());
    }
    let problem = |networks: Networks| {
        let travel = Travel::drive_estimate(practices);
        Problem::builder(practices.clone())
            .travel(travel)
            .networks(networks)
            .build()
    };
    let whole = problem(Networks::Any)?;
    let alone = whole.standing_alone().len() as u64;
    let patients: u64 = whole
        .grouped()
        .iter()
        .map(|&i| practices[i].list_size.get())
        .sum();
    let band = whole.band();
    let (fewest, most) = (
        patients.div_ceil(band.most.get()).max(1),
        patients / band.least.get(),
    );
    let run = Run::new().seed(seed).stop(Stop::gap(0.01).or_rounds(rounds));
    let (mut plans, mut without) = (Vec::new(), Vec::new());
    let step = most.saturating_sub(fewest).div_ceil(POINTS - 1).max(1);
    for number in (fewest..=most).step_by(usize::try_from(step)?) {
        let problem = problem(Networks::Exactly(u32::try_from(number)?))?;
        let task = Objective::hub_travel().compile(&problem)?;
        match Solver::with(task.instance(), run.clone()).solve() {
            Ok(solution) => plans.push((number + alone, u64::try_from(solution.cost)?)),
            Err(_) => without.push((number + alone).to_string()),
        }
    }
    let running = RunningCost::default();
    let points = cost_curve(&plans, &running, price)?;
    let cheapest = points.iter().min_by_key(|point| (point.total, point.networks));
    let mut sheet = Sheet::new([
        Column::whole(
            "networks",
            "networks",
            "So many networks, with practices that stand alone.",
        ),
        Column::decimal(
            "travel_pounds_a_year",
            "pounds a year",
            "What patients' ways to the hubs are worth.",
        ),
        Column::decimal(
            "running_pounds_a_year",
            "pounds a year",
            "What running the networks costs.",
        ),
        Column::decimal("total_pounds_a_year", "pounds a year", "Both together."),
        Column::flag("cheapest", "Whether no other number that was tried is cheaper."),
    ]);
    for point in &points {
        sheet.row([
            Cell::number(point.networks),
            Cell::decimal(point.travel.pounds()),
            Cell::decimal(point.running.pounds()),
            Cell::decimal(point.total.pounds()),
            Cell::flag(cheapest == Some(point)),
        ]);
    }
    out.sheet("cost_curve.csv", &sheet)?;
    if let Some(point) = cheapest {
        println!(
            "Number of networks: of {} that were tried, {} are cheapest, {} pounds a year with patients' ways.",
            points.len(),
            point.networks,
            point.total.pounds()
        );
    }
    if !without.is_empty() {
        println!("  no plan was found for {} networks", without.join(", "));
    }
    let stated = |parameter: &str, value: u64, unit: &str| {
        Assumption::new("funding", parameter, value, unit, "set by the caller")
    };
    Ok(vec![
        stated("an hour of a patient's way", price.pence / 100, "pounds an hour"),
        stated(
            "visits to the hub",
            price.visits,
            "visits a registered patient and year",
        ),
    ])
}
