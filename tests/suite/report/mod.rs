//! What leaves the library.

mod colour;
mod console;
mod county;
mod csv;
mod ensemble;
mod files;
mod folder;
mod geojson;
#[cfg(feature = "gpkg")]
mod geopackage;
mod html;
mod land;
mod letter;
mod map_svg;
mod sheet;
mod table;
mod wicked;
mod workbook;
