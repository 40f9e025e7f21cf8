//! Drive times along the roads of OpenStreetMap, straight from an `.osm.pbf` extract (feature `osm`).
//!
//! ```text
//! file --RoadList::read--> nodes and ways --Roads::new(CarProfile)--> roads --matrix(practices)--> Matrix, Snaps
//! ```
//!
//! The fastest ways through the largest part of the network from which every place can be reached and comes back to it, by contraction
//! hierarchies (Geisberger and others 2008, <https://doi.org/10.1007/978-3-540-68552-4_24>). Free flow: no traffic, no turns that are forbidden
//! or take time, no lights, no ferries, no barriers. A way that leaves the extract is not there: take one with some kilometres to spare
//! around the area. Data of OpenStreetMap contributors, Open Database Licence 1.0, which results should name.

mod profile;
mod read;
mod roads;

pub use profile::CarProfile;
pub use read::{RoadList, RoadWay};
pub use roads::{Roads, Snap};
