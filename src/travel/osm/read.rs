//! The nodes and ways of an extract.

use crate::fault::{Fault, FaultCode, Faults};
use crate::practice::Wgs84;
use osmpbf::{Element, ElementReader};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
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
        Self::of(&name, || {
            let not_opened = |error: osmpbf::Error| Fault::new(FaultCode::FileNotOpened, error.to_string());
            ElementReader::from_path(path).map_err(|error| not_opened(error).file(name.clone()).into())
        })
    }

    /// As [`read`](Self::read), from bytes in memory; `file` is what faults call them.
    ///
    /// # Errors
    /// `T007` as there.
    pub fn of_bytes(bytes: &[u8], file: &str) -> Result<Self, Faults> {
        Self::of(file, || Ok(ElementReader::new(bytes)))
    }

    fn of<R: Read + Send>(
        file: &str,
        open: impl Fn() -> Result<ElementReader<R>, Faults>,
    ) -> Result<Self, Faults> {
        let unreadable = |what| Faults::from(Fault::new(FaultCode::RoadsUnreadable, what).file(file));
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
        each(open()?, take).map_err(unreadable)?;
        if ways.is_empty() {
            return Err(unreadable("it has no way with the tag highway".to_owned()));
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
        each(open()?, take).map_err(unreadable)?;
        Ok(Self { nodes, ways })
    }
}

/// Takes every element, or says why it cannot. Where overflow is checked, numbers beyond their type make the crate that adds them up panic.
fn each<R: Read + Send>(reader: ElementReader<R>, take: impl FnMut(Element<'_>)) -> Result<(), String> {
    match catch_unwind(AssertUnwindSafe(|| reader.for_each(take))) {
        Ok(read) => read.map_err(|error| error.to_string()),
        Err(_) => Err("its numbers are beyond what they can be".to_owned()),
    }
}
