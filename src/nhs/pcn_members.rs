//! `epcncorepartnerdetails.csv` and its sheet of `ePCN.xlsx`: which practice is, and was, in which PCN.

use super::column as col;
use super::date::Date;
use super::facts::{Facts, Listing, OrganisationAt};
use super::report::{Report, Unreadable};
use super::source::Found;
use super::table::Table;
use crate::practice::OdsCode;
use std::collections::BTreeMap;

/// The file keeps the history, several rows a practice: a row without an end date is the current one, and of
/// several of these the latest to start. A practice all of whose rows have ended is in no PCN.
pub(crate) fn read(found: &Found, report: &mut Report) -> Result<Listing, Unreadable> {
    let mut table = Table::open(found, report)?;
    let code_at = table.need(&col::PARTNER_CODE, report)?;
    let start_at = table.need(&col::START_DATE, report)?;
    let end_at = table.need(&col::END_DATE, report)?;
    let pcn_at = OrganisationAt {
        code: Some(table.need(&col::PCN_CODE, report)?),
        name: table.find(&col::PCN_NAME),
    };
    let mut current: BTreeMap<OdsCode, (Option<Date>, Facts)> = BTreeMap::new();
    while let Some(row) = table.next(report)? {
        if row.is_blank() || !row.fits(report) {
            continue;
        }
        let Some(code) = row.parsed::<OdsCode>(report, Some(code_at), "a practice code") else {
            continue;
        };
        let before = report.len();
        let start = row.parsed::<Date>(report, Some(start_at), "a date");
        let ended = row.parsed::<Date>(report, Some(end_at), "a date").is_some();
        report.concern(before, code);
        let (since, facts) = current.entry(code).or_default();
        facts.pcn.get_or_insert_default();
        if !ended && start >= *since {
            *since = start;
            facts.pcn = pcn_at.read_pcn(&row);
        }
    }
    Ok(Listing {
        facts: current
            .into_iter()
            .map(|(code, (_, facts))| (code, facts))
            .collect(),
        left_out: Vec::new(),
        rows: table.count,
    })
}
