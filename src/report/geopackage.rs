//! A plan as a GeoPackage: networks, practices and hubs as layers for QGIS, ArcGIS and the like.
//!
//! OGC 12-128r17, GeoPackage Encoding Standard 1.3: a SQLite file with tables that say what is in it, and geometries as well-known
//! binary with a small header. The crates for well-known binary bring far more than the thirty lines it takes here, or their own
//! SQLite.

use super::outline::{Polygon, outlines};
use crate::assess::Assessment;
use crate::practice::Location;
use crate::problem::Problem;
use rusqlite::{Connection, Error, MAIN_DB, params};

/// "GPKG", by which a SQLite file is known to be one (requirement 2).
const APPLICATION_ID: u32 = 0x4750_4B47;
/// Version 1.3.0 (requirement 2).
const VERSION: u32 = 10_300;
/// The British National Grid.
const GRID: i32 = 27_700;
/// The day of the last change; a constant, so that the same plan gives the same bytes.
const CHANGED: &str = "2000-01-01T00:00:00.000Z";

/// The British National Grid in well-known text (EPSG:27700).
const GRID_TEXT: &str = r#"PROJCS["OSGB36 / British National Grid",GEOGCS["OSGB36",DATUM["Ordnance_Survey_of_Great_Britain_1936",SPHEROID["Airy 1830",6377563.396,299.3249646,AUTHORITY["EPSG","7001"]],AUTHORITY["EPSG","6277"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4277"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",49],PARAMETER["central_meridian",-2],PARAMETER["scale_factor",0.9996012717],PARAMETER["false_easting",400000],PARAMETER["false_northing",-100000],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","27700"]]"#;

/// WGS 84 in well-known text (EPSG:4326), which every GeoPackage describes (requirement 11).
const DEGREES_TEXT: &str = r#"GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]"#;

/// The tables of every GeoPackage with features (Annex C).
const TABLES: &str = "
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT
);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);
CREATE TABLE networks (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON, network_id TEXT NOT NULL, hub_code TEXT NOT NULL,
  practices INTEGER NOT NULL, patients INTEGER NOT NULL, standing TEXT NOT NULL, mean_travel INTEGER NOT NULL,
  longest_travel INTEGER NOT NULL, travel_unit TEXT NOT NULL
);
CREATE TABLE practices (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, practice_code TEXT NOT NULL, name TEXT NOT NULL,
  list_size INTEGER NOT NULL, network_id TEXT, hub BOOLEAN NOT NULL
);
CREATE TABLE hubs (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, network_id TEXT NOT NULL, practice_code TEXT NOT NULL,
  name TEXT NOT NULL, named_by_plan BOOLEAN NOT NULL
);
";

/// The plan as the bytes of a `.gpkg` file, with the layers `networks` (areas, see [`outline`](super::outline)), `practices` and `hubs`
/// (points), in metres of the British National Grid (EPSG:27700). The same plan gives the same bytes. O(n log n).
///
/// ```
/// use locality::assess::assess;
/// use locality::plan::Plan;
/// use locality::problem::Problem;
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// let bytes = locality::report::plan_gpkg(&problem, &assess(&problem, &Plan::today(problem.practices())))?;
/// assert!(bytes.starts_with(b"SQLite format 3\0"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// What SQLite says, where memory is short.
pub fn plan_gpkg(problem: &Problem, assessment: &Assessment) -> Result<Vec<u8>, Error> {
    let practices = problem.practices();
    let mut file = Connection::open_in_memory()?;
    file.pragma_update(None, "application_id", APPLICATION_ID)?;
    file.pragma_update(None, "user_version", VERSION)?;
    let tables = file.transaction()?;
    tables.execute_batch(TABLES)?;
    let system = "INSERT INTO gpkg_spatial_ref_sys VALUES (?1, ?2, ?3, ?2, ?4, NULL)";
    tables.execute(system, params!["WGS 84", 4_326, "EPSG", DEGREES_TEXT])?;
    tables.execute(
        system,
        params!["OSGB36 / British National Grid", GRID, "EPSG", GRID_TEXT],
    )?;
    tables.execute(system, params!["Undefined Cartesian", -1, "NONE", "undefined"])?;
    tables.execute(system, params!["Undefined geographic", 0, "NONE", "undefined"])?;

    let indices = |codes: &[crate::practice::OdsCode]| -> Vec<usize> {
        codes
            .iter()
            .filter_map(|&code| practices.index_of(code))
            .collect()
    };
    let members: Vec<Vec<usize>> = (assessment.networks.iter())
        .map(|network| indices(&network.practices))
        .collect();
    let areas = outlines(problem, &members).areas;
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

/// Says what is in a layer.
fn layer(tables: &Connection, name: &str, kind: &str, envelope: Option<Envelope>) -> Result<(), Error> {
    let [west, east, south, north] = match envelope {
        Some(Envelope(sides)) => sides.map(Some),
        None => [None; 4],
    };
    tables.execute(
        "INSERT INTO gpkg_contents VALUES (?1, 'features', ?1, '', ?2, ?3, ?4, ?5, ?6, ?7)",
        params![name, CHANGED, west, south, east, north, GRID],
    )?;
    tables.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, ?3, 0, 0)",
        params![name, kind, GRID],
    )?;
    Ok(())
}

/// West, east, south and north, in metres.
struct Envelope([f64; 4]);

impl Envelope {
    fn around(mut places: impl Iterator<Item = Location>) -> Option<Self> {
        let first = places.next()?;
        let [e, n] = metres(first);
        let wider = |[west, east, south, north]: [f64; 4], place| {
            let [e, n] = metres(place);
            [west.min(e), east.max(e), south.min(n), north.max(n)]
        };
        Some(Self(places.fold([e, e, n, n], wider)))
    }
}

fn metres(place: Location) -> [f64; 2] {
    [f64::from(place.easting()), f64::from(place.northing())]
}

/// The header of a geometry (section 2.1.3): "GP", version 1, which byte comes first and whether there is an envelope, the grid.
fn header(envelope: Option<&Envelope>) -> Vec<u8> {
    let flags = if envelope.is_some() { 0b11 } else { 0b01 };
    let mut bytes = vec![b'G', b'P', 0, flags];
    bytes.extend(GRID.to_le_bytes());
    for side in envelope.iter().flat_map(|envelope| envelope.0) {
        bytes.extend(side.to_le_bytes());
    }
    bytes
}

/// Well-known binary: least byte first, the kind of geometry, its numbers (OGC 06-103r4, section 8).
fn begin(bytes: &mut Vec<u8>, kind: u32) {
    bytes.push(1);
    bytes.extend(kind.to_le_bytes());
}

fn count(bytes: &mut Vec<u8>, number: usize) {
    bytes.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
}

fn point(place: Location) -> Vec<u8> {
    let mut bytes = header(None);
    begin(&mut bytes, 1);
    bytes.extend(metres(place).iter().flat_map(|x| x.to_le_bytes()));
    bytes
}

/// `None` for an area of nothing.
fn multipolygon(area: &[Polygon]) -> Option<Vec<u8>> {
    let envelope = Envelope::around(area.iter().flatten().flatten().copied())?;
    let mut bytes = header(Some(&envelope));
    begin(&mut bytes, 6);
    count(&mut bytes, area.len());
    for polygon in area {
        begin(&mut bytes, 3);
        count(&mut bytes, polygon.len());
        for ring in polygon {
            count(&mut bytes, ring.len());
            bytes.extend(
                ring.iter()
                    .flat_map(|&place| metres(place))
                    .flat_map(f64::to_le_bytes),
            );
        }
    }
    Some(bytes)
}
