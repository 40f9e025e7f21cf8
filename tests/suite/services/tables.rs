//! Small tables, against what is counted by hand.

use super::scene::Scene;
use super::{area_totals, budget, curve, files, need, number, pence, premises, rows, shares, workforce};
use crate::fixture::{code, line, plan};
use locality::apportion::Method;
use locality::hub::{Gps, Need, Parameters, hub_rows};
use locality::network::Population;
use locality::units::Patients;
use std::path::PathBuf;

/// Six practices of 10,000 a kilometre apart, in two networks: P in sub-ICB S1, Q in S2.
///
/// ```text
///   A01 A02 A03 | A04 A05 A06
/// ```
fn six() -> Scene {
    let lists = [("S1", 3), ("S2", 3)].map(|(area, times)| vec![(10_000, Some(area)); times]);
    let networks = plan(&[("P", &[0, 1, 2]), ("Q", &[3, 4, 5])]);
    Scene::new(line(&lists.concat()), networks, Patients(60_000)).expect("a scene")
}

fn file(folder: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("a file");
    path
}

/// The middle practice is as near as can be: a hall in its building has no rooms, and a tent half a kilometre west of it is further off.
#[test]
fn premises_are_nearer_or_they_are_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = six();
    let set = Parameters::default();
    let (need, gps) = (
        Need::by_patients(&scene.practices),
        Gps::at_rate(&scene.practices, &set),
    );
    let hubs = hub_rows(&scene.practices, &scene.networks, &need, &gps, &set).expect("rows");
    let path = file(
        &folder,
        "premises.csv",
        "name,easting,northing,rooms\nHall,401000,300000,0\nTent,400500,300000,\n",
    );
    let offers = premises::read(&path).expect("premises");
    let stated = premises::write(&scene, &hubs, &offers, &mut files(&folder)).expect("a table");
    assert_eq!((stated[0].value.as_str(), stated.len()), ("2", 1));
    let table = rows(folder.path(), "premises.csv");
    let told: Vec<[&str; 5]> = table
        .iter()
        .map(|row| {
            [
                "network_id",
                "best_site",
                "is_a_practice",
                "mean_travel_metres",
                "longest_travel_metres",
            ]
            .map(|column| row[column].as_str())
        })
        .collect();
    // (1,000 + 0 + 1,000) / 3 to the middle one.
    assert_eq!(
        told,
        [
            ["P", "A02", "true", "667", "1000"],
            ["Q", "A05", "true", "667", "1000"]
        ]
    );

    let wrong = file(
        &folder,
        "wrong.csv",
        "name,easting,northing,rooms\nHall,here,300000,1\n",
    );
    let told = premises::read(&wrong).expect_err("no number").to_string();
    assert!(
        told.contains("wrong.csv:2") && told.contains("\"here\""),
        "{told}"
    );
}

/// A gain of 100.01 pounds by equal lists: 50.01 and 50.00.
#[test]
fn a_budget_adds_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = six();
    let mut asked = budget::parse("1000:900").expect("a budget");
    asked.budget.0 += 1;
    budget::write(&scene, &asked, Population::Registered, &mut files(&folder)).expect("a table");
    let table = rows(folder.path(), "budget.csv");
    let shares: Vec<i64> = table
        .iter()
        .map(|row| pence(&row["share_of_result_pounds"]))
        .collect();
    assert_eq!(shares, [5_001, 5_000]);
    let heads: u64 = table.iter().map(|row| number(row, "population_patients")).sum();
    assert_eq!(heads, 60_000);
    assert!(budget::parse("1000").is_err() && budget::parse("-5:2").is_err());
}

/// A network costs 100,000 pounds a year, its patients' ways are on top; 553,500 patients are 12 networks of 50,000 at least and 18 of 30,000 at
/// most.
#[test]
fn a_curve_adds_up_and_has_one_cheapest() {
    let folder = tempfile::tempdir().expect("a folder");
    let county = locality::synthetic::county();
    let price = curve::parse("10:2").expect("a price");
    curve::write(&county, &price, (1, 1), &mut files(&folder)).expect("a table");
    let table = rows(folder.path(), "cost_curve.csv");
    assert!(table.len() > 3, "{table:?}");
    for row in &table {
        let networks = number(row, "networks");
        assert!((12..=18).contains(&networks), "{row:?}");
        let running = pence(&row["running_pounds_a_year"]);
        assert_eq!(running, networks as i64 * 10_000_000, "100,000 pounds each");
        let sum = pence(&row["travel_pounds_a_year"]) + running;
        assert_eq!(pence(&row["total_pounds_a_year"]), sum);
    }
    let total = |row: &std::collections::BTreeMap<String, String>| pence(&row["total_pounds_a_year"]);
    let cheapest: Vec<_> = table.iter().filter(|row| row["cheapest"] == "true").collect();
    assert_eq!(cheapest.len(), 1);
    assert_eq!(Some(total(cheapest[0])), table.iter().map(total).min());
    assert!(curve::parse("10").is_err() && curve::parse("x:2").is_err());
}

