//! What leaves the library: files and tables for people, each format in a file of its own.
//!
//! A report only reads; nothing here decides anything. A format makes a text, and [`files::write`] puts a
//! text into a file at once or not at all.

mod assessment_json;
pub mod colour;
mod console;
mod ensemble_csv;
mod ensemble_svg;
pub mod files;
mod geojson;
mod html;
mod networks_csv;
pub mod outline;
mod plan_csv;
pub mod sheet;
pub mod table;

pub use assessment_json::assessment_json;
pub use console::console;
pub use ensemble_csv::{Placed, ensemble_csv, stability_csv, standing_csv, together_csv};
pub use ensemble_svg::{histogram_svg, together_svg};
pub use geojson::plan_geojson;
pub use html::{Page, PageError};
pub use networks_csv::networks_csv;
pub use plan_csv::plan_csv;
