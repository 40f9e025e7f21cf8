//! Solutions as JSON, inside their published schema.

use super::{brute, checked, json_schema, made_up};
use locality::engine::Solver;
use locality::engine::bound::{Certificate, Cut, Decision, Leaf, PricedCut, Prices, Tree};
use locality::engine::instance::{Instance, InstanceFile};
use locality::engine::solution::{Outcome, Record, SOLUTION_FORMAT, Solution, SolutionFile};
use locality::engine::stop::Stop;
use proptest::prelude::*;
use serde_json::{Value, json};

fn schema() -> Value {
    serde_json::from_str(Solution::JSON_SCHEMA).expect("the schema is JSON")
}

/// What is written of an instance, with times that are written exactly.
fn solved(instance: &Instance) -> SolutionFile {
    let solved = Solver::new(instance).threads(1).stop(Stop::rounds(2)).solve();
    let mut file = match &solved {
        Ok(solution) => SolutionFile::of(instance, solution),
        Err(error) => SolutionFile::without_plan(instance, error).expect("it is of the instance"),
    };
    if let Some(record) = &mut file.record {
        record.seconds = 0.5;
        record.first_plan_seconds = record.first_plan_seconds.map(|_| 0.25);
        record.parts.search = 0.125;
    }
    file
}

/// There and back, and inside the schema.
fn keeps(file: &SolutionFile) -> Value {
    let value = serde_json::to_value(file).expect("it can be written");
    assert_eq!(json_schema::faults(&schema(), &value), [""; 0]);
    let text = value.to_string();
    assert_eq!(
        serde_json::from_str::<SolutionFile>(&text).expect("it can be read"),
        *file
    );
    value
}

/// The groups as numbers, counted again by the oracle: violation and cost.
fn recount(instance: &InstanceFile, file: &SolutionFile) -> (i64, i64) {
    let number = |name: &String| instance.units.iter().position(|unit| unit == name);
    let mut sum = (0, 0);
    let mut seen: Vec<u32> = Vec::new();
    for group in &file.groups {
        let units: Vec<u32> = group
            .units
            .iter()
            .map(|name| number(name).expect("a unit") as u32)
            .collect();
        let (violation, cost, site) = brute::value(instance, &units);
        assert!(brute::connected(instance, &units));
        assert_eq!(cost, group.cost);
        assert_eq!(
            group.hub.as_ref(),
            site.map(|site| &instance.sites[site as usize].name)
        );
        for (total, measure) in group.totals.iter().zip(&instance.measures) {
            let by_hand: i64 = units.iter().map(|&unit| measure.values[unit as usize]).sum();
            assert_eq!((&total.measure, total.total), (&measure.name, by_hand));
        }
        assert_eq!(group.totals.len(), instance.measures.len());
        sum = (sum.0 + violation, sum.1 + cost);
        seen.extend(units);
    }
    seen.sort_unstable();
    assert!(seen.into_iter().eq(0..instance.units.len() as u32));
    sum
}

#[test]
fn the_schema_says_what_every_field_is() {
    let schema = schema();
    assert_eq!(schema["$id"], "urn:locality-solution:1");
    assert_eq!(schema["properties"]["format"]["const"], SOLUTION_FORMAT);
    let parts = schema["$defs"].as_object().expect("parts");
    let objects = parts.values().chain([&schema]);
    let objects: Vec<&Value> = objects.filter(|part| part["properties"].is_object()).collect();
    // The file, its groups and totals, record and parts, and the eight kinds of a certificate.
    assert_eq!(objects.len(), 13);
    for object in objects {
        assert_eq!(object["additionalProperties"], false);
        for (name, field) in object["properties"].as_object().expect("an object") {
            assert!(field["description"].is_string(), "{name} has no description");
        }
    }
}

/// The words of the statuses are part of the format.
#[test]
fn the_words_are_what_is_written() {
    for outcome in [
        Outcome::Optimal,
        Outcome::Feasible,
        Outcome::ProvenInfeasible,
        Outcome::NoPlanFound,
    ] {
        assert_eq!(
            serde_json::to_value(outcome).expect("it can be written"),
            outcome.word()
        );
    }
}

