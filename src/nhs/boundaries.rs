//! Boundaries of areas as GeoJSON, such as the Office for National Statistics publishes them.

use super::bytes;
use super::kind::Kind;
use super::limits::{Limits, TooLarge};
use super::loaded::UsedFile;
use super::walk;
use crate::fault::{Fault, FaultCode, Faults};
use crate::practice::{Location, Wgs84};
use geojson::{Feature, GeoJson, GeometryValue, Position};
use std::collections::BTreeMap;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// A whole file is held in memory: the small areas of England, generalised, have some 60 MB.
const LIMITS: Limits = Limits {
    file: 512 << 20,
    row: 512 << 20,
    workbook: 0,
};

/// Areas with their boundaries: an ICB, the districts of a county, or small areas (LSOAs).
///
/// Read from GeoJSON in degrees (EPSG:4326) or in metres of the British National Grid (EPSG:27700), plain or packed with gzip; which of the two
/// it is, the numbers say: degrees are at most 180.
///
/// ```
/// use locality::nhs::Boundaries;
/// let square = r#"{"type": "Feature", "properties": {"LSOA21CD": "E01000001"}, "geometry": {"type": "Polygon",
///     "coordinates": [[[400000, 300000], [401000, 300000], [401000, 301000], [400000, 301000], [400000, 300000]]]}}"#;
/// let areas = Boundaries::read(square, "square.geojson")?;
/// assert_eq!(areas.as_slice()[0].properties["LSOA21CD"], "E01000001");
/// assert_eq!(areas.as_slice()[0].polygons[0][0].len(), 5);
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boundaries {
    areas: Vec<Boundary>,
    name: String,
    used: Option<UsedFile>,
}

/// An area: what the file says of it, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boundary {
    /// Its properties that are texts, such as its code and its name.
    pub properties: BTreeMap<String, String>,
    /// Its parts: for each the line around it, then those around its holes. Lines are closed: the last point is the first. Which way round they
    /// run is as the file has it.
    pub polygons: Vec<Vec<Vec<Location>>>,
}

impl Boundaries {
    /// The boundaries of a file. O(bytes), all of them held in memory; at most 512 MiB unpacked.
    ///
    /// # Errors
    /// `L001` where it cannot be opened, `L010` where it is too large, and those of [`read`](Self::read).
    pub fn open(path: &Path) -> Result<Self, Faults> {
        let name = path.display().to_string();
        let refuse = |code, what: String| Faults::from(Fault::new(code, what).file(name.clone()));
        if path.is_dir() {
            let what = "this is a folder; name a file of boundaries, GeoJSON".to_owned();
            return Err(refuse(FaultCode::FileNotOpened, what));
        }
        // Says which name may have been meant where there is none such.
        walk::files(path)?;
        let mut stream = bytes::open(path, None, LIMITS).map_err(|why| {
            // What is packed is looked into at once.
            let code = match why.kind() {
                ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof => {
                    FaultCode::FileDamaged
                }
                _ => FaultCode::FileNotOpened,
            };
            refuse(code, why.to_string())
        })?;
        let mut text = String::new();
        if let Err(why) = stream.read_to_string(&mut text) {
            let code = match TooLarge::ended(&why) {
                true => FaultCode::FileTooLarge,
                false => FaultCode::FileDamaged,
            };
            return Err(refuse(code, why.to_string()));
        }
        let mut read = Self::read(&text, &name)?;
        read.used = Some(UsedFile {
            given: None,
            kind: Kind::Boundaries,
            path: path.to_owned(),
            sheet: None,
            date: None,
            rows: read.areas.len(),
            passed_over: Vec::new(),
        });
        Ok(read)
    }

