//! The readers of published files: on small made-up files, on random ones and on the real ones.

mod accounts;
mod boundaries;
mod choice;
mod england;
mod faults;
pub mod folder;
mod formats;
mod small_areas;
mod workforce;
