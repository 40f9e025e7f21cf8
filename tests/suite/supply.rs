//! What the library is built from and what is published of it: licences, sources, the oldest compiler, the files of the package.

use serde_json::Value;
use std::process::Command;

/// Licences that ask for no more than that they are named. One of them must be open to us in every package.
const ALLOWED: [&str; 10] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "BlueOak-1.0.0",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Packages under another licence that run while others are built and leave nothing in what is built, with the licence.
const WHILE_BUILDING: [(&str, &str); 1] = [("cbindgen", "MPL-2.0")];

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// What cargo says; nothing, said loudly, where it cannot say it without a network.
fn cargo(test: &str, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments);
    match command.output() {
        Ok(output) if output.status.success() => Some(String::from_utf8(output.stdout).expect("UTF-8")),
        other => {
            eprintln!(
                "*** SKIPPED {test}: cargo {} does not answer: {other:?} ***",
                arguments[0]
            );
            None
        }
    }
}

/// Whether an expression of the SPDX kind leaves us one of the licences; `/` stands for `OR` in older packages.
fn is_allowed(licence: &str) -> bool {
    let plain = licence.replace('/', " OR ").replace(['(', ')'], "");
    let open = |one: &str| ALLOWED.contains(&one.trim());
    plain.split(" AND ").all(|needed| needed.split(" OR ").any(open))
}

#[test]
fn expressions_are_understood() {
    for (licence, allowed) in [
        ("MIT OR Apache-2.0", true),
        ("Unlicense/MIT", true),
        ("(Apache-2.0 OR MIT) AND BSD-3-Clause", true),
        ("MIT OR Apache-2.0 OR LGPL-2.1-or-later", true),
        ("MIT AND GPL-3.0", false),
        ("LGPL-2.1-or-later", false),
        ("", false),
    ] {
        assert_eq!(is_allowed(licence), allowed, "{licence:?}");
    }
}

#[test]
fn every_package_that_is_built_in_may_be() {
    const TEST: &str = "every_package_that_is_built_in_may_be";
    let asked = ["metadata", "--format-version", "1", "--offline", "--locked"];
    let Some(text) = cargo(TEST, &asked) else { return };
    let metadata: Value = serde_json::from_str(&text).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let version = |text: &str| -> Vec<u32> { text.split('.').filter_map(|part| part.parse().ok()).collect() };
    let ours = packages
        .iter()
        .find(|package| package["source"].is_null())
        .expect("our own");
    let oldest = version(ours["rust_version"].as_str().expect("the oldest compiler"));
    for package in packages {
        let name = package["name"].as_str().expect("a name");
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(
            is_allowed(licence) || WHILE_BUILDING.contains(&(name, licence)),
            "{name} is under {licence:?}"
        );
        let needed = version(package["rust_version"].as_str().unwrap_or("1.0"));
        assert!(
            needed[..2] <= oldest[..2],
            "{name} needs Rust {needed:?}, and we promise {oldest:?}"
        );
        let source = package["source"].as_str();
        assert!(
            source.is_none_or(|source| source == CRATES_IO),
            "{name} comes from {source:?}"
        );
    }
    assert!(packages.len() > 100);
}

#[test]
fn the_package_holds_what_it_should() {
    const TEST: &str = "the_package_holds_what_it_should";
    let Some(text) = cargo(TEST, &["package", "--list", "--allow-dirty", "--offline"]) else {
        return;
    };
    let files: Vec<&str> = text.lines().collect();
    for needed in [
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "RELIABILITY.md",
        "GUARANTEES.md",
        "SECURITY.md",
        "src/lib.rs",
        "src/engine/instance/instance.schema.json",
        "src/engine/solution/solution.schema.json",
        "src/problem/rules.schema.json",
        "tests/suite/main.rs",
    ] {
        assert!(files.contains(&needed), "{needed} is missing");
    }
    // Nothing that was built, downloaded or found.
    for unwanted in [
        "target/",
        "fuzz/",
        ".ci/",
        "node_modules",
        "proptest-regressions",
        "__pycache__",
        ".osm.pbf",
    ] {
        let found = files.iter().find(|file| file.contains(unwanted));
        assert_eq!(found, None);
    }
}
