//! The doors of the library's own tests, for all targets.

// The library's own tests use the rest of it.
#[allow(dead_code)]
#[path = "../tests/suite/hostile/entry/mod.rs"]
mod entry;

/// Throws these bytes at the door of this name.
///
/// # Panics
/// Where a panic comes through, and where there is no such door.
pub fn throw(name: &str, bytes: &[u8]) {
    let named = entry::ENTRIES.iter().find(|door| door.name == name);
    let door = named.expect("a target is named as its door");
    let _ = (door.run)(bytes);
}
