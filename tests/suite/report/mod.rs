//! What leaves the library.

mod files;
mod sheet;
mod table;
