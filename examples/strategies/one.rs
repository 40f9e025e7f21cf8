//! One run, in a process of its own, so that its memory is its own.

use super::names::{self, Names};
use super::row::Row;
use super::scene::Scene;
use super::shards;
use locality::engine::Run;
use locality::engine::instance::Instance;
use locality::engine::stop::Stop;
use locality::ensemble::Shard;
use locality::report::{Folder, safe_name};
use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Two units and how much they share.
pub type Shared = (u32, u32, i64);

/// All that strategies may know of an area.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Setting {
    pub instance: Instance,
    /// Where units are, in metres on the British National Grid.
    pub points: Vec<(i64, i64)>,
    pub shared: Vec<Shared>,
    pub today: Vec<Vec<u32>>,
}

/// How long and with what each strategy runs.
pub struct Limits {
    pub seeds: u64,
    pub seconds: u64,
    pub threads: usize,
    /// Which part of the runs.
    pub shard: Shard,
}

/// A run to be made.
#[derive(Serialize, Deserialize)]
struct Job {
    strategy: String,
    seed: u64,
    seconds: u64,
    threads: usize,
}

/// What a run came to.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Answer {
    pub groups: Option<Vec<Vec<u32>>>,
    pub bound: Option<i64>,
    pub rounds: Option<u64>,
    pub seconds: Option<f64>,
    /// The most memory that the process held, in KiB: with the instance, and with reading it.
    pub peak_kib: Option<u64>,
    /// Why there are no groups.
    pub refused: Option<String>,
}

impl Setting {
    /// A setting of one unit, for the names of strategies.
    pub fn empty() -> Option<Self> {
        let text = r#"{"format": "locality-instance/1", "units": ["A"], "edges": [], "measures": [], "groups": {"least": 1, "most": 1}}"#;
        Some(Self {
            instance: serde_json::from_str(text).ok()?,
            points: vec![(0, 0)],
            shared: Vec::new(),
            today: Vec::new(),
        })
    }
}

/// Each strategy with each of its seeds, in the order of the rows.
pub fn runs(names: &Names, seeds: u64) -> Vec<(&'static str, u64)> {
    let of = |&name: &&'static str| {
        // There is one today.
        let seeds = if name == "today" { 1 } else { seeds };
        (1..=seeds).map(move |seed| (name, seed))
    };
    names.0.iter().flat_map(of).collect()
}

/// Runs every strategy with every seed, those of the shard, in a shuffled order; rows come by strategy and seed. Plans of the first seed are written.
pub fn all(
    scene: &Scene,
    names: &Names,
    limits: &Limits,
    out: &mut Folder,
) -> Result<Vec<Row>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    std::fs::write(
        folder.path().join("setting.json"),
        serde_json::to_vec(&scene.setting)?,
    )?;
    let mut jobs: Vec<Job> = Vec::new();
    for (strategy, seed) in runs(names, limits.seeds) {
        jobs.push(Job {
            strategy: strategy.to_owned(),
            seed,
            seconds: limits.seconds,
            threads: limits.threads,
        });
    }
    // So that no strategy always runs on a machine that is warm, or busy. The order is the same in every comparison.
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    for at in (1..jobs.len()).rev() {
        jobs.swap(at, (random.next_u64() % (at as u64 + 1)) as usize);
    }
    let jobs = shards::part(&jobs, limits.shard);
    let mut rows = Vec::new();
    for (at, job) in jobs.iter().enumerate() {
        eprintln!(
            "{}: {} of {}, {} seed {}",
            scene.area,
            at + 1,
            jobs.len(),
            job.strategy,
            job.seed
        );
        let answer = match names::left_out(&job.strategy, &scene.setting) {
            Some(refused) => Answer {
                refused: Some(refused),
                ..Answer::default()
            },
            None => apart(job, folder.path())?,
        };
        let (row, plan) = scene.judge(&job.strategy, job.seed, &answer)?;
        if let Some(plan) = plan.filter(|_| job.seed == 1) {
            let name = format!("{}.{}.plan.csv", scene.area, job.strategy);
            out.sheet(&safe_name(&name), &plan)?;
        }
        rows.push((
            names.0.iter().position(|name| *name == job.strategy),
            job.seed,
            row,
        ));
    }
    rows.sort_by_key(|(strategy, seed, _)| (*strategy, *seed));
    Ok(rows.into_iter().map(|(.., row)| row).collect())
}

/// Runs this program again for one job, and ends it where it does not end in time.
fn apart(job: &Job, folder: &Path) -> Result<Answer, Box<dyn Error>> {
    let task = folder.join("job.json");
    std::fs::write(&task, serde_json::to_vec(job)?)?;
    let mut child = Command::new(std::env::current_exe()?)
        .arg("--one")
        .arg(&task)
        .stdout(Stdio::piped())
        .spawn()?;
    let mut stdout = child.stdout.take().ok_or("the run has no output")?;
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        stdout.read_to_string(&mut text).map(|_| text)
    });
    let (began, most) = (Instant::now(), Duration::from_secs(60 + 2 * job.seconds));
    let ended = loop {
        match child.try_wait()? {
            Some(status) => break Some(status),
            None if began.elapsed() > most => {
                child.kill()?;
                child.wait()?;
                break None;
            }
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    let text = reader
        .join()
        .map_err(|_| "the output of a run could not be read")??;
    match ended {
        Some(status) if status.success() => Ok(serde_json::from_str(&text)?),
        Some(status) => Err(format!("{} with seed {} failed: {status}", job.strategy, job.seed).into()),
        None => Ok(Answer {
            refused: Some(format!("did not end within {} s", most.as_secs())),
            ..Answer::default()
        }),
    }
}

/// The other side: does the job, and prints the answer.
pub fn answer(task: &Path) -> Result<(), Box<dyn Error>> {
    let job: Job = serde_json::from_slice(&std::fs::read(task)?)?;
    let folder = task.parent().unwrap_or(Path::new("."));
    let setting: Setting = serde_json::from_slice(&std::fs::read(folder.join("setting.json"))?)?;
    let strategies = names::all(&setting);
    let strategy = strategies.iter().find(|strategy| strategy.name() == job.strategy);
    let strategy = strategy.ok_or_else(|| format!("{} is no strategy", job.strategy))?;
    let run = Run::new()
        .seed(job.seed)
        .threads(job.threads)
        .stop(Stop::seconds(job.seconds));
    let mut answer = match strategy.group(&setting.instance, &run) {
        Ok(made) => Answer {
            groups: Some(made.groups.into_iter().map(|group| group.units).collect()),
            bound: made.bound,
            rounds: Some(made.record.rounds),
            seconds: Some(made.record.seconds),
            ..Answer::default()
        },
        Err(error) => Answer {
            refused: Some(error.to_string()),
            ..Answer::default()
        },
    };
    answer.peak_kib = peak_kib();
    println!("{}", serde_json::to_string(&answer)?);
    Ok(())
}

/// The most memory that this process has held, where the system says so (Linux).
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
