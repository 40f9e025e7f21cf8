//! Supplied matrices: each format, each policy, each fault.

use crate::fixture::line;
use locality::fault::Faults;
use locality::graph::PracticeGraph;
use locality::practice::Practices;
use locality::problem::Problem;
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

/// As r5r writes them: old names and new, other percentiles beside, what takes too long left out.
#[test]
fn r5r_leaves_out_what_takes_too_long() {
    let new = "\"from_id\",\"to_id\",\"travel_time_p25\",\"travel_time_p50\"\n\"A01\",\"A02\",6,7\n\"A02\",\"A01\",9,10\n\"A01\",\"A03\",50,NA\n";
    let old = "fromId,toId,travel_time\nA01,A02,7\nA02,A01,10\n";
    let matrix = Matrix::r5r(new, "ttm.csv").expect("a matrix");
    assert_eq!(Matrix::r5r(old, "old.csv").expect("a matrix"), matrix);
    assert_eq!((matrix.len(), matrix.between("A02", "A01")), (2, Some(600)));
    // One hour was the longest that was asked for.
    let (travel, coverage) =
        Travel::supplied(&three(), &matrix, Missing::CountAs(3_600), Asymmetry::Keep).expect("travel");
    assert_eq!(
        (coverage.known, coverage.unreachable, coverage.estimated),
        (2, 4, 0)
    );
    assert_eq!(
        (
            travel.between(0, 1),
            travel.between(0, 2),
            travel.between(2, 0),
            travel.between(2, 2)
        ),
        (420, 3_600, 3_600, 0)
    );
    assert_eq!(codes(Matrix::r5r("a,b,c\n", "x")), ["T001"]);
}

/// Four practices a kilometre apart; by road some 10 minutes each: seconds taken for minutes, and minutes for seconds, are refused.
#[test]
fn another_unit_is_noticed() {
    let four = line(&[(9_000, None); 4]);
    let pairs = (1..5)
        .flat_map(|a| (1..5).map(move |b| (a, b)))
        .filter(|(a, b)| a != b);
    let rows = |amount: f64| -> String {
        pairs
            .clone()
            .map(|(a, b)| format!("A0{a},A0{b},{amount}\n"))
            .collect()
    };
    let read = |amount: f64, unit| {
        let text = format!("from_id,to_id,travel_time_p50\n{}", rows(amount));
        let matrix = Matrix::long_csv(&text, COLUMNS, unit, "x").expect("a matrix");
        Travel::supplied(&four, &matrix, Missing::Refuse, Asymmetry::Keep)
    };
    assert!(read(10.0, MatrixUnit::Minutes).is_ok() && read(600.0, MatrixUnit::Seconds).is_ok());
    assert_eq!(codes(read(600.0, MatrixUnit::Minutes)), ["T006"]);
    assert_eq!(codes(read(10.0, MatrixUnit::Seconds)), ["T006"]);
    assert!(read(2.0, MatrixUnit::Kilometres).is_ok());
    assert_eq!(codes(read(2.0, MatrixUnit::Metres)), ["T006"]);
    assert_eq!(codes(read(2_000.0, MatrixUnit::Kilometres)), ["T006"]);
}

/// One kilometre is 516 s by the estimate, three times that 1,548 s, 25.8 min; two kilometres 613 s and 30.65 min.
#[test]
fn ways_around_water_are_detours() {
    let of = |rows: &str| {
        let matrix = long(rows).expect("a matrix");
        let travel = Travel::supplied(&three(), &matrix, Missing::Estimate, Asymmetry::Keep);
        travel.expect("travel").0
    };
    let travel = of("A01,A02,25.8\nA02,A01,20\nA02,A03,5\nA01,A03,30\nA03,A01,31\n");
    let found = travel.detours();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].from, found[0].to, found[0].way, found[0].estimate),
        (0, 2, 31 * 60, 613)
    );
    assert_eq!(travel.detour(2, 0), Some(found[0]));
    let across = of("A01,A02,26\nA02,A03,5\nA01,A03,10\n");
    assert_eq!(across.detours().len(), 1);
    // A01 and A02 are neighbours in the graph; A01 and A03 are not.
    let problem = |travel: Travel| {
        let graph = PracticeGraph::from_edges(3, [(0, 1), (1, 2)]).expect("a graph");
        let builder = Problem::builder(three()).graph(graph).travel(travel);
        builder.build().expect("a problem")
    };
    assert_eq!(problem(across.clone()).edges_of_detours(), across.detours());
    assert_eq!(problem(travel).edges_of_detours(), []);
    assert_eq!(Travel::drive_estimate(&three()).detours(), []);
}
