//! A signal ends a search early, with its best plan; a second one at once.

use super::{example, instance_in, timeless};
use locality::engine::stop::StopReason;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A search without an end of its own, once it has made its first checkpoint.
fn searching(program: &Path, folder: &Path) -> Child {
    let checkpoint = folder.join("checkpoint");
    let mut command = Command::new(program);
    command
        .arg(instance_in(folder, 150))
        .args(["--rounds", "1000000", "--threads", "1", "--every", "0"]);
    command
        .arg("--checkpoint")
        .arg(&checkpoint)
        .arg("--out")
        .arg(folder.join("solution.json"));
    let child = command.stderr(Stdio::null()).spawn().expect("it starts");
    while !checkpoint.is_file() {
        std::thread::sleep(Duration::from_millis(5));
    }
    child
}

fn send(child: &Child, signal: &str) {
    let sent = Command::new("kill")
        .args([signal, &child.id().to_string()])
        .status();
    assert!(sent.expect("there is such a program").success());
}

#[test]
fn the_best_plan_is_written_and_the_status_says_why() {
    let Some(program) = example("solve_json", "the_best_plan_is_written_and_the_status_says_why") else {
        return;
    };
    for (signal, status) in [("-INT", 130), ("-TERM", 143)] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut child = searching(&program, folder.path());
        send(&child, signal);
        let ended = child.wait().expect("it ends").code();
        let file = timeless(&folder.path().join("solution.json"));
        assert_eq!(ended, Some(status), "{signal}");
        let stop = file.record.map(|record| record.stop);
        assert_eq!(stop, Some(StopReason::Cancelled));
        assert!(file.cost.is_some());
    }
}
