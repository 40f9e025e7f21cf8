//! What is read from text: matrices, plans, and everything that is written as JSON or TOML.

use super::{four, shape, told};
use locality::assess::Assessment;
use locality::engine::Solver;
use locality::engine::bound::{Certificate, verify_bound};
use locality::engine::instance::Instance;
use locality::engine::partition::Group;
use locality::engine::solution::SolutionFile;
use locality::engine::stop::Stop;
use locality::ensemble::Ensemble;
use locality::fault::Faults;
use locality::practice::{OdsCode, Postcode};
use locality::problem::{Problem, Rules};
use locality::travel::{Asymmetry, Matrix, MatrixUnit, Missing, Travel};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::str::FromStr;

/// Text, whatever the bytes are: these doors take what is UTF-8 already.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const FOUR: [&str; 4] = ["A10001", "A10002", "A10003", "A10004"];

/// A matrix is also fitted to practices, in every way.
fn fitted(read: Result<Matrix, Faults>) -> String {
    let matrix = match read {
        Ok(matrix) => matrix,
        Err(faults) => return told::<()>(Err(faults)),
    };
    let practices = four();
    let ways = [
        (Missing::Refuse, Asymmetry::Keep),
        (Missing::Estimate, Asymmetry::Mean),
        (Missing::CountAs(u64::MAX), Asymmetry::Longer),
    ];
    let said =
        ways.map(|(missing, asymmetry)| told(Travel::supplied(&practices, &matrix, missing, asymmetry)));
    said.join("; ")
}

pub fn matrix_long(bytes: &[u8]) -> String {
    let columns = ["from_id", "to_id", "travel_time_p50"];
    fitted(Matrix::long_csv(
        &text(bytes),
        columns,
        MatrixUnit::Kilometres,
        "m.csv",
    ))
}

pub fn matrix_r5r(bytes: &[u8]) -> String {
    fitted(Matrix::r5r(&text(bytes), "m.csv"))
}

pub fn matrix_wide(bytes: &[u8]) -> String {
    fitted(Matrix::wide_csv(&text(bytes), MatrixUnit::Seconds, "m.csv"))
}

pub fn matrix_osrm(bytes: &[u8]) -> String {
    fitted(Matrix::osrm(&text(bytes), &FOUR, "m.json"))
}

pub fn matrix_valhalla(bytes: &[u8]) -> String {
    fitted(Matrix::valhalla(&text(bytes), &FOUR, "m.json"))
}

pub fn plan(bytes: &[u8]) -> String {
    let read = locality::plan::Plan::read(bytes, "plan.csv");
    if let Ok(plan) = &read {
        let lines: usize = plan.networks().values().map(Vec::len).sum();
        assert_eq!(lines, plan.rows().len());
        let practices = four();
        let problem = Problem::builder(practices).build().expect("a problem");
        let assessment = locality::assess::assess(&problem, plan);
        assert!(!locality::report::plan_csv(&problem, plan, &assessment).is_empty());
    }
    told(read)
}

/// What is read from JSON is written and read again to the same.
fn twice<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> String {
    match serde_json::from_slice::<T>(bytes) {
        Err(error) => shape(&error.to_string()),
        Ok(value) => {
            let written = serde_json::to_string(&value).expect("it can be written");
            let again: T = serde_json::from_str(&written).expect("what was written");
            assert_eq!(serde_json::to_string(&again).expect("as before"), written);
            "read".to_owned()
        }
    }
}

pub fn instance(bytes: &[u8]) -> String {
    twice::<Instance>(bytes)
}

/// An instance is also solved, in one round; of more units than these the time would be told, not the way.
const SOLVED: usize = 20;

pub fn task(bytes: &[u8]) -> String {
    let instance: Instance = match serde_json::from_slice(bytes) {
        Err(error) => return shape(&error.to_string()),
        Ok(instance) => instance,
    };
    if instance.len() > SOLVED {
        return "too large".to_owned();
    }
    let solver = Solver::new(&instance).threads(1).memory(64 << 20);
    match solver.stop(Stop::rounds(1)).solve() {
        Err(error) => shape(&error.to_string()),
        Ok(solution) => {
            let worth = |group: &Group| {
                let value = instance.value(&group.units);
                assert_eq!(value.violation, 0);
                value.cost
            };
            assert_eq!(solution.groups.iter().map(worth).sum::<i64>(), solution.cost);
            assert!(solution.bound.is_none_or(|bound| bound <= solution.cost));
            let (least, most) = instance.groups();
            assert!((least..=most).contains(&solution.groups.len()));
            let written = serde_json::to_vec(&SolutionFile::of(&instance, &solution)).expect("JSON");
            assert_eq!(self::solution(&written), "read");
            "read".to_owned()
        }
    }
}

