//! Files that cannot be written or are not there: a word with a code, and nothing half written.

use super::{ended, example, instance_in, names};
use locality::fault::FaultCode;
use locality::nhs::{Reading, Source};
use std::process::Command;

/// A limit on the size of files stands in for a full disk: the system refuses to write on.
#[test]
fn a_full_disk() {
    let Some(program) = example("solve_json", "a_full_disk") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let (here, instance) = (folder.path(), instance_in(folder.path(), 60));
    let limited = |ignored: &str, room: u32| {
        let script = format!("{ignored} ulimit -f {room}; exec \"$0\" \"$@\"");
        let mut command = Command::new("sh");
        command
            .args(["-c", &script])
            .arg(&program)
            .arg(&instance)
            .args(["--rounds", "3", "--every", "0"]);
        command
            .arg("--checkpoint")
            .arg(here.join("checkpoint"))
            .arg("--out")
            .arg(here.join("solution.json"));
        command
    };
    // 512 or 1,024 bytes, as the shell counts: neither file fits.
    let (status, said) = ended(&mut limited("trap '' XFSZ;", 1));
    assert_eq!(status, Some(2), "{said}");
    assert!(
        said.contains("--checkpoint") && said.contains("the search goes on"),
        "{said}"
    );
    assert!(said.contains("O001") && said.contains("solution.json"), "{said}");
    assert_eq!(names(here), ["instance.json"]);
    // What the system kills for it leaves nothing under a name either.
    let (status, _) = ended(&mut limited("", 1));
    assert_eq!(status, None, "killed by the system");
    assert_eq!(names(here), ["instance.json"]);
    // With room, all is written.
    let (status, said) = ended(&mut limited("trap '' XFSZ;", 100_000));
    assert_eq!(status, Some(0), "{said}");
    assert_eq!(names(here), ["checkpoint", "instance.json", "solution.json"]);
}

/// Before anything is searched.
#[test]
fn places_where_nothing_can_be_written_and_checkpoints_that_are_none() {
    let Some(program) = example(
        "solve_json",
        "places_where_nothing_can_be_written_and_checkpoints_that_are_none",
    ) else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let (here, instance) = (folder.path(), instance_in(folder.path(), 60));
    let refused = |arguments: &[&str], word: &str| {
        let mut command = Command::new(&program);
        let (status, said) = ended(
            command
                .arg(&instance)
                .args(["--rounds", "1"])
                .args(arguments)
                .current_dir(here),
        );
        assert_eq!(status, Some(2), "{said}");
        assert!(said.contains(word), "{said}");
        assert_eq!(names(here), ["instance.json"]);
    };
    refused(
        &["--checkpoint", "nowhere/checkpoint"],
        "--checkpoint nowhere/checkpoint",
    );
    refused(
        &["--checkpoint", "instance.json/checkpoint"],
        "--checkpoint instance.json/checkpoint",
    );
    refused(&["--checkpoint", "."], "this is a folder");
    refused(&["--resume", "nowhere"], "K001");
    refused(&["--resume", "."], "K001");
    refused(&["--resume", "instance.json"], "K002");
    refused(&["--every", "5"], "--checkpoint");
    refused(&["--every", "soon", "--checkpoint", "c"], "whole number");
}

#[test]
fn an_input_that_vanishes_between_two_reads() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("practices.csv");
    std::fs::write(
        &path,
        "practice_code,list_size,easting,northing\nA10001,5996,182500,44900\n",
    )
    .expect("written");
    let source = Source::open(&[&path]).expect("it is known");
    std::fs::remove_file(&path).expect("it was there");
    let faults = source
        .practices(Reading::Strict)
        .map(|_| ())
        .expect_err("it is gone");
    assert_eq!(faults.as_slice()[0].code, FaultCode::FileNotOpened);
    assert!(faults.to_string().contains("practices.csv"), "{faults}");
}
