//! `epcncorepartnerdetails.csv` and its sheet of `ePCN.xlsx`: which practice is, and was, in which PCN.

use super::column as col;
use super::date::Date;
use super::facts::{Facts, Listing, OrganisationAt};
use super::report::{Report, Unreadable};
use super::source::Found;
use super::table::Table;
use crate::practice::OdsCode;
use std::collections::BTreeMap;

/// The file keeps the history, several rows a practice: a row without an end date is the current one, else the
/// latest to start counts. A practice all of whose rows have ended but that still has a list left its PCN
/// after the day of the list, or the map of that day still counts it in.
pub(crate) fn read(found: &Found, report: &mut Report) -> Result<Listing, Unreadable> {
    let mut table = Table::open(found, report)?;
    let code_at = table.need(&col::PARTNER_CODE, report)?;
    let start_at = table.need(&col::START_DATE, report)?;
    let end_at = table.need(&col::END_DATE, report)?;
    let pcn_at = OrganisationAt {
        code: Some(table.need(&col::PCN_CODE, report)?),
        name: table.find(&col::PCN_NAME),
    };
    let mut current: BTreeMap<OdsCode, ((bool, Option<Date>), Facts)> = BTreeMap::new();
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
        // Without its dates a row could be of any time.
        if report.len() > before {
            continue;
        }
        let rank = (!ended, start);
        let (best, facts) = current.entry(code).or_default();
        if facts.pcn.is_none() || rank >= *best {
            *best = rank;
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
