//! The workbook, read back by another crate.

use super::county;
use calamine::{Data, Range, Reader, Xlsx};
use locality::report::column::Column;
use locality::report::sheet::{Cell, Sheet};
use locality::report::{Workbook, networks_sheet, plan_sheet};
use std::io::{Cursor, Read};

fn opened(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).expect("a workbook")
}

/// The table of a worksheet: what lies below title and description.
fn table(range: &Range<Data>) -> Vec<Vec<Data>> {
    range.rows().skip(3).map(<[Data]>::to_vec).collect()
}

#[test]
fn it_holds_what_the_csv_holds() {
    let (problem, plan, assessment) = county::today();
    let (networks, lines) = (
        networks_sheet(&problem, &assessment),
        plan_sheet(&problem, &plan, &assessment),
    );
    let mut workbook = Workbook::new("Kelland", &["A made-up county."]);
    workbook.table("Networks", "Networks of the plan", &networks);
    workbook.table("Plan", "Practices of the plan", &lines);
    let mut xlsx = opened(workbook.to_xlsx().expect("bytes"));
    assert_eq!(
        xlsx.sheet_names(),
        ["Cover", "Contents", "Notes", "Networks", "Plan"]
    );
    xlsx.load_tables().expect("tables");
    let mut names: Vec<String> = xlsx.table_names().into_iter().cloned().collect();
    names.sort();
    assert_eq!(
        names,
        ["table_Contents", "table_Networks", "table_Notes", "table_Plan"]
    );

    for (name, csv) in [("Networks", networks.to_string()), ("Plan", lines.to_string())] {
        assert!(xlsx.merge_cells_by_sheet_name(name).expect("readable").is_empty());
        let range = xlsx.worksheet_range(name).expect("a worksheet");
        assert_eq!(range.start(), Some((0, 0)), "{name} begins in A1");
        let said = range.get((1, 0)).map(ToString::to_string).unwrap_or_default();
        assert_eq!(said, "This worksheet contains one table.");
        let table = table(&range);
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let columns = reader.headers().expect("a header").len();
        assert_eq!(table[0].len(), columns);
        assert!(table[0].iter().all(|head| head.to_string().contains("[note ")));
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(table.len(), rows.len() + 1);
        for (there, here) in table[1..].iter().zip(&rows) {
            for (there, here) in there.iter().zip(here) {
                let there = match there {
                    Data::Float(number) => format!("{number}"),
                    Data::String(text) => match text.as_str() {
                        "[x]" => String::new(),
                        "yes" => "true".to_owned(),
                        "no" => "false".to_owned(),
                        other => other.to_owned(),
                    },
                    other => panic!("{other:?}"),
                };
                assert_eq!(there, here.trim_start_matches('\''));
            }
        }
    }
    // Every marker leads to its line of the notes.
    let notes = table(&xlsx.worksheet_range("Notes").expect("notes"));
    let mut number = 0;
    for name in ["Networks", "Plan"] {
        for head in &table(&xlsx.worksheet_range(name).expect("a worksheet"))[0] {
            number += 1;
            let head = head.to_string();
            assert!(head.ends_with(&format!(" [note {number}]")), "{head}");
            assert_eq!(notes[number][0].to_string(), format!("note {number}"));
            assert_eq!(notes[number][1].to_string(), name);
            assert!(head.starts_with(&notes[number][2].to_string()));
            assert!(notes[number][3].to_string().ends_with('.'), "a sentence");
        }
    }
    assert_eq!(notes.len(), number + 1);
}

#[test]
fn texts_are_never_formulas_and_long_numbers_never_rounded() {
    let mut sheet = Sheet::new([
        Column::text("name", "A name."),
        Column::whole("number", "patients", "A number."),
        Column::decimal("share", "per cent", "A share."),
    ]);
    let great = (1_i128 << 53) + 1;
    sheet.row([
        Cell::text("=HYPERLINK(\"x\")"),
        Cell::number(great),
        Cell::decimal("12.50"),
    ]);
    sheet.row([Cell::empty(), Cell::number(-5), Cell::empty()]);
    let mut workbook = Workbook::new("<&\">", &[]);
    workbook.table("a/b: [c]?", "]]> & <title>", &sheet);
    let mut xlsx = opened(workbook.to_xlsx().expect("bytes"));
    let name = "ab c";
    assert_eq!(xlsx.sheet_names()[3], name);
    let range = xlsx.worksheet_range(name).expect("a worksheet");
    assert_eq!(range.get((0, 0)), Some(&Data::String("]]> & <title>".to_owned())));
    let rows = table(&range);
    assert_eq!(rows[1][0], Data::String("=HYPERLINK(\"x\")".to_owned()));
    assert_eq!(rows[1][1], Data::String(great.to_string()));
    assert_eq!(rows[1][2], Data::Float(12.5));
    let not_available = Data::String("[x]".to_owned());
    assert_eq!(rows[2], [not_available.clone(), Data::Float(-5.0), not_available]);
    let formulas = xlsx.worksheet_formula(name).expect("a worksheet");
    assert!(formulas.cells().all(|(.., formula)| formula.is_empty()));
}

#[test]
fn a_table_of_no_row_says_so() {
    let mut workbook = Workbook::new("Nothing", &[]);
    workbook.table(
        "Moves",
        "Who moves",
        &Sheet::new([Column::code("practice_code", "The practice.")]),
    );
    let mut xlsx = opened(workbook.to_xlsx().expect("bytes"));
    let rows = table(&xlsx.worksheet_range("Moves").expect("a worksheet"));
    assert_eq!(rows[1], [Data::String("[x]".to_owned())]);
}

#[test]
fn the_same_workbook_is_the_same_bytes_and_says_who_made_it() {
    let (problem, _, assessment) = county::today();
    let made = || {
        let mut workbook = Workbook::new("Kelland & more", &["A made-up county."]);
        workbook.table("Networks", "Networks", &networks_sheet(&problem, &assessment));
        workbook.to_xlsx().expect("bytes")
    };
    let bytes = made();
    // Later by more than the two seconds that an archive can tell apart.
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    assert_eq!(bytes, made());
    let mut archive = zip_text(&bytes, "docProps/core.xml");
    archive.retain(|letter| letter != '\n');
    assert!(
        archive.contains("<dc:title>Kelland &amp; more</dc:title>"),
        "{archive}"
    );
    assert!(archive.contains("<dc:creator>Locality</dc:creator>"), "{archive}");
    assert!(archive.contains("2000-01-01T00:00:00Z"), "{archive}");
}

/// A file of an archive, by the local headers alone (PKWARE APPNOTE 4.3.7): enough for one that was written in order.
fn zip_text(bytes: &[u8], wanted: &str) -> String {
    let two = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    let starts = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, four)| *four == b"PK\x03\x04");
    for (at, _) in starts {
        let (name, extra) = (two(at + 26), two(at + 28));
        if &bytes[at + 30..at + 30 + name] == wanted.as_bytes() {
            let mut text = String::new();
            let data = &bytes[at + 30 + name + extra..];
            flate2::read::DeflateDecoder::new(data)
                .read_to_string(&mut text)
                .expect("deflated text");
            return text;
        }
    }
    panic!("{wanted} is not there")
}
