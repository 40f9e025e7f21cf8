//! General Practice Workforce: the staff of every practice, in both layouts of the publication.

use super::column::{self as col, Column};
use super::report::{Report, Unreadable};
use super::source::Found;
use super::table::{Row, Table};
use super::value;
use crate::fault::{Fault, FaultCode};
use crate::practice::OdsCode;
use crate::units::Thousandths;
use serde::{Deserialize, Serialize};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// A number for men and for women of 0-4, 5-14, 15-44, 45-64, 65-74, 75-84 and 85 years and over: the bands of the workforce file and
/// of the Carr-Hill formula.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgeSex<T> {
    /// Men and boys, youngest first.
    pub men: [T; 7],
    /// Women and girls, youngest first.
    pub women: [T; 7],
}

impl<T: Copy> AgeSex<T> {
    /// Both numbers of each band, men first.
    pub fn pairs<'a, U: Copy>(&'a self, other: &'a AgeSex<U>) -> impl Iterator<Item = (T, U)> + 'a {
        let men = self.men.iter().copied().zip(other.men.iter().copied());
        men.chain(self.women.iter().copied().zip(other.women.iter().copied()))
    }
}

impl AgeSex<u64> {
    /// The sum of all bands.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.men
            .iter()
            .chain(&self.women)
            .fold(0, |sum, &n| sum.saturating_add(n))
    }
}

/// The staff of one practice in full-time equivalents (37.5 hours a week); `None` where the file has no value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Staff {
    /// Fully qualified GPs: those in training and locums are left out.
    pub gps: Option<Thousandths>,
    /// Nurses.
    pub nurses: Option<Thousandths>,
    /// Staff in direct patient care who are neither: pharmacists, physiotherapists, healthcare assistants and others.
    pub direct_care: Option<Thousandths>,
    /// Administrative staff.
    pub admin: Option<Thousandths>,
    /// Registered patients by age and sex, where the layout has them.
    pub patients: Option<AgeSex<u64>>,
}

/// The staff of every practice of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Workforce {
    practices: BTreeMap<OdsCode, Staff>,
}

impl Workforce {
    /// The staff of the practice. O(log n).
    #[must_use]
    pub fn get(&self, practice: OdsCode) -> Option<&Staff> {
        self.practices.get(&practice)
    }

    /// All practices, in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = (OdsCode, &Staff)> {
        self.practices.iter().map(|(&code, staff)| (code, staff))
    }

    /// How many practices.
    #[must_use]
    pub fn len(&self) -> usize {
        self.practices.len()
    }

    /// Whether there is no practice at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.practices.is_empty()
    }
}

/// The staff of every practice, and the file's number of rows.
pub(crate) fn read(found: &Found, report: &mut Report) -> Result<(Workforce, usize), Unreadable> {
    let mut table = Table::open(found, report)?;
    let code = table.need(&col::PRAC_CODE, report)?;
    let practices = match table.find(&col::STAFF_GROUP) {
        Some(group) => long(&mut table, code, group, report)?,
        None => wide(&mut table, code, report)?,
    };
    Ok((Workforce { practices }, table.count))
}

const MEN: [Column; 7] = [
    col::MEN_0,
    col::MEN_5,
    col::MEN_15,
    col::MEN_45,
    col::MEN_65,
    col::MEN_75,
    col::MEN_85,
];
const WOMEN: [Column; 7] = [
    col::WOMEN_0,
    col::WOMEN_5,
    col::WOMEN_15,
    col::WOMEN_45,
    col::WOMEN_65,
    col::WOMEN_75,
    col::WOMEN_85,
];

type Read = Result<BTreeMap<OdsCode, Staff>, Unreadable>;

