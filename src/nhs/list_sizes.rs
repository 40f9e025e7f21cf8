//! `gp-reg-pat-prac-all`: the list size of every practice, in all generations of its header.

use super::column as col;
use super::facts::{self, Facts, Instead, Listing, OrganisationAt};
use super::loaded::Why;
use super::report::{Report, Unreadable};
use super::source::Found;
use super::table::Table;
use crate::units::Patients;

pub(crate) fn read(found: &Found, report: &mut Report) -> Result<Listing, Unreadable> {
    let mut table = Table::open(found, report)?;
    let code = table.need(&col::CODE, report)?;
    let patients = table.need(&col::NUMBER_OF_PATIENTS, report)?;
    let postcode = table.find(&col::POSTCODE_OF_LIST);
    let (kind, sex, age) = (
        table.find(&col::TYPE),
        table.find(&col::SEX),
        table.find(&col::AGE),
    );
    // The commissioner stands there without its name.
    let sub_icb = OrganisationAt {
        code: table.find(&col::SUB_ICB_CODE),
        name: None,
    };
    facts::gather(&mut table, code, Some(patients), report, |row, report| {
        let is = |at: Option<usize>, wanted| at.is_none() || row.optional(at).eq_ignore_ascii_case(wanted);
        if !(is(kind, "GP") && is(sex, "ALL") && is(age, "ALL")) {
            return Err(Instead::Skip);
        }
        let Some(list_size) = facts::list_size(row, patients, report)? else {
            row.unreadable(report, patients, "a number of patients");
            return Err(Instead::Leave(Patients::ZERO, Why::Unreadable));
        };
        Ok(Facts {
            postcodes: facts::postcodes(row, postcode, report),
            list_size,
            sub_icb: sub_icb.read(row, report),
            ..Facts::default()
        })
    })
}
