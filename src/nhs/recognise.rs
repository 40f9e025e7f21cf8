//! Which kind of file it is, by its first lines.

use super::column::{self as col, Column, Header};
use super::date::Date;
use super::kind::Kind;
use super::limits::Limits;
use super::lsoa::Census;
use super::table::csv_reader;
use super::{bytes, value, workbook};
use crate::practice::OdsCode;
use csv::ByteRecord;
use std::path::Path;
use std::sync::Arc;

/// What was recognised of one table.
#[derive(Clone, Debug)]
pub(crate) struct Recognised {
    pub sheet: Option<String>,
    pub kind: Kind,
    /// The extract date, where the rows carry one.
    pub date: Option<Date>,
    /// The census for which its small areas were drawn, where the header says so.
    pub census: Option<Census>,
    /// The columns of a file that is published without a header.
    pub columns: Option<&'static [&'static str]>,
    /// The column that the file lacks to be of this kind.
    pub lacks: Option<&'static str>,
}

/// A header that makes a file one of a kind: all of these columns. The first that fits decides, so the more
/// particular ones stand first.
const LAYOUTS: &[(Kind, &[&Column])] = &[
    (
        Kind::PracticeMap,
        &[
            &col::PRACTICE_CODE,
            &col::PRACTICE_NAME,
            &col::PRACTICE_POSTCODE,
            &col::PCN_CODE,
            &col::PCN_NAME,
            &col::SUB_ICB_CODE,
            &col::ICB_CODE,
            &col::REGION_CODE,
        ],
    ),
    (
        Kind::ListSizes,
        &[
            &col::PUBLICATION,
            &col::EXTRACT_DATE,
            &col::CODE,
            &col::NUMBER_OF_PATIENTS,
        ],
    ),
    (
        Kind::Registrations,
        &[&col::PRACTICE_CODE, &col::LSOA_CODE, &col::PATIENTS],
    ),
    (
        Kind::Workforce,
        &[&col::PRAC_CODE, &col::GPS_FTE, &col::NURSES_FTE, &col::ADMIN_FTE],
    ),
    (
        Kind::Workforce,
        &[
            &col::PRAC_CODE,
            &col::STAFF_GROUP,
            &col::STAFF_ROLE,
            &col::MEASURE,
            &col::VALUE,
        ],
    ),
    (
        Kind::Payments,
        &[
            &col::PRACTICE_CODE,
            &col::PRACTICE_NAME,
            &col::PRACTICE_POSTCODE,
            &col::REGISTERED,
            &col::WEIGHTED,
        ],
    ),
    (
        Kind::PcnMembers,
        &[
            &col::PARTNER_CODE,
            &col::PCN_CODE,
            &col::PCN_NAME,
            &col::START_DATE,
            &col::END_DATE,
        ],
    ),
    (
        Kind::PcnDetails,
        &[
            &col::PCN_CODE,
            &col::PCN_NAME,
            &col::OPEN_DATE_OF_PCN,
            &col::CLOSE_DATE_OF_PCN,
        ],
    ),
    (
        Kind::PlainPractices,
        &[
            &col::PRACTICE_CODE,
            &col::LIST_SIZE,
            &col::EASTING,
            &col::NORTHING,
        ],
    ),
    (
        Kind::PlainPractices,
        &[
            &col::PRACTICE_CODE,
            &col::LIST_SIZE,
            &col::LATITUDE,
            &col::LONGITUDE,
        ],
    ),
    (Kind::PlainListSizes, &[&col::PRACTICE_CODE, &col::LIST_SIZE]),
    (Kind::Postcodes, &[&col::POSTCODE, &col::EASTING, &col::NORTHING]),
    (
        Kind::Postcodes,
        &[&col::POSTCODE, &col::LATITUDE, &col::LONGITUDE],
    ),
    (
        Kind::Deprivation,
        &[&col::LSOA11, &col::IMD_RANK, &col::IMD_DECILE],
    ),
    (
        Kind::Deprivation,
        &[&col::LSOA21, &col::IMD_RANK, &col::IMD_DECILE],
    ),
    (Kind::SmallAreaPoints, &[&col::LSOA11, &col::GRID_X, &col::GRID_Y]),
    (Kind::SmallAreaPoints, &[&col::LSOA21, &col::GRID_X, &col::GRID_Y]),
    (
        Kind::SmallAreaPoints,
        &[&col::LSOA_CODE, &col::GRID_X, &col::GRID_Y],
    ),
];

/// A header that lacks just one column of a layout this long is said to lack it; shorter ones would be seen
/// in any file.
const LONG: usize = 3;

/// The 27 columns of `epraccur.csv`, which has no header; those that are not read have no name.
#[rustfmt::skip]
const REGISTER: &[&str] = &[
    "organisation_code", "organisation_name", "national_grouping", "high_level_health_geography", "", "", "", "", "",
    "register_postcode", "", "", "", "", "commissioner", "", "", "", "", "", "", "", "", "", "", "", "",
];

