//! premises.csv: where each network's hub would best stand, at a practice of its own or at premises that are offered.

use super::scene::Scene;
use locality::assumption::Assumption;
use locality::hub::{Aim, HubRow, Offer, Site, best_site};
use locality::practice::Location;
use locality::report::Folder;
use locality::report::column::Column;
use locality::report::sheet::{Cell, Sheet};
use std::error::Error;
use std::path::Path;

/// The premises of a CSV file; the rooms are empty where nobody has counted them.
pub fn read(path: &Path) -> Result<Vec<Offer>, Box<dyn Error>> {
    let text = super::common::read("--premises", path)?;
    let at = |line: usize, what: String| {
        format!(
            "{}:{line}: {what}; give the columns name,easting,northing,rooms in metres of the National Grid",
            path.display()
        )
    };
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| at(1, error.to_string()))?;
    if header != ["name", "easting", "northing", "rooms"].as_slice() {
        return Err(at(1, "the columns are others".to_owned()).into());
    }
    let mut offers = Vec::new();
    for (record, line) in reader.records().zip(2..) {
        let record = record.map_err(|error| at(line, error.to_string()))?;
        let cell = |k: usize| record.get(k).unwrap_or_default();
        let number = |k: usize| -> Result<i64, String> {
            let number = cell(k).parse();
            number.map_err(|_| at(line, format!("{:?} is no whole number", cell(k))))
        };
        let at_grid = Location::new(number(1)?, number(2)?).map_err(|error| at(line, error.to_string()))?;
        let rooms = match cell(3) {
            "" => None,
            _ => Some(u64::try_from(number(3)?).map_err(|_| at(line, "rooms below nought".to_owned()))?),
        };
        offers.push(Offer {
            site: Site::Premises {
                name: cell(0).to_owned(),
                at: at_grid,
            },
            rooms,
        });
    }
    match offers.is_empty() {
        true => Err(at(1, "there are no premises in it".to_owned()).into()),
        false => Ok(offers),
    }
}

pub fn write(
    scene: &Scene,
    rows: &[HubRow],
    premises: &[Offer],
    out: &mut Folder,
) -> Result<Vec<Assumption>, Box<dyn Error>> {
    let mut sheet = Sheet::new([
        Column::code("network_id", "The network, by its name in the plan."),
        Column::whole("rooms_needed", "rooms", "The rooms that its hub needs."),
        Column::text(
            "best_site",
            "The practice, by its ODS code, or the offered premises, by name, where the hub would best stand.",
        ),
        Column::flag("is_a_practice", "Whether that is a practice."),
        Column::whole(
            "mean_travel_metres",
            "metres",
            "The mean way of patients to it, from their practices.",
        ),
        Column::whole("longest_travel_metres", "metres", "The longest."),
    ]);
    let mut outside = 0;
    for (network, row) in scene.networks.as_slice().iter().zip(rows) {
        let members: Vec<usize> = network.covered().collect();
        // Nobody has counted the rooms of practices, which rules none of them out.
        let own = members.iter().map(|&i| Offer {
            site: Site::Practice(i),
            rooms: None,
        });
        let offers: Vec<Offer> = own.chain(premises.iter().cloned()).collect();
        let best = best_site(
            &scene.practices,
            &scene.travel,
            &members,
            &offers,
            row.hub_rooms,
            Aim::Median,
        )?;
        let (name, practice) = match &best.site {
            Site::Practice(i) => (Cell::text(scene.practices[*i].code.as_str()), true),
            Site::Premises { name, .. } => (Cell::text(name), false),
        };
        outside += usize::from(!practice);
        sheet.row([
            Cell::code(&network.name),
            Cell::number(row.hub_rooms),
            name,
            Cell::flag(practice),
            Cell::number(best.mean),
            Cell::number(best.longest),
        ]);
    }
    out.sheet("premises.csv", &sheet)?;
    println!(
        "Premises: for {outside} of {} networks one of the {} that are offered is nearer to the patients than any practice.",
        scene.networks.len(),
        premises.len()
    );
    let stated = Assumption::new(
        "hubs",
        "premises offered",
        premises.len(),
        "sites",
        "set by the caller",
    );
    Ok(vec![stated])
}
