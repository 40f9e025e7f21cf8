//! Every door through which bytes from outside come in, by name. The fuzz targets of `fuzz/` open the same ones.

mod archive;
mod files;
#[cfg(feature = "osm")]
mod roads;
mod texts;

use locality::practice::{Location, Practice, Practices};
use locality::units::Patients;

pub use archive::{Method, zip};

/// A door: what it makes of any bytes. It never panics and always ends.
pub struct Entry {
    /// Its name, which is that of its corpus and of its fuzz target.
    pub name: &'static str,
    /// Reads the bytes and says in a few words what came of it; equal words for what went the same way.
    pub run: fn(&[u8]) -> String,
}

macro_rules! entries {
    ($($(#[$when:meta])? $room:ident::$name:ident),* $(,)?) => {
        /// All doors.
        pub const ENTRIES: &[Entry] = &[$($(#[$when])? Entry { name: stringify!($name), run: $room::$name }),*];
    };
}

entries![
    files::nhs_lists,
    files::nhs_map,
    files::nhs_postcodes,
    files::nhs_register,
    files::nhs_members,
    files::nhs_payments,
    files::nhs_plain_lists,
    files::nhs_ready,
    files::nhs_registrations,
    files::nhs_points,
    files::nhs_deprivation,
    files::nhs_workforce,
    files::nhs_gzip,
    files::nhs_workbook,
    files::nhs_sheet,
    files::nhs_strings,
    texts::matrix_long,
    texts::matrix_r5r,
    texts::matrix_wide,
    texts::matrix_osrm,
    texts::matrix_valhalla,
    texts::plan,
    texts::instance,
    texts::task,
    texts::solution,
    texts::certificate,
    texts::rules_toml,
    texts::rules_json,
    texts::problem,
    texts::assessment,
    texts::ensemble,
    texts::year,
    texts::hub_parameters,
    texts::waves,
    texts::codes,
    #[cfg(feature = "osm")]
    roads::roads,
];

/// What was said, without the values in it: digits, quoted text and what is beyond the first words.
fn shape(said: &str) -> String {
    let mut quoted = false;
    let bare = said.chars().filter(|&c| {
        quoted ^= c == '"' || c == '`';
        !quoted && !c.is_ascii_digit()
    });
    bare.take(60).collect()
}

/// The codes of the first faults, or that there is none.
fn told<T>(read: Result<T, locality::fault::Faults>) -> String {
    let Err(faults) = read else {
        return "read".to_owned();
    };
    // That they can be shown belongs to the door.
    assert!(!faults.to_string().is_empty() && !faults.as_slice().is_empty());
    let mut codes: Vec<&str> = faults.as_slice().iter().map(|fault| fault.code.code()).collect();
    codes.dedup();
    codes.truncate(4);
    let first = faults.as_slice().first().map_or("", |fault| &fault.what);
    format!("{} {}", codes.join(" "), shape(first))
}

/// Four practices of 9,000 to 12,000 patients, three kilometres apart.
fn four() -> Practices {
    let practice = |i: u64| {
        let place = Location::new(400_000 + 3_000 * i as i64, 300_000).expect("on the grid");
        let code = format!("A1000{}", i + 1).parse().expect("a code");
        Practice::new(code, format!("Practice {i}"), place, Patients(9_000 + 1_000 * i))
    };
    Practices::new((0..4).map(practice).collect()).expect("a table")
}
