//! What maps are drawn on: cells of practices, or what is given.

use clap::Args;
use locality::nhs::{Boundaries, Reading, Source, UsedFile};
use locality::problem::Problem;
use locality::report::land::Land;
use std::error::Error;
use std::path::PathBuf;

use crate::data::Data;

/// Boundaries for the maps.
#[derive(Args)]
pub struct Given {
    /// The coast or the boundary of the area, GeoJSON as the Office for National Statistics publishes it: maps end there.
    #[arg(long, value_name = "FILE")]
    outline: Option<PathBuf>,
    /// Small areas (LSOAs) with their codes, GeoJSON: each goes with the network that most of its patients belong to. Needs the file of
    /// registrations by small area among the data.
    #[arg(long, value_name = "FILE", requires = "data")]
    small_areas: Option<PathBuf>,
}

impl Given {
    /// The land, and the files that it comes from.
    pub fn land(
        &self,
        problem: &Problem,
        source: Option<&Source>,
    ) -> Result<(Land, Vec<UsedFile>), Box<dyn Error>> {
        let mut used = Vec::new();
        let mut open = |path: &PathBuf| {
            let boundaries = Boundaries::open(path)?;
            used.extend(boundaries.used().cloned());
            Ok::<_, locality::fault::Faults>(boundaries)
        };
        let outline = self.outline.as_ref().map(&mut open).transpose()?;
        let areas = self.small_areas.as_ref().map(&mut open).transpose()?;
        let mut land = match &outline {
            Some(outline) => Land::within(problem, outline)?,
            None => Land::of(problem),
        };
        if let (Some(areas), Some(source)) = (&areas, source) {
            let registrations = source.registrations(Reading::Lenient)?;
            used.extend(registrations.used);
            let flows = Data::flows_of(problem.practices(), &registrations.value);
            land = land.small_areas(areas, &flows)?;
        }
        Ok((land, used))
    }
}
