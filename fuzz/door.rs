//! One target for each door: the target's name says which.
#![no_main]

#[path = "../tests/suite/hostile/entry/mod.rs"]
mod entry;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let named = entry::ENTRIES.iter().find(|door| door.name == env!("CARGO_BIN_NAME"));
    let door = named.expect("a target is named as its door");
    let _ = (door.run)(bytes);
});
