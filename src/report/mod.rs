//! What leaves the library: files and tables for people, each format in a file of its own.
//!
//! A report only reads; nothing here decides anything. A format makes a text, and [`files::write`] puts a
//! text into a file at once or not at all.

mod assessment_json;
pub mod colour;
pub mod column;
mod console;
mod dictionary;
mod ensemble_csv;
mod ensemble_svg;
mod file_name;
mod folder;
mod geojson;
#[cfg(feature = "gpkg")]
mod geopackage;
mod html;
pub mod land;
mod letter;
mod map_svg;
mod members;
mod moves_csv;
mod networks_csv;
mod plan_csv;
pub mod sheet;
pub mod table;
mod workbook;
pub mod xml;

pub use crate::disk as files;
pub use assessment_json::assessment_json;
pub use console::console;
pub use dictionary::Dictionary;
pub use ensemble_csv::{
    Placed, ensemble_csv, ensemble_sheet, stability_csv, stability_sheet, standing_csv, standing_sheet,
    together_csv, together_sheet,
};
pub use ensemble_svg::{histogram_svg, together_svg};
pub use file_name::safe_name;
pub use folder::Folder;
pub use geojson::plan_geojson;
#[cfg(feature = "gpkg")]
pub use geopackage::plan_gpkg;
pub use html::{Page, PageError};
pub use letter::letter;
pub use map_svg::map_svg;
pub use moves_csv::{moves_csv, moves_sheet};
pub use networks_csv::{networks_csv, networks_sheet};
pub use plan_csv::{plan_csv, plan_sheet};
pub use workbook::Workbook;
