//! The English indices of deprivation: how deprived a small area is.

use super::column as col;
use super::lsoa::{Census, LsoaCode};
use super::report::{Report, Unreadable};
use super::source::Found;
use super::table::Table;
use super::value;
use serde::Serialize;
use std::collections::BTreeMap;

/// The index of multiple deprivation of one small area.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Imd {
    /// The score, 0-100, greater where more deprived; `None` where the file has only ranks.
    pub score: Option<f64>,
    /// The rank among the areas of England: 1 is the most deprived.
    pub rank: u32,
    /// The tenth of England that it is in, 1-10: 1 is the most deprived.
    pub decile: u8,
}

/// The index of multiple deprivation of every small area of England.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Deprivation {
    census: Census,
    areas: BTreeMap<LsoaCode, Imd>,
}

impl Deprivation {
    /// For which census the areas were drawn.
    #[must_use]
    pub fn census(&self) -> Census {
        self.census
    }

    /// The index of the area. O(log n).
    #[must_use]
    pub fn get(&self, code: LsoaCode) -> Option<Imd> {
        self.areas.get(&code).copied()
    }

    /// All areas, in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = (LsoaCode, Imd)> {
        self.areas.iter().map(|(&code, &imd)| (code, imd))
    }

    /// How many areas.
    #[must_use]
    pub fn len(&self) -> usize {
        self.areas.len()
    }

    /// Whether there is no area at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.areas.is_empty()
    }
}

/// The index of every area of the file, and its number of rows.
pub(crate) fn read(found: &Found, report: &mut Report) -> Result<(Deprivation, usize), Unreadable> {
    let mut table = Table::open(found, report)?;
    let census = found.census.unwrap_or(Census::Of2021);
    let code_at = match census {
        Census::Of2011 => table.need(&col::LSOA11, report)?,
        Census::Of2021 => table.need(&col::LSOA21, report)?,
    };
    let rank_at = table.need(&col::IMD_RANK, report)?;
    let decile_at = table.need(&col::IMD_DECILE, report)?;
    let score_at = table.find(&col::IMD_SCORE);
    let mut areas = BTreeMap::new();
    while let Some(row) = table.next(report)? {
        if row.is_blank() || !row.fits(report) {
            continue;
        }
        let code = row.parsed::<LsoaCode>(report, Some(code_at), "the code of an LSOA");
        let rank = value::whole(&row.text(rank_at)).and_then(|n| u32::try_from(n).ok());
        let decile = value::whole(&row.text(decile_at)).and_then(|n| u8::try_from(n).ok());
        let score = score_at.and_then(|at| value::decimal(&row.text(at)));
        match (rank.filter(|&r| r > 0), decile.filter(|d| (1..=10).contains(d))) {
            (None, _) => row.unreadable(report, rank_at, "a rank"),
            (_, None) => row.unreadable(report, decile_at, "a decile"),
            (Some(rank), Some(decile)) => {
                if let Some(code) = code {
                    areas.entry(code).or_insert(Imd { score, rank, decile });
                }
            }
        }
    }
    Ok((Deprivation { census, areas }, table.count))
}
