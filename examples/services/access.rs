//! access.csv: the hours beyond practices' own that networks owe, and how near their hubs are.

use super::scene::Scene;
use locality::assumption::Assumption;
use locality::hub::{Coverage, Homes, Hours, access_rows};
use locality::nhs::{Reading, Source};
use locality::practice::Flows;
use locality::report::Folder;
use locality::report::column::Column;
use locality::report::sheet::Sheet;
use locality::travel::Travel;
use std::error::Error;

/// Shares count from homes where these are known of so many of 100 patients, else from practices.
const ENOUGH: u64 = 90;

pub fn write(
    scene: &Scene,
    source: Option<&Source>,
    out: &mut Folder,
) -> Result<Vec<Assumption>, Box<dyn Error>> {
    let homes = source.and_then(|source| homes(scene, source));
    let travel = Travel::drive_estimate(&scene.practices);
    let rows = access_rows(
        &scene.practices,
        &scene.networks,
        &travel,
        homes.as_ref(),
        &scene.populations,
    )?;
    out.sheet("access.csv", &Sheet::of_rows(columns(), &rows)?)?;
    if let Some(all) = rows.last() {
        println!(
            "Access: {} hours of enhanced access a week. Within 10, 15, 20 and 30 minutes by car of their hub are {}, {}, {} and {} % of \
             patients, within 20 minutes on foot {} %, counted from their {}.",
            all.enhanced_access_minutes_per_week.div_ceil(60),
            all.drive_within_10_minutes_percent,
            all.drive_within_15_minutes_percent,
            all.drive_within_20_minutes_percent,
            all.drive_within_30_minutes_percent,
            all.walk_within_20_minutes_percent,
            all.counted_from,
        );
    }
    let mut stated = Hours::extended().assumptions();
    stated.extend(Hours::enhanced().assumptions());
    stated.extend(Coverage::assumptions());
    Ok(stated)
}

/// Where patients live, where the files say so of most of them.
fn homes(scene: &Scene, source: &Source) -> Option<Homes> {
    let registrations = source.registrations(Reading::Lenient).ok()?.value;
    let points = source.small_area_points(Reading::Lenient).ok()?.value;
    let rows: Vec<_> = registrations
        .as_slice()
        .iter()
        .map(|r| (r.practice, r.lsoa.to_string(), r.patients))
        .collect();
    let rows = rows
        .iter()
        .map(|(practice, lsoa, patients)| (*practice, lsoa.as_str(), *patients));
    let (flows, _) = Flows::among(&scene.practices, rows);
    let homes = Homes::new(&scene.practices, &flows, |area| points.get(area.parse().ok()?));
    let known = homes.known().get().saturating_mul(100);
    (known >= scene.practices.patients().get().saturating_mul(ENOUGH)).then_some(homes)
}

fn columns() -> [Column; 13] {
    let within = |name: &'static str, meaning: &'static str| Column::decimal(name, "per cent", meaning);
    [
        Column::code(
            "network_id",
            "The network, by its name in the plan; ALL in the last row.",
        ),
        Column::code(
            "hub_code",
            "The practice where its hub stands; empty in the last row.",
        ),
        Column::whole("patients", "patients", "Registered patients."),
        Column::whole(
            "adjusted_patients",
            "patients",
            "Adjusted patients, or what stands in for them.",
        ),
        Column::whole(
            "extended_hours_minutes_per_week",
            "minutes a week",
            "Extended hours that it owes.",
        ),
        Column::whole(
            "enhanced_access_minutes_per_week",
            "minutes a week",
            "Enhanced access that it owes.",
        ),
        Column::decimal(
            "enhanced_access_clinicians_at_once",
            "clinicians",
            "How many that makes at once within the standard hours, in the mean.",
        ),
        Column::code(
            "counted_from",
            "Where patients set out in the shares that follow: homes, or practices, which makes the shares too great.",
        ),
        within(
            "drive_within_10_minutes_percent",
            "Patients within 10 minutes of the hub by car.",
        ),
        within("drive_within_15_minutes_percent", "Within 15 minutes."),
        within("drive_within_20_minutes_percent", "Within 20 minutes."),
        within("drive_within_30_minutes_percent", "Within 30 minutes."),
        within(
            "walk_within_20_minutes_percent",
            "Patients within 20 minutes of the hub on foot.",
        ),
    ]
}
