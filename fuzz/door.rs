//! One target for each door: the target's name says which.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    // The harness ends the program at any panic, also at one that the library catches, such as those of the crate that reads workbooks.
    // What it took the place of tells the panic and goes on; where it comes through, the program ends all the same.
    init: drop(std::panic::take_hook()),
    |bytes: &[u8]| locality_fuzz::throw(env!("CARGO_BIN_NAME"), bytes)
);