    /// The boundaries of a text; `file` is what faults call it.
    ///
    /// # Errors
    /// `L002` where the text is no GeoJSON, `L009` where it holds no area, and `L003` for each feature that is no area, has a line of fewer than
    /// three points, or lies beyond Great Britain.
    pub fn read(text: &str, file: &str) -> Result<Self, Faults> {
        let refuse = |code, what: String| Faults::from(Fault::new(code, what).file(file.to_owned()));
        let json: GeoJson = text.parse().map_err(|why: geojson::Error| {
            let what = format!("this is no GeoJSON ({why}); download or export the boundaries as GeoJSON");
            refuse(FaultCode::FileDamaged, what)
        })?;
        let features = match json {
            GeoJson::FeatureCollection(all) => all.features,
            GeoJson::Feature(one) => vec![one],
            GeoJson::Geometry(one) => vec![Feature::from(one)],
        };
        let degrees = features.iter().flat_map(lines).flatten().all(|point| {
            let within = |k: usize, most: f64| point.as_slice().get(k).is_none_or(|x| x.abs() <= most);
            within(0, 180.0) && within(1, 90.0)
        });
        let (mut areas, mut faults) = (Vec::new(), Vec::new());
        for (k, feature) in features.iter().enumerate() {
            match boundary(feature, degrees) {
                Ok(area) => areas.push(area),
                Err(why) => {
                    let what = format!("feature {}{}: {why}", k + 1, called(feature));
                    faults.push(Fault::new(FaultCode::ValueUnreadable, what).file(file.to_owned()));
                }
            }
        }
        Faults::none_or(faults)?;
        match areas.is_empty() {
            true => Err(refuse(
                FaultCode::NothingKnown,
                "it holds no area; give polygons with their codes".to_owned(),
            )),
            false => Ok(Self {
                areas,
                name: file.to_owned(),
                used: None,
            }),
        }
    }

    /// The areas, in the order of the file.
    #[must_use]
    pub fn as_slice(&self) -> &[Boundary] {
        &self.areas
    }

    /// What faults call it: the path of the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file, for a list of what was used; `None` where they were read from a text.
    #[must_use]
    pub fn used(&self) -> Option<&UsedFile> {
        self.used.as_ref()
    }
}

/// All lines of a feature.
fn lines(feature: &Feature) -> Vec<&Vec<Position>> {
    match feature.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::Polygon { coordinates }) => coordinates.iter().collect(),
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates.iter().flatten().collect(),
        _ => Vec::new(),
    }
}

fn properties(feature: &Feature) -> BTreeMap<String, String> {
    let all = feature.properties.iter().flatten();
    all.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.trim().to_owned())))
        .collect()
}

/// By its first text, mostly the code: ` (E01000001)`.
fn called(feature: &Feature) -> String {
    let first = properties(feature).into_values().find(|text| !text.is_empty());
    first.map_or_else(String::new, |text| format!(" ({text})"))
}

fn boundary(feature: &Feature, degrees: bool) -> Result<Boundary, String> {
    let value = feature.geometry.as_ref().map(|geometry| &geometry.value);
    let one;
    let polygons = match value {
        Some(GeometryValue::Polygon { coordinates }) => {
            one = [coordinates.clone()];
            &one[..]
        }
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates,
        Some(other) => {
            return Err(format!("this is a {}, not an area", other.type_name()));
        }
        None => return Err("it has no boundary".to_owned()),
    };
    let ring = |positions: &Vec<Position>| -> Result<Vec<Location>, String> {
        let points = positions.iter().map(|position| place(position, degrees));
        let mut points = points.collect::<Result<Vec<_>, _>>()?;
        match points.len() < 4 || points.first() != points.last() {
            true => Err("a line around it is not closed, or has fewer than three points".to_owned()),
            // What falls together in whole metres is one point.
            false => {
                points.dedup();
                Ok(points)
            }
        }
    };
    let mut parts = Vec::new();
    for polygon in polygons {
        let rings = polygon.iter().map(ring).collect::<Result<Vec<_>, _>>()?;
        parts.push(rings);
    }
    Ok(Boundary {
        properties: properties(feature),
        polygons: parts,
    })
}

fn place(position: &Position, degrees: bool) -> Result<Location, String> {
    let [x, y] = match *position.as_slice() {
        [x, y, ..] if x.is_finite() && y.is_finite() => [x, y],
        _ => return Err("a point without two coordinates".to_owned()),
    };
    let found = match degrees {
        true => Location::from_wgs84(Wgs84 { lat: y, lon: x }),
        false => Location::new(x.round() as i64, y.round() as i64),
    };
    found.map_err(|why| {
        format!("{why}; give degrees (EPSG:4326) or metres of the British National Grid (EPSG:27700)")
    })
}
