//! Today's primary care networks of January 2022, judged as a plan, against a recount by the plainest means and, where it
//! is at hand, against the judge of the yardstick.

use super::brute::recount;
use crate::data;
use locality::assess::{Assessment, assess};
use locality::nhs::{Reading, Source};
use locality::plan::Plan;
use locality::practice::{AreaLevel, OdsCode, Practices};
use locality::problem::{Networks, Problem};
use std::path::Path;
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

/// The judge is a script of the data's owner, in another language. Where it or Python is missing, said loudly, nothing is
/// tested.
#[test]
fn the_judge_of_the_yardstick_agrees() {
    const TEST: &str = "the_judge_of_the_yardstick_agrees";
    let Some(folder) = data::folder(TEST) else { return };
    let judge = folder.join("../tools/reference_check.py");
    let python = Command::new("python3").arg("--version").output();
    if !judge.is_file() || python.is_err() {
        eprintln!(
            "*** SKIPPED {TEST}: no python3 or no judge at {} ***",
            judge.display()
        );
        return;
    }
    let england = england(&folder);
    for board in ["QT6", "QNC", "QHL", "QOP"] {
        let practices = england
            .in_area(board.parse().expect("a code"))
            .expect("practices");
        let (plan, found) = judged(&practices);
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        let mut text = String::from("practice_code,network_id,hub\n");
        for row in plan.rows() {
            text += &format!("{},{},0\n", row.practice, row.network);
        }
        std::fs::write(file.path(), text).expect("written");
        let output = Command::new("python3")
            .arg(&judge)
            .arg(folder.join("england-2022/practices.csv"))
            .arg(file.path())
            .args(["--area", board, "--networks", "any"])
            .output()
            .expect("python3 runs");
        let verdict: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let all = &found.plan;
        assert_eq!(verdict["networks"], all.networks, "{board}");
        assert_eq!(
            verdict["outside_band"],
            all.below_band + all.above_band + all.holding_too_large
        );
        assert_eq!(verdict["not_connected"], all.in_pieces, "{board}");
        assert_eq!(verdict["cost_person_metres"], all.travel.cost.0, "{board}");
        assert_eq!(verdict["patients"], all.patients.0, "{board}");
        assert_eq!(verdict["smallest"], all.smallest.0, "{board}");
        assert_eq!(verdict["largest"], all.largest.0, "{board}");
        // The judge divides by all patients that are to be grouped, also those in no network.
        let mean = all.travel.cost.0 as f64 / all.patients.0 as f64;
        let theirs = verdict["mean_metres"].as_f64().expect("a number");
        assert!((mean - theirs).abs() <= 0.05 + 1e-9, "{board}: {mean} {theirs}");
        assert_eq!(
            verdict["errors"].as_array().map(Vec::is_empty),
            Some(found.keeps_every_rule())
        );
    }
}
