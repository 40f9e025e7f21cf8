//! The postcode directories of ONS, whole or in part, in all generations of their headers.

use super::column as col;
use super::lsoa::LsoaCode;
use super::plain::PointAt;
use super::report::{Report, Unreadable};
use super::source::Found;
use super::table::Table;
use crate::practice::{Location, OdsCode, Postcode};
use serde::Serialize;
use std::collections::BTreeSet;

/// What the directory knows of a postcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PostcodePoint {
    /// Its grid reference; `None` where it has none on the British National Grid (Northern Ireland, Channel
    /// Islands, Isle of Man).
    pub location: Option<Location>,
    /// Its small area, of 2021 where the directory has that, else of 2011.
    pub lsoa: Option<LsoaCode>,
    /// Its local authority district, such as `E07000241`.
    pub council: Option<OdsCode>,
}

/// Postcodes with their grid references, sorted. Terminated postcodes are among them: practices keep them in
/// their addresses for years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Postcodes {
    rows: Vec<(Postcode, PostcodePoint)>,
}

impl Postcodes {
    /// What is known of the postcode. O(log n).
    #[must_use]
    pub fn get(&self, postcode: Postcode) -> Option<PostcodePoint> {
        let at = self.rows.binary_search_by_key(&postcode, |(p, _)| *p).ok()?;
        self.rows.get(at).map(|(_, point)| *point)
    }

    /// All postcodes, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (Postcode, PostcodePoint)> {
        self.rows.iter().copied()
    }

    /// How many postcodes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no postcode at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds the postcodes of another directory; where both have one, this one's entry stays.
    pub(crate) fn fill(&mut self, from: Self) {
        self.rows.extend(from.rows);
        self.sort();
    }

    fn sort(&mut self) {
        // Stable, so the entry that was read first stays.
        self.rows.sort_by_key(|(postcode, _)| *postcode);
        self.rows.dedup_by_key(|(postcode, _)| *postcode);
    }
}

/// Reads the directory, or only those of its rows that are wanted: the whole directory has 2.7 million.
pub(crate) fn read(
    found: &Found,
    wanted: Option<&BTreeSet<Postcode>>,
    report: &mut Report,
) -> Result<(Postcodes, usize), Unreadable> {
    let mut table = Table::open(found, report)?;
    let postcode_at = table.need(&col::POSTCODE, report)?;
    let council_at = table.find(&col::COUNCIL);
    let lsoa_at = table.find(&col::LSOA_OF_POSTCODE);
    let point_at = PointAt::of(&table);
    let mut all = Postcodes::default();
    while let Some(row) = table.next(report)? {
        if row.is_blank() || !row.fits(report) {
            continue;
        }
        let Some(postcode) = row.parsed::<Postcode>(report, Some(postcode_at), "a postcode") else {
            continue;
        };
        if wanted.is_some_and(|wanted| !wanted.contains(&postcode)) {
            continue;
        }
        // Grid references in Northern Ireland are on the Irish Grid (ONSPD user guide).
        let irish = postcode.as_str().starts_with("BT");
        let location = if irish { None } else { point_at.read(&row, report) };
        // Outside England and Wales there are other codes in these columns, or none.
        let lsoa = row.optional(lsoa_at).parse().ok();
        let council = row.optional(council_at).parse().ok();
        all.rows.push((
            postcode,
            PostcodePoint {
                location,
                lsoa,
                council,
            },
        ));
    }
    all.sort();
    Ok((all, table.count))
}
