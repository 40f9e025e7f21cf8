//! A plan as a GeoPackage: networks, practices and hubs as layers for QGIS, ArcGIS and the like.
//!
//! OGC 12-128r17, GeoPackage Encoding Standard 1.3: a SQLite file with tables that say what is in it, and geometries as well-known
//! binary with a small header. The crates for well-known binary bring far more than the thirty lines it takes here, or their own
//! SQLite.

mod geometry;
mod tables;

use super::land::Land;
use super::members::members;
use crate::assess::Assessment;
use crate::problem::Problem;
use geometry::{Envelope, multipolygon, point};
use rusqlite::{Connection, Error, MAIN_DB, params};
use tables::layer;

/// The plan as the bytes of a `.gpkg` file, with the layers `networks` (areas, see [`land`](super::land)), `practices` and `hubs`
/// (points), in metres of the British National Grid (EPSG:27700). The same plan gives the same bytes. O(n log n).
///
/// ```
/// use locality::assess::assess;
/// use locality::plan::Plan;
/// use locality::problem::Problem;
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// let today = assess(&problem, &Plan::today(problem.practices()));
/// let bytes = locality::report::plan_gpkg(&problem, &locality::report::land::Land::of(&problem), &today)?;
/// assert!(bytes.starts_with(b"SQLite format 3\0"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// What SQLite says, where memory is short.
pub fn plan_gpkg(problem: &Problem, land: &Land, assessment: &Assessment) -> Result<Vec<u8>, Error> {
    let practices = problem.practices();
    let mut file = Connection::open_in_memory()?;
    let tables = tables::begin(&mut file)?;
    let members = members(problem, assessment);
    let areas = land.outlines(problem, &members).areas;
    let corners = areas.iter().flatten().flatten().flatten().copied();
    layer(&tables, "networks", "MULTIPOLYGON", Envelope::around(corners))?;
    let places = || practices.iter().map(|practice| practice.location);
    layer(&tables, "practices", "POINT", Envelope::around(places()))?;
    let hubs = assessment
        .networks
        .iter()
        .filter_map(|network| practices.get(network.hub));
    layer(
        &tables,
        "hubs",
        "POINT",
        Envelope::around(hubs.map(|hub| hub.location)),
    )?;

    let mut network_of = vec![None; practices.len()];
    let unit = assessment.travel_unit.to_string();
    for ((network, area), members) in assessment.networks.iter().zip(&areas).zip(&members) {
        for &i in members {
            network_of[i] = network_of[i].or(Some(network));
        }
        tables.execute(
            "INSERT INTO networks VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                multipolygon(area),
                network.network,
                network.hub.as_str(),
                number(network.practices.len() as u64),
                number(network.patients.0),
                network.standing.to_string(),
                number(network.travel.mean),
                number(network.travel.longest),
                unit,
            ],
        )?;
        if let Some(hub) = practices.get(network.hub) {
            tables.execute(
                "INSERT INTO hubs VALUES (NULL, ?1, ?2, ?3, ?4, ?5)",
                params![
                    point(hub.location),
                    network.network,
                    hub.code.as_str(),
                    hub.name,
                    network.hub_named
                ],
            )?;
        }
    }
    for (practice, network) in practices.iter().zip(network_of) {
        tables.execute(
            "INSERT INTO practices VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                point(practice.location),
                practice.code.as_str(),
                practice.name,
                number(practice.list_size.0),
                network.map(|network| &network.network),
                network.is_some_and(|network| network.hub == practice.code),
            ],
        )?;
    }
    tables.commit()?;
    Ok(file.serialize(MAIN_DB)?.to_vec())
}

/// SQLite's integers have a sign; no number of patients comes near.
fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
