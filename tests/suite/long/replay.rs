//! What a record says can be run again, and what differs is told.

use super::{ended, example};
use std::path::Path;
use std::process::Command;

const RULES: &str = "format = \"locality-rules/1\"\n";

#[test]
fn a_record_is_run_again_and_differences_are_told() {
    let test = "a_record_is_run_again_and_differences_are_told";
    let (Some(program), Some(replay)) = (example("commission", test), example("replay", test)) else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let (rules, out) = (folder.path().join("rules.toml"), folder.path().join("out"));
    std::fs::write(&rules, RULES).expect("it can be written");
    let mut command = Command::new(program);
    command
        .args(["--rounds", "2", "--threads", "1", "--rules"])
        .arg(&rules)
        .arg("--out")
        .arg(&out);
    let (status, said) = ended(&mut command);
    assert_eq!(status, Some(0), "{said}");
    let path = out.join("record.json");
    let record = std::fs::read_to_string(&path).expect("it is there");
    for told in [
        "\"commission\"",
        "rules.toml",
        "as-it-is",
        "plan.csv",
        env!("CARGO_PKG_VERSION"),
    ] {
        assert!(record.contains(told), "{told}: {record}");
    }
    for silent in ["--threads", "seconds", "--out"] {
        assert!(!record.contains(silent), "{silent}: {record}");
    }
    let again = |record: &Path| {
        let output = Command::new(&replay).arg(record).output().expect("it starts");
        let (out, err) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        (output.status.code(), format!("{out}{err}"))
    };
    let (status, said) = again(&path);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("; 0 others"), "{said}");

    // A plan that is another than the record says is found.
    let changed = out.join("changed.json");
    let with = |from: &str, to: &str| {
        assert!(record.contains(from), "{from}: {record}");
        std::fs::write(&changed, record.replacen(from, to, 1)).expect("it can be written");
        again(&changed)
    };
    let (status, said) = with(
        "\"plan.csv\",\n      \"sha256\": \"",
        "\"plan.csv\",\n      \"sha256\": \"0",
    );
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("plan.csv: another"), "{said}");
    // No other program is started, and what cannot be repeated is not.
    let (status, said) = with("\"commission\"", "\"rm\"");
    assert!(status == Some(2) && said.contains("no program \"rm\""), "{said}");
    let (status, said) = with("\"as-it-is\"", "{\"no\": \"the clock ended it\"}");
    assert!(status == Some(2) && said.contains("the clock ended it"), "{said}");
    let (status, said) = with("locality-record/1\",", "");
    assert!(status == Some(2) && said.contains("at line 3"), "{said}");
    // An input that has changed since is named.
    std::fs::write(&rules, format!("{RULES}# a word more\n")).expect("it can be written");
    let (status, said) = again(&path);
    assert!(status == Some(2) && said.contains("rules.toml: "), "{said}");
    std::fs::remove_file(&rules).expect("it was there");
    let (status, said) = again(&path);
    assert!(status == Some(2) && said.contains("rules.toml"), "{said}");
}
