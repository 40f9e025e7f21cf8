//! `gp-reg-pat-prac-lsoa-all`: how many patients each practice has in each small area.

use super::column as col;
use super::lsoa::{Census, LsoaCode};
use super::report::{Report, Unreadable};
use super::source::Found;
use super::table::Table;
use super::value;
use crate::fault::{Fault, FaultCode};
use crate::practice::OdsCode;
use crate::units::Patients;
use serde::Serialize;

/// How many patients of one practice live in one small area.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Registration {
    /// The practice.
    pub practice: OdsCode,
    /// Where they live.
    pub lsoa: LsoaCode,
    /// How many; at least 1.
    pub patients: Patients,
}

/// Patients of a practice who cannot be placed in an English small area.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Apart {
    /// The practice.
    pub practice: OdsCode,
    /// What the file has in place of an English code: `CLOSED`, `EMPTY`, `NO2011`, or a code of Wales
    /// (`W...`), Scotland (`S...`) or Northern Ireland (`N...`).
    pub place: String,
    /// How many.
    pub patients: Patients,
}

/// Registered patients by practice and small area, sorted by practice, then by area.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Registrations {
    rows: Vec<Registration>,
    apart: Vec<Apart>,
}

impl Registrations {
    /// All rows, sorted by practice, then by area.
    #[must_use]
    pub fn as_slice(&self) -> &[Registration] {
        &self.rows
    }

    /// The rows of one practice, sorted by area; empty where there are none. O(log n).
    #[must_use]
    pub fn of(&self, practice: OdsCode) -> &[Registration] {
        let start = self.rows.partition_point(|r| r.practice < practice);
        let rest = self.rows.get(start..).unwrap_or_default();
        let length = rest.partition_point(|r| r.practice == practice);
        rest.get(..length).unwrap_or_default()
    }

    /// The patients who could not be placed, sorted by practice, then by what stands for their place.
    #[must_use]
    pub fn apart(&self) -> &[Apart] {
        &self.apart
    }

    /// All patients in English small areas. With those [apart](Self::apart) they are all patients of the file.
    #[must_use]
    pub fn patients(&self) -> Patients {
        self.rows.iter().map(|r| r.patients).sum()
    }

    /// For which census the areas were drawn: 2021 as soon as one area is new since then.
    #[must_use]
    pub fn census(&self) -> Census {
        if self.rows.iter().any(|r| r.lsoa.is_new_in_2021()) {
            Census::Of2021
        } else {
            Census::Of2011
        }
    }
}

/// O(n log n); keeps 32 bytes a row, about 40 MB for all England.
pub(crate) fn read(found: &Found, report: &mut Report) -> Result<(Registrations, usize), Unreadable> {
    let mut table = Table::open(found, report)?;
    let practice_at = table.need(&col::PRACTICE_CODE, report)?;
    let lsoa_at = table.need(&col::LSOA_CODE, report)?;
    let patients_at = table.need(&col::PATIENTS, report)?;
    let sex_at = table.find(&col::SEX);
    let mut all = Registrations::default();
    while let Some(row) = table.next(report)? {
        // A spreadsheet's pivot table may stand beside the rows and go on below them.
        if row.text(practice_at).is_empty() && row.text(lsoa_at).is_empty() {
            continue;
        }
        if sex_at.is_some() && !row.optional(sex_at).eq_ignore_ascii_case("ALL") {
            continue;
        }
        if !row.fits(report) {
            continue;
        }
        let Some(practice) = row.parsed::<OdsCode>(report, Some(practice_at), "a practice code") else {
            continue;
        };
        let Some(patients) = value::whole(&row.text(patients_at)).map(Patients) else {
            row.unreadable(report, patients_at, "a number of patients");
            continue;
        };
        if patients == Patients::ZERO {
            continue;
        }
        let place = row.text(lsoa_at);
        match place.parse::<LsoaCode>() {
            Ok(lsoa) if lsoa.is_english() => all.rows.push(Registration {
                practice,
                lsoa,
                patients,
            }),
            _ => all.apart.push(Apart {
                practice,
                place: place.into_owned(),
                patients,
            }),
        }
    }
    // Stable, so where a pair stands twice the first row stays.
    all.rows.sort_by_key(|r| (r.practice, r.lsoa));
    all.apart.sort_unstable();
    for pair in all.rows.windows(2) {
        if let [one, other] = pair
            && (one.practice, one.lsoa) == (other.practice, other.lsoa)
        {
            let what = format!(
                "{} has {} patients and again {} in {}",
                one.practice, one.patients, other.patients, one.lsoa
            );
            report.fault(Fault::new(FaultCode::RowTwice, what).practice(one.practice));
        }
    }
    all.rows.dedup_by_key(|r| (r.practice, r.lsoa));
    Ok((all, table.count))
}
