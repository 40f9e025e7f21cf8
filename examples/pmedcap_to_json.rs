//! A capacitated p-median instance of the OR-Library as the JSON of an instance.
//!
//! ```text
//! cargo run --release --example pmedcap_to_json -- pmedcap1.txt | cargo run --release --example solve_json -- -
//! ```
//!
//! Exit status: 0 written, 2 the file is wrong.

#[macro_use]
#[path = "common/console.rs"]
mod console;
#[path = "common/pmedcap.rs"]
mod pmedcap;

use locality::engine::instance::Instance;
use std::error::Error;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("give a file such as pmedcap1.txt of the OR-Library")?;
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let (file, best) = pmedcap::pmedcap(&text).map_err(|error| format!("{path}: {error}"))?;
    let instance = Instance::try_from(file).map_err(|faults| format!("{path}: {faults}"))?;
    eprintln!("{path}: {} points, best known {best}", instance.len());
    println!("{}", serde_json::to_string(&instance)?);
    match console::arrived() {
        true => Ok(()),
        false => Err("standard output could not be written".into()),
    }
}
