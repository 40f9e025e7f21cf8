//! Today's primary care networks of January 2022, judged as a plan, against a recount by the plainest means and, where it
//! is at hand, against the judge of the yardstick.

use super::brute::recount;
use crate::data;
use locality::assess::{Assessment, Finding, assess};
use locality::engine::{Run, stop::Stop};
use locality::nhs::{Reading, Source};
use locality::objective::Objective;
use locality::plan::{Assignment, Plan};
use locality::practice::{AreaLevel, OdsCode, Practices};
use locality::problem::{Networks, Problem};
use locality::strategy::{HeatBath, Strategy};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

fn england(folder: &Path) -> Practices {
    let path = folder.join("england-2022/practices.csv");
    let source = Source::open(&[path]).expect("a file");
    source.practices(Reading::Strict).expect("no fault").practices
}

fn judged(practices: &Practices) -> (Plan, Assessment) {
    let any = Networks::Range(1, practices.len() as u32 / 2);
    let problem = Problem::builder(practices.clone()).networks(any);
    let plan = Plan::today(practices);
    let found = assess(&problem.build().expect("a problem"), &plan);
    (plan, found)
}

fn boards(england: &Practices) -> Vec<(OdsCode, Practices)> {
    let codes = england
        .areas(AreaLevel::Icb)
        .into_iter()
        .map(|(area, _)| area.code);
    codes
        .filter_map(|code| Some((code, england.in_area(code)?)))
        .collect()
}

#[test]
fn todays_networks_of_every_board_are_recounted() {
    let Some(folder) = data::folder("todays_networks_of_every_board_are_recounted") else {
        return;
    };
    let boards = boards(&england(&folder));
    assert_eq!(boards.len(), 42);
    for (board, practices) in boards {
        let (plan, found) = judged(&practices);
        let expected = recount(&practices, &plan, 30_000, 50_000);
        let all = &found.plan;
        let outside = all.below_band + all.above_band + all.holding_too_large;
        assert_eq!(
            (all.networks, outside, all.in_pieces, all.missing),
            (
                expected.networks,
                expected.outside_band,
                expected.in_pieces,
                expected.missing
            ),
            "{board}"
        );
        assert_eq!(i128::from(all.travel.cost.0), expected.cost, "{board}");
        assert_eq!(i128::from(all.patients.0), expected.patients, "{board}");
        assert_eq!(
            (i128::from(all.smallest.0), i128::from(all.largest.0)),
            (expected.smallest, expected.largest)
        );
    }
}

/// The judge of the yardstick, a script of the data's owner in another language. Where it or Python is missing, said loudly, nothing is
/// tested.
fn judge(test: &str) -> Option<(PathBuf, PathBuf)> {
    let folder = data::folder(test)?;
    let judge = folder.join("../tools/reference_check.py");
    let python = Command::new("python3").arg("--version").output();
    if !judge.is_file() || python.is_err() {
        let at = judge.display();
        eprintln!("*** SKIPPED {test}: no python3 or no judge at {at} ***");
        return None;
    }
    Some((folder, judge))
}

