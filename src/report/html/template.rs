//! Fills the template.

use super::charts::Chart;
use super::extra::Extra;
use super::map::Map;
use super::model::Model;
use super::options::{Choice, Row};
use super::rows::{MoveRow, NetworkRow, PracticeRow};
use super::sources::{FileRow, licences};
use super::summary::Summary;
use super::{Page, PageError, next, options, rows};
use crate::assess::Assessment;
use crate::assumption::Assumption;
use crate::change::Moves;
use crate::report::land::Land;
use crate::report::members::members;
use askama::Template;

/// The styles, in the order in which they are read.
const STYLE: &str = concat!(
    include_str!("parts/base.css"),
    include_str!("parts/tables.css"),
    include_str!("parts/map.css"),
    include_str!("parts/print.css"),
);

/// The script: one function around all parts, so that they share names with nobody else.
const SCRIPT: &str = concat!(
    "(() => {\n'use strict';\n",
    include_str!("parts/model.js"),
    include_str!("parts/rules.js"),
    include_str!("parts/tables.js"),
    include_str!("parts/map.js"),
    include_str!("parts/land.js"),
    include_str!("parts/choose.js"),
    include_str!("parts/moves.js"),
    "})();\n",
);

#[derive(Template)]
#[template(path = "page.html", config = "src/report/html/askama.toml")]
struct View<'a> {
    title: &'a str,
    style: &'static str,
    script: &'static str,
    version: &'static str,
    made_up: bool,
    summary: Summary,
    map: Map,
    networks: Vec<NetworkRow<'a>>,
    weighted: bool,
    deprivation: bool,
    practices: Vec<PracticeRow<'a>>,
    /// Whether today's networks are known.
    today: bool,
    moves: Vec<MoveRow<'a>>,
    choices: &'a [Choice<'a>],
    options: Vec<Row>,
    charts: Vec<Chart>,
    rules: Vec<(String, &'static str)>,
    broken: Vec<String>,
    extras: &'a [Extra],
    assumptions: &'a [Assumption],
    files: Vec<FileRow>,
    licences: Vec<&'static str>,
    run: Vec<(&'static str, String)>,
    model: String,
}

pub(super) fn render(
    page: &Page<'_>,
    today: Option<&Assessment>,
    moves: Option<&Moves>,
    choices: &[Choice<'_>],
    charts: Vec<Chart>,
) -> Result<String, PageError> {
    let (problem, assessment) = (page.problem, page.assessment);
    let land = page.land.cloned().unwrap_or_else(|| Land::of(problem));
    let map = Map::of(problem, &land, assessment, today);
    let mut home = vec![None; problem.practices().len()];
    for (k, own) in members(problem, assessment).into_iter().enumerate() {
        for i in own {
            home[i] = home[i].or(Some(k));
        }
    }
    let networks = rows::networks(problem, assessment);
    let kinds = page.files.iter().map(|file| file.kind);
    let view = View {
        title: &page.title,
        style: STYLE,
        script: SCRIPT,
        version: env!("CARGO_PKG_VERSION"),
        made_up: problem
            .practices()
            .iter()
            .all(|p| p.code.as_str().starts_with("SYN")),
        summary: Summary::of(problem, assessment, today.zip(moves), page.solution),
        weighted: networks.iter().any(|n| n.weighted.is_some()),
        deprivation: networks.iter().any(|n| n.deprivation.is_some()),
        networks,
        practices: rows::practices(problem, assessment, &home, &next::next(problem, assessment)),
        today: today.is_some(),
        moves: moves.map_or_else(Vec::new, |moves| rows::moves(problem, assessment, &home, moves)),
        choices,
        options: options::rows(choices),
        charts,
        rules: problem
            .rules()
            .all()
            .iter()
            .map(|rule| (rule.wording(), rule.source()))
            .collect(),
        broken: assessment.findings.iter().map(ToString::to_string).collect(),
        extras: &page.extras,
        assumptions: &page.assumptions,
        files: page.files.iter().map(FileRow::of).collect(),
        licences: licences(kinds),
        run: run(page),
        model: Model::of(problem, page.plan, assessment, &map).json(),
        map,
    };
    Ok(view.render()?)
}

/// What ran, for whoever wants to run it again.
fn run(page: &Page<'_>) -> Vec<(&'static str, String)> {
    let mut rows = vec![("Program", format!("Locality {}", env!("CARGO_PKG_VERSION")))];
    if let Some(solution) = page.solution {
        rows.push(("Seed", solution.record.seed.to_string()));
        rows.push(("Rounds", solution.record.rounds.to_string()));
        rows.push((
            "Cost of the plan, all ways added up",
            crate::units::Cost(solution.cost).to_string(),
        ));
        if let Some(bound) = solution.bound {
            rows.push(("No plan costs less than", crate::units::Cost(bound).to_string()));
        }
    }
    rows
}
