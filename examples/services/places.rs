//! places.csv: practice, network, place and ICB; board.csv: who sits on the board of each place.

use super::scene::Scene;
use locality::assumption::Assumption;
use locality::engine::Run;
use locality::engine::stop::Stop;
use locality::place::{Bodies, Body, PlaceRules, PlaceSize, Places, board, places, tree};
use locality::practice::{AreaLevel, OdsCode};
use locality::report::Folder;
use locality::report::column::Column;
use locality::report::sheet::{Cell, Sheet};
use std::error::Error;
use std::path::Path;

/// Bodies from a CSV file; also the kinds that stand in it.
pub fn bodies(scene: &Scene, path: &Path) -> Result<(Bodies, Vec<Body>), Box<dyn Error>> {
    let at = |line: u64, what: String| format!("{}:{line}: {what}", path.display());
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_path(path)
        .map_err(|error| format!("{}: {error}", path.display()))?;
    let header = reader.headers().map_err(|error| at(1, error.to_string()))?;
    if header != ["practice_code", "body", "name"].as_slice() {
        return Err(at(1, "the columns are not practice_code, body, name".to_owned()).into());
    }
    let mut rows: Vec<(OdsCode, Body, String)> = Vec::new();
    for (record, line) in reader.records().zip(2..) {
        let record = record.map_err(|error| at(line, error.to_string()))?;
        let cell = |k: usize| record.get(k).unwrap_or_default();
        let body = Body::ALL
            .into_iter()
            .find(|body| body.to_string().eq_ignore_ascii_case(cell(1)));
        let body = body.ok_or_else(|| {
            at(
                line,
                format!("{:?} is no body: LMC, federation or council", cell(1)),
            )
        })?;
        let code = cell(0).parse().map_err(|error| at(line, format!("{error}")))?;
        rows.push((code, body, cell(2).to_owned()));
    }
    let kinds = Body::ALL
        .into_iter()
        .filter(|kind| rows.iter().any(|row| row.1 == *kind))
        .collect();
    let found = Bodies::new(
        &scene.practices,
        rows.iter()
            .map(|(code, body, name)| (*code, *body, name.as_str())),
    )?;
    Ok((found, kinds))
}

/// The places, and what they were asked to keep.
pub struct Grouped {
    found: Places,
    bodies: Bodies,
    rules: PlaceRules,
}

pub fn group(
    scene: &Scene,
    size: PlaceSize,
    border: Option<AreaLevel>,
    bodies: Option<(Bodies, Vec<Body>)>,
    seed: u64,
) -> Result<Grouped, Box<dyn Error>> {
    let practices = &scene.practices;
    let known = [AreaLevel::Icb, AreaLevel::SubIcb]
        .into_iter()
        .find(|&level| !practices.areas(level).is_empty());
    let (bodies, one) = bodies.unwrap_or_default();
    let rules = PlaceRules {
        size,
        border: border.or(known),
        one,
    };
    let run = Run::new().seed(seed).stop(Stop::gap(0.01).or_rounds(3));
    let found = places(
        practices,
        &scene.networks,
        &scene.neighbours,
        &scene.travel,
        &bodies,
        &rules,
        &run,
    )?;
    Ok(Grouped { found, bodies, rules })
}

pub fn write(scene: &Scene, grouped: &Grouped, out: &mut Folder) -> Result<Vec<Assumption>, Box<dyn Error>> {
    let practices = &scene.practices;
    let Grouped { found, bodies, rules } = grouped;
    let mut sheet = Sheet::new([
        Column::code("practice_code", "The practice, by its ODS code."),
        Column::code("network_id", "The network, by its name in the plan."),
        Column::code("place_id", "The place that the network is in."),
        Column::code(
            "icb_code",
            "The integrated care board of the practice, where it is known.",
        ),
        Column::whole("place_networks", "networks", "So many networks has the place."),
        Column::whole(
            "place_patients",
            "patients",
            "So many registered patients has the place.",
        ),
        Column::flag("place_too_small", "Whether those are fewer than asked for."),
    ]);
    for branch in tree(practices, &scene.networks, found) {
        let Some(place) = found.places.iter().find(|place| place.name == branch.place) else {
            continue;
        };
        sheet.row([
            Cell::code(branch.practice),
            Cell::code(&branch.network),
            Cell::code(&branch.place),
            branch.icb.map_or_else(Cell::empty, Cell::code),
            Cell::number(place.networks.len() as u64),
            Cell::number(place.patients.get()),
            Cell::flag(place.too_small),
        ]);
    }
    out.sheet("places.csv", &sheet)?;
    let mut sheet = Sheet::new([
        Column::code("place_id", "The place."),
        Column::text("office", "The seat on its board."),
        Column::text(
            "holder",
            "Whose seat it is, where that is known; never a person's name.",
        ),
        Column::flag("holder_known", "Whether it is known."),
    ]);
    let seats = board(practices, &scene.networks, found, bodies);
    for seat in &seats {
        sheet.row([
            Cell::code(&seat.place),
            Cell::text(seat.office),
            seat.holder.as_deref().map_or_else(Cell::empty, Cell::text),
            Cell::flag(seat.holder.is_some()),
        ]);
    }
    out.sheet("board.csv", &sheet)?;
    let border = rules
        .border
        .map_or("no border".to_owned(), |level| format!("{level} borders"));
    println!(
        "Places, with {border}: {} of {} networks, {} too small, {}; {} seats on their boards.",
        found.places.len(),
        scene.networks.len(),
        found.places.iter().filter(|place| place.too_small).count(),
        match found.bound {
            Some(bound) if bound > 0 => {
                format!("travel {} of at least {bound} patient-kilometres", found.cost)
            }
            // A bound below nought says nothing of travel.
            _ => format!(
                "travel {} patient-kilometres, how near to the best possible is not known",
                found.cost
            ),
        },
        seats.len()
    );
    Ok(rules.size.assumptions())
}
