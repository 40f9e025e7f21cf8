//! A plan as a map: GeoJSON (RFC 7946) for QGIS, geojson.io and the like.

use super::colour::colours;
use super::land::{Land, Polygon};
use super::members::members;
use crate::assess::{Assessment, NetworkMeasures};
use crate::practice::Location;
use crate::problem::Problem;
use geojson::{Feature, FeatureCollection, Geometry, GeometryValue, JsonObject, Position};
use serde_json::json;

/// The colour of practices that are in no network.
const GREY: &str = "#888888";

/// The networks as areas (see [`land`](super::land)), then the practices as points, in WGS84 degrees with six
/// decimals (a tenth of a metre), each with a `bbox`.
///
/// Colours follow simplestyle-spec 1.1; networks beside each other never have the same. Practices in no network are grey, hubs
/// are large. A practice at the rim of the British National Grid, where OSTN15 is not defined, has no geometry. Texts
/// end in one line break.
///
/// ```
/// use locality::assess::assess;
/// use locality::plan::Plan;
/// use locality::problem::Problem;
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// let assessment = assess(&problem, &Plan::today(problem.practices()));
/// let land = locality::report::land::Land::of(&problem);
/// let map = locality::report::plan_geojson(&problem, &land, &assessment);
/// assert!(map.starts_with("{\"type\":\"FeatureCollection\""));
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[must_use]
pub fn plan_geojson(problem: &Problem, land: &Land, assessment: &Assessment) -> String {
    let practices = problem.practices();
    let networks = members(problem, assessment);
    let outlines = land.outlines(problem, &networks);
    let colours = colours(networks.len(), &outlines.beside);

    let mut features = Vec::new();
    let mut network_of = vec![None; practices.len()];
    for (k, (network, members)) in assessment.networks.iter().zip(&networks).enumerate() {
        for &i in members {
            network_of[i] = network_of[i].or(Some(k));
        }
        features.push(area(problem, network, &outlines.areas[k], &colours[k]));
    }
    for (i, network) in network_of.into_iter().enumerate() {
        let found = network.map(|k| (&assessment.networks[k], &colours[k][..]));
        features.push(point(problem, i, found));
    }
    let everywhere = bbox(features.iter().filter_map(|f| f.geometry.as_ref()));
    let map = FeatureCollection {
        bbox: everywhere,
        features,
        foreign_members: None,
    };
    format!("{map}\n")
}

fn area(problem: &Problem, network: &NetworkMeasures, polygons: &[Polygon], colour: &str) -> Feature {
    let unit = problem.travel().unit();
    let hub = problem.practices().get(network.hub);
    let mut properties = object(json!({
        "network_id": network.network,
        "hub_code": network.hub,
        "hub_name": hub.map(|hub| &hub.name),
        "practices": network.practices.len(),
        "patients": network.patients,
        "standing": network.standing,
        "fill": colour,
        "fill-opacity": 0.35,
        "stroke": colour,
        "stroke-width": 2,
        "stroke-opacity": 1,
    }));
    for (name, way) in [("mean", network.travel.mean), ("longest", network.travel.longest)] {
        properties.insert(format!("{name}_travel_{unit}"), way.into());
    }
    let degrees = |polygon: &Polygon| -> Vec<Vec<Position>> {
        let ring = |ring: &Vec<Location>| ring.iter().filter_map(|&point| position(point)).collect();
        // At the rim of the grid a ring may lose points, and with them its end or all its area.
        let whole = |ring: &Vec<Position>| ring.len() >= 4 && ring.first() == ring.last();
        polygon.iter().map(ring).filter(whole).collect()
    };
    let mut polygons: Vec<Vec<Vec<Position>>> = polygons.iter().map(degrees).collect();
    polygons.retain(|polygon| !polygon.is_empty());
    let value = match (polygons.pop(), polygons.is_empty()) {
        (None, _) => None,
        (Some(coordinates), true) => Some(GeometryValue::Polygon { coordinates }),
        (Some(last), false) => {
            polygons.push(last);
            Some(GeometryValue::MultiPolygon {
                coordinates: polygons,
            })
        }
    };
    feature(value, properties)
}

fn point(problem: &Problem, i: usize, network: Option<(&NetworkMeasures, &str)>) -> Feature {
    let practice = &problem.practices()[i];
    let is_hub = network.is_some_and(|(network, _)| network.hub == practice.code);
    let mut properties = object(json!({
        "practice_code": practice.code,
        "name": practice.name,
        "list_size": practice.list_size,
        "network_id": network.map(|(network, _)| &network.network),
        "hub": is_hub,
        "marker-color": network.map_or(GREY, |(_, colour)| colour),
        "marker-size": if is_hub { "large" } else { "small" },
    }));
    if let Some(hub) = network.and_then(|(network, _)| problem.practices().index_of(network.hub)) {
        let name = format!("travel_to_hub_{}", problem.travel().unit());
        properties.insert(name, problem.travel().between(i, hub).into());
    }
    let value = position(practice.location).map(|coordinates| GeometryValue::Point { coordinates });
    feature(value, properties)
}

fn feature(value: Option<GeometryValue>, properties: JsonObject) -> Feature {
    let geometry = value.map(Geometry::new);
    Feature {
        bbox: bbox(geometry.iter()),
        geometry,
        id: None,
        properties: Some(properties),
        foreign_members: None,
    }
}

fn object(value: serde_json::Value) -> JsonObject {
    match value {
        serde_json::Value::Object(object) => object,
        _ => JsonObject::new(),
    }
}

/// Longitude and latitude with six decimals, a tenth of a metre.
fn position(point: Location) -> Option<Position> {
    let degrees = point.to_wgs84()?;
    let six = |x: f64| (x * 1e6).round() / 1e6;
    Some(Position::from([six(degrees.lon), six(degrees.lat)]))
}

/// West, south, east, north; `None` for nothing.
fn bbox<'a>(geometries: impl Iterator<Item = &'a Geometry>) -> Option<Vec<f64>> {
    let mut bbox: Option<[f64; 4]> = None;
    let mut add = |position: &Position| {
        let (lon, lat) = (position[0], position[1]);
        let [west, south, east, north] = bbox.unwrap_or([lon, lat, lon, lat]);
        bbox = Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)]);
    };
    for geometry in geometries {
        match &geometry.value {
            GeometryValue::Point { coordinates } => add(coordinates),
            GeometryValue::Polygon { coordinates } => coordinates.iter().flatten().for_each(&mut add),
            GeometryValue::MultiPolygon { coordinates } => {
                coordinates.iter().flatten().flatten().for_each(&mut add);
            }
            _ => {}
        }
    }
    bbox.map(Vec::from)
}
