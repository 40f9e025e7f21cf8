//! Travel by a supplied matrix, and what is to be said of it.

use crate::common;
use clap::{Args, ValueEnum};
use locality::practice::Practices;
use locality::problem::{Problem, ProblemBuilder};
use locality::travel::{Asymmetry, Detour, Matrix, MatrixUnit, Missing, Travel};
use locality::units::Metres;
use std::error::Error;
use std::path::PathBuf;

/// A matrix of travel; straight lines without one.
#[derive(Args)]
pub struct Ways {
    /// A travel matrix in CSV with a line a pair, such as r5r and TRACC write, practices by code.
    #[arg(long, value_name = "FILE")]
    matrix: Option<PathBuf>,
    /// What its numbers are.
    #[arg(long, value_name = "UNIT", default_value = "minutes", requires = "matrix")]
    matrix_unit: Unit,
    /// Its columns: from, to, amount.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', requires = "matrix",
        default_values = ["from_id", "to_id", "travel_time_p50"])]
    matrix_columns: Vec<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Unit {
    Seconds,
    Minutes,
    Metres,
    Kilometres,
}

impl Ways {
    /// The builder with the matrix; pairs that it lacks are estimated, and it is said how many.
    pub fn add(
        &self,
        builder: ProblemBuilder,
        practices: &Practices,
    ) -> Result<ProblemBuilder, Box<dyn Error>> {
        let Some(path) = &self.matrix else {
            return Ok(builder);
        };
        let [from, to, amount] = &self.matrix_columns[..] else {
            return Err("--matrix-columns: give three names with commas between, such as from_id,to_id,travel_time_p50".into());
        };
        let text = common::read("--matrix", path)?;
        let unit = match self.matrix_unit {
            Unit::Seconds => MatrixUnit::Seconds,
            Unit::Minutes => MatrixUnit::Minutes,
            Unit::Metres => MatrixUnit::Metres,
            Unit::Kilometres => MatrixUnit::Kilometres,
        };
        let name = path.display().to_string();
        let matrix = Matrix::long_csv(&text, [from.as_str(), to, amount], unit, &name)?;
        let (travel, coverage) = Travel::supplied(practices, &matrix, Missing::Estimate, Asymmetry::Keep)?;
        eprintln!(
            "{name}: {} of {} ways, {} from the way back, {} estimated; {} names are no practice here",
            coverage.known,
            coverage.pairs,
            coverage.from_way_back,
            coverage.estimated,
            coverage.unknown.len()
        );
        Ok(builder.travel(travel))
    }

    /// Says which practices are remote, and which pairs are far by road for how near they are, neighbours first.
    pub fn warn(problem: &Problem) {
        warn_of_the_remote(problem);
        const SHOWN: usize = 10;
        let practices = problem.practices();
        let show = |detour: &Detour| {
            let unit = problem.travel().unit();
            let name = |i: usize| format!("{} ({})", practices[i].code, practices[i].name);
            let (way, estimate) = (unit.show(detour.way), unit.show(detour.estimate));
            eprintln!(
                "  {} - {}: {way}, where the straight line suggests {estimate}",
                name(detour.from),
                name(detour.to)
            );
        };
        let pairs = problem.travel().detours();
        if pairs.is_empty() {
            return;
        }
        let edges = problem.edges_of_detours();
        eprintln!(
            "Warning: {} pairs take more than three times what their straight line suggests; water may lie between them.",
            pairs.len()
        );
        if !edges.is_empty() {
            eprintln!(
                "{} of them are neighbours in the practice graph; a contiguity rule can cut them:",
                edges.len()
            );
            edges.iter().take(SHOWN).for_each(show);
        }
        let others = pairs.iter().filter(|pair| !edges.contains(pair));
        eprintln!("{} are not:", pairs.len() - edges.len());
        others.take(SHOWN).for_each(show);
    }
}

/// Says which practices are far from every neighbour: a special service with the postcode of an office, as it often is, becomes a
/// journey of hundreds of kilometres in the plan.
fn warn_of_the_remote(problem: &Problem) {
    const REMOTE: Metres = Metres(30_000);
    let practices = problem.practices();
    for (i, practice) in practices.iter().enumerate() {
        let near = problem.graph().neighbours(i);
        let near = near.map(|j| practice.location.straight_line(practices[j].location));
        if let Some(nearest) = near.min().filter(|nearest| *nearest > REMOTE) {
            let postcode = practice
                .postcode
                .as_ref()
                .map(|postcode| format!(" at {postcode}"));
            eprintln!(
                "Warning: {} ({}){}, {} patients, is {} km from the nearest practice beside it; is that where its patients are seen?",
                practice.code,
                practice.name,
                postcode.unwrap_or_default(),
                practice.list_size,
                nearest.0 / 1_000
            );
        }
    }
}
