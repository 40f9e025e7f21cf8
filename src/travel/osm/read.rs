//! The nodes and ways of an extract.

use crate::fault::{Fault, FaultCode, Faults};
use crate::practice::Wgs84;
use osmpbf::{Element, ElementReader};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The ways of an extract that carry a `highway` tag, and where their nodes are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RoadList {
    /// Where each node is, by its number in OpenStreetMap.
    pub nodes: BTreeMap<i64, Wgs84>,
    /// The ways.
    pub ways: Vec<RoadWay>,
}

/// A way: its nodes in order and its tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoadWay {
    /// The numbers of its nodes.
    pub nodes: Vec<i64>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

impl RoadWay {
    /// The value of a tag.
    #[must_use]
    pub fn tag(&self, key: &str) -> Option<&str> {
        self.tags.get(key).map(String::as_str)
    }
}

impl RoadList {
    /// Reads an extract in the format `osm.pbf`, twice: the ways first, then the places of their nodes. Memory grows with the roads, not
    /// with the file.
    ///
    /// # Errors
    /// `L001` where the file cannot be opened, `T007` where it is no such extract or has no way with a `highway` tag.
    pub fn read(path: &Path) -> Result<Self, Faults> {
        let name = path.display().to_string();
        let fault = |code, what: String| Faults::from(Fault::new(code, what).file(name.clone()));
        let open = || {
            ElementReader::from_path(path).map_err(|error| fault(FaultCode::FileNotOpened, error.to_string()))
        };
        let unreadable = |error: osmpbf::Error| fault(FaultCode::RoadsUnreadable, error.to_string());
        let mut ways = Vec::new();
        let take = |element: Element<'_>| {
            if let Element::Way(way) = element {
                let tags: BTreeMap<String, String> = way
                    .tags()
                    .map(|(key, value)| (key.to_owned(), value.to_owned()))
                    .collect();
                if tags.contains_key("highway") {
                    ways.push(RoadWay {
                        nodes: way.refs().collect(),
                        tags,
                    });
                }
            }
        };
        open()?.for_each(take).map_err(unreadable)?;
        if ways.is_empty() {
            let what = "it has no way with the tag highway".to_owned();
            return Err(fault(FaultCode::RoadsUnreadable, what));
        }
        let wanted: BTreeSet<i64> = ways.iter().flat_map(|way| way.nodes.iter().copied()).collect();
        let mut nodes = BTreeMap::new();
        let mut place = |id: i64, lat: f64, lon: f64| {
            if wanted.contains(&id) {
                nodes.insert(id, Wgs84 { lat, lon });
            }
        };
        let take = |element: Element<'_>| match element {
            Element::Node(node) => place(node.id(), node.lat(), node.lon()),
            Element::DenseNode(node) => place(node.id(), node.lat(), node.lon()),
            _ => {}
        };
        open()?.for_each(take).map_err(unreadable)?;
        Ok(Self { nodes, ways })
    }
}
