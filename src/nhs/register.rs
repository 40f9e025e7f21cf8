//! `epraccur.csv`: the register of practices, in the dialect of the quarterly releases and in that of "Data
//! Search and Export".
//!
//! Of the 27 columns only those are read that are the same in both dialects. Whether a practice is active
//! and a GP practice is not asked: among the practices with a list some are registered as dormant or under
//! another prescribing setting, and the list decides.

use super::column as col;
use super::facts::{self, Facts, Listing, OrganisationAt};
use super::report::{Report, Unreadable};
use super::source::Found;
use super::table::Table;

pub(crate) fn read(found: &Found, report: &mut Report) -> Result<Listing, Unreadable> {
    let mut table = Table::open(found, report)?;
    let code = table.need(&col::ORGANISATION_CODE, report)?;
    let name = table.find(&col::ORGANISATION_NAME);
    let postcode = table.find(&col::REGISTER_POSTCODE);
    let unnamed = |column| OrganisationAt {
        code: table.find(column),
        name: None,
    };
    let region = unnamed(&col::NATIONAL_GROUPING);
    let icb = unnamed(&col::HEALTH_GEOGRAPHY);
    let sub_icb = unnamed(&col::COMMISSIONER);
    facts::gather(&mut table, code, None, report, |row, report| {
        Ok(Facts {
            name: facts::name(row, name),
            postcodes: facts::postcodes(row, postcode, report),
            sub_icb: sub_icb.read(row, report),
            icb: icb.read(row, report),
            region: region.read(row, report),
            ..Facts::default()
        })
    })
}
