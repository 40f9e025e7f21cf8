//! Geometries as well-known binary with the header of a GeoPackage.

use crate::practice::Location;
use crate::report::land::Polygon;

/// The British National Grid.
pub(super) const GRID: i32 = 27_700;

/// West, east, south and north, in metres.
pub(super) struct Envelope(pub [f64; 4]);

impl Envelope {
    pub fn around(mut places: impl Iterator<Item = Location>) -> Option<Self> {
        let first = places.next()?;
        let [e, n] = metres(first);
        let wider = |[west, east, south, north]: [f64; 4], place| {
            let [e, n] = metres(place);
            [west.min(e), east.max(e), south.min(n), north.max(n)]
        };
        Some(Self(places.fold([e, e, n, n], wider)))
    }
}

fn metres(place: Location) -> [f64; 2] {
    [f64::from(place.easting()), f64::from(place.northing())]
}

/// The header of a geometry (section 2.1.3): "GP", version 1, which byte comes first and whether there is an envelope, the grid.
fn header(envelope: Option<&Envelope>) -> Vec<u8> {
    let flags = if envelope.is_some() { 0b11 } else { 0b01 };
    let mut bytes = vec![b'G', b'P', 0, flags];
    bytes.extend(GRID.to_le_bytes());
    for side in envelope.iter().flat_map(|envelope| envelope.0) {
        bytes.extend(side.to_le_bytes());
    }
    bytes
}

/// Well-known binary: least byte first, the kind of geometry, its numbers (OGC 06-103r4, section 8).
fn begin(bytes: &mut Vec<u8>, kind: u32) {
    bytes.push(1);
    bytes.extend(kind.to_le_bytes());
}

fn count(bytes: &mut Vec<u8>, number: usize) {
    bytes.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
}

pub(super) fn point(place: Location) -> Vec<u8> {
    let mut bytes = header(None);
    begin(&mut bytes, 1);
    bytes.extend(metres(place).iter().flat_map(|x| x.to_le_bytes()));
    bytes
}

/// `None` for an area of nothing.
pub(super) fn multipolygon(area: &[Polygon]) -> Option<Vec<u8>> {
    let envelope = Envelope::around(area.iter().flatten().flatten().copied())?;
    let mut bytes = header(Some(&envelope));
    begin(&mut bytes, 6);
    count(&mut bytes, area.len());
    for polygon in area {
        begin(&mut bytes, 3);
        count(&mut bytes, polygon.len());
        for ring in polygon {
            count(&mut bytes, ring.len());
            bytes.extend(
                ring.iter()
                    .flat_map(|&place| metres(place))
                    .flat_map(f64::to_le_bytes),
            );
        }
    }
    Some(bytes)
}
