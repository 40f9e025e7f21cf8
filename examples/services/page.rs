//! report.html: the plan, and what follows from it, as a page.

use super::scene::Scene;
use locality::assess::assess;
use locality::assumption::Assumption;
use locality::nhs::UsedFile;
use locality::problem::{Networks, Problem};
use locality::report::{Folder, Page, Workbook};
use std::error::Error;

/// With the tables so far. The plan is held to the band and to connection only, as nothing is known here of other rules.
pub fn write(
    scene: &Scene,
    files: &[UsedFile],
    tables: Option<&Workbook>,
    stated: &[Assumption],
    out: &mut Folder,
) -> Result<(), Box<dyn Error>> {
    let problem = Problem::builder(scene.practices.clone())
        .networks(Networks::Any)
        .build()?;
    let assessment = assess(&problem, &scene.plan);
    let mut page = Page::new(&problem, &scene.plan, &assessment)
        .files(files)
        .assumptions(stated);
    if let Some(tables) = tables {
        let about = "Reckoned by this program from the plan and the files; the parameters and their sources are in the table of assumptions.";
        page = page.tables(tables, about);
    }
    Ok(out.write("report.html", page.html()?)?)
}
