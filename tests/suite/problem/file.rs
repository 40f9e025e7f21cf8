//! A problem goes through JSON and comes back the same.

use crate::fixture::{code, codes, line};
use locality::fault::FaultCode;
use locality::objective::Objective;
use locality::practice::Practices;
use locality::problem::{
    Contiguity, Counts, Frozen, Ground, Holder, Limit, Measure, Mesh, Networks, OptedOut, Problem, Rules,
    Waiver,
};
use locality::travel::{Asymmetry, Matrix, MatrixUnit, Missing, Travel};
use locality::units::Patients;

fn eight() -> Practices {
    line(&[(10_000, Some("S1")); 8])
}

/// Rules of many kinds, a graph of its own, supplied ways and a supplied measure.
fn problem() -> Problem {
    let practices = eight();
    let rules = Rules {
        networks: Networks::Any,
        contiguity: Some(Contiguity {
            mesh: Mesh::Delaunay,
            links: vec![(code(0), code(2))],
            ..Contiguity::default()
        }),
        waivers: vec![Waiver {
            of: Holder::Practice(code(3)),
            below: Patients(5_000),
            above: Patients(0),
            ground: Ground::Rural,
            reason: "the moor".to_owned(),
        }],
        limits: vec![Limit::new(Counts::Supplied("GPs".to_owned()), 1, 900)],
        frozen: vec![Frozen {
            network: "Cold".to_owned(),
            practices: vec![code(6), code(7)],
            reason: String::new(),
        }],
        opted_out: vec![OptedOut::new(code(1))],
        ..Rules::default()
    };
    let text = "from_id,to_id,travel_time_p50\nA01,A02,7\nA02,A01,9\n";
    let columns = ["from_id", "to_id", "travel_time_p50"];
    let matrix = Matrix::long_csv(text, columns, MatrixUnit::Minutes, "m.csv").expect("a matrix");
    let (travel, _) =
        Travel::supplied(&practices, &matrix, Missing::Estimate, Asymmetry::Keep).expect("travel");
    let gps = Measure::new("GPs", (0..8).map(|i| (code(i), 100)));
    let builder = Problem::builder(practices)
        .rules(rules)
        .travel(travel)
        .supply(gps);
    builder.build().expect("a problem")
}

#[test]
fn a_problem_comes_back_the_same() {
    let there = problem();
    let back = Problem::from_json(&there.to_json()).expect("what was written");
    assert_eq!(back.rules(), there.rules());
    assert_eq!(back.practices(), there.practices());
    assert_eq!(back.supplied(), there.supplied());
    assert_eq!(back.travel(), there.travel());
    assert_eq!(
        (back.travel().between(0, 1), back.travel().between(1, 0)),
        (420, 540)
    );
    let edges = |problem: &Problem| problem.graph().edges().collect::<Vec<_>>();
    assert_eq!(edges(&back), edges(&there));
    assert_eq!(back.opted_out(), there.opted_out());
    // And so means the same to the engine.
    let compiled = |problem: &Problem| Objective::hub_travel().compile(problem).expect("a task");
    let instance = |problem: &Problem| serde_json::to_string(compiled(problem).instance()).expect("JSON");
    assert_eq!(instance(&back), instance(&there));
}

/// All that is wrong with its parts is told at once, by code.
#[test]
fn what_is_no_problem_is_refused() {
    let text = problem().to_json();
    let told = |from: &str, to: &str| {
        assert!(text.contains(from), "{from} in {text}");
        codes(Problem::from_json(&text.replacen(from, to, 1)))
    };
    assert_eq!(told("\"format\"", "\"shape\""), [FaultCode::ProblemUnreadable]);
    assert_eq!(
        told("locality-problem/1", "locality-problem/2"),
        [FaultCode::ProblemUnreadable]
    );
    assert_eq!(
        told("\"reason\": \"the moor\"", "\"reason\": 7"),
        [FaultCode::ProblemUnreadable]
    );
    let mut json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    json["edges"][0][1] = 99.into();
    json["travel"]["ways"].as_array_mut().expect("ways").pop();
    assert_eq!(
        codes(Problem::from_json(&json.to_string())),
        [FaultCode::ProblemUnreadable, FaultCode::TravelSize]
    );
    // What the builder finds is told as it tells it.
    let mut json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    json["rules"]["opted_out"][0]["practice"] = "Z99999".into();
    assert_eq!(
        codes(Problem::from_json(&json.to_string())),
        [FaultCode::UnknownInRule]
    );
}