fn rule(by: Population) -> shares::Rule {
    shares::Rule {
        by,
        method: Method::LargestRemainder,
        each: (0, None),
    }
}

fn posts(scene: &Scene, totals: &[shares::Asked], rule: &shares::Rule) -> Vec<(String, u64, u64)> {
    let folder = tempfile::tempdir().expect("a folder");
    let shared = shares::shared(scene, totals, rule).expect("shares");
    workforce::write(scene, &shared, rule, &mut files(&folder)).expect("a table");
    let row = |row: &std::collections::BTreeMap<String, String>| {
        (
            row["network_id"].clone(),
            number(row, "whole_posts_if_not_shared"),
            number(row, "sessions_a_week"),
        )
    };
    rows(folder.path(), "workforce.csv").iter().map(row).collect()
}

/// Three posts of S1 and one of S2 stay there, though the networks are alike and neighbours.
#[test]
fn totals_of_areas_stay_in_their_areas() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = six();
    let path = file(
        &folder,
        "totals.csv",
        "role,year,area_code,posts\nparamedic,2027,S1,3\nparamedic,2027,S2,1\n",
    );
    let areas = area_totals::read(&path, &scene.practices).expect("totals");
    let totals = shares::totals(&[], areas).expect("totals");
    let told = posts(&scene, &totals, &rule(Population::Registered));
    assert_eq!(told, [("P".to_owned(), 3, 30), ("Q".to_owned(), 1, 10)]);

    for (text, expected) in [
        ("role,year,area_code,posts\nparamedic,2027,S9,3\n", "S9"),
        (
            "role,year,area_code,posts\nparamedic,2027,S1,three\n",
            "totals.csv:2",
        ),
        (
            "role,year,area_code,posts\nparamedic,2027,S1,3\nparamedic,2027,S1,3\n",
            "totals.csv:3",
        ),
        ("role,posts\nparamedic,3\n", "totals.csv:1"),
        ("role,year,area_code,posts\n", "no totals"),
    ] {
        let path = file(&folder, "totals.csv", text);
        let told = match area_totals::read(&path, &scene.practices) {
            Err(error) => error.to_string(),
            Ok(_) => panic!("{text} was read"),
        };
        assert!(told.contains(expected), "{told}");
    }
    // One area has no total.
    let path = file(
        &folder,
        "totals.csv",
        "role,year,area_code,posts\nparamedic,2027,S1,3\n",
    );
    let areas = area_totals::read(&path, &scene.practices).expect("totals");
    let totals = shares::totals(&[], areas).expect("totals");
    let Err(told) = shares::shared(&scene, &totals, &rule(Population::Registered)) else {
        panic!("S2 has no total");
    };
    assert!(told.to_string().starts_with("W005"), "{told}");
}

/// All need is in Q: both posts go there. The same posts by lists go to both.
#[test]
fn need_moves_posts() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut scene = six();
    let lines: Vec<String> = (0..6)
        .map(|i| format!("{},{}", code(i), if i < 3 { 0 } else { 7 }))
        .collect();
    let path = file(
        &folder,
        "need.csv",
        &format!("practice_code,need\n{}\n", lines.join("\n")),
    );
    let rows = need::read(&path).expect("need");
    scene.populations = scene
        .populations
        .clone()
        .need(&scene.practices, rows)
        .expect("need");
    let totals = shares::totals(&["paramedic:2027:2".to_owned()], Vec::new()).expect("a total");
    let by_need = posts(&scene, &totals, &rule(Population::Need));
    assert_eq!(by_need, [("P".to_owned(), 0, 0), ("Q".to_owned(), 2, 20)]);
    let by_list = posts(&scene, &totals, &rule(Population::Registered));
    assert_eq!(by_list, [("P".to_owned(), 1, 10), ("Q".to_owned(), 1, 10)]);
    let path = file(&folder, "need.csv", "practice_code,need\nA01,much\n");
    assert!(
        need::read(&path)
            .expect_err("no number")
            .to_string()
            .contains("need.csv:2")
    );
}
