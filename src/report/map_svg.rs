//! A plan as a drawing for papers: SVG that needs nothing beside it.

use super::colour::colours;
use super::outline::{Outlines, Polygon, outlines};
use super::xml::escaped;
use crate::assess::Assessment;
use crate::practice::{Location, Practices};
use crate::problem::Problem;
use crate::units::Metres;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The longer side of what is drawn, and the margin around it, in pixels.
const SIDE: f64 = 900.0;
const EDGE: f64 = 40.0;
/// The room for the title above and the scale below.
const ABOVE: f64 = 50.0;
const BELOW: f64 = 70.0;
/// A circle of a practice has this radius for 10,000 patients; its area is as its list.
const RADIUS: f64 = 4.5;

/// The networks as areas with their numbers, the practices as circles sized by list, the hubs as squares with a white cross, a scale bar
/// and a key.
///
/// Numbers are those of `assessment.networks` from 1; the key lists them where there are at most 60. Nothing is said by colour alone, so that it
/// can be printed in grey. `title` and `desc` tell a screen reader what is seen; each practice has its name as a tooltip.
///
/// ```
/// use locality::assess::assess;
/// use locality::plan::Plan;
/// use locality::problem::Problem;
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// let today = assess(&problem, &Plan::today(problem.practices()));
/// let svg = locality::report::map_svg(&problem, &today, "Kelland today");
/// assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[must_use]
pub fn map_svg(problem: &Problem, assessment: &Assessment, title: &str) -> String {
    let practices = problem.practices();
    let members: Vec<Vec<usize>> = (assessment.networks.iter())
        .map(|network| {
            network
                .practices
                .iter()
                .filter_map(|&code| practices.index_of(code))
                .collect()
        })
        .collect();
    let outlines = outlines(problem, &members);
    let frame = Frame::around(practices, &outlines);
    let colours = colours(members.len(), &outlines.beside);
    let mut svg = head(problem, assessment, title, &frame);
    for ((network, area), colour) in assessment.networks.iter().zip(&outlines.areas).zip(&colours) {
        let path: String = area.iter().map(|polygon| frame.path(polygon)).collect();
        let name = escaped(&network.network);
        put(
            &mut svg,
            format_args!(
                r##"<path d="{path}" fill="{colour}" fill-opacity="0.3" fill-rule="evenodd" stroke="#333" stroke-width="1.2" stroke-linejoin="round"><title>{name}</title></path>"##
            ),
        );
    }
    let told = |i: usize| {
        let practice = &practices[i];
        let name = format!(
            "{} {}, {} patients",
            practice.code, practice.name, practice.list_size
        );
        let radius = (practice.list_size.0 as f64 / 10_000.0).sqrt() * RADIUS;
        (frame.at(practice.location), escaped(&name), radius)
    };
    let hubs: BTreeSet<usize> = (assessment.networks.iter())
        .filter_map(|network| practices.index_of(network.hub))
        .collect();
    for i in (0..practices.len()).filter(|i| !hubs.contains(i)) {
        let ((x, y), name, r) = told(i);
        put(
            &mut svg,
            format_args!(
                r##"<circle cx="{x:.1}" cy="{y:.1}" r="{r:.1}" fill="#444" fill-opacity="0.75" stroke="#fff" stroke-width="0.6"><title>{name}</title></circle>"##
            ),
        );
    }
    // Hubs come last, so that nothing hides them.
    for &i in &hubs {
        let ((x, y), name, r) = told(i);
        let r = r.max(4.0);
        let (left, above, side) = (x - r, y - r, 2.0 * r);
        put(
            &mut svg,
            format_args!(
                r##"<g><title>Hub: {name}</title><rect x="{left:.1}" y="{above:.1}" width="{side:.1}" height="{side:.1}" fill="#000"/><path d="M{left:.1} {y:.1}h{side:.1}M{x:.1} {above:.1}v{side:.1}" stroke="#fff" stroke-width="1.5"/></g>"##
            ),
        );
    }
    let marks: Vec<(f64, f64)> = practices
        .iter()
        .map(|practice| frame.at(practice.location))
        .collect();
    // Every piece has the number, so that no colour is needed to tell whose it is.
    let pieces = outlines.areas.iter().enumerate();
    for (k, piece) in pieces.flat_map(|(k, pieces)| pieces.iter().map(move |piece| (k, piece))) {
        let Some((x, y, room)) = label(&frame, &marks, piece) else {
            continue;
        };
        // Smaller where the area is, but to be read; white behind, because not every program knows `paint-order`.
        let size = room.clamp(9.0, 16.0);
        let place = format!(
            r##"x="{x:.1}" y="{:.1}" text-anchor="middle" font-size="{size:.1}" font-weight="bold""##,
            y + size / 3.0
        );
        put(
            &mut svg,
            format_args!(
                r##"<text {place} stroke="#fff" stroke-width="3.5" stroke-linejoin="round" aria-hidden="true">{0}</text><text {place}>{0}</text>"##,
                k + 1
            ),
        );
    }
    scale_bar(&mut svg, &frame);
    key(&mut svg, assessment, &frame);
    svg + "</svg>\n"
}

