//! hubs.csv and overflow.csv: what each network's hub has to do; siting.csv: hubs that networks share.

use super::checks::MOST_NETWORKS;
use super::columns;
use super::scene::Scene;
use locality::assumption::Assumption;
use locality::fault::Faults;
use locality::hub::{
    GpSource, Gps, HubRow, Need, Parameters, Site, Sited, Siting, Work, hub_rows, overflow_rows,
};
use locality::nhs::{Kind, Reading, Source};
use locality::report::Folder;
use locality::report::sheet::Sheet;
use locality::travel::Travel;
use locality::units::Thousandths;
use serde::Serialize;
use std::error::Error;

/// Doctors from the workforce file where there is one; need by the weighted list where every practice has one.
pub fn write(
    scene: &Scene,
    source: Option<&Source>,
    set: &Parameters,
    out: &mut Folder,
) -> Result<(Vec<Assumption>, Vec<HubRow>), Box<dyn Error>> {
    let practices = &scene.practices;
    let gps = match source.filter(|source| source.has(Kind::Workforce)) {
        Some(source) => {
            let workforce = source.workforce(Reading::Strict)?.value;
            Gps::from_workforce(practices, &workforce, set)
        }
        None => Gps::at_rate(practices, set),
    };
    let need = Need::by_weighted_list(practices).unwrap_or_else(|_| Need::by_patients(practices));
    let rows = hub_rows(practices, &scene.networks, &need, &gps, set)?;
    out.sheet("hubs.csv", &Sheet::of_rows(columns::hubs(), &rows)?)?;
    let overflow = overflow_rows(practices, &scene.networks, &need, &gps, set)?;
    out.sheet("overflow.csv", &Sheet::of_rows(columns::overflow(), &overflow)?)?;
    let sum = |of: fn(&HubRow) -> Thousandths| rows.iter().map(of).sum::<Thousandths>().up();
    let by_rate = rows.iter().filter(|row| row.gps_source != GpSource::File).count();
    println!(
        "Hubs: {} contacts a week are asked for, {} are safely possible. {} come to hubs, {} of them beyond what the networks' own GPs \
         have to spare: sharing saves {}.",
        sum(|r| r.demand_contacts_per_week),
        sum(|r| r.capacity_contacts_per_week),
        sum(|r| r.overflow_unpooled_contacts_per_week),
        sum(|r| r.overflow_pooled_contacts_per_week),
        sum(|r| r.gain_contacts_per_week),
    );
    if by_rate > 0 {
        let gps = set.gps_a_thousand;
        println!(
            "  {by_rate} of {} networks have GPs by rate, {gps} to 1,000 patients; a workforce file counts them",
            rows.len()
        );
    }
    Ok((set.assumptions(), rows))
}

/// An answer of siting.csv.
#[derive(Serialize)]
struct SitingRow {
    question: &'static str,
    hubs: usize,
    cost: u64,
    bound: u64,
    unit: &'static str,
    status: &'static str,
    sites: String,
}

/// The limit of the covering questions.
const WITHIN_SECONDS: u64 = 15 * 60;
/// That so many hubs can be shared by the networks.
pub fn check_shared(scene: &Scene, hubs: usize) -> Result<usize, String> {
    let networks = scene.networks.len();
    if hubs > networks {
        return Err(format!(
            "--shared-hubs {hubs}: there are {networks} networks; ask for no more hubs than that"
        ));
    }
    match networks > MOST_NETWORKS {
        true => Err(format!(
            "--shared-hubs: {networks} networks are too many to site shared hubs for at once; give --area"
        )),
        false => Ok(hubs),
    }
}

/// Where so many hubs for all networks together would stand: at hubs of networks, each network going to one of them, weighted by what
/// overflows. By the estimate of drive time.
pub fn write_siting(
    scene: &Scene,
    rows: &[HubRow],
    hubs: usize,
    out: &mut Folder,
) -> Result<(), Box<dyn Error>> {
    let at: Vec<usize> = scene.networks.as_slice().iter().filter_map(|n| n.hub).collect();
    let overflow = |k: usize| {
        rows.get(k)
            .map_or(0, |row| row.overflow_unpooled_contacts_per_week.up())
    };
    let places: Vec<(usize, u64)> = at
        .iter()
        .enumerate()
        .map(|(k, &hub)| (hub, overflow(k)))
        .collect();
    let sites: Vec<Site> = at.iter().map(|&hub| Site::Practice(hub)).collect();
    let travel = Travel::drive_estimate(&scene.practices);
    let siting = Siting::of_practices(&scene.practices, &travel, &places, &sites)?;
    let work = Work::default();
    let asked: [(&str, &str, Result<Sited, Faults>); 4] = [
        (
            "least travel (p-median)",
            "contact-seconds a week",
            siting.median(hubs, work),
        ),
        (
            "least longest way (p-centre)",
            "seconds",
            siting.centre(hubs, work),
        ),
        (
            "most overflow within 15 minutes (maximal covering)",
            "contacts a week beyond",
            siting.reach(hubs, WITHIN_SECONDS, work),
        ),
        (
            "fewest with all within 15 minutes (set covering)",
            "hubs",
            siting.cover(WITHIN_SECONDS, work),
        ),
    ];
    let mut table = Vec::new();
    for (question, unit, found) in asked {
        let found = match found {
            Ok(found) => found,
            Err(faults) if faults.as_slice().iter().all(|fault| fault.code.code() == "H007") => {
                println!(
                    "Shared hubs, {question}: {} networks are further from every other",
                    faults.as_slice().len()
                );
                continue;
            }
            Err(faults) => return Err(faults.into()),
        };
        let code = |&site: &usize| scene.practices[at[site]].code.to_string();
        table.push(SitingRow {
            question,
            hubs: found.sites.len(),
            cost: found.cost,
            bound: found.bound,
            unit,
            status: if found.cost == found.bound {
                "proven best"
            } else {
                "best found"
            },
            sites: found.sites.iter().map(code).collect::<Vec<_>>().join(" "),
        });
    }
    out.sheet("siting.csv", &Sheet::of_rows(columns::siting(), &table)?)?;
    Ok(())
}
