//! Patients by small area, the areas' points and their deprivation.

use super::folder::{Folder, codes};
use crate::data;
use locality::nhs::{Census, LsoaCode, Reading, Source};
use locality::practice::OdsCode;
use locality::units::Patients;

const OFFICIAL: &str = "\
PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,NUMBER_OF_PATIENTS
GP_PRAC_PAT_LIST,04JAN2021,A10002,B,E01011959,ALL,7
GP_PRAC_PAT_LIST,04JAN2021,A10001,A,E01011960,ALL,30
GP_PRAC_PAT_LIST,04JAN2021,A10001,A,E01011959,ALL,20
GP_PRAC_PAT_LIST,04JAN2021,A10001,A,CLOSED,ALL,3
GP_PRAC_PAT_LIST,04JAN2021,A10001,A,NO2011,ALL,2
GP_PRAC_PAT_LIST,04JAN2021,A10001,A,W01000573,ALL,1
";

fn lsoa(text: &str) -> LsoaCode {
    text.parse().expect("an LSOA")
}

fn practice(text: &str) -> OdsCode {
    text.parse().expect("a code")
}

#[test]
fn registrations_are_sorted_and_odd_codes_are_kept_apart() {
    let folder = Folder::new().with("r.csv", OFFICIAL);
    let read = folder
        .open()
        .registrations(Reading::Strict)
        .expect("no fault")
        .value;
    let of_first: Vec<(LsoaCode, u64)> = read
        .of(practice("A10001"))
        .iter()
        .map(|r| (r.lsoa, r.patients.get()))
        .collect();
    assert_eq!(of_first, [(lsoa("E01011959"), 20), (lsoa("E01011960"), 30)]);
    assert_eq!(read.of(practice("A10003")), []);
    assert_eq!(read.patients(), Patients(57));
    let apart: Vec<(&str, u64)> = read
        .apart()
        .iter()
        .map(|a| (a.place.as_str(), a.patients.get()))
        .collect();
    assert_eq!(apart, [("CLOSED", 3), ("NO2011", 2), ("W01000573", 1)]);
    assert_eq!(read.census(), Census::Of2011);
}

#[test]
fn all_three_shapes_of_registrations_are_one() {
    let plain = "practice_code,lsoa_code,patients\n\
                 A10002,E01011959,7\nA10001,E01011960,30\nA10001,E01011959,20\n\
                 A10001,CLOSED,3\nA10001,NO2011,2\nA10001,W01000573,1\n";
    let once = OFFICIAL.replace("NUMBER_OF_PATIENTS", "Number of Patients");
    let pivot = "LSOA_CODE,PRACTICE_CODE,PRACTICE_NAME.x,NUMBER_OF_PATIENTS,ICB_CODE,,,\n\
                 E01011959,A10002,B,7,QNC,,Row Labels,Sum of NUMBER_OF_PATIENTS\n\
                 E01011960,A10001,A,30,QNC,,X,\" 140,734 \"\n\
                 E01011959,A10001,A,20,QNC,,,\nCLOSED,A10001,A,3,QNC,,,\nNO2011,A10001,A,2,QNC,,,\n\
                 W01000573,A10001,A,1,QNC,,,\n,,,,,,Grand Total,\" 1,208,874 \"\n";
    let read = |content: &str| {
        let folder = Folder::new().with("r.csv", content);
        folder
            .open()
            .registrations(Reading::Strict)
            .expect("no fault")
            .value
    };
    for other in [plain, once.as_str(), pivot] {
        assert_eq!(read(other), read(OFFICIAL));
    }
}

#[test]
fn counts_of_one_sex_are_not_taken_for_all() {
    let male = OFFICIAL.replace(",ALL,", ",MALE,");
    let folder = Folder::whole().with("male.csv", male);
    let unknown = folder.open().inventory().unrecognised;
    assert!(unknown[0].1.contains("one sex"), "{unknown:?}");
}

#[test]
fn the_newest_registrations_are_used() {
    let newer = OFFICIAL.replace("04JAN2021", "01APR2021").replace(",7\n", ",8\n");
    let folder = Folder::new().with("a.csv", OFFICIAL).with("b.csv", newer);
    let outcome = folder.open().registrations(Reading::Strict).expect("no fault");
    assert_eq!(outcome.value.patients(), Patients(58));
    assert_eq!(outcome.used[0].passed_over.len(), 1);
}

