//! The map: networks as areas, practices as dots, in whole units of an SVG.

use crate::assess::Assessment;
use crate::practice::Location;
use crate::problem::Problem;
use crate::report::colour::colours;
use crate::report::land::{Land, Polygon};
use crate::report::members::members;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Metres that one unit of the drawing stands for: finer than a line is wide, and short to write.
const METRES: i64 = 10;

/// White around the practices, in metres; cells reach at most so far beyond them.
const MARGIN: i64 = 7_000;

/// White around land that was given.
const NARROW: i64 = 1_500;

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

/// The land for the page's own drawing: what it puts together anew when a practice is moved by hand.
#[derive(Serialize)]
pub(super) struct Pieces {
    /// Corners: across, down, across, down ...
    corners: Vec<i64>,
    /// For each piece its lines, by the numbers of their corners.
    tiles: Vec<Vec<Vec<u32>>>,
    /// For each piece who lives there: a practice, how many of its patients, a practice ...; absent where piece i is the cell of practice i.
    #[serde(skip_serializing_if = "Option::is_none")]
    patients: Option<Vec<Vec<u64>>>,
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
    /// The coast or the area's border, as the `d` of a path; empty where none was given.
    pub outline: String,
    /// What the areas are, in a sentence.
    pub note: &'static str,
    /// The land in units, for drawing it anew.
    pub land: Pieces,
    /// The borders of today's networks; empty where none are known.
    pub today: String,
    /// Networks that touch or have neighbouring practices, the lower index first.
    pub beside: BTreeSet<(usize, usize)>,
    /// How long the scale bar is before anything is zoomed, in units, and what it says.
    pub bar: (i64, String),
}

impl Map {
    /// Draws the networks of the assessment. O(n log n).
    pub fn of(problem: &Problem, land: &Land, assessment: &Assessment, today: Option<&Assessment>) -> Self {
        let practices = problem.practices();
        let frame = Frame::of(problem, land);
        let networks = members(problem, assessment);
        let drawn = land.outlines(problem, &networks);
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
            let areas = land.outlines(problem, &members(problem, today)).areas;
            areas.iter().map(|area| frame.path(area)).collect()
        });
        Self {
            width: frame.width,
            height: frame.height,
            outside: outside.map(|i| frame.dot(problem, i, false)).collect(),
            areas,
            today: borders.unwrap_or_default(),
            bar: frame.bar(),
            outline: frame.path(&land.outline),
            note: land.note(),
            land: Pieces::of(land, &frame),
            beside: drawn.beside,
        }
    }
}

impl Pieces {
    fn of(land: &Land, frame: &Frame) -> Self {
        let who = |patients: &[(usize, u64)]| patients.iter().flat_map(|&(i, n)| [i as u64, n]).collect();
        Self {
            corners: land.corners.iter().flat_map(|&corner| frame.at(corner)).collect(),
            tiles: land.tiles.iter().map(|tile| tile.rings.clone()).collect(),
            patients: land
                .small_areas
                .then(|| land.tiles.iter().map(|tile| who(&tile.patients)).collect()),
        }
    }
}

/// What part of the grid is drawn.
struct Frame {
    west: i64,
    north: i64,
    width: i64,
    height: i64,
}

impl Frame {
    fn of(problem: &Problem, land: &Land) -> Self {
        let given = land.outline.iter().flatten().flatten();
        let tiles = land.corners.iter().filter(|_| land.small_areas);
        let given: Vec<Location> = given.chain(tiles).copied().collect();
        let margin = if given.is_empty() { MARGIN } else { NARROW };
        let places = problem.practices().iter().map(|practice| practice.location);
        let places: Vec<Location> = places.chain(given).collect();
        let ends = |of: fn(Location) -> i32| {
            let all = places.iter().map(|&place| i64::from(of(place)));
            (all.clone().min().unwrap_or(0), all.max().unwrap_or(0))
        };
        let ((west, east), (south, north)) = (ends(Location::easting), ends(Location::northing));
        Self {
            west: west - margin,
            north: north + margin,
            width: (east - west + 2 * margin) / METRES,
            height: (north - south + 2 * margin) / METRES,
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
