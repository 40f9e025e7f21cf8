//! Where the real published files are, for the tests that need them.

use std::path::PathBuf;

/// The folder with the published files: `LOCALITY_DATA`, or `../shared/data` beside the checkout.
/// `None`, said loudly, where there is none: the test that asked then returns without having tested anything.
#[must_use]
pub fn folder(test: &str) -> Option<PathBuf> {
    let named = std::env::var_os("LOCALITY_DATA").map(PathBuf::from);
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data"));
    let found = named.unwrap_or(beside);
    if found.join("england-2022").is_dir() {
        return Some(found);
    }
    eprintln!(
        "*** SKIPPED {test}: no published files at {}; set LOCALITY_DATA ***",
        found.display()
    );
    None
}
