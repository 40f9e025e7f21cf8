//! NHS Payments to General Practice: registered and weighted lists of a financial year.

use super::column as col;
use super::facts::{self, Facts, Instead, Listing, OrganisationAt};
use super::loaded::Why;
use super::report::{Report, Unreadable};
use super::source::Found;
use super::table::Table;
use crate::units::Patients;

/// Practices that closed within the year and bodies that are no practices were paid as well; they are left
/// out and counted.
pub(crate) fn read(found: &Found, report: &mut Report) -> Result<Listing, Unreadable> {
    let mut table = Table::open(found, report)?;
    let code = table.need(&col::PRACTICE_CODE, report)?;
    let registered = table.need(&col::REGISTERED, report)?;
    let weighted = table.need(&col::WEIGHTED, report)?;
    let name = table.find(&col::PRACTICE_NAME);
    let postcode = table.find(&col::PRACTICE_POSTCODE);
    let (closed, kind) = (table.find(&col::CLOSE_DATE), table.find(&col::PRACTICE_TYPE));
    let sub_icb = OrganisationAt {
        code: table.find(&col::SUB_ICB_CODE),
        name: table.find(&col::SUB_ICB_NAME),
    };
    let region = OrganisationAt {
        code: table.find(&col::REGION_CODE),
        name: table.find(&col::REGION_NAME),
    };
    facts::gather(&mut table, code, Some(registered), report, |row, report| {
        let list_size = facts::list_size(row, registered, report)?.unwrap_or_default();
        if kind.is_some() && !row.optional(kind).eq_ignore_ascii_case("GP practice") {
            return Err(Instead::Leave(list_size, Why::NotAPractice));
        }
        if !row.optional(closed).is_empty() {
            return Err(Instead::Leave(list_size, Why::Closed));
        }
        let weighted_list = match facts::list_size(row, weighted, report) {
            Ok(number) => number.filter(|&w| w > Patients::ZERO),
            // The weighted list is an extra: the fault is reported, the practice is kept.
            Err(_) => None,
        };
        Ok(Facts {
            name: facts::name(row, name),
            postcodes: facts::postcodes(row, postcode, report),
            list_size,
            weighted_list,
            sub_icb: sub_icb.read(row, report),
            region: region.read(row, report),
            ..Facts::default()
        })
    })
}
