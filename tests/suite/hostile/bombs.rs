//! Small files that unpack to large ones, rows without end: refused in bounded memory, with what to do.

use super::entry::{Method, zip};
use crate::nhs::folder::{Folder, codes};
use flate2::Compression;
use flate2::write::GzEncoder;
use locality::nhs::{Limits, Reading, Source};
use std::io::Write;

const HEADER: &str = "practice_code,list_size,easting,northing\n";
const ROW: &str = "A10001,5996,182500,44900\n";

/// The header, then so many times this, packed.
fn bomb(head: &str, piece: &[u8], times: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(head.as_bytes()).expect("memory");
    (0..times).for_each(|_| encoder.write_all(piece).expect("memory"));
    encoder.finish().expect("memory")
}

/// The codes of the faults within these limits, lenient as one can be.
fn refused(content: &[u8], limits: Limits) -> (Vec<&'static str>, String) {
    let folder = Folder::new().with("t", content);
    let read = Source::open_within(&[folder.path().join("t")], limits)
        .and_then(|source| source.practices(Reading::Lenient).map(drop))
        .expect_err("it is too large");
    (codes(&read), read.to_string())
}

#[test]
fn a_file_that_unpacks_to_too_much_is_refused() {
    // 64 MiB of blank rows in 64 KiB.
    let packed = bomb(HEADER, &[b'\n'; 1 << 20], 64);
    assert!(packed.len() < 1 << 17, "{}", packed.len());
    let (codes, said) = refused(
        &packed,
        Limits {
            file: 1 << 20,
            ..Limits::default()
        },
    );
    assert_eq!(codes, ["L010"], "{said}");
    assert!(
        said.contains("the file has more than 1048576 bytes") && said.contains("limits of the source"),
        "{said}"
    );
}

#[test]
fn a_row_without_end_is_refused() {
    let packed = bomb(HEADER, &[b'x'; 1 << 20], 8);
    let limits = Limits {
        row: 1 << 20,
        ..Limits::default()
    };
    let (codes, said) = refused(&packed, limits);
    assert_eq!(codes, ["L010"], "{said}");
    assert!(said.contains(":2: ") || said.contains(":1: "), "{said}");
    // A quotation mark that is never closed makes one row of all rows that follow.
    let open = bomb(&format!("{HEADER}\"A1"), ROW.as_bytes(), 100_000);
    assert_eq!(refused(&open, limits).0, ["L010"]);
    // The same number of rows without it is read.
    let sound = Folder::new().with("t", bomb(HEADER, ROW.as_bytes(), 100_000));
    let read = Source::open_within(&[sound.path()], limits)
        .expect("known")
        .practices(Reading::Lenient);
    assert_eq!(read.expect("rows of their own").practices.len(), 1);
}

#[test]
fn a_row_of_a_million_cells_is_refused() {
    let (codes, said) = refused(&bomb(HEADER, &[b','; 1_000_000], 1), Limits::default());
    assert_eq!(codes, ["L010"], "{said}");
    assert!(said.contains("no more than 16384 are read"), "{said}");
}

#[test]
fn wrong_cells_are_quoted_in_part() {
    let long = "x".repeat(1 << 20);
    let text = format!("{HEADER}A10001,{long},182500,44900\n");
    let folder = Folder::new().with("t", text);
    let said = folder.strict().expect_err("no list size").to_string();
    assert!(said.len() < 2_000 && said.contains("xxx ..."), "{}", said.len());
}

/// A workbook of the corpus with one part in place of another.
fn workbook(part: &str, content: &[u8]) -> Vec<u8> {
    let package = "http://schemas.openxmlformats.org/package/2006";
    let types = format!("<Types xmlns=\"{package}/content-types\"/>");
    zip(
        &[("[Content_Types].xml", types.as_bytes()), (part, content)],
        Method::Deflated,
    )
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused() {
    let packed = workbook("xl/sharedStrings.xml", &vec![b' '; 32 << 20]);
    assert!(packed.len() < 1 << 16, "{}", packed.len());
    let too_much = |archive: &[u8]| {
        let limits = Limits {
            workbook: 1 << 20,
            ..Limits::default()
        };
        let (_, said) = refused(archive, limits);
        assert!(
            said.contains("what it unpacks to has more than 1048576 bytes"),
            "{said}"
        );
    };
    too_much(&packed);
    // Its directory says that the part is small.
    let mut lying = packed.clone();
    for at in (0..packed.len() - 4).filter(|&at| packed[at..at + 4] == (32_u32 << 20).to_le_bytes()) {
        lying[at..at + 4].copy_from_slice(&1_u32.to_le_bytes());
    }
    assert_ne!(lying, packed);
    too_much(&lying);
}

#[test]
fn room_for_texts_that_are_not_there_is_refused() {
    let (_, said) = refused(
        &workbook("xl/sharedStrings.xml", b"<sst uniqueCount=\"99999999999\"></sst>"),
        Limits::default(),
    );
    assert!(said.contains("room for its texts"), "{said}");
}

#[test]
fn an_archive_with_two_directories_is_refused() {
    let two = [workbook("a", b"1"), workbook("b", b"2")].concat();
    let (_, said) = refused(&two, Limits::default());
    assert!(
        said.contains("its directory is not that of a plain archive"),
        "{said}"
    );
}

#[test]
fn a_plan_without_end_is_refused() {
    let endless = locality::plan::Plan::read(std::io::repeat(b'x'), "plan.csv").expect_err("no plan");
    assert_eq!(codes(&endless), ["P020"]);
    assert!(
        endless.to_string().contains("more than 268435456 bytes"),
        "{endless}"
    );
}

#[test]
fn deep_json_and_toml_are_refused() {
    let deep = 200_000;
    let lists = "[".repeat(deep);
    let objects = "{\"a\":".repeat(deep);
    for text in [&lists, &objects] {
        assert!(serde_json::from_str::<locality::engine::instance::Instance>(text).is_err());
        assert!(locality::problem::Problem::from_json(text).is_err());
        assert!(locality::problem::Rules::from_json(text).is_err());
        assert!(locality::ensemble::Ensemble::from_json(text, "e").is_err());
    }
    for text in [
        format!("format = {lists}"),
        format!("format = {}", "{a=".repeat(deep)),
        format!("[{}b]", "a.".repeat(20_000)),
    ] {
        assert!(locality::problem::Rules::from_toml(&text).is_err());
        assert!(locality::hub::Parameters::from_toml(&text, "h").is_err());
    }
}
