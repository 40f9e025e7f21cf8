//! The map of a plan, read back.

use super::county;
use geojson::{FeatureCollection, GeometryValue};
use locality::assess::assess;
use locality::plan::Plan;
use locality::practice::{Location, Wgs84};
use locality::report::land::Land;
use locality::report::plan_geojson;
use std::collections::BTreeMap;

#[test]
fn every_network_and_every_practice_is_there() {
    let (problem, _, assessment) = county::today();
    let text = plan_geojson(&problem, &Land::of(&problem), &assessment);
    assert!(!text.contains("crs") && text.ends_with("}\n"));
    let map: FeatureCollection = text.parse().expect("GeoJSON");
    let [west, south, east, north] = map.bbox.as_deref().expect("a bbox") else {
        panic!("four numbers")
    };
    assert!(west < east && south < north);

    let mut colours = BTreeMap::new();
    let (mut areas, mut points) = (0, 0);
    for feature in &map.features {
        let property = |name: &str| feature.property(name).expect("a property").clone();
        let positions = match &feature.geometry.as_ref().expect("a geometry").value {
            GeometryValue::Point { coordinates } => {
                points += 1;
                let code = property("practice_code");
                let code = code.as_str().expect("a text").parse().expect("a code");
                let practice = problem.practices().get(code).expect("a practice");
                let (lon, lat) = (coordinates[0], coordinates[1]);
                let there = Location::from_wgs84(Wgs84 { lat, lon }).expect("in Britain");
                assert!(there.straight_line(practice.location).0 <= 1, "{code}");
                if let Some(network) = property("network_id").as_str() {
                    assert_eq!(colours.get(network), Some(&property("marker-color")));
                }
                vec![coordinates.clone()]
            }
            GeometryValue::Polygon { coordinates } => {
                areas += 1;
                coordinates.concat()
            }
            GeometryValue::MultiPolygon { coordinates } => {
                areas += 1;
                coordinates.concat().concat()
            }
            other => panic!("{other:?}"),
        };
        if feature.property("fill").is_some() {
            let network = property("network_id").as_str().expect("a name").to_owned();
            let measured = assessment.network(&network).expect("a network");
            assert_eq!(property("patients"), measured.patients.0);
            assert_eq!(property("mean_travel_metres"), measured.travel.mean);
            assert_eq!(property("stroke"), property("fill"));
            colours.insert(network, property("fill"));
        }
        let bbox = feature.bbox.as_deref().expect("a bbox");
        for position in &positions {
            let (lon, lat) = (position[0], position[1]);
            assert!((bbox[0]..=bbox[2]).contains(&lon) && (bbox[1]..=bbox[3]).contains(&lat));
            assert!((*west..=*east).contains(&lon) && (*south..=*north).contains(&lat));
            // Six decimals at most.
            for degrees in [lon, lat] {
                assert!(
                    ((degrees * 1e6).round() / 1e6 - degrees).abs() < 1e-12,
                    "{degrees}"
                );
            }
        }
    }
    assert_eq!(
        (areas, points),
        (assessment.networks.len(), problem.practices().len())
    );
}

#[test]
fn an_empty_plan_is_a_map_of_grey_practices() {
    let (problem, _, _) = county::today();
    let map = plan_geojson(&problem, &Land::of(&problem), &assess(&problem, &Plan::default()));
    let map: FeatureCollection = map.parse().expect("GeoJSON");
    assert_eq!(map.features.len(), 60);
    for feature in map.features {
        assert_eq!(
            feature.property("marker-color").and_then(|c| c.as_str()),
            Some("#888888")
        );
    }
}
