//! The readers of published files, each file beside sound ones of the other kinds where it needs them.

use super::{Method, told, zip};
use locality::nhs::{Census, Limits, Reading, Source};

const LISTS: &str = include_str!("../../../corpus/nhs_lists/official.csv");
const MAP: &str = include_str!("../../../corpus/nhs_map/official.csv");
const POSTCODES: &str = include_str!("../../../corpus/nhs_postcodes/directory.csv");
const REGISTER: &str = include_str!("../../../corpus/nhs_register/register.csv");
const PLAIN: &str = include_str!("../../../corpus/nhs_plain_lists/plain.csv");

const L: (&str, &str) = ("l", LISTS);
const M: (&str, &str) = ("m", MAP);
const P: (&str, &str) = ("p", POSTCODES);

/// The file among these others.
fn beside(others: &[(&str, &str)], bytes: &[u8]) -> String {
    let others = others.iter().map(|(name, text)| (*name, text.as_bytes()));
    let all = [("a", bytes)].into_iter().chain(others);
    match Source::of_bytes(all, Limits::default()) {
        Ok(source) => doors(&source),
        Err(faults) => told::<()>(Err(faults)),
    }
}

/// Every door of a source.
fn doors(source: &Source) -> String {
    assert!(!source.inventory().to_string().is_empty());
    let strict = source.practices(Reading::Strict);
    let lenient = source.practices(Reading::Lenient);
    if let Ok(strict) = &strict {
        // What a strict reading takes, a lenient one takes alike.
        let lenient = lenient.as_ref().expect("what a strict reading takes");
        assert_eq!(strict.practices, lenient.practices);
        assert!(!strict.to_string().is_empty());
    }
    let mut seen = vec![told(strict), told(lenient)];
    let reading = Reading::Strict;
    use locality::nhs::Kind;
    if source.has(Kind::Registrations) {
        let read = source.registrations(reading).inspect(|read| {
            let rows = read.value.as_slice().iter().map(|row| row.patients.get());
            assert_eq!(rows.sum::<u64>(), read.value.patients().get());
        });
        seen.push(told(read));
    }
    if source.has(Kind::SmallAreaPoints) {
        seen.push(told(source.small_area_points(reading)));
    }
    if source.has(Kind::Deprivation) {
        seen.push(told(source.deprivation(Census::Of2011, reading)));
        seen.push(told(source.deprivation(Census::Of2021, reading)));
    }
    if source.has(Kind::Workforce) {
        seen.push(told(source.workforce(reading)));
    }
    if source.has(Kind::Postcodes) {
        seen.push(told(source.postcodes(reading)));
    }
    seen.join("; ")
}

pub fn nhs_lists(bytes: &[u8]) -> String {
    beside(&[M, P], bytes)
}

pub fn nhs_map(bytes: &[u8]) -> String {
    beside(&[L, P], bytes)
}

pub fn nhs_postcodes(bytes: &[u8]) -> String {
    beside(&[L, M], bytes)
}

pub fn nhs_register(bytes: &[u8]) -> String {
    beside(&[("s", PLAIN), P], bytes)
}

pub fn nhs_members(bytes: &[u8]) -> String {
    beside(&[L, P], bytes)
}

pub fn nhs_payments(bytes: &[u8]) -> String {
    beside(&[L, M, P], bytes)
}

pub fn nhs_plain_lists(bytes: &[u8]) -> String {
    beside(&[("r", REGISTER), P], bytes)
}

pub fn nhs_ready(bytes: &[u8]) -> String {
    beside(&[], bytes)
}

pub fn nhs_registrations(bytes: &[u8]) -> String {
    beside(&[], bytes)
}

pub fn nhs_points(bytes: &[u8]) -> String {
    beside(&[], bytes)
}

pub fn nhs_deprivation(bytes: &[u8]) -> String {
    beside(&[], bytes)
}

pub fn nhs_workforce(bytes: &[u8]) -> String {
    beside(&[], bytes)
}

pub fn nhs_gzip(bytes: &[u8]) -> String {
    beside(&[], bytes)
}

pub fn nhs_workbook(bytes: &[u8]) -> String {
    beside(&[], bytes)
}

/// The bytes as the sheet of a sound workbook.
pub fn nhs_sheet(bytes: &[u8]) -> String {
    beside(&[], &workbook(bytes, STRINGS))
}

/// The bytes as the texts that the cells of a sound workbook point to.
pub fn nhs_strings(bytes: &[u8]) -> String {
    beside(&[], &workbook(SHEET, bytes))
}

const SHEET: &[u8] = include_bytes!("../../../corpus/nhs_sheet/sheet.xml");
const STRINGS: &[u8] = include_bytes!("../../../corpus/nhs_strings/strings.xml");

/// The least workbook with one sheet.
fn workbook(sheet: &[u8], strings: &[u8]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let types = format!(
        "<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
    );
    let top = format!(
        "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let inner = format!(
        "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"r2\" Type=\"{office}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
    );
    let parts: [(&str, &[u8]); 6] = [
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", top.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", inner.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
    ];
    zip(&parts, Method::Stored)
}
