//! The workforce file in both layouts.

use super::folder::{Folder, codes};
use locality::nhs::{AgeSex, Kind, Reading, Workforce};
use locality::practice::OdsCode;
use locality::units::Thousandths;

const WIDE: &str = "\
PRAC_CODE,PRAC_NAME,PCN_CODE,TOTAL_PATIENTS,GP_SOURCE,TOTAL_GP_FTE,TOTAL_GP_EXTGL_FTE,TOTAL_NURSES_FTE,TOTAL_DPC_FTE,TOTAL_ADMIN_FTE,\
MALE_PATIENTS_0TO4,MALE_PATIENTS_5TO14,MALE_PATIENTS_15TO44,MALE_PATIENTS_45TO64,MALE_PATIENTS_65TO74,MALE_PATIENTS_75TO84,\
MALE_PATIENTS_85PLUS,FEMALE_PATIENTS_0TO4,FEMALE_PATIENTS_5TO14,FEMALE_PATIENTS_15TO44,FEMALE_PATIENTS_45TO64,FEMALE_PATIENTS_65TO74,\
FEMALE_PATIENTS_75TO84,FEMALE_PATIENTS_85PLUS
A10002,B,U10001,20,Provided,9.5,3.4533333,2.1,0,7.25,1,2,3,4,5,6,7,8,9,10,11,12,13,14
A10001,\"A, THE\",U10001,20,ND,NA,NA,.,ND,NS,1,2,3,4,5,6,NA,8,9,10,11,12,13,14
";

const LONG: &str = "\
PRAC_CODE,PRAC_NAME,STAFF_GROUP,DETAILED_STAFF_ROLE,MEASURE,VALUE
A10002,B,GP,Total,FTE,99
A10002,B,GP,GP Partners,FTE,2
A10002,B,GP,Salaried GPs,FTE,1.4533
A10002,B,GP,GPs in Training Grades,FTE,4
A10002,B,GP,GP Regular Locums,FTE,1
A10002,B,GP,GP Partners,Headcount,3
A10002,B,Nurses,Practice Nurses,FTE,2.1
A10002,B,Direct Patient Care,Pharmacists,FTE,0
A10002,B,Admin/Non-Clinical,Receptionists,FTE,7.25
A10001,A,GP,Total,FTE,NA
";

fn read(text: &str) -> Workforce {
    let folder = Folder::new().with("w.csv", text);
    let source = folder.open();
    assert!(source.has(Kind::Workforce) && !source.has(Kind::Payments));
    source.workforce(Reading::Strict).expect("no fault").value
}

fn code(text: &str) -> OdsCode {
    text.parse().expect("a code")
}

#[test]
fn both_layouts_say_the_same() {
    for (text, ages) in [(WIDE, true), (LONG, false)] {
        let staff = *read(text).get(code("A10002")).expect("a practice");
        assert_eq!(staff.gps, Some(Thousandths(3_453)));
        assert_eq!(staff.nurses, Some(Thousandths(2_100)));
        assert_eq!(staff.direct_care, Some(Thousandths::ZERO));
        assert_eq!(staff.admin, Some(Thousandths(7_250)));
        let by_age = AgeSex {
            men: [1, 2, 3, 4, 5, 6, 7],
            women: [8, 9, 10, 11, 12, 13, 14],
        };
        assert_eq!(staff.patients, ages.then_some(by_age));
    }
}

#[test]
fn what_is_missing_is_no_number() {
    for text in [WIDE, LONG] {
        let workforce = read(text);
        assert_eq!(workforce.len(), 2);
        let staff = workforce.get(code("A10001")).expect("a practice");
        // One band of the ages is missing too: a sum without it would be too small.
        assert_eq!(*staff, locality::nhs::Staff::default());
    }
}

#[test]
fn faults_have_their_line_and_practice() {
    let wide = WIDE
        .replace("9.5,3.4533333", "9.5,-3")
        .replace("8,9,10,11,12,13,14\nA10001", "many,9,10,11,12,13,14\nA10001");
    let wide = format!(
        "{wide}A10002,B,U10001,20,Provided,9.5,3,2.1,0,7.25,1,2,3,4,5,6,7,8,9,10,11,12,13,14\nA10003,C\n"
    );
    let folder = Folder::new().with("w.csv", wide);
    let faults = folder.open().workforce(Reading::Strict).expect_err("four faults");
    assert_eq!(codes(&faults), ["L003", "L003", "L006", "L005"]);
    let first = &faults.as_slice()[0];
    assert_eq!((first.line, first.practice), (Some(2), Some(code("A10002"))));
    assert!(first.to_string().contains("column TOTAL_GP_EXTGL_FTE"), "{first}");
    assert!(
        faults.as_slice()[1]
            .to_string()
            .contains("column FEMALE_PATIENTS_0TO4"),
        "{faults}"
    );
    // Read leniently, what cannot be read is no number, and the first of two rows counts.
    let lenient = folder.open().workforce(Reading::Lenient).expect("a table").value;
    let staff = lenient.get(code("A10002")).expect("a practice");
    assert_eq!(
        (staff.gps, staff.nurses, staff.patients),
        (None, Some(Thousandths(2_100)), None)
    );

    let long = LONG
        .replace("Nurses,Practice", "Nurse,Practice")
        .replace("Salaried GPs,FTE,1.4533", "GP Partners,FTE,some");
    let folder = Folder::new().with("w.csv", long);
    let faults = folder.open().workforce(Reading::Strict).expect_err("two faults");
    assert_eq!(codes(&faults), ["L006", "L003"]);
    assert!(
        faults.to_string().contains("\"Nurse\" is not a staff group"),
        "{faults}"
    );
}

#[test]
fn a_folder_without_the_file_says_what_it_is_for() {
    let folder = Folder::whole();
    let faults = folder
        .open()
        .workforce(Reading::Strict)
        .expect_err("no such file");
    assert_eq!(codes(&faults), ["L007"]);
    let text = faults.to_string();
    assert!(
        text.contains("how many doctors") && text.contains("General Practice Workforce"),
        "{text}"
    );
    let nearly = folder.with("w.csv", WIDE.replace("TOTAL_NURSES_FTE", "NURSES"));
    let faults = nearly
        .open()
        .workforce(Reading::Strict)
        .expect_err("a column is missing");
    assert_eq!(codes(&faults), ["L004"]);
}
