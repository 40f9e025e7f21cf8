//! A sweep of strategies in shards, as the example `strategies` writes and merges it.

// The example's own modules; some of what they hold is for its command line only.
#[path = "../../../examples/strategies/row.rs"]
mod row;
#[path = "../../../examples/strategies/shards.rs"]
mod shards;

use crate::services::common;
use locality::ensemble::Shard;
use locality::report::sheet::Sheet;
use row::Row;
use std::path::PathBuf;

const STRATEGIES: [&str; 3] = ["today", "ward", "max-p"];

/// A run that came to this.
fn row(area: &str, strategy: &str, seed: u64) -> Row {
    let number = area.len() as i64 * 1_000 + strategy.len() as i64 * 10 + seed as i64;
    let mut row = Row::new(area, strategy, seed);
    row.cost = Some(number * 1_000_003);
    row.keeps_every_rule = Some(strategy == "ward");
    row.bound = (strategy == "ward").then_some(number * 900_000);
    row.seconds = Some(1.0 / number as f64);
    row.note = (seed == 2).then(|| "too slow, \"ended\"".to_owned());
    row
}

fn runs() -> Vec<(&'static str, &'static str, u64)> {
    let of = |area| STRATEGIES.map(|strategy| [1, 2, 3].map(|seed| (area, strategy, seed)));
    [of("QT6"), of("QNCX")].concat().concat()
}

fn table(mut rows: Vec<Row>) -> String {
    rows.chunk_by_mut(|a, b| a.area == b.area).for_each(row::compare);
    csv(&rows)
}

fn csv(rows: &[Row]) -> String {
    Sheet::of_rows(row::columns(), rows).expect("a table").to_string()
}

/// One shard, and four merged in any order after a way through files: the same bytes.
#[test]
fn four_shards_merge_to_the_same_bytes() {
    let whole = table(runs().iter().map(|&(a, s, n)| row(a, s, n)).collect());
    // Runs are made in another order than they are told in.
    let mut shuffled = runs();
    shuffled.reverse();
    let folder = tempfile::tempdir().expect("a folder");
    let mut folders: Vec<PathBuf> = Vec::new();
    for text in ["3/4", "1/4", "4/4", "2/4"] {
        let shard: Shard = text.parse().expect("a shard");
        let rows: Vec<Row> = shards::part(&shuffled, shard)
            .iter()
            .map(|&(a, s, n)| row(a, s, n))
            .collect();
        assert!((4..=5).contains(&rows.len()), "18 runs in 4 parts");
        let path = folder.path().join(text.replace('/', "-"));
        std::fs::create_dir(&path).expect("a folder");
        std::fs::write(path.join("strategies.csv"), csv(&rows)).expect("a file");
        folders.push(path);
    }
    let merged = shards::merged(&folders, &runs()).expect("all shards");
    assert_eq!(table(merged), whole);
    // Its own shard is the whole.
    assert_eq!(shards::part(&shuffled, Shard::WHOLE), shuffled);

    let told = |folders: &[PathBuf], runs: &[(&str, &str, u64)]| {
        shards::merged(folders, runs).expect_err("a fault").to_string()
    };
    assert!(told(&folders[1..], &runs()).starts_with("no shard has"));
    let twice = [&folders[..], &folders[..1]].concat();
    assert!(told(&twice, &runs()).contains("is in two shards"));
    assert!(told(&folders, &runs()[1..]).contains("which is not asked for"));
    let none = [folder.path().join("5-4")];
    assert!(told(&none, &runs()).contains("strategies.csv"));
}

/// Plans go with the rows, and nothing else does.
#[test]
fn plans_are_copied() {
    let folder = tempfile::tempdir().expect("a folder");
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    std::fs::create_dir(&from).expect("a folder");
    std::fs::create_dir(&to).expect("a folder");
    for name in ["QT6.ward.plan.csv", "strategies.csv"] {
        std::fs::write(from.join(name), name).expect("a file");
    }
    shards::copy_plans(&[from], &to).expect("copied");
    let there: Vec<_> = std::fs::read_dir(&to)
        .expect("a folder")
        .map(|file| file.expect("a file").file_name())
        .collect();
    assert_eq!(there, ["QT6.ward.plan.csv"]);
}
