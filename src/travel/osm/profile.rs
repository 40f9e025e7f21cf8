//! How fast a car goes on which road.

use super::RoadWay;
use crate::assumption::Assumption;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Speeds of a car. What is not listed is not driven on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CarProfile {
    /// Kilometres an hour by the class of road, the value of the tag `highway`.
    pub speeds: BTreeMap<String, u32>,
    /// The share of a posted limit (the tag `maxspeed`) that is driven, in per cent. It goes before the class of the road.
    pub of_limit: u32,
}

/// Kilometres an hour: OSRM's car profile, `profiles/car.lua` of Project-OSRM/osrm-backend at commit 0012f45.
const SPEEDS: [(&str, u32); 14] = [
    ("motorway", 90),
    ("motorway_link", 75),
    ("trunk", 85),
    ("trunk_link", 70),
    ("primary", 65),
    ("primary_link", 60),
    ("secondary", 55),
    ("secondary_link", 50),
    ("tertiary", 40),
    ("tertiary_link", 30),
    ("unclassified", 25),
    ("residential", 25),
    ("living_street", 10),
    ("service", 15),
];

impl Default for CarProfile {
    fn default() -> Self {
        Self {
            speeds: SPEEDS
                .iter()
                .map(|&(class, speed)| (class.to_owned(), speed))
                .collect(),
            of_limit: 80,
        }
    }
}

/// The tags that say who may use a way, the most particular first: the first that is there counts.
const ACCESS: [&str; 4] = ["motorcar", "motor_vehicle", "vehicle", "access"];
/// Their values that keep a patient's car out.
const NO_ACCESS: [&str; 6] = ["no", "private", "agricultural", "forestry", "emergency", "psv"];

/// Which way a road may be driven, from its first node to its last and back, and how fast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Drive {
    pub(super) kmh: u32,
    pub(super) forward: bool,
    pub(super) backward: bool,
}

impl CarProfile {
    /// What these speeds rest on. The classes' were read in the file that is named; the share of a limit was not seen in a source.
    #[must_use]
    pub fn assumptions(&self) -> Vec<Assumption> {
        let default = Self::default();
        let source = |same: bool| match same {
            true => "OSRM, profiles/car.lua, commit 0012f45",
            false => "set by the caller",
        };
        let speed = |(class, speed): (&String, &u32)| {
            let same = default.speeds.get(class) == Some(speed);
            Assumption::new("drive", format!("speed on {class}"), speed, "km/h", source(same))
        };
        let mut all: Vec<Assumption> = self.speeds.iter().map(speed).collect();
        let limit = Assumption::new(
            "drive",
            "share of a posted limit that is driven",
            self.of_limit,
            "%",
            "a default of this library",
        );
        all.push(match self.of_limit == default.of_limit {
            true => limit.unverified(),
            false => Assumption {
                source: source(false).to_owned(),
                ..limit
            },
        });
        all
    }

    /// How the way is driven; `None` where it is not.
    pub(super) fn drive(&self, way: &RoadWay) -> Option<Drive> {
        let class = way.tag("highway")?;
        let kmh = *self.speeds.get(class)?;
        let access = ACCESS.iter().find_map(|key| way.tag(key));
        if access.is_some_and(|value| NO_ACCESS.contains(&value)) || way.tag("area") == Some("yes") {
            return None;
        }
        let limit = way.tag("maxspeed").and_then(kilometres_an_hour);
        let kmh = limit.map_or(kmh, |limit| limit * self.of_limit / 100).max(1);
        let (forward, backward) = match way.tag("oneway") {
            Some("yes" | "1" | "true") => (true, false),
            Some("-1" | "reverse") => (false, true),
            Some("no") => (true, true),
            // Closed now and then, or turned about: nobody can rely on it.
            Some("reversible" | "alternating") => return None,
            _ => {
                let round = matches!(way.tag("junction"), Some("roundabout" | "circular"));
                (true, !(round || class == "motorway" || class == "motorway_link"))
            }
        };
        Some(Drive {
            kmh,
            forward,
            backward,
        })
    }
}

/// A posted limit such as `50`, `30 mph` or `GB:nsl_single` in kilometres an hour, rounded to the nearest; `None` for what is no number and
/// no national limit of Great Britain (Highway Code, rule 124: 60 mph on single, 70 on dual carriageways and motorways).
fn kilometres_an_hour(text: &str) -> Option<u32> {
    let mph = |miles: u32| (miles * 1_609 + 500) / 1_000;
    match text.trim() {
        "GB:nsl_single" => return Some(mph(60)),
        "GB:nsl_dual" | "GB:motorway" => return Some(mph(70)),
        _ => {}
    }
    let (number, miles) = match text.trim().strip_suffix("mph") {
        Some(number) => (number, true),
        None => (text, false),
    };
    let number = number
        .trim()
        .parse()
        .ok()
        .filter(|number| (1..=200).contains(number))?;
    Some(if miles { mph(number) } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drive(tags: &[(&str, &str)]) -> Option<(u32, bool, bool)> {
        let tags = tags.iter().map(|&(k, v)| (k.to_owned(), v.to_owned()));
        let way = RoadWay {
            nodes: vec![1, 2],
            tags: tags.collect(),
        };
        let drive = CarProfile::default().drive(&way)?;
        Some((drive.kmh, drive.forward, drive.backward))
    }

    #[test]
    fn classes_limits_and_directions() {
        assert_eq!(drive(&[("highway", "primary")]), Some((65, true, true)));
        // 30 mph are 48.27 km/h, of which 80 %: 38. 60 mph are 96.54: 97, of which 77.
        assert_eq!(
            drive(&[("highway", "primary"), ("maxspeed", "30 mph")]),
            Some((38, true, true))
        );
        assert_eq!(
            drive(&[("highway", "primary"), ("maxspeed", "GB:nsl_single")]),
            Some((77, true, true))
        );
        assert_eq!(
            drive(&[("highway", "service"), ("maxspeed", "none")]),
            Some((15, true, true))
        );
        assert_eq!(drive(&[("highway", "motorway")]), Some((90, true, false)));
        assert_eq!(
            drive(&[("highway", "residential"), ("oneway", "-1")]),
            Some((25, false, true))
        );
        assert_eq!(
            drive(&[("highway", "tertiary"), ("junction", "roundabout")]),
            Some((40, true, false))
        );
    }

    #[test]
    fn what_is_not_driven_on() {
        assert_eq!(drive(&[("highway", "footway")]), None);
        assert_eq!(drive(&[("building", "yes")]), None);
        assert_eq!(drive(&[("highway", "service"), ("access", "private")]), None);
        assert_eq!(
            drive(&[
                ("highway", "service"),
                ("access", "private"),
                ("motor_vehicle", "yes")
            ]),
            Some((15, true, true)),
            "the more particular tag counts"
        );
        assert_eq!(drive(&[("highway", "primary"), ("oneway", "reversible")]), None);
    }

    #[test]
    fn what_nobody_checked_is_marked() {
        let profile = CarProfile::default();
        let open: Vec<Assumption> = profile
            .assumptions()
            .into_iter()
            .filter(|a| !a.verified)
            .collect();
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].value, "80");
    }
}
