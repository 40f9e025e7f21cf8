//! Supplied matrices: each format, each policy, each fault.

use crate::problem::line;
use locality::fault::Faults;
use locality::practice::Practices;
use locality::travel::{Asymmetry, Matrix, MatrixUnit, Missing, Travel, TravelUnit, drive_time};
use locality::units::Metres;

fn three() -> Practices {
    line(&[(9_000, None); 3])
}

fn codes<T: std::fmt::Debug>(result: Result<T, Faults>) -> Vec<&'static str> {
    let faults = result.expect_err("faults");
    faults.as_slice().iter().map(|fault| fault.code.code()).collect()
}

const COLUMNS: [&str; 3] = ["from_id", "to_id", "travel_time_p50"];

fn long(rows: &str) -> Result<Matrix, Faults> {
    let text = format!("from_id,to_id,travel_time_p50\n{rows}");
    Matrix::long_csv(&text, COLUMNS, MatrixUnit::Minutes, "r5r.csv")
}

#[test]
fn all_formats_give_the_same() {
    let text = "A01,A02,1\nA01,A03,2.5\nA02,A01,3\nA02,A03,4\nA03,A01,5\nA03,A02,6\n";
    let by_pair = long(text).expect("a matrix");
    let wide = "\"\",A01,A02,A03\nA01,NA,1,2.5\nA02,3,NA,4\nA03,5,6,NA\n";
    assert_eq!(
        Matrix::wide_csv(wide, MatrixUnit::Minutes, "wide.csv").expect("a matrix"),
        by_pair
    );
    let names = ["A01", "A02", "A03"];
    let osrm = r#"{"code":"Ok","durations":[[null,60,150],[180,null,240],[300,360.2,null]],"sources":[]}"#;
    assert_eq!(
        Matrix::osrm(osrm, &names, "osrm.json").expect("a matrix"),
        by_pair
    );
    let cell = |time: &str| format!(r#"{{"distance":1.5,"time":{time},"from_index":0,"to_index":0}}"#);
    let row = |times: [&str; 3]| format!("[{}]", times.map(cell).join(","));
    let rows = [
        ["null", "60", "150"],
        ["180", "null", "240"],
        ["300", "360", "null"],
    ]
    .map(row)
    .join(",");
    let valhalla = format!(r#"{{"sources_to_targets":[{rows}],"units":"kilometers"}}"#);
    assert_eq!(
        Matrix::valhalla(&valhalla, &names, "valhalla.json").expect("a matrix"),
        by_pair
    );
    assert_eq!(
        (by_pair.between("A01", "A03"), by_pair.unit()),
        (Some(150), TravelUnit::Seconds)
    );
}

#[test]
fn ways_that_are_missing_are_refused_or_estimated() {
    let matrix = long("A01,A02,1\nA01,A03,2\nX99,A01,5\n").expect("a matrix");
    let refused = Travel::supplied(&three(), &matrix, Missing::Refuse, Asymmetry::Keep);
    assert_eq!(codes(refused), ["T004", "T004"]);
    let (travel, coverage) =
        Travel::supplied(&three(), &matrix, Missing::Estimate, Asymmetry::Keep).expect("travel");
    assert_eq!(
        (
            coverage.pairs,
            coverage.known,
            coverage.from_way_back,
            coverage.estimated
        ),
        (6, 2, 2, 2)
    );
    assert_eq!(coverage.unknown, ["X99"]);
    assert_eq!(
        (travel.between(0, 1), travel.between(1, 0), travel.between(0, 0)),
        (60, 60, 0)
    );
    assert_eq!(travel.between(1, 2), drive_time(Metres(1_000)).0);
    assert_eq!(travel.among(&[0, 2]).between(0, 1), 120);
}

#[test]
fn there_and_back_may_differ() {
    let matrix =
        long("A01,A02,1\nA02,A01,4\nA01,A03,2\nA03,A01,2\nA02,A03,3\nA03,A02,3\n").expect("a matrix");
    let of = |policy| {
        let (travel, coverage) =
            Travel::supplied(&three(), &matrix, Missing::Refuse, policy).expect("travel");
        assert_eq!(coverage.asymmetric, 1);
        (travel.between(0, 1), travel.between(1, 0))
    };
    assert_eq!(of(Asymmetry::Keep), (60, 240));
    assert_eq!(of(Asymmetry::Mean), (150, 150));
    assert_eq!(of(Asymmetry::Longer), (240, 240));
}

#[test]
fn each_fault_of_a_matrix() {
    assert_eq!(
        codes(long("A01,A02,-1\nA01,A03,soon\nA02,A01,1e99\n")),
        ["T003"; 3]
    );
    assert_eq!(codes(long("A01,A02,1\nA01,A02,2\n")), ["T005"]);
    assert!(
        long("A01,A02,1\nA01,A02,1\n").is_ok(),
        "twice the same is no harm"
    );
    assert_eq!(
        codes(Matrix::long_csv("a,b\n1,2\n", COLUMNS, MatrixUnit::Seconds, "x")),
        ["T001"]
    );
    assert_eq!(
        codes(Matrix::wide_csv("x,A01,A02\nA01,1\n", MatrixUnit::Seconds, "x")),
        ["T002"]
    );
    assert_eq!(codes(Matrix::osrm("{}", &["A01"], "x")), ["T001"]);
    assert_eq!(
        codes(Matrix::osrm(r#"{"durations":[[0,1],[1,0]]}"#, &["A01"], "x")),
        ["T002"]
    );
    assert_eq!(
        codes(Matrix::osrm(r#"{"durations":[[-5]]}"#, &["A01"], "x")),
        ["T003"]
    );
    let alien = long("X1,X2,5\n").expect("a matrix");
    assert_eq!(
        codes(Travel::supplied(
            &three(),
            &alien,
            Missing::Estimate,
            Asymmetry::Keep
        )),
        ["T002"]
    );
}

#[test]
fn units_become_whole_seconds_or_metres() {
    let of = |unit| {
        let matrix = Matrix::long_csv(
            "from_id,to_id,travel_time_p50\nA01,A02,1.25\n",
            COLUMNS,
            unit,
            "x",
        );
        matrix.expect("a matrix").between("A01", "A02")
    };
    assert_eq!(of(MatrixUnit::Minutes), Some(75));
    assert_eq!(of(MatrixUnit::Kilometres), Some(1_250));
    assert_eq!(
        (of(MatrixUnit::Seconds), of(MatrixUnit::Metres)),
        (Some(1), Some(1))
    );
}
