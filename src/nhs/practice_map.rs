//! `gp-reg-pat-prac-map`: every practice with its PCN, sub-ICB, ICB and region, before July 2022 with its
//! PCN, CCG, STP and region.

use super::column as col;
use super::facts::{self, Facts, Listing, OrganisationAt};
use super::report::{Report, Unreadable};
use super::source::Found;
use super::table::Table;

pub(crate) fn read(found: &Found, report: &mut Report) -> Result<Listing, Unreadable> {
    let mut table = Table::open(found, report)?;
    let code = table.need(&col::PRACTICE_CODE, report)?;
    let name = table.find(&col::PRACTICE_NAME);
    let postcode = Some(table.need(&col::PRACTICE_POSTCODE, report)?);
    let pcn = OrganisationAt {
        code: Some(table.need(&col::PCN_CODE, report)?),
        name: table.find(&col::PCN_NAME),
    };
    let sub_icb = OrganisationAt {
        code: table.find(&col::SUB_ICB_CODE),
        name: table.find(&col::SUB_ICB_NAME),
    };
    let icb = OrganisationAt {
        code: table.find(&col::ICB_CODE),
        name: table.find(&col::ICB_NAME),
    };
    let region = OrganisationAt {
        code: table.find(&col::REGION_CODE),
        name: table.find(&col::REGION_NAME),
    };
    facts::gather(&mut table, code, None, report, |row, report| {
        Ok(Facts {
            name: facts::name(row, name),
            postcodes: facts::postcodes(row, postcode, report),
            pcn: pcn.read_pcn(row),
            sub_icb: sub_icb.read(row, report),
            icb: icb.read(row, report),
            region: region.read(row, report),
            ..Facts::default()
        })
    })
}