/// So many networks are listed beside the map.
const LISTED: usize = 60;

/// From metres on the grid to pixels.
struct Frame {
    west: f64,
    north: f64,
    /// Pixels a metre.
    scale: f64,
    wide: f64,
    high: f64,
}

impl Frame {
    fn around(practices: &Practices, outlines: &Outlines) -> Self {
        let corners = outlines.areas.iter().flatten().flatten().flatten();
        let all = practices.iter().map(|practice| &practice.location).chain(corners);
        let mut range = [f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::NEG_INFINITY];
        for place in all {
            let (east, north) = (f64::from(place.easting()), f64::from(place.northing()));
            range = [
                range[0].min(east),
                range[1].max(east),
                range[2].min(north),
                range[3].max(north),
            ];
        }
        let [west, east, south, north] = range;
        let scale = SIDE / (east - west).max(north - south).max(1.0);
        Self {
            west,
            north,
            scale,
            wide: (east - west) * scale + 2.0 * EDGE,
            high: (north - south) * scale + ABOVE + BELOW,
        }
    }

    fn at(&self, place: Location) -> (f64, f64) {
        (
            EDGE + (f64::from(place.easting()) - self.west) * self.scale,
            ABOVE + (self.north - f64::from(place.northing())) * self.scale,
        )
    }

    fn path(&self, polygon: &Polygon) -> String {
        let mut path = String::new();
        for ring in polygon {
            // The last point is the first, to which `Z` leads back.
            for (k, &place) in ring.iter().skip(1).enumerate() {
                let (x, y) = self.at(place);
                let _ = write!(path, "{}{x:.1} {y:.1}", if k == 0 { "M" } else { "L" });
            }
            path.push('Z');
        }
        path
    }
}

fn head(problem: &Problem, assessment: &Assessment, title: &str, frame: &Frame) -> String {
    let title = escaped(title);
    let plan = &assessment.plan;
    let listed = if key_lines(assessment) > 0 { 330.0 } else { 0.0 };
    let high = frame
        .high
        .max(ABOVE + BELOW + 16.0 * key_lines(assessment) as f64);
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {:.0} {high:.0}" role="img" aria-labelledby="title desc" font-family="sans-serif" font-size="12">
<title id="title">{title}</title>
<desc id="desc">A map of {} practices in {} networks, {} of them in the band. Areas are networks with their numbers, circles are practices sized by list, squares with a cross are hubs. The same is in networks.csv and plan.csv.</desc>
<rect width="100%" height="100%" fill="#fff"/>
<text x="{EDGE}" y="30" font-size="20">{title}</text>
"##,
        frame.wide + listed,
        problem.practices().len(),
        assessment.networks.len(),
        plan.in_band,
    )
}

/// Candidates for a label's place, along each side of an area.
const CANDIDATES: i32 = 24;