/// The 11 columns of `epcncorepartnerdetails.csv` without header.
#[rustfmt::skip]
const PCN_MEMBERS: &[&str] = &[
    "partner_organisation_code", "partner_name", "sub_icb_code", "sub_icb_name", "pcn_code", "pcn_name", "", "",
    "practice_to_pcn_relationship_start_date", "practice_to_pcn_relationship_end_date", "",
];

/// The 12 columns of `epcn.csv` without header.
const PCN_DETAILS: &[&str] = &[
    "pcn_code",
    "pcn_name",
    "",
    "",
    "open_date",
    "close_date",
    "",
    "",
    "",
    "",
    "",
    "",
];

/// Recognises the tables of a file by its head; `Err` says why there is none.
pub(crate) fn recognise(
    path: &Path,
    given: Option<&Arc<[u8]>>,
    limits: Limits,
) -> Result<Vec<Recognised>, String> {
    let head = bytes::head(path, given).map_err(|why| format!("cannot be read: {why}"))?;
    if head.starts_with(bytes::ZIP) {
        return in_workbook(path, given, limits);
    }
    if head.contains(&0) {
        return Err("not a table of text".to_owned());
    }
    let mut reader = csv_reader(head.as_slice());
    let mut rows = reader.byte_records().map_while(Result::ok);
    let first = rows.next().ok_or("empty")?;
    by_rows(&first, rows.next().as_ref()).map(|found| vec![found])
}

fn in_workbook(path: &Path, given: Option<&Arc<[u8]>>, limits: Limits) -> Result<Vec<Recognised>, String> {
    let heads = workbook::heads(path, given, limits).map_err(|why| {
        format!("a zip archive, but no readable XLSX workbook ({why}); unpack an archive first")
    })?;
    let known: Vec<Recognised> = heads
        .into_iter()
        .filter_map(|(sheet, rows)| {
            let found = by_rows(rows.first()?, rows.get(1)).ok()?;
            Some(Recognised {
                sheet: Some(sheet),
                ..found
            })
        })
        .collect();
    if known.is_empty() {
        return Err("no sheet of a known kind".to_owned());
    }
    Ok(known)
}

fn by_rows(first: &ByteRecord, second: Option<&ByteRecord>) -> Result<Recognised, String> {
    if let Some(found) = by_shape(first) {
        return Ok(found);
    }
    let names: Vec<_> = first.iter().map(value::text).collect();
    let header = Header::new(names.iter().map(AsRef::as_ref));
    let of_second = |column: &Column| {
        let at = header.find(column)?;
        Some(value::text(second?.get(at)?).into_owned())
    };
    let census = match (header.find(&col::LSOA21), header.find(&col::LSOA11)) {
        (Some(_), _) => Some(Census::Of2021),
        (None, Some(_)) => Some(Census::Of2011),
        (None, None) => None,
    };
    let found = |kind, lacks| Recognised {
        sheet: None,
        kind,
        date: of_second(&col::EXTRACT_DATE).and_then(|text| text.parse().ok()),
        census,
        columns: None,
        lacks,
    };
    let missing = |columns: &[&Column]| -> Vec<&'static str> {
        let absent = columns.iter().filter(|c| header.find(c).is_none());
        absent.map(|c| c.name).collect()
    };
    if let Some((kind, _)) = LAYOUTS.iter().find(|(_, columns)| missing(columns).is_empty()) {
        // The publication has files for each sex besides the one for all, with the same header.
        let sex = of_second(&col::SEX).unwrap_or_default().to_ascii_uppercase();
        if matches!(sex.as_str(), "MALE" | "FEMALE") {
            return Err(format!("counts of one sex only ({sex}); take the file for all"));
        }
        return Ok(found(*kind, None));
    }
    let nearly = LAYOUTS
        .iter()
        .filter(|(_, columns)| columns.len() >= LONG)
        .filter_map(|(kind, columns)| match missing(columns).as_slice() {
            [one] => Some((columns.len(), *kind, *one)),
            _ => None,
        })
        .max_by_key(|(length, ..)| *length);
    match nearly {
        Some((length, kind, lacks)) if length > LONG => Ok(found(kind, Some(lacks))),
        Some((_, kind, lacks)) => Err(format!("could be {kind}, but has no column {lacks}")),
        None => Err("no known header".to_owned()),
    }
}

/// Files that are published without a header, by the number of their columns and what stands in them.
fn by_shape(first: &ByteRecord) -> Option<Recognised> {
    let cell = |at: usize| value::text(first.get(at).unwrap_or_default());
    let code =
        |at: usize| cell(at).parse::<OdsCode>().is_ok() && cell(at).bytes().any(|b| b.is_ascii_digit());
    let date = |at: usize| cell(at).parse::<Date>().is_ok();
    let (kind, columns) = match first.len() {
        27 if code(0) && date(10) => (Kind::PracticeRegister, REGISTER),
        11 if code(0) && code(4) && date(8) => (Kind::PcnMembers, PCN_MEMBERS),
        12 if code(0) && date(4) => (Kind::PcnDetails, PCN_DETAILS),
        _ => return None,
    };
    Some(Recognised {
        sheet: None,
        kind,
        date: None,
        census: None,
        columns: Some(columns),
        lacks: None,
    })
}
