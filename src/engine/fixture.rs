//! What the tests of the engine's own parts share: made-up instances, and how a schema is held to its types.

use super::instance::{BandFile, FORMAT, GroupsFile, Instance, InstanceFile, MeasureFile, SiteFile};
use super::partition::Partition;

/// A square of `side` × `side` units, each next to those beside, above and below it, of sizes 1 to 5; a site at every
/// unit, as far as it is by rows and columns; odd pairs that like or dislike each other.
pub(crate) fn square(side: u32, band: (i64, i64), groups: (u32, u32)) -> Instance {
    let n = side * side;
    let apart = |a: u32, b: u32| (a % side).abs_diff(b % side) + (a / side).abs_diff(b / side);
    let pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
    let pairs: Vec<(u32, u32)> = pairs.collect();
    let site = |h: u32| SiteFile {
        name: format!("S{h}"),
        unit: Some(h),
        star: (0..n)
            .map(|u| (u, i64::from(apart(u, h) * (1 + u % 5))))
            .collect(),
    };
    let file = InstanceFile {
        format: FORMAT.to_owned(),
        units: (0..n).map(|u| format!("U{u}")).collect(),
        edges: pairs.iter().copied().filter(|&(a, b)| apart(a, b) == 1).collect(),
        sites: (0..n).map(site).collect(),
        pairs: pairs
            .iter()
            .filter(|(a, b)| (a * 7 + b * 3) % 11 == 0)
            .map(|&(a, b)| (a, b, i64::from(a % 3) - 1))
            .collect(),
        measures: vec![MeasureFile {
            name: "size".to_owned(),
            values: (0..n).map(|u| i64::from(1 + u * 3 % 5)).collect(),
            band: Some(BandFile {
                least: band.0,
                most: band.1,
            }),
            shape: None,
        }],
        fixed: 2,
        groups: GroupsFile {
            least: groups.0,
            most: groups.1,
        },
    };
    Instance::try_from(file).expect("a sound instance")
}

/// Rows of the square as groups.
pub(crate) fn rows(instance: &Instance, side: u32) -> Partition<'_> {
    let row = |r: u32| (r * side..(r + 1) * side).collect::<Vec<u32>>();
    Partition::new(instance, (0..side).map(row)).expect("rows are connected")
}

/// The file under `src/engine` is what the types generate. `UPDATE_SCHEMA=1 cargo test --lib --features schema schema` writes it anew.
#[cfg(feature = "schema")]
pub(crate) fn holds_schema(schema: &schemars::Schema, file: &str) {
    let path = format!("{}/src/engine/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut text = serde_json::to_string_pretty(schema).expect("a schema");
    text.push('\n');
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, &text).expect("it can be written");
    }
    let file = std::fs::read_to_string(&path).expect("it can be read");
    assert!(
        file == text,
        "the schema is behind the types: UPDATE_SCHEMA=1 cargo test --lib --features schema schema"
    );
}
