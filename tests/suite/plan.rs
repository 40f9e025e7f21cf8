//! Plans as they are written down.

use crate::data;
use locality::fault::{FaultCode, Faults};
use locality::nhs::{Reading, Source};
use locality::plan::Plan;
use proptest::prelude::*;

fn read(text: &str) -> Result<Plan, Faults> {
    Plan::read(text.as_bytes(), "plan.csv")
}

fn rows(plan: &Plan) -> Vec<String> {
    let row =
        |row: &locality::plan::Assignment| format!("{} {} {}", row.practice, row.network, u8::from(row.hub));
    plan.rows().iter().map(row).collect()
}

#[test]
fn columns_may_stand_in_any_order_among_others() {
    let text = "note,hub,network_id,name,practice_code\n\
                \"far, but fine\",Yes,N1,ABBEY,a10001\n\
                ,0,N1,BRIDGE,A10002\n\
                ,TRUE, North 2 ,HALL,A10003\n\
                ,no,North 2,MILL,A10004\n";
    let expected = [
        "A10001 N1 1",
        "A10002 N1 0",
        "A10003 North 2 1",
        "A10004 North 2 0",
    ];
    assert_eq!(rows(&read(text).expect("a plan")), expected);
}

#[test]
fn without_a_hub_column_there_are_no_hubs() {
    let plan = read("practice_code,network_id\nA10001,N1\nA10002,N2\n").expect("a plan");
    assert_eq!(rows(&plan), ["A10001 N1 0", "A10002 N2 0"]);
    let names: Vec<&str> = plan.networks().into_keys().collect();
    assert_eq!(names, ["N1", "N2"]);
}

/// As spreadsheets and scripts write it: a byte order mark, quoted cells, carriage returns, no last line end.
#[test]
fn dialects_of_the_same_plan() {
    let plain = read("practice_code,network_id,hub\nA10001,N1,1\nA10002,N1,0\n").expect("a plan");
    for text in [
        "\u{feff}practice_code,network_id,hub\nA10001,N1,1\nA10002,N1,0\n",
        "\u{feff}\"practice_code\",\"network_id\",\"hub\"\r\n\"A10001\",\"N1\",\"1\"\r\n\"A10002\",\"N1\",\"0\"\r\n",
        "practice_code,network_id,hub\r\nA10001,N1,1\r\nA10002,N1,0",
        "practice_code,network_id,hub\n\nA10001,N1,1\n\n\nA10002,N1\n",
    ] {
        assert_eq!(read(text).as_ref(), Ok(&plain), "{text:?}");
    }
}

/// Faults are all collected, each with its line and column, whatever the line ends.
#[test]
fn every_fault_has_its_line() {
    let lines = [
        "practice_code,network_id",
        "A10001,N1",
        "not a code!,N1",
        "A10003,",
        "A10004",
        ",N1",
        "A10006,N1",
    ];
    for end in ["\n", "\r\n"] {
        let faults = read(&lines.join(end)).expect_err("four faults");
        let found: Vec<_> = faults
            .as_slice()
            .iter()
            .map(|f| {
                (
                    f.code,
                    f.line,
                    f.column.as_deref(),
                    f.practice.map(|p| p.to_string()),
                )
            })
            .collect();
        let row = |line, column, practice: Option<&str>| {
            (
                FaultCode::PlanRow,
                Some(line),
                Some(column),
                practice.map(str::to_owned),
            )
        };
        let expected = [
            row(3, "practice_code", None),
            row(4, "network_id", Some("A10003")),
            row(5, "network_id", Some("A10004")),
            row(6, "practice_code", None),
        ];
        assert_eq!(found, expected, "{end:?}");
        assert!(
            faults
                .to_string()
                .starts_with("plan.csv:3 column practice_code: P021 "),
            "{faults}"
        );
    }
}

#[test]
fn blank_lines_are_counted() {
    let faults = read("practice_code,network_id\n\nA10001,N1\n\n\nA10002,\n").expect_err("a fault");
    assert_eq!(faults.as_slice()[0].line, Some(6));
}

#[test]
fn a_line_that_is_no_text_is_a_fault_with_its_line() {
    let bytes = b"practice_code,network_id\nA10001,N1\nA10002,N\xff\nA10003,\n";
    let faults = Plan::read(&bytes[..], "plan.csv").expect_err("two faults");
    let lines: Vec<_> = faults.as_slice().iter().map(|f| (f.code, f.line)).collect();
    assert_eq!(
        lines,
        [(FaultCode::PlanRow, Some(3)), (FaultCode::PlanRow, Some(4))]
    );
}

#[test]
fn no_plan_at_all() {
    for text in ["", "\n", "code,network\nA10001,N1\n", "practice_code\nA10001\n"] {
        let faults = read(text).expect_err("no plan");
        let codes: Vec<_> = faults.as_slice().iter().map(|f| f.code).collect();
        assert_eq!(codes, [FaultCode::PlanUnreadable], "{text:?}");
    }
    // A header alone is a plan of nothing.
    assert_eq!(read("practice_code,network_id\n"), Ok(Plan::default()));
}

#[test]
fn a_file_is_opened_or_named_in_the_fault() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.csv");
    std::fs::write(&path, "practice_code,network_id\nA10001,N1\n").expect("written");
    assert_eq!(Plan::open(&path).expect("a plan").rows().len(), 1);
    let faults = Plan::open(&folder.path().join("other.csv")).expect_err("no file");
    let fault = &faults.as_slice()[0];
    assert_eq!(fault.code, FaultCode::PlanUnreadable);
    assert!(
        fault
            .file
            .as_ref()
            .is_some_and(|file| file.ends_with("other.csv"))
    );
}

#[test]
fn todays_networks_are_a_plan() {
    let county = locality::synthetic::county();
    let today = Plan::today(&county);
    let in_pcn = county.iter().filter(|p| p.pcn.is_some()).count();
    assert_eq!(today.rows().len(), in_pcn);
    let names: Vec<String> = today.networks().into_keys().map(str::to_owned).collect();
    let pcns: Vec<String> = county
        .pcns()
        .iter()
        .map(|(pcn, _)| pcn.code.to_string())
        .collect();
    assert_eq!(names, pcns);
    assert!(today.rows().iter().all(|row| !row.hub));
}

/// Cornwall had 15 networks in January 2022 (the readme of the data).
#[test]
fn cornwall_today() {
    let Some(folder) = data::folder("cornwall_today") else {
        return;
    };
    let source = Source::open(&[folder.join("england-2022/practices.csv")]).expect("the file");
    let practices = source.practices(Reading::Strict).expect("no fault").practices;
    let cornwall = practices
        .in_area("QT6".parse().expect("a code"))
        .expect("58 practices");
    assert_eq!(Plan::today(&cornwall).networks().len(), 15);
}

proptest! {
    /// Whatever the cells hold, reading ends with a plan or with faults, each of which has a line.
    #[test]
    fn any_text_is_a_plan_or_faults(text in "(practice_code,network_id,hub\r?\n)?([A-Z0-9,\"\r\n ]|é){0,80}") {
        match read(&text) {
            Ok(plan) => prop_assert!(plan.rows().iter().all(|row| !row.network.is_empty())),
            Err(faults) => {
                let line = |f: &locality::fault::Fault| f.line.is_some() || f.code == FaultCode::PlanUnreadable;
                prop_assert!(faults.as_slice().iter().all(line));
            }
        }
    }
}
