//! Parts of a sweep that is run in several places, and what they are together.

use super::common;
use super::row::Row;
use locality::ensemble::Shard;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

/// The runs of a shard, of all in their order.
pub fn part<T>(all: &[T], shard: Shard) -> &[T] {
    let most = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let of = shard.chains(most);
    &all[of.start as usize..of.end as usize]
}

/// The rows of these folders, put into the order of the runs that were asked for: area, strategy and seed.
pub fn merged(folders: &[PathBuf], runs: &[(&str, &str, u64)]) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut found: BTreeMap<(String, String, u64), Row> = BTreeMap::new();
    for folder in folders {
        let path = folder.join("strategies.csv");
        let at = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let mut reader = csv::Reader::from_path(&path).map_err(|error| at(&error))?;
        for row in reader.deserialize() {
            let row: Row = row.map_err(|error| at(&error))?;
            let key = (row.area.clone(), row.strategy.clone(), row.seed);
            let told = format!("{}, {}, seed {} is in two shards", key.0, key.1, key.2);
            if found.insert(key, row).is_some() {
                return Err(at(&told).into());
            }
        }
    }
    let mut rows = Vec::new();
    for &(area, strategy, seed) in runs {
        let row = found.remove(&(area.to_owned(), strategy.to_owned(), seed));
        rows.push(row.ok_or_else(|| {
            format!("no shard has {area}, {strategy}, seed {seed}; give all shards, and the arguments they were run with")
        })?);
    }
    match found.into_keys().next() {
        Some((area, strategy, seed)) => {
            Err(format!("a shard has {area}, {strategy}, seed {seed}, which is not asked for").into())
        }
        None => Ok(rows),
    }
}

/// Copies the plans of these folders.
pub fn copy_plans(folders: &[PathBuf], out: &Path) -> Result<(), Box<dyn Error>> {
    for folder in folders {
        let files = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for file in files {
            let path = file?.path();
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            if name.ends_with(".plan.csv") {
                common::copy(folder, name, out)?;
            }
        }
    }
    Ok(())
}
