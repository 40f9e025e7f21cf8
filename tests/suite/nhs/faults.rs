//! Broken files: every fault is found, with its place, and nothing is lost in silence.

use super::folder::{Folder, LISTS, MAP, POSTCODES, codes, gzip};
use locality::nhs::{Reading, Source, Why};
use locality::units::Patients;

fn why(loaded: &locality::nhs::Loaded) -> Vec<(String, u64, Why)> {
    let tuple = |l: &locality::nhs::LeftOut| (l.practice.clone(), l.patients.get(), l.why);
    loaded.left_out.iter().map(tuple).collect()
}

#[test]
fn all_faults_of_a_file_are_found_at_once() {
    let rows = "\
P,01Jan2022,GP,11N,E38000089,A10003,TR1 1AC,ALL,ALL,many
P,01Jan2022,GP,11N,E38000089,A10004,TR1 1AC,ALL,ALL,-5
P,01Jan2022,GP,11N,E38000089,A 5,TR1 1AC,ALL,ALL,100
P,01Jan2022,GP,11N,E38000089,A10001,TR1 1AA,ALL,ALL,7
P,01Jan2022,GP,11N
P,01Jan2022,GP,11N,E38000089,A10006,TR1 1AC,ALL,ALL,
";
    let folder = Folder::whole().with("a.csv", format!("{LISTS}{rows}"));
    let faults = folder.strict().expect_err("six faults");
    assert_eq!(codes(&faults), ["L003", "L003", "L003", "L006", "L005", "L003"]);
    let lines: Vec<Option<u64>> = faults.as_slice().iter().map(|f| f.line).collect();
    assert_eq!(lines, [4, 5, 6, 7, 8, 9].map(Some));
    let text = faults.as_slice()[0].to_string();
    assert!(text.contains("a.csv:4 column NUMBER_OF_PATIENTS: L003"), "{text}");
    assert!(text.contains("\"many\" is not a number of patients"), "{text}");
    let twice = faults.as_slice()[3].to_string();
    assert!(
        twice.contains("line 2 with 5,996 patients and here with 7"),
        "{twice}"
    );

    let loaded = folder.lenient().expect("faults are passed over");
    assert_eq!(loaded.faults.len(), 6);
    assert_eq!(
        why(&loaded),
        [
            (String::new(), 0, Why::Unreadable),
            ("A 5".to_owned(), 100, Why::Unreadable),
            ("A10001".to_owned(), 7, Why::Twice),
            ("A10003".to_owned(), 0, Why::Unreadable),
            ("A10004".to_owned(), 0, Why::Unreadable),
            ("A10006".to_owned(), 0, Why::Unreadable),
        ]
    );
    assert_eq!(loaded.patients_in_file, Patients(5_996 + 12_133 + 100 + 7));
}

#[test]
fn lines_are_counted_with_windows_line_ends_too() {
    let broken = LISTS.replace("12133", "x").replace('\n', "\r\n");
    let faults = Folder::whole()
        .with("a.csv", broken)
        .strict()
        .expect_err("a fault");
    assert_eq!(faults.as_slice()[0].line, Some(3));
}

#[test]
fn a_missing_column_is_named() {
    let map = MAP.replace(",COMM_REGION_CODE", ",SOMETHING");
    let folder = Folder::new().with("l", LISTS).with("m.csv", map);
    let faults = folder.strict().expect_err("no map, no postcodes");
    assert_eq!(codes(&faults), ["L004", "L007"]);
    let text = faults.to_string();
    assert!(text.contains("m.csv:1 column COMM_REGION_CODE"), "{text}");
}

#[test]
fn a_truncated_archive_is_an_error_also_to_a_lenient_reader() {
    let long: String = (0..20_000)
        .map(|i| {
            format!(
                "P,01Jan2022,GP,11N,E38000089,B{i:05},TR1 1AA,ALL,ALL,{}\n",
                i * 7919 % 10_007
            )
        })
        .collect();
    let mut bytes = gzip(&format!("{LISTS}{long}"));
    bytes.truncate(bytes.len() / 2);
    let folder = Folder::whole().with("a.csv", bytes);
    for result in [folder.strict(), folder.lenient()] {
        let faults = result.expect_err("half a file");
        assert!(codes(&faults).contains(&"L002"), "{faults}");
    }
}

#[test]
fn an_open_quotation_mark_does_not_swallow_the_rows_after_it() {
    let folder = Folder::whole().with("b.csv", MAP.replace("BRIDGE", "\"BRIDGE"));
    // The last row swallows nothing; one before the last does.
    let swallowing = Folder::whole().with("b.csv", MAP.replace("\"ABBEY, THE\"", "\"ABBEY"));
    for folder in [folder, swallowing] {
        let faults = folder.lenient().expect_err("a damaged file");
        assert!(codes(&faults).contains(&"L002"), "{faults}");
    }
}

#[test]
fn a_comma_without_quotation_marks_does_not_shift_the_cells_unnoticed() {
    let folder = Folder::whole().with("b.csv", MAP.replace("BRIDGE STREET", "BRIDGE, STREET"));
    assert_eq!(codes(&folder.strict().expect_err("a fault")), ["L005"]);
    let loaded = folder.lenient().expect("passed over");
    assert_eq!(loaded.practices.len(), 1);
    assert!(why(&loaded).contains(&("A10002".to_owned(), 12_133, Why::NotInMap)));
}

