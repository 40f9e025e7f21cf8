//! Population-weighted centroids: one point for the residents of a small area.

use super::column as col;
use super::lsoa::LsoaCode;
use super::plain::PointAt;
use super::report::{Report, Unreadable};
use super::source::Found;
use super::table::Table;
use crate::practice::Location;
use serde::Serialize;
use std::collections::BTreeMap;

/// One point a small area, where its residents live in the mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct SmallAreaPoints {
    points: BTreeMap<LsoaCode, Location>,
}

impl SmallAreaPoints {
    /// The point of the area. O(log n).
    #[must_use]
    pub fn get(&self, code: LsoaCode) -> Option<Location> {
        self.points.get(&code).copied()
    }

    /// All areas and their points, in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = (LsoaCode, Location)> {
        self.points.iter().map(|(&code, &point)| (code, point))
    }

    /// How many areas have a point.
    #[must_use]
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether there is no point at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Adds the points of another file for the areas that have none yet.
    pub(crate) fn fill(&mut self, from: Self) {
        for (code, point) in from.points {
            self.points.entry(code).or_insert(point);
        }
    }
}

/// The points of one file and its number of rows. Areas whose cells are empty have no point.
pub(crate) fn read(found: &Found, report: &mut Report) -> Result<(SmallAreaPoints, usize), Unreadable> {
    let mut table = Table::open(found, report)?;
    let code_at = match table.find(&col::LSOA21).or_else(|| table.find(&col::LSOA11)) {
        Some(at) => at,
        None => table.need(&col::LSOA_CODE, report)?,
    };
    let x = table.need(&col::GRID_X, report)?;
    let y = table.need(&col::GRID_Y, report)?;
    let mut all = SmallAreaPoints::default();
    while let Some(row) = table.next(report)? {
        if row.is_blank() || !row.fits(report) {
            continue;
        }
        let Some(code) = row.parsed::<LsoaCode>(report, Some(code_at), "the code of an LSOA") else {
            continue;
        };
        if let Some(point) = PointAt::grid(&row, x, y, report) {
            all.points.entry(code).or_insert(point);
        }
    }
    Ok((all, table.count))
}
