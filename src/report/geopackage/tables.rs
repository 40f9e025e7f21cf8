//! The tables that every GeoPackage has, and those of the layers.

use super::geometry::{Envelope, GRID};
use rusqlite::{Connection, Error, Transaction, params};

/// "GPKG", by which a SQLite file is known to be one (requirement 2).
const APPLICATION_ID: u32 = 0x4750_4B47;
/// Version 1.3.0 (requirement 2).
const VERSION: u32 = 10_300;
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

/// Makes all tables in an empty file; nothing is in the file before the transaction ends.
pub(super) fn begin(file: &mut Connection) -> Result<Transaction<'_>, Error> {
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
    Ok(tables)
}

/// Says what is in a layer.
pub(super) fn layer(
    tables: &Connection,
    name: &str,
    kind: &str,
    envelope: Option<Envelope>,
) -> Result<(), Error> {
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
