//! Map extracts: read, made a graph, and asked for the ways between four practices.

use super::{four, told};
use locality::travel::osm::{CarProfile, RoadList, Roads};
use locality::units::Metres;

pub fn roads(bytes: &[u8]) -> String {
    let read = RoadList::of_bytes(bytes, "r.osm.pbf");
    told(read.and_then(|list| {
        let roads = Roads::new(&list, &CarProfile::default())?;
        assert!(roads.len() >= 2);
        let (matrix, snaps) = roads.matrix(&four(), Metres(u64::MAX));
        assert!(snaps.len() == 4 && matrix.len() <= 12);
        Ok(())
    }))
}
