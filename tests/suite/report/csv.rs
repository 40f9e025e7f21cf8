//! Plans and networks as sheets, read back.

use super::county;
use csv::{Reader, StringRecord};
use locality::assess::assess;
use locality::plan::{Assignment, Plan};
use locality::practice::{Location, Practice, Practices};
use locality::problem::Problem;
use locality::report::{networks_csv, plan_csv};
use locality::travel::Travel;
use locality::units::Patients;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn rows(text: &str) -> (StringRecord, Vec<BTreeMap<String, String>>) {
    let mut reader = Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let rows = reader.deserialize().map(|row| row.expect("a row")).collect();
    (header, rows)
}

#[test]
fn a_plan_says_who_travels_how_far() {
    let (problem, plan, assessment) = county::today();
    let (header, rows) = rows(&plan_csv(&problem, &plan, &assessment));
    let expected =
        "practice_code,network_id,hub,name,postcode,list_size,travel_to_hub_metres,sub_icb_code,pcn_code";
    assert_eq!(header.iter().collect::<Vec<_>>().join(","), expected);
    assert_eq!(rows.len(), plan.rows().len());
    let mut person_metres = 0;
    for row in &rows {
        assert_eq!(row["network_id"], row["pcn_code"]);
        let number = |column: &str| row[column].parse::<i64>().expect("a number");
        person_metres += number("list_size") * number("travel_to_hub_metres");
        assert_eq!(number("hub"), 0);
    }
    assert_eq!(person_metres, assessment.plan.travel.cost.0);
}

#[test]
fn names_are_harmless_and_codes_are_themselves() {
    let place = Location::new(400_000, 300_000).expect("on the grid");
    let practice = Practice::new(
        "-A1".parse().expect("a code"),
        "=HYPERLINK(\"x\")",
        place,
        Patients(40_000),
    );
    let practices = Practices::new(vec![practice]).expect("a table");
    let travel = Travel::drive_estimate(&practices);
    let problem = Problem::builder(practices)
        .travel(travel)
        .build()
        .expect("a problem");
    let row = |practice: &str| Assignment {
        practice: practice.parse().expect("a code"),
        network: "=N,1".to_owned(),
        hub: practice == "-A1",
    };
    let plan = Plan::new(vec![row("-A1"), row("X9")]);
    let assessment = assess(&problem, &plan);
    let text = plan_csv(&problem, &plan, &assessment);
    assert_eq!(
        text,
        "practice_code,network_id,hub,name,postcode,list_size,travel_to_hub_seconds,sub_icb_code,pcn_code\n\
         -A1,\"=N,1\",1,\"'=HYPERLINK(\"\"x\"\")\",,40000,0,,\n\
         X9,\"=N,1\",0,,,,,,\n"
    );
    let text = networks_csv(&problem, &assessment);
    assert_eq!(
        text,
        "network_id,hub_code,hub_name,practices,patients,in_band,mean_travel_seconds,p95_travel_seconds,\
         longest_travel_seconds,largest_distance_metres\n\
         \"=N,1\",-A1,\"'=HYPERLINK(\"\"x\"\")\",1,40000,true,0,0,0,0\n"
    );
}

#[test]
fn networks_add_up_to_the_plan() {
    let (problem, _, assessment) = county::today();
    let (_, rows) = rows(&networks_csv(&problem, &assessment));
    let sum = |column: &str| -> u64 {
        rows.iter()
            .map(|row| row[column].parse::<u64>().expect("a number"))
            .sum()
    };
    let missing = assessment.plan.missing_patients;
    assert_eq!(sum("patients"), (problem.patients() - missing).0);
    assert_eq!(
        sum("practices") as usize,
        problem.practices().len() - assessment.plan.missing
    );
    let inside = rows.iter().filter(|row| row["in_band"] == "true").count();
    assert_eq!(inside, assessment.plan.in_band);
}

proptest! {
    /// Whatever networks are called, a plan comes back as it was written.
    #[test]
    fn a_plan_comes_back(names in prop::collection::vec("[!-~éŵ]([ -~]{0,4}[!-~])?", 1..6), hub in any::<bool>()) {
        let (problem, _, _) = county::today();
        let row = |(practice, network): (&Practice, &String)| Assignment {
            practice: practice.code,
            network: network.clone(),
            hub,
        };
        let plan = Plan::new(problem.practices().iter().zip(names.iter().cycle()).map(row).collect());
        let text = plan_csv(&problem, &plan, &assess(&problem, &plan));
        prop_assert_eq!(Plan::read(text.as_bytes(), "plan.csv").expect("a plan"), plan);
    }
}
