//! What an instance looks like in JSON, before it is checked.

use super::Shape;
use serde::{Deserialize, Serialize};

/// The version of the format; it changes when a reader of the old one could misread the new one.
pub const FORMAT: &str = "locality-instance/1";

/// An instance as it is written down. [`Instance`](super::Instance) is made from it by checking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Locality instance, version 1",
    description = "Units to be put into connected groups at least cost, inside bands.",
    extend("$id" = "urn:locality-instance:1")
))]
#[serde(deny_unknown_fields)]
pub struct InstanceFile {
    /// The version of the format: `locality-instance/1`.
    #[cfg_attr(feature = "schema", schemars(extend("const" = FORMAT)))]
    pub format: String,
    /// The name of each unit; unit numbers below are positions in this list.
    pub units: Vec<String>,
    /// Pairs of units that are neighbours. A group must hang together along them.
    pub edges: Vec<(u32, u32)>,
    /// The places where a group's hub may stand. Empty: groups have no hub.
    #[serde(default)]
    pub sites: Vec<SiteFile>,
    /// Costs (two units, cost) that arise when both are in the same group; may be negative.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<(u32, u32, i64)>,
    /// What is counted of each group.
    pub measures: Vec<MeasureFile>,
    /// A cost that every group has.
    #[serde(default)]
    pub fixed: i64,
    /// How many groups there may be.
    pub groups: GroupsFile,
}

/// A place where a hub may stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SiteFile {
    /// Its name.
    pub name: String,
    /// The unit that it is; it may then serve only a group that holds this unit. Absent: premises of their
    /// own, which may serve any group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<u32>,
    /// The units that it may serve, each with the cost; units left out cannot be in a group that it serves.
    pub star: Vec<(u32, i64)>,
}

/// A whole number per unit whose total in a group is limited, priced, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MeasureFile {
    /// Its name, such as `patients`.
    pub name: String,
    /// The value of each unit.
    pub values: Vec<i64>,
    /// The least and the most that a group may hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<BandFile>,
    /// The price of a group's total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<Shape>,
}

/// The least and the most that a group may hold of a measure, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BandFile {
    /// The least, included.
    pub least: i64,
    /// The most, included.
    pub most: i64,
}

/// The fewest and the most groups, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GroupsFile {
    /// The fewest, at least 1.
    pub least: u32,
    /// The most, at least `least`.
    pub most: u32,
}

#[cfg(all(test, feature = "schema"))]
mod tests {
    use super::*;
    use crate::engine::fixture::holds_schema;

    #[test]
    fn the_schema_is_what_the_types_generate() {
        holds_schema(
            &schemars::schema_for!(InstanceFile),
            "instance/instance.schema.json",
        );
    }
}
