//! What a plan is written as, for people and for the tools that they have.

use locality::assess::Assessment;
use locality::change::Moves;
use locality::plan::Plan;
use locality::problem::Problem;
use locality::report::land::Land;
use locality::report::{self, Folder, Page, Workbook, safe_name};
use std::error::Error;
use std::path::Path;

/// All files of a plan, with a letter to each practice where they are asked for. Returns their names.
pub fn write(
    out: &Path,
    page: &Page<'_>,
    problem: &Problem,
    land: &Land,
    plan: &Plan,
    assessment: &Assessment,
    letters: bool,
) -> Result<Vec<String>, Box<dyn Error>> {
    let practices = problem.practices();
    let today = Plan::today(practices);
    let moves = Moves::between(practices, &today, plan);
    let about = format!(
        "{} practices with {} registered patients in {} networks.",
        practices.len(),
        practices.patients(),
        assessment.networks.len()
    );
    let title = "GP practices in networks: a plan";
    let workbook = Workbook::new(title, &[&about, crate::common::LICENCE]);
    let mut folder = Folder::open(out)?.with_workbook(workbook);
    folder.write("report.html", page.html()?)?;
    folder.sheet("networks.csv", &report::networks_sheet(problem, assessment))?;
    folder.sheet("plan.csv", &report::plan_sheet(problem, plan, assessment))?;
    if !today.rows().is_empty() {
        folder.sheet("moves.csv", &report::moves_sheet(practices, &moves, ""))?;
    }
    folder.write("plan.geojson", report::plan_geojson(problem, land, assessment))?;
    #[cfg(feature = "gpkg")]
    folder.write("plan.gpkg", report::plan_gpkg(problem, land, assessment)?)?;
    folder.write("map.svg", report::map_svg(problem, land, assessment, title))?;
    folder.write("assessment.json", report::assessment_json(assessment))?;
    if letters {
        let mut inside = folder.inside("letters")?;
        for practice in practices.iter() {
            let letter = report::letter(problem, assessment, &moves, practice.code);
            inside.write(
                &safe_name(&format!("{}.md", practice.code)),
                letter.unwrap_or_default(),
            )?;
        }
    }
    let mut written = folder.finish()?;
    if letters {
        written.push("letters/".to_owned());
    }
    Ok(written)
}
