//! Wrong input of every kind at every door: nothing panics, hangs or takes memory without bound.
//!
//! The tests throw 200 inputs at each door. `LOCALITY_FUZZ=N cargo test --release --test suite hostile -- --nocapture` throws N;
//! `LOCALITY_SEED` begins elsewhere, and `LOCALITY_ENTRY` chooses the doors whose names contain it.

mod api;
mod bombs;
mod ends;
mod entry;
mod findings;
mod instances;
mod made_up;
mod mutate;
mod regions;
mod solver;

use entry::{ENTRIES, Entry};
pub use mutate::Mutator;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// So many inputs for each door where nothing else is asked for.
const FEW: u64 = 200;
/// So many inputs that went a new way are mutated on.
const POOL: usize = 400;

/// The sound inputs of a door, in the order of their names.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpus")
        .join(name);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| std::fs::read(path).expect("a file"))
        .collect()
}

fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// Throws so many inputs at a door; returns in how many ways they went.
fn throw(entry: &Entry, number: u64, seed: u64) -> usize {
    let mut pool = corpus(entry.name);
    let sound = pool.len() as u64;
    let mut ways = BTreeSet::new();
    let run = |bytes: &[u8]| catch_unwind(AssertUnwindSafe(|| (entry.run)(bytes)));
    let mut mutator = Mutator::new(seed);
    for round in 0..number {
        // First what is sound, then what is not.
        let bytes = match round < sound {
            true => pool[round as usize].clone(),
            false => mutator.next(&pool),
        };
        let Ok(way) = run(&bytes) else {
            let shown = bytes.escape_ascii();
            panic!(
                "{} panics on input {round} of seed {seed}: b\"{shown}\"",
                entry.name
            );
        };
        // What goes a new way leads to others.
        if ways.insert(way) && pool.len() < POOL {
            pool.push(bytes);
        }
    }
    ways.len()
}

#[test]
fn no_input_breaks_a_door() {
    let number = asked("LOCALITY_FUZZ").unwrap_or(FEW);
    let seed = asked("LOCALITY_SEED").unwrap_or(1);
    let chosen = std::env::var("LOCALITY_ENTRY").unwrap_or_default();
    for entry in ENTRIES.iter().filter(|entry| entry.name.contains(&chosen)) {
        let ways = throw(entry, number, seed);
        eprintln!("{:<20} {number:>10} inputs, {ways:>5} ways", entry.name);
        assert!(ways > 1, "{} says the same of everything", entry.name);
    }
}

#[test]
fn what_is_sound_is_read() {
    for entry in ENTRIES {
        for bytes in corpus(entry.name) {
            let way = (entry.run)(&bytes);
            assert!(
                ["read", "proven", "1"].iter().any(|word| way.contains(word)),
                "{}: {way}",
                entry.name
            );
        }
    }
}

#[test]
fn every_door_has_a_corpus_and_a_target() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut doors: BTreeSet<String> = ENTRIES.iter().map(|entry| entry.name.to_owned()).collect();
    // This one is there with the feature `osm` only.
    doors.insert("roads".to_owned());
    let folders = std::fs::read_dir(root.join("tests/corpus")).expect("a folder");
    let corpora = folders.map(|found| {
        found
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    assert_eq!(corpora.collect::<BTreeSet<_>>(), doors);
    // The package as it is published has no targets.
    if let Ok(text) = std::fs::read_to_string(root.join("fuzz/Cargo.toml")) {
        let file: toml::Table = text.parse().expect("TOML");
        let targets = file["bin"]
            .as_array()
            .expect("targets")
            .iter()
            .map(|bin| bin["name"].as_str().expect("a name").to_owned());
        assert_eq!(targets.collect::<BTreeSet<_>>(), doors);
    }
}
