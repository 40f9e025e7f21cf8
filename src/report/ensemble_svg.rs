//! Pictures of an ensemble, as SVG that needs nothing beside it.

use super::xml::escaped;
use crate::ensemble::{Ensemble, Histogram};
use crate::practice::Location;
use crate::units::grouped;
use std::fmt::Write;

/// Bars of a histogram.
const BARS: usize = 40;
/// The width and height of a picture and the margin around what is drawn, in pixels.
const WIDE: f64 = 720.0;
const HIGH: f64 = 360.0;
const EDGE: f64 = 48.0;
/// Pairs that are together less often are no line on the map.
const LEAST_SHARE: f64 = 0.05;

/// How a measure is spread over the draws, with plans as marks: name and value. A mark beyond the draws widens the picture. `None` for a
/// measure that is not there or was never recorded.
#[must_use]
pub fn histogram_svg(ensemble: &Ensemble, measure: usize, marks: &[(&str, i64)]) -> Option<String> {
    let (name, histogram) = (ensemble.measures().get(measure)?, ensemble.histogram(measure)?);
    let (mut least, mut most) = histogram.range()?;
    for &(_, value) in marks {
        (least, most) = (least.min(value), most.max(value));
    }
    // One more than there are values, so that the greatest is inside.
    let span = most as f64 - least as f64 + 1.0;
    let across = |value: f64| EDGE + (value - least as f64) / span * (WIDE - 2.0 * EDGE);
    let bars = bars(histogram, least, span);
    let tallest = bars.iter().copied().max().unwrap_or(0).max(1) as f64;
    let mut svg = head(&format!("{name}, {} draws", histogram.count()), HIGH);
    let width = (WIDE - 2.0 * EDGE) / BARS as f64;
    for (number, &count) in bars.iter().enumerate().filter(|(_, count)| **count > 0) {
        let high = count as f64 / tallest * (HIGH - 3.0 * EDGE);
        let (x, y) = (EDGE + number as f64 * width, HIGH - EDGE - high);
        put(
            &mut svg,
            format_args!(
                r##"<rect x="{x:.1}" y="{y:.1}" width="{:.1}" height="{high:.1}" fill="#88ccee"/>"##,
                width - 1.0
            ),
        );
    }
    let base = HIGH - EDGE;
    put(
        &mut svg,
        format_args!(
            r##"<line x1="{EDGE}" y1="{base}" x2="{}" y2="{base}" stroke="#444"/>"##,
            WIDE - EDGE
        ),
    );
    for (value, anchor) in [(least, "start"), (most, "end")] {
        let x = across(value as f64);
        put(
            &mut svg,
            format_args!(
                r##"<text x="{x:.1}" y="{:.1}" text-anchor="{anchor}">{}</text>"##,
                base + 18.0,
                grouped(value.into())
            ),
        );
    }
    for (number, (name, value)) in marks.iter().enumerate() {
        let x = across(*value as f64 + 0.5);
        let y = EDGE + 14.0 + 16.0 * number as f64;
        let anchor = if x > WIDE / 2.0 { "end" } else { "start" };
        put(
            &mut svg,
            format_args!(
                r##"<line x1="{x:.1}" y1="{y:.1}" x2="{x:.1}" y2="{base}" stroke="#882255" stroke-width="2"/>"##
            ),
        );
        put(
            &mut svg,
            format_args!(
                r##"<text x="{x:.1}" y="{:.1}" text-anchor="{anchor}" fill="#882255">{}: {}</text>"##,
                y - 3.0,
                escaped(name),
                grouped((*value).into())
            ),
        );
    }
    Some(svg + "</svg>\n")
}

/// Who is with whom: practices where they are, a dot the darker the more settled, a line between two the stronger the more often they
/// are together (from 5 % on). `places` are those of the units, in their order; `None` where they are not as many.
#[must_use]
pub fn together_svg(ensemble: &Ensemble, places: &[Location]) -> Option<String> {
    let together = ensemble.together();
    if places.len() != ensemble.units().len() || places.is_empty() {
        return None;
    }
    let of = |axis: fn(&Location) -> f64| {
        let all = places.iter().map(axis);
        (
            all.clone().fold(f64::INFINITY, f64::min),
            all.fold(f64::NEG_INFINITY, f64::max),
        )
    };
    let (east, north) = (
        of(|place| f64::from(place.easting())),
        of(|place| f64::from(place.northing())),
    );
    let scale = (WIDE - 2.0 * EDGE) / (east.1 - east.0).max(1.0);
    let high = (north.1 - north.0) * scale + 2.0 * EDGE;
    let point = |unit: u32| {
        let place = &places[unit as usize];
        (
            EDGE + (f64::from(place.easting()) - east.0) * scale,
            EDGE + (north.1 - f64::from(place.northing())) * scale,
        )
    };
    let mut svg = head(&format!("Who is with whom, {} draws", together.records()), high);
    for (a, b, _) in together.pairs() {
        let share = together.share(a, b);
        if share >= LEAST_SHARE {
            let ((x1, y1), (x2, y2)) = (point(a), point(b));
            put(
                &mut svg,
                format_args!(
                    r##"<line x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" stroke="#332288" stroke-width="{:.2}" stroke-opacity="{share:.2}"/>"##,
                    0.5 + 2.0 * share
                ),
            );
        }
    }
    for (unit, name) in (0_u32..).zip(ensemble.units()) {
        let ((x, y), stability) = (point(unit), together.stability(unit));
        let light = (90.0 - 65.0 * stability).round();
        put(
            &mut svg,
            format_args!(
                r##"<circle cx="{x:.1}" cy="{y:.1}" r="4" fill="hsl(330 60% {light}%)" stroke="#444" stroke-width="0.5"><title>{}: {stability:.2}</title></circle>"##,
                escaped(name)
            ),
        );
    }
    Some(svg + "</svg>\n")
}

/// How many draws fall into each of the bars of equal width. A bin counts where its value nearest to nought is.
fn bars(histogram: &Histogram, least: i64, span: f64) -> Vec<u64> {
    let mut bars = vec![0; BARS];
    for (bin, count) in histogram.bins() {
        let at = ((bin as f64 - least as f64) / span * BARS as f64).max(0.0) as usize;
        bars[at.min(BARS - 1)] += count;
    }
    bars
}

fn head(title: &str, high: f64) -> String {
    let title = escaped(title);
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high:.0}" role="img" font-family="sans-serif" font-size="13">
<title>{title}</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="{EDGE}" y="24" font-size="16">{title}</text>
"##
    )
}

/// Adds a line. A text cannot refuse it.
fn put(svg: &mut String, line: std::fmt::Arguments<'_>) {
    let _ = writeln!(svg, "{line}");
}