/// What the judge says of a plan of a board.
fn verdict((folder, judge): &(PathBuf, PathBuf), board: &str, networks: &str, plan: &Plan) -> Value {
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    let mut text = String::from("practice_code,network_id,hub\n");
    for row in plan.rows() {
        text += &format!("{},{},{}\n", row.practice, row.network, u8::from(row.hub));
    }
    std::fs::write(file.path(), text).expect("written");
    let output = Command::new("python3")
        .arg(judge)
        .arg(folder.join("england-2022/practices.csv"))
        .arg(file.path())
        .args(["--area", board, "--networks", networks])
        .output()
        .expect("python3 runs");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// The two agree whether the plan keeps every rule, and on what they both count.
fn agree(verdict: &Value, found: &Assessment, plan: &str) {
    let all = &found.plan;
    let good = verdict["errors"].as_array().map(Vec::is_empty);
    assert_eq!(
        good,
        Some(found.keeps_every_rule()),
        "{plan}: {verdict} {:?}",
        found.findings
    );
    // Of a practice that stands twice the judge counts the patients twice.
    if found
        .findings
        .iter()
        .any(|finding| ["A002", "A003"].contains(&finding.code()))
    {
        return;
    }
    let outside = all.below_band + all.above_band + all.holding_too_large;
    assert_eq!(verdict["networks"], all.networks, "{plan}");
    assert_eq!(verdict["outside_band"], outside, "{plan}");
    assert_eq!(verdict["not_connected"], all.in_pieces, "{plan}");
    assert_eq!(verdict["patients"], all.patients.0, "{plan}");
    assert_eq!(verdict["smallest"], all.smallest.0, "{plan}");
    assert_eq!(verdict["largest"], all.largest.0, "{plan}");
    // Travel goes to the hub that the plan names; the judge counts it to the best.
    if found
        .findings
        .iter()
        .any(|finding| ["A020", "A022"].contains(&finding.code()))
    {
        return;
    }
    assert_eq!(verdict["cost_person_metres"], all.travel.cost.0, "{plan}");
    // The judge divides by all patients that are to be grouped, also those in no network.
    let mean = all.travel.cost.0 as f64 / all.patients.0 as f64;
    let theirs = verdict["mean_metres"].as_f64().expect("a number");
    assert!((mean - theirs).abs() <= 0.05 + 1e-9, "{plan}: {mean} {theirs}");
}

#[test]
fn the_judge_of_the_yardstick_agrees() {
    let Some(judge) = judge("the_judge_of_the_yardstick_agrees") else {
        return;
    };
    let england = england(&judge.0);
    for board in ["QT6", "QNC", "QHL", "QOP"] {
        let practices = england
            .in_area(board.parse().expect("a code"))
            .expect("practices");
        let (plan, found) = judged(&practices);
        agree(&verdict(&judge, board, "any", &plan), &found, board);
    }
}

/// The plan of a board that the engine makes, and the same plan broken in every way: a practice moved, dropped, listed twice, in two networks, a
/// hub at another member, two hubs, two practices of far networks exchanged, two networks made one, one made two.
#[test]
fn the_judge_of_the_yardstick_agrees_on_broken_plans() {
    let Some(judge) = judge("the_judge_of_the_yardstick_agrees_on_broken_plans") else {
        return;
    };
    let practices = england(&judge.0)
        .in_area("QT6".parse().expect("a code"))
        .expect("practices");
    let problem = Problem::builder(practices).build().expect("a problem");
    let task = Objective::hub_travel().compile(&problem).expect("a task");
    let run = Run::new().seed(1).stop(Stop::rounds(1));
    let solution = HeatBath.solve(task.instance(), &run).expect("a plan");
    let good = task.plan(&problem, &solution.groups);
    let lines = good.rows().len();
    let (mut kept, mut codes) = (0, BTreeSet::new());
    for case in 0..28_usize {
        let mut rows = good.rows().to_vec();
        let (at, other) = (case * 17 % lines, (case * 17 + 29) % lines);
        let another = rows[other].network.clone();
        match case % 9 {
            _ if case == 0 => {}
            0 => rows[at].network = another,
            1 => _ = rows.remove(at),
            2 => rows.push(rows[at].clone()),
            3 => rows.push(Assignment {
                network: another,
                ..rows[at].clone()
            }),
            4 => {
                let network = rows[at].network.clone();
                rows.iter_mut()
                    .filter(|row| row.network == network)
                    .for_each(|row| row.hub = false);
                rows[at].hub = true;
            }
            5 => rows[at].hub = !rows[at].hub,
            6 => {
                let network = std::mem::replace(&mut rows[at].network, another);
                rows[other].network = network;
            }
            7 => {
                let network = rows[at].network.clone();
                rows.iter_mut()
                    .filter(|row| row.network == another)
                    .for_each(|row| row.network.clone_from(&network));
            }
            _ => rows[at].network = "alone".to_owned(),
        }
        let plan = Plan::new(rows);
        let found = assess(&problem, &plan);
        agree(
            &verdict(&judge, "QT6", "auto", &plan),
            &found,
            &format!("case {case}"),
        );
        kept += usize::from(found.keeps_every_rule());
        codes.extend(found.findings.iter().map(Finding::code));
    }
    assert!((1..14).contains(&kept), "{kept} of 28 keep every rule");
    for code in [
        "A001", "A002", "A003", "A010", "A011", "A012", "A020", "A022", "A030",
    ] {
        assert!(codes.contains(code), "no plan was broken so: {code}");
    }
}
