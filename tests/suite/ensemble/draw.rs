//! The same ensemble at any number of threads and in any shards.

use super::{grid, region};
use locality::engine::instance::Instance;
use locality::ensemble::{Draw, DrawError, Ensemble, Settings, Shard, Variant};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

/// What was written for each chain.
type Written = Arc<Mutex<BTreeMap<u32, Vec<u8>>>>;

struct To(Written, u32);

impl Write for To {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = self.0.lock().expect("no panic");
        all.entry(self.1).or_default().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn settings(variant: Variant) -> Settings {
    Settings {
        variant,
        chains: 6,
        steps: 400,
        burn_in: 50,
        thin: 5,
        seed: 9,
    }
}

/// The ensemble as JSON and the plans of each chain.
fn drawn(
    instance: &Instance,
    settings: &Settings,
    shard: &str,
    threads: usize,
) -> (Ensemble, BTreeMap<u32, Vec<u8>>) {
    let written = Written::default();
    let open = |chain| -> io::Result<Box<dyn Write + Send>> { Ok(Box::new(To(Arc::clone(&written), chain))) };
    let size = |groups: &[Vec<u32>]| {
        let sizes = || groups.iter().map(|group| group.len() as i64);
        vec![sizes().max().unwrap_or(0), -sizes().min().unwrap_or(0)]
    };
    let shard: Shard = shard.parse().expect("a shard");
    let ensemble = Draw::new(instance, settings.clone())
        .shard(shard)
        .threads(threads)
        .measures(&["most", "fewest"], &size)
        .plans(&open)
        .run()
        .expect("an ensemble");
    let all = written.lock().expect("no panic").clone();
    (ensemble, all)
}

#[test]
fn threads_change_nothing() {
    let instance = region(60);
    for variant in [Variant::Recom, Variant::Reversible] {
        let one = drawn(&instance, &settings(variant), "1/1", 1);
        for threads in [2, 8] {
            let other = drawn(&instance, &settings(variant), "1/1", threads);
            assert_eq!(other.0.to_json(), one.0.to_json(), "{threads} threads");
            assert_eq!(other.1, one.1, "{threads} threads");
        }
        assert_eq!(one.0.together().records(), 480);
        assert_eq!(one.1.len(), 6);
    }
}

/// One shard, and four merged in any order after a way through files: the same bytes.
#[test]
fn four_shards_merge_to_the_same_bytes() {
    let instance = region(60);
    let whole = drawn(&instance, &settings(Variant::Recom), "1/1", 2);
    let mut shards = Vec::new();
    let mut plans = BTreeMap::new();
    for shard in ["3/4", "1/4", "4/4", "2/4"] {
        let (ensemble, written) = drawn(&instance, &settings(Variant::Recom), shard, 1);
        assert!(!ensemble.is_whole());
        shards.push(Ensemble::from_json(&ensemble.to_json(), "ensemble.json").expect("what was written"));
        plans.extend(written);
    }
    let merged = Ensemble::merge(shards).expect("all shards");
    assert!(merged.is_whole());
    assert_eq!(merged.to_json(), whole.0.to_json());
    assert_eq!(plans, whole.1);
    for measure in 0..3 {
        assert_eq!(merged.convergence(measure), whole.0.convergence(measure));
    }
}

/// Histograms, means and pairs are those of the plans as they were written down.
#[test]
fn statistics_are_those_of_the_plans() {
    let instance = grid(4, 5, &[1; 20], (4, 6), 4);
    let (ensemble, written) = drawn(&instance, &settings(Variant::Recom), "1/1", 2);
    let mut most = BTreeMap::<i64, u64>::new();
    let (mut with, mut sum) = (0, 0);
    for (chain, bytes) in &written {
        let text = std::str::from_utf8(bytes).expect("text");
        assert_eq!(text.lines().count(), 80, "chain {chain}");
        for (number, line) in (1..).zip(text.lines()) {
            let plan: serde_json::Value = serde_json::from_str(line).expect("JSON");
            assert_eq!(plan["sample"], number);
            let of: Vec<u64> = serde_json::from_value(plan["assignment"].clone()).expect("numbers");
            assert_eq!(of.len(), 20);
            let size = |group: u64| of.iter().filter(|&&other| other == group).count() as i64;
            let largest = (1..=4).map(size).max().expect("groups");
            *most.entry(largest).or_default() += 1;
            sum += largest;
            with += u64::from(of[7] == of[8]);
            // Groups are numbered as they are met.
            let mut met = 0;
            assert!(of.iter().all(|&group| {
                let fits = group <= met + 1;
                met = met.max(group);
                fits
            }));
        }
    }
    let bins: BTreeMap<i64, u64> = ensemble.histogram(1).expect("a measure").bins().collect();
    assert_eq!(bins, most);
    assert_eq!(ensemble.together().count(7, 8), with);
    let mean = ensemble.convergence(1).expect("a measure").mean;
    assert!((mean - sum as f64 / 480.0).abs() < 1e-9);
}

#[test]
fn seeds_and_chains_go_their_own_ways() {
    let instance = region(60);
    let (_, one) = drawn(&instance, &settings(Variant::Recom), "1/1", 2);
    assert!(
        one.values()
            .all(|plans| *plans != one[&0] || plans.as_ptr() == one[&0].as_ptr())
    );
    let other = Settings {
        seed: 10,
        ..settings(Variant::Recom)
    };
    let (_, other) = drawn(&instance, &other, "1/1", 2);
    assert!(other[&0] != one[&0]);
}

/// Chains from plans of their own agree on an easy task after long walks, and have not met yet after short ones.
#[test]
fn chains_agree_after_long_walks() {
    let instance = grid(6, 6, &[1; 36], (4, 8), 6);
    let inside = |groups: &[Vec<u32>]| {
        let edges = instance.file().edges.iter();
        let of = |unit: &u32| groups.iter().position(|group| group.contains(unit));
        vec![edges.filter(|(a, b)| of(a) == of(b)).count() as i64]
    };
    let told = |steps: u64, thin: u64| {
        let settings = Settings {
            steps,
            thin,
            burn_in: 0,
            ..Settings::default()
        };
        let drawn = Draw::new(&instance, settings)
            .measures(&["inside"], &inside)
            .run();
        drawn.expect("an ensemble").convergence(1).expect("a measure")
    };
    let long = told(20_000, 10);
    assert!(long.split_r_hat.is_some_and(|r| r < 1.01), "{long:?}");
    assert!(long.effective.is_some_and(|draws| draws > 500.0), "{long:?}");
    let short = told(64, 1);
    assert!(short.split_r_hat.is_some_and(|r| r > 1.01), "{short:?}");
}

#[test]
fn errors_say_what_is_wrong() {
    let instance = grid(2, 2, &[1; 4], (2, 2), 2);
    let draw = |settings: Settings| Draw::new(&instance, settings);
    let wrong = Settings {
        chains: 0,
        thin: 0,
        ..Settings::default()
    };
    let Err(DrawError::Settings(faults)) = draw(wrong).run() else {
        panic!("no chain is no ensemble");
    };
    assert_eq!(faults.as_slice().len(), 2);
    let short = draw(Settings::default())
        .measures(&["a", "b"], &|_| vec![1])
        .run();
    assert!(matches!(short, Err(DrawError::Values { found: 1, names: 2 })));
    let full = draw(Settings::default())
        .plans(&|_| Err(io::Error::other("full")))
        .run();
    assert!(matches!(full, Err(DrawError::Plans { chain: 0, .. })));
    let impossible = grid(2, 2, &[1; 4], (3, 3), 1);
    let none = Draw::new(&impossible, Settings::default()).run();
    assert!(matches!(none, Err(DrawError::Start { chain: 0, .. })));
}

#[test]
fn shards_that_do_not_fit() {
    let instance = grid(2, 3, &[1; 6], (2, 4), 2);
    let small = Settings {
        chains: 4,
        steps: 20,
        ..Settings::default()
    };
    let of = |settings: &Settings, shard: &str| {
        let shard: Shard = shard.parse().expect("a shard");
        Draw::new(&instance, settings.clone())
            .shard(shard)
            .run()
            .expect("an ensemble")
    };
    let told = |shards: Vec<Ensemble>| {
        Ensemble::merge(shards)
            .map(|_| ())
            .expect_err("a misfit")
            .to_string()
    };
    assert!(told(vec![]).contains("no shard"));
    let half = of(&small, "1/2");
    assert!(told(vec![half.clone()]).contains("chains are missing: 2, 3"));
    assert!(told(vec![half.clone(), half.clone()]).contains("chain 0 is in two shards"));
    let other = Settings {
        seed: 2,
        ..small.clone()
    };
    assert!(told(vec![half, of(&other, "2/2")]).contains("other settings"));
    for text in ["0/4", "5/4", "4", "a/b", "1/0", ""] {
        assert!(text.parse::<Shard>().is_err(), "{text}");
    }
}

#[test]
fn files_that_are_none() {
    let instance = grid(2, 3, &[1; 6], (2, 4), 2);
    let settings = Settings {
        chains: 1,
        steps: 20,
        ..Settings::default()
    };
    let text = Draw::new(&instance, settings)
        .run()
        .expect("an ensemble")
        .to_json();
    assert!(Ensemble::from_json(&text, "e.json").is_ok());
    for (from, to) in [
        ("locality-ensemble/1", "locality-ensemble/9"),
        (r#""steps":20"#, r#""steps":30"#),
        (r#""chain":0"#, r#""chain":7"#),
        (r#""records":2"#, r#""records":1"#),
        (r#""units":6"#, r#""units":4000000000"#),
        ("{", "["),
    ] {
        let broken = text.replacen(from, to, 1);
        assert_ne!(broken, text, "{from} is not in the file");
        let faults = Ensemble::from_json(&broken, "e.json").expect_err(from);
        assert!(faults.to_string().starts_with("e.json: E003"), "{faults}");
    }
}
