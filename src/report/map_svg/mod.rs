//! A plan as a drawing for papers: SVG that needs nothing beside it.

mod frame;
mod key;
mod label;

use super::colour::colours;
use super::land::Land;
use super::members::members;
use super::xml::escaped;
use crate::assess::Assessment;
use crate::problem::Problem;
use frame::{ABOVE, BELOW, EDGE, Frame};
use key::{key, key_lines, scale_bar};
use label::label;
use std::collections::BTreeSet;
use std::fmt::Write;

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
/// let land = locality::report::land::Land::of(&problem);
/// let svg = locality::report::map_svg(&problem, &land, &today, "Kelland today");
/// assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[must_use]
pub fn map_svg(problem: &Problem, land: &Land, assessment: &Assessment, title: &str) -> String {
    let practices = problem.practices();
    let outlines = land.outlines(problem, &members(problem, assessment));
    let frame = Frame::around(practices, land, &outlines);
    let colours = colours(assessment.networks.len(), &outlines.beside);
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
    if !land.outline.is_empty() {
        let path: String = land.outline.iter().map(|polygon| frame.path(polygon)).collect();
        put(
            &mut svg,
            format_args!(
                r##"<path d="{path}" fill="none" stroke="#1b5a7a" stroke-width="0.8"><title>Coast or border of the area</title></path>"##
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
    scale_bar(&mut svg, &frame, land);
    key(&mut svg, assessment, &frame);
    svg + "</svg>\n"
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

/// Adds a line. A text cannot refuse it.
fn put(svg: &mut String, line: std::fmt::Arguments<'_>) {
    let _ = writeln!(svg, "{line}");
}