pub fn solution(bytes: &[u8]) -> String {
    twice::<SolutionFile>(bytes)
}

pub fn assessment(bytes: &[u8]) -> String {
    twice::<Assessment>(bytes)
}

/// A certificate is counted again, against an instance that it may not be of; the plan of that instance costs 12.
pub fn certificate(bytes: &[u8]) -> String {
    const TASK: &str = include_str!("../../../corpus/instance/three.json");
    let certificate: Certificate = match serde_json::from_slice(bytes) {
        Err(error) => return shape(&error.to_string()),
        Ok(certificate) => certificate,
    };
    let task: Instance = serde_json::from_str(TASK).expect("a sound instance");
    match verify_bound(&task, &certificate) {
        Ok(bound) => {
            assert!(
                bound <= 12,
                "a proof that the plan of cost 12 costs {bound} or more"
            );
            "proven".to_owned()
        }
        Err(fault) => shape(&fault.to_string()),
    }
}

/// Rules are also put to a problem.
fn ruled(read: Result<Rules, Faults>) -> String {
    match read {
        Err(faults) => told::<()>(Err(faults)),
        Ok(rules) => {
            assert_eq!(Rules::from_json(&rules.to_json()).as_ref(), Ok(&rules));
            let words: usize = rules.all().iter().map(|rule| rule.wording().len()).sum();
            let built = Problem::builder(four()).rules(rules).build();
            format!("{} {}", words.min(1), told(built))
        }
    }
}

pub fn rules_toml(bytes: &[u8]) -> String {
    ruled(Rules::from_toml(&text(bytes)))
}

pub fn rules_json(bytes: &[u8]) -> String {
    ruled(Rules::from_json(&text(bytes)))
}

pub fn problem(bytes: &[u8]) -> String {
    let read = Problem::from_json(&text(bytes));
    if let Ok(problem) = &read {
        let written = problem.to_json();
        let again = Problem::from_json(&written).expect("what was written");
        assert_eq!(again.to_json(), written);
    }
    told(read)
}

pub fn ensemble(bytes: &[u8]) -> String {
    let read = Ensemble::from_json(&text(bytes), "ensemble.json");
    if let Ok(ensemble) = &read {
        let _ = ensemble.counts();
        assert!(!locality::report::ensemble_csv(ensemble).is_empty());
        let _ = Ensemble::merge(vec![ensemble.clone(), ensemble.clone()]);
        let _ = Ensemble::merge(vec![ensemble.clone()]);
    }
    told(read)
}

pub fn year(bytes: &[u8]) -> String {
    told(locality::funding::Year::from_toml(&text(bytes)).inspect(|year| {
        let _ = year.assumptions();
    }))
}

pub fn hub_parameters(bytes: &[u8]) -> String {
    told(
        locality::hub::Parameters::from_toml(&text(bytes), "hub.toml").inspect(|parameters| {
            assert!(parameters.check().is_ok());
            let _ = parameters.assumptions();
        }),
    )
}

pub fn waves(bytes: &[u8]) -> String {
    told(locality::rollout::Wave::from_toml(&text(bytes)))
}

/// Everything that is read from a word; codes and numbers are written and read again to the same.
pub fn codes(bytes: &[u8]) -> String {
    let text = text(bytes);
    [
        word::<OdsCode>(&text),
        word::<Postcode>(&text),
        shown::<locality::nhs::Date>(&text),
        word::<locality::nhs::LsoaCode>(&text),
        word::<locality::units::Thousandths>(&text),
        shown::<locality::network::Population>(&text),
        shown::<locality::practice::AreaLevel>(&text),
        shown::<locality::problem::Networks>(&text),
        u8::from(text.parse::<locality::ensemble::Shard>().is_ok()),
        u8::from(!locality::report::safe_name(&text).is_empty()),
    ]
    .map(|read| read.to_string())
    .concat()
}

fn word<T: FromStr + ToString + PartialEq + std::fmt::Debug>(text: &str) -> u8 {
    let Ok(read) = text.parse::<T>() else {
        return 0;
    };
    assert_eq!(
        read.to_string().parse::<T>().ok().as_ref(),
        Some(&read),
        "{text:?}"
    );
    1
}

/// What is written for people need not be read again.
fn shown<T: FromStr + ToString>(text: &str) -> u8 {
    u8::from(text.parse::<T>().is_ok_and(|read| !read.to_string().is_empty()))
}
