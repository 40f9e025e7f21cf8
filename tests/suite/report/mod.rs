//! What leaves the library.

mod colour;
mod console;
mod county;
mod csv;
mod ensemble;
mod files;
mod geojson;
mod html;
mod outline;
mod sheet;
mod table;
