//! What stands beside and below the map.

use super::frame::{ABOVE, EDGE, Frame, SIDE};
use super::put;
use crate::assess::Assessment;
use crate::report::land::Land;
use crate::report::xml::escaped;
use crate::units::Metres;

/// So many networks are listed beside the map.
const LISTED: usize = 60;

/// A bar of a round number of metres, a quarter of the map at most.
pub(super) fn scale_bar(svg: &mut String, frame: &Frame, land: &Land) {
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
            r##"<text x="{EDGE}" y="{:.1}" fill="#333">Circles: practices, as large as their lists. Squares with a cross: hubs. Areas: {}.</text>"##,
            y + 22.0,
            if land.small_areas {
                "small areas by where most of their patients are registered"
            } else {
                "nearest practice, not catchments"
            }
        ),
    );
}

pub(super) fn key_lines(assessment: &Assessment) -> usize {
    match assessment.networks.len() {
        number if number <= LISTED => number,
        _ => 0,
    }
}

/// Number, name and patients of each network, beside the map.
pub(super) fn key(svg: &mut String, assessment: &Assessment, frame: &Frame) {
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
