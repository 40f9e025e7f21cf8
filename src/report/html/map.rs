//! The map: networks as areas, practices as dots, in whole units of an SVG.

use crate::assess::Assessment;
use crate::practice::Location;
use crate::problem::Problem;
use crate::report::colour::colours;
use crate::report::outline::{Polygon, outlines};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Metres that one unit of the drawing stands for: finer than a line is wide, and short to write.
const METRES: i64 = 10;

/// White around the practices, in metres; areas reach at most so far beyond them.
const MARGIN: i64 = 7_000;

/// A network on the map.
pub(super) struct Area {
    /// Its name in the plan.
    pub name: String,
    /// The area, as the `d` of a path.
    pub path: String,
    /// How it is filled, `#rrggbb`; areas that touch differ.
    pub colour: String,
    /// Where its label stands.
    pub x: i64,
    /// Where its label stands.
    pub y: i64,
    /// Its practices on the map.
    pub dots: Vec<Dot>,
}

/// A practice on the map.
pub(super) struct Dot {
    /// Its index in the table.
    pub practice: usize,
    /// Where it is.
    pub x: i64,
    /// Where it is.
    pub y: i64,
    /// How wide it is, in pixels.
    pub size: u64,
    /// Whether it is its network's hub.
    pub hub: bool,
}

/// The drawing of a plan.
pub(super) struct Map {
    /// How wide, in units.
    pub width: i64,
    /// How high, in units.
    pub height: i64,
    /// The networks, in the order of the assessment.
    pub areas: Vec<Area>,
    /// Practices in no network.
    pub outside: Vec<Dot>,
    /// The borders of today's networks; empty where none are known.
    pub today: String,
    /// Networks that touch or have neighbouring practices, the lower index first.
    pub beside: BTreeSet<(usize, usize)>,
    /// How long the scale bar is before anything is zoomed, in units, and what it says.
    pub bar: (i64, String),
}

impl Map {
    /// Draws the networks of the assessment. O(n log n).
    pub fn of(problem: &Problem, assessment: &Assessment, today: Option<&Assessment>) -> Self {
        let practices = problem.practices();
        let frame = Frame::around(practices.iter().map(|p| p.location));
        let networks = members(problem, assessment);
        let drawn = outlines(problem, &networks);
        let colours = colours(networks.len(), &drawn.beside);
        let mut taken = vec![false; practices.len()];
        let mut areas = Vec::new();
        for (k, network) in assessment.networks.iter().enumerate() {
            let hub = practices.index_of(network.hub);
            let mut own: Vec<usize> = networks[k].clone();
            // A practice that is in two networks is drawn once, in the first.
            own.retain(|&i| !std::mem::replace(&mut taken[i], true));
            // Large ones first, so that small ones lie above them; the hub last.
            own.sort_by_key(|&i| (Some(i) == hub, std::cmp::Reverse(practices[i].list_size), i));
            let [x, y] = frame.middle(networks[k].iter().map(|&i| practices[i].location));
            areas.push(Area {
                name: network.network.clone(),
                path: frame.path(&drawn.areas[k]),
                colour: colours[k].clone(),
                x,
                y,
                dots: own
                    .iter()
                    .map(|&i| frame.dot(problem, i, Some(i) == hub))
                    .collect(),
            });
        }
        let outside = (0..practices.len()).filter(|&i| !taken[i]);
        let borders = today.map(|today| {
            let areas = outlines(problem, &members(problem, today)).areas;
            areas.iter().map(|area| frame.path(area)).collect()
        });
        Self {
            width: frame.width,
            height: frame.height,
            outside: outside.map(|i| frame.dot(problem, i, false)).collect(),
            areas,
            today: borders.unwrap_or_default(),
            bar: frame.bar(),
            beside: drawn.beside,
        }
    }
}

/// The practices of each network by index, in the order of the assessment.
pub(super) fn members(problem: &Problem, assessment: &Assessment) -> Vec<Vec<usize>> {
    let index = |&code: &_| problem.practices().index_of(code);
    let networks = assessment.networks.iter();
    networks
        .map(|network| network.practices.iter().filter_map(index).collect())
        .collect()
}

/// What part of the grid is drawn.
struct Frame {
    west: i64,
    north: i64,
    width: i64,
    height: i64,
}

impl Frame {
    fn around(places: impl Iterator<Item = Location> + Clone) -> Self {
        let easts = places.clone().map(|p| i64::from(p.easting()));
        let norths = places.map(|p| i64::from(p.northing()));
        let (west, east) = (easts.clone().min().unwrap_or(0), easts.max().unwrap_or(0));
        let (south, north) = (norths.clone().min().unwrap_or(0), norths.max().unwrap_or(0));
        Self {
            west: west - MARGIN,
            north: north + MARGIN,
            width: (east - west + 2 * MARGIN) / METRES,
            height: (north - south + 2 * MARGIN) / METRES,
        }
    }

    fn at(&self, place: Location) -> [i64; 2] {
        let (east, north) = (i64::from(place.easting()), i64::from(place.northing()));
        [(east - self.west) / METRES, (self.north - north) / METRES]
    }

    fn dot(&self, problem: &Problem, i: usize, hub: bool) -> Dot {
        let practice = &problem.practices()[i];
        let [x, y] = self.at(practice.location);
        // The area of a dot is in proportion to the list: 10,000 patients are 10 pixels wide.
        let size = (practice.list_size.0.saturating_mul(100) / 10_000)
            .isqrt()
            .clamp(5, 24);
        Dot {
            practice: i,
            x,
            y,
            size,
            hub,
        }
    }

    /// Where a label stands: at the place that is nearest to the middle of all, so that it lies inside the area.
    fn middle(&self, places: impl Iterator<Item = Location> + Clone) -> [i64; 2] {
        let points = places.map(|place| self.at(place));
        let (mut sum, mut n) = ([0; 2], 0);
        for [x, y] in points.clone() {
            sum = [sum[0] + x, sum[1] + y];
            n += 1;
        }
        let middle = sum.map(|sum| sum / n.max(1));
        let away = |&[x, y]: &[i64; 2]| ((x - middle[0]).pow(2) + (y - middle[1]).pow(2), x, y);
        points.min_by_key(away).unwrap_or(middle)
    }

    /// Rings as closed lines, each point by its way from the one before, which is short to write.
    fn path(&self, area: &[Polygon]) -> String {
        let mut text = String::new();
        for ring in area.iter().flatten() {
            let mut points: Vec<[i64; 2]> = ring.iter().map(|&point| self.at(point)).collect();
            points.dedup();
            let Some((first, rest)) = points.split_first() else {
                continue;
            };
            // Writing into a text does not fail.
            let _ = write!(text, "M{} {}l", first[0], first[1]);
            let mut here = *first;
            for &[x, y] in rest {
                let _ = write!(text, "{} {} ", x - here[0], y - here[1]);
                here = [x, y];
            }
            text.truncate(text.trim_end().len());
            text.push('z');
        }
        text
    }

    /// The longest of 1, 2, 5, 10 ... kilometres that takes at most a quarter of the width.
    fn bar(&self) -> (i64, String) {
        let mut rounds = [1, 2, 5, 10, 20, 50, 100, 200].into_iter();
        let fits = |km: &i64| km * 1_000 / METRES * 4 <= self.width;
        let km = rounds.rfind(fits).unwrap_or(1);
        (km * 1_000 / METRES, format!("{km} km"))
    }
}
