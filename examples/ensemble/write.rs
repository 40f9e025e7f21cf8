//! The files that are written.

use super::scene::Scene;
use locality::ensemble::Ensemble;
use locality::report::{self, Placed, files};
use std::error::Error;
use std::path::Path;

/// All that was drawn, for merging.
pub fn whole(out: &Path, ensemble: &Ensemble) -> Result<(), Box<dyn Error>> {
    file(out, "ensemble.json", &ensemble.to_json())
}

/// Tables and pictures.
pub fn reports(
    out: &Path,
    scene: &Scene,
    ensemble: &Ensemble,
    placed: &[Placed],
) -> Result<(), Box<dyn Error>> {
    file(out, "ensemble.csv", &report::ensemble_csv(ensemble))?;
    file(out, "standing.csv", &report::standing_csv(ensemble, placed))?;
    file(out, "stability.csv", &report::stability_csv(ensemble))?;
    file(out, "together.csv", &report::together_csv(ensemble))?;
    let units = 0..ensemble.units().len() as u32;
    let place = |unit| scene.problem.practices()[scene.task.practice_of(unit)].location;
    let places: Vec<_> = units.map(place).collect();
    if let Some(svg) = report::together_svg(ensemble, &places) {
        file(out, "together.svg", &svg)?;
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
            file(out, &format!("histogram-{name}.svg"), &svg)?;
        }
    }
    Ok(())
}

/// Whether a measure is the same in all draws, as the rules make many be.
pub fn same_in_all(ensemble: &Ensemble, measure: usize) -> bool {
    let range = ensemble
        .histogram(measure)
        .and_then(|histogram| histogram.range());
    range.is_none_or(|(least, most)| least == most)
}

fn file(folder: &Path, name: &str, text: &str) -> Result<(), Box<dyn Error>> {
    Ok(files::write(folder.join(name), text.as_bytes())?)
}
