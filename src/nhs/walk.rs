//! The files behind a path that the user gave.

use crate::fault::{Fault, FaultCode};
use std::fmt::Display;
use std::path::{Path, PathBuf};

/// Sub-folders are entered so deep: publications unpack into a folder of their own, at times in another.
const DEPTH: usize = 2;

/// A name at least this like (Jaro-Winkler) the one that was given is offered in its place.
const ALIKE: f64 = 0.8;

/// The file itself, or all files of the folder, sorted by name, those of sub-folders last.
pub(crate) fn files(path: &Path) -> Result<Vec<PathBuf>, Fault> {
    match std::fs::metadata(path) {
        Ok(about) if about.is_dir() => {
            let mut files = Vec::new();
            collect(path, DEPTH, &mut files)?;
            Ok(files)
        }
        Ok(_) => Ok(vec![path.to_path_buf()]),
        Err(why) => match nearest(path) {
            Some(name) => Err(closed(path, &format!("{why}; did you mean {name}?"))),
            None => Err(closed(path, &why)),
        },
    }
}

fn closed(path: &Path, why: &dyn Display) -> Fault {
    Fault::new(FaultCode::FileNotOpened, why.to_string()).file(path.display().to_string())
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), Fault> {
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|why| closed(folder, &why))? {
        entries.push(entry.map_err(|why| closed(folder, &why))?.path());
    }
    entries.sort();
    let hidden = |path: &Path| {
        path.file_name()
            .is_some_and(|n| n.to_string_lossy().starts_with('.'))
    };
    entries.retain(|path| !hidden(path));
    let (folders, plain): (Vec<_>, Vec<_>) = entries.into_iter().partition(|path| path.is_dir());
    // A pipe would be waited for without end.
    files.extend(plain.into_iter().filter(|path| path.is_file()));
    if depth > 0 {
        for inner in folders {
            collect(&inner, depth - 1, files)?;
        }
    }
    Ok(())
}

/// The name in the same folder that is most like the one that does not exist.
fn nearest(path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_string_lossy().to_lowercase();
    let parent = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let names = std::fs::read_dir(parent)
        .ok()?
        .filter_map(|e| e.ok()?.file_name().into_string().ok());
    let mut scored: Vec<(f64, String)> = names
        .map(|name| (strsim::jaro_winkler(&wanted, &name.to_lowercase()), name))
        .filter(|(score, _)| *score >= ALIKE)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    scored.into_iter().next().map(|(_, name)| name)
}
