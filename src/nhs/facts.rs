//! What one file says of one practice, and how the files are laid over each other.

use super::loaded::{LeftOut, Why};
use super::report::{Report, Unreadable};
use super::table::{Row, Table};
use super::value;
use crate::fault::FaultCode;
use crate::practice::{Location, OdsCode, Organisation, Postcode};
use crate::units::Patients;
use std::collections::BTreeMap;

/// What one file says of one practice; `None` where it says nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    pub name: Option<String>,
    /// Its postcodes, the most trusted first.
    pub postcodes: Vec<Postcode>,
    pub location: Option<Location>,
    pub list_size: Patients,
    pub weighted_list: Option<Patients>,
    pub adjusted_list: Option<Patients>,
    /// `Some(None)`: the file says that the practice is in no PCN.
    pub pcn: Option<Option<Organisation>>,
    pub sub_icb: Option<Organisation>,
    pub icb: Option<Organisation>,
    pub region: Option<Organisation>,
}

impl Facts {
    /// Fills what is unknown from a file that is trusted less. The list size is not touched.
    pub fn fill(&mut self, from: &Self) {
        fill(&mut self.name, &from.name);
        fill(&mut self.location, &from.location);
        fill(&mut self.weighted_list, &from.weighted_list);
        fill(&mut self.adjusted_list, &from.adjusted_list);
        fill(&mut self.pcn, &from.pcn);
        fill(&mut self.sub_icb, &from.sub_icb);
        fill(&mut self.icb, &from.icb);
        fill(&mut self.region, &from.region);
        for postcode in &from.postcodes {
            if !self.postcodes.contains(postcode) {
                self.postcodes.push(*postcode);
            }
        }
    }

    /// Whether a register could still add to what is known.
    pub fn has_gaps(&self) -> bool {
        self.name.is_none() || self.sub_icb.is_none() || self.icb.is_none() || self.region.is_none()
    }
}

fn fill<T: Clone>(known: &mut Option<T>, from: &Option<T>) {
    if known.is_none() {
        known.clone_from(from);
    }
}

/// What one file says of all practices.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    pub facts: BTreeMap<OdsCode, Facts>,
    /// Rows that were left out while reading.
    pub left_out: Vec<LeftOut>,
    pub rows: usize,
}

/// What is done with a row that gives no facts.
pub(crate) enum Instead {
    /// The row is not about registered patients at all, such as a total or a single age.
    Skip,
    /// Left out, with the patients that the row gives it.
    Leave(Patients, Why),
}

/// Reads a table with one row a practice. `patients` is the column of list sizes, where there is one, so that
/// what is left out can be counted.
pub(crate) fn gather(
    table: &mut Table,
    code_at: usize,
    patients_at: Option<usize>,
    report: &mut Report,
    mut read: impl FnMut(&Row<'_>, &mut Report) -> Result<Facts, Instead>,
) -> Result<Listing, Unreadable> {
    let mut listing = Listing::default();
    let mut first_lines: BTreeMap<OdsCode, u64> = BTreeMap::new();
    while let Some(row) = table.next(report)? {
        let text = row.text(code_at);
        let patients = || value::whole(&row.optional(patients_at)).map_or(Patients::ZERO, Patients);
        let mut leave = |patients, why| {
            listing.left_out.push(LeftOut {
                practice: text.clone().into_owned(),
                patients,
                why,
            });
        };
        if row.is_blank() {
            continue;
        }
        if !row.fits(report) {
            leave(Patients::ZERO, Why::Unreadable);
            continue;
        }
        // The code comes last, because that of a row to be skipped may be of any form.
        let before = report.len();
        let read = read(&row, report);
        let code = text.parse::<OdsCode>();
        if let Ok(code) = code {
            report.concern(before, code);
        }
        let mut facts = match read {
            Ok(facts) => facts,
            Err(Instead::Skip) => continue,
            Err(Instead::Leave(patients, why)) => {
                leave(patients, why);
                continue;
            }
        };
        let Ok(code) = code else {
            row.unreadable(report, code_at, "a practice code");
            leave(patients(), Why::Unreadable);
            continue;
        };
        if let Some(first) = first_lines.get(&code) {
            let there = listing.facts.get(&code).map_or(Patients::ZERO, |f| f.list_size);
            let what = match patients_at {
                Some(_) => format!(
                    "{code} stands on line {first} with {there} patients and here with {}",
                    facts.list_size
                ),
                None => format!("{code} stands on line {first} and here"),
            };
            row.fault(report, code_at, FaultCode::RowTwice, what);
            report.concern(before, code);
            leave(facts.list_size, Why::Twice);
            continue;
        }
        first_lines.insert(code, row.line);
        facts.postcodes.dedup();
        listing.facts.insert(code, facts);
    }
    listing.rows = table.count;
    Ok(listing)
}

/// The cell of a list size: `Ok(None)` where it is empty or a token for "not available".
pub(crate) fn list_size(row: &Row<'_>, at: usize, report: &mut Report) -> Result<Option<Patients>, Instead> {
    let text = row.text(at);
    if value::is_absent(&text) {
        return Ok(None);
    }
    match value::whole(&text) {
        Some(patients) => Ok(Some(Patients(patients))),
        None => {
            row.unreadable(report, at, "a number of patients");
            Err(Instead::Leave(Patients::ZERO, Why::Unreadable))
        }
    }
}

/// A column of codes and a column of the names that belong to them.
#[derive(Clone, Copy)]
pub(crate) struct OrganisationAt {
    pub code: Option<usize>,
    pub name: Option<usize>,
}

impl OrganisationAt {
    pub fn read(self, row: &Row<'_>, report: &mut Report) -> Option<Organisation> {
        let code = row.parsed(report, self.code, "the code of an organisation")?;
        Some(Organisation::new(code, row.optional(self.name).as_ref()))
    }

    /// The PCN of a practice; `U` (unallocated) and whatever else is not the code of a PCN (U and five
    /// digits) say that it is in none.
    pub fn read_pcn(self, row: &Row<'_>) -> Option<Option<Organisation>> {
        let text = row.text(self.code?);
        let is_pcn = text.len() == 6
            && text.starts_with(['U', 'u'])
            && text.bytes().skip(1).all(|b| b.is_ascii_digit());
        let code = if is_pcn { text.parse().ok() } else { None };
        Some(code.map(|code| Organisation::new(code, row.optional(self.name).as_ref())))
    }
}

/// A postcode, where the cell has one.
pub(crate) fn postcodes(row: &Row<'_>, at: Option<usize>, report: &mut Report) -> Vec<Postcode> {
    row.parsed(report, at, "a postcode").into_iter().collect()
}

/// A name, where the cell has one.
pub(crate) fn name(row: &Row<'_>, at: Option<usize>) -> Option<String> {
    let text = row.optional(at);
    (!text.is_empty()).then(|| text.into_owned())
}
