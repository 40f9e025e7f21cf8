//! Along what a network must hang together.

use super::rule::{Rule, because};
use crate::practice::OdsCode;
use crate::units::Metres;
use serde::{Deserialize, Serialize};

/// The practice graph that is begun with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Mesh {
    /// The graph that the builder was given, or else the yardstick graph.
    #[default]
    Given,
    /// Gabriel edges alone: no third practice in the circle on the pair as diameter.
    Gabriel,
    /// Delaunay edges: neighbouring territories.
    Delaunay,
}

/// A network hangs together along this graph. Edges longer than `longest` are left out, those that water or hills make useless are
/// cut by name, and what no map shows (a ferry, a bridge) is linked by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Contiguity {
    /// The graph that is begun with.
    #[serde(default)]
    pub mesh: Mesh,
    /// The longest edge, in a straight line; links are not held to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest: Option<Metres>,
    /// Pairs of practices that are neighbours whatever the graph says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<(OdsCode, OdsCode)>,
    /// Pairs of practices that are no neighbours whatever the graph says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cuts: Vec<(OdsCode, OdsCode)>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Rule for Contiguity {
    fn wording(&self) -> String {
        let mesh = match self.mesh {
            Mesh::Given => "the practice graph",
            Mesh::Gabriel => "Gabriel edges",
            Mesh::Delaunay => "Delaunay edges",
        };
        let longest = self
            .longest
            .map_or(String::new(), |longest| format!(" of at most {longest}"));
        let pairs = |pairs: &[(OdsCode, OdsCode)]| {
            let names: Vec<String> = pairs.iter().map(|(a, b)| format!("{a}-{b}")).collect();
            super::rule::some(&names)
        };
        let links = match self.links.is_empty() {
            true => String::new(),
            false => format!(", with {}", pairs(&self.links)),
        };
        let cuts = match self.cuts.is_empty() {
            true => String::new(),
            false => format!(", without {}", pairs(&self.cuts)),
        };
        format!(
            "Each network hangs together along {mesh}{longest}{links}{cuts}{}.",
            because(&self.reason)
        )
    }

    fn source(&self) -> &'static str {
        "NHS England, DES guidance of April 2019: would normally cover a geographically contiguous area"
    }
}