/// Where the number of a piece of a network stands, and how many pixels there are around it: the point inside, on a grid, that is furthest from
/// the border and from practices (a pole of inaccessibility). O(points of the border and practices).
fn label(frame: &Frame, marks: &[(f64, f64)], piece: &Polygon) -> Option<(f64, f64, f64)> {
    let rings: Vec<Vec<(f64, f64)>> = piece
        .iter()
        .map(|ring| ring.iter().map(|&place| frame.at(place)).collect())
        .collect();
    let sides: Vec<[(f64, f64); 2]> = rings
        .iter()
        .flat_map(|ring| ring.windows(2).map(|pair| [pair[0], pair[1]]))
        .collect();
    let corners = rings.first()?;
    let range = |axis: fn(&(f64, f64)) -> f64| {
        let all = corners.iter().map(axis);
        (
            all.clone().fold(f64::INFINITY, f64::min),
            all.fold(f64::NEG_INFINITY, f64::max),
        )
    };
    let (across, down) = (range(|point| point.0), range(|point| point.1));
    let step =
        |(least, most): (f64, f64), k: i32| least + (most - least) * f64::from(k) / f64::from(CANDIDATES);
    // Practices beyond the area's own box cannot be nearer than its border.
    let near = |&&(x, y): &&(f64, f64)| x >= across.0 && x <= across.1 && y >= down.0 && y <= down.1;
    let marks: Vec<(f64, f64)> = marks.iter().filter(near).copied().collect();
    let grid = (1..CANDIDATES).flat_map(|i| (1..CANDIDATES).map(move |j| (i, j)));
    let mut best: Option<(f64, f64, f64)> = None;
    for (i, j) in grid {
        let point = (step(across, i), step(down, j));
        if !inside(point, &sides) {
            continue;
        }
        let border = sides.iter().map(|&side| from_side(point, side));
        let mark = marks
            .iter()
            .map(|&mark| length(mark.0 - point.0, mark.1 - point.1));
        let room = border.chain(mark).fold(f64::INFINITY, f64::min);
        if best.is_none_or(|(.., most)| room > most) {
            best = Some((point.0, point.1, room));
        }
    }
    // An area too thin for the grid has its number at a corner.
    best.or_else(|| corners.first().map(|&(x, y)| (x, y, 0.0)))
}

/// Whether a line from the point to the right crosses the border an odd number of times.
fn inside(point: (f64, f64), sides: &[[(f64, f64); 2]]) -> bool {
    let crossed = sides.iter().filter(|[a, b]| {
        (a.1 > point.1) != (b.1 > point.1) && point.0 < a.0 + (point.1 - a.1) / (b.1 - a.1) * (b.0 - a.0)
    });
    crossed.count() % 2 == 1
}

/// How far the point is from the nearest point of a side.
fn from_side(point: (f64, f64), [a, b]: [(f64, f64); 2]) -> f64 {
    let (east, north) = (b.0 - a.0, b.1 - a.1);
    let squared = east * east + north * north;
    let along = match squared > 0.0 {
        true => (((point.0 - a.0) * east + (point.1 - a.1) * north) / squared).clamp(0.0, 1.0),
        false => 0.0,
    };
    length(point.0 - a.0 - along * east, point.1 - a.1 - along * north)
}

/// By the square root, which is rounded alike on every machine, where `hypot` is not.
fn length(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}

/// A bar of a round number of metres, a quarter of the map at most.
fn scale_bar(svg: &mut String, frame: &Frame) {
    let most = (frame.wide - 2.0 * EDGE).max(SIDE / 4.0) / frame.scale / 4.0;
    let mut length = 10_u64;
    for factor in [2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000].map(|n| n * 10) {
        if factor as f64 <= most {
            length = factor;
        }
    }
    let (wide, y) = (length as f64 * frame.scale, frame.high - 30.0);
    let text = match length {
        0..1_000 => Metres(length).to_string(),
        _ => format!("{} km", length / 1_000),
    };
    put(
        svg,
        format_args!(
            r##"<path d="M{EDGE} {:.1}v6h{wide:.1}v-6" fill="none" stroke="#000" stroke-width="1.5"/><text x="{:.1}" y="{:.1}">{text}</text>"##,
            y - 6.0,
            EDGE + wide + 8.0,
            y + 4.0
        ),
    );
    put(
        svg,
        format_args!(
            r##"<text x="{EDGE}" y="{:.1}" fill="#333">Circles: practices, as large as their lists. Squares with a cross: hubs. Areas: nearest practice, not catchments.</text>"##,
            y + 22.0
        ),
    );
}

fn key_lines(assessment: &Assessment) -> usize {
    match assessment.networks.len() {
        number if number <= LISTED => number,
        _ => 0,
    }
}

/// Number, name and patients of each network, beside the map.
fn key(svg: &mut String, assessment: &Assessment, frame: &Frame) {
    let listed = assessment.networks.iter().take(key_lines(assessment));
    for (k, network) in listed.enumerate() {
        let y = ABOVE + 16.0 * k as f64;
        let said = format!(
            "{}  {}: {} patients, hub {}",
            k + 1,
            network.network,
            network.patients,
            network.hub
        );
        put(
            svg,
            format_args!(
                r##"<text x="{:.1}" y="{y:.1}">{}</text>"##,
                frame.wide,
                escaped(&said)
            ),
        );
    }
}

/// Adds a line. A text cannot refuse it.
fn put(svg: &mut String, line: std::fmt::Arguments<'_>) {
    let _ = writeln!(svg, "{line}");
}