#[test]
fn faults_of_registrations_are_collected() {
    let rows = "P,04JAN2021,A10001,A,E01011959,ALL,9\nP,04JAN2021,A10001,A,E01011961,ALL,some\n";
    let folder = Folder::new().with("r.csv", format!("{OFFICIAL}{rows}"));
    let faults = folder
        .open()
        .registrations(Reading::Strict)
        .expect_err("two faults");
    assert_eq!(codes(&faults), ["L003", "L006"]);
    let outcome = folder
        .open()
        .registrations(Reading::Lenient)
        .expect("passed over");
    assert_eq!(
        (outcome.value.patients(), outcome.faults.len()),
        (Patients(57), 2)
    );
}

#[test]
fn points_of_2021_are_preferred_to_those_of_2011() {
    let old = "\u{feff}OBJECTID,LSOA11CD,LSOA11NM,GlobalID,x,y\n1,E01011959,A,g,182500.4,44900.6\n2,E01011960,B,g,182600,44910\n";
    let new = "FID,LSOA21CD,GlobalID,x,y\n1,E01011959,g,182501,44902\n";
    let plain = "lsoa_code,easting,northing\nE01011959,1,1\nE01033999,182700,44920\nE01034000,,\n";
    let folder = Folder::new().with("a", old).with("b", new).with("c", plain);
    let points = folder
        .open()
        .small_area_points(Reading::Strict)
        .expect("no fault")
        .value;
    let easting = |code| points.get(lsoa(code)).map(|p| p.easting());
    assert_eq!(easting("E01011959"), Some(182_501));
    assert_eq!(easting("E01011960"), Some(182_600));
    assert_eq!(easting("E01033999"), Some(182_700));
    assert_eq!(points.len(), 3);
}

#[test]
fn deprivation_is_that_of_the_census_of_the_areas() {
    let official = "LSOA code (2011),LSOA name (2011),Local Authority District code (2019),Local Authority District name (2019),Index of Multiple Deprivation (IMD) Score,Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs),Income Score (rate)\n\
                    E01011959,A,E06000052,Cornwall,46.7,3000,1,0.2\n";
    let plain = "lsoa21_code,imd_score,imd_rank,imd_decile\nE01011959,8.742,26525,8\n";
    let folder = Folder::new().with("a", official).with("b", plain);
    let rank = |census| {
        let read = folder
            .open()
            .deprivation(census, Reading::Strict)
            .expect("no fault")
            .value;
        read.get(lsoa("E01011959")).map(|imd| (imd.rank, imd.decile))
    };
    assert_eq!(rank(Census::Of2011), Some((3_000, 1)));
    assert_eq!(rank(Census::Of2021), Some((26_525, 8)));
    let only_old = Folder::new().with("a", official).open();
    let faults = only_old
        .deprivation(Census::Of2021, Reading::Strict)
        .expect_err("none of 2021");
    assert_eq!(codes(&faults), ["L007"]);
}

#[test]
fn staffordshire_in_october_2025() {
    let Some(data) = data::folder("nhs::small_areas::staffordshire") else {
        return;
    };
    let folder = data.join("england-2025");
    let read = |file: &str| {
        let source = Source::open(&[folder.join(file)]).expect("a known file");
        source.registrations(Reading::Strict).expect("no fault").value
    };
    let extract = read("SSOT_GP_Patients_Oct25.csv.gz");
    let derived = read("gp_lsoa_staffordshire_2025-10.csv");
    assert_eq!(extract.as_slice(), derived.as_slice());
    assert_eq!(extract.census(), Census::Of2021);
    // The derived file holds England and Wales; the extract 1,381 patients more at CLOSED and EMPTY and 28
    // outside England and Wales.
    let total = |r: &locality::nhs::Registrations| {
        r.patients() + r.apart().iter().map(|a| a.patients).sum::<Patients>()
    };
    assert_eq!(total(&derived), Patients(1_208_874));
    assert_eq!(total(&extract), Patients(1_208_874 + 1_381 + 28));
}

#[test]
fn every_small_area_of_england_has_point_and_rank() {
    let Some(data) = data::folder("nhs::small_areas::every_small_area") else {
        return;
    };
    let source = Source::open(&[data.join("geography")]).expect("known files");
    let points = source.small_area_points(Reading::Strict).expect("no fault").value;
    let old = source
        .deprivation(Census::Of2011, Reading::Strict)
        .expect("no fault")
        .value;
    let new = source
        .deprivation(Census::Of2021, Reading::Strict)
        .expect("no fault")
        .value;
    assert_eq!((points.len(), old.len(), new.len()), (34_753, 32_844, 33_755));
    assert!(
        old.iter()
            .all(|(code, _)| points.get(code).is_some() && !code.is_new_in_2021())
    );
    assert!(
        new.iter()
            .all(|(code, _)| points.get(code).is_some() || code.is_new_in_2021())
    );
}
