//! The files that are written.

use super::scene::Scene;
use locality::ensemble::Ensemble;
use locality::report::{self, Folder, Placed, safe_name};
use std::error::Error;

/// Tables and pictures; returns the names of the files.
pub fn reports(
    mut out: Folder,
    scene: &Scene,
    ensemble: &Ensemble,
    placed: &[Placed],
) -> Result<Vec<String>, Box<dyn Error>> {
    out.sheet("ensemble.csv", &report::ensemble_sheet(ensemble))?;
    out.sheet("standing.csv", &report::standing_sheet(ensemble, placed))?;
    out.sheet("stability.csv", &report::stability_sheet(ensemble))?;
    out.sheet("together.csv", &report::together_sheet(ensemble))?;
    let units = 0..ensemble.units().len() as u32;
    let place = |unit| scene.problem.practices()[scene.task.practice_of(unit)].location;
    let places: Vec<_> = units.map(place).collect();
    if let Some(svg) = report::together_svg(ensemble, &places) {
        out.write("together.svg", svg)?;
    }
    for (number, name) in ensemble.measures().iter().enumerate() {
        if same_in_all(ensemble, number) {
            continue;
        }
        let mark = |plan: &'_ Placed| Some((plan.name.clone(), plan.values.get(number).copied()??));
        let marks: Vec<(String, i64)> = placed.iter().filter_map(mark).collect();
        let marks: Vec<(&str, i64)> = marks
            .iter()
            .map(|(name, value)| (name.as_str(), *value))
            .collect();
        if let Some(svg) = report::histogram_svg(ensemble, number, &marks) {
            out.write(&safe_name(&format!("histogram-{name}.svg")), svg)?;
        }
    }
    Ok(out.finish()?)
}

/// Whether a measure is the same in all draws, as the rules make many be.
pub fn same_in_all(ensemble: &Ensemble, measure: usize) -> bool {
    let range = ensemble
        .histogram(measure)
        .and_then(|histogram| histogram.range());
    range.is_none_or(|(least, most)| least == most)
}