/// Sixteen units of 4 around one of 4, in eights: there is no plan, and no proof.
#[test]
fn none_found_is_written_with_the_nearest() {
    let mut file = made_up::path(16, 4, (8, 8), (8, 8));
    file.edges = (1..16).map(|leaf| (0, leaf)).collect();
    let instance = checked(file);
    let written = solved(&instance);
    assert_eq!(
        (written.status, written.cost, written.violation),
        (Outcome::NoPlanFound, None, 56)
    );
    assert_eq!(recount(instance.file(), &written).0, 56);
    assert!(
        written
            .reason
            .as_ref()
            .is_some_and(|why| why.contains("by 56 in all"))
    );
    let value = keeps(&written);
    assert_eq!(value["status"], "no-plan-found");
    assert!(value.get("cost").is_none());
}

#[test]
fn proven_infeasible_is_written_with_the_reason() {
    let instance = checked(made_up::path(3, 4, (5, 7), (1, 3)));
    let written = solved(&instance);
    let value = keeps(&written);
    assert_eq!(value["status"], "proven-infeasible");
    assert_eq!((value["groups"].clone(), value.get("record")), (json!([]), None));
    let reason = value["reason"].as_str().expect("a reason");
    assert!(reason.starts_with("there is no plan"), "{reason}");
}

/// A certificate of every kind of part goes there and back.
#[test]
fn a_certificate_is_written() {
    let instance = checked(made_up::path(4, 1, (2, 2), (2, 2)));
    let prices = Prices {
        units: vec![1, -2, 3, 0],
        group: -7,
        cuts: vec![PricedCut {
            cut: Cut {
                weights: vec![(0, 1), (1, 1), (2, 1)],
                of: 2,
            },
            price: 5,
        }],
    };
    let decisions = vec![
        Decision::Together {
            a: 0,
            b: 1,
            yes: true,
        },
        Decision::Open { site: 0, yes: false },
        Decision::AtLeast { groups: 2, yes: true },
    ];
    let leaves = vec![Leaf {
        decisions,
        prices: prices.clone(),
    }];
    let mut written = solved(&instance);
    written.certificate = Some(Certificate {
        scale: 1_000,
        root: prices,
        tree: Some(Tree {
            below: 9,
            filters: Vec::new(),
            leaves,
        }),
        counts: Vec::new(),
    });
    let value = keeps(&written);
    assert_eq!(value["certificate"]["tree"]["leaves"][0]["prices"]["group"], -7);
}

/// A record of before there were counts and parts can be read; a misspelt one cannot.
#[test]
fn a_short_record_can_be_read() {
    let short = json!({"seed": 1, "rounds": 2, "improvements": 1, "cut_short": false, "stop": "time", "seconds": 0.5});
    let record: Record = serde_json::from_value(short.clone()).expect("it can be read");
    assert_eq!(
        (record.columns, record.cuts, record.nodes, record.pricings),
        (0, 0, 0, 0)
    );
    let with = |field: &str, value: Value| {
        let mut record = short.clone();
        record[field] = value;
        serde_json::from_value::<Record>(record)
    };
    assert_eq!(with("columns", json!(7)).expect("it can be read").columns, 7);
    assert!(with("parts", json!({"search": 1.5})).is_ok());
    assert!(with("parts", json!({"serach": 1.5})).is_err());
    assert!(with("colums", json!(7)).is_err());
}

/// What a reader refuses, the schema refuses as well.
#[test]
fn what_is_misspelt_is_refused() {
    let value = keeps(&solved(&checked(made_up::path(4, 1, (2, 2), (2, 2)))));
    let broken = |change: &dyn Fn(&mut Value)| {
        let mut value = value.clone();
        change(&mut value);
        assert!(!json_schema::faults(&schema(), &value).is_empty(), "{value}");
        assert!(serde_json::from_value::<SolutionFile>(value).is_err());
    };
    broken(&|v| v["status"] = "best".into());
    broken(&|v| v["colour"] = "red".into());
    broken(&|v| v["groups"][0]["cost"] = 0.5.into());
    broken(&|v| v["record"]["stop"] = "bored".into());
    broken(&|v| v["record"]["cut_short"] = 1.into());
    broken(&|v| v["groups"] = Value::Null);
}

proptest! {
    #[test]
    fn every_answer_goes_to_json_and_back(file in made_up::files(6)) {
        let instance = checked(file);
        let written = solved(&instance);
        keeps(&written);
        match brute::optimum(instance.file()) {
            Some(best) => {
                prop_assert_eq!((written.status, written.cost, written.bound), (Outcome::Optimal, Some(best), Some(best)));
                prop_assert_eq!(written.gap.map(f64::to_bits), Some(0));
                prop_assert_eq!(recount(instance.file(), &written), (0, best));
            }
            None => prop_assert_eq!((written.status, written.reason.is_some()), (Outcome::ProvenInfeasible, true)),
        }
    }
}
