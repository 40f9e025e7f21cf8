//! The same bytes in every run: at any number of threads, twice, after going on, and from a program built for speed.

use super::{example, names, timeless};
use locality::assess::assess;
use locality::engine::solution::SolutionFile;
use locality::engine::stop::Stop;
use locality::engine::{Run, Solver};
use locality::objective::Objective;
use locality::problem::Problem;
use locality::report::plan_csv;
use std::path::Path;
use std::process::{Command, Stdio};

/// Plan, solution and record of a run of nine rounds.
fn bytes(folder: &Path, run: Run<'_>) -> (String, String) {
    let practices = locality::synthetic::county();
    let problem = Problem::builder(practices).build().expect("a problem");
    let task = Objective::hub_travel().compile(&problem).expect("a task");
    let run = run.seed(5).stop(Stop::rounds(9));
    let solution = Solver::with(task.instance(), run).solve().expect("a plan");
    let plan = task.plan(&problem, &solution.groups);
    let written = serde_json::to_string(&SolutionFile::of(task.instance(), &solution)).expect("JSON");
    let path = folder.join("solution.json");
    std::fs::write(&path, written).expect("it can be written");
    let timeless = serde_json::to_string(&timeless(&path)).expect("JSON");
    (plan_csv(&problem, &plan, &assess(&problem, &plan)), timeless)
}

#[test]
fn threads_runs_and_going_on_change_no_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("checkpoint");
    let one = bytes(folder.path(), Run::new().threads(1));
    assert_eq!(bytes(folder.path(), Run::new().threads(1)), one, "twice");
    for threads in [2, 3, 8] {
        assert_eq!(
            bytes(folder.path(), Run::new().threads(threads)),
            one,
            "{threads} threads"
        );
    }
    let problem = Problem::builder(locality::synthetic::county())
        .build()
        .expect("a problem");
    let task = Objective::hub_travel().compile(&problem).expect("a task");
    for (rounds, threads) in [(1, 2), (3, 3), (6, 8)] {
        let part = Solver::new(task.instance())
            .seed(5)
            .threads(threads)
            .stop(Stop::rounds(rounds));
        part.checkpoint(&path, 1_000_000).solve().expect("a plan");
        let run = Run::new().threads(threads + 1).resume(&path);
        assert_eq!(bytes(folder.path(), run), one, "gone on after {rounds} rounds");
    }
}

/// `LOCALITY_RELEASE` names the program `region` as it is built for speed, with the features of this test; every file that it writes is the
/// same as that of the one built with this test.
#[test]
fn a_program_built_for_speed_writes_the_same_bytes() {
    let test = "a_program_built_for_speed_writes_the_same_bytes";
    let (Some(here), Ok(fast)) = (example("region", test), std::env::var("LOCALITY_RELEASE")) else {
        eprintln!("SKIPPED {test}: LOCALITY_RELEASE does not name the program region");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let written = |program: &Path, out: &str| {
        let out = folder.path().join(out);
        let mut command = Command::new(program);
        command
            .args(["--rounds", "6", "--options", "--letters", "--out"])
            .arg(&out);
        assert!(
            command
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .expect("it starts")
                .success()
        );
        out
    };
    let (slow, fast) = (written(&here, "slow"), written(Path::new(&fast), "fast"));
    assert_eq!(names(&slow), names(&fast));
    for name in names(&slow) {
        let files = [slow.join(&name), fast.join(&name)];
        if files[0].is_file() {
            let [slow, fast] = files.map(|path| std::fs::read(path).expect("a file"));
            assert!(slow == fast, "{name}: {} and {} bytes", slow.len(), fast.len());
        }
    }
}
