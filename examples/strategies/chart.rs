//! Cost against broken rules, as SVG.

use super::summary::Summary;
use locality::report::xml::escaped;
use std::fmt::Write;

const WIDTH: f64 = 860.0;
const HEIGHT: f64 = 520.0;
/// Left, right, above and below of the axes.
const LEFT: f64 = 80.0;
const RIGHT: f64 = 170.0;
const ABOVE: f64 = 50.0;
const BELOW: f64 = 60.0;

/// A chart of medians with the range of costs; strategies of the Pareto set are filled. What is down and to the left is good.
pub fn svg(area: &str, summaries: &[Summary]) -> String {
    let points: Vec<(&Summary, f64, [f64; 3])> = summaries
        .iter()
        .filter_map(|summary| {
            let broken = summary.spread(|row| row.broken.map(|broken| broken as f64))?;
            let cost = summary.spread(|row| row.cost.map(|cost| cost as f64 / 1e6))?;
            Some((summary, broken.median, [cost.least, cost.median, cost.most]))
        })
        .collect();
    let right = points.iter().map(|point| point.1).fold(1.0, f64::max);
    let (low, high) = (points.iter()).fold((f64::MAX, 0.0_f64), |(low, high), (.., cost)| {
        (low.min(cost[0]), high.max(cost[2]))
    });
    let step = step((high - low).max(1.0));
    let (low, high) = ((low / step).floor() * step, ((high / step).floor() + 1.0) * step);
    // The square root spreads the few broken rules, where it is decided, and keeps the many on the page.
    let x = |broken: f64| LEFT + (broken / right).sqrt() * (WIDTH - LEFT - RIGHT);
    let y = |cost: f64| HEIGHT - BELOW - (cost - low) / (high - low) * (HEIGHT - ABOVE - BELOW);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"white\"/>\n\
         <text x=\"{LEFT}\" y=\"24\" font-size=\"16\">{}: travel against broken rules, by strategy</text>\n\
         <text x=\"{LEFT}\" y=\"40\" fill=\"#555\">medians over seeds, bars from the least to the most; filled: in the Pareto set</text>\n",
        escaped(area)
    );
    let bottom = HEIGHT - BELOW;
    // Writing to a string does not fail.
    let mut line = |text: String| {
        let _ = writeln!(svg, "{text}");
    };
    let mut at = low;
    while at <= high + step / 2.0 {
        let h = y(at);
        line(format!(
            "<line x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{h:.1}\" y2=\"{h:.1}\" stroke=\"#ddd\"/>",
            WIDTH - RIGHT
        ));
        line(format!(
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{at:.0}</text>",
            LEFT - 8.0,
            h + 4.0
        ));
        at += step;
    }
    for ticks in [0.0, 1.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0]
        .into_iter()
        .filter(|&tick| tick <= right)
    {
        let (w, low) = (x(ticks), bottom + 18.0);
        line(format!(
            "<line x1=\"{w:.1}\" x2=\"{w:.1}\" y1=\"{bottom}\" y2=\"{:.1}\" stroke=\"#555\"/>",
            bottom + 5.0
        ));
        line(format!(
            "<text x=\"{w:.1}\" y=\"{low}\" text-anchor=\"middle\">{ticks:.0}</text>"
        ));
    }
    line(format!(
        "<line x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{bottom}\" y2=\"{bottom}\" stroke=\"#555\"/>",
        WIDTH - RIGHT
    ));
    line(format!(
        "<text x=\"{LEFT}\" y=\"{:.1}\">broken rules (square root scale)</text>",
        HEIGHT - 14.0
    ));
    line(format!(
        "<text transform=\"translate(18 {bottom}) rotate(-90)\">million person-metres to the hub</text>"
    ));
    let mut labels: Vec<(f64, f64)> = Vec::new();
    let mut points = points;
    points.sort_by(|a, b| b.2[1].total_cmp(&a.2[1]).then(a.0.strategy.cmp(&b.0.strategy)));
    for (summary, broken, [least, cost, most]) in points {
        let (w, h) = (x(broken), y(cost));
        let fill = if summary.pareto { "#1f5fa8" } else { "white" };
        line(format!(
            "<line x1=\"{w:.1}\" x2=\"{w:.1}\" y1=\"{:.1}\" y2=\"{:.1}\" stroke=\"#1f5fa8\"/>",
            y(least),
            y(most)
        ));
        line(format!(
            "<circle cx=\"{w:.1}\" cy=\"{h:.1}\" r=\"5\" fill=\"{fill}\" stroke=\"#1f5fa8\" stroke-width=\"1.5\"/>"
        ));
        // From the top down; a label in the way of another goes below it.
        let mut text = h + 4.0;
        while labels
            .iter()
            .any(|&(lw, lh)| (lw - w).abs() < 125.0 && (lh - text).abs() < 13.0)
        {
            text += 1.0;
        }
        labels.push((w, text));
        line(format!(
            "<line x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{h:.1}\" y2=\"{:.1}\" stroke=\"#999\"/>",
            w + 6.0,
            w + 14.0,
            text - 4.0
        ));
        line(format!(
            "<text x=\"{:.1}\" y=\"{text:.1}\">{}</text>",
            w + 17.0,
            escaped(&summary.strategy)
        ));
    }
    svg + "</svg>\n"
}

/// A round number of which some five to twelve make the range.
fn step(range: f64) -> f64 {
    let mut step = 1.0;
    for factor in [2.0, 2.5, 2.0].into_iter().cycle().take(40) {
        if range / step <= 10.0 {
            break;
        }
        step *= factor;
    }
    step
}
