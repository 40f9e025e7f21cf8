//! Boundaries as GeoJSON: what is read, and what is refused with which words.

use crate::data;
use crate::fixture::codes;
use locality::fault::FaultCode;
use locality::nhs::{Boundaries, Kind};
use locality::practice::Location;
use std::io::Write;

fn feature(properties: &str, geometry: &str, coordinates: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"{geometry}","coordinates":{coordinates}}}}}"#
    )
}

fn collection(features: &[String]) -> String {
    format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        features.join(",")
    )
}

/// A kilometre each way, with a hole of a hundred metres.
const SQUARE: &str = "[[[400000,300000],[401000,300000],[401000,301000],[400000,301000],[400000,300000]],\
    [[400400,300400],[400500,300400],[400500,300500],[400400,300400]]]";

#[test]
fn grid_metres_keep_their_numbers_and_properties_that_are_texts() {
    let text = feature(r#"{"LSOA21CD":" E01000001 ","people":1500}"#, "Polygon", SQUARE);
    let read = Boundaries::read(&text, "one.geojson").expect("boundaries");
    let [area] = read.as_slice() else {
        panic!("one area")
    };
    assert_eq!(area.properties.len(), 1);
    assert_eq!(area.properties["LSOA21CD"], "E01000001");
    let [polygon] = &area.polygons[..] else {
        panic!("one part")
    };
    assert_eq!(polygon.iter().map(Vec::len).collect::<Vec<_>>(), [5, 4]);
    assert_eq!(
        polygon[0][2],
        Location::new(401_000, 301_000).expect("on the grid")
    );
    assert_eq!(read.used(), None);
}

#[test]
fn degrees_come_to_the_same_points() {
    let corners = [
        (400_000, 300_000),
        (401_000, 300_000),
        (401_000, 301_000),
        (90_500, 10_600),
    ];
    let places = corners.map(|(east, north)| Location::new(east, north).expect("on the grid"));
    let degrees = places.iter().chain([&places[0]]).map(|place| {
        let point = place.to_wgs84().expect("on land");
        format!("[{},{}]", point.lon, point.lat)
    });
    let ring = degrees.collect::<Vec<_>>().join(",");
    let text = feature("null", "MultiPolygon", &format!("[[[{ring}]]]"));
    let read = Boundaries::read(&text, "one.geojson").expect("boundaries");
    // The last corner is in the Isles of Scilly, south of where the transformation's crate ends.
    assert_eq!(read.as_slice()[0].polygons[0][0][..4], places);
}

#[test]
fn every_feature_at_fault_is_named_at_once() {
    let text = collection(&[
        feature(r#"{"code":"E01000001"}"#, "Polygon", SQUARE),
        feature(r#"{"code":"E01000002"}"#, "Point", "[400000,300000]"),
        feature(
            r#"{"code":"E01000003"}"#,
            "Polygon",
            "[[[400000,300000],[401000,300000],[401000,301000]]]",
        ),
        feature(
            r#"{"code":"E01000004"}"#,
            "Polygon",
            "[[[-200000,7200000],[1,1],[2,2],[-200000,7200000]]]",
        ),
        r#"{"type":"Feature","properties":{},"geometry":null}"#.to_owned(),
    ]);
    let faults = Boundaries::read(&text, "five.geojson").expect_err("faults");
    let said: Vec<String> = faults.as_slice().iter().map(ToString::to_string).collect();
    let expected = [
        "feature 2 (E01000002): this is a Point, not an area",
        "feature 3 (E01000003): a line around it is not closed, or has fewer than three points",
        "feature 4 (E01000004): easting -200000, northing 7200000 is outside the British National Grid",
        "feature 5: it has no boundary",
    ];
    assert_eq!(said.len(), expected.len());
    for (said, expected) in said.iter().zip(expected) {
        assert!(said.contains(expected) && said.contains("five.geojson"), "{said}");
    }
    assert!(
        faults
            .as_slice()
            .iter()
            .all(|fault| fault.code == FaultCode::ValueUnreadable)
    );
}

#[test]
fn what_is_no_geojson_is_refused() {
    let of = |text: &str| codes(Boundaries::read(text, "x"));
    assert_eq!(of("practice_code,list_size\n"), [FaultCode::FileDamaged]);
    assert_eq!(
        of(r#"{"type":"Topology","objects":{}}"#),
        [FaultCode::FileDamaged]
    );
    assert_eq!(of(&collection(&[])), [FaultCode::NothingKnown]);
}

#[test]
fn files_are_opened_packed_or_plain_and_wrong_paths_are_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = feature("{}", "Polygon", SQUARE);
    let plain = folder.path().join("area.geojson");
    std::fs::write(&plain, &text).expect("a file");
    let packed = folder.path().join("area.geojson.gz");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text.as_bytes()).expect("in memory");
    std::fs::write(&packed, gzip.finish().expect("in memory")).expect("a file");
    let (one, two) = (Boundaries::open(&plain), Boundaries::open(&packed));
    let (one, two) = (one.expect("boundaries"), two.expect("boundaries"));
    assert_eq!(one.as_slice(), two.as_slice());
    let used = one.used().expect("a file");
    assert_eq!((used.kind, used.rows, &used.path), (Kind::Boundaries, 1, &plain));

    assert_eq!(codes(Boundaries::open(folder.path())), [FaultCode::FileNotOpened]);
    let faults = Boundaries::open(&folder.path().join("aera.geojson")).expect_err("no such file");
    assert!(faults.to_string().contains("did you mean"), "{faults}");
    std::fs::write(&packed, b"\x1F\x8B\x08\x00broken").expect("a file");
    assert_eq!(codes(Boundaries::open(&packed)), [FaultCode::FileDamaged]);
}

#[test]
fn published_small_areas_are_read() {
    let Some(data) = data::folder("published_small_areas_are_read") else {
        return;
    };
    let file = data.join("geography/lsoa2011_boundaries_three_areas.geojson.gz");
    let read = Boundaries::open(&file).expect("boundaries");
    assert_eq!(read.as_slice().len(), 1_787);
    assert!(
        read.as_slice()
            .iter()
            .all(|area| area.properties["LSOA11CD"].starts_with("E01"))
    );
}
