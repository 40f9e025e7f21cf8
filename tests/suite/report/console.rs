//! The summary for a console.

use super::county;
use locality::assess::assess;
use locality::plan::{Assignment, Plan};
use locality::practice::{Location, Practice, Practices};
use locality::problem::Problem;
use locality::report::{assessment_json, console};
use locality::units::Patients;

/// A and B in one good network, a kilometre apart; C is in none.
fn small(with_c: bool) -> (Problem, Plan) {
    let row = |(name, east, list): (&str, i64, u64)| {
        let place = Location::new(400_000 + east, 300_000).expect("on the grid");
        Practice::new(name.parse().expect("a code"), name, place, Patients(list))
    };
    let all = [("A", 0, 20_000), ("B", 1_000, 15_000), ("C", 9_000, 5_000)];
    let rows = all
        .into_iter()
        .take(if with_c { 3 } else { 2 })
        .map(row)
        .collect();
    let problem = Problem::builder(Practices::new(rows).expect("a table"));
    let line = |name: &str| Assignment {
        practice: name.parse().expect("a code"),
        network: "N1".to_owned(),
        hub: name == "A",
    };
    (
        problem.build().expect("a problem"),
        Plan::new(vec![line("A"), line("B")]),
    )
}

#[test]
fn a_good_plan_in_full() {
    let (problem, plan) = small(false);
    let expected = "\
network  hub  practices  patients  mean travel  longest
-------  ---  ---------  --------  -----------  -------
N1       A A          2    35,000        429 m   1.0 km

                                this plan
------------------------  ---------------
networks                                1
  in the band                           1
  below it                              0
  above it                              0
  in pieces                             0
practices standing alone                0
practices in no network                 0
patients in the band              100.0 %
smallest and largest      35,000 - 35,000
mean travel                         429 m
95 of 100 within                   1.0 km
longest travel                     1.0 km

The plan keeps every rule.
";
    assert_eq!(console(&problem, &assess(&problem, &plan)), expected);
}

#[test]
fn what_is_wrong_is_said() {
    let (problem, plan) = small(true);
    let text = console(&problem, &assess(&problem, &plan));
    let end = "\nThe plan breaks a rule:\n  A001 every practice must be in a network, but 1 with 5,000 patients are in none: C\n";
    assert!(text.ends_with(end), "{text}");
    assert!(
        text.contains("patients in the band               87.5 %"),
        "{text}"
    );
}

#[test]
fn todays_networks_stand_beside_the_plan() {
    let (problem, _, today) = county::today();
    let text = console(&problem, &today);
    // The plan is today's, so that both columns are the same.
    let row = text
        .lines()
        .find(|line| line.starts_with("patients in the band"))
        .expect("a row");
    let share = format!("{:.1} %", today.plan.share_in_band * 100.0);
    assert_eq!(row.matches(&share).count(), 2, "{row}");
    assert!(text.contains("today's PCNs"));
    for network in today.networks.iter().filter(|network| network.pieces > 1) {
        let row = text
            .lines()
            .find(|line| line.starts_with(&network.network))
            .expect("a row");
        assert!(row.ends_with(&format!("in {} pieces", network.pieces)), "{row}");
    }
}

#[test]
fn the_json_is_the_assessment() {
    let (_, _, today) = county::today();
    let json: serde_json::Value = serde_json::from_str(&assessment_json(&today)).expect("JSON");
    assert_eq!(json["plan"]["networks"], today.plan.networks);
    assert_eq!(
        json["networks"].as_array().map(Vec::len),
        Some(today.networks.len())
    );
    assert_eq!(
        json["findings"][0]["text"].as_str(),
        Some(&*today.findings[0].to_string())
    );
}