/// One row a practice.
fn wide(table: &mut Table, code: usize, report: &mut Report) -> Read {
    let gps = Some(table.need(&col::GPS_FTE, report)?);
    let (nurses, direct_care) = (table.find(&col::NURSES_FTE), table.find(&col::DIRECT_CARE_FTE));
    let admin = table.find(&col::ADMIN_FTE);
    let men = MEN.each_ref().map(|column| table.find(column));
    let women = WOMEN.each_ref().map(|column| table.find(column));
    let mut practices = BTreeMap::new();
    while let Some(row) = table.next(report)? {
        let Some((practice, first)) = begin(&row, code, report) else {
            continue;
        };
        match practices.entry(practice) {
            Entry::Occupied(_) => row.fault(
                report,
                code,
                FaultCode::RowTwice,
                format!("{practice} stands twice"),
            ),
            Entry::Vacant(place) => {
                let number =
                    |at: Option<usize>, report: &mut Report| row.parsed(report, at, "a number of staff");
                place.insert(Staff {
                    gps: number(gps, report),
                    nurses: number(nurses, report),
                    direct_care: number(direct_care, report),
                    admin: number(admin, report),
                    patients: by_age(&row, men, women, report),
                });
            }
        }
        report.concern(first, practice);
    }
    Ok(practices)
}

/// `None` where a column or a value is missing: a sum without one band would be too small.
fn by_age(
    row: &Row<'_>,
    men: [Option<usize>; 7],
    women: [Option<usize>; 7],
    report: &mut Report,
) -> Option<AgeSex<u64>> {
    let mut numbers = |columns: [Option<usize>; 7]| {
        let mut band = |at: Option<usize>| {
            let text = row.text(at?);
            let number = value::whole(&text);
            if number.is_none() && !value::is_absent(&text) {
                row.unreadable(report, at?, "a number of patients");
            }
            number
        };
        let read = columns.map(&mut band);
        read.iter()
            .all(Option::is_some)
            .then(|| read.map(Option::unwrap_or_default))
    };
    let (men, women) = (numbers(men), numbers(women));
    Some(AgeSex {
        men: men?,
        women: women?,
    })
}

/// One row a practice, role and measure. Rows of totals are passed by, as those of some practices are wrong; GPs in training
/// and locums are no fully qualified permanent GPs.
fn long(table: &mut Table, code: usize, group: usize, report: &mut Report) -> Read {
    let role = table.need(&col::STAFF_ROLE, report)?;
    let measure = table.need(&col::MEASURE, report)?;
    let value_at = table.need(&col::VALUE, report)?;
    let mut practices: BTreeMap<OdsCode, Staff> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    while let Some(row) = table.next(report)? {
        let Some((practice, first)) = begin(&row, code, report) else {
            continue;
        };
        let staff = practices.entry(practice).or_default();
        let role = row.text(role).to_lowercase();
        let is_fte = row.text(measure).eq_ignore_ascii_case("fte");
        if is_fte && role != "total" {
            let group_name = row.text(group).to_lowercase();
            let counted = match group_name.as_str() {
                "gp" if ["train", "registrar", "locum"]
                    .iter()
                    .any(|word| role.contains(word)) =>
                {
                    None
                }
                "gp" => Some(&mut staff.gps),
                "nurses" => Some(&mut staff.nurses),
                "direct patient care" => Some(&mut staff.direct_care),
                "admin/non-clinical" => Some(&mut staff.admin),
                _ => {
                    row.unreadable(report, group, "a staff group");
                    None
                }
            };
            if !seen.insert((practice, group_name, role.clone())) {
                let what = format!("{role} of {practice} stands twice");
                row.fault(report, code, FaultCode::RowTwice, what);
            } else if let Some(sum) = counted
                && let Some(fte) = row.parsed::<Thousandths>(report, Some(value_at), "a number of staff")
            {
                *sum = Some(sum.unwrap_or_default() + fte);
            }
        }
        report.concern(first, practice);
    }
    Ok(practices)
}

/// The practice of the row, and how many faults there were before it; `None` where the row is of no use.
fn begin(row: &Row<'_>, code: usize, report: &mut Report) -> Option<(OdsCode, usize)> {
    if row.is_blank() || !row.fits(report) {
        return None;
    }
    let first = report.len();
    match row.text(code).parse::<OdsCode>() {
        Ok(practice) => Some((practice, first)),
        Err(error) => {
            let fault = Fault::new(FaultCode::ValueUnreadable, error.to_string());
            report.fault(fault.line(row.line));
            None
        }
    }
}