#[test]
fn a_practice_that_cannot_be_placed_is_a_fault_or_left_out() {
    let folder = Folder::whole().with("c.csv", POSTCODES.replace("TR1 1AB", "TR2 2ZZ"));
    let faults = folder.strict().expect_err("A10002 has no place");
    assert_eq!(codes(&faults), ["L008"]);
    assert!(
        faults.to_string().contains("A10002 (12,133 patients) at TR1 1AB"),
        "{faults}"
    );
    let loaded = folder.lenient().expect("passed over");
    assert_eq!(why(&loaded), [("A10002".to_owned(), 12_133, Why::NoLocation)]);
}

#[test]
fn what_is_normal_in_published_files_is_no_fault() {
    let row = |code, n| format!("P,01Jan2022,GP,11N,E38000089,{code},TR1 1AC,ALL,ALL,{n}\n");
    let lists = format!("{LISTS}{}{}", row("A10003", 0), row("A10004", 50));
    let place = "P,01Jan2022,A10009,NEW,TR1 1AC,U,U,E38000089,11N,K,E54000036,QT6,C,E40000006,Y58,S\n";
    let folder = Folder::whole()
        .with("a.csv", lists)
        .with("b.csv", format!("{MAP}{place}"));
    let loaded = folder.strict().expect("no fault");
    assert_eq!(
        why(&loaded),
        [
            ("A10003".to_owned(), 0, Why::EmptyList),
            ("A10004".to_owned(), 50, Why::NotInMap),
            ("A10009".to_owned(), 0, Why::NoList),
        ]
    );
}

#[test]
fn faults_of_a_register_matter_only_for_practices_with_a_list() {
    let lists = "practice_code,list_size\nA10003,4321\n";
    let row = |code, postcode| {
        format!("{code},CASTLE,Y58,QT6,1 ROAD,,,TRURO,,{postcode},19740401,,A,B,11N,,,,,,,0,,11N,,4,\n")
    };
    let folder = |register: String| {
        Folder::new()
            .with("l", lists)
            .with("r.csv", register)
            .with("p", POSTCODES)
    };
    let of_another = folder(row("A10003", "TR1 1AC") + &row("W99999", "NOT KNOWN"));
    assert_eq!(of_another.strict().expect("none that matters").practices.len(), 1);
    let ours = folder(row("A10003", "NOT KNOWN"));
    let faults = ours.strict().expect_err("our postcode");
    assert_eq!(codes(&faults), ["L003", "L008"]);
    assert_eq!(faults.as_slice()[0].practice, "A10003".parse().ok());
}

#[test]
fn a_damaged_register_is_done_without_by_a_lenient_reader() {
    let register = "A10001,N,Y58,QT6,,,,,,TR1 1AA,19740401,,A,B,11N,,,,,,,,,,,4,\nA10002,\"\n\n";
    let folder = Folder::new()
        .with("l", LISTS)
        .with("p", POSTCODES)
        .with("r.csv", register);
    assert_eq!(codes(&folder.strict().expect_err("a damaged register")), ["L002"]);
    let loaded = folder.lenient().expect("the lists are whole");
    assert_eq!((loaded.practices.len(), loaded.faults.len()), (2, 1));
}

#[test]
fn a_path_with_a_typo_is_answered_with_the_name_and_with_what_is_missing() {
    let folder = Folder::new().with("england-2022/lists.csv", LISTS);
    let faults = Source::open(&[folder.path().join("england-2202")]).expect_err("no such folder");
    assert_eq!(codes(&faults), ["L001", "L007", "L007", "L007"]);
    assert!(
        faults.to_string().contains("did you mean england-2022?"),
        "{faults}"
    );
    assert!(
        faults.to_string().contains("https://geoportal.statistics.gov.uk"),
        "{faults}"
    );
}

#[test]
fn an_empty_folder_and_a_folder_of_strange_files_are_answered_with_what_is_missing() {
    for (folder, why) in [
        (Folder::new(), "there is no file in it"),
        (
            Folder::new().with("x.csv", "a,b\n1,2\n").with("empty", ""),
            "2 files, none of them of a known kind",
        ),
    ] {
        let faults = Source::open(&[folder.path()]).expect_err("nothing known");
        assert_eq!(codes(&faults), ["L009", "L007", "L007", "L007"]);
        assert_eq!(faults.as_slice()[0].what, why);
    }
}

#[test]
fn a_door_without_its_file_says_so() {
    let source = Folder::whole().open();
    let faults = source
        .registrations(Reading::Lenient)
        .expect_err("no registrations");
    assert_eq!(codes(&faults), ["L007"]);
    assert!(
        faults.to_string().contains("gp-reg-pat-prac-lsoa-all"),
        "{faults}"
    );
}

#[test]
fn only_so_many_faults_of_a_file_are_kept() {
    let rows: String = (0..3_000).map(|i| format!("B{i:05},x\n")).collect();
    let folder = Folder::new()
        .with("l", format!("practice_code,list_size\n{rows}"))
        .with("m", MAP)
        .with("p", POSTCODES);
    let faults = folder.strict().expect_err("faults");
    assert_eq!(faults.as_slice().len(), 1_001);
    assert!(
        faults.as_slice()[1_000].what.contains("2000 more"),
        "{}",
        faults.as_slice()[1_000]
    );
}
