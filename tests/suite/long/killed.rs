//! A process that is killed at any moment leaves whole files, and what it had put down goes on to the very same result.

use super::{example, instance_in, names, timeless};
use crate::engine::columns::region;
use locality::engine::Solver;
use locality::engine::stop::Stop;
use locality::synthetic::Region;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Rounds of the whole search: all of its stages for this instance.
const ROUNDS: &str = "9";
/// A killed process has run for less than this.
const LONGEST: Duration = Duration::from_millis(600);

/// Numbers of this test's own, the same in every run (Knuth's generator, The Art of Computer Programming 2, 3.3.4).
struct Moments(u64);

impl Moments {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Whether a file is being written in the folder just now.
fn is_writing(folder: &Path) -> bool {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    entries
        .map(|entry| entry.file_name())
        .any(|name| name.to_string_lossy().starts_with(locality::disk::TEMPORARY))
}

fn clear_temporary(folder: &Path) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        if entry
            .file_name()
            .to_string_lossy()
            .starts_with(locality::disk::TEMPORARY)
        {
            std::fs::remove_file(entry.path()).expect("what was left behind can be deleted");
        }
    }
}

/// Ten times in a usual run; `LOCALITY_KILLS=200` for more.
#[test]
fn a_killed_search_goes_on_to_the_same_result() {
    let Some(program) = example("solve_json", "a_killed_search_goes_on_to_the_same_result") else {
        return;
    };
    let kills = std::env::var("LOCALITY_KILLS")
        .ok()
        .and_then(|kills| kills.parse().ok());
    let kills: u32 = kills.unwrap_or(10);
    let folder = tempfile::tempdir().expect("a folder");
    let (here, instance) = (folder.path(), instance_in(folder.path(), 60));
    let (checkpoint, out) = (here.join("checkpoint"), here.join("solution.json"));
    let task = region(60);
    let start = |resume: bool| {
        let mut command = Command::new(&program);
        command.arg(&instance).args([
            "--rounds",
            ROUNDS,
            "--seed",
            "3",
            "--threads",
            "1",
            "--every",
            "0",
        ]);
        command
            .arg("--checkpoint")
            .arg(&checkpoint)
            .arg("--out")
            .arg(&out);
        if resume {
            command.arg("--resume").arg(&checkpoint);
        }
        command.stderr(Stdio::null()).spawn().expect("it starts")
    };
    assert!(start(false).wait().expect("it ends").success());
    let whole = timeless(&out);
    std::fs::remove_file(&out).expect("it was there");
    std::fs::remove_file(&checkpoint).expect("it was there");

    let mut moments = Moments(8);
    let (mut killed, mut whole_runs, mut resumed, mut while_writing) = (0, 0, 0, 0);
    while killed < kills {
        let resume = checkpoint.is_file();
        resumed += u32::from(resume);
        let mut child = start(resume);
        let wait = Duration::from_millis(moments.below(LONGEST.as_millis() as u64));
        if moments.below(2) == 0 {
            std::thread::sleep(wait);
        } else {
            // In the middle of a file, where there is one in time.
            for _ in 0..LONGEST.as_millis() {
                if is_writing(here) || child.try_wait().expect("a child").is_some() {
                    break;
                }
                std::thread::sleep(Duration::from_millis(1));
            }
        }
        let over = child.try_wait().expect("a child").is_some();
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        killed += u32::from(!over);
        while_writing += u32::from(is_writing(here));
        clear_temporary(here);
        for name in names(here) {
            assert!(
                ["instance.json", "checkpoint", "solution.json"].contains(&name.as_str()),
                "{name}"
            );
        }
        if checkpoint.is_file() {
            // A limit of one round is reached at once: it is only read, held against its hash, and made a search again.
            let read = Solver::new(&task)
                .seed(3)
                .stop(Stop::rounds(1))
                .resume(&checkpoint)
                .solve();
            read.expect("a checkpoint that was killed over is whole");
        }
        if out.is_file() {
            assert_eq!(timeless(&out), whole, "after {killed} kills");
            whole_runs += 1;
            std::fs::remove_file(&out).expect("it was there");
            // From the beginning again.
            std::fs::remove_file(&checkpoint).expect("it was there");
        }
    }
    let resume = checkpoint.is_file();
    assert!(start(resume).wait().expect("it ends").success());
    assert_eq!(timeless(&out), whole, "after all");
    eprintln!(
        "killed {killed} times, {while_writing} of them with a file half written; gone on {resumed} times, {} runs came to their end",
        whole_runs + 1
    );
}

/// Many files: after each kill all that are there under their names are those of a whole run.
#[test]
fn a_killed_program_leaves_whole_files() {
    let Some(program) = example("yardstick", "a_killed_program_leaves_whole_files") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("practices.csv");
    let practices = Region::new(40).seed(4).build().expect("a region");
    let mut text = "practice_code,easting,northing,list_size,icb_code\n".to_owned();
    for practice in practices.iter() {
        let (easting, northing) = (practice.location.easting(), practice.location.northing());
        text += &format!(
            "{},{easting},{northing},{},QQQ\n",
            practice.code, practice.list_size.0
        );
    }
    std::fs::write(&table, text).expect("it can be written");
    let start = |out: &Path| {
        let mut command = Command::new(&program);
        command
            .arg(&table)
            .args(["--whole", "--rounds", "2", "--threads", "1", "--out"])
            .arg(out);
        command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts")
    };
    let whole = folder.path().join("whole");
    assert!(start(&whole).wait().expect("it ends").success());
    let out = folder.path().join("killed");
    let mut moments = Moments(9);
    for _ in 0..5 {
        let mut child = start(&out);
        std::thread::sleep(Duration::from_millis(moments.below(LONGEST.as_millis() as u64)));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        for name in if out.is_dir() { names(&out) } else { Vec::new() } {
            let (then, now) = (
                std::fs::read_to_string(whole.join(&name)),
                std::fs::read_to_string(out.join(&name)),
            );
            let (then, now) = (then.expect("a file of the whole run"), now.expect("a file"));
            // Times are others, their number of lines is not; everything else is the same to the last byte.
            match name.as_str() {
                "summary.csv" | "whole.json" | "record.json" | "data_dictionary.csv" => {
                    assert_eq!(now.lines().count(), then.lines().count(), "{name}")
                }
                _ => assert_eq!(now, then, "{name}"),
            }
        }
    }
}
