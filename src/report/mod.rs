//! What leaves the library: files and tables for people, each format in a file of its own.
//!
//! A report only reads; nothing here decides anything. A format makes a text, and [`files::write`] puts a
//! text into a file at once or not at all.

pub mod files;
pub mod sheet;
pub mod table;
