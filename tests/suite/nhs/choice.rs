//! Which files are used of all that are there, and what is said of the others.

use super::folder::{Folder, LISTS, MAP, POSTCODES};
use locality::nhs::{Kind, Plan};
use locality::units::Patients;

const READY: &str = "practice_code,name,list_size,easting,northing\nB1,READY,77,182500,44900\n";

#[test]
fn lists_of_the_day_of_the_map_are_used_though_others_are_newer() {
    let newer = LISTS.replace("01Jan2022", "01Feb2022").replace("5996", "6000");
    let older = LISTS.replace("01Jan2022", "01Dec2021").replace("5996", "5990");
    let folder = Folder::whole()
        .with("monthly/feb.csv", newer)
        .with("monthly/dec.csv", older);
    let loaded = folder.strict().expect("no fault");
    assert_eq!(loaded.practices.patients(), Patients(5_996 + 12_133));
    assert_eq!(loaded.used[0].passed_over.len(), 2);
}

#[test]
fn without_a_common_day_the_newest_lists_are_used() {
    let folder = Folder::whole()
        .with(
            "feb.csv",
            LISTS.replace("01Jan2022", "01Feb2022").replace("5996", "6000"),
        )
        .with(
            "mar.csv",
            LISTS.replace("01Jan2022", "01MAR2022").replace("5996", "6010"),
        )
        .with("a.csv", LISTS.replace("01Jan2022", "01Dec2021"));
    let loaded = folder.strict().expect("no fault");
    assert_eq!(loaded.practices.patients(), Patients(6_010 + 12_133));
}

#[test]
fn of_several_maps_for_undated_lists_the_one_that_leaves_out_the_fewest_patients_is_used() {
    let lists = "practice_code,list_size\nA10001,5996\nA10002,12133\n";
    let newer: String = MAP
        .replace("01Jan2022", "01Apr2022")
        .lines()
        .take(2)
        .map(|l| format!("{l}\n"))
        .collect();
    let folder = Folder::new()
        .with("l", lists)
        .with("m1", MAP)
        .with("m2", newer)
        .with("p", POSTCODES);
    let loaded = folder.strict().expect("no fault");
    assert_eq!((loaded.practices.len(), loaded.left_out.len()), (2, 0));
    let map = loaded
        .used
        .iter()
        .find(|f| f.kind == Kind::PracticeMap)
        .expect("a map");
    assert!(map.path.ends_with("m1"));
    assert!(map.passed_over[0].ends_with("m2"));
    assert_eq!(
        loaded.used.iter().filter(|f| f.kind == Kind::PracticeMap).count(),
        1
    );
}

#[test]
fn published_files_are_preferred_to_a_ready_made_table_when_they_suffice() {
    let whole = Folder::whole().with("ready.csv", READY);
    assert_eq!(whole.strict().expect("no fault").practices.len(), 2);
    let unplaced = Folder::new()
        .with("l", LISTS)
        .with("m", MAP)
        .with("ready.csv", READY);
    assert_eq!(unplaced.strict().expect("no fault").practices[0].name, "READY");
    match unplaced.open().inventory().plan {
        Plan::Ready { because, .. } => assert_eq!(because, [Kind::Postcodes]),
        other => panic!("not {other:?}"),
    }
}

#[test]
fn files_that_are_not_needed_are_not_read() {
    // Broken beyond the head: reading them would be an error.
    let broken = "1,\"".repeat(20_000);
    let register = "A1,N,Y58,QT6,,,,,,TR1 1AA,19740401,,A,B,11N,,,,,,,,,,,4,\n";
    let folder = Folder::whole()
        .with("register.csv", format!("{register}{broken}"))
        .with(
            "old.csv",
            format!("{}{broken}", LISTS.replace("01Jan2022", "01Jan2021")),
        )
        .with("ready.csv", format!("{READY}{broken}"));
    assert_eq!(folder.open().inventory().files.len(), 6);
    assert_eq!(folder.strict().expect("no fault").practices.len(), 2);
}

#[test]
fn the_inventory_says_what_is_found_missing_and_not_recognised() {
    let folder = Folder::whole()
        .with("notes.txt", "buy milk\n")
        .with("picture.png", b"\x89PNG\x00\x00")
        .with(".hidden.csv", LISTS)
        .with("old.zip", b"PK\x03\x04not really an archive");
    let inventory = folder.open().inventory();
    let unknown: Vec<String> = inventory
        .unrecognised
        .iter()
        .map(|(p, _)| p.display().to_string())
        .collect();
    assert_eq!(unknown.len(), 3, "{unknown:?}");
    assert!(inventory.missing.contains(&Kind::Registrations));
    let text = inventory.to_string();
    for part in [
        "1 January 2022",
        "a.csv",
        "notes.txt: no known header",
        "unpack",
        "patients-registered-at-a-gp-practice",
    ] {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
}

#[test]
fn every_published_kind_says_where_it_is_published() {
    for kind in Kind::ALL {
        assert_eq!(kind.publication().is_some(), kind.address().is_some());
        assert!(kind.address().is_none_or(|a| a.starts_with("https://")));
    }
}
